import { Temporal } from "temporal-polyfill";
import { addDays, daysBetween, ZONE, type Day } from "../platform/clock.ts";

/** A place on the earth, in degrees: north and east are positive. */
export type Place = { readonly latitude: number; readonly longitude: number };

const rad = (degrees: number) => (degrees * Math.PI) / 180;
const sin = (degrees: number) => Math.sin(rad(degrees));
const cos = (degrees: number) => Math.cos(rad(degrees));
const DAY_MS = 86_400_000;
const EPOCH_2000 = Date.UTC(2000, 0, 1, 12);

export type Sun = { readonly up: Date; readonly down: Date };

/** When the sun rises and sets, to a minute or two; undefined where it does neither that day. */
export function sunOn(day: Day, { latitude, longitude }: Place): Sun | undefined {
  const n = daysBetween("2000-01-01", day) - longitude / 360;
  const anomaly = (357.5291 + 0.98560028 * n) % 360;
  const centre = 1.9148 * sin(anomaly) + 0.02 * sin(2 * anomaly) + 0.0003 * sin(3 * anomaly);
  const ecliptic = (anomaly + centre + 282.9372) % 360;
  const noon = n + 0.0053 * sin(anomaly) - 0.0069 * sin(2 * ecliptic);
  const declination = Math.asin(sin(ecliptic) * sin(23.4397));
  const hourAngle = (sin(-0.833) - sin(latitude) * Math.sin(declination)) / (cos(latitude) * Math.cos(declination));
  if (Math.abs(hourAngle) > 1) return undefined;
  const half = Math.acos(hourAngle) / (2 * Math.PI);
  const at = (days: number) => new Date(EPOCH_2000 + days * DAY_MS);
  return { up: at(noon - half), down: at(noon + half) };
}

/** Minutes between rising and setting. */
export const daylight = ({ up, down }: Sun): number => Math.round((down.getTime() - up.getTime()) / 60_000);

export const moonPhases = ["new", "waxing-crescent", "first-quarter", "waxing-gibbous", "full", "waning-gibbous", "last-quarter", "waning-crescent"] as const;
export type MoonPhase = (typeof moonPhases)[number];

const SYNODIC_DAYS = 29.530588;
const A_NEW_MOON = Date.UTC(2000, 0, 6, 18, 14);

/** The moon's phase at noon. */
export function moonOn(day: Day): MoonPhase {
  const noon = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: ZONE, plainTime: "12:00" }).epochMilliseconds;
  const turns = (noon - A_NEW_MOON) / DAY_MS / SYNODIC_DAYS;
  return moonPhases[Math.round((turns - Math.floor(turns)) * 8) % 8]!;
}

export type Calendar = { readonly weeks: ReadonlyArray<{ readonly number: number; readonly days: readonly Day[] }> };

/** The weeks of a month, Monday first; days of the months around it fill the first and last. */
export function monthAround(day: Day): Calendar {
  const first = Temporal.PlainDate.from(day).with({ day: 1 });
  const from = first.subtract({ days: first.dayOfWeek - 1 });
  const count = Math.ceil((first.dayOfWeek - 1 + first.daysInMonth) / 7);
  const weeks = Array.from({ length: count }, (_, nth) => {
    const monday = from.add({ days: 7 * nth });
    return { number: monday.weekOfYear!, days: Array.from({ length: 7 }, (_day, weekday) => monday.add({ days: weekday }).toString()) };
  });
  return { weeks };
}

/** Easter Sunday of a year, after the Gregorian rule. */
export function easterOf(year: number): Day {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(sum / 31), day: (sum % 31) + 1 }).toString();
}

const weekdayFrom = (day: Day, weekday: number): Day => addDays(day, (weekday - Temporal.PlainDate.from(day).dayOfWeek + 7) % 7);

export const festivals = ["new-year", "epiphany", "good-friday", "easter", "walpurgis", "may-day", "ascension", "national-day", "midsummer", "all-saints", "advent", "lucia", "christmas"] as const;
export type Festival = { readonly name: (typeof festivals)[number]; readonly day: Day };

function festivalsOf(year: number): Festival[] {
  const easter = easterOf(year);
  return [
    { name: "new-year", day: `${year}-01-01` }, { name: "epiphany", day: `${year}-01-06` }, { name: "good-friday", day: addDays(easter, -2) },
    { name: "easter", day: easter }, { name: "walpurgis", day: `${year}-04-30` }, { name: "may-day", day: `${year}-05-01` },
    { name: "ascension", day: addDays(easter, 39) }, { name: "national-day", day: `${year}-06-06` }, { name: "midsummer", day: weekdayFrom(`${year}-06-19`, 5) },
    { name: "all-saints", day: weekdayFrom(`${year}-10-31`, 6) }, { name: "advent", day: weekdayFrom(`${year}-11-27`, 7) }, { name: "lucia", day: `${year}-12-13` },
    { name: "christmas", day: `${year}-12-24` },
  ];
}

/** The next few festivals from a day on, that day included. */
export function festivalsFrom(day: Day, count: number): Festival[] {
  const year = Number(day.slice(0, 4));
  return [...festivalsOf(year), ...festivalsOf(year + 1)].filter((one) => one.day >= day).toSorted((a, b) => a.day.localeCompare(b.day)).slice(0, count);
}

/** "07:58", as a clock in Sweden shows it. */
export const clockTime = (instant: Date): string =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(ZONE).toPlainTime().round("minute").toString({ smallestUnit: "minute" });

export const weekOf = (day: Day): number => Temporal.PlainDate.from(day).weekOfYear!;
export const dayOfYear = (day: Day): number => Temporal.PlainDate.from(day).dayOfYear;
