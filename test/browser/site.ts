import { mkdirSync, mkdtempSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { createApp } from "#src/app.ts";
import { makeAssets } from "#src/assets.ts";
import { makeFrame } from "#src/frame.tsx";
import { clientKey, openProvider, type ProviderSettings } from "#src/identity/provider.ts";
import { makeLog } from "#src/platform/log.ts";
import { demoIdentityProvider } from "#test/fakes/identity-provider.ts";
import { demoFeed, fakeSchoolSystem } from "#test/fakes/ss12000.ts";
import { demoPeople } from "#worlds/build.ts";
import { openTestHouse, openToldHouse, type TestHouse } from "../house.ts";
import { launch } from "./launch.ts";

/** How somebody sits before the site. */
export type Seat = { readonly as?: string; readonly unit?: string; readonly width?: 360 | 768 | 1280; readonly javaScript?: boolean; readonly dark?: boolean; readonly language?: string; readonly unpainted?: boolean };

/** The real site on a loopback port with a browser before it. */
export type Site = {
  readonly house: TestHouse;
  readonly url: string;
  readonly assets: { readonly css: string; readonly js: string };
  /** A fresh browser window, signed in when `as` names somebody. */
  sit(seat?: Seat): Promise<Page>;
  /** From now on whatever page this window goes to is the one that was last laid before it; what belongs to the page comes from the site, and is kept by the browser. */
  laysPages(page: Page): Promise<(html: string) => void>;
  close(): Promise<void>;
};

const LAID = "x-laid";

/** A window that no picture is taken of is laid out and never painted: a journey takes a fifth less of the processor. What is pressed must then be pressed where it lies: nothing tells when it has come to rest. */
const UNPAINTED = "--disable-threaded-compositing";

const listen = (server: Server) => new Promise<string>((resolve) => server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)));

/** Somebody whom the e-identification knows and this house does not. */
const STRANGER = { number: "199001012385", name: "Okänd Person", about: "finns inte i Kring", group: "Andra" };

const providersAt = (url: string): ProviderSettings[] => {
  const folder = mkdtempSync(join(tmpdir(), "kring-client-"));
  return [["demo", "Demolegitimation"], ["demo-work", "Tjänstelegitimation (demo)"]].map(([id, name]) => ({ id: id!, name: name!, issuer: `${url}/demo-idp`, clientId: `kring-${id}`, keyFile: join(folder, `${id}.json`) }));
};

/** A site with the demo's organisations and people. */
export const openSite = (start?: string, practice?: string): Promise<Site> => siteOf(openTestHouse(start, practice));
/** A site where every child's story in the demo has happened. */
export const openToldSite = (): Promise<Site> => siteOf(openToldHouse());

async function siteOf(opened: Promise<TestHouse>): Promise<Site> {
  const [house, made] = await Promise.all([opened, makeAssets()]);
  const server = createServer();
  const url = await listen(server);
  const [assets, settings] = [{ css: made.css.path, js: made.js.path }, providersAt(url)];
  const app = createApp({
    house: house.house, database: house.database, clock: house.clock, log: makeLog("silent"), url, providers: settings.map(openProvider), assets: [made.css, made.js], frame: makeFrame(assets, "demo"),
  });
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const identity = demoIdentityProvider({ url, people: [...demoPeople(house.world), STRANGER], css: assets.css, clients: settings.map(({ clientId, keyFile }) => ({ id: clientId, key: clientKey(keyFile) })) });
  const schools = fakeSchoolSystem();
  house.feeds.push(demoFeed(url));
  const laid = new Map<string, string>();
  server.on("request", (request, response) => {
    const html = request.headers["sec-fetch-dest"] === "document" && laid.get(String(request.headers[LAID]));
    if (html) response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html);
    else void (identity.handle(request, response) || schools.handle(request, response) || listener(request, response));
  });
  const windows: BrowserContext[] = [];
  const browsers = new Map<boolean, Promise<Browser>>();
  const browserThat = (paints: boolean): Promise<Browser> => {
    const begun = browsers.get(paints) ?? launch(...(paints ? [] : [UNPAINTED]));
    browsers.set(paints, begun);
    return begun;
  };

  async function sit({ as, unit, width = 1280, javaScript = true, dark = false, language, unpainted = false }: Seat = {}): Promise<Page> {
    const context = await (await browserThat(!unpainted)).newContext({ viewport: { width, height: width === 360 ? 740 : 900 }, javaScriptEnabled: javaScript, colorScheme: dark ? "dark" : "light", locale: "sv-SE", baseURL: url });
    windows.push(context);
    if (as) {
      const token = await house.tokenFor(as, unit);
      if (language) await house.rows("update kring.session set language = $1 where token_hash = sha256($2)", [language, Buffer.from(token)]);
      await context.addCookies([{ name: "kring", value: token, url }]);
    }
    context.setDefaultTimeout(8_000);
    return context.newPage();
  }

  async function laysPages(page: Page): Promise<(html: string) => void> {
    const window = String(windows.indexOf(page.context()));
    await page.setExtraHTTPHeaders({ [LAID]: window });
    return (html) => void laid.set(window, html);
  }

  return {
    house, url, assets, sit, laysPages,
    close: async () => {
      await Promise.all(windows.map((context) => context.close()));
      await Promise.all([...browsers.values()].map(async (one) => (await one).close()));
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await house.close();
    },
  };
}

/** A picture of the page for people to judge, in var/screens. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync("var/screens", { recursive: true });
  await page.screenshot({ path: join("var/screens", `${name}.png`), fullPage: true });
}
