import type { WorldData } from "#worlds/world-data.ts";
import type { PageState } from "./page-states.ts";

const GIVEN = "Maximiliana-Alexandra";
const FAMILY = "Gyllenkrok af Björkenstam-Öhrnström";
const PLACE = "Barnavårdscentralsmottagningen och Skolhälsovårdsenheten vid";

/** What stands between the tags of a page, rewritten. */
const inWords = (html: string, rewrite: (words: string) => string): string => html.replaceAll(/>([^<]+)</g, (_, words: string) => `>${rewrite(words)}<`);

const asWord = (names: readonly string[]): RegExp => new RegExp(`(?<![\\p{L}-])(?:${[...new Set(names)].toSorted((a, b) => b.length - a.length).join("|")})(?=s?(?![\\p{L}-]))`, "gu");

/** Everything that the words which `rewrite` makes longer stand in, from the outermost: `main > section.card > p.quiet`. */
function placesOfLonger(html: string, rewrite: (words: string) => string): string[] {
  const [within, places] = [[] as string[], [] as string[]];
  for (const [, ends, tag, rest, words] of html.matchAll(/<(\/?)([a-z0-9-]+)([^>]*)>|([^<]+)/g)) {
    if (words !== undefined) {
      if (rewrite(words) !== words) places.push(within.join(" > "));
    } else if (ends) within.pop();
    else if (!/^(input|br|img|hr|meta|link)$/.test(tag!) && !rest!.endsWith("/")) within.push([tag, / class="([^"]*)"/.exec(rest!)?.[1] ?? ""].join("."));
  }
  return places;
}

/**
 * The pages on which a child, a guardian or a unit is named, where each of them has a name that is hard to find room for; those on which
 * a name stands in boxes that it has not stood in on a page before.
 */
export function withLongNames(states: readonly PageState[], world: WorldData): PageState[] {
  const people = [...world.children, ...world.guardians].flatMap((one) => ("given" in one ? [one] : []));
  const [given, family] = [asWord(people.map((one) => one.given)), asWord(people.map((one) => one.family))];
  const units = asWord(world.authorities.flatMap(({ branches }) => branches.flatMap((branch) => branch.units.map(({ name }) => name))));
  const lengthen = (words: string) => words.replaceAll(units, (name) => `${PLACE} ${name}`).replaceAll(family, FAMILY).replaceAll(given, GIVEN);
  const seen = new Set<string>();
  return states.flatMap((state) => {
    const fresh = placesOfLonger(state.html, lengthen).filter((place) => !seen.has(place));
    fresh.forEach((place) => seen.add(place));
    return fresh.length === 0 ? [] : [{ ...state, html: inWords(state.html, lengthen) }];
  });
}
