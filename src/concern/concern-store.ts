import type { Matter } from "../matter/index.ts";
import type { Tx } from "../platform/db/connection.ts";
import { newId } from "../platform/ids.ts";

/** That and when a report was made. There is nothing else to keep. @ground REQ-081–082 */
export type LoggedConcern = { readonly id: string; readonly madeAt: Date };

/** The actor's own notes about a matter; row-level security gives nobody else's. @ground OSL 40:7 g */
export async function listOwnConcerns(tx: Tx, matterId: string): Promise<LoggedConcern[]> {
  const rows = await tx.selectFrom("concern_log").where("matter_id", "=", matterId).select(["id", "made_at"]).orderBy("made_at", "desc").execute();
  return rows.map((row) => ({ id: row.id, madeAt: row.made_at }));
}

export async function insertConcern(tx: Tx, of: { matter: Pick<Matter, "id" | "branchId">; byDuty: string; madeAt: Date }): Promise<string> {
  const id: string = newId();
  await tx.insertInto("concern_log").values({ id, matter_id: of.matter.id, branch_id: of.matter.branchId, by_duty: of.byDuty, made_at: of.madeAt }).execute();
  return id;
}
