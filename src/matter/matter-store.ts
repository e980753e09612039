import { sql, type RawBuilder } from "kysely";
import type { BranchKind } from "../access/secrecy.ts";
import { nameOf } from "../organisation/index.ts";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { insertRows } from "../platform/db/rows.ts";
import type { ActingDuty } from "../platform/db/with-actor.ts";
import { newId, type BranchId, type ChildId, type DutyId, type MatterId, type PersonId, type UnitId } from "../platform/ids.ts";
import { refuse, type Refusal } from "../platform/result.ts";
import { seal, unseal, type DataKey, type KeyRing } from "../platform/seal/seal.ts";
import { matterNumber, move, type MatterRole, type MatterState, type Transition } from "./matter.ts";

/** Who the matter is about, as its branch knows the child. An unborn child has no number. @ground REQ-005 */
export type Subject = { readonly name: string; readonly number?: string | undefined };

/** A matter with its words opened and its key at hand. */
export type Matter = {
  readonly id: MatterId; readonly number: string; readonly state: MatterState; readonly role: MatterRole; readonly version: number;
  readonly childId: ChildId; readonly child: Subject; readonly bornOn: Day | undefined; readonly expectedOn: Day | undefined;
  readonly branchId: BranchId; readonly branchKind: BranchKind; readonly unitId: UnitId; readonly unit: string; readonly authority: string;
  readonly ownerDutyId: DutyId; readonly ownerPersonId: PersonId; readonly owner: string; readonly ownerRole: string; readonly dueOn: Day | undefined;
  readonly key: DataKey; readonly openedAt: Date; readonly closedAt: Date | undefined;
};

const matters = (tx: Tx) =>
  tx.selectFrom("matter as m").innerJoin("child as c", "c.id", "m.child_id").innerJoin("unit as u", "u.id", "m.unit_id")
    .innerJoin("branch as b", "b.id", "m.branch_id").innerJoin("authority as a", "a.id", "b.authority_id")
    .innerJoin("duty as d", "d.id", "m.owner_duty_id").innerJoin("person as p", "p.id", "d.person_id")
    .select([
      "m.id", "m.number", "m.state", "m.role", "m.version", "m.child_id", "m.branch_id", "m.unit_id", "m.data_key", "m.sealed", "m.due_on",
      "m.owner_duty_id", "m.opened_at", "m.closed_at", "c.born_on", "c.expected_on", "u.name as unit", "b.kind", "a.name as authority",
      "d.role as owner_role", "p.id as owner_id", "p.data_key as owner_key", "p.sealed as owner_sealed",
    ]);

type MatterRow = Awaited<ReturnType<ReturnType<typeof matters>["execute"]>>[number];

function opened(keys: KeyRing, row: MatterRow, owner = nameOf(keys, { id: row.owner_id, data_key: row.owner_key, sealed: row.owner_sealed })): Matter {
  const key = keys.open(row.branch_id, row.data_key);
  return {
    id: row.id as MatterId, number: row.number, state: row.state as MatterState, role: row.role as MatterRole, version: row.version,
    childId: row.child_id as ChildId, child: unseal<Subject>(key, `matter:${row.id}`, row.sealed),
    bornOn: row.born_on ?? undefined, expectedOn: row.expected_on ?? undefined,
    branchId: row.branch_id as BranchId, branchKind: row.kind as BranchKind, unitId: row.unit_id as UnitId, unit: row.unit, authority: row.authority,
    ownerDutyId: row.owner_duty_id as DutyId, ownerPersonId: row.owner_id as PersonId, ownerRole: row.owner_role,
    owner, dueOn: row.due_on ?? undefined, key, openedAt: row.opened_at, closedAt: row.closed_at ?? undefined,
  };
}

/** The matter, if the actor works with it. */
export async function findMatter(tx: Tx, keys: KeyRing, id: string): Promise<Matter | undefined> {
  const row = await matters(tx).where("m.id", "=", id).executeTakeFirst();
  return row && opened(keys, row);
}

/** The child of a matter the actor works with, inside a query that is sent before the matter is read. */
export const childOfMatter = (matter: string): RawBuilder<string> => sql<string>`(select x.child_id from kring.matter x where x.id = ${matter}::uuid)`;

/** The matters the actor works with, the open ones, the most pressing first. */
export async function listMatters(tx: Tx, keys: KeyRing): Promise<Matter[]> {
  const rows = await matters(tx).where("m.closed_at", "is", null).orderBy(sql`m.due_on nulls last`).orderBy("m.opened_at").execute();
  // Most have the same owner, whose name is opened once.
  const names = new Map<string, string>();
  return rows.map((row) => {
    const matter = opened(keys, row, names.get(row.owner_id));
    names.set(row.owner_id, matter.owner);
    return matter;
  });
}

