import { randomUUID } from "node:crypto";
import type { Hono } from "hono";
import pg from "pg";
import { inject } from "vitest";
import { demoPopulation } from "#worlds/build.ts";
import { buildStories } from "#worlds/build-stories.ts";
import { readDemoWorld } from "#worlds/demo.ts";
import type { WorldData } from "#worlds/world-data.ts";
import { createApp } from "#src/app.ts";
import { makeFrame } from "#src/frame.tsx";
import type { Hand, House } from "#src/house.ts";
import { beginSession, chooseDuty, findPerson } from "#src/identity/sessions.ts";
import { dayOf, type Clock } from "#src/platform/clock.ts";
import type { Feed } from "#src/organisation/index.ts";
import { makePool } from "#src/platform/db/connection.ts";
import { withConnection, type Connection } from "#src/platform/db/migrate.ts";
import { openDatabase, type Database } from "#src/platform/db/with-actor.ts";
import type { DutyId } from "#src/platform/ids.ts";
import { makeLog } from "#src/platform/log.ts";
import { keyRing } from "#src/platform/seal/seal.ts";
import { hashOfToken } from "#src/platform/web/request.ts";
import { loadPractice, packageFolder, type Practice } from "#src/practice/index.ts";
import { makeClient, type Client } from "./client.ts";
import { PASSWORD, TEMPLATE } from "./database-server.ts";

/** A clock the test holds. */
export type TestClock = Clock & { set(at: string | Date): void; advance(minutes: number): void };

function testClock(start: string): TestClock {
  let now = new Date(start);
  return { now: () => now, set: (at) => (now = new Date(at)), advance: (minutes) => (now = new Date(now.getTime() + minutes * 60_000)) };
}

/** A whole house on a database of its own, with the demo's organisations and people and no child's story yet. */
export type TestHouse = {
  readonly app: Hono; readonly house: House; readonly database: Database; readonly clock: TestClock; readonly world: WorldData; readonly owner: Connection;
  /** The sources that units and staff may be fetched from: none, until a test adds one. */
  readonly feeds: Feed[];
  /** A browser where this person of the world (by handle) is signed in, in the first duty or in the one at `unit`. */
  signIn(handle: string, unit?: string): Promise<Client>;
  /** The session token of this person, for a browser of one's own. */
  tokenFor(handle: string, unit?: string): Promise<string>;
  /** Runs a command as a member of staff, or as a guardian, outside HTTP: for setting the stage. */
  as<T>(handle: string, work: (hand: Hand) => Promise<T>, unit?: string): Promise<T>;
  /** A browser where nobody is signed in. */
  visitor(): Client;
  /** Rows read past row-level security, for asserting on database state. */
  rows<T>(sql: string, values?: unknown[]): Promise<T[]>;
  /** Lets go of the database and leaves it as it is. */
  leave(): Promise<void>;
  close(): Promise<void>;
};

const people = (world: WorldData) => new Map([...world.staff, ...world.guardians].map((person) => [person.handle, person.identity]));

type Read = { readonly model: Practice; readonly world: WorldData };
const readBefore = new Map<string, Read>();

/** A package and the world that is told by it, which nothing can change: read once for all tests that share this process, since it takes longer than most of them. */
function read(practice: string): Read {
  const before = readBefore.get(practice);
  if (before) return before;
  const model = loadPractice(packageFolder(practice));
  const made = { model, world: readDemoWorld(model) };
  readBefore.set(practice, made);
  return made;
}

/** Every test that does not need another day begins on this one. */
const START = "2026-11-23T09:00:00+01:00";
/** The database where the demo's stories have been told. */
const TOLD = "kring_told";
const LOCK = 4711;

type Opening = { readonly name: string; readonly start: string; readonly practice: string };

const inServer = <T,>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const { host, port, admin } = inject("server");
  return withConnection({ host, port, ...admin, database: "postgres" }, work);
};
const copyOf = async (template: string): Promise<string> => {
  const name = `t_${randomUUID().replaceAll("-", "")}`;
  await inServer((client) => client.query(`create database ${name} template ${template} strategy file_copy`));
  return name;
};

