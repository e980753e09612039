import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Log } from "../platform/log.ts";
import { languages } from "../platform/i18n/words.tsx";

/** Pages that have been put by, for when the database does not answer. */
export type Stills = {
  /** The page of an address, if it has been put by: the address's own choices first, then the same page in Swedish. */
  find(address: URL): string | undefined;
  keep(address: URL, html: string): void;
  /** Removes every other page: what has been taken down does not come back. */
  keepOnly(addresses: readonly URL[]): void;
};

const KEPT = ["lang", "guide"];

/** A question in one's own words cannot be answered by a page that was put by, and nobody can be written to: another page stands in, and says so. */
const STANDS_IN: ReadonlyMap<string, { readonly for: string; readonly away: string }> = new Map([["/topics", { for: "/search", away: "search" }], ["/urgent", { for: "/contact-me", away: "contact" }]]);

/** Whoever asks to be contacted begins in several ways. What was sent already is another thing. */
const pathOf = ({ pathname }: URL): string => (/^\/contact-me\/[^/]+$/.test(pathname) ? "/contact-me" : pathname);

function nameOf(address: URL, language: string | null): string {
  const query = new URLSearchParams();
  for (const name of KEPT) if (name !== "lang" && address.searchParams.has(name)) query.set(name, address.searchParams.get(name)!);
  if (language && language !== "sv") query.set("lang", language);
  return createHash("sha256").update(`${pathOf(address)}?${query}`).digest("hex").slice(0, 32);
}

/** Keeps pages as files in a folder. */
export function stillsIn(folder: string): Stills {
  const fileOf = (name: string) => `${name}.html`;
  const read = (name: string): string | undefined => {
    try {
      return readFileSync(join(folder, fileOf(name)), "utf8");
    } catch {
      return undefined;
    }
  };
  return {
    find: (address) => read(nameOf(address, address.searchParams.get("lang"))) ?? read(nameOf(address, null)),
    keep: (address, html) => {
      mkdirSync(folder, { recursive: true });
      const file = join(folder, fileOf(nameOf(address, address.searchParams.get("lang"))));
      writeFileSync(`${file}.part`, html);
      renameSync(`${file}.part`, file);
    },
    keepOnly: (addresses) => {
      const wanted = new Set(addresses.map((address) => fileOf(nameOf(address, address.searchParams.get("lang")))));
      mkdirSync(folder, { recursive: true });
      for (const file of readdirSync(folder)) if (!wanted.has(file)) rmSync(join(folder, file));
    },
  };
}

const LINK = /<a [^>]*href="(\/[^"#]*)/g;
/** What has nothing to put by: it signs in, leaves, or answers something else than a page. */
const SKIPPED = /^\/(sign-in|leave|api|weather|assets|contact-me|helped|accessibility\/message)|\.ics($|\?)|\/sign-up($|\?)|[?&](q|from)=/;

/** The language an address asks for; Swedish when it says nothing. */
const languageOf = (href: string): string => new URL(href, "http://kring").searchParams.get("lang") ?? "sv";

/** The pages a page leads to in its own language. Cards and activities are in Swedish only: in another language their Swedish page stands in. */
function linksOf(html: string, language: string): string[] {
  const links = [...html.matchAll(LINK)].map(([, href]) => href!.replaceAll("&amp;", "&")).filter((href) => !SKIPPED.test(href) && languageOf(href) === language);
  return language === "sv" ? links.filter((href) => !href.includes("lang=")) : links.filter((href) => !/^\/(services|activities)\//.test(href));
}

type Round = {
  readonly app: { request(url: string): Response | Promise<Response> }; readonly stills: Stills; readonly url: string; readonly languages: readonly string[];
  /** Waits between pages, so that nobody who asks meanwhile notices. */ rest(): Promise<void>;
};

/** A page of the guide as it is now, if it is there; failed when that could not be told. */
async function pageAt({ app, url }: Round, address: string): Promise<{ readonly html?: string; readonly failed: boolean }> {
  const response = await app.request(`${url}${address}`);
  // What was itself put by comes with the time to ask again.
  if (response.status >= 500 || response.headers.has("retry-after")) return { failed: true };
  return response.status === 200 ? { html: await response.text(), failed: false } : { failed: false };
}

/** The address that a page stands in for, and where that page says so. */
function standInOf(address: string): { readonly asked: string; readonly drawn: string } | undefined {
  const [path = "", query] = address.split("?");
  const stands = STANDS_IN.get(path);
  return stands && { asked: query ? `${stands.for}?${query}` : stands.for, drawn: `${path}?${query ? `${query}&` : ""}away=${stands.away}` };
}

/**
 * Puts by every page of the guide that its first page leads to, in some languages, and gives how many. What a whole round did not come to
 * is removed; after a round in which something failed nothing is.
 */
export async function putBy(round: Round): Promise<number> {
  const { stills, url, languages: spoken, rest } = round;
  const queue = spoken.map((language) => (language === "sv" ? "/" : `/?lang=${language}`));
  const [seen, kept] = [new Set(queue), [] as URL[]];
  let whole = true;
  const keep = async (asked: string, drawn = asked): Promise<string | undefined> => {
    const { html, failed } = await pageAt(round, drawn);
    if (failed) whole = false;
    if (html === undefined) return undefined;
    stills.keep(new URL(asked, url), html);
    kept.push(new URL(asked, url));
    return html;
  };
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const html = await keep(next);
    const standIn = html === undefined ? undefined : standInOf(next);
    if (standIn) await keep(standIn.asked, standIn.drawn);
    const links = linksOf(html ?? "", languageOf(next)).filter((link) => !seen.has(link));
    for (const link of links) seen.add(link);
    queue.push(...new Set(links));
    await rest();
  }
  if (whole) stills.keepOnly(kept);
  return kept.length;
}

const FIRST_AFTER_MS = 20_000;
const EVERY_MS = 3_600_000;
const REST_MS = 30;

/** Puts the guide by soon after the start and every hour after that. */
export function startStills(of: Omit<Round, "rest" | "languages"> & { readonly log: Log }): { stop(): void } {
  let timer: NodeJS.Timeout;
  let stopped = false;
  const rest = async (): Promise<void> => {
    if (stopped) throw new Error("stopped");
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
  };
  const round = async (): Promise<void> => {
    await putBy({ ...of, languages: Object.keys(languages), rest }).then((pages) => of.log.info({ pages }, "the guide is put by"), (error: unknown) => stopped || of.log.warn({ error: String(error) }, "the guide could not be put by"));
    if (!stopped) timer = setTimeout(() => void round(), EVERY_MS).unref();
  };
  timer = setTimeout(() => void round(), FIRST_AFTER_MS).unref();
  return { stop: () => ((stopped = true), clearTimeout(timer)) };
}
