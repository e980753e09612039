import { Temporal } from "temporal-polyfill";
import { addDays, ZONE, type Day } from "#src/platform/clock.ts";

const SATURDAY = 6;

/**
 * The calendar day of a story's day, counted from the day the world is built. Nobody works on a Saturday: what has been moves back
 * to the Friday, what lies ahead moves on to the Monday, so that the order of a story is never changed.
 */
export function dayIn(builtOn: Day, offset: number): Day {
  const day = addDays(builtOn, offset);
  const { dayOfWeek } = Temporal.PlainDate.from(day);
  if (offset === 0 || dayOfWeek < SATURDAY) return day;
  return addDays(day, offset < 0 ? SATURDAY - 1 - dayOfWeek : SATURDAY + 2 - dayOfWeek);
}

/** Something that happens on a day of a story, not before a time of day. */
export type Timed = { readonly day: number; readonly from?: string | undefined };

const FIRST = "08:05";
const GAP_MS = 11 * 60_000;
const NEXT_CHILD_MS = 13 * 60_000;

const instantAt = (day: Day, time: string): number => Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: ZONE, plainTime: time }).epochMilliseconds;

export type Scheduled<T> = { readonly act: T; readonly at: Date };

/**
 * When everything in one story happens: in its own order, a while apart, in working hours, and never after `now`. `nth` is the
 * story's place among the others, so that no two children are spoken of at the same minute.
 */
export function schedule<T extends Timed>(acts: readonly T[], of: { builtOn: Day; now: Date; nth: number }): Scheduled<T>[] {
  let before = Number.NEGATIVE_INFINITY;
  return acts.toSorted((a, b) => a.day - b.day).map((act) => {
    const day = dayIn(of.builtOn, act.day);
    const earliest = act.from === undefined ? instantAt(day, FIRST) + of.nth * NEXT_CHILD_MS : instantAt(day, act.from);
    before = Math.max(earliest, before + GAP_MS);
    return { act, at: new Date(Math.min(before, of.now.getTime())) };
  });
}
