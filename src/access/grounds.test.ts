import { describe, expect, test } from "vitest";
import { wordsIn } from "../platform/i18n/words.tsx";
import { newId, type PersonId } from "../platform/ids.ts";
import { isRefusal } from "../platform/result.ts";
import { CATALOGUE, GROUND_CODES, type Catalogue, type GroundCode, type Relation } from "./grounds-catalogue.ts";
import { checkGround, decisionOf, groundsFor, mandatesOf, questionsOf, type GroundContext, type Situation } from "./grounds.ts";
import { BRANCH_KINDS, SECRECY, type BranchKind } from "./secrecy.ts";

const TODAY = "2026-11-24";
const RELATIONS: readonly Relation[] = ["same-authority", "same-body", "other-body"];

const situation = (given: Partial<Situation> = {}): Situation => ({
  from: "child-health",
  to: "preschool",
  relation: "other-body",
  subject: { bornOn: "2020-05-04", unborn: false },
  on: TODAY,
  requested: false,
  ...given,
});

function offerOf(code: GroundCode, given: Situation) {
  const offer = groundsFor(given).find(({ ground }) => ground.code === code);
  if (!offer) throw new Error(`${code} is not in the catalogue`);
  return offer;
}

const offered = (code: GroundCode, given: Partial<Situation>) => offerOf(code, situation(given)).offered;
function because(code: GroundCode, given: Partial<Situation>): string | undefined {
  const offer = offerOf(code, situation(given));
  return offer.offered ? undefined : offer.because;
}

const every = BRANCH_KINDS;
const but = (...out: BranchKind[]) => every.filter((kind) => !out.includes(kind));
const privates: BranchKind[] = [
  "independent-preschool",
  "independent-school",
  "private-health",
  "private-social",
  "association",
];
const publics = but(...privates);
const health: BranchKind[] = [
  "school-health",
  "maternity-care",
  "child-health",
  "child-psychiatry",
  "habilitation",
  "youth-clinic",
  "primary-care",
  "dental-care",
  "specialist-care",
];
const social: BranchKind[] = ["social-services", "disability-services"];
const underOwnRules: BranchKind[] = [
  "preschool",
  "school",
  "after-school",
  "pupil-health",
  "leisure",
  "labour-market",
  "police",
];

type Fits = {
  from: readonly BranchKind[];
  to: readonly BranchKind[];
  relations?: readonly Relation[];
  requested?: true;
};

// Read from the law note, written out by hand: whatever pair is not named here must be refused.
const FITS: Record<GroundCode, Fits | "never"> = {
  consent: { from: every, to: every },
  "no-harm": { from: but("family-counselling"), to: every },
  "health-social-under-18": { from: [...health, ...social], to: [...health, ...social, "family-counselling"] },
  "school-medical-to-school": {
    from: ["school-health"],
    to: ["pupil-health", "school"],
    relations: ["same-authority"],
  },
  "health-internal": { from: health, to: health, relations: ["same-authority", "same-body"] },
  "general-clause": { from: underOwnRules, to: publics },
  "private-with-reservation": { from: publics.filter((kind) => kind !== "family-counselling"), to: privates },
  duty: { from: publics, to: publics },
  investigation: { from: but("association", "family-counselling"), to: ["social-services"] },
  feedback: { from: ["social-services"], to: but("association", "social-services") },
  "social-boards": { from: social, to: social, relations: ["same-body"], requested: true },
  "case-moves": { from: ["social-services"], to: ["social-services"], relations: ["other-body"] },
  "cross-auth-crime-fraud": { from: [...underOwnRules.filter((kind) => kind !== "police"), ...social], to: publics },
  "lea-contact": { from: but("association", "police", "family-counselling"), to: ["police"], requested: true },
  "lea-school": { from: ["school", "pupil-health", "independent-school"], to: ["police"] },
  "lea-leisure": { from: ["leisure", "after-school"], to: ["police"] },
  "lea-municipality": { from: ["labour-market"], to: ["police"] },
  "young-at-risk-of-crime": { from: ["social-services"], to: ["police"] },
  "close-relative-violence": { from: [...health, ...social], to: ["police"] },
  "terror-or-security": { from: [...health, ...social], to: ["police"] },
  concern: "never",
  "immediate-police-action": "never",
  "drugs-to-minor": "never",
  "crime-against-minor": "never",
  "family-law": "never",
  necessary: "never",
  technical: "never",
  party: "never",
};

