import { hasIdentityNumber } from "../platform/identity-numbers.ts";
import { refuse, type Refusal } from "../platform/result.ts";
import { languages } from "../platform/i18n/words.tsx";

/** More than this for one kind in one language is a dictionary, and longer than this is no way to ask. */
export const MOST_WORDS = 120;
const LONGEST = 80;

/** The languages that words and answers are in. */
export const guideLanguages = Object.keys(languages);
export const languageAsked = (query: URLSearchParams): string => guideLanguages.find((one) => one === query.get("in")) ?? "sv";

/** One way to say it on each line: without doubles, in small letters as the search reads them anyway. */
export function readWords(written: string): readonly string[] | Refusal {
  const words = [...new Set(written.split("\n").map((line) => line.replaceAll(/\s+/g, " ").trim().toLocaleLowerCase("sv")).filter(Boolean))];
  const long = words.find((word) => word.length > LONGEST);
  if (long !== undefined) return refuse("words.long", { field: "words", word: `${long.slice(0, 30)}…`, most: LONGEST });
  if (words.length > MOST_WORDS) return refuse("words.many", { field: "words", count: words.length, most: MOST_WORDS });
  return words.some(hasIdentityNumber) ? refuse("words.identity", { field: "words" }) : words;
}

/** A number that changes when the words do: who saves what was drawn before somebody else's change is told. */
export const versionOf = (words: readonly string[]): number => [...words.join("\n")].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)!) % 2_147_483_647, words.length + 1);
