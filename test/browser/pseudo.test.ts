import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeClient, type Client, type Page as Fetched } from "../client.ts";
import { kindAt, openKinds, pageKinds, wayFrom } from "./addresses.ts";
import { beginMore, type Besides } from "./begun.ts";
import { linksOn } from "./page-states.ts";
import { openToldSite, type Site } from "./site.ts";

let site: Site;
let besides: Besides;
beforeAll(async () => {
  site = await openToldSite();
  besides = await beginMore(site.house);
});
afterAll(() => site.close());

/** Only leads on. */
const UNREACHED: readonly string[] = [
  "/start", "/guide-work",
  // Comes by a secret address, or waits for somebody who is not in this walk: judged in test/browser/states.test.ts and in the rooms' own tests.
  "/yours/:secret", "/our/activities/:activity/people/:day", "/proposals/:proposal/decide", "/proposals/:proposal/decline",
  // The package of this walk has no forum: src/forum/forum.test.ts goes there with one that has.
  "/forums/:forum", "/matters/:matter/forums/:forum",
];

/** The words on each of some pages that neither a catalogue nor the package of practice said, and that are not marked as somebody's own. */
const foreignWords = (reader: Page, pages: readonly Fetched[]): Promise<string[][]> => reader.evaluate((documents) => documents.map((html) => {
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

/** "a, b och c": what stands between the members of a list is Intl's. */
const BETWEEN = new Set(new Intl.ListFormat("sv").formatToParts(["1", "2", "3"]).flatMap(({ type, value }) => (type === "literal" ? [value.trim()] : [])));
const isForeign = (text: string): boolean => text.split(/[\s,]+/).some((word) => /\p{L}/u.test(word) && !BETWEEN.has(word));

/** A page as somebody met it, and which it is. */
type Met = { readonly kind: string; readonly page: Fetched };

/** How many pages of one kind are looked at: what stands on them differs with the matter. */
const OF_A_KIND = 2;
const perKind = (kind: string): number => {
  if (openKinds.has(kind)) return 0;
  return kind === "/matters/:matter" ? 12 : OF_A_KIND;
};

/** What is shown was put together in the language of whoever chose it, and stays so. */
const FROZEN: ReadonlySet<string> = new Set(["/matters/:matter/meetings/:meeting/minutes/check"]);

/** What anybody reads. */
const OPEN = [
  "/", "/search?q=sover", "/search?q=qqqq", "/answers/baby-sleep", "/topics", "/topics/school-support", "/ages", "/ages/1-5", "/services", "/services/bvc-degerfors", "/urgent", "/about", "/open-data", "/concern", "/sign-in", "/weather", "/services/bvc-degerfors/report", "/services/bvc-degerfors/poster", "/cooperation/degerforsmodellen", "/accessibility", "/accessibility/message", "/model", "/activities/oppna-forskolan-mandag/poster", "/contact-me", "/contact-me?as=parent", "/contact-me/parent?service=bvc-lessebo", "/contact-me/sent/ABCDE-FGHJK", "/helped", "/helped/on",
  "/activities", "/activities/oppna-forskolan-mandag", "/activities/sorgegrupp-for-barn/sign-up",
];

/** Somebody to whom the house speaks the language that is in no dictionary. */
async function listener(as: string): Promise<Client> {
  const token = await site.house.tokenFor(as);
  await site.house.rows("update kring.session set language = 'x-pseudo' where token_hash = sha256($1)", [Buffer.from(token)]);
  return makeClient(site.house.app, token);
}

/** Follows every link from somebody's start page, and looks at each kind of page a few times. */
async function walk(as: string): Promise<Met[]> {
  const [client, met] = [await listener(as), [] as Met[]];
  const { next, found } = wayFrom(["/start", ...(besides[as] ?? [])], perKind);
  for (let address = next(); address !== undefined; address = next()) {
    const page = await client.get(address);
    if (!page.location) met.push({ kind: kindAt(address.split("?")[0]!) ?? address, page });
    found(page.location ? [page.location] : linksOn(page));
  }
  return met;
}

test("every word on every page comes from a catalogue, or is marked as somebody's own", { timeout: 240_000 }, async () => {
  const [visitor, met] = [site.house.visitor(), [] as Met[]];
  for (const path of OPEN) met.push({ kind: kindAt(path.split("?")[0]!)!, page: await visitor.get(`${path}${path.includes("?") ? "&" : "?"}lang=x-pseudo`) });
  for (const handle of ["anna", "maja", "torbjorn", "josefin", "jorgen", "jenny", "annika", "per", "ingela", "oskar", "malin", "tommy", "viktor", "fatima", "sara", "daniel", "karolina", "priya", "pia", "ingrid", "hugo"]) met.push(...(await walk(handle)));
  const [reader, faults] = [await site.sit(), new Map<string, Set<string>>()];
  const heard = met.filter(({ kind }) => !FROZEN.has(kind));
  const words = await foreignWords(reader, heard.map(({ page }) => page));
  for (const [nth, { kind }] of heard.entries()) for (const word of words[nth]!.filter(isForeign)) faults.set(word, (faults.get(word) ?? new Set()).add(kind));
  await reader.context().close();
  const visited = new Set(met.map(({ kind }) => kind));
  expect({
    faults: [...faults].map(([word, places]) => `${word} – ${[...places].join(", ")}`),
    missed: pageKinds.filter((path) => !visited.has(path) && !UNREACHED.includes(path)),
  }).toEqual({ faults: [], missed: [] });
});

test("a word of somebody's own that is not marked is found, and so is one of ours that no catalogue said", async () => {
  const [reader, client] = [await site.sit(), await listener("maja")];
  const page = await client.get("/list");
  const planted = '<p>⟦Naamn⟧: Elis Holm</p><p translate="no">Sara</p><p aria-label="Glömd">⟦Haar⟧, ⟦taagit⟧ och ⟦eemoot ⟦iigeen⟧⟧</p></main>';
  const [words] = await foreignWords(reader, [{ ...page, html: page.html.replace("</main>", planted) }]);
  expect(words!.filter(isForeign)).toEqual([": Elis Holm", "Glömd"]);
  await reader.context().close();
});
