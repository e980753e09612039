import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client, Filled, Page } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { medianOf, tellingWords } from "./consultation.ts";
import { goConsultationRound } from "./rounds.ts";

describe("what may tell whom it is about", () => {
  test.each([
    ["Barnet leker med Lisa på rasten.", ["Lisa"]], ["De bor på Storgatan 4 b.", ["Storgatan 4 b"]], ["Ring 070-174 06 05.", ["070-174 06 05"]], ["Skriv till a@example.se", ["a@example.se"]],
    ["Det var i lessebo, på Trollet", ["Lessebo", "Trollet"]], ["Han går på lessebos skola", ["Lessebo"]],
  ])("%s", (text, found) => expect(tellingWords(text, ["Lessebo", "Åby"]).sort()).toEqual(found.sort()));
  test.each(["Barnet gråter ofta. En förälder är ledsen.", "Vad kan vi göra?\nVi har prövat lugn.", "Han är 7 år och sover dåligt sedan 3 veckor.", "Har barnet ADHD?"])("nobody in: %s", (text) => expect(tellingWords(text, ["Lessebo"])).toEqual([]));
  test("the middle of the answer times", () => expect([medianOf([]), medianOf([3]), medianOf([9, 1, 2]), medianOf([4, 1])]).toEqual([undefined, 3, 2, 2.5]));
});

const MONDAY = "2026-11-23T09:00:00+01:00";
let house: TestHouse;
let anna: Client;
let gerd: Client;
let bvc: string;
beforeAll(async () => {
  house = await openTestHouse(MONDAY);
  [anna, gerd] = [await house.signIn("anna"), await house.signIn("gerd")];
  bvc = (await house.rows<{ id: string }>("select id from kring.unit where handle = 'bvc-degerfors'"))[0]!.id;
});
afterAll(() => house.close());

const GOOD: Filled = { age: "3-5", asked: "Barnet slutade prata i gruppen i höst.", tried: "Vi har väntat in barnet.", checks: ["names", "places", "colleague"] };
const ask = async (more: Filled = {}): Promise<Page> => anna.submit(await anna.get("/consultations/new"), { to: bvc, ...GOOD, ...more });
const rows = () => house.rows<{ id: string; state: string; answer_by: string; unit: string }>("select c.id, c.state, to_char(c.answer_by, 'YYYY-MM-DD') as answer_by, u.handle as unit from kring.consultation c join kring.unit u on u.id = c.unit_id order by c.asked_at, c.id");

describe("asking", () => {
  test.each([
    [{ asked: "Det gäller 20221014-2390" }, "personnummer"], [{ asked: "Barnet bor på Storgatan 4" }, "Storgatan 4"], [{ checks: ["names", "places"] }, "alla tre"], [{ tried: "" }, "Vad har ni prövat"], [{ to: "" }, "Vem vill du fråga"],
  ] as Array<[Filled, string]>)("%j is told at its field, keeps what was written, and sends nothing", async (more, problem) => {
    const page = await ask(more);
    expect([page.status, page.problems.join()]).toEqual([422, expect.stringContaining(problem)]);
    expect(page.html).toContain(String(more["asked"] ?? GOOD["asked"]));
    expect(await rows()).toEqual([]);
  });
  test("whoever has read it once more sends what was warned about; never an identity number", async () => {
    expect((await ask({ asked: "Barnet leker med Lisa. 20221014-2390", anyway: "yes" })).status).toBe(422);
    expect((await ask({ asked: "Barnet tycker om boken om Pippi.", anyway: "yes" })).status).toBe(200);
    expect((await rows()).map(({ state, answer_by }) => [state, answer_by])).toEqual([["waiting", "2026-11-30"]]);
  });
  test("the report of concern stands on every page of it", async () => {
    for (const path of ["/consultations/new", `/consultations/${(await rows())[0]!.id}`]) expect((await anna.get(path)).text).toContain("Anmäl genast. Vänta inte på ett råd.");
  });
  test("nothing that was written can be read in the database or in the trail, and no line is about a child", async () => {
    const everything = JSON.stringify([await house.rows("select * from kring.consultation"), await house.rows("select * from kring.audit_event"), await house.rows("select * from kring.letter")]);
    expect(everything).not.toContain("Pippi");
    expect(everything).toContain((await rows())[0]!.id);
    expect(await house.rows("select 1 from kring.audit_event where event like 'consultation%' and (child_id is not null or matter_id is not null)")).toEqual([]);
  });
});

