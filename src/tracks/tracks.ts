import type { Relation } from "../access/grounds-catalogue.ts";
import type { Offer } from "../access/grounds.ts";
import { BRANCH_KINDS, type BranchKind } from "../access/secrecy.ts";
import { addYears, type Day } from "../platform/clock.ts";
import type { TrackId } from "../practice/index.ts";

/** A rule as it is told to somebody who chooses: since when it holds, and whether we have read it in the law itself. */
export type Told = { readonly id: string; readonly source: string; readonly validFrom: Day; readonly verified: boolean };

/** What the law says of each of the three ways. A change of law is a change here. Its text is `tracks.law.<id>`. @model degerforsmodellen 3.2 */
export const LAW_OF: Readonly<Record<TrackId, readonly Told[]>> = {
  concern: [
    { id: "duty", source: "SoL (2025:400) 19:1", validFrom: "2025-07-01", verified: true },
    { id: "breaks", source: "OSL (2009:400) 10:28", validFrom: "2009-06-30", verified: true },
  ],
  collaboration: [
    { id: "consent", source: "OSL (2009:400) 10:1, 12:2", validFrom: "2009-06-30", verified: true },
    { id: "parents", source: "OSL (2009:400) 12:3", validFrom: "2009-06-30", verified: true },
  ],
  // That nobody can be told from what is said is our reading of what secrecy protects; no lawyer has read it. @ground OSL 8:1, REQ-019
  consultation: [{ id: "anonymous", source: "OSL (2009:400) 8:1", validFrom: "2009-06-30", verified: false }],
};

/** Danger first: whoever must report must not read about anything else before. @ground SoL 19:1 @model degerforsmodellen 3.2 */
export const ASKED_IN_ORDER: readonly TrackId[] = ["concern", "collaboration", "consultation"];

export const childAges = ["under-18", "unborn", "18-20"] as const;
export type ChildAge = (typeof childAges)[number];
export const relations = ["same-authority", "same-body", "other-body"] as const satisfies readonly Relation[];

/** What somebody wonders: whether a service may tell another, about a child of some age. Nothing of it is kept. */
export type Wondering = { readonly from: BranchKind; readonly to: BranchKind; readonly relation: Relation; readonly age: ChildAge; readonly requested: boolean };

const oneOf = <T extends string>(among: readonly T[], said: string | null): T | undefined => among.find((one) => one === said);

/** What an address asks; undefined until it is said to whom. */
export function readWondering(query: URLSearchParams, own: BranchKind): Wondering | undefined {
  const to = oneOf(BRANCH_KINDS, query.get("to"));
  return to && {
    from: oneOf(BRANCH_KINDS, query.get("from")) ?? own, to, relation: oneOf(relations, query.get("relation")) ?? "other-body",
    age: oneOf(childAges, query.get("age")) ?? "under-18", requested: query.get("asked") === "yes",
  };
}

/** Somebody of that age: nobody in particular. */
export function someoneAged(age: ChildAge, today: Day): { readonly bornOn?: Day; readonly unborn: boolean } {
  if (age === "unborn") return { unborn: true };
  return { bornOn: addYears(today, age === "under-18" ? -10 : -19), unborn: false };
}

/** In the order one should think: has somebody said yes, does it harm nobody, must I, and only then the rest. @model degerforsmodellen 3.8 */
const THOUGHT_OF_FIRST = ["consent", "no-harm", "duty", "investigation"];
const place = ({ ground }: Offer): number => (THOUGHT_OF_FIRST.indexOf(ground.code) + 1 || THOUGHT_OF_FIRST.length + 1);
export const inThinkingOrder = (offers: readonly Offer[]): Offer[] => [...offers].sort((one, other) => place(one) - place(other));
