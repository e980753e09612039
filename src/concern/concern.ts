import { Temporal } from "temporal-polyfill";
import { ZONE, type Day } from "../platform/clock.ts";

/** The instant of a day and a time of day in Sweden. */
export const instantOf = (day: Day, time: string): Date =>
  new Date(Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: ZONE, plainTime: time }).epochMilliseconds);

/** The time of day in Sweden, as `HH:MM`. */
export const timeOf = (instant: Date): string =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(ZONE).toPlainTime().toString({ smallestUnit: "minute" });
