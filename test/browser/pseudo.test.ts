import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildStories } from "#worlds/build-stories.ts";
import { kindAt, openKinds, pageKinds, wayFrom } from "./addresses.ts";
import { beginMore, type Besides } from "./begun.ts";
import { openSite, type Site } from "./site.ts";

const AT = "2026-11-23T09:00:00+01:00";

let site: Site;
let besides: Besides;
beforeAll(async () => {
  site = await openSite(AT);
  await buildStories({ world: site.house.world, house: site.house.house, database: site.house.database, at: new Date(AT) });
  besides = await beginMore(site.house);
});
afterAll(() => site.close());

/** Only leads on. */
const UNREACHED: readonly string[] = [
  "/start",
  // Comes by a secret address, or waits for somebody who is not in this walk: judged in test/browser/states.test.ts and in the rooms' own tests.
  "/yours/:secret", "/our/activities/:activity/people/:day", "/proposals/:proposal/decide", "/proposals/:proposal/decline",
];

/** The words on a page that neither a catalogue nor the package of practice said, and that are not marked as somebody's own. */
const foreignWords = (page: Page): Promise<string[]> => page.evaluate(() => {
  const unspoken = (text: string): string => {
    const rest = text.replaceAll(/⟦[^⟦⟧]*⟧/g, "");
    return rest === text ? text.replaceAll(/\s+/g, " ").trim() : unspoken(rest);
  };
  // A page about one answer or one service is called what that is called.
  const named = document.querySelector("h1 [data-written], h1 [translate=no]")?.textContent ?? "";
  const found: string[] = [unspoken(named && document.title.startsWith(named) ? document.title.slice(named.length) : document.title)];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement?.closest("script, style, option, textarea, [translate=no], [data-written]")) found.push(unspoken(node.textContent ?? ""));
  }
  for (const element of document.querySelectorAll("main [aria-label], header [aria-label], main img[alt]")) {
    if (!element.closest("[translate=no]")) found.push(unspoken(element.getAttribute("aria-label") ?? element.getAttribute("alt") ?? ""));
  }
  return found;
});

/** "a, b och c": what stands between the members of a list is Intl's. */
const BETWEEN = new Set(new Intl.ListFormat("sv").formatToParts(["1", "2", "3"]).flatMap(({ type, value }) => (type === "literal" ? [value.trim()] : [])));
const isForeign = (text: string): boolean => text.split(/[\s,]+/).some((word) => /\p{L}/u.test(word) && !BETWEEN.has(word));

type Walk = { readonly visited: Map<string, number>; readonly faults: Map<string, Set<string>> };

/** How many pages of one kind are looked at: what stands on them differs with the matter. */
const OF_A_KIND = 2;
const perKind = (kind: string): number => {
  if (openKinds.has(kind)) return 0;
  return kind === "/matters/:matter" ? 12 : OF_A_KIND;
};

/** What is shown was put together in the language of whoever chose it, and stays so. */
const FROZEN: ReadonlySet<string> = new Set(["/matters/:matter/meetings/:meeting/minutes/check"]);

async function look(page: Page, href: string, { visited, faults }: Walk): Promise<string[]> {
  await page.goto(href, { waitUntil: "domcontentloaded" });
  const here = kindAt(new URL(page.url()).pathname) ?? href;
  visited.set(here, (visited.get(here) ?? 0) + 1);
  if (FROZEN.has(here)) return [];
  for (const words of (await foreignWords(page)).filter(isForeign)) (faults.get(words) ?? faults.set(words, new Set()).get(words)!).add(here);
  return page.evaluate(() => [...document.querySelectorAll<HTMLAnchorElement>("a[href^='/'], form[action^='/']")].map((link) => link.getAttribute("href") ?? link.getAttribute("action")!));
}

/** What anybody reads. */
const OPEN = [
  "/", "/search?q=sover", "/search?q=qqqq", "/answers/baby-sleep", "/topics", "/topics/school-support", "/ages", "/ages/1-5", "/services", "/services/bvc-degerfors", "/urgent", "/about", "/open-data", "/concern", "/sign-in", "/weather", "/services/bvc-degerfors/report", "/contact-me", "/contact-me?as=parent", "/contact-me/parent?service=bvc-lessebo", "/contact-me/sent/ABCDE-FGHJK", "/helped", "/helped/on",
  "/activities", "/activities/oppna-forskolan-mandag", "/activities/sorgegrupp-for-barn/sign-up",
];

/** Follows every link from somebody's start page, and looks at each kind of page a few times. */
async function walk(as: string, walked: Walk): Promise<void> {
  const page = await site.sit({ as, language: "x-pseudo" });
  const { next, found } = wayFrom(["/start", ...(besides[as] ?? [])], perKind);
  for (let address = next(); address !== undefined; address = next()) found(await look(page, address, walked));
  await page.context().close();
}

test("every word on every page comes from a catalogue, or is marked as somebody's own", { timeout: 480_000 }, async () => {
  const walked: Walk = { visited: new Map(), faults: new Map() };
  const visitor = await site.sit();
  for (const path of OPEN) await look(visitor, `${path}${path.includes("?") ? "&" : "?"}lang=x-pseudo`, walked);
  await visitor.context().close();
  for (const handle of ["anna", "maja", "torbjorn", "josefin", "jorgen", "jenny", "annika", "per", "ingela", "oskar", "malin", "tommy", "viktor", "fatima", "sara", "daniel", "karolina", "priya", "pia", "ingrid"]) await walk(handle, walked);
  const faults = [...walked.faults].map(([words, places]) => `${words} – ${[...places].join(", ")}`);
  const missed = pageKinds.filter((path) => !walked.visited.has(path) && !UNREACHED.includes(path));
  expect({ faults, missed }).toEqual({ faults: [], missed: [] });
});

test("a word of somebody's own that is not marked is found, and so is one of ours that no catalogue said", async () => {
  const page = await site.sit({ as: "maja", language: "x-pseudo" });
  await page.goto("/list");
  await page.evaluate(() => {
    const add = (text: string, attributes: Record<string, string>) => {
      const line = document.createElement("p");
      for (const [name, value] of Object.entries(attributes)) line.setAttribute(name, value);
      line.textContent = text;
      document.querySelector("main")!.append(line);
    };
    add("⟦Naamn⟧: Elis Holm", {});
    add("Sara", { translate: "no" });
    add("⟦Haar⟧, ⟦taagit⟧ och ⟦eemoot ⟦iigeen⟧⟧", { "aria-label": "Glömd" });
  });
  expect((await foreignWords(page)).filter(isForeign)).toEqual([": Elis Holm", "Glömd"]);
  await page.context().close();
});
