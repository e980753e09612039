import { levels, type Level } from "../directory/directory.ts";
import type { Picking } from "../directory/index.ts";
import { namedId } from "../platform/ids.ts";
import { languages, wordsIn, type Spoken, type Words } from "../platform/i18n/words.tsx";

/** What services are sorted by: the kind of help, for everybody or for some, and what one wants to know that HSDS has no field for. */
const taxonomyNames = ["kind", "level", "fact"] as const;
export type TaxonomyName = (typeof taxonomyNames)[number];

/** `does-not`: a limit in words. `anonymous`, `record`: how it is, in words. `expecting`: also before the child is born. */
const facts = ["does-not", "anonymous", "record", "expecting"] as const;
export type Fact = (typeof facts)[number];

const taxonomyId = (name: TaxonomyName): string => namedId(`taxonomy ${name}`);
const termId = (taxonomy: TaxonomyName, code: string): string => namedId(`term ${taxonomy} ${code}`);

export type Taxonomy = { readonly id: string; readonly name: string; readonly description: string; readonly version: string };
export type Term = {
  readonly id: string; readonly code: string; readonly name: string; readonly description: string; readonly taxonomy: string; readonly taxonomy_id: string; readonly language: string;
  readonly taxonomy_detail: Taxonomy;
};

const taxonomyOf = (words: Words, name: TaxonomyName): Taxonomy =>
  ({ id: taxonomyId(name), name: words.t(`openData.taxonomy.${name}`), description: words.t(`openData.taxonomy.${name}.text`), version: "1" });

export const taxonomiesIn = (language: Spoken): Taxonomy[] => taxonomyNames.map((name) => taxonomyOf(wordsIn(language), name));

type Kind = { readonly kind: string; readonly name: string; readonly language: string };
type Naming = { readonly code: string; readonly name: string; readonly description: string; readonly language?: string };

/** The terms in the words of one language. Each is made once, for however many cards it stands on. */
export type Terms = { kind(kind: Kind): Term; level(level: Level): Term; fact(fact: Fact): Term };

export function termsOf(words: Words): Terms {
  const made = new Map<string, Term>();
  const term = (taxonomy: TaxonomyName, key: string, naming: () => Naming): Term => {
    const known = made.get(`${taxonomy} ${key}`);
    if (known) return known;
    const { code, name, description, language = words.code } = naming();
    const detail = taxonomyOf(words, taxonomy);
    const fresh: Term = { id: termId(taxonomy, code), code, name, description, taxonomy: detail.name, taxonomy_id: detail.id, language, taxonomy_detail: detail };
    made.set(`${taxonomy} ${key}`, fresh);
    return fresh;
  };
  return {
    kind: ({ kind, name, language }) => term("kind", kind, () => ({ code: kind, name, description: words.t("openData.term.kind", { name }), language: codeOf(language) })),
    level: (level) => term("level", level, () => ({ code: level, name: words.t(`openData.level.${level}`), description: words.t(`openData.level.${level}.text`) })),
    fact: (fact) => term("fact", fact, () => ({ code: fact, name: words.t(`openData.fact.${fact}`), description: words.t(`openData.fact.${fact}.text`) })),
  };
}

/** Easy Swedish is Swedish, to whoever asks for a code. */
const codeOf = (language: string): string => (Object.hasOwn(languages, language) ? languages[language as Spoken].code : language);

/** Every term there is, in a language. */
export function termsIn(language: Spoken, kinds: readonly Kind[]): Term[] {
  const terms = termsOf(wordsIn(language));
  return [...kinds.map(terms.kind), ...levels.map(terms.level), ...facts.map(terms.fact)];
}

/** What a term narrows the cards to; nothing when there is no such term. */
export function meantBy(terms: readonly Term[], id: string): Pick<Picking, "kinds" | "level" | "limited" | "expecting"> | undefined {
  const term = terms.find((one) => one.id === id.toLowerCase());
  if (!term) return undefined;
  if (term.taxonomy_id === taxonomyId("kind")) return { kinds: [term.code] };
  if (term.taxonomy_id === taxonomyId("level")) return { level: term.code as Level };
  return term.code === "does-not" ? { limited: true } : term.code === "expecting" ? { expecting: true } : {};
}
