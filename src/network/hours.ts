import { weekdays, type Hours, type Weekday } from "../directory/directory.ts";

/** When somebody answers, as one writes it for each day of the week: "8–12, 13–16.30". */
export type Week = Readonly<Record<Weekday, string>>;

type Span = Pick<Hours, "from" | "to">;

const ALWAYS = "dygnet runt";
const CLOSED = /^(stängt|-|–)?$/;
const SPAN = /^(?:kl\.? ?)?(\d{1,2})(?:[.:](\d{2}))? ?(?:–|—|-|till) ?(\d{1,2})(?:[.:](\d{2}))?$/;

function timeOf(hour: string, minute = "00"): string | undefined {
  const [h, m] = [Number(hour), Number(minute)];
  if (h > 24 || m > 59 || (h === 24 && m > 0)) return undefined;
  return `${String(h).padStart(2, "0")}:${minute}`;
}

function spanOf(written: string): Span | undefined {
  const match = SPAN.exec(written);
  const [from, to] = match ? [timeOf(match[1]!, match[2]), timeOf(match[3]!, match[4])] : [];
  return from !== undefined && to !== undefined && from < to ? { from, to } : undefined;
}

const byTime = (one: Span, other: Span): number => one.from.localeCompare(other.from) || one.to.localeCompare(other.to);

/** The times of one day; undefined when it cannot be understood. */
export function spansIn(written: string): Span[] | undefined {
  const said = written.trim().toLocaleLowerCase("sv").replaceAll(/\s+/g, " ");
  if (CLOSED.test(said)) return [];
  if (said === ALWAYS) return [{ from: "00:00", to: "24:00" }];
  const spans = said.split(/ ?(?:,|;| och ) ?/).map(spanOf);
  return spans.every((span): span is Span => span !== undefined) ? spans.sort(byTime) : undefined;
}

const short = (time: string): string => time.replace(/^0(\d)/, "$1").replace(":", ".").replace(/\.00$/, "");

/** The week of a card as one writes it. */
export function weekOf(hours: readonly Hours[]): Week {
  const written = ({ from, to }: Hours): string => (from === "00:00" && to === "24:00" ? ALWAYS : `${short(from)}–${short(to)}`);
  const ofDay = (day: Weekday) => [...new Set(hours.filter(({ days }) => days.includes(day)).sort(byTime).map(written))].join(", ");
  return Object.fromEntries(weekdays.map((day) => [day, ofDay(day)])) as Record<Weekday, string>;
}

/** The hours of a week, days with the same times together; or the first day that cannot be understood. */
export function hoursFrom(week: Week): readonly Hours[] | { readonly wrong: Weekday } {
  const days = weekdays.map((day) => ({ day, spans: spansIn(week[day]) }));
  const wrong = days.find(({ spans }) => spans === undefined);
  if (wrong) return { wrong: wrong.day };
  const all = days.flatMap(({ day, spans }) => spans!.map((span) => ({ day, key: `${span.from} ${span.to}`, ...span })));
  return [...Map.groupBy(all, ({ key }) => key).values()].map((same) => ({ days: same.map(({ day }) => day), from: same[0]!.from, to: same[0]!.to }))
    .sort((one, other) => weekdays.indexOf(one.days[0]!) - weekdays.indexOf(other.days[0]!) || byTime(one, other));
}
