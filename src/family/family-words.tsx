import type { ComponentChildren } from "preact";
import { addDays, dayOf, ZONE, type Day } from "../platform/clock.ts";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import { Said } from "../ui/index.ts";

/** "10.42", as people of the language write a time of day. */
export function clockOf(words: Words, at: Date): string {
  const time = new Intl.DateTimeFormat(words.locale, { timeZone: ZONE, hour: "2-digit", minute: "2-digit" }).format(at);
  return words.language === "en" ? time : time.replace(":", ".");
}

/** "i dag kl. 10.42", "i går kl. 15.10", "3 nov. 2026 kl. 9.05" */
export function whenWords(words: Words, at: Date, today: Day): string {
  const [day, time] = [dayOf(at), clockOf(words, at)];
  if (day === today) return words.t("family.when.today", { time });
  if (day === addDays(today, -1)) return words.t("family.when.yesterday", { time });
  return words.t("family.when.day", { day: words.shortDay(day), time });
}

/** "tisdag 15 december 2026 kl. 13.00" */
export const longWhen = (words: Words, at: Date): string => words.t("family.when.day", { day: words.day(dayOf(at)), time: clockOf(words, at) });

/** Things in a row as one says them: "Trollet, BVC Lessebo och du". */
export function Listed({ items }: { items: readonly ComponentChildren[] }) {
  const words = useWords();
  const parts = new Intl.ListFormat(words.locale, { type: "conjunction" }).formatToParts(items.map((_, nth) => String(nth)));
  return <>{parts.map(({ type, value }, nth) => <span key={nth}>{type === "element" ? items[Number(value)] : value}</span>)}</>;
}

/** Names of services in a row. */
export const Names = ({ names }: { names: readonly string[] }) => <Listed items={names.map((name) => <Said key={name}>{name}</Said>)} />;

const isWorthSaying = (what: string, all: readonly string[]) => what !== "contact" || all.length === 1;

/** What something is about, in plain words: "lärande och trygghet". That there is contact goes without saying when there is more. */
export function topicWords(words: Words, topics: readonly string[]): string {
  const known = topics.filter((topic) => isWorthSaying(topic, topics) && words.has(`consent.topicName.${topic}`));
  return new Intl.ListFormat(words.locale, { type: "conjunction" }).format(known.map((topic) => words.say(`consent.topicName.${topic}`)));
}

/** A text that may not exist for every value there will ever be: `key`, or what is said instead. */
export const sayOr = (words: Words, key: string, instead: string): string => words.say(words.has(key) ? key : instead);
