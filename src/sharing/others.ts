import { createHash } from "node:crypto";
import type { KnownGuardian } from "../child/index.ts";
import { listed, type OtherHere } from "../consent/index.ts";
import type { Section } from "../disclosure/index.ts";
import type { Language, Words } from "../platform/i18n/words.tsx";
import { newId, type PersonId } from "../platform/ids.ts";
import { choice, choices, line, type Field, type Fields, type Raw, type Values } from "../platform/web/fields.ts";
import { fingerprintOf } from "./items.ts";
import { sectionsOf, type Parcel, type Spoken } from "./sharing.ts";

/** Somebody who can be named: a guardian, or somebody who has been named here before and has no sign-in. */
export type Nameable = { readonly id: PersonId; readonly name: string };

/** What the fields about other people are made from. */
export type OthersBench = { readonly guardians: readonly KnownGuardian[]; readonly others: readonly Nameable[]; readonly items: readonly string[] };

/** Whether another ground than consent reaches everybody that is spoken of: the answer's place among the tests. */
export const OTHERS_TEST = "others";

/** The sender's own words, as a part among the others. */
const MESSAGE = "message";
const itemOfMessage = (text: string): string => `message:${createHash("sha256").update(text).digest("hex").slice(0, 12)}`;

export const whoName = (item: string): string => `others:${item}`;
export const elseName = (item: string): string => `other:${item}`;
/** The sender's own words as a part of the form. */
export const OWN_WORDS = MESSAGE;

/** Everybody who can be named. The one who carries an unborn child is not somebody else: what is said of her is what she is asked about. */
export const nameable = ({ guardians, others }: Pick<OthersBench, "guardians" | "others">): Nameable[] => {
  const known = guardians.filter(({ kind }) => kind !== "expecting").map(({ personId, name }): Nameable => ({ id: personId, name }));
  return [...known, ...others].filter(({ id }, nth, all) => all.findIndex((one) => one.id === id) === nth);
};

/** For each part, and the sender's own words, the same small question: does it say something sensitive about somebody else? */
export function otherFields(bench: OthersBench, words: Words): Record<string, Field> {
  const options = nameable(bench).map(({ id, name }) => ({ value: id as string, label: name, said: true }));
  return Object.fromEntries([...bench.items, MESSAGE].flatMap((item): Array<[string, Field]> => [
    [whoName(item), choices({ label: words.t("sharing.others.who"), options })],
    [elseName(item), line({ label: words.t("sharing.others.else"), hint: words.t("sharing.others.else.hint"), max: 120 })],
  ]));
}

/** What was said of each part, to be shown again when it is changed. Whoever was named is by then among those who can be chosen. */
export function otherInitial(spoken: readonly Spoken[]): Raw {
  const named: Record<string, string[]> = {};
  for (const { item, id } of spoken) {
    const name = whoName(item.startsWith(`${MESSAGE}:`) ? MESSAGE : item);
    named[name] = [...(named[name] ?? []), id];
  }
  return named;
}

const listIn = (values: Values<Fields>, name: string): readonly string[] => {
  const value = values[name];
  return value === undefined || value === "" ? [] : typeof value === "string" ? [value] : value;
};

const sameName = (a: string, b: string) => a.trim().toLocaleLowerCase("sv") === b.trim().toLocaleLowerCase("sv");

/** Who is spoken of in the parts that were chosen. One name is one person, also in several parts. */
export function spokenIn(bench: OthersBench, values: Values<Fields>, chosen: { items: readonly string[]; message: string }): Spoken[] {
  const known = nameable(bench);
  const parts = [...chosen.items.map((item) => ({ field: item, item })), ...(chosen.message === "" ? [] : [{ field: MESSAGE, item: itemOfMessage(chosen.message) }])];
  return parts.flatMap(({ field, item }) => {
    const named = listIn(values, whoName(field)).flatMap((id) => known.find((one) => one.id === id) ?? []);
    const [written] = listIn(values, elseName(field));
    if (!written) return named.map((one) => ({ item, ...one }));
    const other = known.find(({ name }) => sameName(name, written)) ?? { id: newId<"person">(), name: written };
    if (!known.includes(other)) known.push(other);
    return [...named.filter(({ id }) => id !== other.id), other].map((one) => ({ item, ...one }));
  });
}

/** Everybody a parcel speaks of besides the child, each with the parts. `but`: the one who would receive it, who may know of herself. */
export function othersIn({ others = [] }: Pick<Parcel, "others">, but?: string): OtherHere[] {
  const people = new Map<PersonId, OtherHere>();
  for (const { id, name, item } of others.filter((one) => one.id !== but)) {
    const before = people.get(id);
    people.set(id, { id, name, items: [...(before?.items ?? []), item] });
  }
  return [...people.values()];
}

/** Asked before sending on another ground than consent, when somebody else is spoken of. */
export function othersTest(parcel: Pick<Parcel, "others" | "ground">, words: Words): Record<string, Field> {
  const others = othersIn(parcel);
  if (others.length === 0 || parcel.ground === undefined || parcel.ground === "consent") return {};
  const label = words.t("sharing.others.ground", { names: listed(words, others.map(({ name }) => name)) });
  return { [OTHERS_TEST]: choice({ label, required: true, options: [{ value: "yes", label: words.t("sharing.yes") }, { value: "no", label: words.t("sharing.no") }] }) };
}

/** The parts that speak of one of them. */
export const sectionsAbout = (parcel: Parcel, { items }: OtherHere, language: Language): Section[] =>
  sectionsOf(parcel, language).filter((section) => items.some((item) => item === itemOfMessage(section.text) || item.endsWith(`:${fingerprintOf(section)}`)));
