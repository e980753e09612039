import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { page } from "#src/house.ts";
import { roundTrips } from "#src/platform/db/connection.ts";
import { wordsIn } from "#src/platform/i18n/words.tsx";
import { makeLog } from "#src/platform/log.ts";
import { kernel } from "#src/platform/web/kernel.tsx";
import type { Asking } from "#src/platform/web/route.ts";
import { allRoutes } from "#src/routes.ts";
import { makeClient, type Client, type Page } from "./client.ts";
import { openToldHouse, type TestHouse } from "./house.ts";

// A page asks everything at once, and is written in the trail with the commit: two round trips. A third where what is asked for
// depends on what was read first. Counted where the bytes leave.
const MOST = 3;

let house: TestHouse;
let trips = 0;
const count = () => void (trips += 1);
beforeAll(async () => {
  house = await openToldHouse();
  subscribe(roundTrips.name, count);
});
afterAll(async () => {
  unsubscribe(roundTrips.name, count);
  await house.close();
});

// Public pages ask next to nothing; whatever is asked for somebody who has signed in is counted.
const patterns = allRoutes.filter(({ methods, access }) => methods.includes("GET") && access !== "public")
  .map(({ path }) => ({ path, names: path.match(/:/g)?.length ?? 0, matches: new RegExp(`^${path.replaceAll(/:\w+/g, "[^/]+")}$`) })).sort((a, b) => a.names - b.names);
