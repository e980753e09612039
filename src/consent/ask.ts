import type { Decision, WheelEntry } from "../inquiry/index.ts";
import type { Unit } from "../organisation/index.ts";
import type { Day } from "../platform/clock.ts";
import type { BranchId, UnitId } from "../platform/ids.ts";
import { refuse, type Refusal } from "../platform/result.ts";
import { topicsIn, type Practice } from "../practice/index.ts";
import type { Topic } from "./consent.ts";
import type { KnownConsent } from "./consent-view.ts";

/** From this age the pages offer to judge the child's own say; earlier it may be judged as well. @ground SoL 21:1, REQ-038 */
export const JUDGED_FROM = 12;

/** Long enough for a plan and its first follow-ups. */
export const SUGGESTED_MONTHS = 6;

/** Which way words may go: from us to them, from them to us, or between all who take part. */
export const DIRECTIONS = ["us", "them", "everyone"] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** What somebody is about to ask the family, before it has been read through and asked. */
export type AskDraft = {
  readonly units: readonly UnitId[];
  readonly direction: Direction;
  readonly topics: readonly Topic[];
  readonly purpose: string;
  readonly until: Day;
};

/** A question that was asked before, as one that is about to be asked: whom it was about and which way, and never until when. @ground REQ-044 */
export function askAgain({ consent: { disclosing, receivers, topics, purpose }, places }: Pick<KnownConsent, "consent" | "places">, own: BranchId): Omit<AskDraft, "until"> {
  const units = [disclosing, ...receivers].filter((branch) => branch !== own).flatMap((branch) => (places[branch] ?? []).map(({ id }) => id));
  const direction = disclosing === own ? "us" : receivers.every((branch) => branch === own) ? "them" : "everyone";
  return { units, direction, topics: topics.filter((topic) => topic !== "contact"), purpose };
}

type Decided = { readonly decision: Decision | undefined; readonly entries: readonly WheelEntry[]; readonly told: readonly string[]; readonly practice: Practice };

/** A meeting and a plan are what a decision to work together leads to, so their words are among what is asked for. */
const TO_WORK_TOGETHER: readonly Topic[] = ["meeting", "plan"];

/**
 * What the decision to work together says of the question: everybody for each other, the areas where the wheel shows that something is
 * hard and those the signal was about, and the reason that was written. A proposal, read through before anybody is asked. @ground U02 @model K1, K2
 */
export function proposedFrom({ decision, entries, told, practice }: Decided): Omit<AskDraft, "units" | "until"> | undefined {
  if (decision?.outcome !== "collaboration") return undefined;
  const hard = entries.filter(({ mark, needsSupport }) => needsSupport || mark === "challenging" || mark === "both").map(({ area }) => area as string);
  const topics = topicsIn(practice).filter((topic) => topic !== "contact" && [...hard, ...told, ...TO_WORK_TOGETHER].includes(topic));
  return { direction: "everyone", topics, purpose: decision.answers["several-together"]?.reason ?? "" };
}

export type Places = { readonly own: BranchId; readonly units: readonly Unit[] };

const branchesOf = (units: readonly Unit[], chosen: readonly UnitId[]): BranchId[] =>
  [...new Set(chosen.flatMap((id) => units.find((unit) => unit.id === id)?.branchId ?? []))];

/** One question for each branch that would tell, since each must have a yes of its own. @ground REQ-031 */
export function questionsIn({ units: chosen, direction }: AskDraft, { own, units }: Places): Array<{ disclosing: BranchId; receivers: BranchId[] }> {
  const others = branchesOf(units, chosen).filter((branch) => branch !== own);
  const tellers = { us: [own], them: others, everyone: [own, ...others] }[direction];
  return tellers.map((disclosing) => ({ disclosing, receivers: direction === "them" ? [own] : [own, ...others].filter((branch) => branch !== disclosing) }));
}

/** That there is contact at all is told by everything else that is told. @ground OSL 8:1, REQ-015 */
export const withContact = (practice: Practice, topics: readonly Topic[]): Topic[] =>
  topics.length === 0 ? [] : topicsIn(practice).filter((topic) => topic === "contact" || topics.includes(topic));

export type Filled = { readonly receivers: readonly string[]; readonly other: string; readonly direction: string; readonly topics: readonly string[]; readonly purpose: string; readonly until: Day };

/** Reads a filled-in question: somebody else must take part. */
export function readDraft({ receivers, other, direction, topics, purpose, until }: Filled, { own, units }: Places): AskDraft | Refusal {
  const chosen = [...new Set([...receivers, other])].flatMap((id) => units.find((unit) => unit.id === id && unit.branchId !== own)?.id ?? []);
  if (chosen.length === 0) return refuse("consent.no-receiver", { field: "receivers" });
  return { units: chosen, direction: direction as Direction, topics, purpose, until };
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
