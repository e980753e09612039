import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Guardianship } from "../child/child.ts";
import { addDays, addYears, startOf, type Day } from "../platform/clock.ts";
import { wordsIn } from "../platform/i18n/words.tsx";
import { newId, type PersonId } from "../platform/ids.ts";
import { isRefusal } from "../platform/result.ts";
import {
  checkAnswer,
  checkConsent,
  checkException,
  consentState,
  demandedReservations,
  mayWithdraw,
  requiredGivers,
  type Answer,
  type Consent,
  type Giver,
  type GiverException,
  type GiversQuestion,
  type Maturity,
  type Topic,
} from "./consent.ts";
import { coverable, missingFor, type IntendedDelivery, type Missing } from "./missing.ts";

const TODAY = "2026-11-24";
const [mother, father, elis, aunt, nurse] = [
  newId<"person">(),
  newId<"person">(),
  newId<"person">(),
  newId<"person">(),
  newId<"person">(),
];
const [childHealth, preschool, social] = [newId<"branch">(), newId<"branch">(), newId<"branch">()];

const at = (day: Day, hour = 12) => new Date(startOf(day).getTime() + hour * 3_600_000);
const says = (
  giver: PersonId,
  answer: Answer["answer"],
  on: Day = "2026-11-20",
  rest: Partial<Answer> = {},
): Answer => ({
  giver,
  answer,
  at: at(on),
  how: "paper",
  notedBy: nurse,
  ...rest,
});

const consentWith = (rest: Partial<Consent> = {}): Consent => ({
  id: newId(),
  disclosing: childHealth,
  receivers: [preschool],
  topics: ["learning", "safety"],
  purpose: "Följa talet tillsammans",
  from: "2026-11-01",
  until: "2027-06-30",
  text: { version: "1", language: "sv", hash: "9f2c" },
  askedAt: at("2026-11-01"),
  answers: [],
  exceptions: [],
  ...rest,
});

const guardianOf = (guardian: PersonId, rest: Partial<Guardianship> = {}): Guardianship => ({
  guardian,
  kind: "parent",
  custody: "joint",
  from: "2010-01-01",
  ...rest,
});

const both: Giver[] = [
  { person: mother, capacity: "guardian" },
  { person: father, capacity: "guardian" },
];

const delivery = (rest: Partial<IntendedDelivery> = {}): IntendedDelivery => ({
  disclosing: childHealth,
  receiver: preschool,
  topics: ["safety"],
  consents: [],
  givers: both,
  on: TODAY,
  ...rest,
});

const missing = (intended: IntendedDelivery): readonly Missing[] => {
  const coverage = missingFor(intended);
  return coverage.complete ? [] : coverage.missing;
};

const named = (intended: IntendedDelivery): string[] =>
  missing(intended).map(({ who, why, topic }) =>
    [who === "nobody" ? who : nameOf(who.person), why, topic].filter(Boolean).join(" "),
  );

const NAMES = new Map([
  [mother, "mother"],
  [father, "father"],
  [elis, "child"],
  [aunt, "aunt"],
]);
const nameOf = (person: PersonId) => NAMES.get(person) ?? "?";

