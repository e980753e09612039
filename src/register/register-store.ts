import { sql } from "kysely";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { newId } from "../platform/ids.ts";
import { PEOPLE, seal, unseal, type KeyRing } from "../platform/seal/seal.ts";
import type { Counts, Difference, Listed, Reading, Refused, Standing, StandingUnit } from "./register.ts";

type Told = Pick<Listed, "name" | "phone" | "email">;
const placeOf = (id: string): string => `listing:${id}`;

/** The units of the acting duty's authority with what their sources say, and whether their register is the acting duty's to keep. */
const unitsHere = (tx: Tx) =>
  tx.selectFrom("unit as u").innerJoin("branch as b", "b.id", "u.branch_id").leftJoin("unit_origin as o", "o.unit_id", "u.id").where(sql<boolean>`b.id in (select kring.my_branches())`)
    .select(["u.id", "u.name", "u.town", "u.phone", "b.id as branchId", "b.name as branch", "o.source", "o.source_id as sourceId", "o.missing_since as missingSince"])
    .select(sql<boolean>`b.id in (select kring.my_registers())`.as("keeps")).orderBy("b.name").orderBy("u.name");

type UnitRow = Awaited<ReturnType<ReturnType<typeof unitsHere>["execute"]>>[number];

const standingOf = ({ id, branchId, name, town, phone, source, sourceId, missingSince }: UnitRow): StandingUnit =>
  ({ id, branchId, name, town, phone, source: source ?? undefined, sourceId: sourceId ?? undefined, missing: missingSince !== null });

const listingsHere = (tx: Tx) => tx.selectFrom("listing").selectAll().orderBy("role");
type ListingRow = Awaited<ReturnType<ReturnType<typeof listingsHere>["execute"]>>[number];

const listedOf = (keys: KeyRing, row: ListingRow): Listed & { readonly missingSince: Day | undefined } => ({
  id: row.id, unitId: row.unit_id, branchId: row.branch_id, source: row.source, sourceId: row.source_id, role: row.role, missing: row.missing_since !== null, missingSince: row.missing_since ?? undefined,
  ...unseal<Told>(keys.open(PEOPLE, row.data_key), placeOf(row.id), row.sealed),
});

export type ShownUnit = StandingUnit & { readonly branch: string; readonly missingSince: Day | undefined };
export type Register = {
  readonly authority: { readonly handle: string; readonly name: string } | undefined; readonly units: readonly ShownUnit[]; readonly people: ReadonlyArray<Listed & { readonly missingSince: Day | undefined }>; readonly keeps: boolean;
};

/** Everything that is written in the register of the acting duty's authority. */
export async function readRegister(tx: Tx, keys: KeyRing): Promise<Register> {
  const [authorities, units, people] = await Promise.all([
    tx.selectFrom("authority as a").innerJoin("branch as b", "b.authority_id", "a.id").innerJoin("unit as u", "u.branch_id", "b.id").where("u.id", "=", sql<string>`kring.unit_id()`).select(["a.handle", "a.name"]).execute(),
    unitsHere(tx).execute(), listingsHere(tx).execute(),
  ]);
  return {
    authority: authorities[0], keeps: units.some(({ keeps }) => keeps), people: people.map((row) => listedOf(keys, row)),
    units: units.map((row) => ({ ...standingOf(row), branch: row.branch, missingSince: row.missingSince ?? undefined })),
  };
}

/** What stands in the branches whose register the acting duty keeps. */
export async function readStanding(tx: Tx, keys: KeyRing): Promise<Standing> {
  const [branches, units, people] = await Promise.all([
    tx.selectFrom("branch").where(sql<boolean>`id in (select kring.my_registers())`).select(["id", "handle", "name"]).orderBy("name").execute(),
    unitsHere(tx).where(sql<boolean>`b.id in (select kring.my_registers())`).execute(),
    listingsHere(tx).where(sql<boolean>`branch_id in (select kring.my_registers())`).execute(),
  ]);
  return {
    branches, people: people.map((row) => listedOf(keys, row)),
    units: units.map(standingOf),
  };
}

/** Nobody else of the authority takes anything in until this transaction has ended. */
export const holdRegister = (tx: Tx): Promise<unknown> => sql`select kring.hold_register()`.execute(tx);

const slug = (name: string): string => name.normalize("NFD").toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "").slice(0, 50);

type Placed = ReadonlyMap<string, string>;

/** Writes the units; gives the ids of those that were added, by branch and the source's id. */
async function takeUnits(tx: Tx, source: string, { added, changed, missing }: Difference["units"]): Promise<Placed> {
  const fresh = added.map((unit) => ({ ...unit, sourceId: unit.id, id: newId() as string }));
  const rows = [...fresh, ...changed.map(({ was, is }) => ({ ...is, sourceId: is.id, id: was.id }))]
    .map(({ id, branchId, sourceId, name, town, phone }) => ({ id, branch: branchId, sourceId, handle: `${slug(name) || "unit"}-${id.slice(-12)}`, name, town, phone }));
  await sql`select kring.take_units(${source}, ${JSON.stringify(rows)}::jsonb, ${missing.map(({ id }) => id)}::uuid[])`.execute(tx);
  return new Map(fresh.map(({ branchId, sourceId, id }) => [`${branchId} ${sourceId}`, id]));
}

