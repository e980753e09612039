import type { PlanContent } from "./plan.ts";

export type TextPart = "reason" | "guardiansView" | "contingency" | "disagreements" | "otherPlans";
export type ListPart = "goals" | "measures" | "parties";
type Kind = "added" | "changed" | "removed";
type Entry<P extends ListPart> = PlanContent[P][number];

/** One thing that is not as it was. `before` and `after` as the two versions have it. */
export type Difference =
  | { readonly part: TextPart; readonly kind: Kind; readonly before: string; readonly after: string }
  | { readonly part: "childVoice"; readonly kind: Kind; readonly before: PlanContent["childVoice"]; readonly after: PlanContent["childVoice"] }
  | { readonly part: "followUp"; readonly kind: Kind; readonly before: PlanContent["followUp"]; readonly after: PlanContent["followUp"] }
  | { [P in ListPart]: { readonly part: P; readonly kind: Kind; readonly before?: Entry<P> | undefined; readonly after?: Entry<P> | undefined } }[ListPart];

type Keyed = { readonly id: string } | { readonly unitId: string };
const keyOf = (entry: Keyed): string => ("id" in entry ? entry.id : entry.unitId);

/** The same for equal entries whatever the order of their keys. Who may not have a measure is not part of what was agreed. */
const canonical = (entry: unknown): string =>
  JSON.stringify(entry, (key, value: unknown) => {
    if (key === "withheldFrom") return undefined;
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
const isSame = (a: unknown, b: unknown): boolean => canonical(a) === canonical(b);

function inText(part: TextPart, before: string, after: string): Difference[] {
  if (before === after) return [];
  return [{ part, kind: before === "" ? "added" : after === "" ? "removed" : "changed", before, after }];
}

type InList<E> = { readonly kind: Kind; readonly before?: E | undefined; readonly after?: E | undefined };

function inList<E extends Keyed>(before: readonly E[], after: readonly E[]): Array<InList<E>> {
  const [old, now] = [new Map(before.map((entry) => [keyOf(entry), entry])), new Map(after.map((entry) => [keyOf(entry), entry]))];
  const removed = before.filter((entry) => !now.has(keyOf(entry))).map((entry): InList<E> => ({ kind: "removed", before: entry }));
  const kept = after.flatMap((entry): Array<InList<E>> => {
    const was = old.get(keyOf(entry));
    if (!was) return [{ kind: "added", after: entry }];
    return isSame(was, entry) ? [] : [{ kind: "changed", before: was, after: entry }];
  });
  return [...kept, ...removed];
}

/** What has been added, changed and removed between two versions of a plan, in the plan's order. Empty for equal plans. @ground REQ-094 */
export function diffPlans(before: PlanContent, after: PlanContent): Difference[] {
  const voice: Difference[] = isSame(before.childVoice, after.childVoice) ? [] : [{ part: "childVoice", kind: "changed", before: before.childVoice, after: after.childVoice }];
  const followUp: Difference[] = isSame(before.followUp, after.followUp) ? [] : [{ part: "followUp", kind: "changed", before: before.followUp, after: after.followUp }];
  return [
    ...voice,
    ...inText("reason", before.reason, after.reason),
    ...inText("guardiansView", before.guardiansView, after.guardiansView),
    ...inList(before.goals, after.goals).map((found) => ({ part: "goals" as const, ...found })),
    ...inList(before.measures, after.measures).map((found) => ({ part: "measures" as const, ...found })),
    ...inList(before.parties, after.parties).map((found) => ({ part: "parties" as const, ...found })),
    ...followUp,
    ...(["contingency", "disagreements", "otherPlans"] as const).flatMap((part) => inText(part, before[part], after[part])),
  ];
}
