import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { dueTurn, monthsFrom, nextTurn, type YearDuty } from "./year.ts";

describe("the rules", () => {
  const duty = (month: number, more: Partial<YearDuty> = {}): YearDuty => ({ id: "y", month, what: "", ownerId: "", begunOn: "2024-01-15", done: [], version: 1, ...more });

  test.each([
    [duty(11), "2026-11-01", 2026, "2026-11-30"], [duty(11), "2026-10-31", 2025, "2025-11-30"], [duty(2), "2024-02-10", 2024, "2024-02-29"], [duty(11, { done: [2026] }), "2026-12-24", undefined, undefined],
    [duty(12, { begunOn: "2026-01-10" }), "2026-06-01", undefined, undefined], [duty(1, { begunOn: "2026-01-31" }), "2026-02-01", 2026, "2026-01-31"], [duty(11, { done: [2025] }), "2026-11-01", 2026, "2026-11-30"],
  ] as const)("%j on %s is due for %s, until %s", (one, today, year, to) => expect([dueTurn(one, today)?.year, dueTurn(one, today)?.to]).toEqual([year, to]));
  test("the next time is the one that has not begun", () => expect([nextTurn(duty(11), "2026-11-01").year, nextTurn(duty(12), "2026-11-30").year]).toEqual([2027, 2026]));
  test("the year goes on from the month that is now", () => expect(monthsFrom("2026-11-23")).toEqual([11, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
});

// The demo's wheel has the follow-up in November with Ingrid, and is begun so that nothing before is left over.
const YEAR = "/agreements/degerforsmodellen/year";
let house: TestHouse;
let people: Record<"ingrid" | "mirjam" | "leyla" | "maja", Client>;
beforeAll(async () => {
  house = await openTestHouse("2026-11-23T09:00:00+01:00");
  const [ingrid, leyla, maja] = [await house.signIn("ingrid"), await house.signIn("leyla"), await house.signIn("maja")];
  people = { ingrid, leyla, maja, mirjam: await house.signIn("mirjam", "degerfors-socialtjansten") };
});
afterAll(() => house.close());

describe("the year wheel", () => {
  test("says what is to be done now and what comes, month by month; to everybody at a party and nobody else", async () => {
    expect((await people.leyla.get(YEAR)).text).toMatch(/Att göra nu.*Uppföljning av överenskommelsen.*januari.*Siffror till målen.*april.*Gapanalys.*augusti.*Välkomstbrev/);
    expect([(await people.maja.get(YEAR)).status, (await people.leyla.get(`${YEAR}/new`)).status]).toEqual([404, 404]);
  });

  test("stands on the list of whoever sees to it, until it is done for this year", async () => {
    expect((await people.mirjam.get("/list")).text).not.toContain("I årshjulet");
    const list = await people.ingrid.get("/list");
    expect(list.text).toMatch(/Uppföljning av överenskommelsen.*I årshjulet/);
    const one = list.link("Uppföljning av överenskommelsen");
    for (const who of ["mirjam", "leyla", "maja"] as const) expect((await people[who].get(one)).status, who).toBe(404);
    const [stale, page] = [await people.ingrid.get(one), await people.ingrid.get(one)];
    expect((await people.ingrid.submit(page, {})).text).not.toContain("Att göra nu");
    expect((await people.ingrid.submit(stale, {})).status).not.toBe(500);
    expect((await people.ingrid.get("/list")).text).not.toContain("I årshjulet");
    expect(await house.rows("select year from kring.year_duty_done d join kring.year_duty y on y.id = d.year_duty_id where y.month = 11")).toEqual([{ year: 2026 }]);
  });

  test("is kept by whoever keeps the agreement, and gives nothing to do to somebody who has not said yes to being here", async () => {
    const [outside] = await house.rows<{ id: string }>("select d.id from kring.duty d join kring.unit u on u.id = d.unit_id where u.handle = 'bvc-lessebo' limit 1");
    const form = await people.ingrid.get(`${YEAR}/new`);
    const owner = (await house.rows<{ id: string }>("select owner_duty_id as id from kring.year_duty where month = 8"))[0]!.id;
    expect((await people.ingrid.submit(form, { what: "Lovkatalog", month: "5", ownerId: outside!.id })).status).toBe(422);
    await expect(house.as("ingrid", ({ tx }) => tx.updateTable("year_duty").set({ owner_duty_id: outside!.id }).where("month", "=", 8).execute())).rejects.toThrow("row-level security");
    expect((await people.ingrid.submit(form, { what: "Om 20221014-2390", month: "5", ownerId: owner })).problems[0]).toContain("personnummer");
    const added = await people.ingrid.submit(form, { what: "Lovkatalog", month: "5", ownerId: owner });
    expect(added.text).toMatch(/maj Lovkatalog|maj.*Lovkatalog/);
    const [duty] = await house.rows<{ id: string }>("select id from kring.year_duty where what = 'Lovkatalog'");
    const [edit, stale] = [await people.ingrid.get(`${YEAR}/${duty!.id}/edit`), await people.ingrid.get(`${YEAR}/${duty!.id}/edit`)];
    expect((await people.ingrid.submit(edit, { what: "Lovprogram", intent: "save" })).text).toContain("Lovprogram");
    expect((await people.ingrid.submit(stale, { what: "Annat", intent: "save" })).html).toContain("Lovprogram");
    expect((await people.ingrid.submit(await people.ingrid.get(`${YEAR}/${duty!.id}/edit`), { intent: "remove" })).text).not.toContain("Lovprogram");
  });
});
