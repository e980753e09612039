import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { asRegistrar, type RegisteredAuthority } from "#src/organisation/index.ts";
import type { PopulationRegister, RegisteredGuardian } from "#src/child/population.ts";
import type { House } from "#src/house.ts";
import { dayOf } from "#src/platform/clock.ts";
import { NOBODY } from "#src/platform/audit/audit.ts";
import { withConnection, type Connection } from "#src/platform/db/migrate.ts";
import type { KeyRing } from "#src/platform/seal/seal.ts";
import type { Database } from "#src/platform/db/with-actor.ts";
import type { DemoPerson } from "#test/fakes/identity-provider.ts";
import { registerGuides } from "./build-guides.ts";
import { buildDeviations } from "./build-deviations.ts";
import { registerAgreement } from "./build-agreement.ts";
import { registerSteering } from "./build-steering.ts";
import { registerNetwork } from "./build-network.ts";
import { readDemoGuides } from "./demo.ts";
import { describeWorld, type DescribedWorld } from "./describe.ts";
import { buildStories } from "./build-stories.ts";
import { buildSignUps } from "./build-sign-ups.ts";
import { buildVisitors } from "./build-visitors.ts";
import type { Authority, Guardian, Staff, WorldData } from "./world-data.ts";

const full = ({ given, family }: { given: string; family: string }) => `${given} ${family}`;

/** Two boards of a municipality are two authorities: each branch is registered under the board that answers for it. @ground OSL 8:1 */
function registered(authority: Authority): RegisteredAuthority {
  const concern = authority.kind === "municipality" ? authority.concern : undefined;
  return {
    handle: authority.handle, name: authority.name, kind: authority.kind,
    branches: authority.branches.map(({ handle, name, kind, units }) => ({
      handle, name, kind,
      units: units.map((unit) => ({
        handle: unit.handle, name: unit.name, town: unit.town, phone: unit.phone,
        ...(concern?.reception.unit === unit.handle ? { concernPhone: unit.phone, outOfHoursPhone: concern.socialjour.phone } : {}),
      })),
    })),
  };
}

const unitPhone = (world: WorldData, handle: string) =>
  world.authorities.flatMap(({ branches }) => branches.flatMap(({ units }) => units)).find((unit) => unit.handle === handle)!.phone;

const staffOf = (world: WorldData, person: Staff) => ({
  number: person.identity, name: full(person), phone: unitPhone(world, person.duties[0]!.unit), email: person.email, language: "sv", duties: person.duties,
});

const guardianOf = (guardian: Guardian, child: string): RegisteredGuardian[] => {
  const custody = guardian.children.find((one) => one.child === child)?.custody;
  if (custody === undefined || custody === "none") return [];
  return [{
    number: guardian.identity, name: full(guardian), phone: guardian.phone, email: guardian.email, language: guardian.language === "en" ? "en" : "sv",
    kind: custody === "expecting" ? "expecting" : "parent", custody: custody === "joint" ? "joint" : "sole",
  }];
};

/** The demo's population register: a stand-in that knows the people of the world and nobody else. */
export function demoPopulation(world: WorldData): PopulationRegister {
  return {
    findChild: async (number) => {
      const child = world.children.find((one) => one.born && one.identity === number);
      if (!child?.born) return undefined;
      const bornOn = `${number.slice(0, 4)}-${number.slice(4, 6)}-${number.slice(6, 8)}`;
      return { number, name: full(child), bornOn, guardians: world.guardians.flatMap((guardian) => guardianOf(guardian, child.handle)) };
    },
    findAdult: async (number) => {
      const adult = world.guardians.find(({ identity }) => identity === number);
      return adult && { number, name: full(adult), phone: adult.phone, email: adult.email, language: adult.language === "en" ? "en" : "sv" };
    },
  };
}

/** Who is around each child, by the child's name: its guardians, and whoever has done or is to do something in its story. */
function aroundChildren(world: WorldData): (handle: string) => string[] {
  const named = world.children.map((child) => {
    const told = world.stories.find((story) => story.child === child.handle)?.events ?? [];
    const guardians = world.guardians.filter(({ children }) => children.some((one) => one.child === child.handle));
    return { name: child.born ? full(child) : "det väntade barnet", who: new Set([...child.next.map(({ who }) => who), ...told.map(({ by }) => by), ...guardians.map(({ handle }) => handle)]) };
  });
  return (handle) => named.filter(({ who }) => who.has(handle)).map(({ name }) => name);
}

