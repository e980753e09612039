import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadPractice } from "../practice/index.ts";
import { cutFor } from "./index.ts";
import { complete, missingIn, nextDayFor, nextDraft, requiredSections, sectionIds, topicsOfPlan, type Measure, type Party, type PlanContent, type PlanDraft } from "./plan.ts";

const TODAY = "2026-11-23";
const AREAS = ["health", "development", "learning", "care", "home", "relations", "safety"] as const;
const practice = loadPractice("packages-of-practice/kronobarn");
const asked = { required: requiredSections(practice), today: TODAY };

const party = (unitId: string): Party => ({ unitId, unit: `Enhet ${unitId}`, branchId: `b-${unitId}`, kind: "school", authority: "Kommunen", contact: `Kontakt ${unitId}`, phone: "0470-100 00" });
const measure = (change: Partial<Measure> & { id: string }): Measure => ({ what: `Insats ${change.id}`, who: { unit: "u1", name: "Enhet u1" }, byOn: "2026-12-10", area: "learning", withheldFrom: [], ...change });
const plan: PlanContent = {
  number: 1, adoptedOn: TODAY, leadUnitId: "u1", childVoice: { words: "Jag vill leka med Nils.", how: "Han sa det." }, reason: "Det ska bli lugnare.", guardiansView: "Vi hoppas på hjälp.",
  goals: [{ id: "g1", area: "learning", goal: "Vara med", sign: "" }], measures: [measure({ id: "m1" }), measure({ id: "m2", who: { unit: "u2", name: "Enhet u2" } }), measure({ id: "m3", who: { family: "Sara" } })],
  parties: [party("u1"), party("u2")], followUp: { on: "2027-01-11", form: "meeting", who: "Kontakt u1" }, contingency: "", disagreements: "", otherPlans: "",
};
const only = <K extends keyof Measure>(id: string, without: K) => (draft: PlanDraft): PlanDraft =>
  ({ ...draft, measures: draft.measures.map((one) => (one.id === id ? { ...one, [without]: without === "what" ? " " : undefined } : one)) });

/** Each way to leave something out that a plan cannot do without, and what is then said to be missing. */
const omissions: ReadonlyArray<{ says: string; without(draft: PlanDraft): PlanDraft }> = [
  { says: "child-voice", without: (draft) => ({ ...draft, childVoice: undefined }) },
  { says: "measure-what", without: only("m1", "what") },
  { says: "measure-who", without: only("m3", "who") },
  { says: "measure-day", without: only("m1", "byOn") },
  { says: "measure-area", without: only("m2", "area") },
  { says: "measure-party", without: (draft) => ({ ...draft, parties: draft.parties.filter(({ unitId }) => unitId !== "u2") }) },
  { says: "contact", without: (draft) => ({ ...draft, parties: draft.parties.map((one) => (one.unitId === "u1" ? { ...one, contact: "" } : one)) }) },
  { says: "follow-up-day", without: (draft) => ({ ...draft, followUp: { ...draft.followUp, on: undefined } }) },
  { says: "follow-up-form", without: (draft) => ({ ...draft, followUp: { ...draft.followUp, form: undefined } }) },
  { says: "follow-up-who", without: (draft) => ({ ...draft, followUp: { ...draft.followUp, who: " " } }) },
];
const saysOf = (draft: PlanDraft) => missingIn(draft, asked).map(({ what }) => what).toSorted();

