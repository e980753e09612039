import type { House, Hand } from "#src/house.ts";
import { beginSession, chooseDuty, findPerson } from "#src/identity/sessions.ts";
import type { AuditLine } from "#src/platform/audit/audit.ts";
import { dayOf } from "#src/platform/clock.ts";
import type { Database } from "#src/platform/db/with-actor.ts";
import type { BranchId, DutyId, PersonId, UnitId } from "#src/platform/ids.ts";
import { hashOfToken } from "#src/platform/web/request.ts";
import type { WorldData } from "../world-data.ts";

/** Somebody of the world: a member of staff in the duty at a unit, or, without a unit, a guardian. */
export type Who = { readonly handle: string; readonly unit?: string | undefined };

/** The people of a world at their work. */
export type Crew = {
  /** The ids behind the world's handles. */
  person(handle: string): Promise<PersonId>;
  unit(handle: string): UnitId;
  branchOf(unit: string): BranchId;
  /** Lets somebody do something at a moment, in a session that began shortly before, and leaves the line it comes to in the trail. */
  act(who: Who, at: Date, of: { purpose: string; work(hand: Hand): Promise<AuditLine> }): Promise<void>;
};

export type Setting = { readonly world: WorldData; readonly house: House; readonly database: Database };

const OPEN_FOR_MS = 20 * 60_000;
const SIGNED_IN_BEFORE_MS = 2 * 60_000;
const LOA3 = "http://id.elegnamnden.se/loa/1.0/loa3";

function found<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new Error(`the world has no ${what}`);
  return value;
}

/** Whom a handle names, by the identity number the registers know. */
function personsOf({ world, house, database }: Setting): Crew["person"] {
  const numbers = new Map([...world.staff, ...world.guardians].map(({ handle, identity }) => [handle, identity]));
  const known = new Map<string, PersonId>();
  return async (handle) => {
    const person = known.get(handle) ?? (await findPerson(database, house.keys.numberHash(found(numbers.get(handle), `person "${handle}"`))));
    known.set(handle, found(person, `registered person "${handle}"`));
    return person!;
  };
}

type Session = { readonly hash: Buffer; readonly begunAt: Date };

async function chooseAt({ database }: Setting, { hash, begunAt }: Session, of: { person: PersonId; unit: UnitId }): Promise<void> {
  await database.withActor({ tokenHash: hash, at: begunAt }, "duty.chosen", async ({ tx, audit }) => {
    const duty = await tx.selectFrom("duty").where("person_id", "=", of.person).where("unit_id", "=", of.unit).select("id").executeTakeFirst();
    await chooseDuty(tx, hash, found(duty, "such duty").id as DutyId);
    audit({ event: "duty.chosen", outcome: "granted" });
  });
}

async function signIn(setting: Setting, of: { person: PersonId; unit: UnitId | undefined; at: Date }): Promise<Session> {
  const begunAt = new Date(of.at.getTime() - SIGNED_IN_BEFORE_MS);
  const proven = { number: "", loa: LOA3, provider: of.unit ? "demo-work" : "demo", transactionRef: crypto.randomUUID() };
  const { token, ready } = await beginSession(setting.database, { person: of.person, proven, at: begunAt });
  const session = { hash: hashOfToken(token), begunAt };
  const { unit } = of;
  if (unit && !ready) await chooseAt(setting, session, { person: of.person, unit });
  return session;
}

/** Gathers the people of a registered world. */
export async function gatherCrew(setting: Setting): Promise<Crew> {
  const { database, house } = setting;
  const rows = await database.withoutActor((tx) => tx.selectFrom("unit").select(["id", "handle", "branch_id"]).execute());
  const units = new Map(rows.map((unit) => [unit.handle, unit]));
  const unitOf = (handle: string) => found(units.get(handle), `unit "${handle}"`);
  const person = personsOf(setting);
  const sessions = new Map<string, Session>();
  const sessionOf = async ({ handle, unit }: Who, at: Date): Promise<Session> => {
    const key = `${handle} ${unit ?? ""}`;
    const open = sessions.get(key);
    if (open && at.getTime() - open.begunAt.getTime() < OPEN_FOR_MS) return open;
    const begun = await signIn(setting, { person: await person(handle), unit: unit === undefined ? undefined : (unitOf(unit).id as UnitId), at });
    sessions.set(key, begun);
    return begun;
  };
  return {
    person, unit: (handle) => unitOf(handle).id as UnitId, branchOf: (handle) => unitOf(handle).branch_id as BranchId,
    act: async (who, at, { purpose, work }) => {
      const { hash } = await sessionOf(who, at);
      await database.withActor({ tokenHash: hash, at }, purpose, async ({ tx, actor, audit }) => {
        audit(await work({ tx, house, actor: found(await actor, `session for "${who.handle}"`), at, today: dayOf(at) }));
      });
    },
  };
}
