import type { Matter } from "../matter/index.ts";
import { nameOf } from "../organisation/index.ts";
import type { Tx } from "../platform/db/connection.ts";
import { newId } from "../platform/ids.ts";
import { seal, unseal, type KeyRing } from "../platform/seal/seal.ts";
import type { Raising } from "./forum.ts";

type Sealed = Pick<Raising, "signs" | "why">;

const raisings = (tx: Tx) =>
  tx.selectFrom("forum_raising as r").innerJoin("duty as d", "d.id", "r.by_duty").innerJoin("person as p", "p.id", "d.person_id").where("r.ended_at", "is", null)
    .select(["r.id as raising", "r.matter_id", "r.forum", "r.sealed as words", "r.at", "p.id", "p.data_key", "p.sealed"]).orderBy("r.at");
export type RaisingRow = Awaited<ReturnType<ReturnType<typeof raisings>["execute"]>>[number];

/** What is raised in a matter now, still sealed. */
export const listRaisingRows = (tx: Tx, matter: string): Promise<RaisingRow[]> => raisings(tx).where("r.matter_id", "=", matter).execute();

export const openRaising = (keys: KeyRing, key: Matter["key"], row: RaisingRow): Raising => ({
  id: row.raising, matterId: row.matter_id, forum: row.forum, by: nameOf(keys, row), at: row.at, ...unseal<Sealed>(key, `forum_raising:${row.raising}`, row.words),
});

/** The matters the acting duty works with that are raised in a forum now, and since when; row-level security gives no others. */
export async function listRaised(tx: Tx, forum: string): Promise<Map<string, Date>> {
  const rows = await tx.selectFrom("forum_raising").where("forum", "=", forum).where("ended_at", "is", null).select(["matter_id", "at"]).execute();
  return new Map(rows.map(({ matter_id, at }) => [matter_id, at]));
}

/** The next meeting that is called in each of some matters, else the last that was held. Never its words. */
export async function listMeetingDays(tx: Tx): Promise<Map<string, { called?: Date; held?: Date }>> {
  const rows = await tx.selectFrom("meeting as m").innerJoin("forum_raising as r", "r.matter_id", "m.matter_id").where("r.ended_at", "is", null).where("m.state", "in", ["called", "held"])
    .select(["m.matter_id", "m.state", "m.at"]).orderBy("m.at").execute();
  const days = new Map<string, { called?: Date; held?: Date }>();
  for (const { matter_id, state, at } of rows) days.set(matter_id, { ...days.get(matter_id), [state]: at });
  return days;
}

export type NewRaising = { readonly matter: Pick<Matter, "id" | "branchId" | "key">; readonly forum: string; readonly words: Sealed; readonly byDuty: string; readonly at: Date };

/** Raises a child in a forum. False when a colleague has just done so. */
export async function insertRaising(tx: Tx, { matter, forum, words, byDuty, at }: NewRaising): Promise<boolean> {
  const id: string = newId();
  const row = await tx.insertInto("forum_raising").values({ id, matter_id: matter.id, branch_id: matter.branchId, forum, sealed: seal(matter.key, `forum_raising:${id}`, words), by_duty: byDuty, at })
    .onConflict((conflict) => conflict.columns(["matter_id", "forum"]).where("ended_at", "is", null).doNothing()).returning("id").executeTakeFirst();
  return row !== undefined;
}

export async function endRaising(tx: Tx, of: { id: string; byDuty: string; at: Date }): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable("forum_raising").set({ ended_at: of.at, ended_by: of.byDuty }).where("id", "=", of.id).where("ended_at", "is", null).executeTakeFirst();
  return numUpdatedRows > 0n;
}
