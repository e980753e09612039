import { describe, expect, test } from "vitest";
import { addDays, addYears, ageOn, type Day } from "../platform/clock.ts";
import {
  areaIds,
  getArea,
  leadFor,
  loadPractice,
  packageFolder,
  questionsFor,
  schoolStartOn,
  speaking,
  textIn,
  topicsIn,
  warnFrom,
  windowFor,
  type IntervalId,
  type Practice,
  type Text,
} from "./index.ts";

const kronobarn = loadPractice(packageFolder("kronobarn"));
const degerfors = loadPractice(packageFolder("degerfors"));
const packages = [["kronobarn", kronobarn], ["degerfors", degerfors]] as const;

const isText = (value: object): value is Text => "sv" in value && "en" in value;

function* textsIn(value: unknown): Generator<Text> {
  if (typeof value !== "object" || value === null) return;
  if (isText(value)) yield value;
  else for (const inner of Object.values(value)) yield* textsIn(inner);
}

describe("the Kronobarn package", () => {
  test("has the seven areas in the wheel's own order", () => {
    expect(kronobarn.wheel.areas.map(({ name }) => name.sv).join()).toBe(
      "Hälsa,Utveckling,Lärande,Omsorg,Hemmet,Relationer,Trygghet",
    );
    expect(areaIds(kronobarn).join()).toBe("health,development,learning,care,home,relations,safety");
  });

  test("an answer about safety, and only that, opens the way to a report of concern", () => {
    const gates = kronobarn.wheel.areas.filter((area) => area.surfacesReportOfConcern).map(({ id }) => id);
    expect(gates).toEqual(["safety"]);
  });

});

describe.each(packages)("the package %s", (_, practice) => {
  test("nobody can change it once it is loaded", () => {
    const thawed = [...objectsIn(practice)].filter((value) => !Object.isFrozen(value));
    expect(thawed).toEqual([]);
  });

  test("no text shouts, and every Swedish text has an English one of its own", () => {
    const texts = [...textsIn(practice)];
    expect(texts.length).toBeGreaterThan(250);
    // The process in Kronoberg carries its exclamation mark in its own name.
    expect(texts.filter(({ sv, en }) => /!/.test(sv + en))).toEqual(practice === kronobarn ? [kronobarn.package.process] : []);
    expect(texts.filter(({ sv, en }) => /[åäö]/i.test(en) || sv === en)).toEqual([]);
  });

  test("a mark is never a number", () => {
    expect(practice.wheel.marks.map(({ id, sign }) => [id, sign])).toEqual([
      ["works", "✓"],
      ["both", "±"],
      ["challenging", "~"],
      ["unknown", null],
    ]);
  });

  test("every term, area and mark is spoken as the package says it, in both languages", () => {
    for (const language of ["sv", "en"] as const) {
      const words = speaking(practice, language);
      const lead = textIn(practice.terms.lead, language);
      // What is not said in English is said in Swedish, and then with the model's Swedish words.
      expect(words.t("refusal.sharing.not-lead")).toContain(practice.terms.lead.sv);
      expect(words.t("signal.card.lead").toLowerCase()).toContain(lead);
      expect(words.say("meeting.title.on", { day: "i dag" }).toLowerCase()).toContain(textIn(practice.terms.meeting, language));
      expect(words.t("plan.title")).toBe(textIn(practice.plan.name, language));
      for (const { id, name } of practice.wheel.areas) expect(words.say(`consent.topicName.${id}`)).toBe(textIn(name, language).toLowerCase());
      for (const { id, word } of practice.wheel.marks) expect(words.say(`ui.mark.${id}`)).toBe(textIn(word, language));
    }
    expect(speaking(practice, "sv").in("en").t("plan.title")).toBe(practice.plan.name.en);
  });

  test("a consent may be about each of its areas, and that there is contact, a meeting and a plan", () => {
    expect(topicsIn(practice)).toEqual([...areaIds(practice), "contact", "meeting", "plan"]);
  });
});

