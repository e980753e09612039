import { randomUUID } from "node:crypto";
import Papa from "papaparse";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { guarded, halfAsked, halfOf, LEAST, lastDayOf, REST, type Counted, type Guarded } from "./needs-report.ts";

// Ingrid keeps the guide of Degerfors, Malin Kronoberg's; Gerd works at BVC.
const REPORT = "/guide-work/degerfors/report";

const rows = (...given: Array<[item: string, group: string, side: string, times: number]>): Counted[] => given.map(([item, group, side, times]) => ({ item, group, side, times }));

/** Every number that can be had by subtracting told numbers from told numbers of the same list, its groups and its total. */
function differences({ total, groups, items, sides }: Guarded): number[] {
  const lists = [groups.map(({ times }) => times), items.map(({ times }) => times), sides.map(({ times }) => times), ...groups.map(({ key }) => items.filter(({ group }) => group === key).map(({ times }) => times))];
  const wholes = [total, total, total, ...groups.map(({ times }) => times)];
  return lists.flatMap((list, nth) => {
    if (list.length > 12) return [wholes[nth]! - list.reduce((sum, times) => sum + times, 0)];
    // What is left of the whole when any of its cells are taken away.
    return Array.from({ length: 2 ** list.length }, (_, chosen) => wholes[nth]! - list.reduce((sum, times, at) => sum + (chosen & (2 ** at) ? times : 0), 0));
  });
}
const tells = (report: Guarded): number[] => [...new Set([report.total, ...[...report.groups, ...report.items, ...report.sides].map(({ times }) => times), ...differences(report)])].filter((times) => times > 0 && times < LEAST);

describe("numbers below five", () => {
  test("are told nowhere; what is rare is joined within its language, and the lists add up", () => {
    const report = guarded(rows(["ridning", "sv", "6-9", 7], ["cykel", "sv", "", 3], ["karate", "sv", "", 4], ["läksyjä", "fi", "", 9]));
    expect(report).toEqual({
      total: 23, groups: [{ key: "sv", times: 14 }, { key: "fi", times: 9 }], sides: [{ key: "6-9", times: 7 }, { key: REST, times: 16 }],
      items: [{ key: "läksyjä", group: "fi", times: 9 }, { key: "ridning", group: "sv", times: 7 }, { key: REST, group: "sv", times: 7 }],
    });
  });

  test("that the total would reveal go out of the total too", () => {
    expect(guarded(rows(["ridning", "sv", "", 40], ["läksyjä", "fi", "", 3]))).toMatchObject({ total: 40, groups: [{ key: "sv", times: 40 }] });
    expect(guarded(rows(["ridning", "sv", "", 40], ["cykel", "sv", "", 2]))).toMatchObject({ total: 40, items: [{ key: "ridning", times: 40 }] });
    expect(guarded(rows(["ridning", "sv", "6-9", 40], ["cykel", "sv", "1-5", 4], ["cykel", "sv", "6-9", 6]))).toMatchObject({ total: 46, sides: [{ key: "6-9", times: 46 }] });
  });

  test("that come to be because others went are looked for anew, until nothing is left to hide", () => {
    // Three of "fi" go for their age, and so two are left of "fi", which go as well.
    const report = guarded(rows(["a", "sv", "6-9", 20], ["b", "fi", "1-5", 3], ["b", "fi", "6-9", 2]));
    expect(report).toMatchObject({ total: 20, groups: [{ key: "sv", times: 20 }], sides: [{ key: "6-9", times: 20 }] });
    expect(guarded(rows(["a", "sv", "", 4]))).toEqual({ total: 0, groups: [], items: [], sides: [] });
    expect(guarded([])).toEqual({ total: 0, groups: [], items: [], sides: [] });
  });

  test("cannot be had from a thousand made-up half-years by any subtraction within a list; hiding them one by one would tell them", () => {
    let state = 7;
    const pick = (most: number) => (state = (state * 48_271) % 2_147_483_647) % most;
    let naive = 0;
    for (let round = 0; round < 1_000; round += 1) {
      const made = Array.from({ length: 1 + pick(14) }, () => ({ item: `i${pick(7)}`, group: ["sv", "en", "fi", "ar"][pick(4)]!, side: ["", "1-5", "6-9", "10-12"][pick(4)]!, times: 1 + pick(9) }));
      const report = guarded(made);
      expect(tells(report), JSON.stringify(made)).toEqual([]);
      for (const list of [report.groups, report.items, report.sides]) expect(list.reduce((sum, { times }) => sum + times, 0)).toBe(report.total);
      // The control: the true total, and the cells of five or more.
      const sums = [...Map.groupBy(made, ({ group }) => group)].map(([key, own]) => ({ key, times: own.reduce((sum, { times }) => sum + times, 0) }));
      const shown = { total: made.reduce((sum, { times }) => sum + times, 0), groups: sums.filter(({ times }) => times >= LEAST), items: [], sides: [] };
      if (tells(shown).length > 0) naive += 1;
    }
    expect(naive).toBeGreaterThan(50);
  });
});

test("a half-year is told when it is over, and no other", () => {
  expect([halfOf("2026-06-30"), halfOf("2026-07-01")]).toEqual([{ year: 2026, nth: 1 }, { year: 2026, nth: 2 }]);
  expect([lastDayOf({ year: 2026, nth: 1 }), lastDayOf({ year: 2026, nth: 2 })]).toEqual(["2026-06-30", "2026-12-31"]);
  const asked = (written: string | null) => halfAsked(written, "2026-11-23");
  expect([null, "2026-1", "2025-2", "2026-2", "2027-1", "1999-1", "2026-3", "x"].map(asked)).toEqual([1, 1, 2, 1, 1, 1, 1, 1].map((nth, at) => ({ year: at === 2 ? 2025 : 2026, nth })));
});

