import { Temporal } from "temporal-polyfill";
import { weekdays, type Weekday } from "../directory/directory.ts";
import type { Day } from "../platform/clock.ts";

/** The first … fourth such weekday of a month, or the last. */
export const nths = [1, 2, 3, 4, -1] as const;
export type Nth = (typeof nths)[number];

/** On which days something is: once, or again and again from a day on, until a day or for ever. The times are Sweden's, whatever the clocks do. */
export type Rule = { readonly startsOn: Day; readonly endsOn: Day | undefined; readonly from: string; readonly to: string } & (
  | { readonly every: "once" }
  | { readonly every: "week" | "2-weeks"; readonly on: Weekday }
  | { readonly every: "month"; readonly on: Weekday; readonly nth: Nth }
);

/** Days when it is not held although the rule has them: a break that is known beforehand, or a date that was called off. */
export type Pause = { readonly from: Day; readonly to: Day; readonly calledOff: boolean; readonly reason: string };

const date = (day: Day): Temporal.PlainDate => Temporal.PlainDate.from(day);
const weekdayOf = (on: Weekday): number => weekdays.indexOf(on) + 1;

/** The first such weekday on or after a day. */
const firstOn = (day: Temporal.PlainDate, on: Weekday): Temporal.PlainDate => day.add({ days: (weekdayOf(on) - day.dayOfWeek + 7) % 7 });

function nthOf(month: Temporal.PlainYearMonth, on: Weekday, nth: Nth): Temporal.PlainDate {
  if (nth > 0) return firstOn(month.toPlainDate({ day: 1 }), on).add({ weeks: nth - 1 });
  const last = month.toPlainDate({ day: month.daysInMonth });
  return last.subtract({ days: (last.dayOfWeek - weekdayOf(on) + 7) % 7 });
}

const isBefore = (one: Temporal.PlainDate, other: Temporal.PlainDate): boolean => Temporal.PlainDate.compare(one, other) < 0;

/** Every so many weeks, counted from the first time: two-weekly things do not care how many weeks a year has. */
function* weekly(rule: Extract<Rule, { on: Weekday }>, weeks: number, from: Temporal.PlainDate): Generator<Temporal.PlainDate> {
  const first = firstOn(date(rule.startsOn), rule.on);
  const gone = isBefore(first, from) ? Math.ceil(first.until(from).days / (7 * weeks)) : 0;
  for (let next = first.add({ weeks: gone * weeks }); ; next = next.add({ weeks })) yield next;
}

function* monthly(rule: Extract<Rule, { every: "month" }>, from: Temporal.PlainDate): Generator<Temporal.PlainDate> {
  const begins = date(rule.startsOn);
  for (let month = (isBefore(begins, from) ? from : begins).toPlainYearMonth(); ; month = month.add({ months: 1 })) {
    const next = nthOf(month, rule.on, rule.nth);
    if (!isBefore(next, begins)) yield next;
  }
}

function* unendingDays(rule: Rule, from: Temporal.PlainDate): Generator<Temporal.PlainDate> {
  if (rule.every === "once") yield date(rule.startsOn);
  else if (rule.every === "month") yield* monthly(rule, from);
  else yield* weekly(rule, rule.every === "week" ? 1 : 2, from);
}

/** The days of a rule between two days, both included. What is paused is among them. */
export function daysOf(rule: Rule, from: Day, to: Day): Day[] {
  const [first, last] = [date(from), date(rule.endsOn !== undefined && rule.endsOn < to ? rule.endsOn : to)];
  const days: Day[] = [];
  for (const day of unendingDays(rule, first)) {
    if (isBefore(last, day)) break;
    if (!isBefore(day, first)) days.push(day.toString());
  }
  return days;
}

/** The first day of a rule; none when it ends before. */
export function firstDayOf(rule: Rule): Day | undefined {
  const first = unendingDays(rule, date(rule.startsOn)).next().value?.toString();
  return first !== undefined && (rule.endsOn === undefined || first <= rule.endsOn) ? first : undefined;
}

export const pauseOn = (pauses: readonly Pause[], day: Day): Pause | undefined =>
  pauses.find(({ from, to, calledOff }) => calledOff && from <= day && day <= to) ?? pauses.find(({ from, to }) => from <= day && day <= to);
