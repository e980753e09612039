import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { demoIdentityProvider } from "#test/fakes/identity-provider.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { createApp } from "../app.ts";
import { makeFrame } from "../frame.tsx";
import { systemClock } from "../platform/clock.ts";
import { makeLog } from "../platform/log.ts";
import { demoPeople } from "#worlds/build.ts";
import { clientKey, openProvider } from "./provider.ts";

let house: TestHouse;
let server: Server;
let url: string;

// A real provider and the real app on one loopback port, spoken to over HTTP as a browser would.
beforeAll(async () => {
  house = await openTestHouse(new Date().toISOString());
  server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const settings = { id: "demo", name: "Demo", issuer: `${url}/demo-idp`, clientId: "kring-demo", keyFile: join(mkdtempSync(join(tmpdir(), "kring-client-")), "key.json") };
  const app = createApp({
    house: house.house, database: house.database, clock: systemClock, log: makeLog("silent"), url, providers: [openProvider(settings)], assets: [],
    frame: makeFrame({ css: "/a.css", js: "/a.js" }, "demo"),
  });
  const stranger = { number: "199001012385", name: "Okänd Person", about: "finns inte i Kring", group: "Andra" };
  const identity = demoIdentityProvider({ url, people: [...demoPeople(house.world), stranger], css: "/a.css", clients: [{ id: settings.clientId, key: clientKey(settings.keyFile) }] });
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  server.on("request", (request, response) => void (identity.handle(request, response) || listener(request, response)));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await house.close();
});

/** A browser that keeps cookies and follows redirects until it stands on a page. */
function browser() {
  const jar = new Map<string, string>();
  const keep = (response: Response) => {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const [name = "", ...value] = pair.split("=");
      jar.set(name, value.join("="));
    }
  };
  const go = async (to: string, init: RequestInit = {}): Promise<{ url: string; status: number; html: string }> => {
    const response = await fetch(new URL(to, url), { ...init, redirect: "manual", headers: { ...init.headers, cookie: [...jar].map(([k, v]) => `${k}=${v}`).join("; ") } });
    keep(response);
    const location = response.headers.get("location");
    if (!location) return { url: response.url, status: response.status, html: await response.text() };
    return go(new URL(location, response.url).toString());
  };
  const choose = async (number: string, to = "/") => {
    const page = await go(`/sign-in/begin?provider=demo&to=${encodeURIComponent(to)}`);
    const action = /action="([^"]+)"/.exec(page.html)![1]!;
    return go(action, { method: "POST", body: new URLSearchParams({ number }), headers: { "content-type": "application/x-www-form-urlencoded" } });
  };
  return { go, choose, jar };
}

const numberOf = (handle: string) => house.world.staff.find((person) => person.handle === handle)!.identity;

test("a preschool teacher chooses herself at the provider and stands on her list", async () => {
  const page = await browser().choose(numberOf("anna"));
  expect(new URL(page.url).pathname).toBe("/list");
  expect(page.html).toContain("Anna Karlsson");
});

test("she comes back to the page she was on her way to", async () => {
  const page = await browser().choose(numberOf("anna"), "/find");
  expect(new URL(page.url).pathname).toBe("/find");
});

test("somebody with two duties is asked which one, and it then stands on every page", async () => {
  const two = house.world.staff.find(({ duties }) => duties.length === 2)!;
  const visit = browser();
  const page = await visit.choose(two.identity);
  expect(new URL(page.url).pathname).toBe("/duty");
  const duty = /name="duty" value="([^"]+)"/.exec(page.html)![1]!;
  const list = await visit.go("/duty", { method: "POST", body: new URLSearchParams({ duty }), headers: { "content-type": "application/x-www-form-urlencoded", origin: url } });
  expect(new URL(list.url).pathname).toBe("/list");
  expect(list.html).toContain("/duty");
});

test("a person nobody has registered is told so, and gets no session", async () => {
  const visit = browser();
  const page = await visit.choose("199001012385");
  expect(page.status).toBe(403);
  expect(page.html).toContain("Vi hittar dig inte här");
  expect(visit.jar.get("kring") ?? "").toBe("");
});

test("whoever has just been somebody around a child finds the others around it first, and can be them at once", async () => {
  const visit = browser();
  const first = async () => {
    const [, title = "", section = ""] = /<h2>([^<]+)<\/h2>(.*?)<\/section>/s.exec((await visit.go("/sign-in/begin?provider=demo&to=/")).html)!;
    return { title, names: [...section.matchAll(/<strong>([^<]+)</g)].map(([, name]) => name!).toSorted() };
  };
  expect((await first()).title).toBe("Börja en berättelse");
  await visit.choose(numberOf("anna"));
  expect(await first()).toEqual({ title: "Runt Elis Holm", names: ["Anna Karlsson", "Johan Holm", "Maja Lindqvist", "Sara Holm"] });
  // Maja works with many children; that Anna came before her tells which one it is about.
  await visit.choose(numberOf("maja"));
  expect((await first()).title).toBe("Runt Elis Holm");
  expect((await visit.go("/list")).html).toContain('href="/sign-in/begin?provider=demo&amp;to=/start"');
});

test("an answer with a forged state is refused and leaves a line", async () => {
  const visit = browser();
  await visit.go("/sign-in/begin?provider=demo&to=/");
  const page = await visit.go("/sign-in/callback?code=stolen&state=forged");
  expect(page.status).toBe(401);
  const lines = await house.rows("select from kring.audit_event where event = 'session.begun' and outcome = 'failed'");
  expect(lines).toHaveLength(1);
});

test("signing out ends the session everywhere at once", async () => {
  const visit = browser();
  await visit.choose(numberOf("anna"));
  const token = visit.jar.get("kring")!;
  await visit.go("/sign-out", { method: "POST", body: new URLSearchParams(), headers: { "content-type": "application/x-www-form-urlencoded", origin: url } });
  const after = await fetch(`${url}/list`, { headers: { cookie: `kring=${token}` }, redirect: "manual" });
  expect(after.headers.get("location")).toContain("/sign-in");
});

test("a sign-in may lead back only to an address of our own", async () => {
  const page = await browser().choose(numberOf("anna"), "//evil.example/");
  expect(new URL(page.url).host).toBe(new URL(url).host);
});
