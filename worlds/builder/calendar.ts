import { createHash } from "node:crypto";
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
const MINUTE_MS = 60_000;
/** How much later than the first moment of the day something may begin, and how long after each other things happen, in minutes. */
const MORNING = 230;
const GAP = { least: 6, spread: 15 };

const instantAt = (day: Day, time: string): number => Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: ZONE, plainTime: time }).epochMilliseconds;

/** A number that looks like chance and is always the same for the same words: nobody's day begins at the same minute every day. */
const minutesFor = (words: string, below: number): number => createHash("sha256").update(words).digest().readUInt32BE(0) % below;

export type Scheduled<T> = { readonly act: T; readonly at: Date };

/** When everything in the story of `child` happens: in its own order, a while apart, in working hours, and never after `now`. */
export function schedule<T extends Timed>(acts: readonly T[], of: { child: string; builtOn: Day; now: Date }): Scheduled<T>[] {
  let before = Number.NEGATIVE_INFINITY;
  return acts.toSorted((a, b) => a.day - b.day).map((act, nth) => {
    const day = dayIn(of.builtOn, act.day);
    const earliest = instantAt(day, act.from ?? FIRST) + (act.from === undefined ? minutesFor(`${of.child} ${act.day}`, MORNING) : 0) * MINUTE_MS;
    before = Math.max(earliest, before + (GAP.least + minutesFor(`${of.child} ${nth}`, GAP.spread)) * MINUTE_MS);
    return { act, at: new Date(Math.min(before, of.now.getTime())) };
  });
}
