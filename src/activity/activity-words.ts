import { clock, weekdayName } from "../directory/index.ts";
import { addDays, type Day } from "../platform/clock.ts";
import type { Words } from "../platform/i18n/words.tsx";
import type { Session } from "./activity.ts";
import type { Rule } from "./recurrence.ts";

/** A span of time keeps its order within a line that runs from right to left. */
const isolated = (words: Words, text: string): string => (words.dir === "rtl" ? `\u2066${text}\u2069` : text);

const isWhole = (time: string): boolean => time.endsWith(":00");
const SHORT = new Set(["sv", "fi"]);

/** "9–12", "17.30–19.30", "17:30–19:30" */
export function timeText(words: Words, { from, to }: Pick<Rule, "from" | "to">): string {
  const short = SHORT.has(words.code) && isWhole(from) && isWhole(to);
  return isolated(words, short ? `${Number(from.slice(0, 2))}–${Number(to.slice(0, 2))}` : `${clock(words, from)}–${clock(words, to)}`);
}

/** "Varje måndag 9–12", "Första lördagen i månaden 9.00–11.30", "onsdag 2 december 2026 18–20" */
export function ruleText(words: Words, rule: Rule): string {
  const time = timeText(words, rule);
  if (rule.every === "once") return words.t("activity.rule.once", { day: words.day(rule.startsOn), time });
  const day = weekdayName(words, rule.on, "long");
  if (rule.every === "month") return words.t("activity.rule.month", { nth: String(rule.nth), day, time });
  return words.t(rule.every === "week" ? "activity.rule.week" : "activity.rule.two-weeks", { day, time });
}

/** "tisdag 1 december": the year is said by what stands around it. */
export const dayText = (words: Words, day: Day): string =>
  words.language === "x-pseudo" ? words.day(day) : new Intl.DateTimeFormat(words.locale, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" }).format(new Date(`${day}T12:00:00Z`));

/** "i dag", "i morgon", "torsdag 26 november" */
export function nearDayText(words: Words, day: Day, today: Day): string {
  if (day === today) return words.t("activity.today");
  return day === addDays(today, 1) ? words.t("activity.tomorrow") : dayText(words, day);
}

/** "i dag 9–12", "torsdag 26 november 18–20" */
export const whenText = (words: Words, session: Pick<Session, "day" | "from" | "to">, today: Day): string =>
  words.t("activity.when", { day: nearDayText(words, session.day, today), time: timeText(words, session) });
