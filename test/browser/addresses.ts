import { allRoutes } from "#src/routes.ts";

/** The steps of a delivery are the same pages on every way out of a matter. */
const kindOf = (path: string): string => path.replace(/[a-z-]+\/:draft/, "deliver/:draft");

// What gives a file is no page.
const patterns = allRoutes.filter(({ methods, gives }) => methods.includes("GET") && gives === undefined).map(({ path }) => ({ path, matches: new RegExp(`^${path.replaceAll(/:[a-z]+/g, "[^/]+")}$`) }));

/** Every kind of page there is, in the order of the routes. */
export const pageKinds: readonly string[] = [...new Set(patterns.map(({ path }) => kindOf(path)))];

/** Kinds that anybody reads, and that look the same whoever reads them. */
export const openKinds: ReadonlySet<string> = new Set(allRoutes.filter(({ access }) => access === "public").map(({ path }) => path));

/** Which kind of page an address leads to. The most specific wins, as it does in the app: "/signals/new" is no matter. */
export const kindAt = (pathname: string): string | undefined =>
  patterns.filter(({ matches }) => matches.test(pathname)).toSorted((a, b) => a.path.split(":").length - b.path.split(":").length).map(({ path }) => kindOf(path))[0];

/** Leaving, and other languages: those are looked at by themselves. */
const SKIPPED = /^\/(leave|sign-out|language|sign-in)|[?&](lang|language)=/;

/** Addresses still to be looked at, and how more of them are found. */
export type Way = { next(): string | undefined; found(links: readonly string[]): void };

/** From link to link, as somebody would go: each address once, and of each kind of page no more than `perKind` tells. */
export function wayFrom(start: readonly string[], perKind: (kind: string) => number): Way {
  const [queue, known, kinds] = [[...start], new Set(start), new Map<string, number>()];
  return {
    next: () => queue.shift(),
    found: (links) => {
      for (const link of links) {
        const address = link.split("#")[0]!;
        const kind = kindAt(address.split("?")[0]!);
        if (!kind || SKIPPED.test(address) || known.has(address) || (kinds.get(kind) ?? 0) >= perKind(kind)) continue;
        known.add(address);
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        queue.push(address);
      }
    },
  };
}