describe("the Degerfors package", () => {
  test("has the three arenas, and each of them shows the way to a report of concern", () => {
    expect(degerfors.wheel.areas.map(({ name, surfacesReportOfConcern }) => [name.sv, surfacesReportOfConcern])).toEqual([
      ["Hemmet", true], ["Förskola och skola", true], ["Fritiden", true],
    ]);
  });

  test("asks adults for what keeps the child well before what puts it at risk, as many of each", () => {
    for (const { id } of degerfors.wheel.areas)
      expect(questionsFor(degerfors, id, "adults").map(({ group }) => group)).toEqual([...Array<string>(5).fill("strengths"), ...Array<string>(5).fill("risks")]);
  });

  test("says of nothing but its names and its principle that Degerfors has said it", () => {
    const official = [...textsIn(degerfors)].filter(({ status }) => status === "official").map(({ sv }) => sv);
    expect(official).toEqual(["Degerforsmodellen", "Kraften att verka tillsammans", "Friskfaktorer", "Riskfaktorer"]);
  });

  test("no word of Kronobarnsmodellen is in it", () => {
    const foreign = /barnens bästa|barnets bästa|hjulet|samverkansansvarig|kronobarn|praxismodell/i;
    expect([...textsIn(degerfors)].filter(({ sv }) => foreign.test(sv))).toEqual([]);
    // The control: the other package is full of them.
    expect([...textsIn(kronobarn)].filter(({ sv }) => foreign.test(sv)).length).toBeGreaterThan(5);
  });

  test("the meeting is held within three weeks, the first follow-up after six to twelve, an answer without a name within five working days", () => {
    const window = (id: IntervalId) => windowFor(degerfors, id, "2026-11-24");
    expect(window("meeting").latest).toBe("2026-12-15");
    expect(window("first-follow-up")).toEqual({ earliest: "2027-01-05", latest: "2027-02-16" });
    expect(window("consultation-answer").latest).toBe("2026-12-01");
  });
});

function* objectsIn(value: unknown): Generator<object> {
  if (typeof value !== "object" || value === null) return;
  yield value;
  for (const inner of Object.values(value)) yield* objectsIn(inner);
}

/** Readability: words per sentence plus the share of words longer than six letters. */
function lix(text: string): number {
  const words = text.match(/[\p{L}\d-]+/gu) ?? [];
  const sentences = text.match(/[.?!:]/g)?.length ?? 1;
  return words.length / sentences + (words.filter((word) => word.length > 6).length * 100) / words.length;
}

const read = (texts: readonly Text[]) => texts.map(({ sv }) => (/[.?]$/.test(sv) ? sv : `${sv}.`)).join(" ");

describe.each(packages)("what children and families read, %s", (_, { wheel, way, plan, meeting }) => {
  const groups: [string, readonly Text[]][] = [
    ...wheel.areas.flatMap(({ id, questions }): [string, readonly Text[]][] => [
      [`${id}, younger`, questions.younger],
      [`${id}, older`, questions.older],
      [`${id}, adults`, questions.adults],
    ]),
    ["meanings", wheel.areas.map(({ meaning }) => meaning)],
    ["steps", way.steps.map(({ family }) => family)],
    ["plan", plan.sections.map(({ hint }) => hint)],
    ["agenda", meeting.agenda.map(({ help }) => help)],
    ["participation", meeting.participation.map(({ text }) => text)],
    ["consent", wheel.areas.map(({ consent }) => consent)],
    ["tracks", way.tracks.flatMap(({ when, consent, identity, owner }) => [when, consent, identity, owner])],
  ];

  test.each(groups)("%s is easy to read", (_, texts) => {
    expect(lix(read(texts))).toBeLessThanOrEqual(30);
  });

  test("the measure tells heavy Swedish from light", () => {
    expect(
      lix("Vårdnadshavarens samtycke inhämtas beträffande samverkansparternas informationsutbyte."),
    ).toBeGreaterThan(60);
  });
});

