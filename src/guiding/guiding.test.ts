import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { guidedAddress, isUnanswered, outcomes } from "./guiding.ts";
import { forgetGuidings } from "./rounds.ts";

// Gerd works at BVC Degerfors, Beata at Gryningen; Ingrid keeps the guide of Degerfors, Malin Kronoberg's.
const MONDAY = "2026-11-23T09:00:00+01:00";
const BVC = "/guiding/services/bvc-degerfors";

let house: TestHouse;
let gerd: Client;
beforeAll(async () => {
  house = await openTestHouse(MONDAY);
  await house.rows("delete from kring.guiding");
  gerd = await house.signIn("gerd");
});
afterAll(() => house.close());

const calls = () => house.rows<{ unit: string; service: string; day: string; came: string }>("select u.handle as unit, s.handle as service, to_char(c.on_day, 'YYYY-MM-DD') as day, c.came from kring.guiding c join kring.unit u on u.id = c.unit_id join kring.service s on s.id = c.service_id order by c.id");
/** What only colleagues may read of a card, as the database has it. */
const secretsOf = async (service: string): Promise<string[]> => {
  const [row] = await house.rows<Record<string, string>>("select i.direct_line as line, i.guiding, i.need, i.feedback, i.consult_how as how from kring.service_internal i join kring.service s on s.id = i.service_id where s.handle = $1", [service]);
  return Object.values(row!).filter((text) => text.length > 4);
};
const plain = (html: string): string => html.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&").replaceAll(/[\s\u00a0]+/g, " ");
const holds = (html: string, secrets: readonly string[]): number => secrets.filter((secret) => plain(html).includes(secret.replaceAll(/\s+/g, " "))).length;

