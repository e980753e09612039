import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { waitsLong } from "./keeper.ts";

// Ingrid keeps the guide of Degerfors. Gerd works at BVC there; Malin keeps Kronoberg's.
const MONDAY = "2026-11-23T09:00:00+01:00";
const DESK = "/guide-work/degerfors";

let house: TestHouse;
let ingrid: Client;
beforeAll(async () => {
  house = await openTestHouse(MONDAY);
  ingrid = await house.signIn("ingrid");
});
afterAll(() => house.close());

const sayNo = (asked: string) => house.visitor().post("/helped", { once: randomUUID(), intent: "no", asked });
type Row = { terms: string; how: string | null; why: string | null; to: string | null };
const needs = () => house.rows<Row>("select n.terms, n.settled_how as how, n.settled_why as why, s.handle as to from kring.need n left join kring.service s on s.id = n.settled_to order by n.terms, n.on_day");

describe("the desk of whoever keeps the guide", () => {
  test("is in her menu and in nobody else's, and nobody else gets in", async () => {
    expect((await ingrid.get("/list")).link("Sköt guiden")).toBe("/guide-work");
    expect((await ingrid.get("/guide-work")).location ?? (await ingrid.get("/guide-work")).path).toBe(DESK);
    const gerd = await house.signIn("gerd");
    expect((await gerd.get("/list")).html).not.toContain("/guide-work");
    for (const path of ["/guide-work", DESK, `${DESK}/needs`, `${DESK}/contacts`, `${DESK}/texts`]) expect([path, (await gerd.get(path)).status]).toEqual([path, 404]);
    expect((await ingrid.get("/guide-work/kronoberg")).status).toBe(404);
    expect(await house.as("gerd", ({ tx }) => tx.selectFrom("need").select("id").execute())).toEqual([]);
  });

  test("what nothing was found for and what did not help stand there with how often, the language and the last day", async () => {
    await house.rows("delete from kring.need");
    for (const [day, times] of [["2026-11-20", 2], ["2026-11-23", 1]] as const) {
      house.clock.set(`${day}T09:00:00+01:00`);
      for (let nth = 0; nth < times; nth += 1) await sayNo("qqqq sover zzzz");
    }
    await house.visitor().get("/search?q=qqqqzzzz&lang=en");
    ingrid = await house.signIn("ingrid");
    const desk = await ingrid.get(DESK);
    expect(desk.text).toMatch(/Det här söktes och fanns inte.*Ord som ingen ordbok känner English En gång.*Det här hjälpte inte.*”… sover …” 3 gånger\. Senast 23 nov/);
    // The control: nobody's own word is there.
    expect(desk.text).not.toContain("qqqq");
  });

  test("after five working days it has waited too long", () => {
    expect([waitsLong({ firstOn: "2026-11-16" }, "2026-11-23"), waitsLong({ firstOn: "2026-11-13" }, "2026-11-23")]).toEqual([false, true]);
  });
});

describe("a need is taken care of", () => {
  const open = async () => ingrid.get((await ingrid.get(DESK)).link(/sover/));

  test("what was done must be said, and to whom when it is sent on", async () => {
    const page = await open();
    expect((await ingrid.submit(page, {})).problems).toEqual(["Välj ett svar: Vad gjorde du?"]);
    expect((await ingrid.submit(page, { how: "sent-on" })).problems).toEqual(["Välj vilken verksamhet det går till"]);
    expect((await needs()).every(({ how }) => how === null)).toBe(true);
  });

  test("sent on, it lands with who answers for the card, all its days are done, and it is gone from the desk", async () => {
    const page = await open();
    const to = /<option value="([0-9a-f-]{36})"[^>]*>BVC Degerfors/.exec(page.html)![1]!;
    const after = await ingrid.submit(page, { how: "sent-on", to });
    expect([after.path, after.text.includes("sover")]).toEqual([`${DESK}?done=needSettled`, false]);
    expect((await needs()).filter(({ terms }) => terms.includes("sover"))).toEqual([1, 2].map(() => ({ terms: "… sover …", how: "sent-on", why: null, to: "bvc-degerfors" })));
    expect((await (await house.signIn("gerd")).get("/list")).text).toMatch(/I familjeguiden söktes … sover … 3 gånger utan att hitta rätt/);
    expect((await ingrid.submit(page, { how: "test" })).status).toBe(404);
  });

  test("that nothing is to be done is said with a reason; asked for again it is there again", async () => {
    const page = await ingrid.get((await ingrid.get(DESK)).link("Ord som ingen ordbok känner"));
    await ingrid.submit(page, { how: "unclear", to: "" });
    expect(await needs()).toContainEqual({ terms: "…", how: "dismissed", why: "unclear", to: null });
    expect((await ingrid.get(DESK)).text).toContain("Inget väntar");
    await house.visitor().get("/search?q=qqqqzzzz&lang=en");
    expect((await ingrid.get(DESK)).text).toContain("Ord som ingen ordbok känner");
  });
});

