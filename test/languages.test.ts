import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { catalogues } from "#src/platform/i18n/catalogues.ts";
import { languages, type Spoken } from "#src/platform/i18n/words.tsx";
import { allRoutes } from "#src/routes.ts";
import { openTestHouse, type TestHouse } from "./house.ts";

let house: TestHouse;
let addresses: readonly string[];

/** What anybody may read; the addresses that only one visitor has are added when she has been there. */
const OPEN = [
  "/", "/search?q=sover", "/search?q=qqqq", "/answers/baby-sleep", "/answers/worried-about-child", "/topics", "/topics/school-support", "/ages", "/ages/1-5", "/services", "/services/bvc-degerfors", "/services/bvc-degerfors/report", "/services/bvc-degerfors/poster",
  "/urgent", "/concern", "/about", "/open-data", "/cooperation/degerforsmodellen", "/accessibility", "/accessibility/message", "/model", "/helped", "/helped/on", "/contact-me", "/contact-me?as=parent", "/contact-me/parent?service=bvc-lessebo", "/contact-me/young?service=bvc-lessebo", "/contact-me/sent/ABCDE-FGHJK",
  "/activities", "/activities/oppna-forskolan-mandag", "/activities/sorgegrupp-for-barn", "/activities/oppna-forskolan-mandag/poster", "/activities/sorgegrupp-for-barn/sign-up",
  // Every month of the almanac says something of its own, and so does each year's festivals.
  "/weather", "/weather?month=2027-06",
  // Gates, which are no routes, and what no address leads to.
  "/sign-in", "/sign-in?done=signedOut", "/sign-in/again", "/nowhere-at-all",
];

beforeAll(async () => {
  house = await openTestHouse();
  const visitor = house.visitor();
  const signedUp = await visitor.submit(await visitor.get("/activities/lugna-stunden/sign-up"), { name: "Mira", to: "mira@example.se", adults: "1", children: "0" }, "/sign-up");
  const asked = await visitor.submit(await visitor.get("/contact-me/parent?service=bvc-lessebo"), { reach: "mira@example.se" });
  addresses = [...OPEN, signedUp.path, asked.path];
});
afterAll(() => house.close());

const VOID = new Set(["meta", "link", "input", "br", "hr", "img"]);
const SEEN = /\b(?:aria-label|alt|title|placeholder|label)="([^"]*)"/g;
const plain = (html: string): string => html.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&").replaceAll(/\s+/g, " ").trim();

/** What a page says, piece by piece. Left out is what is marked as Swedish inside a page, and names and numbers, which are the same in every language. */
function piecesOf(html: string): string[] {
  const pieces: string[] = [];
  const open: Array<{ tag: string; out: boolean }> = [];
  for (const [part] of html.matchAll(/<[^>]+>|[^<]+/g)) {
    const out = open.at(-1)?.out ?? false;
    const [, end, tag = ""] = /^<(\/?)([a-z0-9-]+)/i.exec(part) ?? [];
    if (!part.startsWith("<")) {
      if (!out) pieces.push(plain(part));
    } else if (end) {
      if (open.at(-1)?.tag === tag) open.pop();
    } else if (tag) {
      const own = / lang="sv"| translate="no"/.test(part) && tag !== "html";
      if (!out && !own) pieces.push(...[...part.matchAll(SEEN)].map(([, text]) => plain(text!)));
      if (!VOID.has(tag) && !part.endsWith("/>")) open.push({ tag, out: out || own || tag === "script" });
    }
  }
  return pieces.filter((piece) => /\p{L}/u.test(piece));
}

type Text = { readonly key: string; readonly matches: (piece: string) => boolean };
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
/** Enough letters around what is inserted to know a text by. */
const LETTERS = 8;

