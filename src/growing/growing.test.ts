import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openFor } from "#test/consent-stage.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import type { Matter } from "../matter/index.ts";
import { addDays, ageOn, birthdayOf, type Day } from "../platform/clock.ts";
import { loadPractice } from "../practice/index.ts";
import { dueReview } from "./growing.ts";
import { reviewAge } from "./growing-actions.ts";

const practice = loadPractice("packages-of-practice/kronobarn");
const silent = { ...practice, times: { ...practice.times, warnings: [] } };
const days = fc.integer({ min: 0, max: 25 * 366 }).map((nth) => addDays("2005-01-01", nth));

describe("the age clock", () => {
  const ageDue = (bornOn: Day | undefined, today: Day, rest: Partial<Parameters<typeof dueReview>[0]> = {}) =>
    dueReview({ bornOn, openedOn: "2000-01-01", reviewed: [], practice: silent, today, ...rest })?.threshold.age;

  test("a birthday is the first day of that age, also for those born on 29 February", () => {
    fc.assert(fc.property(days, fc.integer({ min: 1, max: 18 }), (bornOn, age) => {
      const on = birthdayOf(bornOn, age);
      expect([ageOn(bornOn, on), ageOn(bornOn, addDays(on, -1))]).toEqual([age, age - 1]);
    }));
    expect([birthdayOf("2008-02-29", 15), birthdayOf("2008-02-29", 16)]).toEqual(["2023-03-01", "2024-02-29"]);
  });

  test("calls for a review from the very day of 12, 13, 15, 16 and 18, whoever was born when; never before", () => {
    fc.assert(fc.property(days, (bornOn) => {
      for (const age of [12, 13, 15, 16, 18]) {
        const on = birthdayOf(bornOn, age);
        expect(ageDue(bornOn, on)).toBe(age);
        expect(ageDue(bornOn, addDays(on, -1))).not.toBe(age);
      }
      expect(ageDue(bornOn, addDays(birthdayOf(bornOn, 12), -1))).toBeUndefined();
      expect(ageDue(bornOn, birthdayOf(bornOn, 17))).toBe(16);
    }));
  });

  test("tells as long before as the package says", () => {
    const soon = (today: Day) => dueReview({ bornOn: "2014-09-03", openedOn: "2020-01-01", reviewed: [12], practice, today });
    expect(soon("2027-08-03")).toBeUndefined();
    expect(soon("2027-08-04")).toMatchObject({ on: "2027-09-03", threshold: { age: 13, reviews: ["consents", "guardian-access", "own-access"] } });
  });

  test("asks once: what was reviewed, what a later review covers, and what was so when the matter was opened, is not asked again", () => {
    expect(ageDue("2008-05-05", "2026-06-01", { reviewed: [18] })).toBeUndefined();
    expect(ageDue("2008-05-05", "2026-06-01", { reviewed: [12, 13, 15, 16] })).toBe(18);
    expect(ageDue("2008-05-05", "2026-04-01", { reviewed: [12, 13, 15, 16] })).toBeUndefined();
    expect(ageDue("2014-09-03", "2026-11-23", { openedOn: "2026-09-03" })).toBeUndefined();
    expect(ageDue("2014-09-03", "2026-11-23", { openedOn: "2026-09-02" })).toBe(12);
    expect(ageDue(undefined, "2026-11-23")).toBeUndefined();
  });
});

