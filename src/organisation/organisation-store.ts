import { sql, type RawBuilder } from "kysely";
import type { OrWorkedOut, Tx } from "../platform/db/connection.ts";
import type { BranchId, DutyId, PersonId, UnitId } from "../platform/ids.ts";
import type { KeyRing } from "../platform/seal/seal.ts";
import type { BranchKind } from "../access/secrecy.ts";
import { nameOf } from "./people.ts";

/** A unit with the branch and authority it belongs to: public knowledge. */
export type Unit = {
  readonly id: UnitId; readonly name: string; readonly town: string; readonly phone: string;
  readonly branchId: BranchId; readonly branch: string; readonly kind: BranchKind; readonly authorityId: string; readonly authority: string;
};

/** A colleague in a duty. `appointed`: by the authority, to decide on deliveries that the law lets nobody else decide. */
export type Colleague = {
  readonly dutyId: DutyId; readonly personId: PersonId; readonly name: string; readonly role: string; readonly leads: boolean; readonly appointed: boolean;
  readonly unitId: UnitId; readonly unit: string;
};

const units = (tx: Tx) =>
  tx.selectFrom("unit as u").innerJoin("branch as b", "b.id", "u.branch_id").innerJoin("authority as a", "a.id", "b.authority_id")
    .select(["u.id", "u.name", "u.town", "u.phone", "b.id as branchId", "b.name as branch", "b.kind", "a.id as authorityId", "a.name as authority"]);

/** Every unit, those of a town first. A unit's own order is its name. */
export async function listUnits(tx: Tx): Promise<Unit[]> {
  return (await units(tx).orderBy("a.name").orderBy("u.name").execute()) as Unit[];
}

/** The units where somebody receives now. What is sent anywhere else would be lost. */
export async function listReceivingUnits(tx: Tx, at: Date): Promise<Set<string>> {
  const rows = await tx.selectFrom("duty").where("leads", "=", true).where("valid_from", "<=", at)
    .where((eb) => eb.or([eb("valid_until", "is", null), eb("valid_until", ">", at)])).select("unit_id").distinct().execute();
  return new Set(rows.map((row) => row.unit_id));
}

export async function findUnit(tx: Tx, id: string): Promise<Unit | undefined> {
  return (await units(tx).where("u.id", "=", id).executeTakeFirst()) as Unit | undefined;
}

/** The duties that hold now, with who has them and where. */
const duties = (tx: Tx, at: Date) =>
  tx.selectFrom("duty as d").innerJoin("person as p", "p.id", "d.person_id").innerJoin("unit as u", "u.id", "d.unit_id").where("d.valid_from", "<=", at)
    .where((eb) => eb.or([eb("d.valid_until", "is", null), eb("d.valid_until", ">", at)]))
    .select(["d.id as dutyId", "d.role", "d.leads", "d.appointed", "d.unit_id as unitId", "u.name as unit", "p.id", "p.data_key", "p.sealed"]);
type DutyRow = Awaited<ReturnType<ReturnType<typeof duties>["execute"]>>[number];

const colleagueOf = (keys: KeyRing, { dutyId, unitId, unit, role, leads, appointed, ...person }: DutyRow): Colleague => ({
  dutyId: dutyId as DutyId, role, leads, appointed, unitId: unitId as UnitId, unit, personId: person.id as PersonId, name: nameOf(keys, person),
});

/** The unit of the acting duty, worked out where it is asked for. */
export const ownUnit = (): RawBuilder<string[]> => sql<string[]>`array[kring.unit_id()]`;

/** Everybody with a duty now in one of some units. */
export async function listColleagues(tx: Tx, keys: KeyRing, of: { units: OrWorkedOut<readonly string[]>; at: Date }): Promise<Colleague[]> {
  const rows = await duties(tx, of.at).where(sql<boolean>`d.unit_id = any (${of.units}::uuid[])`).execute();
  return rows.map((row) => colleagueOf(keys, row));
}

/** Everybody with a duty now in a branch, by unit. */
export async function listBranchColleagues(tx: Tx, keys: KeyRing, of: { branch: string; at: Date }): Promise<Colleague[]> {
  const rows = await duties(tx, of.at).where("d.branch_id", "=", of.branch).orderBy("u.name").execute();
  return rows.map((row) => colleagueOf(keys, row));
}
