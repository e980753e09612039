import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answer, ask, coverageNow, openFor, type Asking } from "#test/consent-stage.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { findMatter, moveMatter, type Matter } from "../matter/index.ts";
import { startOf, type Day } from "../platform/clock.ts";
import { newId } from "../platform/ids.ts";
import { loadPractice } from "../practice/index.ts";
import type { Consent, Giver } from "./consent.ts";
import { endingOf, endsSoonFrom, type Standing } from "./ending.ts";
import { lookAheadTo } from "./ending-tasks.ts";

const practice = loadPractice("packages-of-practice/kronobarn");
const silent = { ...practice, times: { ...practice.times, warnings: [] } };

describe("the end of a consent", () => {
  const [mother, own, preschool, speech] = [newId<"person">(), newId<"branch">(), newId<"branch">(), newId<"branch">()];
  const givers: Giver[] = [{ person: mother, capacity: "guardian" }];
  const given = (rest: Partial<Consent> = {}): Consent => ({
    id: newId(), disclosing: own, receivers: [preschool], topics: ["learning"], purpose: "", from: "2026-06-01", until: "2027-01-31", text: { version: "1", language: "sv", hash: "9f" },
    askedAt: startOf("2026-06-01"), answers: [{ giver: mother, answer: "granted", at: startOf("2026-06-02"), how: "oral", notedBy: newId() }], exceptions: [], ...rest,
  });
  const ending = (today: Day, consent = given(), rest: Partial<Standing> = {}) => endingOf({ consent, others: [consent], givers, letEnd: false, matter: { state: "planned" }, practice, today, ...rest });

  test("is told of from thirty days before to the last day, and then that it is over", () => {
    expect(["2027-01-01", "2027-01-31", "2027-02-01"].map((day) => ending(day))).toEqual(["soon", "soon", "over"]);
    expect(ending("2026-12-31")).toBeUndefined();
    expect(ending("2030-01-01")).toBe("over");
  });

  test("is told of as early as the package says, and thirty days before where it says nothing", () => {
    const weekly = { ...practice, times: { ...practice.times, warnings: [{ ...practice.times.warnings[0]!, before: 2, unit: "weeks" as const }] } };
    expect([endsSoonFrom(weekly, "2027-01-31"), endsSoonFrom(silent, "2027-01-31")]).toEqual(["2027-01-17", "2027-01-01"]);
    for (const today of ["2026-02-28", "2026-03-31", "2026-12-31"]) for (const one of [practice, weekly, silent]) {
      // Whatever the rule would tell of today lies within what is looked at.
      const latest = lookAheadTo(one, today);
      for (let days = 0; days < 70; days += 1) {
        const until = new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
        if (endsSoonFrom(one, until) <= today) expect(until <= latest).toBe(true);
      }
    }
  });

  test("is nobody's task where nothing was given, where nothing more is told, or where somebody has thought of it", () => {
    const today = "2027-01-15";
    expect(ending(today, given({ answers: [] }))).toBeUndefined();
    for (const state of ["following", "closed"] as const) expect(ending(today, given(), { matter: { state } })).toBeUndefined();
    expect(ending(today, given(), { letEnd: true })).toBeUndefined();
    const consent = given();
    const later = (rest: Partial<Consent>) => given({ askedAt: startOf("2027-01-10"), answers: [], until: "2027-12-31", ...rest });
    expect(ending(today, consent, { others: [consent, later({})] })).toBeUndefined();
    expect(ending(today, consent, { others: [consent, later({ receivers: [speech] })] })).toBe("soon");
    expect(ending(today, consent, { others: [consent, later({ disclosing: speech })] })).toBe("soon");
  });
});

