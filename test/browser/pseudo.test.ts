import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildStories } from "#worlds/build-stories.ts";
import { allRoutes } from "#src/routes.ts";
import { withholdFrom } from "../family-stage.ts";
import type { TestHouse } from "../house.ts";
import { matterOf, openIn } from "../plan-stage.ts";
import { openSite, type Site } from "./site.ts";

const AT = "2026-11-23T09:00:00+01:00";

/** What the stories leave undone: begun, half written, kept from somebody. */
async function goOn(house: TestHouse): Promise<string[]> {
  await house.as("oskar", (hand) => openIn(hand, { number: MELKER, state: "noticed", role: "noticing" }));
  await house.as("malin", (hand) => openIn(hand, { number: MELKER, state: "other-service", role: "child-lead" }));
  const { id } = (await house.rows<{ id: string }>("select m.id from kring.matter m join kring.unit u on u.id = m.unit_id where u.handle = 'bvc-lessebo' and m.state = 'planned' limit 1"))[0]!;
  const maja = await house.signIn("maja");
  await maja.submit(await maja.get(`/matters/${id}/plan/versions/new`), {});
  const shelf = await maja.get(`/matters/${id}/deliver`);
  const [receiver, item] = [/name="to" value="(unit:[^"]+)"/.exec(shelf.html)![1]!, /name="items" value="([^"]+)"/.exec(shelf.html)![1]!];
  await maja.submit(shelf, { to: receiver, items: item, kind: "information", why: "Så att alla vet." });
  const matter = await house.as("maja", (hand) => matterOf(hand, id));
  const [guardian] = house.world.guardians.filter(({ children }) => children.some(({ child }) => child === "jonatan"));
  const parent = await house.signIn(guardian!.handle);
  await parent.submit(await parent.get(`/family/${matter.childId}/words`), { to: id, words: "Det går bättre på morgnarna nu." });
  const other = house.world.guardians.filter(({ children }) => children.some(({ child }) => child === "jonatan"))[1]!;
  await withholdFrom(house, "maja", { matter, guardian: other.handle });
  const unit = (await house.rows<{ id: string }>("select id from kring.unit where handle = 'glantan'"))[0]!.id;
  const question = await maja.submit(await maja.get(`/matters/${id}/consents/new`), { receivers: unit, direction: "us", topics: "health", purpose: "Vi vill göra lika.", until: "2027-05-01" });
  const [waiting] = await house.rows<{ id: string }>("select c.id from kring.consent c join kring.matter m on m.id = c.matter_id join kring.unit u on u.id = m.unit_id where u.handle = 'bvc-lessebo' and m.state = 'consent'");
  return [question.path, `/consents/${waiting!.id}/remind`, `/matters/${id}/plan/adopt`, "/duty"];
}

const MELKER = "201610302398";

let site: Site;
/** Pages that Maja comes to by a post, or that her own list has too many others before. */
let besides: string[];
beforeAll(async () => {
  site = await openSite(AT);
  await buildStories({ world: site.house.world, house: site.house.house, database: site.house.database, at: new Date(AT) });
  besides = await goOn(site.house);
});
afterAll(() => site.close());

/** What only leads on, and the steps that stand between one post and the next. */
const UNREACHED: readonly string[] = [
  "/start", "/matters/:matter/deliver/:draft/test", "/deliveries/:delivery/open", "/deliveries/:delivery/take-in", "/matters/:matter/meetings/:meeting/minutes/check", "/matters/:matter/follow-up/check",
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

const patterns = allRoutes.filter(({ methods }) => methods.includes("GET")).map(({ path }) => ({ path, matches: new RegExp(`^${path.replaceAll(/:[a-z]+/g, "[^/]+")}$`) }));
/** The steps of a delivery are the same pages on every way out of a matter. */
const kindOf = (path: string): string => path.replace(/[a-z-]+\/:draft/, "deliver/:draft");
// The most specific address wins, as it does in the app: "/signals/new" is no matter.
const patternOf = (pathname: string): string | undefined => patterns.filter(({ matches }) => matches.test(pathname)).toSorted((a, b) => a.path.split(":").length - b.path.split(":").length).map(({ path }) => kindOf(path))[0];

type Walk = { readonly visited: Map<string, number>; readonly faults: Map<string, Set<string>> };

/** How many pages of one kind are looked at: what stands on them differs with the matter. */
const OF_A_KIND = 2;
const perKind = (kind: string) => (kind === "/matters/:matter" ? 12 : OF_A_KIND);

async function look(page: Page, href: string, { visited, faults }: Walk): Promise<string[]> {
  await page.goto(href, { waitUntil: "domcontentloaded" });
  const here = patternOf(new URL(page.url()).pathname) ?? href;
  visited.set(here, (visited.get(here) ?? 0) + 1);
  for (const words of (await foreignWords(page)).filter(isForeign)) (faults.get(words) ?? faults.set(words, new Set()).get(words)!).add(here);
  return page.evaluate(() => [...document.querySelectorAll<HTMLAnchorElement>("a[href^='/'], form[action^='/']")].map((link) => link.getAttribute("href") ?? link.getAttribute("action")!));
}

/** Leaving, and pages that know nobody: those are looked at by themselves. */
const SKIPPED = /^\/(leave|sign-out|language|sign-in|weather|about|concern)|[?&](lang|language)=/;

/** What anybody reads. */
const OPEN = [
  "/", "/search?q=sover", "/search?q=qqqq", "/answers/baby-sleep", "/topics", "/topics/school-support", "/ages", "/ages/1-5", "/services", "/services/bvc-degerfors", "/urgent", "/about", "/concern", "/sign-in", "/weather",
];

/** Follows every link from somebody's start page, and looks at each kind of page a few times. */
async function walk(as: string, walked: Walk, from: readonly string[] = []): Promise<void> {
  const page = await site.sit({ as, language: "x-pseudo" });
  const [queue, known, kinds] = [["/start", ...from], new Set(["/start"]), new Map<string, number>()];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    for (const link of await look(page, next, walked)) {
      const address = link.split("#")[0]!;
      const kind = patternOf(address.split("?")[0]!);
      if (!kind || SKIPPED.test(address) || known.has(address) || (kinds.get(kind) ?? 0) >= perKind(kind)) continue;
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
  for (const path of OPEN) await look(visitor, `${path}${path.includes("?") ? "&" : "?"}lang=x-pseudo`, walked);
  await visitor.context().close();
  for (const handle of ["anna", "maja", "torbjorn", "josefin", "jorgen", "jenny", "annika", "per", "ingela", "oskar", "malin", "tommy", "viktor", "fatima", "sara", "daniel", "karolina", "priya", "pia"]) await walk(handle, walked, handle === "maja" ? besides : []);
  const faults = [...walked.faults].map(([words, places]) => `${words} – ${[...places].join(", ")}`);
  const missed = [...new Set(patterns.map(({ path }) => kindOf(path)))].filter((path) => !walked.visited.has(path) && !UNREACHED.includes(path));
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
