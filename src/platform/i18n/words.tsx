import { IntlMessageFormat } from "intl-messageformat";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { ZONE, type Day } from "../clock.ts";
import { catalogues, type MessageKey } from "./catalogues.ts";

/**
 * The languages there are: how each is named by itself, what a browser is told, and how it writes dates. Digits and the calendar stay those
 * of Swedish letters and time-tables. `easy` is Swedish in easy words. `read`: somebody who speaks it has read our texts; where nobody has,
 * every page says so.
 */
export const languages = {
  sv: { name: "Svenska", code: "sv", locale: "sv-SE", dir: "ltr", read: true },
  easy: { name: "Lätt svenska", code: "sv", locale: "sv-SE", dir: "ltr", read: false },
  en: { name: "English", code: "en", locale: "en-GB", dir: "ltr", read: true },
  fi: { name: "Suomi", code: "fi", locale: "fi-FI", dir: "ltr", read: false },
  ar: { name: "العربية", code: "ar", locale: "ar-u-ca-gregory-nu-latn", dir: "rtl", read: false },
  so: { name: "Soomaali", code: "so", locale: "so", dir: "ltr", read: false },
  fa: { name: "فارسی / دری", code: "fa", locale: "fa-u-ca-gregory-nu-latn", dir: "rtl", read: false },
  ti: { name: "ትግርኛ", code: "ti", locale: "ti-u-nu-latn", dir: "ltr", read: false },
  uk: { name: "Українська", code: "uk", locale: "uk-UA", dir: "ltr", read: false },
} as const;

export type Spoken = keyof typeof languages;
/** `x-pseudo`: Swedish made strange, so that a test sees text that is in no catalogue. */
export type Language = Spoken | "x-pseudo";
export const isLanguage = (code: string): code is Language => Object.hasOwn(languages, code) || code === "x-pseudo";
export type Values = Record<string, string | number>;
type Texts = Readonly<Record<string, string>>;
/** What the practice model gives in a language: terms that texts take in (`{lead}`), and texts of its own by key. */
export type Given = { readonly terms: Texts; readonly texts: Texts };
export type Giving = (language: Spoken) => Given;

/** Everything a page needs to speak: text by key, dates, the language's code and direction. */
export type Words = {
  readonly language: Language;
  /** What the browser is told: `lang`. */
  readonly code: string;
  /** How numbers, days and lists are written. */
  readonly locale: string;
  readonly dir: "ltr" | "rtl";
  /** Whether somebody who speaks the language has read its texts. */
  readonly read: boolean;
  /** An address of ours with what this visitor has chosen in the address and not by signing in: language, guide. */
  to(path: string): string;
  /** The same choices, for a form that asks with GET. */
  readonly chosen: ReadonlyArray<readonly [string, string]>;
  /** The text of `key`; ICU arguments in `values`. Falls back to Swedish, and counts it in `missing`. */
  t(key: MessageKey, values?: Values): string;
  /** As `t`, for a key put together at run time; a key that does not exist is a Fault. */
  say(key: string, values?: Values): string;
  has(key: string): boolean;
  /** The same in another language. */
  in(language: Language): Words;
  /** "tisdag 24 november 2026" */
  day(day: Day): string;
  /** "24 nov. 2026" */
  shortDay(day: Day): string;
  /** "24 november 2026 kl. 14.32" */
  time(instant: Date): string;
  /** Keys that had no text in this language and were shown in Swedish. */
  readonly missing: ReadonlySet<string>;
};

const WAYS = {
  day: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  shortDay: { day: "numeric", month: "short", year: "numeric" },
  time: { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const formats = new Map<string, Intl.DateTimeFormat>();
/** A way of writing dates is costly to make and the same for everybody. */
function dateFormat(locale: string, way: keyof typeof WAYS): Intl.DateTimeFormat {
  const id = `${locale} ${way}`;
  let format = formats.get(id);
  if (!format) formats.set(id, (format = new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...WAYS[way] })));
  return format;
}

/** An instant of a day that is the same day in Sweden, summer and winter. */
const noonOf = (day: Day): Date => new Date(`${day}T12:00:00Z`);

// A language may be spoken before anybody has written a word in it.
const texts: Readonly<Record<string, Readonly<Record<string, string>>>> = catalogues;
const compiled = new Map<string, IntlMessageFormat>();

const pseudo = (text: string) => `⟦${text.replace(/[aeiouyåäö]/gi, (vowel) => `${vowel}${vowel}`)}⟧`;