function fits(code: GroundCode, { from, to, relation, requested }: Situation): boolean {
  const rule = FITS[code];
  if (rule === "never") return false;
  if (rule.requested && !requested) return false;
  return rule.from.includes(from) && rule.to.includes(to) && (rule.relations ?? RELATIONS).includes(relation);
}

function* situations(): Generator<Situation> {
  for (const from of every)
    for (const to of every)
      for (const relation of RELATIONS)
        for (const requested of [false, true]) yield situation({ from, to, relation, requested });
}

describe("what is offered", () => {
  test("a ground is offered for the pairs the law names and for no other pair of branches", () => {
    const wrong: string[] = [];
    for (const given of situations())
      for (const { ground, offered } of groundsFor(given))
        if (offered !== fits(ground.code, given))
          wrong.push(`${ground.code}: ${given.from} → ${given.to}, ${given.relation}`);
    expect(wrong).toEqual([]);
  });

  test("the comparison would notice a single wrong pair", () => {
    const given = situation({ from: "child-health", to: "preschool" });
    expect(fits("general-clause", given)).toBe(false);
    expect(fits("general-clause", { ...given, from: "school" })).toBe(true);
    expect(offered("general-clause", { from: "school", to: "preschool" })).toBe(true);
  });

  test("every ground is either offered or explained, and none is left out", () => {
    expect(groundsFor(situation()).map(({ ground }) => ground.code)).toEqual(GROUND_CODES);
  });
});

describe("the general clause", () => {
  test("is never offered for what health care or social services keep secret", () => {
    for (const from of every.filter((kind) => ["health", "social"].includes(SECRECY[kind].authority)))
      for (const to of every) expect(offered("general-clause", { from, to }), `${from} → ${to}`).toBe(false);
    expect(because("general-clause", { from: "child-health", to: "school" })).toBe("ground.general-clause.not.secrecy");
  });

  test("is offered from a school to social services, but not to an association", () => {
    expect(offered("general-clause", { from: "school", to: "social-services" })).toBe(true);
    expect(because("general-clause", { from: "school", to: "association" })).toBe("ground.general-clause.not.to");
  });
});

describe("health care and social services around a child under 18", () => {
  const pair = { from: "child-health", to: "social-services" } as const;
  const code = "health-social-under-18";

  test("may tell each other until the day the child turns 18", () => {
    const bornOn = "2009-03-16";
    expect(offered(code, { ...pair, subject: { bornOn, unborn: false }, on: "2027-03-15" })).toBe(true);
    expect(because(code, { ...pair, subject: { bornOn, unborn: false }, on: "2027-03-16" })).toBe(
      `ground.${code}.not.age`,
    );
  });

  test("may tell each other about an unborn child, but an investigation of one is not offered", () => {
    expect(offered(code, { ...pair, from: "maternity-care", subject: { unborn: true } })).toBe(true);
    expect(because("investigation", { ...pair, subject: { unborn: true } })).toBe("ground.investigation.not.age");
  });

  test("do not get the ground when the age is unknown", () => {
    expect(because(code, { ...pair, subject: { unborn: false } })).toBe(`ground.${code}.not.age-unknown`);
  });
});

describe("the police grounds", () => {
  test("the act of 2025 is denied for what health care and social services keep secret, save contact details", () => {
    for (const from of every.filter((kind) => ["health", "social"].includes(SECRECY[kind].authority)))
      for (const code of ["lea-school", "lea-leisure", "lea-municipality"] as const)
        expect(offered(code, { from, to: "police" }), `${code} ${from}`).toBe(false);
    expect(because("lea-school", { from: "school-health", to: "police" })).toBe("ground.lea-school.not.secrecy");
    expect(because("lea-municipality", { from: "social-services", to: "police" })).toBe(
      "ground.lea-municipality.not.secrecy",
    );
    expect(offered("lea-contact", { from: "social-services", to: "police", requested: true })).toBe(true);
    expect(because("lea-contact", { from: "social-services", to: "police" })).toBe(
      "ground.lea-contact.not.not-requested",
    );
  });

  test("social services may warn of a young person until the day they turn 21", () => {
    const bornOn = "2005-11-25";
    const given = { from: "social-services", to: "police", subject: { bornOn, unborn: false } } as const;
    expect(offered("young-at-risk-of-crime", given)).toBe(true);
    expect(because("young-at-risk-of-crime", { ...given, on: "2026-11-25" })).toBe(
      "ground.young-at-risk-of-crime.not.age",
    );
    expect(because("young-at-risk-of-crime", { ...given, from: "school" })).toBe(
      "ground.young-at-risk-of-crime.not.from",
    );
  });
});

