import { randomUUID } from "node:crypto";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { roundTrips } from "#src/platform/db/connection.ts";
import { allRoutes } from "#src/routes.ts";
import type { Client, Page } from "../client.ts";
import type { TestHouse } from "../house.ts";
import { kindAt, openKinds, wayFrom, type Way } from "./addresses.ts";
import type { Besides } from "./begun.ts";

/** A page as somebody met it: which, in what state, and what was drawn. */
export type PageState = { readonly kind: string; readonly state: string; readonly path: string; readonly html: string };

export const stateOf = (kind: string, state: string, { path, html }: Page): PageState => ({ kind, state, path, html });

/** A page somebody came to by themselves. `trips`: how many times the database was waited for. */
export type Met = { readonly kind: string; readonly who: string; readonly page: Page; readonly trips: number };

export type People = ReadonlyMap<string, Client>;

/** Where the links and the forms of a page lead. */
export const linksOn = ({ html }: Page): string[] => [...html.matchAll(/(?:href|action|formaction)="(\/[^"]*)"/g)].map((match) => match[1]!.replaceAll("&amp;", "&"));

/** Where everybody goes on from, and how many of those one more person looks at; of all other kinds so many pages tell how differently one can look. */
const CROSSINGS: ReadonlyMap<string, number> = new Map([["/list", 12], ["/network", 2], ["/agreements", 1], ["/register", 1], ["/our/activities", 1], ["/matters/:matter", 12], ["/deliveries/:delivery", 12], ["/family/:child", 12], ["/matters/:matter/wheel/:perspective", 6]]);
const ENOUGH = 16;

/** How many pages of one kind one more person looks at: what stands on them differs with the matter. */
function perKind(kind: string, met: readonly Met[]): number {
  if (openKinds.has(kind)) return 0;
  return CROSSINGS.get(kind) ?? Math.min(6, ENOUGH - met.filter((one) => one.kind === kind).length);
}

/** Everything somebody can come to by themselves. */
async function walk(client: Client, who: string, { next, found, leads }: Way & { leads(page: Page): string[] }): Promise<Met[]> {
  const met: Met[] = [];
  let trips = 0;
  const count = () => void (trips += 1);
  subscribe(roundTrips.name, count);
  for (let address = next(); address !== undefined; address = next()) {
    trips = 0;
    const page = await client.get(address);
    const kind = kindAt(address.split("?")[0]!);
    found(page.location ? [page.location] : leads(page));
    if (kind && !page.location) met.push({ kind, who, page, trips });
  }
  unsubscribe(roundTrips.name, count);
  return met;
}

/** Who can sign in: staff, in each of their duties, and the guardians of children that somebody here has met. */
async function comeIn(house: TestHouse): Promise<Map<string, Client>> {
  const known = new Set((await house.rows<{ hash: string }>("select encode(number_hash, 'hex') as hash from kring.person")).map(({ hash }) => hash));
  const people = [...house.world.staff, ...house.world.guardians].filter(({ identity }) => known.has(house.house.keys.numberHash(identity).toString("hex")));
  const clients = new Map<string, Client>();
  for (const person of people) {
    const [unit, ...more] = "duties" in person ? person.duties.map((duty) => duty.unit) : [undefined];
    clients.set(person.handle, await house.signIn(person.handle, unit));
    for (const other of more) clients.set(`${person.handle}@${other}`, await house.signIn(person.handle, other));
  }
  return clients;
}

const OPEN = ["/", "/search?q=bebisen+sover+inte", "/search?q=qqqqzzzz", "/weather", "/helped/on"];

/** Where pages lead; but a list leads no further when all of it stood on somebody's list before. */
function leadsOn(): (page: Page) => string[] {
  const known = new Set<string>();
  return (page) => {
    const links = linksOn(page);
    if (kindAt(page.path.split("?")[0]!) !== "/list") return links;
    const isNew = links.some((link) => !known.has(link));
    links.forEach((link) => known.add(link));
    return isNew ? links : [];
  };
}

/** Everybody goes everywhere they can; and somebody who has not signed in, where anybody may. A few answers and places are as all the others. */
export async function meetEverything(house: TestHouse, besides: Besides): Promise<{ people: People; met: readonly Met[] }> {
  const [people, leads] = [await comeIn(house), leadsOn()];
  const met = await walk(house.visitor(), "anybody", { ...wayFrom([...OPEN, ...(besides["anybody"] ?? [])], (kind) => (openKinds.has(kind) ? 4 : 0)), leads });
  for (const [who, client] of people) met.push(...(await walk(client, who, { ...wayFrom(["/start", ...(besides[who] ?? [])], (kind) => perKind(kind, met)), leads })));
  return { people: people.set("anybody", house.visitor()), met };
}

/** The open pages once more, from right to left. */
export async function statesFromTheRight(house: TestHouse, states: readonly PageState[]): Promise<PageState[]> {
  const open = states.filter(({ kind }) => openKinds.has(kind));
  return Promise.all(open.map(async ({ kind, state, path }) => stateOf(`${kind} in Arabic`, state, await house.visitor().get(`${path}${path.includes("?") ? "&" : "?"}lang=ar`))));
}