describe("who must say yes", () => {
  const question = (rest: Partial<GiversQuestion> = {}): GiversQuestion => ({
    guardianships: [guardianOf(mother), guardianOf(father)],
    child: { id: elis, bornOn: "2020-05-04" },
    exceptions: [],
    on: TODAY,
    ...rest,
  });
  const givers = (rest: Partial<GiversQuestion> = {}) =>
    requiredGivers(question(rest)).map(({ person, capacity }) => `${nameOf(person)} ${capacity}`);
  const aged = (years: number) => ({ id: elis, bornOn: addYears(TODAY, -years) });
  const assessed = (childDecides: Maturity["childDecides"], on: Day = TODAY): { maturity: Maturity } => ({
    maturity: { childDecides, reason: "Förstår vad det gäller.", by: nurse, on },
  });
  const guardians = ["mother guardian", "father guardian"];

  test("both guardians at joint custody, one at sole custody", () => {
    expect(givers()).toEqual(guardians);
    expect(givers({ guardianships: [guardianOf(mother, { custody: "sole" })] })).toEqual(["mother guardian"]);
  });

  // age, what was assessed → who answers
  test.each<[number, Maturity["childDecides"] | undefined, string[]]>([
    [14, undefined, guardians],
    [14, "not", guardians],
    [14, "with-guardians", [...guardians, "child child"]],
    [14, "alone", ["child child"]],
    [15, undefined, [...guardians, "child child"]],
    [15, "not", guardians],
    [15, "with-guardians", [...guardians, "child child"]],
    [15, "alone", ["child child"]],
    [17, undefined, [...guardians, "child child"]],
    [18, undefined, ["child child"]],
    [18, "not", ["child child"]],
    [18, "with-guardians", ["child child"]],
  ])("at %i, assessed as %s", (age, decides, expected) => {
    expect(givers({ child: aged(age), ...(decides ? assessed(decides) : {}) })).toEqual(expected);
  });

  test("the limits are passed on the birthday and not the day before", () => {
    const dayBefore = (age: number) => givers({ child: { id: elis, bornOn: addDays(addYears(TODAY, -age), 1) } });
    expect(dayBefore(15)).toEqual(guardians);
    expect(dayBefore(18)).toEqual([...guardians, "child child"]);
  });

  test("an assessment counts from its day, and a no to a 13-year-old says nothing at 15", () => {
    expect(givers({ child: aged(14), ...assessed("alone", addDays(TODAY, 1)) })).toEqual(guardians);
    expect(givers({ child: aged(15), ...assessed("not", addYears(TODAY, -2)) })).toEqual([...guardians, "child child"]);
    expect(givers({ child: aged(16), ...assessed("not", addYears(TODAY, -1)) })).toEqual(guardians);
  });

  test("a child of unknown age answers only when assessed", () => {
    expect(givers({ child: { id: elis } })).toEqual(guardians);
    expect(givers({ child: { id: elis }, ...assessed("alone") })).toEqual(["child child"]);
  });

  test("for an unborn child, the person who carries it", () => {
    expect(givers({ child: { expectedBy: mother }, guardianships: [] })).toEqual(["mother expecting"]);
  });

  test("nobody, when a child under 18 has no guardian", () => {
    expect(givers({ guardianships: [] })).toEqual([]);
    expect(givers({ guardianships: [guardianOf(mother, { until: "2026-11-23" })] })).toEqual([]);
    expect(givers({ child: aged(16), guardianships: [] })).toEqual([]);
  });

  const exception = (guardian: PersonId, rest: Partial<GiverException> = {}): GiverException => ({
    guardian,
    ground: "prevented",
    note: "Vårdas på sjukhus sedan 1 november.",
    by: nurse,
    on: "2026-11-10",
    ...rest,
  });

  test("not a guardian with an exception, from its first day to its last", () => {
    expect(givers({ exceptions: [exception(father)] })).toEqual(["mother guardian"]);
    expect(givers({ exceptions: [exception(father)], on: "2026-11-09" })).toEqual(guardians);
    expect(givers({ exceptions: [exception(father, { until: "2026-11-23" })] })).toEqual(guardians);
  });

  test("both guardians after all, when exceptions would leave none", () => {
    expect(givers({ exceptions: [exception(father), exception(mother)] })).toEqual(guardians);
  });

  test("an exception needs a reason, a guardian to spare and a guardian left", () => {
    const check = (added: GiverException, recorded: GiverException[] = []) => checkException(added, recorded, both);
    expect(check(exception(father))).toEqual(exception(father));
    expect(check(exception(father, { note: " " }))).toEqual({ refused: "consent.exception-note-missing" });
    expect(check(exception(aunt))).toEqual({ refused: "consent.exception-not-guardian" });
    expect(check(exception(mother), [exception(father)])).toEqual({ refused: "consent.exception-last-guardian" });
  });

  test("an exception recorded on one consent holds for that consent only", () => {
    const yes = [says(mother, "granted")];
    const spared = consentWith({ answers: yes, exceptions: [exception(father)] });
    expect(missingFor(delivery({ consents: [spared] }))).toEqual({ complete: true, relying: spared.id });
    expect(consentState(spared, both, TODAY)).toBe("granted");
    expect(named(delivery({ consents: [consentWith({ answers: yes })] }))).toEqual(["father no-answer"]);
  });
});

