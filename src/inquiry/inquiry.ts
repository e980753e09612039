import { createHash } from "node:crypto";
import { ageOn, type Day } from "../platform/clock.ts";
import type { UnitId } from "../platform/ids.ts";
import { questionsFor, type AreaId, type Mark, type Perspective, type Practice, type Question, type Text } from "../practice/index.ts";

/** An area as its package tells it. */
export type Area = Practice["wheel"]["areas"][number];

/** What one perspective says about one area. Never a score: a word, and what was said. @model K12 */
export type AreaSaid = { readonly mark: Mark; readonly needsSupport: boolean; readonly works: string; readonly challenging: string };

/** An area of the wheel as it stands. `how`: how it came out and with whom. `by`: who wrote it down. */
export type WheelEntry = AreaSaid & {
  readonly id: string; readonly round: number; readonly perspective: Perspective; readonly area: AreaId;
  readonly how: string; readonly by: string; readonly at: Date; readonly version: number;
};

/** What was filled in about an area. Everything may be left out; `drawnFrom` is the fingerprint of what the writer had before them. */
export type AreaFilled = { readonly area: AreaId; readonly drawnFrom?: string | undefined } & { readonly [Part in keyof AreaSaid]?: AreaSaid[Part] | undefined };

/** As a browser sends text back, so that untouched words are equal to themselves. */
export const tidy = (text: string | undefined): string => (text ?? "").replaceAll("\r\n", "\n").trim();

/** Words without a mark speak for themselves: nobody is stopped for not having pressed a button. */
function markOf(works: string, challenging: string): Mark {
  if (works !== "") return challenging === "" ? "works" : "both";
  return challenging === "" ? "unknown" : "challenging";
}

/** What was said about an area; undefined when it was passed by, which it always may be. */
export function readArea(filled: AreaFilled): AreaSaid | undefined {
  const [works, challenging, needsSupport] = [tidy(filled.works), tidy(filled.challenging), filled.needsSupport ?? false];
  if (filled.mark === undefined && works === "" && challenging === "" && !needsSupport) return undefined;
  return { mark: filled.mark ?? markOf(works, challenging), needsSupport, works, challenging };
}

/** The word for a mark, and for needing support: a child is shown its own. */
export function markText({ wheel }: Practice, mark: Mark, perspective: Perspective): Text {
  const { word, childWord } = wheel.marks.find(({ id }) => id === mark)!;
  return perspective === "child" ? childWord : word;
}
export const supportText = ({ wheel: { needsSupport } }: Practice, perspective: Perspective): Text =>
  perspective === "child" ? needsSupport.childWord : needsSupport.word;

/** Tells whether two texts are the same without carrying either. */
const digest = (value: unknown): string => createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 22);

/** Travels with a form, and tells afterwards whether its writer, or somebody else, changed the area. Empty where nothing was said. */
export const fingerprintOf = (said: AreaSaid | undefined): string =>
  said ? digest([said.mark, said.needsSupport, said.works, said.challenging]) : "";
export const fingerprintOfText = (text: string): string => (text === "" ? "" : digest(text));

export type Merged = { readonly is: "same" } | { readonly is: "written"; readonly said: AreaSaid } | { readonly is: "conflict"; readonly said: AreaSaid };

/**
 * Two people may write the same perspective at once. What only one of them changed is kept from that one; what both changed is a
 * conflict. Silence never erases. @ground S39
 */
export function mergeArea(filled: AreaFilled, now: AreaSaid | undefined): Merged {
  const said = readArea(filled);
  const [mine, theirs, before] = [fingerprintOf(said), fingerprintOf(now), filled.drawnFrom ?? ""];
  if (!said || mine === theirs || mine === before) return { is: "same" };
  return { is: before === theirs ? "written" : "conflict", said };
}

/** The same for the one line on how it came out. Without `before` it is about what is written now, and nothing else. */
export function mergeHow(of: { readonly how: string; readonly before: string | undefined; readonly now: string }): "same" | "written" | "conflict" {
  const [mine, theirs] = [fingerprintOfText(tidy(of.how)), fingerprintOfText(of.now)];
  if (of.before === undefined || mine === theirs || mine === of.before) return "same";
  return of.before === theirs ? "written" : "conflict";
}