describe("what a plan cannot be adopted without", () => {
  test("a plan with everything is whole", () => {
    expect(complete(plan, asked)).toEqual(plan);
  });
  test("every set of things left out is named in full, and blocks the plan", () => {
    for (let set = 1; set < 2 ** omissions.length; set += 1) {
      const left = omissions.filter((_, nth) => set & (2 ** nth));
      const draft = left.reduce<PlanDraft>((made, { without }) => without(made), plan);
      expect(saysOf(draft), left.map(({ says }) => says).join(" ")).toEqual(left.map(({ says }) => says).toSorted());
      expect(complete(draft, asked)).toHaveProperty("missing");
    }
  });
  test("the child's own words need to say how they were heard; without words, a reason is enough", () => {
    expect(saysOf({ ...plan, childVoice: { words: "Jag vill leka.", how: " " } })).toEqual(["child-voice-how"]);
    expect(saysOf({ ...plan, childVoice: { words: " ", how: "På mötet" } })).toEqual(["child-voice"]);
    expect(saysOf({ ...plan, childVoice: { missing: " " } })).toEqual(["child-voice"]);
    expect(saysOf({ ...plan, childVoice: { missing: "Hon fick frågan och ville inte." } })).toEqual([]);
  });
  test("a follow-up lies ahead: not today, not yesterday", () => {
    for (const on of [TODAY, "2026-11-22"]) expect(saysOf({ ...plan, followUp: { ...plan.followUp, on } })).toEqual(["follow-up-past"]);
    expect(saysOf({ ...plan, followUp: { ...plan.followUp, on: "2026-11-24" } })).toEqual([]);
  });
  test("no measures at all, and nobody who takes part, is each one thing", () => {
    expect(saysOf({ ...plan, measures: [] })).toEqual(["measures"]);
    expect(saysOf({ ...plan, parties: [], measures: [measure({ id: "m3", who: { family: "Sara" } })] })).toEqual(["parties"]);
  });
  test("what a package makes necessary is asked for too, and no package can take away the rest", () => {
    const sections = practice.plan.sections.map((section) => ({ ...section, required: section.id === "reason" ? ("to-adopt" as const) : ("optional" as const) }));
    const required = requiredSections({ ...practice, plan: { ...practice.plan, sections } });
    expect(required).toEqual(["child-voice", "reason", "measures", "parties", "follow-up"]);
    const bare = { ...plan, reason: "", guardiansView: "", goals: [], contingency: "", disagreements: "", otherPlans: "" };
    expect(missingIn(bare, { required, today: TODAY }).map(({ what }) => what)).toEqual(["reason"]);
    expect(missingIn(bare, { required: sectionIds, today: TODAY }).map(({ what }) => what)).toEqual(["reason", "guardian-view", "goals", "contingency", "disagreements", "other-plans"]);
  });
});

const areas = fc.constantFrom(...AREAS);
const units = ["u1", "u2", "u3", "u4"];
const readers = [...units.slice(1), "p1", "p2"];
const anyMeasure = fc.record({
  id: fc.uuid(), what: fc.string({ minLength: 1 }), byOn: fc.constantFrom("2026-12-01", "2026-12-24", "2027-02-01"), area: areas,
  who: fc.oneof(fc.constantFrom(...units).map((unit) => ({ unit, name: `Enhet ${unit}` })), fc.constantFrom("Sara", "Johan").map((family) => ({ family }))), withheldFrom: fc.subarray(readers),
});
const anyPlan: fc.Arbitrary<PlanContent> = fc.record({
  measures: fc.uniqueArray(anyMeasure, { selector: ({ id }) => id, maxLength: 8 }),
  goals: fc.uniqueArray(fc.record({ id: fc.uuid(), area: areas, goal: fc.string({ minLength: 1 }), sign: fc.string() }), { selector: ({ id }) => id, maxLength: 5 }),
  parties: fc.subarray(units.slice(1)).map((others) => ["u1", ...others].map(party)),
}).map((parts) => ({ ...plan, ...parts }));

