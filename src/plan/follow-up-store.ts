import type { Matter } from "../matter/index.ts";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { newId, type DutyId } from "../platform/ids.ts";
import { seal, unseal, type DataKey } from "../platform/seal/seal.ts";
import type { FollowUpDecision, FollowUpDone } from "./follow-up.ts";

export type NewFollowUp = {
  readonly matter: Matter; readonly planId: string; readonly heldOn: Day; readonly decision: FollowUpDecision; readonly words: FollowUpDone["words"]; readonly by: DutyId; readonly at: Date;
};

export async function insertFollowUp(tx: Tx, { matter, planId, heldOn, decision, words, by, at }: NewFollowUp): Promise<void> {
  const id = newId();
  await tx.insertInto("follow_up").values({
    id, plan_id: planId, matter_id: matter.id, branch_id: matter.branchId, held_on: heldOn, outcome: decision, sealed: seal(matter.key, `follow_up:${id}`, words), by_duty: by, at,
  }).execute();
}

const followUps = (tx: Tx, matter: string) => tx.selectFrom("follow_up").where("matter_id", "=", matter).select(["id", "held_on", "outcome", "sealed"]).orderBy("at", "desc");
export type FollowUpRow = Awaited<ReturnType<ReturnType<typeof followUps>["execute"]>>[number];
export const listFollowUpRows = (tx: Tx, matter: string): Promise<FollowUpRow[]> => followUps(tx, matter).execute();

/** The follow-ups of a matter with their words, the latest first. */
export const followUpsFrom = (key: DataKey, rows: readonly FollowUpRow[]): FollowUpDone[] =>
  rows.map((row) => ({ id: row.id, heldOn: row.held_on, decision: row.outcome as FollowUpDecision, words: unseal<FollowUpDone["words"]>(key, `follow_up:${row.id}`, row.sealed) }));
