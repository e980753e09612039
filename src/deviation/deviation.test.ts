import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openFor } from "#test/consent-stage.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { isRefusal } from "../platform/result.ts";
import { loadPractice } from "../practice/index.ts";
import { refusalOf } from "../practice/planted-fault.ts";
import { countDeviations } from "./deviation-store.ts";
import { answerBy, climbing, readReport, stepAbove, stepAt, tellingIn } from "./deviation.ts";
import { goDeviationRound } from "./rounds.ts";

const practice = loadPractice("packages-of-practice/degerfors");
const written = { kind: "no-show", routine: "Kallelse inom tre veckor", happened: "Ingen kom till mötet.", expected: "Att någon kom, eller sa till.", proposal: "Att ersättaren kommer.", anyway: [], nobody: ["yes"] };

describe("the ladder", () => {
  test("is the package's: who answers on each step, how soon, and where it ends", () => {
    expect(practice.way.deviations.map(({ id, workdays }) => [id, workdays])).toEqual([["unit-heads", 10], ["leading-group", 15], ["steering-group", 30]]);
    expect(answerBy(stepAt(practice, 1), "2026-11-23")).toBe("2026-12-07");
    expect([stepAbove(practice, 1)?.id, stepAbove(practice, 3)]).toEqual(["leading-group", undefined]);
    expect(climbing(practice, "2026-11-23").map(({ level }) => level)).toEqual([2, 3]);
    const shorter = { ...practice, way: { ...practice.way, deviations: practice.way.deviations.slice(0, 1) } };
    expect([stepAt(shorter, 3).id, climbing(shorter, "2026-11-23")]).toEqual(["unit-heads", []]);
  });
  test("without a step is refused", () => {
    expect(refusalOf("way.yaml", (text) => `${text.slice(0, text.indexOf("\ndeviations:"))}\ndeviations: []\n`)).toContain("must have a step");
  });
});

describe("a report", () => {
  const told = (over: Partial<Record<"happened", string>> & { anyway?: string[]; nobody?: string[] }) => readReport({ ...written, ...over }, ["Ungdomens hus Degerfors"]);
  test("holds nobody's number, in any of its parts", () => {
    for (const field of ["routine", "happened", "expected", "proposal"] as const) expect(told({ [field]: "Det gällde 20130514-2380." })).toEqual({ refused: "deviation.identity", details: { field } });
  });
  test("asks about words that may be somebody's name, but not about units, which it is about", () => {
    expect(told({ happened: "Vi ringde om Svea två gånger." })).toMatchObject({ refused: "deviation.telling", details: { field: "anyway", words: "Svea" } });
    expect(isRefusal(told({ happened: "Vi ringde om Svea två gånger.", anyway: ["yes"] }))).toBe(false);
    expect(tellingIn("Vi ringde till Ungdomens hus två gånger.", ["Ungdomens hus Degerfors"])).toEqual([]);
  });
  test("is not sent before somebody has said that nobody can be told from it", () => {
    expect(told({ nobody: [] })).toMatchObject({ refused: "deviation.nobody-named" });
    expect(told({})).toMatchObject({ kind: "no-show", routine: "Kallelse inom tre veckor" });
  });
});