describe("each receiver's own copy", () => {
  test("has no measure that is withheld from that receiver or lies in an area it may not have, and says nothing of withholding", () => {
    fc.assert(fc.property(anyPlan, fc.constantFrom(...readers), fc.option(fc.subarray([...AREAS])), (content, reader, allowed) => {
      const copy = cutFor(content, reader, allowed ? new Set(allowed) : undefined);
      const kept = content.measures.filter(({ withheldFrom, area }) => !withheldFrom.includes(reader) && (!allowed || (allowed as string[]).includes(area)));
      expect(copy.measures.map(({ id }) => id)).toEqual(kept.map(({ id }) => id));
      expect(copy.measures.every(({ withheldFrom }) => withheldFrom.length === 0)).toBe(true);
      if (allowed) expect(topicsOfPlan(copy).filter((topic) => !(["contact", "plan", ...allowed] as string[]).includes(topic))).toEqual([]);
      expect(cutFor(copy, reader, allowed ? new Set(allowed) : undefined)).toEqual(copy);
    }));
  });

  // The strongest thing that can be asked: nobody can tell a plan with something withheld from one where it never was.
  const tellsNothing = (cut: typeof cutFor) =>
    fc.property(anyPlan, fc.constantFrom(...readers), areas, fc.nat(), (content, reader, area, at) => {
      const elsewhere = content.measures.filter((one) => one.area !== area);
      const before = { ...content, measures: elsewhere, goals: content.goals.filter((goal) => goal.area !== area) };
      const secret = measure({ id: "secret", what: "KANARIEFÅGEL", who: { unit: "kanarieenhet", name: "Hemlig enhet" }, area, withheldFrom: [reader] });
      const after = {
        ...before, measures: elsewhere.toSpliced(at % (elsewhere.length + 1), 0, secret), parties: [...before.parties, party("kanarieenhet")], goals: [...before.goals, { id: "g9", area, goal: "KANARIEFÅGEL", sign: "" }],
      };
      expect(cut(after, reader)).toEqual(cut(before, reader));
      expect(JSON.stringify(cut(after, reader))).not.toMatch(/KANARIE|Hemlig enhet|kanarieenhet/i);
      expect(JSON.stringify(cut(after, "somebody-else"))).toContain("KANARIEFÅGEL");
    });
  test("is the copy of a plan in which what is withheld had never been written", () => {
    fc.assert(tellsNothing(cutFor));
  });
  test("and a cut that only takes away the row, or tells for whom, would be caught", () => {
    const rowOnly: typeof cutFor = (content, reader) => ({ ...content, measures: content.measures.filter(({ withheldFrom }) => !withheldFrom.includes(reader)).map((one) => ({ ...one, withheldFrom: [] })) });
    const telling: typeof cutFor = (content, reader) => ({ ...cutFor(content, reader), measures: content.measures.map((one) => (one.withheldFrom.includes(reader) ? { ...one, what: "" } : one)) });
    for (const broken of [rowOnly, telling]) expect(fc.check(tellsNothing(broken)).failed).toBe(true);
  });

  test("keeps whoever has the pen, the receiver itself, and those who take part without a measure of their own", () => {
    const content = { ...plan, parties: [party("u1"), party("u2"), party("u3")], measures: [measure({ id: "m1", withheldFrom: ["u2"] }), measure({ id: "m2", who: { unit: "u2", name: "Enhet u2" }, area: "health" })] };
    expect(cutFor(content, "u2", new Set(["learning"])).parties.map(({ unitId }) => unitId)).toEqual(["u1", "u2", "u3"]);
    expect(cutFor(content, "u3", new Set(["learning"])).parties.map(({ unitId }) => unitId)).toEqual(["u1", "u3"]);
  });
});

describe("what comes next", () => {
  test("the next version is the plan without what is done, with the newest words, and without a day", () => {
    const next = nextDraft(plan, { leadUnitId: "u2", done: new Set(["m1"]), voice: { missing: "Hon ville inte." }, guardiansView: "Bättre nu." });
    expect(next).toMatchObject({ number: 2, leadUnitId: "u2", childVoice: { missing: "Hon ville inte." }, guardiansView: "Bättre nu.", followUp: { form: "meeting", who: "Kontakt u1" } });
    expect([next.measures.map(({ id }) => id), next.followUp.on, "adoptedOn" in next]).toEqual([["m2", "m3"], undefined, false]);
    expect(nextDraft(plan, { leadUnitId: "u1", done: new Set(), guardiansView: " " })).toMatchObject({ guardiansView: plan.guardiansView, childVoice: plan.childVoice });
  });
  test("a unit is waited for on the day of its first measure not told of, and then at the follow-up", () => {
    const content = { ...plan, measures: [measure({ id: "a", byOn: "2026-12-20" }), measure({ id: "b", byOn: "2026-12-05" })] };
    expect(nextDayFor(content, "u1")).toBe("2026-12-05");
    expect(nextDayFor(content, "u1", new Set(["b"]))).toBe("2026-12-20");
    expect(nextDayFor(content, "u1", new Set(["a", "b"]))).toBe("2027-01-11");
    expect(nextDayFor(content, "u2")).toBe("2027-01-11");
  });
});