describe("on the list of the child lead", () => {
  let house: TestHouse;
  let ella: Matter;
  let vidar: Matter;
  beforeAll(async () => {
    house = await openTestHouse();
    ella = await openFor({ house, staff: "maja", number: "201409032388", state: "planned" });
    vidar = await openFor({ house, staff: "maja", number: "200910052398", state: "planned" });
  });
  afterAll(() => house.close());

  const at = async (moment: string, who = "maja") => {
    house.clock.set(moment);
    return house.signIn(who);
  };
  const list = async (moment: string, who = "maja") => (await (await at(moment, who)).get("/list")).text;

  test("nothing is asked before its time, and a child who was twelve when the matter was opened was met as twelve", async () => {
    expect(await list("2026-11-23T09:00:00+01:00")).not.toContain("Gå igenom vad det ändrar");
    expect(await list("2027-08-03T09:00:00+02:00")).not.toContain("Gå igenom vad det ändrar");
  });

  test("from thirty days before the birthday a task stands there with its date, for the child lead alone", async () => {
    expect(await list("2027-08-04T09:00:00+02:00")).toContain("Fyller 13 år 3 sep. 2027. Gå igenom vad det ändrar senast 3 sep. 2027");
    expect(await list("2027-08-04T09:00:00+02:00", "ebba")).not.toContain("Gå igenom vad det ändrar");
    await house.rows("update kring.matter set role = 'party' where id = $1", [ella.id]);
    expect(await list("2027-08-04T09:00:00+02:00")).not.toContain("Gå igenom vad det ändrar");
    await house.rows("update kring.matter set role = 'child-lead' where id = $1", [ella.id]);
    expect(await list("2027-09-05T09:00:00+02:00")).toContain("Fyllde 13 år 3 sep. 2027. Gå igenom vad det ändrar försenat 2 dagar");
  });

  test("it is done by going through what changes and saying what was decided; who and when is kept, sealed", async () => {
    const maja = await at("2027-09-05T09:00:00+02:00");
    const child = await maja.get(`/matters/${ella.id}`);
    const page = await maja.get(child.link("Gå igenom"));
    expect(page.heading).toBe(`Vad ändras när ${ella.child.name} är 13 år?`);
    for (const said of ["Samtycken", "Vårdnadshavarnas insyn", "Barnets egen röst", "DSL 2:4"]) expect(page.text).toContain(said);
    const half = await maja.submit(page, { consents: "kept", words: "<b>مرحبا</b>" });
    expect([half.status, half.problems.length]).toEqual([422, 2]);
    expect(half.html).toContain("&lt;b>مرحبا");
    const done = await maja.submit(half, { consents: "kept", "guardian-access": "changed", "own-access": "kept", words: "Ella vill själv berätta för mamma om samtalen." });
    expect(done.text).toContain("Genomgången är sparad");
    expect(done.text).toContain("Ella vill själv berätta för mamma om samtalen.");
    expect(done.text).toContain("5 sep. 2027, Maja Lindqvist");
    expect((await maja.get("/list")).text).not.toContain("Fyllde 13 år");
    const [row] = await house.rows<{ age: number; sealed: Buffer }>("select age, sealed from kring.age_review");
    expect([row!.age, row!.sealed.includes("Ella")]).toEqual([13, false]);
    const again = await house.as("maja", (hand) => reviewAge(hand, { matter: { ...ella }, age: 13, review: { outcomes: {}, words: "x" } }));
    expect(again).toEqual({ refused: "growing.nothing-due" });
    const empty = await maja.get(`/matters/${ella.id}/grows`);
    expect(empty.text).toContain("Det finns inget att gå igenom nu");
    expect((await maja.post(`/matters/${ella.id}/grows`, { once: "00000000-0000-4000-8000-000000000009", words: "x" })).status).toBe(422);
    for (const who of ["ebba", "veronica"]) expect((await (await house.signIn(who)).get(`/matters/${ella.id}/grows`)).status).toBe(404);
  });

  test("at eighteen the guardians are out by themselves, and the lead is asked about consents, lead and plan", async () => {
    const pia = await at("2027-10-04T09:00:00+02:00", "pia");
    expect((await pia.get(`/family/${vidar.childId}`)).status).toBe(200);
    const late = await at("2027-10-05T00:05:00+02:00", "pia");
    expect((await late.get(`/family/${vidar.childId}`)).status).toBe(404);
    const maja = await at("2027-10-05T09:00:00+02:00");
    const page = await maja.get(`/matters/${vidar.id}/grows`);
    for (const said of ["18 år", "Vårdnaden upphör", "Barnens bästa-ansvarig", "Ska planen fortsätta"]) expect(page.text).toContain(said);
  });
});
