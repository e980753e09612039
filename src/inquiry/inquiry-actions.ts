import { dutyOf, type Hand } from "../house.ts";
import { moveMatter, type Matter, type Transition } from "../matter/index.ts";
import type { UnitId } from "../platform/ids.ts";
import { refuse, type Conflict, type Refusal } from "../platform/result.ts";
import { textIn, windowFor, type IntervalId, type Perspective, type Practice } from "../practice/index.ts";
import type { Language } from "../platform/i18n/words.tsx";
import { tellGuardians } from "./closing-copies.ts";
import {
  conclude, markText, mergeArea, mergeHow, supportText, tidy,
  type AreaFilled, type AreaSaid, type Answers, type ClosingOutcome, type ClosingWords, type Outcome, type WheelEntry,
} from "./inquiry.ts";
import { currentRound, holdWheel, insertClosing, insertDecisions, insertEntries, listWheel, updateEntry } from "./inquiry-store.ts";

export type SavedWheel = {
  readonly matter: Matter; readonly perspective: Perspective; readonly entries: readonly AreaFilled[];
  /** How it came out and with whom, for everything written now. */
  readonly how: string;
  /** The fingerprint of the line as its writer had it before them; then it is one line for the whole perspective. */
  readonly howBefore?: string | undefined;
};

type Spoken = { readonly practice: Practice; readonly perspective: Perspective; readonly language: Language };

/** The other writer's words, under the names of the fields they would have stood in: only the parts that differ. */
function theirsIn(area: string, { mine, theirs }: { mine: AreaSaid; theirs: AreaSaid | undefined }, { practice, perspective, language }: Spoken): Record<string, string> {
  const parts: ReadonlyArray<readonly [string, boolean, string]> = [
    ["mark", mine.mark !== theirs?.mark, theirs ? textIn(markText(practice, theirs.mark, perspective), language) : ""],
    ["works", mine.works !== (theirs?.works ?? ""), theirs?.works ?? ""],
    ["challenging", mine.challenging !== (theirs?.challenging ?? ""), theirs?.challenging ?? ""],
    ["support", mine.needsSupport !== (theirs?.needsSupport ?? false), theirs?.needsSupport ? textIn(supportText(practice, perspective), language) : ""],
  ];
  return Object.fromEntries(parts.filter(([, differs]) => differs).map(([part, , said]) => [`${area}_${part}`, said]));
}

type Merging = { readonly area: string; readonly entry: WheelEntry | undefined; readonly merged: ReturnType<typeof mergeArea> };

/** What stands in the perspective now, area by area, and its line on how it came out. */
async function standing({ tx }: Hand, { matter, perspective }: SavedWheel) {
  await holdWheel(tx, matter.id);
  const [all, round] = await Promise.all([listWheel(tx, matter), currentRound(tx, matter.id)]);
  const entries = all.filter((entry) => entry.round === round && entry.perspective === perspective);
  return { round, entries, how: entries.at(-1)?.how ?? "" };
}

/** Writes what changed: rows that were merged, and with a new line on how it came out the rest of the perspective too. */
async function write(hand: Hand, of: { saving: SavedWheel; round: number; merging: readonly Merging[]; how: string; rest: readonly WheelEntry[] }): Promise<void> {
  const { matter, perspective } = of.saving;
  const common = { matter, words: { how: of.how, by: hand.actor.name }, dutyId: dutyOf(hand).id, at: hand.at };
  const written = of.merging.flatMap(({ area, entry, merged }) => (merged.is === "written" ? [{ area, entry, said: merged.said }] : []));
  const changed = [...written.flatMap(({ entry, said }) => (entry ? [{ entry, said }] : [])), ...of.rest.map((entry) => ({ entry, said: entry }))];
  await Promise.all([
    ...changed.map((change) => updateEntry(hand.tx, { ...common, ...change })),
    insertEntries(hand.tx, written.flatMap(({ area, entry, said }) => (entry ? [] : [{ ...common, round: of.round, perspective, area, said }]))),
  ]);
}

/**
 * Keeps what was said in one perspective. Any area may be left out. Two writers never overwrite each other: areas that only one of
 * them changed are merged, and where both did, nothing is written and both texts come back. @ground S39, U24
 */