describe("one consent", () => {
  const answered = (...answers: Answer[]) => consentWith({ answers });
  const yes = answered(says(mother, "granted"), says(father, "granted"));

  test("is granted from its first day to its last, and lapsed the day after", () => {
    const states = ["2026-10-31", "2026-11-20", "2027-06-30", "2027-07-01"].map((on) => consentState(yes, both, on));
    expect(states).toEqual(["waiting", "granted", "granted", "lapsed"]);
    const early = consentWith({
      answers: [says(mother, "granted", "2026-10-01"), says(father, "granted", "2026-10-01")],
    });
    expect(consentState(early, both, "2026-10-31")).toBe("waiting");
    expect(consentState(early, both, "2026-11-01")).toBe("granted");
  });

  test("is a draft until somebody is asked, and then waits", () => {
    const { askedAt: _never, ...draft } = consentWith();
    expect(consentState(draft, both, TODAY)).toBe("draft");
    expect(consentState(consentWith(), both, TODAY)).toBe("waiting");
    expect(consentState({ ...draft, answers: [says(mother, "granted")] }, both, TODAY)).toBe("waiting");
  });

  test("is unanswered when the time to answer has passed without everybody's word, and never was a yes", () => {
    const asked = (...answers: Answer[]) => consentWith({ answers, answerBy: "2026-11-15" });
    const stateOn = (on: Day, ...answers: Answer[]) => consentState(asked(...answers), both, on);
    expect([stateOn("2026-11-15"), stateOn("2026-11-16")]).toEqual(["waiting", "unanswered"]);
    expect(stateOn("2026-11-16", says(mother, "granted", "2026-11-02"))).toBe("unanswered");
    expect(stateOn(TODAY, says(mother, "refused"))).toBe("refused");
    expect(named(delivery({ consents: [asked(says(mother, "granted"))] }))).toEqual(["father unanswered"]);
    expect(named(delivery({ consents: [asked(says(mother, "granted", "2026-11-02"))], on: "2026-11-15" }))).toEqual(["father no-answer"]);
    // Nobody's time runs out for saying yes: a late one counts from its own day.
    const late = asked(says(mother, "granted", "2026-11-02"), says(father, "granted", "2026-11-20"));
    expect([consentState(late, both, "2026-11-19"), consentState(late, both, "2026-11-20")]).toEqual(["unanswered", "granted"]);
  });

  test("names a withdrawal before a refusal, and lapses whatever was answered", () => {
    const mixed = answered(says(mother, "granted"), says(mother, "withdrawn", "2026-11-21"), says(father, "refused"));
    expect(consentState(mixed, both, TODAY)).toBe("withdrawn");
    expect(consentState(answered(says(mother, "granted"), says(father, "refused")), both, TODAY)).toBe("refused");
    expect(consentState(mixed, both, "2027-07-01")).toBe("lapsed");
  });

  test("never is granted when nobody can speak for the child", () => {
    expect(consentState(yes, [], TODAY)).toBe("waiting");
    expect(named(delivery({ consents: [yes], givers: [] }))).toEqual(["nobody no-giver"]);
  });

  test("follows the latest answer of each, in whatever order the answers are stored", () => {
    const days = ["2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05"];
    const history = fc.array(fc.constantFrom("granted", "refused", "withdrawn"), { minLength: 1, maxLength: 4 });
    const order = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 });
    fc.assert(
      fc.property(history, order, (words, places) => {
        const answers = places.flatMap((place) => {
          const word = words[place];
          return word ? [says(mother, word, days[place])] : [];
        });
        const state = consentState(answered(...answers, says(father, "granted")), both, TODAY);
        expect(state).toBe(words.at(-1));
      }),
    );
  });

  test("counts a no before a yes given at the same instant", () => {
    expect(
      consentState(answered(says(mother, "withdrawn"), says(mother, "granted"), says(father, "granted")), both, TODAY),
    ).toBe("withdrawn");
  });

  test("ends for the guardians on the child's 18th birthday: then only the young person's own yes counts", () => {
    const on18: Giver[] = [{ person: elis, capacity: "child" }];
    expect(named(delivery({ consents: [yes], givers: on18 }))).toEqual(["child no-answer"]);
    expect(missingFor(delivery({ consents: [answered(says(elis, "granted"))], givers: on18 })).complete).toBe(true);
  });

  test("carries the conditions the givers demanded", () => {
    const demanding = answered(
      says(mother, "granted", TODAY, { reservation: "Inte till andra föräldrar." }),
      says(father, "granted"),
    );
    expect(demandedReservations(demanding, both, TODAY)).toEqual(["Inte till andra föräldrar."]);
    expect(demandedReservations(yes, both, TODAY)).toEqual([]);
  });
});

