import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApp } from "#src/app.ts";
import { makeFrame } from "#src/frame.tsx";
import { makePool } from "#src/platform/db/connection.ts";
import { openDatabase } from "#src/platform/db/with-actor.ts";
import { makeLog } from "#src/platform/log.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { putBy, stillsIn, type Stills } from "./still.ts";

let house: TestHouse;
let stills: Stills;
let kept: number;
const folder = mkdtempSync(join(tmpdir(), "kring-still-"));

beforeAll(async () => {
  house = await openTestHouse();
  stills = stillsIn(folder);
  // Of the many answers and cards a few are enough here: the others are said not to be there.
  const request = (url: string) => (/\/(answers|services)\/(?!ba|bv)/.test(url) ? new Response("", { status: 404 }) : house.app.request(url));
  kept = await putBy({ app: { request }, stills, url: "http://kring.test", languages: ["sv", "ar"], rest: async () => undefined });
});
afterAll(async () => {
  await house.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The same house before a database that does not answer. */
function withoutDatabase(stillOf?: (address: URL) => string | undefined) {
  const gone = openDatabase(makePool({ host: "127.0.0.1", port: 1, user: "nobody", connectionTimeoutMillis: 500 }), house.house.keys);
  return createApp({
    house: house.house, database: gone, clock: house.clock, log: makeLog("silent"), url: "http://kring.test", providers: [], assets: [],
    frame: makeFrame({ css: "/assets/app.css", js: "/assets/islands.js" }, "demo"), ...(stillOf ? { stillOf } : {}),
  });
}

/** A form is new each time it is drawn. */
const besidesOnce = (html: string) => html.replaceAll(/name="once" value="[^"]*"/g, "");

test("with the database away every page of the guide answers as it last was, and quickly", async () => {
  const app = withoutDatabase((address) => stills.find(address));
  expect(kept).toBeGreaterThan(80);
  for (const path of ["/", "/answers/baby-sleep", "/topics", "/services", "/services/bvc-degerfors", "/urgent", "/ages/13-15", "/?lang=ar", "/?guide=kronoberg"]) {
    const began = performance.now();
    const response = await app.request(`http://kring.test${path}`);
    expect([path, response.status, performance.now() - began < 2000]).toEqual([path, 200, true]);
    expect(besidesOnce(await response.text())).toBe(besidesOnce(await (await house.app.request(`http://kring.test${path}`)).text()));
  }
});

test("a question leads to the topics, and a page that is not there in one's language to the Swedish one", async () => {
  const app = withoutDatabase((address) => stills.find(address));
  expect(await (await app.request("http://kring.test/search?q=bebisen")).text()).toContain("Välj ett ämne");
  expect(await (await app.request("http://kring.test/services/bvc-degerfors?lang=ar")).text()).toContain("BVC Degerfors");
});

test("without pages put by, and on every page that is not for everybody, it says that it cannot answer", async () => {
  expect((await withoutDatabase().request("http://kring.test/")).status).toBe(503);
  const app = withoutDatabase((address) => stills.find(address));
  expect((await app.request("http://kring.test/list", { headers: { cookie: "kring=x" } })).status).toBe(503);
});