async function takePeople(tx: Tx, keys: KeyRing, { source, today, placed, people: { added, changed, missing, hidden } }: { source: string; today: Day; placed: Placed; people: Difference["people"] }): Promise<void> {
  const rowOf = (id: string, { unit, id: sourceId, role, name, phone, email }: Difference["people"]["added"][number]) => {
    const key = keys.newKey(PEOPLE);
    return { id, unit_id: unit.id ?? placed.get(`${unit.branchId} ${unit.sourceId}`)!, branch_id: unit.branchId, source, source_id: sourceId, role, data_key: key.wrapped, sealed: seal(key, placeOf(id), { name, phone, email } satisfies Told) };
  };
  if (added.length > 0) await tx.insertInto("listing").values(added.map((person) => rowOf(newId(), person))).execute();
  await Promise.all(changed.map(({ was, is }) => {
    const { unit_id, role, data_key, sealed } = rowOf(was.id, is);
    return tx.updateTable("listing").set({ unit_id, role, data_key, sealed, missing_since: null }).where("id", "=", was.id).execute();
  }));
  if (missing.length > 0) await tx.updateTable("listing").set({ missing_since: today }).where("id", "in", missing.map(({ id }) => id)).execute();
  if (hidden.length > 0) await tx.deleteFrom("listing").where("id", "in", hidden.map(({ id }) => id)).execute();
}

/** Writes what differs, all of it. */
export async function writeDifference(tx: Tx, keys: KeyRing, { source, today, difference }: { source: string; today: Day; difference: Difference }): Promise<void> {
  const placed = await takeUnits(tx, source, difference.units);
  await takePeople(tx, keys, { source, today, placed, people: difference.people });
}

/** What was read and what is left to do with it. `notTaken`: once it has been taken in, as long as it is kept. */
export type Intake = {
  readonly id: string; readonly at: Date; readonly source: string; readonly state: "checked" | "taken" | "put-aside"; readonly counts: Counts | undefined; readonly reading: Reading | undefined; readonly notTaken: readonly Refused[] | undefined;
};
type Kept = { readonly reading?: Reading; readonly notTaken?: readonly Refused[] };
const keptAt = (id: string): string => `intake:${id}`;

/** Keeps what was read until somebody has decided; gives its id. */
export async function keepIntake(tx: Tx, keys: KeyRing, { duty, at, reading }: { duty: string; at: Date; reading: Reading }): Promise<string> {
  const [id, key] = [newId() as string, keys.newKey(PEOPLE)];
  await tx.insertInto("intake").values({ id, by_duty: duty, at, source: reading.source, data_key: key.wrapped, sealed: seal(key, keptAt(id), { reading } satisfies Kept) }).execute();
  return id;
}

export async function findIntake(tx: Tx, keys: KeyRing, id: string): Promise<Intake | undefined> {
  const row = await tx.selectFrom("intake").where("id", "=", id).selectAll().executeTakeFirst();
  if (!row) return undefined;
  const kept = row.data_key && row.sealed ? unseal<Kept>(keys.open(PEOPLE, row.data_key), keptAt(id), row.sealed) : {};
  return { id, at: row.at, source: row.source, state: row.state as Intake["state"], counts: (row.counts as unknown as Counts | null) ?? undefined, reading: kept.reading, notTaken: kept.notTaken };
}

/** The latest of the acting duty's intakes, without what was read. */
export async function listIntakes(tx: Tx, most: number): Promise<Array<Pick<Intake, "id" | "at" | "source" | "state" | "counts">>> {
  const rows = await tx.selectFrom("intake").select(["id", "at", "source", "state", "counts"]).orderBy("at", "desc").limit(most).execute();
  return rows.map((row) => ({ ...row, state: row.state as Intake["state"], counts: (row.counts as unknown as Counts | null) ?? undefined }));
}

/** Marks an intake as taken in, keeping what was refused; false when it has been decided on already. */
export async function settleIntake(tx: Tx, keys: KeyRing, { id, at, counts, notTaken }: { id: string; at: Date; counts: Counts; notTaken: readonly Refused[] }): Promise<boolean> {
  const key = keys.newKey(PEOPLE);
  const settled = await tx.updateTable("intake").set({ state: "taken", taken_at: at, counts: sql<never>`${JSON.stringify(counts)}::jsonb`, data_key: key.wrapped, sealed: seal(key, keptAt(id), { notTaken } satisfies Kept) })
    .where("id", "=", id).where("state", "=", "checked").executeTakeFirst();
  return settled.numUpdatedRows > 0n;
}

/** Puts an intake aside; what was read is gone. */
export async function putAside(tx: Tx, id: string): Promise<boolean> {
  const settled = await tx.updateTable("intake").set({ state: "put-aside", data_key: null, sealed: null }).where("id", "=", id).where("state", "=", "checked").executeTakeFirst();
  return settled.numUpdatedRows > 0n;
}

export async function forgetRegister(tx: Tx, at: Date): Promise<number> {
  const { rows } = await sql<{ gone: number }>`select kring.forget_register(${at}) as gone`.execute(tx);
  return rows[0]!.gone;
}
