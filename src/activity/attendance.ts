import { addDays, type Day } from "../platform/clock.ts";
import { refuse, type Refusal } from "../platform/result.ts";
import { sessionsOf, type Activity, type Session } from "./activity.ts";

/** How many came, in numbers only: nobody is named and nobody is asked who they are. @model degerforsmodellen 2.3 */
export type Count = {
  readonly adults: number; readonly firstTime: number; readonly children: number;
  readonly fathers: number | undefined; readonly mothers: number | undefined; readonly others: number | undefined;
};

/** How long a count is asked for after the day. What nobody has counted by then, nobody remembers. */
export const ASKED_DAYS = 14;

/** What has been held lately and not been counted, the latest first. */
export function uncounted(activity: Activity, counted: ReadonlySet<Day>, { at, today }: { at: Date; today: Day }): Session[] {
  return sessionsOf(activity, addDays(today, -ASKED_DAYS), today).filter(({ day, endsAt, calledOff }) => !calledOff && endsAt <= at && !counted.has(day)).toReversed();
}

/** Whether the numbers can all be true. */
export function checkCount({ adults, firstTime, fathers = 0, mothers = 0, others = 0 }: Count): Count | Refusal {
  if (firstTime > adults) return refuse("attendance.first", { field: "firstTime" });
  if (fathers + mothers + others > adults) return refuse("attendance.parents", { field: "fathers" });
  return { adults, firstTime, fathers, mothers, others } as Count;
}
