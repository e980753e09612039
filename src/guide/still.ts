import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Log } from "../platform/log.ts";
import { languages } from "../platform/i18n/words.tsx";

/** Pages that have been put by, for when the database does not answer. */
export type Stills = {
  /** The page of an address, if it has been put by: the address's own choices first, then the same page in Swedish. */
  find(address: URL): string | undefined;
  keep(address: URL, html: string): void;
};

const KEPT = ["lang", "guide"];

/** A question in one's own words has no page that was put by: the topics stand in for it. */
const STANDS_IN: Readonly<Record<string, string>> = { "/search": "/topics" };

function nameOf(address: URL, language: string | null): string {
  const query = new URLSearchParams();
  for (const name of KEPT) if (name !== "lang" && address.searchParams.has(name)) query.set(name, address.searchParams.get(name)!);
  if (language && language !== "sv") query.set("lang", language);
  return createHash("sha256").update(`${STANDS_IN[address.pathname] ?? address.pathname}?${query}`).digest("hex").slice(0, 32);
}

/** Keeps pages as files in a folder. */
export function stillsIn(folder: string): Stills {
  const read = (name: string): string | undefined => {
    try {
      return readFileSync(join(folder, `${name}.html`), "utf8");
    } catch {
      return undefined;
    }
  };
  return {
    find: (address) => read(nameOf(address, address.searchParams.get("lang"))) ?? read(nameOf(address, null)),
    keep: (address, html) => {
      mkdirSync(folder, { recursive: true });
      const file = join(folder, `${nameOf(address, address.searchParams.get("lang"))}.html`);
      writeFileSync(`${file}.part`, html);
      renameSync(`${file}.part`, file);
    },
  };
}

const LINK = /<a [^>]*href="(\/[^"#]*)/g;
/** What has nothing to put by: it signs in, leaves, or answers something else than a page. */
const SKIPPED = /^\/(sign-in|leave|api|weather|assets|contact-me|helped|accessibility\/message)|\.ics($|\?)|\/(sign-up|poster)($|\?)|[?&](q|from)=/;

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

/** Puts by every page of the guide that its first page leads to, in some languages. Gives how many. */
export async function putBy({ app, stills, url, languages: spoken, rest }: Round): Promise<number> {
  const queue = spoken.map((language) => (language === "sv" ? "/" : `/?lang=${language}`));
  const seen = new Set(queue);
  let kept = 0;
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const response = await app.request(`${url}${next}`);
    const html = await response.text();
    if (response.status !== 200) continue;
    stills.keep(new URL(next, url), html);
    kept += 1;
    const links = linksOf(html, languageOf(next)).filter((link) => !seen.has(link));
    for (const link of links) seen.add(link);
    queue.push(...new Set(links));
    await rest();
  }
  return kept;
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
