import { nameOf } from "../organisation/index.ts";
import type { Matter } from "../matter/index.ts";
import type { Tx } from "../platform/db/connection.ts";
import { newId, type PersonId } from "../platform/ids.ts";
import { seal, unseal, type DataKey, type KeyRing } from "../platform/seal/seal.ts";
import type { Withholding, WithholdGround } from "./withhold.ts";

type Reason = { readonly reason: string };

/** Everything that has been kept from guardians in a matter, newest first. */
export async function listWithholdings(tx: Tx, keys: KeyRing, matter: Pick<Matter, "id" | "key">): Promise<Withholding[]> {
  const rows = await tx.selectFrom("withholding as w").leftJoin("person as g", "g.id", "w.person_id").innerJoin("duty as d", "d.id", "w.by_duty").innerJoin("person as p", "p.id", "d.person_id")
    .where("w.matter_id", "=", matter.id)
    .select(["w.id as withholding", "w.person_id", "w.ground", "w.sealed as reason", "w.at", "w.until_at", "g.data_key as guardian_key", "g.sealed as guardian_sealed", "p.id", "p.data_key", "p.sealed"])
    .orderBy("w.at", "desc").execute();
  return rows.map((row) => ({
    id: row.withholding, person: (row.person_id ?? undefined) as PersonId | undefined, ground: row.ground, reason: reasonOf(matter.key, row),
    name: row.person_id && row.guardian_key && row.guardian_sealed ? nameOf(keys, { id: row.person_id, data_key: row.guardian_key, sealed: row.guardian_sealed }) : undefined,
    by: nameOf(keys, row), at: row.at, until: row.until_at ?? undefined,
  }));
}

const reasonOf = (key: DataKey, row: { withholding: string; reason: Buffer }): string => unseal<Reason>(key, `withholding:${row.withholding}`, row.reason).reason;

/** Whether anything in a matter is kept from a guardian now. One query, for the card. */
export async function isWithholding(tx: Tx, of: { matter: string; at: Date }): Promise<boolean> {
  const row = await tx.selectFrom("withholding").where("matter_id", "=", of.matter).where((eb) => eb.or([eb("until_at", "is", null), eb("until_at", ">", of.at)])).select("id").executeTakeFirst();
  return row !== undefined;
}

export async function insertWithholding(tx: Tx, of: { matter: Matter; person: PersonId | undefined; ground: WithholdGround; reason: string; byDuty: string; at: Date }): Promise<string> {
  const id = newId();
  await tx.insertInto("withholding").values({
    id, child_id: of.matter.childId, matter_id: of.matter.id, branch_id: of.matter.branchId, person_id: of.person ?? null, ground: of.ground,
    sealed: seal(of.matter.key, `withholding:${id}`, { reason: of.reason } satisfies Reason), by_duty: of.byDuty, at: of.at, until_at: null,
  }).execute();
  return id;
}

/** Ends a withholding: from now on the guardian sees the matter again. False when it had already ended. */
export async function endWithholding(tx: Tx, of: { id: string; matter: string; at: Date }): Promise<boolean> {
  const result = await tx.updateTable("withholding").set({ until_at: of.at }).where("id", "=", of.id).where("matter_id", "=", of.matter).where("until_at", "is", null).executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}
