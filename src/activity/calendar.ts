import { addDays, instantOf, ZONE, type Day } from "../platform/clock.ts";
import { sessionsOf, type Activity, type Session } from "./activity.ts";
import { daysOf, firstDayOf, pauseOn, type Rule } from "./recurrence.ts";

/** What a calendar says of an activity, in the reader's language. */
export type Described = { readonly summary: string; readonly description: string; readonly calledOff: string; readonly url: string };

export type Calendar = { readonly name: string; readonly activities: readonly Activity[]; describe(activity: Activity): Described };

/** How far ahead days without the activity are listed one by one. Calendars ask again long before that. */
const AHEAD_DAYS = 730;
const MOST_OCTETS = 75;

const PROPERTY_TEXT: Readonly<Record<string, string>> = { "\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n" };

/** A text as the value of a property. What no text may hold is taken away. @ground RFC 5545 3.3.11 */
export const escapeText = (text: string): string =>
  text.replaceAll("\r\n", "\n").replaceAll(/(?!\n)\p{Cc}/gu, " ").replaceAll(/[\\;,\n]/g, (one) => PROPERTY_TEXT[one]!);

/** A line in pieces of at most 75 octets, never within a character. @ground RFC 5545 3.1 */
export function foldLine(line: string): string {
  const pieces: string[] = [];
  let [piece, octets] = ["", 0];
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > MOST_OCTETS) {
      pieces.push(piece);
      // The space that begins a continued line counts.
      [piece, octets] = ["", 1];
    }
    piece += character;
    octets += size;
  }
  return [...pieces, piece].join("\r\n ");
}

const utc = (instant: Date): string => instant.toISOString().replaceAll(/[-:]|\.\d+/g, "");
const local = (day: Day, time: string): string => `${day.replaceAll("-", "")}T${time.replace(":", "")}00`;

/** Sweden's clocks since 1996, which is as far back as anything here goes. @ground RFC 5545 3.6.5, directive 2000/84/EC */
const ZONE_LINES = [
  "BEGIN:VTIMEZONE", `TZID:${ZONE}`,
  "BEGIN:DAYLIGHT", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST", "DTSTART:19960331T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", "END:DAYLIGHT",
  "BEGIN:STANDARD", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET", "DTSTART:19961027T030000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "END:STANDARD",
  "END:VTIMEZONE",
];

/** The last moment of a rule, in universal time, as a start in a zone of its own demands. @ground RFC 5545 3.3.10 */
const until = (endsOn: Day | undefined): string => (endsOn === undefined ? "" : `;UNTIL=${utc(new Date(instantOf(addDays(endsOn, 1), "00:00").getTime() - 1_000))}`);

function repeats(rule: Rule): string[] {
  if (rule.every === "once") return [];
  const on = rule.on.toUpperCase();
  if (rule.every === "month") return [`RRULE:FREQ=MONTHLY;BYDAY=${rule.nth}${on}${until(rule.endsOn)}`];
  return [`RRULE:FREQ=WEEKLY${rule.every === "2-weeks" ? ";INTERVAL=2" : ""};BYDAY=${on};WKST=MO${until(rule.endsOn)}`];
}

const timed = (name: string, day: Day, time: string): string => `${name};TZID=${ZONE}:${local(day, time)}`;

/** What the event itself and each date that was called off have in common. */
const commonLines = ({ id, changedAt, sequence }: Activity): string[] => [`UID:${id}@kring`, `DTSTAMP:${utc(changedAt)}`, `LAST-MODIFIED:${utc(changedAt)}`, `SEQUENCE:${sequence}`];

const placeLines = ({ location, placeNote }: Activity): string[] => {
  const told = [...(location ? [`${location.name}, ${location.street}, ${location.postalCode} ${location.town}`] : []), ...(placeNote ? [placeNote] : [])];
  return [...(told.length > 0 ? [`LOCATION:${escapeText(told.join(". "))}`] : []), ...(location ? [`GEO:${location.latitude};${location.longitude}`] : [])];
};

