import { sql } from "kysely";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import type { Connection } from "../platform/db/migrate.ts";
import { asOwner } from "../platform/db/owner.ts";
import { insertRows } from "../platform/db/rows.ts";
import { newId } from "../platform/ids.ts";
import { PEOPLE, seal, type KeyRing } from "../platform/seal/seal.ts";

/** An organisation as it is registered, down to its units. Handles are stable names; registering again changes nothing twice. */
export type RegisteredUnit = { handle: string; name: string; town: string; phone: string; concernPhone?: string | undefined; outOfHoursPhone?: string | undefined };
export type RegisteredBranch = { handle: string; name: string; kind: string; units: readonly RegisteredUnit[] };
export type RegisteredAuthority = { handle: string; name: string; kind: string; branches: readonly RegisteredBranch[] };
export type RegisteredPerson = {
  number: string; name: string; phone: string; email: string; language: string;
  duties: ReadonlyArray<{ unit: string; role: string; leads: boolean; appointed?: boolean | undefined; registers?: readonly string[] | undefined }>;
};

/** What only the owner of the database may do: say who exists and which duties they hold. Nobody signed in can. */
export type Registrar = {
  registerAuthority(authority: RegisteredAuthority): Promise<void>;
  registerStaff(people: readonly RegisteredPerson[], at: Date): Promise<void>;
  /** A branch, by its handle, lets nobody decide alone on a ground from a day on. @ground REQ-074 */
  requireSecondPerson(rule: { branch: string; ground: string; from: Day }): Promise<void>;
};

async function registerBranch(tx: Tx, authorityId: string, branch: RegisteredBranch): Promise<void> {
  const id = newId();
  await tx.insertInto("branch").values({ id, authority_id: authorityId, handle: branch.handle, name: branch.name, kind: branch.kind }).execute();
  const rows = branch.units.map((unit) => ({
    id: newId(), branch_id: id, handle: unit.handle, name: unit.name, town: unit.town, phone: unit.phone,
    concern_phone: unit.concernPhone ?? null, out_of_hours_phone: unit.outOfHoursPhone ?? null,
  }));
  await tx.insertInto("unit").values(rows).execute();
}

async function registerPeople(tx: Tx, keys: KeyRing, people: readonly RegisteredPerson[], at: Date): Promise<void> {
  const units = new Map((await tx.selectFrom("unit").select(["id", "branch_id", "handle"]).execute()).map((unit) => [unit.handle, unit]));
  const known = people.map((person) => ({ ...person, id: newId<"person">(), key: keys.newKey(PEOPLE) }));
  await insertRows(tx, "person", known.map(({ id, key, number, language, name }) => ({
    id, number_hash: keys.numberHash(number), is_staff: true, language, data_key: key.wrapped, sealed: seal(key, `person:${id}`, { name }),
  })));
  await insertRows(tx, "person_contact", known.map(({ id, key, number, phone, email }) => ({ person_id: id, sealed: seal(key, `person_contact:${id}`, { number, phone, email }) })));
  const held = known.flatMap(({ id, duties }) => duties.map((duty) => {
    const unit = units.get(duty.unit);
    if (!unit) throw new Error(`no unit called ${duty.unit}`);
    return { duty, row: { id: newId<"duty">(), person_id: id, unit_id: unit.id, branch_id: unit.branch_id, role: duty.role, leads: duty.leads, appointed: duty.appointed ?? false, valid_from: at, valid_until: null } };
  }));
  await insertRows(tx, "duty", held.map(({ row }) => row));
  for (const { duty, row } of held) {
    for (const branch of duty.registers ?? []) await tx.insertInto("register_keeper").values({ duty_id: row.id, branch_id: sql`(select id from branch where handle = ${branch})` }).execute();
  }
}

/** Registers organisations and people, in one transaction. */
export const asRegistrar = <T>(owner: Connection, keys: KeyRing, work: (registrar: Registrar) => Promise<T>): Promise<T> =>
  asOwner(owner, (tx) => work({
    registerAuthority: async (authority) => {
      const id = newId();
      await tx.insertInto("authority").values({ id, handle: authority.handle, name: authority.name, kind: authority.kind }).execute();
      for (const branch of authority.branches) await registerBranch(tx, id, branch);
    },
    registerStaff: (people, at) => registerPeople(tx, keys, people, at),
    requireSecondPerson: async ({ branch, ground, from }) => {
      const { id } = await tx.selectFrom("branch").where("handle", "=", branch).select("id").executeTakeFirstOrThrow();
      await tx.insertInto("second_person_rule").values({ branch_id: id, ground, from_on: from, until_on: null }).execute();
    },
  }));