describe("dates", () => {
  const begins: ReadonlyArray<readonly [GroundCode, Partial<Situation>, string, string]> = [
    ["cross-auth-crime-fraud", { from: "social-services", to: "labour-market" }, "2025-11-30", "2025-12-01"],
    ["lea-school", { from: "school", to: "police" }, "2025-03-31", "2025-04-01"],
    ["young-at-risk-of-crime", { from: "social-services", to: "police" }, "2025-03-31", "2025-04-01"],
    ["investigation", { from: "school", to: "social-services" }, "2025-06-30", "2025-07-01"],
  ];

  test.each(begins)("%s is offered from its first day and not the day before", (code, given, before, first) => {
    expect(because(code, { ...given, on: before })).toBe(`ground.${code}.not.date`);
    expect(offered(code, { ...given, on: first })).toBe(true);
  });

  test("a changed rule is a second row, and the day decides which one is used", () => {
    const [consent] = CATALOGUE.grounds;
    if (!consent) throw new Error("the catalogue is empty");
    const catalogue: Catalogue = {
      version: "2030-01-01",
      grounds: [
        { ...consent, validTo: "2029-12-31", source: "old" },
        { ...consent, validFrom: "2030-01-01", source: "new" },
      ],
    };
    const sourceOn = (on: string) => groundsFor(situation({ on }), catalogue).map(({ ground }) => ground.source);
    expect(sourceOn("2029-12-31")).toEqual(["old"]);
    expect(sourceOn("2030-01-01")).toEqual(["new"]);
    const answered = checkGround(
      "consent",
      { covered: "yes" },
      context({ on: "2030-01-01", catalogue, consent: newId() }),
    );
    expect(answered).toMatchObject({ catalogueVersion: "2030-01-01" });
  });
});

const me: PersonId = newId();
const colleague: PersonId = newId();

function context(given: Partial<GroundContext> = {}): GroundContext {
  return { ...situation(), decision: { by: me, as: "handler" }, ...given };
}

/** A situation in which the ground is offered, with everything it needs. */
function fitting(code: GroundCode): GroundContext {
  const rule = FITS[code];
  if (rule === "never") throw new Error(`${code} is never offered`);
  const { from, to, relations = RELATIONS } = rule;
  const ground = offerOf(code, situation()).ground;
  const kinds = { from: from[0] ?? "school", to: to[0] ?? "school", relation: relations[0] ?? "other-body" };
  return context({
    ...kinds,
    requested: rule.requested ?? false,
    request: { by: "Polisen, Växjö", on: TODAY, what: "kontaktuppgifter" },
    consent: newId(),
    decision: { by: me, as: ground.decisionMaker, approvedBy: colleague },
  });
}

const answersTo = (code: GroundCode, from: BranchKind): Record<string, string> =>
  Object.fromEntries(
    questionsOf(offerOf(code, situation()).ground, from).map(({ id, kind }) => [
      id,
      kind === "text" ? "Ett skäl." : "yes",
    ]),
  );

const usable = GROUND_CODES.filter((code) => FITS[code] !== "never");