describe("an answer whose day has passed", () => {
  test("stands among the texts, with the day", async () => {
    await house.rows("update kring.answer set checked_on = '2026-11-01'");
    expect((await ingrid.get(`${DESK}/texts`)).text).toContain("Allt är genomläst");
    await house.rows("update kring.answer set checked_on = '2026-05-01' where handle = 'teeth'");
    expect((await ingrid.get(DESK)).text).toContain("Ett svar ska läsas igenom");
    expect((await ingrid.get(`${DESK}/texts`)).text).toContain("Senast kontrollerat fredag 1 maj 2026");
  });
});

describe("a request that nobody answered in time", () => {
  const WORDS = ["070-174 06 05", "Nora", "Hon sover inte"];
  const ask = async () => {
    await house.rows("delete from kring.contact_request");
    house.clock.set(MONDAY);
    await house.visitor().post("/contact-me/parent?service=bvc-degerfors", { once: randomUUID(), reach: WORDS[0]!, name: WORDS[1]!, age: "2", words: WORDS[2]! });
    house.clock.set("2026-11-27T09:00:00+01:00");
    ingrid = await house.signIn("ingrid");
  };
  const at = async () => (await house.rows<{ unit: string; answer_by: string; from: string | null }>("select u.handle as unit, r.answer_by::text, h.handle as from from kring.contact_request r join kring.unit u on u.id = r.unit_id left join kring.unit h on h.id = r.handed_from"))[0]!;
  const optionOf = (html: string, name: string) => new RegExp(`<option value="([0-9a-f-]{36})"[^>]*>${name}`).exec(html)![1]!;

  test("before its day it is nobody's but the unit's; after it the keeper's list leads to it, without what the family wrote", async () => {
    await ask();
    house.clock.set("2026-11-25T23:00:00+01:00");
    const early = await house.signIn("ingrid");
    expect((await early.get(`${DESK}/contacts`)).text).toContain("Ingen väntar för länge");
    await ask();
    const page = await ingrid.get((await ingrid.get("/list")).link("BVC Degerfors"));
    expect(page.text).toMatch(/2 dagar efter den dag som lovades.*Ring först: BVC Degerfors.*En förälder.*2 år.*Svenska/);
    for (const word of WORDS) expect([word, page.html.includes(word)]).toEqual([word, false]);
    expect((await ingrid.get(`${DESK}/contacts`)).link("BVC Degerfors")).toBe(page.path);
    expect((await (await house.signIn("gerd")).get(page.path)).status).toBe(404);
  });

  test("she takes it: a new promise begins, and now she reads it as the one who answers", async () => {
    const page = await ingrid.get((await ingrid.get(`${DESK}/contacts`)).link("BVC Degerfors"));
    expect((await ingrid.submit(page, {})).problems).toEqual(["Välj ett svar: Vem ska höra av sig i stället?"]);
    const taken = await ingrid.submit(page, { to: "own" });
    for (const word of WORDS) expect([word, taken.text.includes(word)]).toEqual([word, true]);
    expect(taken.text).toContain("Familjen bad först BVC Degerfors höra av sig");
    expect(await at()).toEqual({ unit: "folkhalsoforvaltningen", answer_by: "2026-12-01", from: "bvc-degerfors" });
    expect((await (await house.signIn("gerd")).get("/contact-requests")).text).toContain("Ingen väntar på att ni hör av er");
  });

  test("or hands it to a unit of another authority, which alone can read it then", async () => {
    await ask();
    const page = await ingrid.get((await ingrid.get(`${DESK}/contacts`)).link("BVC Degerfors"));
    await house.rows("delete from kring.letter");
    const handed = await ingrid.submit(page, { to: optionOf(page.html, "Familjelotsen") });
    expect(handed.path).toBe(`${DESK}/contacts?done=contactHanded`);
    const [row] = await house.rows<{ id: string; reference: string }>("select id, reference from kring.contact_request");
    const unit = (await at()).unit;
    expect(await house.rows("select distinct u.handle from kring.letter l join kring.duty d on d.person_id = l.person_id join kring.unit u on u.id = d.unit_id")).toContainEqual({ handle: unit });
    expect((await house.visitor().get(`/contact-me/sent/${row!.reference}`)).text).toMatch(/1 december 2026.*Familjelotsen/);
    expect((await ingrid.submit(page, { to: "own" })).status).toBe(404);
  });

  test("the words of one that is not late are not even lent to the program", async () => {
    await ask();
    const [row] = await house.rows<{ id: string }>("select id from kring.contact_request");
    const lent = (who: string) => house.as(who, async ({ tx }) => (await import("kysely")).sql`select * from kring.late_words(${row!.id}::uuid)`.execute(tx).then(({ rows }) => rows.length));
    expect([await lent("ingrid"), await lent("anna")]).toEqual([1, 0]);
    house.clock.set("2026-11-25T09:00:00+01:00");
    expect(await lent("ingrid")).toBe(0);
  });
});
