import { Temporal } from "temporal-polyfill";

/** Sweden's calendar decides ages, deadlines and end dates; the server's own zone never does. */
export const ZONE = "Europe/Stockholm";

/** Where the time comes from. Rules take the time as an argument; only the edge holds a Clock. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };

/** A calendar day as `YYYY-MM-DD`. */
export type Day = string;

/** The calendar day in Sweden at an instant. */
export const dayOf = (instant: Date): Day =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(ZONE).toPlainDate().toString();

/** The instant a day begins in Sweden. */
export const startOf = (day: Day): Date =>
  new Date(Temporal.PlainDate.from(day).toZonedDateTime(ZONE).epochMilliseconds);

/** The instant of a time of day in Sweden, `HH:MM`. A time that the clocks skip is the one an hour later. */
export const instantOf = (day: Day, time: string): Date =>
  new Date(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: ZONE, plainTime: time }).epochMilliseconds);

/** The time of day in Sweden at an instant, as `HH:MM`. */
export const timeOf = (instant: Date): string =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(ZONE).toPlainTime().toString({ smallestUnit: "minute" });

const DAY_MS = 86_400_000;

export const addDays = (day: Day, days: number): Day => new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

const [MONDAY, FRIDAY] = [1, 5];

/** The day itself, or the Monday after it when it falls in a weekend. */
export const workdayFrom = (day: Day): Day => {
  const { dayOfWeek } = Temporal.PlainDate.from(day);
  return dayOfWeek > FRIDAY ? addDays(day, MONDAY + 7 - dayOfWeek) : day;
};

export const addMonths = (day: Day, months: number): Day => Temporal.PlainDate.from(day).add({ months }).toString();

export const addYears = (day: Day, years: number): Day => Temporal.PlainDate.from(day).add({ years }).toString();

/** Whole days from one day to another; negative when `to` lies before `from`. */
export const daysBetween = (from: Day, to: Day): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;

const yearOf = (day: Day): number => Number(day.slice(0, 4));
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** The day an age is reached. Somebody born on 29 February reaches it on 1 March. @ground FB 9:1 */
export function birthdayOf(bornOn: Day, age: number): Day {
  const [year, rest] = [yearOf(bornOn) + age, bornOn.slice(4)];
  return rest === "-02-29" && !isLeap(year) ? `${year}-03-01` : `${year}${rest}`;
}

/** Completed years on a day; none before one is born. */
export function ageOn(bornOn: Day, day: Day): number {
  const years = yearOf(day) - yearOf(bornOn);
  return Math.max(0, birthdayOf(bornOn, years) <= day ? years : years - 1);
}

/** The day `workdays` Monday-to-Friday days later. Public holidays are not counted: a promise may come early, never late. */
export function addWorkdays(day: Day, workdays: number): Day {
  let date = Temporal.PlainDate.from(day);
  for (let left = workdays; left > 0; ) {
    date = date.add({ days: 1 });
    if (date.dayOfWeek <= 5) left -= 1;
  }
  return date.toString();
}

/** How far Sweden's clocks are from UTC at noon of a day: "+01:00" or "+02:00". */
export const offsetOf = (day: Day): string => Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: ZONE, plainTime: "12:00" }).offset;