describe("a delivery on consent", () => {
  type Word = "none" | "granted" | "refused" | "withdrawn";
  const WORDS: readonly Word[] = ["none", "granted", "refused", "withdrawn"];
  const history = (giver: PersonId, word: Word): Answer[] => {
    if (word === "none") return [];
    const first = says(giver, word === "withdrawn" ? "granted" : word, "2026-10-20");
    return word === "withdrawn" ? [first, says(giver, "withdrawn", "2026-10-21")] : [first];
  };
  const DAYS = ["2026-10-31", "2026-11-01", "2027-06-30", "2027-07-01"];
  const TOPIC_SETS: readonly (readonly Topic[])[] = [
    ["safety"],
    ["learning", "safety"],
    ["health"],
    ["safety", "health", "plan"],
  ];
  const COVERED: readonly Topic[] = ["learning", "safety"];

  /** What should be missing, said in one plain rule: the terms first, else one line for each who has not said yes. */
  function expectedMissing(
    { receiver, topics, on }: IntendedDelivery,
    words: ReadonlyMap<string, Word>,
    wasAsked: boolean,
  ): string[] {
    const people = [...words.keys()];
    if (receiver !== preschool) return people.map((person) => `${person} receiver-not-covered`);
    const outside = topics.filter((topic) => !COVERED.includes(topic));
    if (outside.length > 0)
      return outside.flatMap((topic) => people.map((person) => `${person} topic-not-covered ${topic}`));
    if (on > "2027-06-30") return people.map((person) => `${person} lapsed`);
    if (on < "2026-11-01") return people.map((person) => `${person} not-yet`);
    return people.flatMap((person) => {
      const word = words.get(person);
      if (word === "granted") return [];
      return [`${person} ${word === "none" ? (wasAsked ? "no-answer" : "not-asked") : word}`];
    });
  }

  test("is complete only when both guardians said yes to that topic, receiver and time: all combinations tried", () => {
    let complete = 0;
    let tried = 0;
    for (const mothers of WORDS)
      for (const fathers of WORDS)
        for (const on of DAYS)
          for (const topics of TOPIC_SETS)
            for (const receiver of [preschool, social])
              for (const wasAsked of [true, false]) {
                const { askedAt, ...rest } = consentWith({
                  answers: [...history(mother, mothers), ...history(father, fathers)],
                });
                const consent = wasAsked && askedAt ? { ...rest, askedAt } : rest;
                const intended = delivery({ consents: [consent], on, topics, receiver });
                const expected = expectedMissing(
                  intended,
                  new Map([
                    ["mother", mothers],
                    ["father", fathers],
                  ]),
                  wasAsked,
                );
                const outcome = missingFor(intended);
                tried += 1;
                expect(named(intended)).toEqual(expected);
                expect(outcome.complete).toBe(expected.length === 0);
                if (!outcome.complete) continue;
                complete += 1;
                expect([mothers, fathers, outcome.relying]).toEqual(["granted", "granted", consent.id]);
              }
    // Both yes, asked or not, on the two days inside the time, for the two sets of topics inside the consent.
    expect([tried, complete]).toEqual([1024, 8]);
  });

  test("needs guardians and child alike: every missing one blocks and is named", () => {
    const people: readonly (readonly [PersonId, Giver["capacity"], string])[] = [
      [mother, "guardian", "mother"],
      [father, "guardian", "father"],
      [elis, "child", "child"],
    ];
    const givers = people.map(([person, capacity]): Giver => ({ person, capacity }));
    for (let mask = 0; mask < 4 ** people.length; mask += 1) {
      const words = people.map((_, i) => WORDS[Math.floor(mask / 4 ** i) % 4] ?? "none");
      const answers = people.flatMap(([person], i) => history(person, words[i] ?? "none"));
      const intended = delivery({ consents: [consentWith({ answers })], givers });
      const byName = new Map(people.map(([, , name], i) => [name, words[i] ?? "none"] as const));
      expect(named(intended)).toEqual(expectedMissing(intended, byName, true));
      expect(missingFor(intended).complete).toBe(words.every((word) => word === "granted"));
    }
  });

  test("is stopped by a withdrawal the same day, and the yes can be given again", () => {
    const yes = [says(mother, "granted"), says(father, "granted")];
    const consents = (...more: Answer[]) => [consentWith({ answers: [...yes, ...more] })];
    expect(missingFor(delivery({ consents: consents() })).complete).toBe(true);
    const withdrawn = says(father, "withdrawn", TODAY);
    expect(named(delivery({ consents: consents(withdrawn) }))).toEqual(["father withdrawn"]);
    expect(
      missingFor(delivery({ consents: consents(withdrawn, says(father, "granted", TODAY, { at: at(TODAY, 15) })) }))
        .complete,
    ).toBe(true);
  });

  test("was lawful before the withdrawal: the past is not rewritten", () => {
    const consent = consentWith({
      answers: [says(mother, "granted"), says(father, "granted"), says(father, "withdrawn", TODAY)],
    });
    expect(missingFor(delivery({ consents: [consent], on: "2026-11-23" })).complete).toBe(true);
  });

  test("is not carried by another branch's consent, nor by two consents that each cover half", () => {
    const answers = [says(mother, "granted"), says(father, "granted")];
    const other = consentWith({ answers, disclosing: social });
    expect(named(delivery({ consents: [other] }))).toEqual(["mother not-asked", "father not-asked"]);
    const halves = [consentWith({ answers, topics: ["safety"] }), consentWith({ answers, topics: ["learning"] })];
    expect(named(delivery({ consents: halves, topics: ["safety", "learning"] }))).toEqual([
      "mother topic-not-covered learning",
      "father topic-not-covered learning",
    ]);
  });

  test("is stopped by a newer no about the same receiver and topic, and only then", () => {
    const older = consentWith({ answers: [says(mother, "granted"), says(father, "granted")] });
    const no = [says(father, "refused", "2026-11-22")];
    const newer = (rest: Partial<Consent>) => delivery({ consents: [older, consentWith({ answers: no, ...rest })] });
    expect(named(newer({ topics: ["safety", "plan"] }))).toEqual(["father refused safety"]);
    expect(missingFor(newer({ topics: ["plan"] }))).toEqual({ complete: true, relying: older.id });
    expect(missingFor(newer({ receivers: [social] }))).toEqual({ complete: true, relying: older.id });
    expect(missingFor(newer({ disclosing: social }))).toEqual({ complete: true, relying: older.id });
  });

  test("is measured on the consent that comes nearest", () => {
    const lapsed = consentWith({
      from: "2025-01-01",
      until: "2025-12-31",
      answers: [says(mother, "granted", "2025-01-02")],
    });
    const waiting = consentWith({ answers: [says(mother, "granted")] });
    const elsewhere = consentWith({ receivers: [social] });
    expect(named(delivery({ consents: [elsewhere, lapsed, waiting] }))).toEqual(["father no-answer"]);
    expect(named(delivery({ consents: [elsewhere, lapsed] }))).toEqual(["mother lapsed", "father lapsed"]);
  });

  test("of nothing is never complete", () => {
    const yes = consentWith({ answers: [says(mother, "granted"), says(father, "granted")] });
    expect(named(delivery({ consents: [yes], topics: [] }))).toEqual(["nobody no-topic"]);
  });

  test("coverable lists exactly what would be complete", () => {
    const yes = consentWith({ answers: [says(mother, "granted"), says(father, "granted")] });
    const half = consentWith({ receivers: [social], topics: ["plan"], answers: [says(mother, "granted")] });
    const { receiver: _r, topics: _t, ...who } = delivery({ consents: [yes, half] });
    const listed = coverable(who);
    expect(listed.map(({ receiver, topic, relying }) => [receiver, topic, relying])).toEqual([
      [preschool, "learning", yes.id],
      [preschool, "safety", yes.id],
    ]);
    for (const receiver of [preschool, social])
      for (const topic of ["learning", "safety", "health", "plan", "contact"]) {
        const isListed = listed.some((line) => line.receiver === receiver && line.topic === topic);
        expect(missingFor({ ...who, receiver, topics: [topic] }).complete).toBe(isListed);
      }
  });
});