describe("whom one may ask", () => {
  /** The headings of the list and the towns under each, in order. */
  async function listed(who: string): Promise<Array<{ under: string; units: string[] }>> {
    const { html } = await (await house.signIn(who)).get("/consultations/new");
    return [...html.matchAll(/<optgroup label="([^"]*)">([\s\S]*?)<\/optgroup>/g)].map((match) => ({ under: match[1]!, units: [...match[2]!.matchAll(/<option[^>]*>([^<]*)</g)].map((option) => option[1]!.replace("selected", "").trim()) }));
  }
  test("those around first, from one's own town on, and the other county last", async () => {
    const [near, others] = await listed("anna") as [{ under: string; units: string[] }, { under: string; units: string[] }];
    expect([near.under, others.under]).toEqual(["Närmast er", "Andra"]);
    expect(near.units[0]).toMatch(/, Lessebo kommun$/);
    expect(near.units.some((unit) => /Degerfors/.test(unit))).toBe(false);
    expect(others.units.some((unit) => /Degerfors/.test(unit))).toBe(true);
    const receiving = await house.rows<{ n: number }>("select count(distinct d.unit_id)::int as n from kring.duty d where d.leads and d.valid_from <= $1 and (d.valid_until is null or d.valid_until > $1)", [MONDAY]);
    expect(near.units.length + others.units.length).toBeGreaterThanOrEqual(receiving[0]!.n - 1);
  });
  test("who works in the other county has that one first", async () => {
    const [near] = await listed("gerd");
    expect(near!.units.some((unit) => /Degerfors/.test(unit))).toBe(true);
    expect(near!.units.some((unit) => /Lessebo/.test(unit))).toBe(false);
  });
});