describe("between two units", () => {
  let house: TestHouse;
  let youth: string;
  beforeAll(async () => {
    house = await openTestHouse("2026-11-23T09:00:00+01:00", "degerfors");
    youth = (await house.rows<{ id: string }>("select id from kring.unit where handle = 'ungdomens-hus-degerfors'"))[0]!.id;
  });
  afterAll(() => house.close());

  const filled = () => ({ to: youth, kind: "no-show", routine: "Kallelse inom tre veckor", happenedOn: "2026-11-20", happened: "Ingen kom till mötet.", expected: "Att någon kom, eller sa till.", proposal: "Att ersättaren kommer.", nobody: ["yes"] });
  const report = async (): Promise<string> => {
    const paula = await house.signIn("paula");
    const page = await paula.submit(await paula.get("/deviations/new"), filled(), "/deviations/new");
    return /\/deviations\/([0-9a-f-]{36})/.exec(page.path)![1]!;
  };
  const stateOf = async (id: string) => (await house.rows<{ state: string; level: number; by: string }>("select state, level, answer_by::text as by from kring.deviation where id = $1", [id]))[0];
  const get = async (who: string, path: string) => (await house.signIn(who)).get(path);

  test("both sides read it, a letter that tells nothing is sent, and the receiver has it on the list with its day", async () => {
    const id = await report();
    expect(await stateOf(id)).toEqual({ state: "waiting", level: 1, by: "2026-12-07" });
    for (const [who, unit] of [["paula"], ["jens"], ["wilma", "ungdomens-hus-degerfors"]] as const) expect([who, (await (await house.signIn(who, unit)).get(`/deviations/${id}`)).text.includes("Ingen kom till mötet.")]).toEqual([who, true]);
    // The control: in another duty of hers it is not there.
    expect((await (await house.signIn("wilma", "degerfors-kulturskolan")).get(`/deviations/${id}`)).status).toBe(404);
    expect((await get("jens", "/list")).text).toContain("Har rapporterat en avvikelse. Svara");
    expect(await house.rows("select kind from kring.letter")).toEqual([{ kind: "something-to-read" }]);
  });

  test("nobody else does, before it has climbed: neither another unit of the same party, nor who coordinates, nor a guardian", async () => {
    const id = await report();
    await openFor({ house, staff: "paula", number: "201305142380" });
    for (const who of ["lennart", "josef", "ingrid", "kajsa"]) {
      expect([who, (await get(who, `/deviations/${id}`)).status, (await get(who, `/deviations/${id}/settle`)).status]).toEqual([who, 404, 404]);
      expect(await house.as(who, ({ tx }) => tx.selectFrom("deviation").select("id").execute())).toEqual([]);
    }
  });

  test("each side does its own: the receiver answers and cannot close, the reporter closes and cannot answer", async () => {
    const id = await report();
    expect([(await get("paula", `/deviations/${id}/answer`)).status, (await get("jens", `/deviations/${id}/settle`)).status]).toEqual([404, 404]);
    const jens = await house.signIn("jens");
    expect((await jens.submit(await jens.get(`/deviations/${id}/answer`), { words: "Det gällde 20130514-2380" }, "/answer")).problems).toEqual(["Det ser ut som ett personnummer. Ta bort det."]);
    expect((await jens.submit(await jens.get(`/deviations/${id}/answer`), { words: "Vi hade fel dag. Ersättaren kommer nästa gång." }, "/answer")).text).toContain("Vi hade fel dag.");
    const paula = await house.signIn("paula");
    expect((await paula.get("/list")).text).toContain("Har svarat på er avvikelse");
    await paula.submit(await paula.get(`/deviations/${id}/settle`), { how: "agreed", words: "Ersättare står nu i kallelsen." }, "/settle");
    expect((await get("jens", `/deviations/${id}`)).text).toContain("Ersättare står nu i kallelsen.");
    expect((await stateOf(id))?.state).toBe("closed");
    expect((await jens.submit(await jens.get(`/deviations/${id}/answer`), { words: "En gång till." }, "/answer")).text).toContain("Någon annan har just gjort något");
  });

  test("not agreed goes to the step above, where the coordinator of their agreement reads it; not before there is an answer", async () => {
    const id = await report();
    const paula = await house.signIn("paula");
    expect((await paula.submit(await paula.get(`/deviations/${id}/settle`), { how: "not", words: "Nej." }, "/settle")).problems).toEqual(["Det finns inget svar att vara oense om än."]);
    const jens = await house.signIn("jens");
    await jens.submit(await jens.get(`/deviations/${id}/answer`), { words: "Vi hinner inte." }, "/answer");
    await paula.submit(await paula.get(`/deviations/${id}/settle`), { how: "not", words: "Så blev det förra gången också." }, "/settle");
    expect(await stateOf(id)).toEqual({ state: "waiting", level: 2, by: "2026-12-14" });
    const ingrid = await house.signIn("ingrid");
    expect((await ingrid.get("/list")).text).toContain("En avvikelse har gått uppåt. Ta den till gruppen");
    await ingrid.submit(await ingrid.get(`/deviations/${id}/answer`), { words: "Ledningsgruppen: två ersättare per enhet." }, "/answer");
    expect((await get("paula", `/deviations/${id}`)).text).toContain("Ledningsgruppen: två ersättare per enhet.");
    // The control: who coordinates no agreement of theirs still sees nothing.
    expect((await get("lennart", `/deviations/${id}`)).status).toBe(404);
  });

  test("what nobody answers in time climbs by itself, step by step, and stays at the top", async () => {
    const id = await report();
    house.clock.set("2026-12-07T10:00:00+01:00");
    expect(await goDeviationRound({ database: house.database, clock: house.clock, house: house.house })).toBe(0);
    house.clock.set("2026-12-08T10:00:00+01:00");
    expect(await goDeviationRound({ database: house.database, clock: house.clock, house: house.house })).toBeGreaterThan(0);
    expect((await stateOf(id))?.level).toBe(2);
    expect((await get("jens", `/deviations/${id}`)).text).toContain("Inget svar i tid. Gick vidare till: Ledningsgruppen");
    for (const at of ["2027-02-01", "2027-06-01", "2027-10-01"]) {
      house.clock.set(`${at}T10:00:00+01:00`);
      await goDeviationRound({ database: house.database, clock: house.clock, house: house.house });
    }
    expect((await stateOf(id))?.level).toBe(3);
    expect(await house.rows("select what, level from kring.deviation_step where deviation_id = $1 order by at", [id])).toEqual([{ what: "climbed", level: 2 }, { what: "climbed", level: 3 }]);
    house.clock.set("2026-11-23T09:00:00+01:00");
  });

  test("is counted for steering without a word of it, for those whose authority it is", async () => {
    const counts = await house.as("lennart", ({ tx }) => countDeviations(tx));
    expect(counts).toEqual([{ kind: "no-show", count: 5, climbed: expect.any(Number), closed: 1, days: 0 }]);
    expect((await get("lennart", "/deviations")).text).not.toContain("Ingen kom till mötet.");
    expect(await house.as("maja", ({ tx }) => countDeviations(tx))).toEqual([]);
  });

  test("nobody can write as another unit, or on a step that is not theirs, past the pages", async () => {
    const [other] = await house.rows<{ id: string; duty: string }>("select u.id, d.id as duty from kring.unit u join kring.duty d on d.unit_id = u.id where u.handle = 'letalvsskolan'");
    const forged = house.as("paula", ({ tx, at }) => tx.insertInto("deviation").values({ id: crypto.randomUUID(), from_unit_id: other!.id, to_unit_id: youth, reported_by: other!.duty, kind: "late", routine: "x", happened_on: "2026-11-20", happened: "x", expected: "x", proposal: "x", answer_by: "2026-12-01", reported_at: at }).execute());
    await expect(forged).rejects.toThrow(/row-level security/);
    const once = { once: crypto.randomUUID(), ...filled() };
    const paula = await house.signIn("paula");
    const before = (await house.rows("select id from kring.deviation")).length;
    expect([(await paula.post("/deviations/new", once)).status, (await paula.post("/deviations/new", once)).status]).toEqual([303, 303]);
    expect(await house.rows("select id from kring.deviation")).toHaveLength(before + 1);
  });
});
