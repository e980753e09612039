import { createHash } from "node:crypto";
import type { Day } from "../platform/clock.ts";
import type { Words } from "../platform/i18n/words.tsx";
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
  /** Somebody else whose own life it is about: then the text speaks to that person, about that and nothing else. */
  readonly about?: { readonly name: string; readonly what: string } | undefined;
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

/** Who would tell whom, in a heading: the places as people call them. The text itself names their branches. */
export const betweenIn = (words: Words, { disclosing, receivers }: { readonly disclosing: NamedBranch; readonly receivers: readonly NamedBranch[] }): { disclosing: string; receivers: string } => {
  const called = (branch: NamedBranch) => unitsOf(words, branch) || branch.name;
  return { disclosing: called(disclosing), receivers: listed(words, receivers.map(called)) };
};

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
export function consentText(terms: TextTerms, words: Words): string {
  const say = (key: string, values: Record<string, string> = {}) => words.say(`consent.text.${key}`, values);
  if (terms.about) return textAbout(terms, terms.about, words);
  const child = terms.child ?? say("unborn");
  const { list, part, named } = partsIn(words);
  return [
    say("begin", { child }),
    part("who", say("who.words", { child, disclosing: named(terms.disclosing) }), ...list(terms.receivers.map(named))),
    part("what", say("what.words"), ...list(terms.topics.map((topic) => words.say(`consent.topic.${topic}`))), say("what.end")),
    part("why", say("why.words", { purpose: onOneLine(terms.purpose) })),
    part("long", say("long.words", { until: words.day(terms.until) })),
    ...["answer", "change", "more"].map((key) => part(key, say(`${key}.words`))),
  ].join("\n\n");
}

const onOneLine = (written: string): string => written.replaceAll(/\s+/g, " ").trim();

const partsIn = (words: Words) => ({
  named: (branch: NamedBranch) => fullName(words, branch),
  list: (items: readonly string[]) => items.map((item) => BULLET + item),
  part: (key: string, ...lines: readonly string[]) => [words.say(`consent.text.${key}.title`), ...lines].join("\n"),
});

/**
 * The question to somebody about that person's own life. The child is named only to those who speak for it: to anybody else the
 * question itself would tell. @ground OSL 8:1, 12:2, REQ-039
 */
function textAbout(terms: TextTerms, { name, what }: NonNullable<TextTerms["about"]>, words: Words): string {
  const say = (key: string, values: Record<string, string> = {}) => words.say(`consent.text.about.${key}`, values);
  const { list, part, named } = partsIn(words);
  return [
    say("begin", { name, child: terms.child ?? say("near") }),
    part("who", say("who", { disclosing: named(terms.disclosing) }), ...list(terms.receivers.map(named))),
    part("what", say("what"), ...list([onOneLine(what)]), words.t("consent.text.what.end")),
    part("why", words.t("consent.text.why.words", { purpose: onOneLine(terms.purpose) })),
    part("long", words.t("consent.text.long.words", { until: words.day(terms.until) })),
    part("answer", say("answer")), part("change", words.t("consent.text.change.words")), part("more", words.t("consent.text.more.words")),
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
