import type { Day } from "../platform/clock.ts";
import type { AreaId, Mark } from "../practice/index.ts";
import type { FollowUpForm, Outcome, Voice } from "./plan.ts";

export type MeasureOutcome = { readonly measureId: string; readonly outcome: Outcome; readonly words: string };

/** How an area is now, in words. */
export type AreaNow = { readonly area: AreaId; readonly now: Mark; readonly words: string };

/** What a follow-up says: outcome per measure, the child's experience in its own words or why there are none, the guardians' view. */
export type FollowUpWords = {
  readonly form?: FollowUpForm | undefined;
  readonly childExperience: Voice; readonly guardiansView: string; readonly outcomes: readonly MeasureOutcome[]; readonly areas: readonly AreaNow[];
  /** Why it goes on, or why it ends. */
  readonly reason: string;
};

/** The end of a plan: also whom the family turns to now. */
export type ClosingWords = FollowUpWords & { readonly turnTo: { readonly unit: string; readonly words: string } };

export type FollowUpDecision = "next-version" | "closed";
export type FollowUpDone = { readonly id: string; readonly heldOn: Day; readonly decision: FollowUpDecision; readonly words: FollowUpWords & Partial<Pick<ClosingWords, "turnTo">> };

/** The measures that are finished, and so do not go with the plan into its next version. */
export const doneMeasures = ({ outcomes }: Pick<FollowUpWords, "outcomes">): ReadonlySet<string> =>
  new Set(outcomes.filter(({ outcome }) => outcome === "done").map(({ measureId }) => measureId));

const blank = (text: string) => text.trim() === "";

/** Whether the child's experience is there, or the reason it is missing. @ground BK 12, REQ-056 */
export const hasVoice = (voice: Voice | undefined): voice is Voice =>
  voice !== undefined && ("missing" in voice ? !blank(voice.missing) : !blank(voice.words) && !blank(voice.how));