export async function saveWheel(hand: Hand, saving: SavedWheel): Promise<undefined | Refusal | Conflict> {
  const now = await standing(hand, saving);
  const spoken: Spoken = { practice: hand.house.practice, perspective: saving.perspective, language: hand.actor.language as Language };
  const merging = saving.entries.map((filled): Merging => {
    const entry = now.entries.find(({ area }) => area === filled.area);
    return { area: filled.area, entry, merged: mergeArea(filled, entry) };
  });
  const how = mergeHow({ how: saving.how, before: saving.howBefore, now: now.how });
  const conflicts: Record<string, string>[] = merging.flatMap(({ area, entry, merged }) => (merged.is === "conflict" ? [theirsIn(area, { mine: merged.said, theirs: entry }, spoken)] : []));
  if (how === "conflict") conflicts.push({ how: now.how });
  if (conflicts.length > 0) return { conflict: Object.fromEntries(conflicts.flatMap((theirs) => Object.entries(theirs))) };
  const written = new Set(merging.filter(({ merged }) => merged.is === "written").map(({ area }) => area));
  if (how === "written" && written.size + now.entries.length === 0) return refuse("inquiry.only-how", { field: "how" });
  const line = how === "written" || saving.howBefore === undefined ? tidy(saving.how) : now.how;
  const rest = how === "written" ? now.entries.filter(({ area }) => !written.has(area)) : [];
  await write(hand, { saving, round: now.round, merging, how: line, rest });
  return undefined;
}

/** No source gives a time for the inquiry; it and the decision must find room before a meeting would be due. @model K1 */
const inquiryDue = ({ house, today }: Hand) => windowFor(house.practice, "meeting", today).latest;

/** This branch takes up the matter as the child lead and begins to gather. @model K2 */
export const beginInquiry = (hand: Hand, matter: Matter): Promise<Refusal | undefined> =>
  moveMatter(hand.tx, { matter, by: "begin-inquiry", role: "child-lead", dueOn: inquiryDue(hand), at: hand.at });

const after: Record<Outcome, { readonly by: Transition; readonly within: IntervalId }> = {
  "own-service": { by: "solve-in-own-service", within: "first-follow-up" },
  "other-service": { by: "belongs-to-other", within: "acknowledge-signal" },
  collaboration: { by: "needs-collaboration", within: "consent-answer" },
};

export type Decided = {
  readonly matter: Matter; readonly answers: Answers;
  /** The units that are needed: the one it belongs to, or those who must meet. */
  readonly who: readonly UnitId[];
};

/** Answers the three questions: the first yes says where the matter goes, and only the answers up to it are kept. @model K1 */
export async function decide(hand: Hand, { matter, answers, who }: Decided): Promise<Refusal | undefined> {
  const concluded = conclude(answers);
  if (concluded.is === "missing") return refuse(`inquiry.no-${concluded.part}`, { field: `${concluded.question}_${concluded.part}` });
  if (concluded.is === "more") return refuse("inquiry.more", { field: "several-together_answer" });
  const { outcome } = concluded;
  if (outcome === "collaboration" && who.length === 0) return refuse("inquiry.nobody", { field: "who" });
  const { by, within } = after[outcome];
  const refused = await moveMatter(hand.tx, { matter, by, dueOn: windowFor(hand.house.practice, within, hand.today).latest, at: hand.at });
  if (refused) return refused;
  const words = { answers: concluded.answers, who: outcome === "own-service" ? [] : [...new Set(who)], by: hand.actor.name };
  await insertDecisions(hand.tx, [{ matter, outcome, words, dutyId: dutyOf(hand).id, at: hand.at }]);
  return undefined;
}

/** Back to gathering, with every earlier decision kept: consent was refused, or it turned out otherwise. @model 2.6 */
export const thinkAgain = (hand: Hand, matter: Matter): Promise<Refusal | undefined> =>
  moveMatter(hand.tx, { matter, by: "think-again", dueOn: inquiryDue(hand), at: hand.at });

export type Closed = ClosingWords & { readonly matter: Matter; readonly outcome: ClosingOutcome };

/** Closes a matter that needed no plan of its own, which is a good end, and tells the family how it ended. @model K1, K9 */
export async function closeMatter(hand: Hand, { matter, outcome, words, childView, turnTo }: Closed): Promise<Refusal | undefined> {
  const refused = await moveMatter(hand.tx, { matter, by: "close", at: hand.at });
  if (refused) return refused;
  await insertClosing(hand.tx, { matter, outcome, words: { words, childView, turnTo, by: hand.actor.name }, dutyId: dutyOf(hand).id, at: hand.at });
  await tellGuardians(hand, { matter, outcome, closing: { words, childView, turnTo } });
  return undefined;
}