/** Whom one may sign in as: first who is next in a child's story, with what they do; then staff by place, and the families. */
export function demoPeople(world: WorldData): DemoPerson[] {
  const around = aroundChildren(world);
  const unitName = new Map(world.authorities.flatMap(({ branches }) => branches.flatMap(({ units }) => units)).map((unit) => [unit.handle, unit.name]));
  const childName = new Map(world.children.map((child) => [child.handle, child.born ? child.given : "sitt väntade barn"]));
  const staff = world.staff.map((person) => ({ number: person.identity, name: full(person), about: person.duties.map(({ unit }) => unitName.get(unit)).join(" och "), group: "Arbetar med barn", around: around(person.handle) }));
  const guardians = world.guardians.map((person) => ({ number: person.identity, name: full(person), about: `förälder till ${person.children.map(({ child }) => childName.get(child)).join(" och ")}`, group: "Familjer", around: around(person.handle) }));
  const numbers = new Map([...world.staff, ...world.guardians].map((person) => [person.handle, { number: person.identity, name: full(person), around: around(person.handle) }]));
  const next = world.children.flatMap(({ next: [first] }) => {
    const person = first && numbers.get(first.who);
    return person ? [{ ...person, about: first.does, group: "Börja en berättelse" }] : [];
  });
  return [...next, ...staff, ...guardians];
}

export type Registering = { readonly world: WorldData; readonly keys: KeyRing; readonly owner: Connection; readonly at: Date };

/** Registers the organisations and the staff of a world. */
export async function registerWorld({ world, keys, owner, at }: Registering): Promise<void> {
  await asRegistrar(owner, keys, async (registrar) => {
    for (const authority of world.authorities) await registrar.registerAuthority(registered(authority));
    const rules = world.authorities.flatMap(({ branches }) => branches.flatMap(({ handle, second_person: grounds = [] }) => grounds.map((ground) => ({ branch: handle, ground, from: dayOf(at) }))));
    for (const rule of rules) await registrar.requireSecondPerson(rule);
    await registrar.registerStaff(world.staff.map((person) => staffOf(world, person)), at);
  });
}

export type Building = { readonly world: WorldData; readonly house: House; readonly database: Database; readonly owner: Connection; readonly at: Date };

/** The two lines of the trail that say how far the building of a world has come. */
const [BEGUN, BUILT] = ["world.begun", "world.built"] as const;

/**
 * How far a database has come: empty, begun by a program that was ended before it was done, built to its end, or filled by somebody
 * else, who keeps it.
 */
export type BuildState = "empty" | "begun" | "built" | "foreign";

type Found = { readonly begun: boolean; readonly built: boolean; readonly filled: boolean };

function stateOf({ begun, built, filled }: Found): BuildState {
  if (built) return "built";
  if (begun) return "begun";
  return filled ? "foreign" : "empty";
}

/** Read by whoever owns the database, also before it has any tables. */
export async function findBuildState(owner: Connection): Promise<BuildState> {
  return withConnection(owner, async (client) => {
    const there = await client.query<{ tables: boolean }>("select to_regclass('kring.authority') is not null and to_regclass('kring.audit_event') is not null as tables");
    if (!there.rows[0]!.tables) return "empty";
    await client.query("set role kring_owner");
    const { rows } = await client.query<Found>(
      `select exists (select from kring.audit_event where chain = $1 and event = $2) as begun, exists (select from kring.audit_event where chain = $1 and event = $3) as built,
        exists (select from kring.authority) as filled`, [NOBODY, BEGUN, BUILT]);
    return stateOf(rows[0]!);
  });
}

const REGISTERED_DAYS_BEFORE = 400;
const daysBefore = (at: Date, days: number): Date => new Date(at.getTime() - days * 24 * 3_600_000);

/**
 * Builds the world in an empty database: organisations and people, then every child's story through the product's own commands.
 * Half a world is refused: it cannot be told from a whole one that somebody has worked in. Says how the database was before.
 */
export async function buildWorld({ world, house, database, owner, at }: Building): Promise<BuildState> {
  const state = await findBuildState(owner);
  if (state === "begun") throw new Error("the demo world in this database was never finished; empty the database, and start again");
  if (state !== "empty") return state;
  const mark = (event: string, on: Date) => database.withActor({ at: on }, event, async ({ audit }) => audit({ event, outcome: "granted" }));
  const registeredAt = daysBefore(at, REGISTERED_DAYS_BEFORE);
  await mark(BEGUN, registeredAt);
  await registerWorld({ world, keys: house.keys, owner, at: registeredAt });
  const guides = readDemoGuides();
  await registerGuides(owner, guides, at);
  await registerNetwork({ world, keys: house.keys, owner, at }, guides);
  await registerAgreement({ world, keys: house.keys, owner, at });
  await registerSteering({ world, keys: house.keys, owner, at });
  await buildVisitors({ world, house, database, at });
  await buildSignUps({ world, house, database, at });
  await buildDeviations({ world, house, database, at });
  await buildStories({ world, house, database, at });
  await mark(BUILT, at);
  return state;
}

/**
 * The world as it stands: built when this is the first start, and described in `file` for whoever asks who is in it. Undefined for a
 * database that somebody else has filled.
 */
export async function openWorld({ file, ...building }: Building & { readonly file: string }): Promise<DescribedWorld | undefined> {
  const before = await buildWorld(building);
  if (before === "foreign") return undefined;
  if (before === "empty" || !existsSync(file)) {
    writeFileSync(`${file}.part`, `${JSON.stringify(await describeWorld(building), undefined, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.part`, file);
  }
  return JSON.parse(readFileSync(file, "utf8")) as DescribedWorld;
}
