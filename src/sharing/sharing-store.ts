import { sql } from "kysely";
import { nameOf } from "../organisation/index.ts";
import type { Tx } from "../platform/db/connection.ts";
import { newId, type PersonId } from "../platform/ids.ts";
import { seal, unseal, type DataKey, type KeyRing } from "../platform/seal/seal.ts";
import type { MatterRole, SealedDraft } from "../matter/index.ts";
import type { Way } from "./sharing.ts";

/** One kind of draft for each way out of a matter: a new one takes the place of the writer's old. */
export const draftKind = (way: Way) => `delivery:${way}`;

export type BegunDraft = SealedDraft & { readonly matterId: string; readonly way: Way };

/** What the actor has begun to send from some matters and not sent. */
export async function listDrafts(tx: Tx, matters: readonly string[]): Promise<BegunDraft[]> {
  const rows = await tx.selectFrom("draft").where((eb) => eb("matter_id", "=", eb.fn.any(eb.val([...matters])))).where("kind", "like", "delivery:%").select(["id", "matter_id", "kind", "sealed"]).orderBy("at", "desc").execute();
  return rows.map(({ id, matter_id: matterId, kind, sealed }) => ({ id, matterId, sealed, way: kind.slice("delivery:".length) as Way }));
}

/** Holds a delivery that still waits for its answer until this transaction ends. Of two colleagues at once, one gets it. */
export async function claimUnanswered(tx: Tx, delivery: string): Promise<boolean> {
  const row = await tx.selectFrom("delivery").where("id", "=", delivery).where("answer", "is", null).where("decision", "=", "sent").select("id").forUpdate().executeTakeFirst();
  return row !== undefined;
}

/** Lets answers move the senders' matters: the only writing across a boundary. @model K1, K2, M5 */
export async function tellSenders(tx: Tx, deliveries: readonly string[]): Promise<void> {
  await sql`select kring.tell_senders(${deliveries}::uuid[])`.execute(tx);
}

/** Who sent a delivery and works with the child, for a notice that it has been answered. */
export async function findSender(tx: Tx, delivery: string): Promise<PersonId | undefined> {
  const row = await tx.selectFrom("delivery as d").innerJoin("duty as u", "u.id", "d.sent_by").where("d.id", "=", delivery).select("u.person_id").executeTakeFirst();
  return row?.person_id as PersonId | undefined;
}

export async function setRole(tx: Tx, matter: string, role: MatterRole): Promise<void> {
  await tx.updateTable("matter").set((eb) => ({ role, version: eb("version", "+", 1) })).where("id", "=", matter).execute();
}

/** What came in on a ground that the family may not see makes a matter they may not see. @ground OSL 35:1, REQ-054 */
export async function withholdFromFamily(tx: Tx, of: { matter: { id: string; childId: string; branchId: string; key: DataKey }; ground: string; duty: string; at: Date }): Promise<void> {
  const id = newId();
  await tx.insertInto("withholding").values({
    id, child_id: of.matter.childId, matter_id: of.matter.id, branch_id: of.matter.branchId, person_id: null, ground: of.ground,
    sealed: seal(of.matter.key, `withholding:${id}`, { reason: of.ground }), by_duty: of.duty, at: of.at, until_at: null,
  }).execute();
}

/** What the receivers have written with their answers, and who they are. */
export type Answered = { readonly words: string | undefined; readonly by: string | undefined; readonly person: string | undefined };

const answersQuery = (tx: Tx) =>
  tx.selectFrom("delivery as d").leftJoin("person as p", "p.id", "d.answered_by").leftJoin("person as t", "t.id", "d.to_person_id")
    .select(["d.id as delivery", "d.branch_id", "d.answer_key", "d.answer_sealed", "p.id", "p.data_key", "p.sealed", "t.id as to_id", "t.data_key as to_key", "t.sealed as to_sealed"]);
type AnswerRow = Awaited<ReturnType<ReturnType<typeof answersQuery>["execute"]>>[number];

const nameIn = (keys: KeyRing, id: string | null, key: Buffer | null, sealed: Buffer | null) => (id && key && sealed ? nameOf(keys, { id, data_key: key, sealed }) : undefined);

/** The words are sealed for the sender's branch alone; the receiver wrote them and does not read them back. */
const answeredOf = (keys: KeyRing, row: AnswerRow, reader: string): Answered => ({
  words: row.answer_key && row.answer_sealed && row.branch_id === reader
    ? unseal<{ words: string }>(keys.open(row.branch_id, row.answer_key), `delivery_answer:${row.delivery}`, row.answer_sealed).words : undefined,
  by: nameIn(keys, row.id, row.data_key, row.sealed), person: nameIn(keys, row.to_id, row.to_key, row.to_sealed),
});

/** The rows behind the answers to a matter's deliveries, still sealed: the card does not know yet whose branch it stands in. */
export async function listAnswers(tx: Tx, keys: KeyRing, matter: string): Promise<(branch: string) => Map<string, Answered>> {
  const rows = await answersQuery(tx).where((eb) => eb.or([eb("d.matter_id", "=", matter), eb("d.received_matter_id", "=", matter)])).execute();
  return (branch) => new Map(rows.map((row) => [row.delivery, answeredOf(keys, row, branch)]));
}
