import type { Page } from "playwright-core";
import type { Page as Fetched } from "../client.ts";
import type { TestHouse } from "../house.ts";
import type { Met, People, PageState } from "./page-states.ts";

/** A page in the language that is in no dictionary: in it, every word that a catalogue or the package of practice said stands between brackets. */
export type Heard = { readonly kind: string; readonly page: Fetched; readonly inSwedish: Fetched };

/** What is shown was put together in the language of whoever chose it, and stays so. */
export const FROZEN: ReadonlySet<string> = new Set(["/matters/:matter/meetings/:meeting/minutes/check"]);
/** What stands on these hangs on how far the matter has come, also where their parts are the same: all that somebody met are heard. */
const OF_MANY_WORDS: ReadonlySet<string> = new Set(["/matters/:matter", "/family/:child"]);

/** The pages that look like no other, as they are told in the language that is in no dictionary, each to whoever met it. Everybody speaks their own again afterwards. */
export async function hearPages(house: TestHouse, { people, met }: { people: People; met: readonly Met[] }, states: readonly PageState[]): Promise<Heard[]> {
  const looks = new Set(states.map(({ html }) => html));
  const heard: Heard[] = [];
  const own = await house.rows<{ session: Buffer; language: string }>("select token_hash as session, language from kring.session");
  await house.rows("update kring.session set language = 'x-pseudo'");
  for (const { kind, who, page } of met) {
    const { path } = page;
    if (FROZEN.has(kind) || !(looks.has(page.html) || OF_MANY_WORDS.has(kind))) continue;
    const address = who === "anybody" ? `${path}${path.includes("?") ? "&" : "?"}lang=x-pseudo` : path;
    heard.push({ kind, page: await people.get(who)!.get(address), inSwedish: page });
  }
  await house.rows("update kring.session s set language = o.language from unnest($1::bytea[], $2::text[]) o (session, language) where s.token_hash = o.session", [own.map(({ session }) => session), own.map(({ language }) => language)]);
  return heard;
}

/** The words on each of some pages that neither a catalogue nor the package of practice said, and that are not marked as somebody's own. */
async function unspokenOn(reader: Page, pages: readonly Fetched[]): Promise<string[][]> {
  return reader.evaluate((documents) => documents.map((html) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const unspoken = (text: string): string => {
      const rest = text.replaceAll(/⟦[^⟦⟧]*⟧/g, "");
      return rest === text ? text.replaceAll(/\s+/g, " ").trim() : unspoken(rest);
    };
    // A page about one answer or one service is called what that is called.
    const named = page.querySelector("h1 [data-written], h1 [translate=no]")?.textContent ?? "";
    const found: string[] = [unspoken(named && page.title.startsWith(named) ? page.title.slice(named.length) : page.title)];
    const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement?.closest("script, style, option, textarea, [translate=no], [data-written]")) found.push(unspoken(node.textContent ?? ""));
    }
    for (const element of page.querySelectorAll("main [aria-label], header [aria-label], main img[alt]")) {
      if (!element.closest("[translate=no]")) found.push(unspoken(element.getAttribute("aria-label") ?? element.getAttribute("alt") ?? ""));
    }
    return found;
  }), pages.map(({ html }) => html));
}

/** "a, b och c": what stands between the members of a list is Intl's. */
const BETWEEN = new Set(new Intl.ListFormat("sv").formatToParts(["1", "2", "3"]).flatMap(({ type, value }) => (type === "literal" ? [value.trim()] : [])));
const isForeign = (text: string): boolean => text.split(/[\s,]+/).some((word) => /\p{L}/u.test(word) && !BETWEEN.has(word));

/** Each foreign word, and the kinds of page it stands on. */
export async function foreignWords(reader: Page, heard: readonly Heard[]): Promise<string[]> {
  const [words, places] = [await unspokenOn(reader, heard.map(({ page }) => page)), new Map<string, Set<string>>()];
  for (const [nth, { kind }] of heard.entries()) for (const word of words[nth]!.filter(isForeign)) places.set(word, (places.get(word) ?? new Set()).add(kind));
  return [...places].map(([word, kinds]) => `${word} – ${[...kinds].join(", ")}`);
}