describe("asking and answering", () => {
  const { id: _id, askedAt: _askedAt, answers: _answers, exceptions: _exceptions, ...terms } = consentWith();
  const { until: _until, ...endless } = terms;

  test("a consent with receivers, topics, purpose, text and an end is accepted", () => {
    expect(checkConsent(terms, TODAY)).toEqual(terms);
    expect(checkConsent({ ...terms, until: "2028-11-01" }, TODAY)).toMatchObject({ until: "2028-11-01" });
  });

  test.each<[string, Parameters<typeof checkConsent>[0]]>([
    ["no-receiver", { ...terms, receivers: [] }],
    ["receiver-is-sender", { ...terms, receivers: [preschool, childHealth] }],
    ["no-topic", { ...terms, topics: [] }],
    ["no-purpose", { ...terms, purpose: "  " }],
    ["no-text", { ...terms, text: { ...terms.text, hash: "" } }],
    ["no-end", endless],
    ["ends-before-start", { ...terms, until: "2026-10-31" }],
    ["ended", { ...terms, from: "2026-01-01", until: "2026-11-23" }],
    ["too-long", { ...terms, until: "2028-11-02" }],
  ])("a consent is refused: %s", (reason, proposed) => {
    expect(checkConsent(proposed, TODAY)).toMatchObject({ refused: `consent.${reason}` });
  });

  test("an answer needs its evidence: an assertion for e-ID, somebody who heard or received it for the rest", () => {
    const answer = (rest: Partial<Answer>) =>
      checkAnswer(consentWith(), { giver: mother, answer: "granted", at: at(TODAY), how: "oral", ...rest }, both);
    expect(answer({})).toEqual({ refused: "consent.noted-by-missing" });
    expect(answer({ how: "paper" })).toEqual({ refused: "consent.noted-by-missing" });
    expect(answer({ how: "e-id", notedBy: nurse })).toEqual({ refused: "consent.evidence-missing" });
    expect(isRefusal(answer({ notedBy: nurse }))).toBe(false);
    expect(isRefusal(answer({ how: "e-id", evidence: "oidc:7f" }))).toBe(false);
  });

  test("an answer comes from somebody who is asked, while the consent lasts", () => {
    expect(checkAnswer(consentWith(), says(aunt, "granted"), both)).toEqual({ refused: "consent.not-a-giver" });
    expect(checkAnswer(consentWith(), says(mother, "refused", "2027-07-01"), both)).toEqual({
      refused: "consent.lapsed",
    });
    expect(isRefusal(checkAnswer(consentWith(), says(mother, "refused", "2027-06-30"), both))).toBe(false);
  });

  test("whoever gave a yes may take it back, even when no longer asked, and nobody else may", () => {
    const given = consentWith({ answers: [says(mother, "granted")] });
    const takenBack = consentWith({ answers: [says(mother, "granted"), says(mother, "withdrawn", "2026-11-21")] });
    expect([mayWithdraw(given, mother), mayWithdraw(given, father), mayWithdraw(takenBack, mother)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(isRefusal(checkAnswer(given, says(mother, "withdrawn", TODAY), []))).toBe(false);
    expect(checkAnswer(given, says(father, "withdrawn", TODAY), both)).toEqual({
      refused: "consent.nothing-to-withdraw",
    });
  });
});

test.each(["sv", "en"] as const)("every refusal and everything missing is explained in %s", (language) => {
  const words = wordsIn(language);
  const refusals = [
    "no-receiver",
    "receiver-is-sender",
    "no-topic",
    "no-purpose",
    "no-text",
    "no-end",
    "ends-before-start",
    "ended",
  ];
  const more = ["too-long", "not-a-giver", "lapsed", "noted-by-missing", "evidence-missing", "nothing-to-withdraw"];
  const exceptions = ["exception-not-guardian", "exception-note-missing", "exception-last-guardian"];
  for (const code of [...refusals, ...more, ...exceptions]) {
    words.say(`refusal.consent.${code}`, { years: 2 });
    words.say(`refusal.consent.${code}.next`);
  }
  const gaps = [
    "not-asked",
    "no-answer",
    "unanswered",
    "refused",
    "withdrawn",
    "lapsed",
    "not-yet",
    "topic-not-covered",
    "receiver-not-covered",
    "words-not-covered",
  ];
  for (const why of [...gaps, "no-giver", "no-topic"]) words.say(`consent.missing.${why}`, { who: "Mamma" });
  expect([...words.missing]).toEqual([]);
});