const routeOf = (address: string): string | undefined => patterns.find(({ matches }) => matches.test(address.split(/[?#]/)[0]!))?.path;

/** The most round trips any page of a route took, by route. */
type Counted = Map<string, number>;

async function look(client: Client, address: string, counted: Counted): Promise<Page> {
  const before = trips;
  const seen = await client.get(address);
  const route = routeOf(address);
  if (route && seen.status === 200) counted.set(route, Math.max(counted.get(route) ?? 0, trips - before));
  return seen;
}

/** Where one gets from a page: its links, and the pages of its forms. */
const waysFrom = (seen: Page): string[] => (seen.location ? [seen.location] : [...seen.html.matchAll(/(?:href|action)="(\/[^"]*)"/g)].map((match) => match[1]!.replaceAll("&amp;", "&")));

/** Where everybody goes on from, each to what is their own. Any other page has been met in enough states when so many have been looked at. */
const CROSSINGS: ReadonlySet<string> = new Set(["/start", "/list", "/family", "/family/:child", "/matters/:matter", "/deliveries/:delivery"]);
const ENOUGH = 16;
const looked = new Map<string, number>();

/** Goes wherever one gets from an address, twice to each route. */
async function walk(client: Client, from: string, counted: Counted): Promise<void> {
  const [queue, done, times] = [[from], new Set<string>(), new Map<string, number>()];
  for (let address = queue.shift(); address; address = queue.shift()) {
    const route = routeOf(address);
    if (!route || done.has(address) || (times.get(route) ?? 0) >= 2 || (!CROSSINGS.has(route) && (looked.get(route) ?? 0) >= ENOUGH)) continue;
    done.add(address);
    times.set(route, (times.get(route) ?? 0) + 1);
    looked.set(route, (looked.get(route) ?? 0) + 1);
    queue.push(...waysFrom(await look(client, address, counted)));
  }
}

/** Everybody with something to do, in the duty they have it in, and every guardian a matter knows. */
async function everybody(): Promise<Client[]> {
  const people = await house.rows<{ hash: string; unit: string | null }>(`
    select distinct encode(p.number_hash, 'hex') as hash, u.handle as unit from kring.person p left join kring.duty d on d.person_id = p.id left join kring.unit u on u.id = d.unit_id
    where exists (select from kring.assignment a where a.duty_id = d.id) or (d.leads and exists (select from kring.delivery x where x.to_unit_id = d.unit_id))
      or (d.id is null and exists (select from kring.guardianship g where g.person_id = p.id))`);
  const handles = new Map([...house.world.staff, ...house.world.guardians].map(({ handle, identity }) => [house.house.keys.numberHash(identity).toString("hex"), handle]));
  return Promise.all(people.map(({ hash, unit }) => house.signIn(handles.get(hash)!, unit ?? undefined)));
}

/** A matter somebody works with, in a state. */
const matterOf = async (handle: string, state: string): Promise<string> => {
  const { identity } = house.world.staff.find((one) => one.handle === handle)!;
  const [row] = await house.rows<{ address: string }>(`
    select '/matters/' || m.id as address from kring.matter m join kring.assignment a on a.matter_id = m.id join kring.duty d on d.id = a.duty_id join kring.person p on p.id = d.person_id
    where p.number_hash = $1 and m.state = $2 order by m.opened_at limit 1`, [house.house.keys.numberHash(identity), state]);
  return row!.address;
};

describe("the demo world", () => {
  const counted: Counted = new Map();

  test("everybody goes wherever there is a way for them", { timeout: 300_000 }, async () => {
    for (const client of await everybody()) await walk(client, "/start", counted);
    expect(counted.size).toBeGreaterThan(45);
  });

  test("and on, from what is begun: the next version of a plan, a delivery that has to be weighed", async () => {
    const maja = await house.signIn("maja");
    const matter = await matterOf("maja", "planned");
    const plan = await maja.submit(await maja.get(`${matter}/plan/versions/new`), {}, "/versions/new");
    await walk(maja, plan.path, counted);
    const delivery = await maja.get(`${matter}/deliver`);
    const other = /<option value="(unit:[^"]+)"/.exec(delivery.html)![1]!;
    const ground = await maja.submit(delivery, { kind: "information", other, message: "Vi ses i nästa vecka.", messageTopics: "health", why: "För att alla ska veta." }, "/deliver");
    expect(routeOf(ground.path)).toBe("/matters/:matter/deliver/:draft/ground");
    for (const step of ["ground", "check", "refuse"]) await look(maja, ground.path.replace(/ground$/, step), counted);
    for (const route of ["plan", "plan/goals/:goal", "plan/measures/new", "deliver/:draft/ground", "deliver/:draft/check"]) expect([...counted.keys()]).toContain(`/matters/:matter/${route}`);
  });

  test("and the one who keeps a guide, in the network", async () => {
    const ingrid = await house.signIn("ingrid");
    const pages = ["", "?q=oro+i+skolan", "/guides/degerfors/overdue", "/guides/degerfors/forums", "/guides/degerfors/services/new", "/services/bvc-degerfors", "/services/bvc-degerfors/edit", "/services/bvc-degerfors/nudge"];
    for (const rest of pages) await look(ingrid, `/network${rest}`, counted);
    for (const route of ["guides/:guide/overdue", "guides/:guide/forums", "services/:service/edit", "services/:service/nudge"]) expect([...counted.keys()]).toContain(`/network/${route}`);
  });

  test("and at the desk from which a guide is kept: every need, the words, the answers, the calls and the report", async () => {
    const ingrid = await house.signIn("ingrid");
    const desk = await look(ingrid, "/guide-work/degerfors", counted);
    for (const rest of ["needs", "texts", "contacts", "words?q=sover+inte", "answers", "answers/baby-sleep", "calls", "calls/logopeden-degerfors", "report", "report.csv"]) await look(ingrid, `/guide-work/degerfors/${rest}`, counted);
    const needs = waysFrom(desk).filter((way) => way.includes("/needs/"));
    expect(needs.length).toBeGreaterThan(3);
    for (const need of needs) await look(ingrid, need, counted);
    for (const route of ["", "/needs/:need", "/words", "/calls", "/calls/:service", "/report", "/report.csv"]) expect([...counted.keys()]).toContain(`/guide-work/:guide${route}`);
  });

  test("and somebody who guides: a question that finds something, and one that does not", async () => {
    const gerd = await house.signIn("gerd");
    for (const path of ["/guiding", "/guiding?q=sover+inte", "/guiding?q=qqqqzzzz", "/guiding/answers/baby-sleep", "/guiding/services/bvc-degerfors", "/guiding/services/bvc-degerfors/call"]) await look(gerd, path, counted);
    for (const route of ["", "/answers/:answer", "/services/:service", "/services/:service/call"]) expect([...counted.keys()]).toContain(`/guiding${route}`);
  });

  test("no page takes more than three round trips", () => {
    expect([...counted].filter(([, most]) => most > MOST)).toEqual([]);
  });

  test("the pages of every day take two", () => {
    const everyDay = ["", "/wheel", "/wheel/:perspective", "/signals/new", "/meetings/:meeting", "/meetings/:meeting/hold", "/plan/print", "/plan/versions/:number", "/decision"].map((rest) => `/matters/:matter${rest}`);
    for (const route of [...everyDay, "/find", "/consents/:consent", "/consents/:consent/answer", "/family/:child/words", "/family/:child/readers"]) expect([route, counted.get(route)]).toEqual([route, 2]);
  });
});

describe("a planted page", () => {
  const planted = (load: (asking: Pick<Asking<unknown, unknown>, "tx">) => Promise<unknown>) => {
    const route = page({ path: "/planted", area: "staff", access: "signed-in", audit: { event: "page.planted" }, load, title: () => "", view: () => <p /> });
    const deps = { house: house.house, database: house.database, keys: house.house.keys, clock: house.clock, log: makeLog("silent"), secure: false };
    const handle = kernel({ ...deps, judge: async () => { throw new Error("there is nothing to judge"); }, frame: ({ main }) => main, languageOf: () => "sv", speak: (language) => wordsIn(language) });
    return new Hono().get("/planted", (c) => handle(route, c.req.raw, {}));
  };
  const tripsOf = async (app: Hono) => {
    const client = makeClient(app, await house.tokenFor("maja"));
    await client.get("/planted");
    const before = trips;
    expect((await client.get("/planted")).status).toBe(200);
    return trips - before;
  };
  const names = ({ tx }: Pick<Asking<unknown, unknown>, "tx">, table: "unit" | "branch" | "authority") => tx.selectFrom(table).select("name").execute();

  test("that asks one question after another is caught", async () => {
    expect(await tripsOf(planted(async (asking) => [await names(asking, "unit"), await names(asking, "branch"), await names(asking, "authority")]))).toBe(4);
  });

  test("that asks the same together takes two", async () => {
    expect(await tripsOf(planted((asking) => Promise.all([names(asking, "unit"), names(asking, "branch"), names(asking, "authority")])))).toBe(2);
  });
});
