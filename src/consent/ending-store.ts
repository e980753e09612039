import { nameOf } from "../organisation/index.ts";
import { dayOf, type Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { newId, type ChildId } from "../platform/ids.ts";
import type { KeyRing } from "../platform/seal/seal.ts";

/** The children around whom a consent somebody has said yes to ends by a day, or has ended, and nobody has said that it may. */
export async function listChildrenWithEnding(tx: Tx, by: Day): Promise<ChildId[]> {
  const rows = await tx.selectFrom("consent as c").where("c.until_on", "<=", by)
    .where((eb) => eb.exists(eb.selectFrom("consent_answer as a").whereRef("a.consent_id", "=", "c.id").where("a.answer", "=", "granted").select("a.id")))
    .where((eb) => eb.not(eb.exists(eb.selectFrom("consent_let_end as e").whereRef("e.consent_id", "=", "c.id").select("e.id"))))
    .select("c.child_id").distinct().execute();
  return rows.map((row) => row.child_id as ChildId);
}

/** Who said that a consent may end, and when. */
export type LetEnd = { readonly by: string; readonly on: Day };

export async function findLetEnd(tx: Tx, keys: KeyRing, consent: string): Promise<LetEnd | undefined> {
  const row = await tx.selectFrom("consent_let_end as e").innerJoin("duty as d", "d.id", "e.by_duty").innerJoin("person as p", "p.id", "d.person_id")
    .where("e.consent_id", "=", consent).select(["e.at", "p.id", "p.data_key", "p.sealed"]).orderBy("e.at").limit(1).executeTakeFirst();
  return row && { by: nameOf(keys, row), on: dayOf(row.at) };
}

/** Said twice, it is said once. */
export async function insertLetEnd(tx: Tx, of: { consent: string; matter: { id: string; branchId: string }; byDuty: string; at: Date }): Promise<void> {
  await tx.insertInto("consent_let_end").values({ id: newId(), consent_id: of.consent, matter_id: of.matter.id, branch_id: of.matter.branchId, by_duty: of.byDuty, at: of.at })
    .onConflict((conflict) => conflict.columns(["matter_id", "consent_id"]).doNothing()).execute();
}
