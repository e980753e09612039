import { AGE_LIMITS, agesIn } from "../directory/directory.ts";
import { addDays, type Day } from "../platform/clock.ts";
import { audiences, byTime, comingOf, suits, suitsSession, timesOfDay, type Activity, type Session, type Wish } from "./activity.ts";

/** How many days one sees at a time. */
export const WINDOW_DAYS = 14;
const FARTHEST_DAYS = 366;

export type Coming = {
  readonly from: Day;
  readonly days: ReadonlyArray<{ readonly day: Day; readonly sessions: readonly Session[] }>;
  /** What has its first time after these days: groups and single evenings to plan for. */
  readonly later: readonly Session[];
  /** When these days have nothing: the next that would suit. */
  readonly next: Session | undefined;
  readonly hasMore: boolean;
};

/** What is coming that suits a wish, day by day from a day on. */
export function comingFor(activities: readonly Activity[], wish: Wish, { at, today, from }: { at: Date; today: Day; from: Day }): Coming {
  const suiting = activities.filter((activity) => suits(activity, wish));
  const all = suiting.flatMap((activity) => comingOf(activity, { at, today, days: FARTHEST_DAYS })).filter((session) => suitsSession(session, wish)).sort(byTime);
  const end = addDays(from, WINDOW_DAYS);
  const within = all.filter(({ day }) => day >= from && day < end);
  const firsts = [...new Map(all.toReversed().map((session) => [session.activity.id, session])).values()];
  return {
    from, days: [...Map.groupBy(within, ({ day }) => day)].map(([day, sessions]) => ({ day, sessions })), later: firsts.filter(({ day }) => day >= end).sort(byTime),
    next: within.length === 0 ? all.find(({ day, calledOff }) => day >= end && !calledOff) : undefined, hasMore: all.some(({ day }) => day >= end),
  };
}

const oneOf = <T extends string>(values: readonly T[], said: string | null): T | undefined => values.find((value) => value === said);

/** The wish in an address. What is no wish is none. */
export function wishIn(query: URLSearchParams): Wish {
  const age = agesIn(AGE_LIMITS).find((one) => String(one) === query.get("age"));
  const language = /^[a-z]{2,3}$/.exec(query.get("spoken") ?? "")?.[0];
  return {
    ...(age === undefined ? {} : { age }), time: oneOf(timesOfDay, query.get("time")), forWhom: oneOf(audiences, query.get("for")), language,
    ...(query.get("meet") === "1" ? { meet: true } : {}),
  };
}

/** A wish as an address has it. */
export function queryOf({ age, time, forWhom, language, meet }: Wish): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of [["age", age], ["time", time], ["for", forWhom], ["spoken", language], ["meet", meet ? 1 : undefined]] as const) if (value !== undefined) query.set(name, String(value));
  return query;
}

/** The day to begin from: today, or a day after it within a year. */
export function fromIn(query: URLSearchParams, today: Day): Day {
  const asked = query.get("from") ?? "";
  return isDay(asked) && asked > today && asked < addDays(today, FARTHEST_DAYS) ? asked : today;
}

/** Whether a text is a day of the calendar. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T12:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
