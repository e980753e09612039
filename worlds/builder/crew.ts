import type { House, Hand } from "#src/house.ts";
import { beginSession, chooseDuty, findPerson, listDuties } from "#src/identity/sessions.ts";
import type { AuditLine } from "#src/platform/audit/audit.ts";
import { dayOf } from "#src/platform/clock.ts";
import type { Database } from "#src/platform/db/with-actor.ts";
import type { BranchId, DutyId, PersonId, UnitId } from "#src/platform/ids.ts";
import { hashOfToken } from "#src/platform/web/request.ts";
import type { WorldData } from "../world-data.ts";

/** Somebody of the world: a member of staff in the duty at a unit, or, without a unit, a guardian. */
export type Who = { readonly handle: string; readonly unit?: string | undefined };

/** The ids behind the world's handles. */
export type Places = {
  unit(handle: string): UnitId;
  branchOf(unit: string): BranchId;
  /** The duty somebody holds at a unit. */
  duty(who: string, unit: string): DutyId;
  person(handle: string): Promise<PersonId>;
};

/** The people of a world at their work. */
export type Crew = {
  readonly places: Places;
  /** Lets somebody do something at a moment, in a session that began shortly before, and leaves the lines it returns in the trail. */
  act(who: Who, at: Date, of: { purpose: string; work(hand: Hand): Promise<AuditLine> }): Promise<void>;
};

type Building = { readonly world: WorldData; readonly house: House; readonly database: Database };

const OPEN_FOR_MS = 20 * 60_000;
const SIGNED_IN_BEFORE_MS = 2 * 60_000;
const LOA3 = "http://id.elegnamnden.se/loa/1.0/loa3";

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the world has no ${what}`);
  return value;
}

/** Whom a handle names, by the identity number the registers know. */
function personsOf({ world, house, database }: Building): Places["person"] {
  const numbers = new Map([...world.staff, ...world.guardians].map(({ handle, identity }) => [handle, identity]));
  const known = new Map<string, PersonId>();
  return async (handle) => {
    const person = known.get(handle) ?? (await findPerson(database, house.keys.numberHash(found(numbers.get(handle), `person "${handle}"`))));
    known.set(handle, found(person, `registered person "${handle}"`));
    return person!;
  };
}

async function placesOf(building: Building): Promise<Places> {
  const { database, world, house } = building;
  const [units, duties] = await database.withoutActor((tx) => Promise.all([
    tx.selectFrom("unit").select(["id", "handle", "branch_id"]).execute(), tx.selectFrom("duty").select(["id", "unit_id", "person_id"]).execute(),
  ]));
  const byHandle = new Map(units.map((unit) => [unit.handle, unit]));
  const unit = (handle: string) => found(byHandle.get(handle), `unit "${handle}"`);
  const person = personsOf(building);
  const staff = new Map(await Promise.all(world.staff.map(async ({ handle }) => [handle, await person(handle)] as const)));
  void house;
  return {
    person, unit: (handle) => unit(handle).id as UnitId, branchOf: (handle) => unit(handle).branch_id as BranchId,
    duty: (who, at) => found(duties.find((duty) => duty.person_id === staff.get(who) && duty.unit_id === unit(at).id), `duty of "${who}" at "${at}"`).id as DutyId,
  };
}
