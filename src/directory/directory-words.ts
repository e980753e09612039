import type { Words } from "../platform/i18n/words.tsx";
import { asWritten } from "../ui/index.ts";
import { agesIn, weekdays, type Ages, type Weekday } from "./directory.ts";

/** A Monday: the names of the weekdays are those of the week after it. */
const MONDAY = Date.UTC(2024, 0, 1, 12);
const DAY_MS = 86_400_000;

export const weekdayName = (words: Words, day: Weekday, length: "short" | "long" = "short"): string =>
  new Intl.DateTimeFormat(words.locale, { weekday: length, timeZone: "UTC" }).format(MONDAY + weekdays.indexOf(day) * DAY_MS);

/** A time of day, `HH:MM`, as the language writes it. */
export const clock = (words: Words, time: string): string => (words.code === "sv" || words.code === "fi" ? time.replace(/^0/, "").replace(":", ".") : time);

/** "Väntar barn", "0–5 år", "väntar barn och 0–1 år" */
export function agesText(words: Words, { from, to }: Ages): string {
  const span = (first: number) => (first === to ? words.t("guide.ages.one", { from: first }) : words.t("guide.ages.span", { from: first, to }));
  if (from >= 0) return span(from);
  return to < 0 ? words.t("guide.ages.expecting") : `${words.t("guide.ages.expecting")}, ${span(0)}`;
}

/** Ages to choose among, each as one says it. */
export const ageOptions = (words: Words, ages: Ages): Array<{ readonly value: string; readonly label: string }> =>
  agesIn(ages).map((age) => ({ value: String(age), label: age < 0 ? words.t("guide.ages.expecting") : words.t("guide.ages.one", { from: age }) }));

/** What an element that is only in Swedish tells the browser when the page is in another language. */
export const swedish = (words: Words): Readonly<Record<string, string>> => ({ ...asWritten, ...(words.code === "sv" ? {} : { lang: "sv", dir: "ltr" }) });
