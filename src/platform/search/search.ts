import { sql } from "kysely";
import type { OrWorkedOut, Tx } from "../db/connection.ts";
import { compoundParts } from "./compounds.ts";
import { heft, ordinaryOf, sortOf } from "./everyday.ts";
import { languagesByScript, trigramsOf, wordsOf } from "./letters.ts";

/** Something that may be asked, or is said of an item. `boost`: how much it counts, 1 for a question in somebody's own words. */
export type Phrase = { readonly item: string; readonly shelf?: string | undefined; readonly language: string; readonly text: string; readonly boost: number };

/**
 * An item and how near it is to what was asked: 1 is the very same words. `sure`: how much of that rests on whole words that are known, and not on
 * parts of compounds or on letters alike.
 */
export type Found = { readonly item: string; readonly score: number; readonly sure: number };

type Word = { readonly word: string; readonly weight: number; readonly trigrams: readonly string[] };

const AS_PART = 0.4;
const AS_SORT = 0.8;
const AT_ONCE = 2_000;
const isSwedish = (language: string) => language === "sv" || language === "easy";

const partsOf = (language: string, word: string): Word[] => (isSwedish(language) ? compoundParts(word).map((part) => ({ word: part, weight: AS_PART, trigrams: [] })) : []);

const indexed = ({ item, shelf, language, text, boost }: Phrase) =>
  ({ item, shelf, language, boost, words: wordsOf(text).map((word) => (isSwedish(language) ? ordinaryOf(word) : word)).flatMap((word) => [{ word, weight: 1, trigrams: trigramsOf(word) }, ...partsOf(language, word)]) });

/** Adds phrases to the search. `settleSearch`, or `settleItems` for a few, must follow before they are weighed rightly. */
export async function addPhrases(tx: Tx, phrases: readonly Phrase[]): Promise<void> {
  for (let at = 0; at < phrases.length; at += AT_ONCE) {
    await sql`select kring.add_phrases(${JSON.stringify(phrases.slice(at, at + AT_ONCE).map(indexed))}::jsonb)`.execute(tx);
  }
}

/** Takes away everything said of some items. */
export async function dropItems(tx: Tx, items: readonly string[]): Promise<void> {
  await tx.deleteFrom("search_phrase").where((eb) => eb("item", "=", eb.fn.any(eb.val([...items])))).execute();
}

/** Works out anew what each word tells. About a second for tens of thousands of phrases. */
export async function settleSearch(tx: Tx): Promise<void> {
  await sql`select kring.settle_search()`.execute(tx);
}

/** Weighs what was just added of some items and leaves the rest as it is: at once, where `settleSearch` takes a second. */
export async function settleItems(tx: Tx, items: readonly string[]): Promise<void> {
  await sql`select kring.settle_items(${[...items]}::text[])`.execute(tx);
}

/** Which languages to look in, and how much each is trusted: the asked one, Swedish beside it, and the one whose letters were used. */
export function tonguesFor(text: string, language: string): Array<{ language: string; trust: number }> {
  const byScript = languagesByScript(text);
  const trust = new Map<string, number>();
  if (!byScript) for (const also of ["en", "fi", "so"]) trust.set(also, 0.6);
  if (!byScript) trust.set("sv", 0.95);
  for (const written of byScript ?? []) trust.set(written, 0.95);
  if (!byScript || byScript.includes(language)) trust.set(language, 1);
  return [...trust].map(([of, much]) => ({ language: of, trust: much }));
}

/** A word as it was typed, and the Swedish ones that it may stand for: its ordinary word, what it is a sort of, its parts. */
function waysToSay(word: string) {
  const ordinary = ordinaryOf(word);
  const sort = sortOf(ordinary);
  const swedish = (said: string, weight: number, whole: boolean) => ({ word: said, weight, whole, swedish: true, trigrams: [] });
  const typed = { word, weight: heft(word), whole: true, trigrams: trigramsOf(word) };
  return [
    ...(ordinary === word ? [typed] : [{ ...typed, swedish: false }, swedish(ordinary, 1, true)]), ...(sort ? [swedish(sort, AS_SORT, true)] : []),
    ...[...new Set(compoundParts(ordinary))].filter((part) => part !== sort).map((part) => swedish(part, AS_PART, false)),
  ];
}

/**
 * The items nearest to what somebody wrote in their own words, best first: everyday words, inflections and compounds (Swedish), and what
 * is misspelt. A whole word comes before the parts of a compound, which are Swedish and looked for in Swedish. `shelf` leaves out what stands
 * on other shelves. One query.
 */
export async function findItems(tx: Tx, asked: { text: string; language: string; shelf?: OrWorkedOut<string> | undefined; most?: number }): Promise<Found[]> {
  const words = wordsOf(asked.text).flatMap((word, nth) => waysToSay(word).map((way) => ({ nth, ...way })));
  if (words.length === 0) return [];
  const tongues = JSON.stringify(tonguesFor(asked.text, asked.language));
  const { rows } = await sql<Found>`select * from kring.find_items(${JSON.stringify(words)}::jsonb, ${tongues}::jsonb, ${asked.shelf ?? null}, ${asked.most ?? 60})`.execute(tx);
  return rows;
}