describe("deciding on a ground", () => {
  test.each(usable)("%s is accepted when every test is answered, and the answers and the version are kept", (code) => {
    const given = fitting(code);
    const answers = answersTo(code, given.from);
    expect(Object.keys(answers).length).toBeGreaterThan(0);
    expect(checkGround(code, answers, given)).toEqual({ code, catalogueVersion: CATALOGUE.version, answers });
  });

  test.each(usable)("%s is refused when any one test is unanswered, blank or answered no", (code) => {
    const given = fitting(code);
    const answers = answersTo(code, given.from);
    for (const { id, kind } of questionsOf(offerOf(code, given).ground, given.from)) {
      const { [id]: _left, ...rest } = answers;
      const details = { ground: code, question: id };
      expect(checkGround(code, rest, given)).toEqual({ refused: "ground.test-missing", details });
      expect(checkGround(code, { ...answers, [id]: "  " }, given)).toEqual({ refused: "ground.test-missing", details });
      if (kind === "yes-required")
        expect(checkGround(code, { ...answers, [id]: "no" }, given)).toEqual({ refused: "ground.test-no", details });
    }
  });

  test("answers to questions nobody asked are not kept", () => {
    const given = fitting("consent");
    expect(checkGround("consent", { covered: "yes", name: "Elis" }, given)).toMatchObject({
      answers: { covered: "yes" },
    });
  });

  test("a ground that does not fit is refused with the reason", () => {
    const given = context({ from: "child-health", to: "school" });
    expect(checkGround("general-clause", answersTo("general-clause", "school"), given)).toEqual({
      refused: "ground.not-offered",
      details: { ground: "general-clause", because: "ground.general-clause.not.secrecy" },
    });
  });

  test("a report of concern is never made into a delivery", () => {
    const given = context({ from: "school", to: "social-services" });
    expect(because("concern", given)).toBe("ground.concern.not.outside");
    expect(checkGround("concern", {}, given)).toMatchObject({ refused: "ground.not-offered" });
  });

  test("consent as a ground needs the consent it rests on", () => {
    const { consent: _none, ...given } = fitting("consent");
    expect(checkGround("consent", { covered: "yes" }, given)).toMatchObject({ refused: "ground.consent-missing" });
  });

  test("a request must say who asked and for what", () => {
    const given = fitting("lea-contact");
    const answers = answersTo("lea-contact", given.from);
    const { request: _none, ...without } = given;
    expect(checkGround("lea-contact", answers, without)).toMatchObject({ refused: "ground.request-missing" });
    const blank = { ...given, request: { by: " ", on: TODAY, what: "allt" } };
    expect(checkGround("lea-contact", answers, blank)).toMatchObject({ refused: "ground.request-missing" });
  });

  test("a teacher cannot decide what the head teacher decides", () => {
    const given = fitting("lea-school");
    const decision = { by: me, as: "handler" } as const;
    expect(checkGround("lea-school", answersTo("lea-school", given.from), { ...given, decision })).toEqual({
      refused: "ground.wrong-decision-maker",
      details: { ground: "lea-school", decisionMaker: "head-teacher" },
    });
  });

  test("a ground that needs two people is refused with one, and with the same one twice", () => {
    const given = fitting("young-at-risk-of-crime");
    const answers = answersTo("young-at-risk-of-crime", given.from);
    const decide = (approvedBy?: PersonId) =>
      checkGround("young-at-risk-of-crime", answers, {
        ...given,
        decision: { by: me, as: "handler", ...(approvedBy ? { approvedBy } : {}) },
      });
    expect(decide()).toMatchObject({ refused: "ground.second-person-missing" });
    expect(decide(me)).toMatchObject({ refused: "ground.second-person-same" });
    expect(isRefusal(decide(colleague))).toBe(false);
  });

  test("a branch may demand a second person for a ground that does not need one by itself", () => {
    const given = { ...fitting("no-harm"), decision: { by: me, as: "handler" } as const };
    const answers = answersTo("no-harm", given.from);
    expect(isRefusal(checkGround("no-harm", answers, given))).toBe(false);
    expect(checkGround("no-harm", answers, { ...given, secondPerson: true })).toMatchObject({
      refused: "ground.second-person-missing",
    });
  });
});

