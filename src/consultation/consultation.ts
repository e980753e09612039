import { hasIdentityNumber } from "../platform/identity-numbers.ts";
import { refuse, type Refusal } from "../platform/result.ts";

/** How old: never a day, and never one single age. @ground REQ-019 */
export const ageBands = ["unborn", "0-2", "3-5", "6-9", "10-12", "13-15", "16-20"] as const;
export type AgeBand = (typeof ageBands)[number];

/** What somebody asks, without saying whom it is about. */
export type Question = { readonly age: AgeBand; readonly asked: string; readonly tried: string };

/** What whoever asks goes through before it is sent. All of them. @model degerforsmodellen 3.2 T1 */
export const checks = ["names", "places", "colleague"] as const;

export type ConsultationState = "waiting" | "answered" | "declined";

const ADDRESS = /\p{Lu}\p{L}*(?:gatan|vägen|gränd|stigen|torget|allén|plan|backen)(?:\s+\d+\s?\p{L}?)?(?!\p{L})/gu;
const REACH = /[^\s@]+@[^\s@]+\.[^\s@]+|(?<!\d)0\d{1,3}[\s-]?\d{2,3}(?:[\s-]?\d{2}){1,3}(?!\d)/gu;
/** A word with a capital that does not begin a sentence or a line. */
const NAME = /(?<![.!?:…\n]\s*)(?<=\p{L}[,;)"”]*[ \t])\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?/gu;
/** Written with a capital and nobody's name. */
const NO_NAMES = new Set(["Sverige", "Svenska", "Jag", "Vi", "Barnet", "Bup", "Bvc", "Sip", "Adhd", "Jul", "Gud"]);

const literally = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/-]/g, (sign) => (sign === "-" ? sign : `\\${sign}`));

/**
 * Words that may tell whom it is about: addresses, ways to reach somebody, what looks like a name, and the places that are known here. A hint to
 * whoever writes and never a promise: only a person knows who would recognise whom.
 */
export function tellingWords(text: string, places: readonly string[]): string[] {
  const found = [ADDRESS, REACH, NAME].flatMap((pattern) => [...text.matchAll(pattern)].map(([word]) => word.trim()));
  const lower = text.toLocaleLowerCase("sv");
  const known = places.filter((place) => place.length > 3 && new RegExp(`(?<!\\p{L})${literally(place.toLocaleLowerCase("sv"))}s?(?!\\p{L})`, "u").test(lower));
  const all = [...new Set([...found, ...known])].filter((word) => !NO_NAMES.has(word));
  return all.filter((word) => !all.some((other) => other !== word && other.includes(word)));
}

type Written = { readonly age: string; readonly asked: string; readonly tried: string; readonly checks: readonly string[]; readonly anyway: readonly string[] };

/** A question as it may be sent: no number of anybody's, the list gone through, and what may tell whom it is about looked at once more. @ground REQ-019, GDPR 5.1 c */
export function readQuestion(written: Written, places: readonly string[]): Question | Refusal {
  for (const field of ["asked", "tried"] as const) if (hasIdentityNumber(written[field])) return refuse("consultation.identity", { field });
  const telling = tellingWords(`${written.asked}\n${written.tried}`, places);
  if (telling.length > 0 && written.anyway.length === 0) return refuse("consultation.telling", { field: "anyway", words: telling.slice(0, 8).join(", ") });
  if (checks.some((one) => !written.checks.includes(one))) return refuse("consultation.checks", { field: "checks" });
  return { age: ageBands.find((band) => band === written.age) ?? "6-9", asked: written.asked, tried: written.tried };
}

/** How long answers take: the middle one of all, in whole days; undefined where none has been given. */
export function medianOf(days: readonly number[]): number | undefined {
  const sorted = [...days].sort((one, other) => one - other);
  const half = sorted.length >> 1;
  if (sorted.length === 0) return undefined;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1]! + sorted[half]!) / 2;
}
