import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import sparticuz from "@sparticuz/chromium";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { createApp } from "#src/app.ts";
import { makeAssets } from "#src/assets.ts";
import { makeFrame } from "#src/frame.tsx";
import { makeLog } from "#src/platform/log.ts";
import { openTestHouse, type TestHouse } from "../house.ts";

/** How somebody sits before the site. */
export type Seat = { readonly as?: string; readonly unit?: string; readonly width?: 360 | 768 | 1280; readonly javaScript?: boolean; readonly dark?: boolean; readonly language?: string };

/** The real site on a loopback port with a browser before it. */
export type Site = {
  readonly house: TestHouse;
  readonly url: string;
  /** A fresh browser window, signed in when `as` names somebody. */
  sit(seat?: Seat): Promise<Page>;
  close(): Promise<void>;
};

const SYSTEM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-gpu", "--disable-dev-shm-usage"];

async function launch(): Promise<Browser> {
  const system = SYSTEM.find((path) => existsSync(path));
  if (system) return chromium.launch({ executablePath: system, args: QUIET, headless: true });
  return chromium.launch({ executablePath: await sparticuz.executablePath(), args: QUIET, headless: true });
}

const listen = (server: Server) => new Promise<string>((resolve) => server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)));

export async function openSite(start?: string): Promise<Site> {
  const [house, assets, browser] = await Promise.all([openTestHouse(start), makeAssets(), launch()]);
  const server = createServer();
  const url = await listen(server);
  const app = createApp({
    house: house.house, database: house.database, clock: house.clock, log: makeLog("silent"), url, providers: [], assets: [assets.css, assets.js],
    frame: makeFrame({ css: assets.css.path, js: assets.js.path }, "demo"),
  });
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  server.on("request", (request, response) => void listener(request, response));
  const windows: BrowserContext[] = [];

  async function sit({ as, unit, width = 1280, javaScript = true, dark = false, language }: Seat = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width, height: width === 360 ? 740 : 900 }, javaScriptEnabled: javaScript, colorScheme: dark ? "dark" : "light", locale: "sv-SE", baseURL: url });
    windows.push(context);
    if (as) {
      const token = await house.tokenFor(as, unit);
      if (language) await house.rows("update kring.session set language = $1 where token_hash = sha256($2)", [language, Buffer.from(token)]);
      await context.addCookies([{ name: "kring", value: token, url }]);
    }
    context.setDefaultTimeout(8_000);
    return context.newPage();
  }

  return {
    house, url, sit,
    close: async () => {
      await Promise.all(windows.map((context) => context.close()));
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await house.close();
    },
  };
}

const AXE = readFileSync("node_modules/axe-core/axe.min.js", "utf8");

/** What axe has against a page, one line each; nothing is excepted. */
export async function axeFaults(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const found = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<{ violations: Array<{ id: string; nodes: Array<{ target: string[]; failureSummary: string }> }> }> } };
    const { violations } = await axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
  });
  return found.map((fault) => `${new URL(page.url()).pathname} ${fault}`);
}

/** A picture of the page for people to judge, in var/screens. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync("var/screens", { recursive: true });
  await page.screenshot({ path: join("var/screens", `${name}.png`), fullPage: true });
}

/** Whether the page is wider than its window: never, at any width. */
export const isTooWide = (page: Page): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
