import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { newId } from "../platform/ids.ts";
import type { YearDuty } from "./year.ts";

/** What comes back every year under an agreement, month by month, with the years it has been seen to. */
export async function listYearDuties(tx: Tx, agreement: string): Promise<YearDuty[]> {
  const [duties, done] = await Promise.all([
    tx.selectFrom("year_duty as y").innerJoin("agreement as a", "a.id", "y.agreement_id").where("a.handle", "=", agreement).select(["y.id", "y.month", "y.what", "y.owner_duty_id", "y.begun_on", "y.version"]).orderBy("y.month").orderBy("y.what").execute(),
    tx.selectFrom("year_duty_done as d").innerJoin("year_duty as y", "y.id", "d.year_duty_id").innerJoin("agreement as a", "a.id", "y.agreement_id").where("a.handle", "=", agreement).select(["d.year_duty_id", "d.year"]).execute(),
  ]);
  return duties.map(({ owner_duty_id, begun_on, ...duty }) => ({ ...duty, ownerId: owner_duty_id, begunOn: begun_on, done: done.filter(({ year_duty_id }) => year_duty_id === duty.id).map(({ year }) => year) }));
}

export type YearDraft = { readonly month: number; readonly what: string; readonly ownerId: string };

export async function insertYearDuty(tx: Tx, agreement: string, { month, what, ownerId }: YearDraft, begunOn: Day): Promise<string> {
  const id: string = newId();
  await tx.insertInto("year_duty").values({ id, agreement_id: agreement, month, what, owner_duty_id: ownerId, begun_on: begunOn }).execute();
  return id;
}

/** Writes over the row version it was drawn from; false when it had changed. */
export async function saveYearDuty(tx: Tx, { id, version }: { id: string; version: number }, { month, what, ownerId }: YearDraft): Promise<boolean> {
  return (await tx.updateTable("year_duty").set({ month, what, owner_duty_id: ownerId, version: version + 1 }).where("id", "=", id).where("version", "=", version).executeTakeFirst()).numUpdatedRows > 0n;
}

export async function deleteYearDuty(tx: Tx, id: string): Promise<boolean> {
  return (await tx.deleteFrom("year_duty").where("id", "=", id).executeTakeFirst()).numDeletedRows > 0n;
}

/** It has been seen to for a year; false when somebody has said so already. */
export async function finishYearDuty(tx: Tx, { id, year, by, at }: { id: string; year: number; by: string; at: Date }): Promise<boolean> {
  const added = await tx.insertInto("year_duty_done").values({ year_duty_id: id, year, duty_id: by, at }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n;
}
