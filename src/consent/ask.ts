import type { Unit } from "../organisation/index.ts";
import type { Day } from "../platform/clock.ts";
import type { BranchId, UnitId } from "../platform/ids.ts";
import { refuse, type Refusal } from "../platform/result.ts";
import { TOPICS, type Topic } from "./consent.ts";

/** What somebody is about to ask the family, before it has been read through and asked. */
export type AskDraft = {
  readonly units: readonly UnitId[];
  /** Those of the units that may also tell the others. */
  readonly tellers: readonly UnitId[];
  readonly topics: readonly Topic[];
  readonly purpose: string;
  readonly until: Day;
};

export type Places = { readonly own: BranchId; readonly units: readonly Unit[] };

const branchesOf = (units: readonly Unit[], chosen: readonly UnitId[]): BranchId[] =>
  [...new Set(chosen.flatMap((id) => units.find((unit) => unit.id === id)?.branchId ?? []))];

/**
 * One question for each branch that would tell, since each must have its own yes: our own first, then those who may also tell.
 * Whoever tells, tells everybody else who takes part. @ground REQ-031
 */
export function questionsIn(draft: AskDraft, { own, units }: Places): Array<{ disclosing: BranchId; receivers: BranchId[] }> {
  const others = branchesOf(units, draft.units).filter((branch) => branch !== own);
  const tellers = branchesOf(units, draft.tellers).filter((branch) => others.includes(branch));
  return [own, ...tellers].map((disclosing) => ({ disclosing, receivers: [own, ...others].filter((branch) => branch !== disclosing) }));
}

/** That there is contact at all is told by everything else that is told. @ground OSL 8:1, REQ-015 */
export const withContact = (topics: readonly Topic[]): Topic[] => (topics.length === 0 ? [] : TOPICS.filter((topic) => topic === "contact" || topics.includes(topic)));

/** The unit outside the list of suggestions, in the list of those who may tell. */
export const OTHER = "other";

export type Filled = { readonly receivers: readonly string[]; readonly other: string; readonly tellers: readonly string[]; readonly topics: readonly string[]; readonly purpose: string; readonly until: Day };

/** Reads a filled-in question: whoever tells must also take part. */
export function readDraft(filled: Filled, { own, units }: Places): AskDraft | Refusal {
  const known = (id: string) => units.find((unit) => unit.id === id && unit.branchId !== own);
  const chosen = [...new Set([...filled.receivers, filled.other])].flatMap((id) => known(id)?.id ?? []);
  const tellers = filled.tellers.flatMap((id) => known(id === OTHER ? filled.other : id)?.id ?? []);
  if (chosen.length === 0) return refuse("consent.no-receiver", { field: "receivers" });
  if (tellers.some((id) => !chosen.includes(id)) || (filled.tellers.includes(OTHER) && filled.other === "")) return refuse("consent.teller-not-chosen", { field: "tellers" });
  return { units: chosen, tellers, topics: filled.topics as Topic[], purpose: filled.purpose, until: filled.until };
}

const MOST_SUGGESTIONS = 8;

/** The units to choose among, the likeliest first and then those in our own town; never one of our own branch. */
export function suggestionsFrom(likely: readonly (string | undefined)[], { own, units }: Places, unitId: UnitId): Unit[] {
  const others = units.filter(({ branchId }) => branchId !== own);
  const town = units.find(({ id }) => id === unitId)?.town;
  const named = [...new Set(likely)].flatMap((id) => others.find((unit) => unit.id === id) ?? []);
  const near = others.filter((unit) => unit.town === town && !named.includes(unit));
  return [...named, ...near.slice(0, Math.max(0, MOST_SUGGESTIONS - named.length))];
}
