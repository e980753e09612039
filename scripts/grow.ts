import { parseArgs } from "node:util";
import { readConfig } from "#src/config.ts";
import { insertAnswers } from "#src/consent/index.ts";
import type { Hand, House } from "#src/house.ts";
import { beginSession } from "#src/identity/sessions.ts";
import { asRegistrar, listUnits, type Unit } from "#src/organisation/index.ts";
import type { AuditLine } from "#src/platform/audit/audit.ts";
import { dayOf } from "#src/platform/clock.ts";
import { withConnection, type Connection } from "#src/platform/db/migrate.ts";
import { attachInstallation } from "#src/platform/db/open.ts";
import { openDatabase, type Database } from "#src/platform/db/with-actor.ts";
import type { PersonId } from "#src/platform/ids.ts";
import { keyRing, type KeyRing } from "#src/platform/seal/seal.ts";
import { hashOfToken } from "#src/platform/web/request.ts";
import { loadPractice, packageFolder } from "#src/practice/index.ts";
import { registerWorld } from "#worlds/build.ts";
import { readWorld } from "#worlds/world-data.ts";
import { posts, staffNumber, TEAM_CHILDREN, teamOf, type Growing, type Post, type Team } from "./grow/county.ts";
import { costOf } from "./cost.ts";
import { drawFrom } from "./grow/draw.ts";
import { lead, notice, yesTo, type Asked, type Working } from "./grow/way.ts";

/**
 * Adds synthetic children to the database of this installation, for measuring: each with matters, signal, wheel, decision, consent,
 * meeting, plan and deliveries, written through the product's own stores by people who have signed in, under row-level security and
 * with the trail on. Works beside a running program. The same seed gives the same county; a second run goes on where the first ended.
 */
const { values: given } = parseArgs({ options: { children: { type: "string", default: "20000" }, seed: { type: "string", default: "kronoberg" }, connections: { type: "string", default: "4" } } });
const total = Number(given.children);

/** In one family in twenty the guardians sign in and answer themselves; the others have answered on paper. */
const OWN_ANSWER_IN = 20;

type Ground = Growing & { readonly house: House; readonly database: Database; readonly at: Date; readonly units: ReadonlyMap<string, Unit>; readonly people: ReadonlyMap<string, PersonId> };
type Seat = { readonly person: PersonId; readonly token: Buffer };

const proven = { number: "", loa: "loa3", provider: "grow", transactionRef: "grow" };

async function seat({ database, at }: Ground, person: PersonId): Promise<Seat> {
  const { token } = await beginSession(database, { person, proven, at });
  return { person, token: hashOfToken(token) };
}

/** Work of somebody who has signed in, as a request would be. */
const as = <T>(ground: Ground, who: Seat, work: (hand: Hand, audit: (line: AuditLine) => void) => Promise<T>): Promise<T> =>
  ground.database.withActor({ tokenHash: who.token, at: ground.at }, "grow", async ({ tx, actor, audit }) =>
    work({ tx, house: ground.house, actor: (await actor)!, at: ground.at, today: ground.today }, audit));

/** The guardians who answer themselves, each signed in. */
async function answer(ground: Ground, asked: Asked): Promise<void> {
  for (const giver of asked.givers) {
    await as(ground, await seat(ground, giver), async (hand, audit) => {
      const { provider, loa, transactionRef } = hand.actor.session;
      await insertAnswers(hand.tx, [yesTo(asked, { giver, by: { how: "e-id", signIn: { provider, loa, transactionRef } }, at: hand.at })]);
      audit({ event: "consent.answered", outcome: "granted", childId: asked.known.childId });
    });
  }
}

/** The two who meet around some children of a team: the one who notices, and the child lead. */
async function growPair(ground: Ground, team: Team, pair: { seats: Readonly<Record<Post, Seat>>; noticedBy: Post; lead: Post }): Promise<void> {
  const children = team.children.filter((child) => child.noticedBy === pair.noticedBy && child.lead === pair.lead);
  if (children.length === 0) return;
  const house = { ...ground.house, population: team.population };
  const draw = drawFrom(`${ground.seed} ${team.nth} ${pair.noticedBy}`);
  const unitOf = (post: Post) => ground.units.get(team.people[post].duties[0]!.unit)!;
  const working = (post: Post, other: Post, hand: Hand, audit: Working["audit"]): Working => ({ hand: { ...hand, house }, audit, draw, own: unitOf(post), other: unitOf(other) });
  const noticed = await as(ground, pair.seats[pair.noticedBy], (hand, audit) => notice(working(pair.noticedBy, pair.lead, hand, audit), children));
  const waiting = await as(ground, pair.seats[pair.lead], (hand, audit) =>
    lead(working(pair.lead, pair.noticedBy, hand, audit), noticed, { contact: team.people[pair.noticedBy].name, onPaper: () => draw.below(OWN_ANSWER_IN) > 0 }));
  for (const asked of waiting) await answer(ground, asked);
}

async function growTeam(ground: Ground, team: Team): Promise<void> {
  const seats = Object.fromEntries(await Promise.all(posts.map(async (post) => [post, await seat(ground, ground.people.get(team.people[post].number)!)]))) as Record<Post, Seat>;
  await growPair(ground, team, { seats, noticedBy: "preschool-teacher", lead: "child-health-nurse" });
  await growPair(ground, team, { seats, noticedBy: "school-nurse", lead: "head-teacher" });
  await growPair(ground, team, { seats, noticedBy: "child-health-nurse", lead: "midwife" });
}

