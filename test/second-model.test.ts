import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "./client.ts";
import { openTestHouse, type TestHouse } from "./house.ts";
import { walkTheWay, type Cast, type Walk } from "./way-stage.ts";

const TURE: Cast = { number: "20230209-2396", noticer: { who: "jonna", unit: "forskolan-hyttan" }, lead: { who: "gerd", unit: "bvc-degerfors" }, guardians: ["ronja", "edvin"] };
const ELIS: Cast = { number: "20221014-2390", noticer: { who: "anna", unit: "trollet" }, lead: { who: "maja", unit: "bvc-lessebo" }, guardians: ["sara", "johan"] };

/** Words that only the one model says, and words that only the other says. */
const OF_KRONOBERG = /barnens bästa|barnets bästa|\bhjul(et)?\b|samverkansansvarig|kronobarn|kronoberg|\b(lärande|omsorg|relationer)\b/i;
const OF_DEGERFORS = /barnets samordnare|kartläggning|gemensam plan|huvudansvarig|friskfaktor|hem, skola och fritid/i;

/** What the house itself says on a page, without the names of places and people. */
const said = (page: Page, names: readonly string[]): string => names.reduce((text, name) => text.replaceAll(name, "…"), page.text);

const houses: TestHouse[] = [];
const walks: Record<string, Walk> = {};
const names: Record<string, readonly string[]> = {};
beforeAll(async () => {
  for (const [practice, cast] of [["degerfors", TURE], ["kronobarn", ELIS]] as const) {
    const house = await openTestHouse("2026-11-23T09:00:00+01:00", practice);
    houses.push(house);
    names[practice] = (await house.rows<{ name: string }>("select name from kring.unit union select name from kring.branch union select name from kring.authority")).map(({ name }) => name).sort((one, other) => other.length - one.length);
    walks[practice] = await walkTheWay(house, cast);
  }
});
afterAll(() => Promise.all(houses.map((house) => house.close())));

const STATES = ["noticed", "gathering", "consent", "meeting", "planning", "planned", "closed"];

describe("a child's whole way, with each package on the same pages", () => {
  test.each(["degerfors", "kronobarn"])("%s: from what somebody noticed to a plan that was followed up and closed", (practice) => {
    const walk = walks[practice]!;
    expect(walk.states).toEqual(STATES);
    expect(walk.pages.filter(({ status }) => status >= 400).map(({ path, status }) => [path, status])).toEqual([]);
    expect(walk.pages.length).toBeGreaterThan(60);
  });

  test.each(["degerfors", "kronobarn"])("%s: both guardians read the adopted plan, with the child's own words", (practice) => {
    expect(walks[practice]!.plans).toHaveLength(2);
    for (const plan of walks[practice]!.plans) for (const words of ["Dörren ska vara öppen.", "Dörren står öppen vid vilan", "Lugna dagar."]) expect(plan.text).toContain(words);
  });

  test("no page of the second model says a word of the first", () => {
    const found = walks["degerfors"]!.pages.flatMap((page) => OF_KRONOBERG.exec(said(page, names["degerfors"]!)) ?? []);
    expect(found).toEqual([]);
  });

  test("the same search finds the first model's words on the first model's pages, and on a page where one is planted", () => {
    const { pages } = walks["kronobarn"]!;
    for (const word of ["barnens bästa-ansvarig", "hjulet", "Lärande", "Barnets bästa-hjulet"]) expect(pages.some((page) => said(page, names["kronobarn"]!).toLowerCase().includes(word.toLowerCase())), word).toBe(true);
    const planted = { ...walks["degerfors"]!.pages[0]!, text: "Lämna det till barnens bästa-ansvarig." };
    expect(OF_KRONOBERG.test(said(planted, names["degerfors"]!))).toBe(true);
  });

  test("nor does any page of the first say a word of the second, which are on the second's", () => {
    expect(walks["kronobarn"]!.pages.flatMap((page) => OF_DEGERFORS.exec(said(page, names["kronobarn"]!)) ?? [])).toEqual([]);
    for (const word of ["barnets samordnare", "kartläggningen", "Gemensam plan", "Hem, skola och fritid", "Friskfaktorer", "Riskfaktorer", "Förskola och skola"])
      expect(walks["degerfors"]!.pages.some(({ text }) => text.includes(word)), word).toBe(true);
  });

  test("the meeting was called within the package's time, and the plan's day of follow-up stands as it must", async () => {
    for (const house of houses) {
      const [row] = await house.rows<{ days: number; weeks: number }>(`
        select (m.at::date - (select max(a.at)::date from kring.consent_answer a join kring.consent c on c.id = a.consent_id where c.matter_id = m.matter_id)) as days, (v.follow_up_on - m.at::date) / 7 as weeks
        from kring.meeting m join kring.plan p on p.holder_matter_id = m.matter_id join kring.plan_version v on v.plan_id = p.id`);
      expect(row!.days).toBeLessThanOrEqual(21);
      expect([6, 7, 8, 9, 10, 11, 12]).toContain(row!.weeks);
    }
  });
});