/** Kept by its text: Swedish and easy Swedish are written in the same locale and say different things. */
function format({ locale, text }: { locale: string; text: string }, values: Values | undefined, terms: Texts): string {
  if (!/[{']/.test(text)) return text;
  const id = `${locale} ${text}`;
  let message = compiled.get(id);
  if (!message) compiled.set(id, (message = new IntlMessageFormat(text, locale)));
  return String(message.format(values === undefined ? terms : { ...terms, ...values }));
}

const KEPT = ["lang", "guide"];
/** What a visitor has chosen in the address. */
export const chosenIn = (query: URLSearchParams): Words["chosen"] => KEPT.flatMap((name) => (query.has(name) ? [[name, query.get(name)!] as const] : []));

/** What an address keeps of the choices in another: they stay before any place on the page. */
function withChosen(path: string, chosen: Words["chosen"]): string {
  if (chosen.length === 0) return path;
  const [address = "", place] = path.split("#");
  const [pathname = "", search = ""] = address.split("?");
  const query = new URLSearchParams(search);
  for (const [name, value] of chosen) if (!query.has(name)) query.set(name, value);
  return `${pathname}?${query}${place === undefined ? "" : `#${place}`}`;
}

const capital = (word: string): string => word.charAt(0).toLocaleUpperCase("sv") + word.slice(1);
const capitals = new WeakMap<Texts, Texts>();
/** Each term also as it stands first in a sentence: `{lead}` and `{Lead}`. */
function withCapitals(terms: Texts): Texts {
  let both = capitals.get(terms);
  if (!both) capitals.set(terms, (both = Object.fromEntries(Object.entries(terms).flatMap(([name, term]) => [[name, term], [capital(name), capital(term)]]))));
  return both;
}

const plain = new Map<Spoken, Given>();
/** What the model's words are where nobody has said which model it is. */
function plainTerms(language: Spoken): Given {
  let given = plain.get(language);
  if (!given) {
    const known = Object.entries({ ...texts["sv"], ...texts[language] }).filter(([key]) => key.startsWith("term."));
    plain.set(language, (given = { terms: Object.fromEntries(known.map(([key, text]) => [key.slice("term.".length), text])), texts: {} }));
  }
  return given;
}

/** The words of one language, with what a visitor has chosen in the address. Cheap: make one for each request. */
export function wordsIn(language: Language, chosen: Words["chosen"] = [], giving: Giving = plainTerms): Words {
  const base = language === "x-pseudo" ? "sv" : language;
  const given = giving(base);
  // A text that falls back to Swedish takes in the model's words in Swedish.
  const termsIn = (spoken: Spoken) => withCapitals((spoken === base ? given : giving(spoken)).terms);
  let own: Texts | undefined;
  let swedish: Texts | undefined;
  const { locale, code, dir, read } = languages[base];
  const missing = new Set<string>();
  const say = (key: string, values?: Values): string => {
    const theirs = given.texts[key];
    if (theirs !== undefined) return language === "x-pseudo" ? pseudo(theirs) : theirs;
    const found = texts[base]?.[key];
    if (found === undefined) missing.add(key);
    const text = found ?? catalogues.sv[key];
    if (text === undefined) throw new Error(`no text for ${key}`);
    const terms = found === undefined ? (swedish ??= termsIn("sv")) : (own ??= termsIn(base));
    const spoken = format({ locale, text }, values, terms);
    return language === "x-pseudo" ? pseudo(spoken) : spoken;
  };
  const date = (instant: Date, way: keyof typeof WAYS) => {
    const spoken = dateFormat(locale, way).format(instant);
    return language === "x-pseudo" ? pseudo(spoken) : spoken;
  };
  const words: Words = {
    language,
    code,
    locale,
    dir,
    read,
    to: (path) => withChosen(path, chosen),
    chosen,
    t: say,
    say,
    has: (key) => (given.texts[key] ?? catalogues.sv[key]) !== undefined,
    in: (other) => (other === language ? words : wordsIn(other, chosen, giving)),
    day: (day) => date(noonOf(day), "day"),
    shortDay: (day) => date(noonOf(day), "shortDay"),
    time: (instant) => date(instant, "time"),
    missing,
  };
  return words;
}

const Speaking = createContext<Words | undefined>(undefined);

/** Gives every component below it the words of this request. */
export const SpokenIn = Speaking.Provider;

/** The words of this request, inside a component. */
export function useWords(): Words {
  const words = useContext(Speaking);
  if (!words) throw new Error("a component was rendered outside <SpokenIn>");
  return words;
}
