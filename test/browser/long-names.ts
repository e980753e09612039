import type { WorldData } from "#worlds/world-data.ts";
import type { PageState } from "./page-states.ts";

const GIVEN = "Maximiliana-Alexandra";
const FAMILY = "Gyllenkrok af Björkenstam-Öhrnström";
const PLACE = "Barnavårdscentralsmottagningen och Skolhälsovårdsenheten vid";

/** What stands between the tags of a page, rewritten. */
const inWords = (html: string, rewrite: (words: string) => string): string => html.replaceAll(/>([^<]+)</g, (_, words: string) => `>${rewrite(words)}<`);

const asWord = (names: readonly string[]): RegExp => new RegExp(`(?<![\\p{L}-])(?:${[...new Set(names)].toSorted((a, b) => b.length - a.length).join("|")})(?=s?(?![\\p{L}-]))`, "gu");

/** The pages on which a child, a guardian or a unit is named, where each of them has a name that is hard to find room for. */
export function withLongNames(states: readonly PageState[], world: WorldData): PageState[] {
  const people = [...world.children, ...world.guardians].flatMap((one) => ("given" in one ? [one] : []));
  const [given, family] = [asWord(people.map((one) => one.given)), asWord(people.map((one) => one.family))];
  const units = asWord(world.authorities.flatMap(({ branches }) => branches.flatMap((branch) => branch.units.map(({ name }) => name))));
  const lengthen = (words: string) => words.replaceAll(units, (name) => `${PLACE} ${name}`).replaceAll(family, FAMILY).replaceAll(given, GIVEN);
  return states.flatMap((state) => {
    const html = inWords(state.html, lengthen);
    return html === state.html ? [] : [{ ...state, html }];
  });
}