/** The actor's own open matter for a child; there may be several, the newest counts. */
export async function findOpenMatterFor(tx: Tx, keys: KeyRing, child: string): Promise<Matter | undefined> {
  const row = await matters(tx).where("m.child_id", "=", child).where("m.closed_at", "is", null).orderBy("m.opened_at", "desc").limit(1).executeTakeFirst();
  return row && opened(keys, row);
}

/** A matter by its number, exact, among those the actor works with. @ground REQ-148 */
export async function findMatterByNumber(tx: Tx, keys: KeyRing, number: string): Promise<Matter | undefined> {
  const row = await matters(tx).where("m.number", "=", number.trim().toUpperCase()).executeTakeFirst();
  return row && opened(keys, row);
}

/** The actor's own newest matter about the child with a number, found by the number's keyed hash. @ground REQ-148 */
export async function findMatterOfNumberHash(tx: Tx, keys: KeyRing, hash: Buffer): Promise<Matter | undefined> {
  const row = await matters(tx).where("c.number_hash", "=", hash).orderBy("m.opened_at", "desc").limit(1).executeTakeFirst();
  return row && opened(keys, row);
}

export type NewMatter = {
  readonly childId: string; readonly child: Subject; readonly duty: ActingDuty; readonly state: MatterState; readonly role: MatterRole;
  readonly dueOn: Day; readonly at: Date;
};

/** A matter that was just opened, with the key its words are sealed with. */
export type OpenedMatter = { readonly id: MatterId; readonly key: DataKey; readonly childId: ChildId; readonly branchId: BranchId };

/** Opens matters in the acting duty's branch, with that duty as their owner and the first to work with them. */
export async function openMatters(tx: Tx, keys: KeyRing, all: readonly NewMatter[]): Promise<OpenedMatter[]> {
  const opening = all.map((of) => ({ of, id: newId<"matter">(), key: keys.newKey(of.duty.branchId) }));
  const { rows } = await sql<{ n: number }>`select nextval('kring.matter_number')::int as n from generate_series(1, ${all.length})`.execute(tx);
  await insertRows(tx, "matter", opening.map(({ of, id, key }, nth) => ({
    id, number: matterNumber(of.at.getFullYear(), rows[nth]!.n), child_id: of.childId, branch_id: of.duty.branchId, unit_id: of.duty.unitId,
    state: of.state, role: of.role, data_key: key.wrapped, sealed: seal(key, `matter:${id}`, of.child), owner_duty_id: of.duty.id,
    due_on: of.dueOn, opened_at: of.at, closed_at: null,
  })));
  await insertRows(tx, "assignment", opening.map(({ of, id }) => ({
    id: newId(), matter_id: id, branch_id: of.duty.branchId, duty_id: of.duty.id, from_at: of.at, until_at: null, granted_by: of.duty.id,
  })));
  return opening.map(({ of, id, key }) => ({ id, key, childId: of.childId as ChildId, branchId: of.duty.branchId }));
}

export const openMatter = async (tx: Tx, keys: KeyRing, of: NewMatter): Promise<OpenedMatter> => (await openMatters(tx, keys, [of]))[0]!;

export type Moving = { readonly matter: Pick<Matter, "id" | "state">; readonly by: Transition; readonly dueOn?: Day | undefined; readonly role?: MatterRole; readonly at: Date };

/** Moves a matter along its way. Refused when the step is not allowed from here, also when somebody else just moved it. */
export async function moveMatter(tx: Tx, { matter, by, dueOn, role, at }: Moving): Promise<Refusal | undefined> {
  const next = move(matter.state, by);
  if (typeof next !== "string") return next;
  const moved = await tx.updateTable("matter")
    .set((eb) => ({
      state: next, version: eb("version", "+", 1),
      ...(dueOn === undefined ? {} : { due_on: dueOn }), ...(role === undefined ? {} : { role }),
      ...(next === "closed" ? { closed_at: at, due_on: null } : {}),
    }))
    .where("id", "=", matter.id).where("state", "=", matter.state).executeTakeFirst();
  return Number(moved.numUpdatedRows) === 1 ? undefined : refuse("matter.state");
}

/** Lets a colleague of the same branch work with the matter. */
export async function assign(tx: Tx, of: { matter: Pick<Matter, "id" | "branchId">; duty: string; by: string; at: Date }): Promise<void> {
  await tx.insertInto("assignment")
    .values({ id: newId(), matter_id: of.matter.id, branch_id: of.matter.branchId, duty_id: of.duty, from_at: of.at, until_at: null, granted_by: of.by })
    .onConflict((c) => c.columns(["duty_id", "matter_id"]).where("until_at", "is", null).doNothing()).execute();
}
