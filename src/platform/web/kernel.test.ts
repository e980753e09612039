import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeClient } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { openIn } from "#test/plan-stage.ts";
import { createApp } from "../../app.ts";
import { makeFrame } from "../../frame.tsx";
import { makePool } from "../db/connection.ts";
import { openDatabase } from "../db/with-actor.ts";
import { makeLog } from "../log.ts";

let house: TestHouse;
beforeAll(async () => (house = await openTestHouse()));
afterAll(() => house.close());

const searches = () => house.rows<{ n: number }>("select count(*)::int as n from kring.audit_event where event = 'child.searched' and outcome = 'refused'").then(([row]) => row!.n);

test("a post from another site is refused and does nothing", async () => {
  const anna = await house.signIn("anna");
  const before = await searches();
  for (const headers of [{ "sec-fetch-site": "cross-site" }, { "sec-fetch-site": "same-site" }, { "sec-fetch-site": "", origin: "https://evil.example" }, { "sec-fetch-site": "" }]) {
    const page = await anna.post("/find", { once: randomUUID(), number: "K-2026-0001" }, headers);
    expect([page.status, page.heading, page.link("Öppna sidan igen")], JSON.stringify(headers)).toEqual([403, "Vi tog inte emot det du skickade", "/find"]);
  }
  expect(await searches()).toBe(before);
});

test("a post with the right Origin and no fetch metadata is taken", async () => {
  const anna = await house.signIn("anna");
  const page = await anna.post("/find", { once: randomUUID(), number: "K-2026-0001" }, { "sec-fetch-site": "", origin: "http://kring.test", host: "kring.test" });
  expect(page.status).toBe(403); // an empty Sec-Fetch-Site is no word for same-origin either
});

test("a post larger than any form is told so, and nothing breaks", async () => {
  const anna = await house.signIn("anna");
  expect((await anna.post("/find", { once: randomUUID(), number: "x".repeat(13_100_000) })).status).toBe(413);
});

test("a megabyte in one field comes back with what is wrong, and every character kept", async () => {
  const anna = await house.signIn("anna");
  const page = await anna.post("/find", { once: randomUUID(), number: "é".repeat(500_000) });
  expect(page.status).toBe(422);
  expect(page.html).toContain("é".repeat(500_000));
});

test("while the database is away, what was written comes back to its writer, with a way to try again", async () => {
  const away = openDatabase(makePool({ host: "127.0.0.1", port: 1, user: "kring_app", password: "", database: "none", max: 1 }), house.house.keys);
  const app = createApp({ house: house.house, database: away, clock: house.clock, log: makeLog("silent"), url: "http://kring.test", providers: [], assets: [], frame: makeFrame({ css: "/a.css", js: "/a.js" }, "demo") });
  const anna = makeClient(app, await house.tokenFor("anna"));
  const page = await anna.post("/signals/new", { once: randomUUID(), seen: "Bygger gärna torn, och går undan när det blir högt." });
  expect([page.status, page.link("Försök igen")]).toEqual([503, "/signals/new"]);
  expect(page.text).toContain("Bygger gärna torn, och går undan när det blir högt.");
  expect((await anna.get("/signals/new")).text).not.toContain("Det du skrev");
  await away.close();
});

test("who comes a moment too late is led to the child's page, and gets the words back", async () => {
  const matter = await house.as("oskar", (hand) => openIn(hand, { number: "201610302398", state: "noticed", role: "noticing" }));
  const oskar = await house.signIn("oskar");
  const page = await oskar.post(`/matters/${matter.id}/decision`, { once: randomUUID(), "own-service_reason": "Vi kan möta behovet själva." });
  expect([page.status, page.link("Till barnets sida")]).toEqual([409, `/matters/${matter.id}`]);
  expect(page.text).toContain("Vi kan möta behovet själva.");
});

test("a form without its once-id, or with a broken one, is not taken", async () => {
  const anna = await house.signIn("anna");
  for (const once of ["", "1", "' or 1=1"]) expect((await anna.post("/find", { once, number: "K-2026-0001" })).status).toBe(422);
});

test("a session ends after thirty idle minutes, and what was sent then is given back after signing in again", async () => {
  const anna = await house.signIn("anna");
  const form = await anna.get("/find");
  house.clock.advance(31);
  const page = await anna.submit(form, { number: "mina ord" });
  expect(page.path.startsWith("/sign-in?to=%2Ffind") || page.location?.startsWith("/sign-in")).toBe(true);
  const again = await (await house.signIn("anna")).get("/find");
  expect(again.text).toContain("Det du skrev finns kvar");
  expect(again.html).toContain('value="mina ord"');
});

test("what one person had written is never given to the next at the same computer", async () => {
  const anna = await house.signIn("anna");
  const form = await anna.get("/find");
  house.clock.advance(31);
  await anna.submit(form, { number: "annas ord" });
  const page = await (await house.signIn("maja")).get("/find");
  expect(page.html).not.toContain("annas ord");
});

test("no session outlives twelve hours, however busy", async () => {
  const anna = await house.signIn("anna");
  for (let hours = 0; hours < 12; hours += 0.4) {
    house.clock.advance(24);
    await anna.get("/list");
  }
  expect((await anna.get("/list")).location).toContain("/sign-in");
});

test("what does not exist and what is not yours answer alike, to the byte", async () => {
  const anna = await house.signIn("anna");
  const unknown = await anna.get(`/matters/${randomUUID()}`);
  const nonsense = await anna.get("/matters/../../etc/passwd");
  const broken = await anna.get("/matters/not-an-id");
  expect([unknown.status, nonsense.status, broken.status]).toEqual([404, 404, 404]);
  expect(broken.html).toBe(unknown.html);
});

test("every page carries the strict headers and is kept by nobody", async () => {
  const page = await (await house.signIn("anna")).get("/list");
  const policy = page.headers.get("content-security-policy")!;
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("unsafe");
  expect(page.headers.get("cache-control")).toBe("no-store");
  expect(page.headers.get("x-content-type-options")).toBe("nosniff");
  expect(page.headers.get("cross-origin-opener-policy")).toBe("same-origin");
});

test("no page carries a script or a style of its own", async () => {
  const { html } = await (await house.signIn("anna")).get("/list");
  expect(html).not.toMatch(/<script(?![^>]*src=)/);
  expect(html).not.toMatch(/\sstyle=|<style|\son[a-z]+=/);
});

test("a person with no duty left is nobody's staff: the same session shows nothing from the next request on", async () => {
  const anna = await house.signIn("anna");
  expect((await anna.get("/list")).status).toBe(200);
  await house.rows("update kring.duty set valid_until = now() - interval '1 year' where person_id in (select person_id from kring.session)");
  expect((await anna.get("/list")).status).toBe(404);
});