/** Whether an area asks the reader to stop: is the child being harmed? @ground SoL 19:1, REQ-080 */
export const raisesConcern = (practice: Practice, area: AreaId, mark: Mark | undefined): boolean =>
  (mark === "challenging" || mark === "both") && practice.wheel.areas.some(({ id, surfacesReportOfConcern }) => id === area && surfacesReportOfConcern);

/** The rounds there are, with the one being written: 1 is the inquiry, each one after it belongs to a follow-up. */
export const roundsOf = (entries: readonly WheelEntry[], current: number): readonly number[] =>
  [...new Set([...entries.map(({ round }) => round), current])].sort((a, b) => a - b);

type Aged = { readonly bornOn?: Day | undefined };

/** The questions one may choose from: the child's own by age, the adults' for everybody else and for a child too small to be asked. */
export function questionsTo(practice: Practice, area: AreaId, to: { readonly perspective: Perspective; readonly child: Aged; readonly on: Day }): readonly Question[] {
  if (to.perspective !== "child" || to.child.bornOn === undefined) return questionsFor(practice, area, "adults");
  const own = questionsFor(practice, area, ageOn(to.child.bornOn, to.on));
  return own.length > 0 ? own : questionsFor(practice, area, "adults");
}

/** What a child is called in the middle of its own wheel: the first of its names. */
export const calledBy = (name: string): string => name.trim().split(/\s+/)[0] ?? "";

export type QuestionId = Practice["way"]["questions"][number]["id"];
export type Answer = { readonly yes: boolean; readonly reason: string };
export type Answers = { readonly [Id in QuestionId]?: Answer | undefined };
export type Outcome = "own-service" | "other-service" | "collaboration";

/** The order is the rule: ours first, then another's, only then several together. The first yes decides. @model K1 */
const outcomeOfYes: ReadonlyArray<readonly [QuestionId, Outcome]> = [["own-service", "own-service"], ["another-service", "other-service"], ["several-together", "collaboration"]];

/** `missing`: the question that stands unanswered, or without its reason. `more`: three times no, so more must be known first. */
export type Concluded =
  | { readonly is: "outcome"; readonly outcome: Outcome; readonly answers: Answers }
  | { readonly is: "missing"; readonly question: QuestionId; readonly part: "answer" | "reason" }
  | { readonly is: "more" };

/** What the answers lead to. A question counts only when the one before it was answered no; what stands after a yes is not read. */
export function conclude(answers: Answers): Concluded {
  const counted: { -readonly [Id in QuestionId]?: Answer } = {};
  for (const [question, outcome] of outcomeOfYes) {
    const answer = answers[question];
    if (!answer) return { is: "missing", question, part: "answer" };
    const reason = tidy(answer.reason);
    if (reason === "") return { is: "missing", question, part: "reason" };
    counted[question] = { yes: answer.yes, reason };
    if (answer.yes) return { is: "outcome", outcome, answers: counted };
  }
  return { is: "more" };
}

/** A decision with its words opened. `who`: the units that are needed, the one it belongs to or those who must meet. */
export type Decision = { readonly id: string; readonly outcome: Outcome; readonly answers: Answers; readonly who: readonly UnitId[]; readonly by: string; readonly at: Date };

/** Why a matter without a plan of its own ends. `part-done`: the others go on, our part is finished. */
export const closingOutcomes = ["own-service", "needs-met", "no-collaboration", "part-done", "moved", "adult"] as const;
export type ClosingOutcome = (typeof closingOutcomes)[number];

/** The child's own view in its own words, or the reason there is none. @ground BK 12, REQ-056 */
export type ChildView = { readonly words: string; readonly how: string } | { readonly missing: string };

export type ClosingWords = { readonly words: string; readonly childView: ChildView; readonly turnTo: string };
export type Closing = ClosingWords & { readonly id: string; readonly outcome: ClosingOutcome; readonly by: string; readonly at: Date };
