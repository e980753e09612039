import { createHash } from "node:crypto";
import type { Day } from "../platform/clock.ts";
import { wordsIn, type Language, type Words } from "../platform/i18n/words.tsx";
import type { Topic } from "./consent.ts";

/** A branch as a text names it, and those of its units that were meant: secrecy goes by the branch, and the family knows the unit. */
export type NamedBranch = { readonly name: string; readonly authority: string; readonly units?: readonly string[] };

/** What a giver is asked, with the names that stand in the text. A child not yet born has no name. */
export type TextTerms = {
  readonly child: string | undefined;
  readonly disclosing: NamedBranch;
  readonly receivers: readonly NamedBranch[];
  readonly topics: readonly Topic[];
  readonly purpose: string;
  readonly until: Day;
};

/** Raised whenever a word of the text changes: what somebody said yes to is then another text. */
export const TEXT_VERSION = "1";

const BULLET = "• ";

/** "Sara Holm och Johan Holm" */
export const listed = (words: Words, items: readonly string[]): string => new Intl.ListFormat(words.locale, { type: "conjunction" }).format(items);

/** The units by which a family knows a branch; none where the branch's own name says it already. */
const unitsOf = (words: Words, { name, units = [] }: NamedBranch): string => listed(words, units.filter((unit) => !name.includes(unit)));

/** "Logopedin (Barn- och ungdomshabiliteringen)" */
export function placeName(words: Words, branch: NamedBranch): string {
  const units = unitsOf(words, branch);
  return units === "" ? branch.name : words.t("consent.place", { units, branch: branch.name });
}

/** The same with the authority behind it, as the text says it once. */
function fullName(words: Words, branch: NamedBranch): string {
  const [units, { name, authority }] = [unitsOf(words, branch), branch];
  return units === "" ? words.t("consent.branch", { name, authority }) : words.t("consent.branch.units", { units, name, authority });
}

/**
 * The exact text a giver is shown, as it is kept with the answer: paragraphs with an empty line between them, each but the first
 * headed by a question, a bullet for each receiver and topic. The terms alone decide it, so it can be made again and compared.
 * @ground OSL 12:2, REQ-030, REQ-034, REQ-040–041, REQ-080
 */
export function consentText(terms: TextTerms, language: Language): string {
  const words = wordsIn(language);
  const say = (key: string, values: Record<string, string> = {}) => words.say(`consent.text.${key}`, values);
  const child = terms.child ?? say("unborn");
  const named = (branch: NamedBranch) => fullName(words, branch);
  const list = (items: readonly string[]) => items.map((item) => BULLET + item);
  const part = (key: string, ...lines: readonly string[]) => [say(`${key}.title`), ...lines].join("\n");
  return [
    say("begin", { child }),
    part("who", say("who.words", { child, disclosing: named(terms.disclosing) }), ...list(terms.receivers.map(named))),
    part("what", say("what.words"), ...list(terms.topics.map((topic) => words.say(`consent.topic.${topic}`))), say("what.end")),
    part("why", say("why.words", { purpose: terms.purpose.replaceAll(/\s+/g, " ").trim() })),
    part("long", say("long.words", { until: words.day(terms.until) })),
    ...["answer", "change", "more"].map((key) => part(key, say(`${key}.words`))),
  ].join("\n\n");
}

/** The fingerprint of a text: 64 hexadecimal digits. */
export const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

export type TextPart = { readonly title: string | undefined; readonly lines: ReadonlyArray<{ readonly bullet: boolean; readonly text: string }> };

/** The same text as parts to draw. Nothing is added and nothing left out. */
export function partsOf(text: string): TextPart[] {
  return text.split("\n\n").map((part, nth) => {
    const lines = part.split("\n");
    const title = nth === 0 ? undefined : lines.shift();
    return { title, lines: lines.map((line) => (line.startsWith(BULLET) ? { bullet: true, text: line.slice(BULLET.length) } : { bullet: false, text: line })) };
  });
}
