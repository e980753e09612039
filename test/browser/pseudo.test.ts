import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildStories } from "#worlds/build-stories.ts";
import { allRoutes } from "#src/routes.ts";
import { openSite, type Site } from "./site.ts";

const AT = "2026-11-23T09:00:00+01:00";

let site: Site;
beforeAll(async () => {
  site = await openSite(AT);
  await buildStories({ world: site.house.world, house: site.house.house, database: site.house.database, at: new Date(AT) });
});
afterAll(() => site.close());

/** Pages that nobody in the demo world has come to, or that a click never leads to; each is a form shown elsewhere in the tests. */
const UNREACHED: readonly string[] = [];

/** The words on a page that neither a catalogue nor the package of practice said, and that are not marked as somebody's own. */
const foreignWords = (page: Page): Promise<string[]> => page.evaluate(() => {
  const unspoken = (text: string): string => {
    const rest = text.replaceAll(/⟦[^⟦⟧]*⟧/g, "");
    return rest === text ? text.replaceAll(/\s+/g, " ").trim() : unspoken(rest);
  };
  const found: string[] = [unspoken(document.title)];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement?.closest("script, style, option, textarea, [translate=no]")) found.push(unspoken(node.textContent ?? ""));
  }
  for (const element of document.querySelectorAll("main [aria-label], header [aria-label], main img[alt]")) {
    if (!element.closest("[translate=no]")) found.push(unspoken(element.getAttribute("aria-label") ?? element.getAttribute("alt") ?? ""));
  }
  return found.filter((text) => /\p{L}/u.test(text));
});

const patterns = allRoutes.filter(({ methods }) => methods.includes("GET")).map(({ path }) => ({ path, matches: new RegExp(`^${path.replaceAll(/:[a-z]+/g, "[^/]+")}$`) }));
// The most specific address wins, as it does in the app: "/signals/new" is no matter.
const patternOf = (pathname: string): string | undefined => patterns.filter(({ matches }) => matches.test(pathname)).toSorted((a, b) => a.path.split(":").length - b.path.split(":").length)[0]?.path;

type Walk = { readonly visited: Map<string, number>; readonly faults: Map<string, Set<string>> };

/** How many pages of one kind are looked at: what stands on them differs with the matter. */
const OF_A_KIND = 3;

async function look(page: Page, href: string, { visited, faults }: Walk): Promise<string[]> {
  await page.goto(href, { waitUntil: "domcontentloaded" });
  const here = patternOf(new URL(page.url()).pathname) ?? href;
  visited.set(here, (visited.get(here) ?? 0) + 1);
  for (const words of await foreignWords(page)) (faults.get(words) ?? faults.set(words, new Set()).get(words)!).add(here);
  return page.evaluate(() => [...document.querySelectorAll<HTMLAnchorElement>("a[href^='/'], form[action^='/']")].map((link) => link.getAttribute("href") ?? link.getAttribute("action")!));
}

const SKIPPED = /^\/(leave|sign-out|language|sign-in|weather)|[?&]lang=/;

/** Follows every link from somebody's start page, and looks at each kind of page a few times. */
async function walk(as: string, walked: Walk): Promise<void> {
  const page = await site.sit({ as, language: "x-pseudo" });
  const [queue, known, kinds] = [["/start"], new Set(["/start"]), new Map<string, number>()];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    for (const link of await look(page, next, walked)) {
      const address = link.split("#")[0]!;
      const kind = patternOf(address.split("?")[0]!);
      if (!kind || SKIPPED.test(address) || known.has(address) || (walked.visited.get(kind) ?? 0) + (kinds.get(kind) ?? 0) >= OF_A_KIND + (kind === "/matters/:matter" ? 9 : 0)) continue;
      known.add(address);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      queue.push(address);
    }
  }
  await page.context().close();
}

test("every word on every page comes from a catalogue, or is marked as somebody's own", { timeout: 240_000 }, async () => {
  const walked: Walk = { visited: new Map(), faults: new Map() };
  const visitor = await site.sit();
  for (const path of ["/", "/about", "/concern", "/sign-in"]) await look(visitor, `${path}?lang=x-pseudo`, walked);
  await visitor.context().close();
  for (const handle of ["anna", "maja", "torbjorn", "josefin", "jorgen", "jenny", "annika", "per", "ingela", "sara", "daniel", "karolina", "priya", "pia"]) await walk(handle, walked);
  const faults = [...walked.faults].map(([words, places]) => `${words} – ${[...places].join(", ")}`);
  const missed = patterns.map(({ path }) => path).filter((path) => !walked.visited.has(path) && !UNREACHED.includes(path));
  console.log([...walked.visited].map((e) => e.join(" ")).join("\n"));
  expect({ faults, missed }).toEqual({ faults: [], missed: [] });
});