/** What stands in what on a page: `section.card > p.quiet`. Two pages with the same places differ in their words only. */
export function placesOn(html: string): ReadonlySet<string> {
  const [within, places] = [[] as string[], new Set<string>()];
  for (const [, ends, tag, rest] of (/<main[\s\S]*<\/main>/.exec(html)?.[0] ?? html).matchAll(/<(\/?)([a-z0-9-]+)([^>]*)>/g)) {
    if (ends) within.pop();
    else {
      const marks = [...rest!.matchAll(/ (class|type|aria-[a-z]+|checked|open)(?:="([\w -]*)")?/g)].map(([, name, value]) => (/^aria-(?:label|described|control)/.test(name!) ? name : value || name));
      const place = [tag, ...marks].join(".");
      places.add([...within.slice(-2), place].join(" > "));
      if (!/^(input|br|img|hr)$/.test(tag!) && !rest!.endsWith("/")) within.push(place);
    }
  }
  return places;
}

/** The places that have been seen, by kind of page. */
export type Seen = Map<string, Set<string>>;

/** Those that have a place which the ones of their kind before them have not, nor those `seen` already. */
export function unlike(states: readonly PageState[], seen: Seen = new Map()): PageState[] {
  return states.filter(({ kind, html }) => {
    const known = seen.get(kind) ?? new Set();
    seen.set(kind, known);
    const fresh = [...placesOn(html)].filter((place) => !known.has(place));
    for (const place of fresh) known.add(place);
    return fresh.length > 0;
  });
}

/** Those that need not be judged part by part: not the first of their kind, and with no place that nothing before them has. They are put together of what has been seen. */
export function composed(states: readonly PageState[]): ReadonlySet<PageState> {
  const [kinds, known] = [new Set<string>(), new Set<string>()];
  return new Set(states.filter(({ kind, html }) => {
    const places = placesOn(html);
    const isNew = !kinds.has(kind) || [...places].some((place) => !known.has(place));
    kinds.add(kind);
    for (const place of places) known.add(place);
    return !isNew;
  }));
}

/** Every kind of page as people meet it, the fullest first. */
export function statesMet(met: readonly Met[]): PageState[] {
  const byKind = Map.groupBy(met.map((one) => ({ ...one, places: placesOn(one.page.html).size })), ({ kind }) => kind);
  return [...byKind].flatMap(([kind, pages]) => pages.toSorted((a, b) => b.places - a.places).map(({ page }, nth) => stateOf(kind, `met ${nth + 1}`, page)));
}

/** Forms that ask nothing one must answer: an empty post is done, and changes the world. They are sent last. */
const ASKS_NOTHING: ReadonlySet<string> = new Set([
  "/matters/:matter/begin", "/matters/:matter/wheel/:perspective", "/matters/:matter/think-again", "/matters/:matter/consents/check", "/consents/:consent/remind", "/consents/:consent/withdraw",
  "/matters/:matter/deliver/:draft/check", "/deliveries/:delivery/open", "/deliveries/:delivery/receive", "/deliveries/:delivery/take-in", "/matters/:matter/meetings/:meeting/hold",
  "/matters/:matter/meetings/:meeting/minutes/check", "/matters/:matter/plan/adopt", "/matters/:matter/plan/deliver", "/matters/:matter/plan/versions/new",
  "/matters/:matter/plan/measures/:measure/remove", "/matters/:matter/plan/goals/:goal/remove", "/matters/:matter/plan/parties/:unit/remove",
  "/matters/:matter/withhold/:withholding/end", "/network/services/:service/check", "/network/services/:service/follow", "/network/services/:service/nudge", "/network/services/:service/end",
  "/network/guides/:guide/forums/:forum/end", "/network/me/remove", "/matters/:matter/words/:word/read", "/matters/:matter/follow-up/check",
  "/groups/:group/members/:member", "/groups/:group/meetings/:meeting/adjust", "/groups/:group/actions/:action", "/agreements/:agreement/year/:duty",
]);

/** What one meets after sending a form as it stands with nothing filled in: what is missing, or the page that says it is done. */
async function sendNothing(client: Client, { kind, page }: Met): Promise<PageState> {
  const answer = await client.post(page.path, { once: randomUUID() });
  if (!answer.location) return stateOf(kind, `nothing filled in, ${answer.status}`, answer);
  const after = await client.get(answer.location);
  return stateOf(kindAt(after.path.split(/[?#]/)[0]!) ?? kind, `after ${kind}`, after);
}

/** Every form sent with nothing filled in, once. */
export async function statesAfterNothing(people: People, met: readonly Met[]): Promise<PageState[]> {
  const forms = [...new Set(allRoutes.filter(({ methods }) => methods.includes("POST")).map(({ path }) => path))].flatMap((kind) => met.findLast((one) => one.kind === kind) ?? []);
  const states: PageState[] = [];
  for (const form of forms.toSorted((a, b) => Number(ASKS_NOTHING.has(a.kind)) - Number(ASKS_NOTHING.has(b.kind)))) states.push(await sendNothing(people.get(form.who)!, form));
  return states;
}
