import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client, Filled } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { checkFrom, figureFrom, linePoints } from "./goal.ts";

describe("the rules", () => {
  test.each([["82", 82], ["82,5", 82.5], ["1 204", 1204], ["-3", -3], ["−3", -3], ["82 %", undefined], ["", undefined], ["1e9", undefined], ["1,2,3", undefined], ["9999999999", undefined]])("%j is the figure %s", (written, figure) => expect(figureFrom(written)).toBe(figure));
  test("a line goes through the same figures, higher ones higher, the first year first", () => {
    const [first, second, third] = linePoints([{ year: 2023, value: 10 }, { year: 2025, value: 30 }, { year: 2026, value: 20 }], { width: 100, height: 40, pad: 5 });
    expect([first, second, third]).toEqual([[5, 35], [65, 5], [95, 20]]);
    expect(linePoints([{ year: 2026, value: 7 }], { width: 100, height: 40, pad: 5 })).toEqual([[50, 20]]);
  });
  test("a year's questions are those that are written, and what shows it does not stand alone", () => {
    expect(checkFrom({ "question-0": "Möts vi?", "light-0": "partly", "question-2": "Räcker det?" })).toEqual([{ question: "Möts vi?", light: "partly", evidence: "" }, { question: "Räcker det?", light: "", evidence: "" }]);
    expect([checkFrom({}), checkFrom({ "evidence-1": "x" }), checkFrom({ "question-0": "20221014-2390?" })]).toMatchObject([{ refused: "goal.no-question" }, { refused: "goal.no-question", details: { field: "question-1" } }, { refused: "steering.identity" }]);
  });
});

const GOALS = "/agreements/degerforsmodellen/goals";
let house: TestHouse;
let people: Record<"ingrid" | "hugo" | "mirjam" | "leyla" | "maja", Client>;
beforeAll(async () => {
  house = await openTestHouse("2026-11-23T09:00:00+01:00");
  const [ingrid, leyla, maja] = [await house.signIn("ingrid"), await house.signIn("leyla"), await house.signIn("maja")];
  people = { ingrid, leyla, maja, hugo: await house.signIn("hugo", "degerfors-skolkontoret"), mirjam: await house.signIn("mirjam", "degerfors-socialtjansten") };
});
afterAll(() => house.close());
const indicator = async (name: string) => (await house.rows<{ id: string }>("select id from kring.goal_indicator where name like $1 || '%'", [name]))[0]!.id;

describe("the goals and how they go", () => {
  test("stand as a table over the years, with where each figure comes from; to be read by everybody at a party and nobody else", async () => {
    const page = await people.leyla.get(GOALS);
    expect(page.text).toMatch(/Föräldrar på öppna träffar.*2024.*412.*2025.*486.*fler för varje år|2024.*2025.*Föräldrar på öppna träffar.*412.*486.*fler för varje år/);
    expect(page.text).toMatch(/Sommaren drar ner/);
    expect([page.html.includes("aria-hidden"), page.html.includes(`${GOALS}/new`), page.text.includes("Lämna siffran")]).toEqual([true, false, false]);
    expect((await people.maja.get(GOALS)).status).toBe(404);
  });

  const give = async (client: Client, name: string, filled: Filled) => client.submit(await client.get(`${GOALS}/indicators/${await indicator(name)}?year=2026`), filled);

  test("a figure is given by the party that is named and by no other, not even by whoever keeps the agreement", async () => {
    const street = await indicator("Samverkansmöten");
    for (const who of ["ingrid", "hugo", "leyla"] as const) expect((await people[who].get(`${GOALS}/indicators/${street}?year=2026`)).status, who).toBe(404);
    await expect(house.as("ingrid", ({ tx, actor }) => tx.insertInto("goal_value").values({ indicator_id: street, year: 2026, value: 99, source: "x", said: "", duty_id: actor.duty!.id, at: new Date() }).execute())).rejects.toThrow("row-level security");
    expect((await give(people.mirjam, "Samverkansmöten", { value: "många", source: "Statistik" })).problems[0]).toContain("med siffror");
    expect((await give(people.mirjam, "Samverkansmöten", { value: "72", source: "Om 20221014-2390" })).problems[0]).toContain("personnummer");
    const [first, second] = [await people.mirjam.get(`${GOALS}/indicators/${street}?year=2026`), await people.mirjam.get(`${GOALS}/indicators/${street}?year=2026`)];
    expect((await people.mirjam.submit(first, { value: "72,5", source: "Statistik", said: "Bättre." })).text).toMatch(/72,5.*Bättre/);
    expect((await people.mirjam.submit(second, { value: "10", source: "Annan" })).status).toBe(409);
    expect(await house.rows("select value::float as value, source from kring.goal_value where year = 2026")).toEqual([{ value: 72.5, source: "Statistik" }]);
  });

  test("a year that has not come, or is no year, is this year", async () => {
    for (const odd of ["2099", "x", "1066", ""]) expect((await people.mirjam.get(`${GOALS}/indicators/${await indicator("Samverkansmöten")}?year=${odd}`)).heading, odd).toBe("Siffran för 2026");
  });

  test("whoever keeps the agreement writes goals and what is counted", async () => {
    expect((await people.hugo.get(`${GOALS}/new`)).status).toBe(404);
    const begun = await people.ingrid.submit(await people.ingrid.get(`${GOALS}/new`), { name: "Fler läser tillsammans", why: "Det hjälper språket." });
    const add = await people.ingrid.get(begun.link("Ny siffra att följa"));
    const [school] = await house.rows<{ id: string }>("select id from kring.agreement_party where board = 'Kultur- och utbildningsnämnden'");
    expect((await people.ingrid.submit(add, { name: "Sagostunder", countedIn: "antal", aim: "minst 40" })).status).toBe(422);
    expect((await people.ingrid.submit(add, { name: "Sagostunder", countedIn: "antal", aim: "minst 40", partyId: school!.id })).text).toContain("Sagostunder");
    expect((await give(people.hugo, "Sagostunder", { value: "44", source: "Biblioteket" })).text).toContain("44");
    const address = begun.path.split("?")[0]!;
    const [edit, stale] = [await people.ingrid.get(address), await people.ingrid.get(address)];
    expect((await people.ingrid.submit(edit, { name: "Alla läser tillsammans" })).text).toContain("Alla läser tillsammans");
    expect((await people.ingrid.submit(stale, { name: "Inget" })).html).toContain("Alla läser tillsammans");
  });

  test("a year is followed up with the questions of the last one, each with a light and what shows it", async () => {
    expect((await people.leyla.get(`${GOALS}/check?year=2026`)).status).toBe(404);
    const form = await people.ingrid.get(`${GOALS}/check?year=2026`);
    expect(form.html).toContain('value="Finns en gemensam ledning?"');
    const saved = await people.ingrid.submit(form, { "light-0": "no", "evidence-0": "Styrgruppen har inte mötts i höst." });
    expect(saved.text).toMatch(/Uppföljning 2026.*Finns en gemensam ledning\? nej.*Tidigare år.*Uppföljning 2025/);
    expect((await people.ingrid.submit(await people.ingrid.get(`${GOALS}/check?year=2026`), { "question-0": "", "evidence-0": "Kvar" })).problems[0]).toContain("Skriv frågan");
  });
});
