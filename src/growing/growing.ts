import { birthdayOf, type Day } from "../platform/clock.ts";
import { warnFrom, type Practice, type Threshold } from "../practice/index.ts";

/** What is gone through at a birthday; which of them, the practice package says. */
export type ReviewId = Threshold["reviews"][number];

/** What came of one of them. */
export const outcomes = ["kept", "changed"] as const;
export type Outcome = (typeof outcomes)[number];

/** A review that was made: by whom, when, and what was decided. */
export type AgeReview = { readonly age: number; readonly outcomes: Readonly<Partial<Record<ReviewId, Outcome>>>; readonly words: string; readonly by: string; readonly on: Day };

export type Growing = {
  readonly bornOn: Day | undefined;
  /** The matter was opened with the child as old as it then was: what lies before that day was met when it was opened. */
  readonly openedOn: Day;
  readonly reviewed: readonly number[];
  readonly practice: Practice; readonly today: Day;
};

export type DueReview = { readonly threshold: Threshold; readonly on: Day };

/**
 * The birthday that calls for a review now, or soon if the package says how long before. Worked out from the day of birth each time it is
 * asked, so that nothing has to run for it. One review covers the birthdays before it. @ground REQ-050, FB 6:2, SoL 21:1, OSL 12:3
 */
export function dueReview({ bornOn, openedOn, reviewed, practice, today }: Growing): DueReview | undefined {
  if (bornOn === undefined) return undefined;
  const passed = practice.times.ages.flatMap((threshold): DueReview[] => {
    const on = birthdayOf(bornOn, threshold.age);
    if (on <= openedOn || reviewed.some((age) => age >= threshold.age)) return [];
    return (warnFrom(practice, "birthday", on) ?? on) <= today ? [{ threshold, on }] : [];
  });
  return passed.at(-1);
}
