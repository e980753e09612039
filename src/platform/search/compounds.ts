import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const SHORTEST = 3;
const ENDINGS = ["", "s", "n", "en", "et", "t", "ar", "er", "or", "na", "arna", "erna", "orna", "ens", "ets", "are", "a", "e"];
const JOINTS = ["", "s", "o", "u", "e", "a"];

let dictionary: ReadonlySet<string> | undefined;

/** The words of the Swedish spelling dictionary that begin with a small letter: names and abbreviations are left out. */
function swedishWords(): ReadonlySet<string> {
  if (dictionary) return dictionary;
  const file = join(dirname(createRequire(import.meta.url).resolve("dictionary-sv")), "index.dic");
  const words = new Set<string>();
  for (const line of readFileSync(file, "utf8").split("\n")) {
    const word = line.split("/", 1)[0]!;
    if (word.length >= SHORTEST && /^[a-zåäöé]+$/.test(word)) words.add(word);
  }
  return (dictionary = words);
}

const isLast = (part: string): boolean => ENDINGS.some((ending) => part.endsWith(ending) && swedishWords().has(part.slice(0, part.length - ending.length || undefined)));

/** A part before the last: a word of its own, with an s between ("skydds"), or with its own ending taken away ("skol" for "skola"). */
const isJoined = (part: string): boolean =>
  swedishWords().has(part) || (part.endsWith("s") && swedishWords().has(part.slice(0, -1)))
  || JOINTS.some((ending) => ending !== "" && (swedishWords().has(`${part}${ending}`) || (part.endsWith(ending) && swedishWords().has(`${part.slice(0, -1)}a`))));

/** Whether the dictionary knows a Swedish word, in its own form or with a usual ending: then it is nobody's name. */
export const isSwedishWord = (word: string): boolean => isLast(word);

/**
 * The parts of a Swedish compound, the fewest there can be, the last as long as possible: "skolsköterska" gives "skol" and
 * "sköterska". Nothing for a word that is no compound.
 */
export function compoundParts(word: string): string[] {
  if (word.length < 2 * SHORTEST) return [];
  for (let at = SHORTEST; at <= word.length - SHORTEST; at++) {
    const [first, rest] = [word.slice(0, at), word.slice(at)];
    if (isJoined(first) && isLast(rest)) return [first, rest];
  }
  for (let at = SHORTEST; at <= word.length - 2 * SHORTEST; at++) {
    const rest = isJoined(word.slice(0, at)) ? compoundParts(word.slice(at)) : [];
    if (rest.length > 0) return [word.slice(0, at), ...rest];
  }
  return [];
}
