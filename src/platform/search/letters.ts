/** What may be typed between two words, in any script. */
const BETWEEN = /[^\p{L}\p{M}\p{N}]+/u;

/** Arabic and Persian letters that are written in several ways and mean the same. */
const SAME: Readonly<Record<string, string>> = { أ: "ا", إ: "ا", آ: "ا", ٱ: "ا", ى: "ي", ئ: "ي", ؤ: "و", ة: "ه", ي: "ی", ك: "ک", ۀ: "ه" };
const VOWEL_SIGNS = /[\u064B-\u0652\u0670\u0640\u200D]/gu;

/**
 * The words of a text as the search knows them: small letters, without vowel signs, one form for letters that are written in several
 * ways. Å, ä and ö stay: in Swedish they are letters of their own. At most 24 words, each of at most 40 letters.
 */
export function wordsOf(text: string): string[] {
  const plain = text.normalize("NFC").toLowerCase().replaceAll(VOWEL_SIGNS, "");
  return plain.split(BETWEEN).filter(Boolean).slice(0, 24).map((word) => [...word].map((letter) => SAME[letter] ?? letter).join("").slice(0, 40));
}

/** The groups of three letters in a word, its beginning and end among them. What is misspelt still shares most of them. */
export function trigramsOf(word: string): string[] {
  const letters = [..." ".repeat(2), ...word, " "];
  return [...new Set(letters.slice(2).map((_, nth) => letters.slice(nth, nth + 3).join("")))];
}

/** The languages a text can be in, told by its letters; undefined for Latin letters, which say nothing. */
export function languagesByScript(text: string): readonly string[] | undefined {
  if (/\p{Script=Arabic}/u.test(text)) return ["ar", "fa"];
  if (/\p{Script=Cyrillic}/u.test(text)) return ["uk"];
  if (/\p{Script=Ethiopic}/u.test(text)) return ["ti"];
  return undefined;
}