describe("answering", () => {
  let id: string;
  beforeAll(async () => (id = (await rows())[0]!.id));

  test("it stands on the list of whoever receives, with the promised day; a colleague elsewhere and the asker's own colleague cannot tell that it exists", async () => {
    expect((await gerd.get("/list")).text).toMatch(/Råd utan namn.*Förskolan Trollet.*Ber er om råd.*30 nov/);
    expect((await gerd.get(`/consultations/${id}`)).text).toContain("boken om Pippi");
    for (const [who, unit] of [["helena", "trollet"], ["elin", undefined]] as const) expect((await (await house.signIn(who, unit)).get(`/consultations/${id}`)).status, who).toBe(404);
    expect((await anna.get(`/consultations/${id}/answer`)).status).toBe(404);
  });
  test("an answer without words, or with a number in it, is told and kept", async () => {
    const page = await gerd.get(`/consultations/${id}/answer`);
    expect((await gerd.submit(page, { how: "answered", answer: "" })).problems[0]).toContain("Skriv ett svar");
    expect((await gerd.submit(page, { how: "answered", answer: "Som 20221014-2390" })).problems[0]).toContain("personnummer");
    expect((await gerd.submit(page, { how: "passed", to: "" })).problems[0]).toContain("Välj en annan enhet");
  });
  test("passed on, it is the other unit's, with a new promise, and gone from the first", async () => {
    house.clock.set("2026-11-25T09:00:00+01:00");
    [anna, gerd] = [await house.signIn("anna"), await house.signIn("gerd")];
    const page = await gerd.get(`/consultations/${id}/answer`);
    const maja = (await house.rows<{ id: string }>("select id from kring.unit where handle = 'bvc-lessebo'"))[0]!.id;
    expect((await gerd.submit(page, { how: "passed", to: maja })).status).toBe(200);
    expect((await rows())[0]).toMatchObject({ unit: "bvc-lessebo", answer_by: "2026-12-02" });
    expect((await gerd.get(`/consultations/${id}`)).status).toBe(404);
    expect((await anna.get(`/consultations/${id}`)).text).toContain("skickad vidare");
  });
  test("answered: on the asker's list until she has read it; the unit's counts say how long it took", async () => {
    const maja = await house.signIn("maja");
    await maja.submit(await maja.get(`/consultations/${id}/answer`), { how: "answered", answer: "Låt barnet visa i stället." });
    const page = await anna.get((await anna.get("/list")).link("BVC Lessebo"));
    expect(page.text).toContain("Låt barnet visa i stället.");
    expect((await anna.submit(page, {}, `/consultations/${id}`)).text).not.toContain("Har svarat på din fråga");
    expect((await maja.get("/consultations")).text).toMatch(/Frågor till er 1 Besvarade 1, varav 1 i tid Kunde inte svara 0 Svarstid i mitten 2 dagar/);
    expect((await maja.post(`/consultations/${id}/answer`, { once: crypto.randomUUID(), how: "answered", answer: "Igen" })).status).toBe(422);
  });
  test("before the promised day those who are asked get a letter; when it has passed, they and whoever asked, and it is on her list; once of each", async () => {
    const waiting = (await rows()).find(({ state }) => state === "waiting");
    expect(waiting).toBeUndefined();
    expect((await ask()).status).toBe(200);
    const [{ by }] = await house.rows<{ by: string }>("select to_char(answer_by, 'YYYY-MM-DD') as by from kring.consultation where state = 'waiting'") as [{ by: string }];
    expect(by).toBe("2026-12-02");
    const letters = async (handle: string) => (await house.rows<{ count: number }>("select count(*)::int as count from kring.letter l join kring.session s on s.person_id = l.person_id where s.token_hash = sha256($1)", [Buffer.from(await house.tokenFor(handle))]))[0]!.count;
    const goes = async (at: string) => {
      const [g, a] = [await letters("gerd"), await letters("anna")];
      await goConsultationRound({ database: house.database, clock: { now: () => new Date(at) } });
      return [(await letters("gerd")) - g, (await letters("anna")) - a];
    };
    expect([await goes("2026-12-01T06:59:00+01:00"), await goes("2026-12-01T07:00:00+01:00"), await goes("2026-12-01T08:00:00+01:00"), await goes("2026-12-03T06:59:00+01:00"), await goes("2026-12-03T07:00:00+01:00"), await goes("2026-12-04T09:00:00+01:00")])
      .toEqual([[0, 0], [1, 0], [0, 0], [0, 0], [1, 1], [0, 0]]);
    expect((await anna.get("/list")).text).not.toContain("Har inte svarat i tid");
    house.clock.set("2026-12-03T09:00:00+01:00");
    anna = await house.signIn("anna");
    expect((await anna.get("/list")).text).toMatch(/BVC Degerfors.*Har inte svarat i tid/);
    await house.rows("delete from kring.consultation where state = 'waiting'");
    house.clock.set("2026-11-25T09:00:00+01:00");
    [anna, gerd] = [await house.signIn("anna"), await house.signIn("gerd")];
  });
  test("after the time of the package words and people are gone, and the counts stay", async () => {
    const at = (day: string) => ({ database: house.database, clock: { now: () => new Date(`${day}T09:00:00+01:00`) } });
    expect(await goConsultationRound(at("2027-02-24"))).toBe(0);
    expect(await goConsultationRound(at("2027-02-25"))).toBe(1);
    const [left] = await house.rows<{ left: number }>("select num_nonnulls(asker_key, asker_sealed, asker_answer, receiver_key, receiver_sealed, receiver_answer, asked_by, done_by) as left from kring.consultation");
    expect(left).toEqual({ left: 0 });
    const maja = await house.signIn("maja");
    expect((await maja.get("/consultations")).text).toContain("Besvarade 1, varav 1 i tid");
    expect((await maja.get(`/consultations/${id}`)).status).toBe(404);
  });
});

describe("no way leads to a child", () => {
  type Tie = { from: string; to: string };
  const ties = () => house.rows<Tie>("select c.relname as from, f.relname as to from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class f on f.oid = k.confrelid where k.contype = 'f' and c.relnamespace = 'kring'::regnamespace");
  /** Whatever one can join to from a table, but for the house's own people and places. */
  const reached = async (table: string): Promise<string[]> => {
    const [all, found, queue] = [await ties(), new Set<string>(), [table]];
    for (let next = queue.pop(); next; next = queue.pop()) for (const { from, to } of all) {
      const other = from === next ? to : to === next ? from : undefined;
      if (!other || found.has(other) || ["unit", "branch", "authority", "duty", "person"].includes(other)) continue;
      queue.push(other);
      found.add(other);
    }
    return [...found].sort();
  };
  test("no table is joined to a question, and it is joined to none but units and duties", async () => {
    expect(await reached("consultation")).toEqual([]);
    expect(await house.rows("select table_name from information_schema.columns where table_schema = 'kring' and column_name ~ 'consultation'")).toEqual([]);
    const columns = await house.rows<{ column_name: string }>("select column_name from information_schema.columns where table_schema = 'kring' and table_name = 'consultation' and column_name ~ 'child|matter|number|name'");
    expect(columns).toEqual([]);
  });
  test("the same search finds the child from a signal", async () => expect(await reached("signal")).toContain("child"));
});
