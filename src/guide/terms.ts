import { isSwedishWord } from "../platform/search/compounds.ts";
import { wordsOf } from "../platform/search/letters.ts";
import { names, sometimesNames } from "./names.ts";

/** What stands where a word was left out. */
export const LEFT_OUT = "…";
const MOST_TERMS = 12;

/** A word as it was typed, and as the search knows it. */
type Piece = { readonly typed: string; readonly word: string; readonly first: boolean; readonly after: string | undefined };

/** Letters that do not show can part a name into words that are none; where they part words of Persian they stay. */
const UNSEEN = /(?<=\p{Script=Latin})\p{Cf}+|\p{Cf}+(?=\p{Script=Latin})|[^\P{Cf}\u200c]/gu;
/** An address of mail or of the web, whole: its parts may be somebody's name. */
const ADDRESS = /\S*(?:@|:\/\/|[\p{L}\d]\.[\p{L}\d]{2,})\S*/gu;
const NUMBER_WORD = /^(noll|ett|en|två|tre|tretton|fyra|fjorton|fem|sex|sju|åtta|nio|tio|elva|tolv|arton|nitton|tjugo|fyrtio|åttio|hundra|tusen|ton|zero|one|two|three|four|five|six|seven|eight|nine|ten|nolla|yksi|kaksi|kolme|neljä|viisi|kuusi|seitsemän|kahdeksan|yhdeksän)+$/u;
/** "Ekvägen", "Stora gatan": where somebody lives. */
const STREET = /(gatan|gata|vägen|gränden|gränd|stigen|torget|allén|allé|backen|plan|katu|tie|street|road)$/u;
/** Endings that Swedish family names have. */
const FAMILY_NAME = /.{2}(sson|ssons|ström|strand|berg|lund|gren|kvist|qvist|stedt|dahl|holm|elius|enius)s?$/u;
/** After these somebody is called something. */
const CALLED = new Set(["heter", "hette", "kallas", "namn", "namnet", "called", "named", "nimi", "nimeltään"]);
/** The commonest words of a title: one that begins with a capital within a question is a name, unless it is all capitals, like BVC. */
const CAPITAL = /^\p{Lu}\p{Ll}+$/u;

function piecesOf(asked: string): Piece[] {
  const plain = asked.normalize("NFKC").replaceAll(UNSEEN, "").replaceAll(ADDRESS, " @ ");
  const typed = plain.split(/[^\p{L}\p{M}\p{N}@]+/u).filter(Boolean);
  return typed.map((one, nth) => ({ typed: one, word: wordsOf(one.replaceAll(/\p{N}/gu, "")).join(""), first: nth === 0, after: typed[nth - 1]?.toLowerCase() }));
}

/** Without the accents that Swedish does not have: María is Maria, and å stays å. */
const unaccented = (word: string): string => word.replaceAll(/[^åäö]/gu, (letter) => letter.normalize("NFD").replaceAll(/\p{M}/gu, ""));

const isName = (word: string): boolean => {
  const plain = unaccented(word);
  return names.has(plain) || (plain.endsWith("s") && names.has(plain.slice(0, -1)));
};

/** What cannot be kept, whoever knows the word. */
const isPrivate = ({ typed, word, first, after }: Piece): boolean =>
  typed.includes("@") || isName(word) || STREET.test(word) || FAMILY_NAME.test(word) || (CAPITAL.test(typed) && !first) || (after !== undefined && CALLED.has(after));

/** Two numbers in words beside each other are a number that somebody spelt out. */
const isSpeltOut = (words: readonly string[], nth: number): boolean =>
  NUMBER_WORD.test(words[nth]!) && [words[nth - 1], words[nth + 1]].some((beside) => beside !== undefined && NUMBER_WORD.test(beside));

/** The words of a question that the search is to be asked about before any of them is kept. */
export const wordsAsked = (asked: string): string[] => [...new Set(piecesOf(asked).map(({ word }) => word).filter((word) => [...word].length > 1))];

/**
 * What is kept of a question that nothing was found for: words that the search knows (`known`) or that are in the dictionary. Digits are
 * taken away, and whatever may be somebody's name, number or address is left out. @ground GDPR 5.1 c @model degerforsmodellen 2.5 R2, R3
 */
export function termsOf(asked: string, known: ReadonlySet<string>): string {
  const pieces = piecesOf(asked).filter(({ typed, word }) => typed.includes("@") || [...word].length > 1);
  const words = pieces.map(({ word }) => word);
  const spelt = pieces.filter((_, nth) => !isSpeltOut(words, nth));
  const kept = spelt.map((piece) => (!isPrivate(piece) && (known.has(piece.word) || isSwedishWord(piece.word)) ? piece.word : LEFT_OUT));
  // "Skog" is a wood, and beside a name it is one.
  const isDoubtful = (word: string | undefined) => word === LEFT_OUT || (word !== undefined && sometimesNames.has(word));
  const careful = kept.map((word, nth) => (sometimesNames.has(word) && (isDoubtful(kept[nth - 1]) || isDoubtful(kept[nth + 1])) ? LEFT_OUT : word));
  return careful.filter((word, nth) => word !== LEFT_OUT || careful[nth - 1] !== LEFT_OUT).slice(0, MOST_TERMS).join(" ");
}