describe("the guide's own pages, with the notes beside them", () => {
  test("from one's list to a question, its answer and whom to call; every link stays within guiding", async () => {
    const start = await gerd.get((await gerd.get("/list")).link("Guida en familj"));
    expect(start.html).toContain('action="/guiding"');
    const found = await gerd.get("/guiding?q=sover+inte");
    const answer = await gerd.get(found.link(/sover/i));
    expect(answer.path).toMatch(/^\/guiding\/answers\//);
    const open = await house.visitor().get(answer.path.replace("/guiding", ""));
    const article = (html: string) => /<article[\s\S]*?<\/article>/.exec(html)![0].replaceAll(/\/guiding\/(answers|services)\//g, "/$1/").replaceAll(/value="[0-9a-f-]{36}"/g, "");
    expect(article(answer.html)).toBe(article(open.html));
    expect(article((await gerd.get(BVC)).html).replace("/network/services/bvc-degerfors/report", "/services/bvc-degerfors/report")).toBe(article((await house.visitor().get("/services/bvc-degerfors")).html));
  });

  test("what only colleagues may read stands there, and on no page that anybody may read, whoever has signed in", async () => {
    const secrets = await secretsOf("bvc-degerfors");
    expect(secrets.length).toBeGreaterThan(2);
    const visitor = house.visitor();
    for (const path of ["/services/bvc-degerfors", "/services/bvc-degerfors/poster", "/answers/baby-sleep", "/search?q=sover", "/services", "/topics"]) {
      const [open, signedIn] = [await visitor.get(path), await gerd.get(path)];
      expect([path, holds(open.html, secrets), open.html.includes("/guiding"), open.headers.get("set-cookie")]).toEqual([path, 0, false, null]);
      expect(signedIn.html.replaceAll(/value="[0-9a-f-]{36}"/g, ""), path).toBe(open.html.replaceAll(/value="[0-9a-f-]{36}"/g, ""));
    }
    // The control: the same search finds all of it for a colleague.
    expect(holds((await gerd.get(BVC)).html, secrets)).toBe(secrets.length);
  });

  test("a visitor signs in first; what the guide does not show is not guided to", async () => {
    for (const path of ["/guiding", "/guiding/answers/baby-sleep", BVC, `${BVC}/call`]) expect((await house.visitor().get(path)).location, path).toMatch(/^\/sign-in/);
    for (const path of ["/guiding/answers/no-such-answer", "/guiding/services/no-such-service", "/guiding/services/no-such-service/call"]) expect((await gerd.get(path)).status, path).toBe(404);
  });

  test("what nothing is found for counts as a need, in words of a dictionary and never as it was typed", async () => {
    await house.rows("delete from kring.need");
    expect((await gerd.get("/guiding?q=qqqqzzzz+20221014-2390")).text).toContain("Guiden har inget svar på det än");
    const needs = await house.rows<{ what: string; terms: string }>("select what, terms from kring.need");
    expect(needs).toEqual([{ what: "zero-hit", terms: "…" }]);
    expect(JSON.stringify(await house.rows("select * from kring.audit_event"))).not.toContain("qqqq");
  });
});

describe("we called together", () => {
  test("one press notes which service, today and what came of it; the same press twice counts once", async () => {
    const page = await gerd.get("/guiding/services/gryningen");
    const buttons = [...page.html.matchAll(/<form method="post" action="(\/guiding\/services\/gryningen\/call)"[\s\S]*?name="once" value="([^"]+)"[\s\S]*?name="came" value="([^"]+)"/g)].map(([, , once, came]) => ({ once: once!, came: came! }));
    expect(buttons.map(({ came }) => came)).toEqual([...outcomes]);
    for (const _ of [1, 2]) await gerd.post("/guiding/services/gryningen/call", buttons[1]!);
    expect(await calls()).toEqual([{ unit: "bvc-degerfors", service: "gryningen", day: "2026-11-23", came: "booked" }]);
  });

  test("from an answer one stays on the answer; without a press that means something nothing is noted", async () => {
    const after = await gerd.post("/guiding/services/gryningen/call", { once: randomUUID(), came: "no-answer", from: "baby-sleep" });
    expect(after.location).toBe("/guiding/answers/baby-sleep?done=callUnanswered");
    for (const came of ["", "maybe"]) expect((await gerd.submit(await gerd.get("/guiding/services/gryningen/call"), { came })).problems[0]).toMatch(/^Välj ett/);
    expect((await gerd.post("/guiding/services/gryningen/call", { once: randomUUID(), came: "reached", from: "//elsewhere.se" })).location).toBe("/guiding/services/gryningen?done=callNoted");
    expect((await calls()).map(({ came }) => came).sort()).toEqual(["booked", "no-answer", "reached"]);
  });

  test("there is nowhere to write who it was: no words, no child, no person", async () => {
    const columns = await house.rows<{ name: string; type: string }>("select column_name as name, data_type as type from information_schema.columns where table_schema = 'kring' and table_name = 'guiding'");
    expect(columns.filter(({ type }) => type !== "uuid" && type !== "date").map(({ name }) => name)).toEqual(["came"]);
    expect(columns.map(({ name }) => name).sort()).toEqual(["came", "guide_id", "id", "on_day", "service_id", "unit_id"]);
    expect((await gerd.get("/guiding/services/gryningen/call")).html).not.toMatch(/<textarea|type="text"/);
  });

  test("the unit sees its own; another unit, whoever keeps the guide, and nobody signed in see none of it", async () => {
    expect((await gerd.get("/guiding")).text).toMatch(/3 samtal på ett halvår Vi fick svar 1 En tid är bokad 1 Vi lämnade ett meddelande 0 Ingen svarade 1/);
    for (const who of ["beata", "ingrid"]) {
      expect((await (await house.signIn(who)).get("/guiding")).text, who).toContain("Ingen på er enhet har noterat");
      expect(await house.as(who, ({ tx }) => tx.selectFrom("guiding").select("id").execute()), who).toEqual([]);
    }
    expect(await house.database.withoutActor((tx) => tx.selectFrom("guiding").select("id").execute())).toEqual([]);
  });

  test("the database lets nobody note a call for another unit, or on another day", async () => {
    const [one] = await house.rows<{ guide_id: string; service_id: string; unit_id: string }>("select guide_id, service_id, unit_id from kring.guiding limit 1");
    const insert = (who: string, day: string) => house.as(who, ({ tx }) => tx.insertInto("guiding").values({ id: randomUUID(), ...one!, on_day: day, came: "no-answer" }).execute());
    await expect(insert("beata", "2026-11-23")).rejects.toThrow(/row-level security/);
    await expect(insert("gerd", "2026-11-20")).rejects.toThrow(/row-level security/);
    await house.as("gerd", async ({ tx }) => (await tx.deleteFrom("guiding").where("id", "=", (await tx.insertInto("guiding").values({ id: randomUUID(), ...one!, on_day: "2026-11-23", came: "message" }).returning("id").executeTakeFirstOrThrow()).id).execute()));
  });

  test("a press that went wrong is taken back the same day, by the unit and nobody else", async () => {
    const page = await gerd.get((await gerd.get("/guiding")).link("Ta tillbaka"));
    expect((await (await house.signIn("beata")).get(page.path)).status).toBe(404);
    expect((await gerd.submit(page, {})).path).toBe("/guiding?done=callRemoved");
    expect(await calls()).toHaveLength(2);
    house.clock.set("2026-11-24T09:00:00+01:00");
    gerd = await house.signIn("gerd");
    expect((await gerd.get("/guiding")).text).not.toContain("Ta tillbaka");
  });

  test("after two years it is gone", async () => {
    const at = (day: string) => ({ database: house.database, clock: { now: () => new Date(`${day}T09:00:00+01:00`) } });
    expect(await forgetGuidings(at("2028-11-23"))).toBe(0);
    expect(await forgetGuidings(at("2028-11-24"))).toBe(2);
  });
});

describe("nobody answers", () => {
  const DESK = "/guide-work/degerfors/calls";
  const call = async (who: string, came: string) => (await house.signIn(who)).post("/guiding/services/gryningen/call", { once: randomUUID(), came });

  test("three times of less than six is a signal; a bad afternoon is none", () => {
    expect([[3, 3], [5, 3], [6, 3], [7, 3], [2, 2], [40, 20]].map(([calls, unanswered]) => isUnanswered({ calls: calls!, unanswered: unanswered! }))).toEqual([true, true, true, false, false, true]);
  });

  test("whoever keeps the guide sees numbers by service and not which units; others see nothing", async () => {
    for (const [who, came] of [["gerd", "no-answer"], ["gerd", "no-answer"], ["gerd", "reached"]] as const) await call(who, came);
    const ingrid = await house.signIn("ingrid");
    const before = await ingrid.get(DESK);
    expect(before.text).toMatch(/Gryningen .*3 från en enhet Fick svar eller en tid 1 Vi lämnade ett meddelande 0 Ingen svarade 2/);
    expect([before.text.includes("svarar sällan"), before.text.includes("BVC Degerfors")]).toEqual([false, false]);
    for (const [who, path] of [["gerd", DESK], ["malin", DESK], ["ingrid", "/guide-work/kronoberg/calls"], ["gerd", `${DESK}/gryningen`]] as const) expect((await (await house.signIn(who)).get(path)).status, `${who} ${path}`).toBe(404);
  });

  test("said on the card once, it lands with those who answer for the card, and with nobody's name", async () => {
    const ingrid = await house.signIn("ingrid");
    expect((await ingrid.get(`${DESK}/gryningen`)).status).toBe(404);
    await call("gerd", "no-answer");
    expect((await ingrid.get("/guide-work/degerfors")).text).toContain("En verksamhet svarar sällan");
    const told = await ingrid.submit(await ingrid.get(DESK), {}, `${DESK}/gryningen`);
    expect([told.path, told.text.includes("De som svarar för kortet har fått veta det.")]).toEqual([`${DESK}?done=callsTold`, true]);
    expect((await ingrid.submit(await ingrid.get(`${DESK}/gryningen`), {})).problems[0]).toContain("Det är redan sagt");
    const reports = await house.rows<{ kind: string; said: string }>("select r.kind, r.said from kring.service_report r join kring.service s on s.id = r.service_id where s.handle = 'gryningen' and r.settled_at is null");
    expect(reports).toEqual([{ kind: "number", said: expect.stringContaining("ingen svarat 3 gånger av 4") }]);
    expect((await (await house.signIn("beata")).get("/list")).text).toContain("ingen svarat 3 gånger av 4");
  });
});

test("the guide's links lead on within guiding, and everything else where it did", () => {
  expect(["/answers/baby-sleep", "/services/bvc?lang=en", "/services/bvc/report", "/services/bvc/poster", "/topics/food", "/answers", "//answers/x"].map(guidedAddress)).toEqual([
    "/guiding/answers/baby-sleep", "/guiding/services/bvc", "/network/services/bvc/report", "/services/bvc/poster", "/topics/food", "/answers", "//answers/x"]);
});
