import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { newId, type ChildId, type PersonId } from "../platform/ids.ts";

/** When each person was last sent another letter about one question. */
export async function listReminded(tx: Tx, consent: string): Promise<Map<PersonId, Day>> {
  const rows = await tx.selectFrom("consent_reminder").where("consent_id", "=", consent).select(["person_id", "on_day"]).orderBy("on_day").execute();
  return new Map(rows.map((row) => [row.person_id as PersonId, row.on_day]));
}

/** Those who have been reminded that day, of any question about the child that the actor may see. */
export async function listRemindedOn(tx: Tx, of: { child: ChildId; day: Day }): Promise<Set<PersonId>> {
  const rows = await tx.selectFrom("consent_reminder").where("child_id", "=", of.child).where("on_day", "=", of.day).select("person_id").execute();
  return new Set(rows.map((row) => row.person_id as PersonId));
}

export type Reminding = { readonly consent: string; readonly child: ChildId; readonly people: readonly PersonId[]; readonly duty: { readonly id: string; readonly branchId: string }; readonly day: Day };

/** Notes a reminder for each of some people. Returns those for whom nobody else did so the same day. */
export async function noteReminded(tx: Tx, { consent, child, people, duty, day }: Reminding): Promise<PersonId[]> {
  if (people.length === 0) return [];
  const rows = await tx.insertInto("consent_reminder")
    .values(people.map((person) => ({ id: newId(), consent_id: consent, child_id: child, person_id: person, branch_id: duty.branchId, by_duty: duty.id, on_day: day })))
    .onConflict((conflict) => conflict.columns(["consent_id", "person_id", "on_day"]).doNothing()).returning("person_id").execute();
  return rows.map((row) => row.person_id as PersonId);
}