describe("on the list of whoever works with the matter", () => {
  let house: TestHouse;
  let elis: Matter;
  let consent: string;
  beforeAll(async () => {
    house = await openTestHouse();
    elis = await openFor({ house, staff: "maja", number: "202210142390", state: "planned" });
    await openFor({ house, staff: "maja", number: "202109172391", state: "planned" });
    consent = await ask({ ...here(), months: 6 });
    for (const guardian of ["sara", "johan"]) await answer(house, guardian, consent, "granted");
  });
  afterAll(() => house.close());

  const here = (): Asking => ({ house, staff: "maja", matter: elis, to: "trollet" });
  const list = async (who = "maja") => (await house.signIn(who)).get("/list");
  const ENDS = "Samtycket att berätta för Förskolan Trollet (Förskolan i Lessebo) slutar 23 maj 2027. Fråga igen, eller låt det sluta";

  test("nothing is said more than thirty days before", async () => {
    house.clock.set("2027-04-22T09:00:00+02:00");
    expect((await list()).text).not.toContain("Samtycket att berätta");
  });

  test("a task with its date and one way on stands there from thirty days before, for nobody else, and the consent holds all the same", async () => {
    house.clock.set("2027-04-23T09:00:00+02:00");
    const page = await list();
    expect(page.text).toContain(`${ENDS} senast 23 maj 2027`);
    expect(page.html).toContain(`href="/consents/${consent}"`);
    expect((await list("ebba")).text).not.toContain("Samtycket att berätta");
    expect((await (await house.signIn("maja")).get(`/matters/${elis.id}`)).text).toContain("går ut om 30 dagar");
    expect((await coverageNow(here())).complete).toBe(true);
  });

  test("asking again begins from what was asked before, with a new end day proposed and none taken for granted; once asked, the task is gone", async () => {
    const maja = await house.signIn("maja");
    const page = await maja.get(`/consents/${consent}`);
    expect(page.text).toContain("Samtycket slutar söndag 23 maj 2027");
    const form = await maja.get(page.link("Fråga på nytt"));
    expect(form.html).toContain("Vi vill göra lika hemma och på förskolan.");
    expect(form.html).toMatch(/value="us"[^>]*checked|checked[^>]*value="us"/);
    expect(form.html).not.toContain('value="2027-05-23"');
    expect((await maja.submit(form, { until: "" })).problems).toHaveLength(1);
    const other = await ask({ ...here(), months: 6 });
    expect((await list()).text).not.toContain("Samtycket att berätta");
    await house.rows("delete from kring.consent where id = $1", [other]);
  });

  test("ended while it is still needed it says so, late and unrenewed, on the list and on the child's page", async () => {
    house.clock.set("2027-05-25T09:00:00+02:00");
    const page = await list();
    expect(page.text).toContain("Samtycket att berätta för Förskolan Trollet (Förskolan i Lessebo) gick ut 23 maj 2027. Fråga igen, eller låt det sluta försenat 2 dagar");
    const child = await (await house.signIn("maja")).get(`/matters/${elis.id}`);
    expect(child.text).toContain("har gått ut och behövs ännu");
    expect((await coverageNow(here())).complete).toBe(false);
  });

  test("letting it end takes the task away, with who and when; nobody else's matter is touched", async () => {
    const maja = await house.signIn("maja");
    const page = await maja.submit(await maja.get(`/consents/${consent}`), {}, `/consents/${consent}/let-end`);
    expect(page.text).toContain("Noterat. Samtycket får sluta");
    expect(page.text).toContain("Ni låter det här samtycket sluta Maja Lindqvist , tisdag 25 maj 2027.");
    expect((await list()).text).not.toContain("Samtycket att berätta");
    expect((await maja.get(`/matters/${elis.id}`)).text).toContain("Ett som har gått ut");
    expect(await house.rows("select matter_id from kring.consent_let_end")).toEqual([{ matter_id: elis.id }]);
    const again = await maja.submit(await maja.get(`/consents/${consent}/let-end`), {});
    expect([again.status, again.problems]).toEqual([422, ["Det här samtycket behöver ingen ta ställning till nu."]]);
    expect(await house.rows("select event from kring.audit_event where event = 'consent.let-end' and outcome = 'granted'")).toHaveLength(1);
  });

  test("several asked at once make one row, and a matter that only looks on makes none", async () => {
    const jonatan = await openFor({ house, staff: "maja", number: "202109172391", state: "planned" });
    const both = [await ask({ house, staff: "maja", matter: jonatan, to: "trollet", months: 1 }), await ask({ house, staff: "maja", matter: jonatan, to: "glantan", from: "logopedin", months: 1 })];
    for (const one of both) for (const guardian of ["linda", "marcus"]) await answer(house, guardian, one, "granted");
    house.clock.set("2027-05-27T09:00:00+02:00");
    const page = await list();
    expect(page.text).toContain("2 samtycken att berätta för Förskolan Gläntan (Förskolan i Lessebo) och Förskolan Trollet (Förskolan i Lessebo) slutar, det första 25 juni 2027.");
    expect(page.html).toContain(`href="/matters/${jonatan.id}#consents"`);
    await house.as("maja", async (hand) => {
      const matter = (await findMatter(hand.tx, hand.house.keys, jonatan.id))!;
      expect(await moveMatter(hand.tx, { matter, by: "plan-lead-accepted", at: hand.at })).toBeUndefined();
    });
    expect((await list()).text).not.toContain("2 samtycken");
  });
});