/** A house with the demo's organisations and people. */
export const openTestHouse = async (start = START, practice = "kronobarn"): Promise<TestHouse> => openHouse({ name: await copyOf(TEMPLATE), start, practice });

/** A house where every child's story in the demo has happened, up to the day that most tests begin on. Told once in a run, by whoever asks first. */
export async function openToldHouse(): Promise<TestHouse> {
  await inServer(async (client) => {
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    if ((await client.query("select from pg_database where datname = $1", [TOLD])).rowCount === 1) return;
    const telling = await openTestHouse();
    const { world, house, database } = telling;
    await buildStories({ world, house, database, at: telling.clock.now() });
    await telling.leave();
    await client.query(`alter database ${telling.owner.database} rename to ${TOLD}`);
  });
  return openHouse({ name: await copyOf(TOLD), start: START, practice: "kronobarn" });
}

function openHouse({ name, start, practice }: Opening): TestHouse {
  const server = inject("server");
  const base = { host: server.host, port: server.port };
  const keys = keyRing(server.keys);
  const pool = makePool({ ...base, user: "kring_app", password: PASSWORD, database: name, max: 8 });
  const database = openDatabase(pool, keys);
  const owner = { ...base, user: "kring_migrator", password: PASSWORD, database: name };
  const { model, world } = read(practice);
  const clock = testClock(start);
  const feeds: Feed[] = [];
  const house: House = { mode: "demo", keys, practice: model, population: demoPopulation(world), guide: "degerfors", url: "http://kring.test", feeds };
  const app = createApp({
    house, database, clock, log: makeLog("silent"), url: "http://kring.test", providers: [], assets: [],
    frame: makeFrame({ css: "/assets/app.css", js: "/assets/islands.js" }, "demo"),
  });
  const numbers = people(world);
  const above = new pg.Pool({ ...base, ...server.admin, database: name, max: 2 });
  const rows = async <T,>(sql: string, values: unknown[] = []) => (await above.query(sql, values)).rows as T[];

  async function enter(handle: string, unit?: string): Promise<string> {
    const person = await findPerson(database, keys.numberHash(numbers.get(handle)!));
    if (!person) throw new Error(`${handle} is not registered yet`);
    const { token } = await beginSession(database, { person, proven: { number: "", loa: "http://id.elegnamnden.se/loa/1.0/loa3", provider: "test", transactionRef: "test" }, at: clock.now() });
    const duties = await rows<{ id: DutyId; handle: string }>("select d.id, u.handle from kring.duty d join kring.unit u on u.id = d.unit_id where d.person_id = $1 order by u.handle", [person]);
    const duty = unit ? duties.find((one) => one.handle === unit) : duties[0];
    if (duty) await database.withActor({ tokenHash: hashOfToken(token), at: clock.now() }, "test", async ({ tx, audit }) => {
      audit({ event: "duty.chosen", outcome: "granted" });
      await chooseDuty(tx, hashOfToken(token), duty.id);
    });
    return token;
  }

  const as: TestHouse["as"] = async (handle, work, unit) => {
    const tokenHash = hashOfToken(await enter(handle, unit));
    const at = clock.now();
    return database.withActor({ tokenHash, at }, "test", async ({ tx, actor, audit }) => {
      audit({ event: "stage.set", outcome: "granted" });
      return work({ tx, house, actor: (await actor)!, at, today: dayOf(at) });
    });
  };

  const leave = async () => void (await Promise.all([database.close(), above.end()]));

  return {
    app, house, database, clock, world, owner, feeds, rows, as, tokenFor: enter, signIn: async (handle, unit) => makeClient(app, await enter(handle, unit)), visitor: () => makeClient(app, undefined),
    leave,
    close: async () => {
      await leave();
      await inServer((client) => client.query(`drop database ${name} with (force)`));
    },
  };
}