/** Rows as the owner of the database sees them. */
const rowsOf = <T>(owner: Connection, sql: string, values: unknown[] = []): Promise<T[]> =>
  withConnection(owner, async (client) => (await client.query("set role kring_owner"), (await client.query(sql, values)).rows as T[]));

/** How many teams earlier runs with this seed have made. */
async function countTeams(owner: Connection, keys: KeyRing, seed: string): Promise<number> {
  for (let known = 0; ; known += 1_000) {
    const hashes = Array.from({ length: 1_000 }, (_, nth) => keys.numberHash(staffNumber(seed, known + nth, posts[0])));
    const [{ n }] = (await rowsOf<{ n: number }>(owner, "select count(*)::int as n from kring.person where number_hash = any($1)", [hashes])) as [{ n: number }];
    if (n < hashes.length) return known + n;
  }
}

async function employ(owner: Connection, keys: KeyRing, teams: readonly Team[]): Promise<Map<string, PersonId>> {
  const people = teams.flatMap((team) => Object.values(team.people));
  await asRegistrar(owner, keys, (registrar) => registrar.registerStaff(people, new Date(Date.now() - 60_000)));
  const byHash = new Map(people.map(({ number }) => [keys.numberHash(number).toString("hex"), number]));
  const rows = await rowsOf<{ id: PersonId; hash: string }>(owner, "select id, encode(number_hash, 'hex') as hash from kring.person where number_hash = any($1)", [people.map(({ number }) => keys.numberHash(number))]);
  return new Map(rows.map(({ id, hash }) => [byHash.get(hash)!, id]));
}

const ROWS = "select sum(n_tup_ins)::int as n from pg_stat_user_tables where schemaname = 'kring'";

/** A glance at the tables, and not a study of them: enough to tell an empty one from a full one. */
const glancing = (owner: Connection): Connection => ({ ...owner, options: "-c default_statistics_target=10" });

/**
 * Plans made while the tables were small read all of them: the server looks again each time there are eight times as many. Not at the very
 * first, where what it finds is still so little that reading all of it seems best.
 */
function gardener(owner: Connection): { afterEach(children: number): Promise<void> } {
  let next = 8 * TEAM_CHILDREN;
  return {
    afterEach: async (children) => {
      if (children < next) return;
      next *= 8;
      await rowsOf(glancing(owner), "analyze");
    },
  };
}

/** Says how it goes, every other second: how fast, and what a child costs the program and the database it has started. */
function clockwork(owner: Connection): { children: number; stop(): Promise<void> } {
  const [began, cost] = [performance.now(), costOf(process.pid)];
  const told = { children: 0, stop: async () => (clearInterval(timer), tell()) };
  const before = rowsOf<{ n: number }>(owner, ROWS);
  const tell = async () => {
    const [seconds, spent] = [(performance.now() - began) / 1_000, costOf(process.pid)];
    const [now, then] = [await rowsOf<{ n: number }>(owner, ROWS), await before];
    const rows = now[0]!.n - then[0]!.n;
    const each = (of: "program" | "database") => `${of} ${((spent[of] - cost[of]) / Math.max(1, told.children)).toFixed(2)} ms`;
    console.log(`${String(told.children).padStart(6)} children, ${rows} rows in ${seconds.toFixed(1)} s: ${Math.round(told.children / seconds)} children/s, ${Math.round(rows / seconds)} rows/s; a child costs ${each("program")}, ${each("database")}`);
  };
  const timer = setInterval(() => void tell(), 2_000);
  return told;
}

async function grow(owner: Connection, ground: Omit<Ground, "units" | "people">): Promise<void> {
  const { house, database, world, seed } = ground;
  const [progress, { afterEach }] = [clockwork(owner), gardener(owner)];
  const first = await countTeams(owner, house.keys, seed);
  const sizes = Array.from({ length: Math.ceil(total / TEAM_CHILDREN) }, (_, nth) => Math.min(TEAM_CHILDREN, total - nth * TEAM_CHILDREN));
  const teams = sizes.map((size, nth) => teamOf({ world, seed, today: ground.today }, first + nth, size));
  const people = await employ(owner, house.keys, teams);
  const [handles, units] = await Promise.all([rowsOf<{ id: string; handle: string }>(owner, "select id, handle from kring.unit"), database.withoutActor(listUnits)]);
  const whole = { ...ground, people, units: new Map(handles.map(({ id, handle }) => [handle, units.find((unit) => unit.id === id)!])) };
  const work = async () => {
    for (let team = teams.shift(); team; team = teams.shift()) {
      await growTeam(whole, team);
      progress.children += team.children.length;
      await afterEach(progress.children);
    }
  };
  await Promise.all(Array.from({ length: Number(given.connections) }, work));
  await rowsOf(glancing(owner), "analyze");
  await progress.stop();
}

const config = readConfig({ ...process.env, LOG_LEVEL: "error" });
const opened = await attachInstallation({ data: config.data, url: config.databaseUrl, sql: "db" });
const keys = keyRing(config.keys);
const database = openDatabase(opened.pool, keys);
const practice = loadPractice(packageFolder(config.practice));
const world = readWorld("worlds/kronoberg", practice);
const at = new Date();
try {
  const [built] = await rowsOf<{ n: number }>(opened.owner, "select count(*)::int as n from kring.authority");
  if (built!.n === 0) await registerWorld({ world, keys, owner: opened.owner, at: new Date(at.getTime() - 60_000) });
  const house: House = { mode: config.mode, keys, practice, guide: config.guide, url: config.url, feeds: [], population: { findChild: async () => undefined, findAdult: async () => undefined } };
  await grow(opened.owner, { world, seed: given.seed, today: dayOf(at), house, database, at });
} finally {
  await database.close();
  await opened.close();
}