describe.each(packages)("who leads, %s", (_, practice: Practice) => {
  const on = (bornOn: Day, day: Day, outsideUpperSecondary?: boolean) =>
    leadFor(practice, { bornOn, on: day, outsideUpperSecondary });

  test("the midwife leads for a child that is expected, and until the day it is born", () => {
    expect(leadFor(practice, { expectedOn: "2027-03-01", on: "2026-11-24" })).toBe("midwife");
    expect(leadFor(practice, { expectedOn: "2026-11-01", on: "2026-11-24" })).toBe("midwife");
    expect(on("2026-11-24", "2026-11-23")).toBe("midwife");
    expect(on("2026-11-24", "2026-11-24")).toBe("child-health-nurse");
  });

  test("nobody is named for a child of whom neither birth nor expected birth is known", () => {
    expect(leadFor(practice, { on: "2026-11-24" })).toBeUndefined();
  });

  test.each(["2020-01-01", "2020-02-29", "2020-07-31", "2020-08-01", "2020-12-31"])(
    "the head teacher takes over on 1 August of the year a child born %s turns six",
    (bornOn) => {
      expect(on(bornOn, "2026-07-31")).toBe("child-health-nurse");
      expect(on(bornOn, "2026-08-01")).toBe("head-teacher");
      expect(schoolStartOn(practice, bornOn)).toBe("2026-08-01");
    },
  );

  test("the activity officer leads from sixteen for a young person outside upper secondary school", () => {
    expect(on("2010-05-10", "2026-05-09", true)).toBe("head-teacher");
    expect(on("2010-05-10", "2026-05-10", true)).toBe("activity-officer");
    expect(on("2010-05-10", "2026-05-10", false)).toBe("head-teacher");
    expect(on("2010-05-10", "2026-05-10")).toBe("head-teacher");
  });

  test("nobody leads from the eighteenth birthday", () => {
    for (const outside of [true, false]) {
      expect(on("2008-11-24", "2026-11-23", outside)).toBe(outside ? "activity-officer" : "head-teacher");
      expect(on("2008-11-24", "2026-11-24", outside)).toBeUndefined();
    }
  });

  test("a child born on 29 February turns sixteen and eighteen on the day the law says", () => {
    expect(on("2008-02-29", "2024-02-28", true)).toBe("head-teacher");
    expect(on("2008-02-29", "2024-02-29", true)).toBe("activity-officer");
    expect(on("2008-02-29", "2026-02-28")).toBe("head-teacher");
    expect(on("2008-02-29", "2026-03-01")).toBeUndefined();
  });

  test("every day of every sampled childhood has the lead a plain reading of the model gives", () => {
    for (const bornOn of ["2004-02-29", "2005-07-31", "2005-12-31"])
      for (const outside of [true, false])
        for (let day = addDays(bornOn, -280); day < addYears(bornOn, 19); day = addDays(day, 1))
          if (on(bornOn, day, outside) !== plainly(bornOn, day, outside))
            expect.fail(`${bornOn} ${day} ${String(outside)}`);
  });
});

/** @model K1 said in another way than the package's rules, so that the two can disagree. */
function plainly(bornOn: Day, day: Day, outside: boolean) {
  const age = ageOn(bornOn, day);
  if (day < bornOn) return "midwife";
  if (age >= 18) return undefined;
  if (age >= 16 && outside) return "activity-officer";
  const turns = Number(day.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return turns > 6 || (turns === 6 && day.slice(5) >= "08-01") ? "head-teacher" : "child-health-nurse";
}

describe("reading the package", () => {
  test("a text is read in the reader's language", () => {
    const { name } = getArea(kronobarn, "safety");
    expect([textIn(name, "sv"), textIn(name, "en"), textIn(name, "x-pseudo")]).toEqual([
      "Trygghet",
      "Safety",
      "⟦Trygghet⟧",
    ]);
  });

  test("a child gets the questions of its age, and a child under four none", () => {
    const first = (reader: "adults" | number) => questionsFor(kronobarn, "care", reader)[0]?.sv;
    expect(first(3)).toBeUndefined();
    expect([first(4), first(8)]).toEqual(Array(2).fill("Vad gör du helst med dina vuxna?"));
    expect([first(9), first(17)]).toEqual(Array(2).fill("Vem bryr sig om hur du har det?"));
    expect(first("adults")).toBe("Vilka vuxna finns för barnet till vardags?");
  });

  test("an area the wheel does not have is a fault", () => {
    expect(() => getArea(kronobarn, "active")).toThrow("no area active in kronobarn");
  });

  test("a time is counted in workdays, days, weeks or months", () => {
    const window = (id: IntervalId) => windowFor(kronobarn, id, "2026-11-24");
    expect(window("acknowledge-signal")).toEqual({ earliest: "2026-11-24", latest: "2026-12-01" });
    expect(window("consent-answer").latest).toBe("2026-12-08");
    expect(window("meeting").latest).toBe("2026-12-15");
    expect(window("first-follow-up")).toEqual({ earliest: "2027-01-05", latest: "2027-01-19" });
    expect(window("later-follow-up").latest).toBe("2027-02-24");
  });

  test("what comes is told of as long before as the package says, and not where it says nothing", () => {
    expect(warnFrom(kronobarn, "consent-ends", "2027-06-30")).toBe("2027-05-31");
    const monthly = { ...kronobarn, times: { ...kronobarn.times, warnings: [{ ...kronobarn.times.warnings[0]!, before: 2, unit: "months" as const }] } };
    expect(warnFrom(monthly, "consent-ends", "2027-06-30")).toBe("2027-04-30");
    expect(warnFrom(monthly, "birthday", "2027-06-30")).toBeUndefined();
  });
});