describe("the report", () => {
  let house: TestHouse;
  let ingrid: Client;
  beforeAll(async () => {
    house = await openTestHouse("2026-11-23T09:00:00+01:00");
    await house.rows("delete from kring.need");
    const need = (day: string, what: string, terms: string, times: number, more: { language?: string; ages?: string; answer?: string; how?: string } = {}) => house.rows(`
      insert into kring.need (id, guide_id, on_day, language, what, terms, ages, times, answer_id, settled_at, settled_by, settled_how)
      select $1, g.id, $2, $3, $4, $5, $6, $7, (select id from kring.answer where handle = $8), case when $9::text is null then null else timestamptz '2026-11-01' end,
        case when $9::text is null then null else (select id from kring.duty where unit_id = g.unit_id limit 1) end, $9 from kring.guide g where g.handle = 'degerfors'`,
    [randomUUID(), day, more.language ?? "sv", what, terms, more.ages ?? null, times, more.answer ?? null, more.how ?? null]);
    await need("2026-03-02", "zero-hit", "ridning barn", 4, { ages: "6-9", how: "word" });
    await need("2026-04-02", "zero-hit", "ridning barn", 3, { ages: "6-9", how: "answered" });
    await need("2026-05-02", "zero-hit", "=1+1 cykel", 6);
    await need("2026-05-03", "zero-hit", "sällsynt ord", 2);
    await need("2026-05-04", "zero-hit", "harvinainen", 3, { language: "fi" });
    await need("2025-10-02", "zero-hit", "ridning barn", 12, { how: "answered" });
    await need("2025-10-03", "zero-hit", "läxhjälp", 8, { how: "answered" });
    await need("2026-02-03", "not-helped", "", 9, { answer: "school-transport" });
    await need("2026-02-04", "not-helped", "", 2, { answer: "preschool-place" });
    await need("2026-02-05", "helped", "", 31, { answer: "baby-sleep" });
    await need("2026-10-05", "zero-hit", "hösten pågår", 50);
    ingrid = await house.signIn("ingrid");
  });
  afterAll(() => house.close());

  test("from the keeper's desk: the last half-year that is over, beside the one before, and what was done since", async () => {
    const page = await ingrid.get((await ingrid.get("/guide-work/degerfors")).link("Behovsrapport"));
    expect([page.path, page.status]).toEqual([REPORT, 200]);
    expect(page.text).toMatch(/första halvåret 2026/);
    expect(page.text).toMatch(/”ridning barn”.{0,20}7.{0,30}12/);
    expect(page.text).toMatch(/Svar som inte hjälpte 9 gånger/);
    expect(page.text).toMatch(/Det som saknades halvåret före.*”läxhjälp”.*Svar skrivet eller ändrat.*8.*få eller inga/);
    for (const hidden of ["sällsynt", "harvinainen", "Suomi", "hösten pågår"]) expect(page.text).not.toContain(hidden);
    // The control: what was hidden for being rare is there to be found.
    expect(await house.rows("select 1 from kring.need where terms = 'harvinainen'")).toHaveLength(1);
  });

  test("another half-year by its link; one that is not over, never", async () => {
    const earlier = await ingrid.get((await ingrid.get(REPORT)).link("andra halvåret 2025"));
    expect(earlier.text).toMatch(/”läxhjälp”/);
    expect((await ingrid.get(`${REPORT}?half=2026-2`)).text).not.toContain("hösten pågår");
  });

  test("as a table: the same numbers, none below five, and nothing that a spreadsheet would run", async () => {
    const file = await ingrid.get((await ingrid.get(REPORT)).link("Ladda ner"));
    expect([file.status, file.headers.get("content-type"), file.headers.get("content-disposition"), file.headers.get("cache-control")]).toEqual([
      200, "text/csv; charset=utf-8; header=present", 'attachment; filename="behov-degerfors-2026-1.csv"', "no-store"]);
    const { data: [heading, ...lines], errors } = Papa.parse<string[]>(file.html.replace(/^\uFEFF/, "").trimEnd());
    expect([errors, heading]).toEqual([[], ["Del", "Uppdelat efter", "Vad", "Språk eller ämne", "Gånger", "Halvåret före", "Läge nu"]]);
    expect(lines).toContainEqual(["Söktes och fanns inte", "Ord", "ridning barn", "Svenska", "7", "12", "Svar skrivet eller ändrat"]);
    expect(lines.map(([, , about]) => about)).toContain("'=1+1 cykel");
    expect(lines.flatMap((line) => line.slice(4, 6)).filter((times) => times !== "" && Number(times) < LEAST)).toEqual([]);
    expect(lines.filter((line) => line.some((cell) => /^[=+\-@]/.test(cell)))).toEqual([]);
    expect(file.html).not.toContain("harvinainen");
  });

  test("nobody else reads it, and every reading leaves a line", async () => {
    for (const path of [REPORT, `${REPORT}.csv`]) {
      expect((await house.visitor().get(path)).location).toMatch(/^\/sign-in/);
      for (const who of ["gerd", "malin"]) expect([who, path, (await (await house.signIn(who)).get(path)).status]).toEqual([who, path, 404]);
    }
    expect((await ingrid.get("/guide-work/kronoberg/report.csv")).status).toBe(404);
    const lines = await house.rows<{ event: string }>("select distinct event from kring.audit_event where outcome = 'granted' and event like 'needs.%' order by event");
    expect(lines.map(({ event }) => event)).toEqual(["needs.downloaded", "needs.listed", "needs.reported"]);
  });
});