/** A date that was called off stays in the calendar and says so: who meant to come must see it. @ground RFC 5545 3.8.4.4, 3.8.1.11 */
const calledOffLines = ({ activity, day, from, to, moved }: Session, described: Described): string[] => [
  "BEGIN:VEVENT", ...commonLines(activity), timed("RECURRENCE-ID", moved?.from ?? day, activity.rule.from), timed("DTSTART", day, from), timed("DTEND", day, to),
  `SUMMARY:${escapeText(described.calledOff)}`, ...placeLines(activity), "STATUS:CANCELLED", "END:VEVENT",
];

/** What an event tells of itself, held once or again and again. */
const toldLines = (activity: Activity, described: Described): string[] => [
  `DESCRIPTION:${escapeText(described.description)}`, ...placeLines(activity), `CONTACT:${escapeText(activity.phone)}`, `URL:${described.url}`,
];

/** A date that was moved takes the place of the one that the rule has. @ground RFC 5545 3.8.4.4 */
const movedLines = ({ activity, day, from, to, moved }: Session, described: Described): string[] => [
  "BEGIN:VEVENT", ...commonLines(activity), timed("RECURRENCE-ID", moved!.from, activity.rule.from), timed("DTSTART", day, from), timed("DTEND", day, to),
  `SUMMARY:${escapeText(described.summary)}`, ...toldLines(activity, described), "STATUS:CONFIRMED", "TRANSP:TRANSPARENT", "END:VEVENT",
];

function eventLines(activity: Activity, described: Described, today: Day): string[] {
  const { rule, pauses, moves } = activity;
  const first = firstDayOf(rule);
  if (first === undefined) return [];
  const days = daysOf(rule, first, addDays(today, AHEAD_DAYS));
  const rests = days.filter((day) => pauseOn(pauses, day)?.calledOff === false && !moves.some(({ from }) => from === day));
  const sessions = sessionsOf(activity, moves.reduce((earliest, { to }) => (to < earliest ? to : earliest), first), addDays(today, AHEAD_DAYS));
  const [off, moved] = [sessions.filter(({ calledOff }) => calledOff), sessions.filter((session) => session.moved && !session.calledOff)];
  const isOnce = rule.every === "once";
  // A single event within a break is never held, and one that may not be left out of itself.
  if (isOnce && rests.length > 0) return [];
  const start = (isOnce ? sessions[0] : undefined) ?? { day: first, from: rule.from, to: rule.to };
  return [
    "BEGIN:VEVENT", ...commonLines(activity), timed("DTSTART", start.day, start.from), timed("DTEND", start.day, start.to), ...repeats(rule),
    ...(rests.length > 0 ? [`EXDATE;TZID=${ZONE}:${rests.map((day) => local(day, rule.from)).join(",")}`] : []),
    `SUMMARY:${escapeText(isOnce && off.length > 0 ? described.calledOff : described.summary)}`, ...toldLines(activity, described),
    `STATUS:${isOnce && off.length > 0 ? "CANCELLED" : "CONFIRMED"}`, "TRANSP:TRANSPARENT", "END:VEVENT",
    ...(isOnce ? [] : [...off.flatMap((session) => calledOffLines(session, described)), ...moved.flatMap((session) => movedLines(session, described))]),
  ];
}

/** A calendar to subscribe to. @ground RFC 5545, RFC 7986 */
export function calendarText({ name, activities, describe }: Calendar, today: Day): string {
  const lines = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Kring//Familjeguiden//SV", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", `NAME:${escapeText(name)}`, `X-WR-CALNAME:${escapeText(name)}`,
    `X-WR-TIMEZONE:${ZONE}`, "REFRESH-INTERVAL;VALUE=DURATION:PT6H", "X-PUBLISHED-TTL:PT6H", ...ZONE_LINES, ...activities.flatMap((activity) => eventLines(activity, describe(activity), today)),
    "END:VCALENDAR",
  ];
  return `${lines.map(foldLine).join("\r\n")}\r\n`;
}