/** The texts of the Swedish catalogue that a language says in another way, or not at all. */
function swedishOnly(own: Readonly<Record<string, string>>): Text[] {
  const said = new Set(Object.values(own));
  return Object.entries<string>(catalogues.sv).filter(([, text]) => !said.has(text)).flatMap(([key, text]): Text[] => {
    // A choice among several wordings is known by what stands around it.
    const around = text.replaceAll(/\{(?:[^{}]|\{[^{}]*\})*\}/g, "\u0000");
    // A sentence may stand beside another in one paragraph; a word by itself must be all there is.
    if (around === text) return [{ key, matches: /\s.*\s/.test(text) ? (piece) => piece.includes(text) : (piece) => piece === text }];
    if (around.replaceAll(/[^\p{L}]/gu, "").length < LETTERS) return [];
    const whole = new RegExp(`^${around.split("\u0000").map(escaped).join(".+")}$`, "su");
    return [{ key, matches: (piece) => whole.test(piece) }];
  });
}

/** Each Swedish text that some pages say, and the first page that says it. */
function leaks(pages: ReadonlyArray<readonly [address: string, html: string]>, texts: readonly Text[]): string[] {
  const first = new Map(pages.flatMap(([address, html]) => piecesOf(html).map((piece) => [piece, address] as const)).toReversed());
  return [...first].flatMap(([piece, address]) => texts.filter(({ matches }) => matches(piece)).map(({ key }) => `${key} at ${address}: ${piece}`));
}

const read = (language: Spoken): Promise<Array<readonly [string, string]>> =>
  Promise.all(addresses.map(async (address) => [address, (await house.visitor().get(`${address}${address.includes("?") ? "&" : "?"}lang=${language}`)).html] as const));
const footerOf = (html: string): string => plain(/<footer[\s\S]*<\/footer>/.exec(html)?.[0] ?? "");
const unread = (language: Spoken): string => (catalogues[language] as Readonly<Record<string, string>>)["ui.unread"] ?? "";

const others = (Object.keys(languages) as Spoken[]).filter((language) => language !== "sv" && language !== "en");

describe("what anybody may read", () => {
  test("is every public page", () => {
    const paths = addresses.map((address) => address.split("?")[0]!);
    const patterns = allRoutes.filter(({ access }) => access === "public").map(({ path }) => ({ path, matches: new RegExp(`^${path.replaceAll(/:[a-z]+/g, "[^/]+")}$`) }));
    expect(patterns.filter(({ matches }) => !paths.some((path) => matches.test(path))).map(({ path }) => path)).toEqual([]);
  });

  test.each(others)("is in %s, which each page says that it is, and that nobody who speaks it has read it", async (language) => {
    const pages = await read(language);
    // Easy Swedish shares its words with Swedish: that it lacks no text is told by the catalogues, in test/architecture.test.ts.
    if (language !== "easy") expect(leaks(pages, swedishOnly(catalogues[language]))).toEqual([]);
    const { code, dir } = languages[language];
    expect(pages.filter(([, html]) => !html.includes(`<html lang="${code}" dir="${dir}">`)).map(([address]) => address)).toEqual([]);
    const quiet = pages.filter(([, html]) => !footerOf(html).includes(unread(language)) || !/<footer[\s\S]*href="\/accessibility\?lang=/.test(html)).map(([address]) => address);
    // Where the quick exit leads must look like anybody's almanac.
    expect(quiet.filter((address) => !address.startsWith("/weather"))).toEqual([]);
  });

  test("in Swedish and in English says nothing of the kind: those have been read", async () => {
    expect(unread("sv")).toContain("dator");
    const english = await read("en");
    expect(leaks(english, swedishOnly(catalogues.en))).toEqual([]);
    for (const [, html] of [...english, ["/concern", (await house.visitor().get("/concern")).html] as const]) expect(footerOf(html)).not.toContain(unread("sv"));
  });

  test("is missed where it is Swedish, unless the page says so", async () => {
    const texts = swedishOnly(catalogues.ar);
    const { html } = await house.visitor().get("/concern");
    const keys = leaks([["/concern", html]], texts).map((leak) => leak.split(" ")[0]);
    expect(keys).toEqual(expect.arrayContaining(["concern.title", "concern.lead", "concern.duty.own", "ui.skip", "ui.nav.languages"]));
    expect(leaks([["/concern", html.replace("<body", '<body lang="sv"').replace(/<title>.*?<\/title>/, "")]], texts)).toEqual([]);
  });
});