describe("two who decide", () => {
  const [teacher, head] = [{ person: me, as: mandatesOf({ role: "teacher", appointed: false }) }, { person: colleague, as: mandatesOf({ role: "head-teacher", appointed: false }) }];

  test("whoever may decide on the ground is its decision-maker, whichever of them asked", () => {
    const both = { by: colleague, as: "head-teacher", approvedBy: me };
    expect(decisionOf("lea-school", [head, teacher])).toEqual(both);
    expect(decisionOf("lea-school", [teacher, head])).toEqual(both);
  });
  test("where anybody may, the one who says yes decides and the one who asked has agreed", () => {
    expect(decisionOf("young-at-risk-of-crime", [head, teacher])).toEqual({ by: colleague, as: "handler", approvedBy: me });
    expect(decisionOf("no-harm", [teacher])).toEqual({ by: me, as: "handler" });
  });
  test("two of whom neither may decide are refused", () => {
    const given = fitting("lea-school");
    const decision = decisionOf("lea-school", [teacher, { ...teacher, person: colleague }]);
    expect(checkGround("lea-school", answersTo("lea-school", given.from), { ...given, decision })).toMatchObject({ refused: "ground.wrong-decision-maker" });
  });
});

describe("the harm test", () => {
  const asked = (from: BranchKind) => questionsOf(offerOf("no-harm", situation()).ground, from).map(({ id }) => id);

  test("is as strong as the sender's own secrecy", () => {
    expect(asked("child-health")).toEqual(["need", "clearly-harmless", "nobody-refused", "why"]);
    expect(asked("school")).toEqual(["need", "no-harm-likely", "why"]);
    expect(asked("leisure")).toEqual(["need", "no-special-reason", "why"]);
    expect(asked("association")).toEqual(["need", "fair", "why"]);
  });

  test("is not offered from family counselling", () => {
    expect(because("no-harm", { from: "family-counselling" })).toBe("ground.no-harm.not.secrecy");
  });
});

test("what reveals a report of concern or a police matter is not shown in the family's list of deliveries", () => {
  const hidden = CATALOGUE.grounds.filter(({ familySees, offered }) => offered && !familySees).map(({ code }) => code);
  expect(hidden).toContain("feedback");
  for (const { code, to, familySees } of CATALOGUE.grounds)
    if (to.length === 1 && to[0] === "police" && FITS[code] !== "never") expect(familySees, code).toBe(false);
  expect(hidden).not.toContain("consent");
});

describe("words", () => {
  const subjects = [
    { unborn: true },
    { unborn: false },
    { bornOn: "2020-05-04", unborn: false },
    { bornOn: "1990-01-01", unborn: false },
  ];
  const reasons = new Set<string>();
  for (const given of situations())
    for (const subject of subjects)
      for (const offer of groundsFor({ ...given, subject })) if (!offer.offered) reasons.add(offer.because);
  for (const on of ["2000-01-01", "2025-03-31", "2025-06-30", "2025-11-30"])
    for (const offer of groundsFor(situation({ on }))) if (!offer.offered) reasons.add(offer.because);

  test.each(["sv", "en"] as const)("every ground, question and reason against has words in %s", (language) => {
    const words = wordsIn(language);
    for (const { code, questions, decisionMaker } of CATALOGUE.grounds) {
      words.say(`ground.${code}.name`);
      words.say(`ground.${code}.explain`);
      words.say(`ground.decision-maker.${decisionMaker}`);
      for (const { message } of questions) words.say(message);
    }
    for (const reason of reasons) words.say(reason);
    expect([...words.missing]).toEqual([]);
    expect(reasons.size).toBeGreaterThan(90);
    expect(() => words.say("ground.consent.not.secrecy")).toThrow();
  });

  test.each(["sv", "en"] as const)(
    "every refusal says what is wrong and what the next lawful step is in %s",
    (language) => {
      const words = wordsIn(language);
      const tests = ["unknown", "not-offered", "test-missing", "test-no", "request-missing", "consent-missing"];
      for (const code of [...tests, "wrong-decision-maker", "second-person-missing", "second-person-same"])
        for (const key of [`refusal.ground.${code}`, `refusal.ground.${code}.next`]) words.say(key);
      expect([...words.missing]).toEqual([]);
    },
  );

  test.each(["sv", "en"] as const)("a reason against is one or two short sentences in %s", (language) => {
    const words = wordsIn(language);
    for (const reason of reasons) expect(words.say(reason).split(/[.?] /).length, reason).toBeLessThanOrEqual(2);
  });
});
