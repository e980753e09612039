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

test("a question leads to the topics and being contacted to the numbers, which say what is away; and a page that is not there in one's language is the Swedish one", async () => {
  const app = withoutDatabase((address) => stills.find(address));
  const [search, contact] = ["Det går inte att söka just nu. Välj ett ämne i stället", "Det går inte att skriva till oss just nu. Ring i stället"];
  const textAt = async (path: string) => (await app.request(`http://kring.test${path}`)).text();
  const found = await textAt("/search?q=bebisen");
  expect([found.includes("Välj ett ämne"), found.includes(search)]).toEqual([true, true]);
  expect(await textAt("/search?q=x&lang=ar")).toContain("البحث لا يعمل الآن");
  for (const path of ["/contact-me", "/contact-me?as=parent", "/contact-me/young?service=bvc-degerfors", "/contact-me?guide=kronoberg"]) {
    const page = await textAt(path);
    expect([path, page.includes(contact), /href="tel:\d+/.test(page)]).toEqual([path, true, true]);
  }
  // The guide's own numbers, and not only those of the whole country, which are on every page.
  const numbersOn = (html: string) => new Set([...html.matchAll(/href="tel:(\+?\d+)"/g)].map(([, number]) => number!));
  expect(numbersOn(await textAt("/contact-me")).size).toBeGreaterThan(numbersOn(await textAt("/contact-me/sent/ABCDE-FGHJK")).size);
  // The control: the same pages asked for by themselves say nothing of the kind.
  for (const path of ["/topics", "/urgent"]) expect(await textAt(path)).not.toMatch(new RegExp(`${search}|${contact}`));
  expect(await textAt("/services/bvc-degerfors?lang=ar")).toContain("BVC Degerfors");
});

test("what has been taken down goes with the next whole round, and with no other", async () => {
  const only = mkdtempSync(join(tmpdir(), "kring-still-"));
  const few = stillsIn(only);
  const at = (path: string) => few.find(new URL(path, "http://kring.test"));
  const round = (broken?: RegExp) => putBy({
    stills: few, url: "http://kring.test", languages: ["sv"], rest: async () => undefined,
    app: { request: (url) => (broken?.test(url) ? new Response("", { status: 503 }) : /\.test\/(topics(\?away=search)?|topics\/sleep-food|answers\/baby-sleep)?$/.test(url) ? house.app.request(url) : new Response("", { status: 404 })) },
  });
  await round();
  expect(at("/answers/baby-sleep")).toContain("<h1");
  await house.rows("update kring.answer set status = 'ended' where handle = 'baby-sleep'");
  await round(/topics$/);
  expect(at("/answers/baby-sleep")).toContain("<h1");
  await round();
  await house.rows("update kring.answer set status = 'active' where handle = 'baby-sleep'");
  expect([at("/answers/baby-sleep"), at("/")?.includes("<h1"), at("/search?q=x")?.includes("Det går inte att söka just nu")]).toEqual([undefined, true, true]);
  rmSync(only, { recursive: true });
});

test("pages that were put by are never put by again as if they were new", async () => {
  const app = withoutDatabase((address) => stills.find(address));
  const found = stills.find(new URL("http://kring.test/search?q=x"));
  expect(await putBy({ app, stills, url: "http://kring.test", languages: ["sv"], rest: async () => undefined })).toBe(0);
  expect(stills.find(new URL("http://kring.test/search?q=x"))).toBe(found);
});

test("a calendar is told to ask again, and a poster is there", async () => {
  const app = withoutDatabase((address) => stills.find(address));
  for (const path of ["/activities.ics", "/activities/babycafe.ics"]) {
    const answer = await app.request(`http://kring.test${path}`);
    expect([path, answer.status, answer.headers.get("retry-after"), (await house.app.request(`http://kring.test${path}`)).status]).toEqual([path, 503, "60", 200]);
  }
  for (const path of ["/services/bvc-degerfors/poster", "/activities/babycafe/poster"]) expect([path, (await app.request(`http://kring.test${path}`)).status]).toEqual([path, 200]);
});

test("without pages put by, and on every page that is not for everybody, it says that it cannot answer", async () => {
  const answer = await withoutDatabase().request("http://kring.test/");
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "60"]);
  const app = withoutDatabase((address) => stills.find(address));
  expect((await app.request("http://kring.test/list", { headers: { cookie: "kring=x" } })).status).toBe(503);
});
