import fc from "fast-check";
import { expect, test } from "vitest";
import { diffPlans, type Difference } from "./index.ts";
import type { Goal, Measure, Party, PlanContent } from "./plan.ts";

const word = fc.constantFrom("", "En", "Två", "Tre");
const ids = fc.constantFrom("a", "b", "c", "d");
const day = fc.constantFrom("2026-12-01", "2026-12-24");
const byKey = <E,>(entry: fc.Arbitrary<E>, key: (one: E) => string) => fc.uniqueArray(entry, { selector: key, maxLength: 4 });
const goals = byKey<Goal>(fc.record({ id: ids, area: fc.constantFrom("health", "home"), goal: word, sign: word }), ({ id }) => id);
const measures = byKey<Measure>(
  fc.record({ id: ids, what: word, byOn: day, area: fc.constantFrom("health", "home"), who: fc.oneof(fc.record({ family: word }), fc.record({ unit: ids, name: word })), withheldFrom: fc.subarray(["x"]) }),
  ({ id }) => id,
);
const parties = byKey<Party>(fc.record({ unitId: ids, unit: word, branchId: ids, kind: fc.constant("school"), authority: word, contact: word, phone: word }), ({ unitId }) => unitId);
const anyPlan: fc.Arbitrary<PlanContent> = fc.record({
  number: fc.constant(1), adoptedOn: fc.constant("2026-11-23"), leadUnitId: fc.constant("a"), reason: word, guardiansView: word, contingency: word, disagreements: word, otherPlans: word,
  childVoice: fc.oneof(fc.record({ missing: word }), fc.record({ words: word, how: word })), followUp: fc.record({ on: day, form: fc.constantFrom("meeting", "phone"), who: word }), goals, measures, parties,
});

type Keyed = { id: string } | { unitId: string };
const keyOf = (entry: Keyed) => ("id" in entry ? entry.id : entry.unitId);

/** The older version with its differences carried out: what a reader of the differences would end up with. */
function carriedOut(plan: PlanContent, differences: readonly Difference[]): PlanContent {
  return differences.reduce<PlanContent>((made, difference) => {
    const { part, before, after } = difference;
    if (part !== "goals" && part !== "measures" && part !== "parties") return { ...made, [part]: after };
    const left = (made[part] as readonly Keyed[]).filter((entry) => !before || keyOf(entry) !== keyOf(before));
    return { ...made, [part]: after ? [...left, after] : left };
  }, plan);
}

/** Order, and who may not have a measure, are not part of what was agreed. */
const agreed = (plan: PlanContent) => ({
  ...plan, measures: plan.measures.map((one) => ({ ...one, withheldFrom: [] })).toSorted((a, b) => (a.id < b.id ? -1 : 1)), goals: plan.goals.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  parties: plan.parties.toSorted((a, b) => (a.unitId < b.unitId ? -1 : 1)),
});

test("a plan does not differ from itself, nor from one that only hides other rows", () => {
  fc.assert(fc.property(anyPlan, (plan) => {
    expect(diffPlans(plan, structuredClone(plan))).toEqual([]);
    expect(diffPlans(plan, { ...plan, measures: plan.measures.map((one) => ({ ...one, withheldFrom: ["y"] })) })).toEqual([]);
  }));
});

const leadsThere = (differ: typeof diffPlans) =>
  fc.property(anyPlan, anyPlan, (before, after) => {
    expect(agreed(carriedOut(before, differ(before, after)))).toEqual(agreed(after));
  });

test("whoever carries out the differences ends up with the newer plan", () => {
  fc.assert(leadsThere(diffPlans));
});

test("and differences that forget what was removed, or the follow-up, would be caught", () => {
  for (const forgotten of ["removed", "followUp"]) {
    const forgetful: typeof diffPlans = (before, after) => diffPlans(before, after).filter(({ kind, part }) => kind !== forgotten && part !== forgotten);
    expect(fc.check(leadsThere(forgetful)).failed).toBe(true);
  }
});

test("what is new read one way is gone read the other way", () => {
  const mirrored = { added: "removed", removed: "added", changed: "changed" } as const;
  const told = (differences: readonly Difference[], turn: boolean) =>
    differences.map(({ part, kind, before, after }) => JSON.stringify([part, turn ? mirrored[kind] : kind, turn ? after : before, turn ? before : after])).toSorted();
  fc.assert(fc.property(anyPlan, anyPlan, (before, after) => {
    expect(told(diffPlans(before, after), false)).toEqual(told(diffPlans(after, before), true));
  }));
});

test("no difference is told of something that is the same", () => {
  fc.assert(fc.property(anyPlan, anyPlan, (before, after) => {
    for (const one of diffPlans(before, after)) expect(JSON.stringify(one.before)).not.toBe(JSON.stringify(one.after));
  }));
});
