import { IntlMessageFormat } from "intl-messageformat";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { Temporal } from "temporal-polyfill";
import { ZONE, type Day } from "../clock.ts";
import { catalogues, type MessageKey } from "./catalogues.ts";

export type Language = "sv" | "en" | "x-pseudo";
export type Values = Record<string, string | number>;

/** Everything a page needs to speak: text by key, dates, the language's code and direction. */
export type Words = {
  readonly language: Language;
  readonly dir: "ltr" | "rtl";
  /** The text of `key`; ICU arguments in `values`. Falls back to Swedish, and counts it in `missing`. */
  t(key: MessageKey, values?: Values): string;
  /** As `t`, for a key put together at run time; a key that does not exist is a Fault. */
  say(key: string, values?: Values): string;
  has(key: string): boolean;
  /** "tisdag 24 november 2026" */
  day(day: Day): string;
  /** "24 nov. 2026" */
  shortDay(day: Day): string;
  /** "24 november 2026 kl. 14.32" */
  time(instant: Date): string;
  /** Keys that had no text in this language and were shown in Swedish. */
  readonly missing: ReadonlySet<string>;
};

const formats = new Map<string, Intl.DateTimeFormat>();
/** A way of writing dates is costly to make and the same for everybody. */
function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const id = `${locale} ${Object.entries(options).join()}`;
  let format = formats.get(id);
  if (!format) formats.set(id, (format = new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...options })));
  return format;
}

const RIGHT_TO_LEFT = new Set(["ar", "fa"]);
const compiled = new Map<string, IntlMessageFormat>();

const pseudo = (text: string) => `⟦${text.replace(/[aeiouyåäö]/gi, (vowel) => `${vowel}${vowel}`)}⟧`;

function format(language: string, key: string, text: string, values: Values | undefined): string {
  if (!/[{']/.test(text)) return text;
  const id = `${language} ${key}`;
  let message = compiled.get(id);
  if (!message) compiled.set(id, (message = new IntlMessageFormat(text, language)));
  return String(message.format(values));
}

/** The words of one language. Cheap: make one for each request. */
export function wordsIn(language: Language): Words {
  const base = language === "x-pseudo" ? "sv" : language;
  const locale = base === "en" ? "en-GB" : "sv-SE";
  const missing = new Set<string>();
  const say = (key: string, values?: Values): string => {
    const own = catalogues[base][key];
    if (own === undefined) missing.add(key);
    const text = own ?? catalogues.sv[key];
    if (text === undefined) throw new Error(`no text for ${key}`);
    const spoken = format(locale, key, text, values);
    return language === "x-pseudo" ? pseudo(spoken) : spoken;
  };
  const date = (instant: Date, options: Intl.DateTimeFormatOptions) => {
    const spoken = dateFormat(locale, options).format(instant);
    return language === "x-pseudo" ? pseudo(spoken) : spoken;
  };
  const ofDay = (day: Day) => new Date(Temporal.PlainDate.from(day).toZonedDateTime(ZONE).epochMilliseconds);
  return {
    language,
    dir: RIGHT_TO_LEFT.has(base) ? "rtl" : "ltr",
    t: say,
    say,
    has: (key) => catalogues.sv[key] !== undefined,
    day: (day) => date(ofDay(day), { weekday: "long", day: "numeric", month: "long", year: "numeric" }),
    shortDay: (day) => date(ofDay(day), { day: "numeric", month: "short", year: "numeric" }),
    time: (instant) =>
      date(instant, { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" }),
    missing,
  };
}

const Spoken = createContext<Words | undefined>(undefined);

/** Gives every component below it the words of this request. */
export const SpokenIn = Spoken.Provider;

/** The words of this request, inside a component. */
export function useWords(): Words {
  const words = useContext(Spoken);
  if (!words) throw new Error("a component was rendered outside <SpokenIn>");
  return words;
}
