import { sql } from "kysely";
import type { Unit } from "../organisation/index.ts";
import type { Day } from "../platform/clock.ts";
import type { ActingDuty } from "../platform/db/with-actor.ts";
import type { Tx } from "../platform/db/connection.ts";
import { seal, unseal, type KeyRing } from "../platform/seal/seal.ts";
import type { ConsultationState, Question } from "./consultation.ts";

type Side = "asker" | "receiver";
/** Where words belong: each side has a copy that its own branch opens. */
const place = (id: string, side: Side, what: "question" | "answer" = "question"): string => `consultation:${id}:${side}:${what}`;

export type Asked = {
  readonly id: string; readonly from: string; readonly to: string; readonly mine: boolean; readonly askedAt: Date; readonly answerBy: Day; readonly passed: number;
  readonly state: ConsultationState; readonly doneAt: Date | undefined; readonly seen: boolean; readonly eraseOn: Day; readonly erased: boolean;
};
export type Consultation = Asked & { readonly unitId: string; readonly askingUnitId: string; readonly phone: string; readonly question: Question; readonly answer: string | undefined };

const all = (tx: Tx) =>
  tx.selectFrom("consultation as c").innerJoin("unit as f", "f.id", "c.asking_unit_id").innerJoin("unit as t", "t.id", "c.unit_id")
    .select(["c.id", "c.unit_id", "c.asking_unit_id", "c.asking_branch_id", "c.branch_id", "f.name as from", "t.name as to", "t.phone", "c.asked_by", "c.asked_at", "c.answer_by", "c.passed", "c.state", "c.done_at", "c.seen_at", "c.erase_on", "c.erased_at"])
    .select(sql<boolean>`coalesce(c.asked_by = kring.duty_id(), false)`.as("mine"));
type Row = Awaited<ReturnType<ReturnType<typeof all>["execute"]>>[number];

const askedOf = (row: Row): Asked => ({
  id: row.id, from: row.from, to: row.to, mine: row.mine, askedAt: row.asked_at, answerBy: row.answer_by as unknown as string, passed: row.passed, state: row.state as ConsultationState,
  doneAt: row.done_at ?? undefined, seen: row.seen_at !== null, eraseOn: row.erase_on as unknown as string, erased: row.erased_at !== null,
});

/** Those the acting duty has asked, and those its unit has been asked, also where the words are gone; row-level security gives no others. */
export async function listConsultations(tx: Tx): Promise<Asked[]> {
  return (await all(tx).orderBy("c.answer_by").orderBy("c.asked_at").execute()).map(askedOf);
}

/** What waits for the acting duty: questions to its unit where it receives, answers it has not looked at, and its own questions that nobody answered in time. */
export async function listConsultationTasks(tx: Tx, duty: Pick<ActingDuty, "unitId" | "leads">): Promise<Asked[]> {
  const rows = await all(tx).where("c.erased_at", "is", null)
    .where((eb) => eb.or([
      eb.and([eb("c.unit_id", "=", duty.unitId), eb("c.state", "=", "waiting"), eb.val(duty.leads)]), eb.and([eb("c.asked_by", "=", sql<string>`kring.duty_id()`), eb("c.state", "<>", "waiting"), eb("c.seen_at", "is", null)]),
      eb.and([eb("c.asked_by", "=", sql<string>`kring.duty_id()`), eb("c.state", "=", "waiting"), eb("c.answer_by", "<", sql<string>`kring.today()`)]),
    ])).orderBy("c.answer_by").execute();
  return rows.map(askedOf);
}

/** One with its words; nothing when they are erased. */
export async function findConsultation(tx: Tx, keys: KeyRing, id: string): Promise<Consultation | undefined> {
  const row = await all(tx).where("c.id", "=", id).where("c.erased_at", "is", null).select(["c.asker_key", "c.asker_sealed", "c.asker_answer", "c.receiver_key", "c.receiver_sealed", "c.receiver_answer"]).executeTakeFirst();
  if (!row) return undefined;
  const side: Side = row.mine ? "asker" : "receiver";
  const [branch, wrapped, sealed, answer] = row.mine ? [row.asking_branch_id, row.asker_key, row.asker_sealed, row.asker_answer] : [row.branch_id, row.receiver_key, row.receiver_sealed, row.receiver_answer];
  const key = keys.open(branch, wrapped!);
  return {
    ...askedOf(row), unitId: row.unit_id, askingUnitId: row.asking_unit_id, phone: row.phone, question: unseal<Question>(key, place(id, side), sealed!), answer: answer ? unseal<string>(key, place(id, side, "answer"), answer) : undefined,
  };
}

type New = { readonly id: string; readonly by: ActingDuty; readonly to: Unit; readonly question: Question; readonly at: Date; readonly answerBy: Day; readonly eraseOn: Day };

/** Keeps a question, a copy for each side. False when nobody receives at the unit that is asked. */
export async function insertConsultation(tx: Tx, keys: KeyRing, { id, by, to, question, at, answerBy, eraseOn }: New): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`select exists (select from kring.request_receivers(${to.id}, null)) as there`.execute(tx);
  if (!rows[0]!.there) return false;
  const [own, theirs] = [keys.newKey(by.branchId), keys.newKey(to.branchId)];
  await tx.insertInto("consultation").values({
    id, asking_unit_id: by.unitId, asking_branch_id: by.branchId, asked_by: by.id, unit_id: to.id, branch_id: to.branchId, asked_at: at, answer_by: answerBy, erase_on: eraseOn,
    asker_key: own.wrapped, asker_sealed: seal(own, place(id, "asker"), question), receiver_key: theirs.wrapped, receiver_sealed: seal(theirs, place(id, "receiver"), question),
  }).execute();
  await sql`select kring.write_to_receivers(${to.id}, null, ${at})`.execute(tx);
  return true;
}

type Done = { readonly id: string; readonly by: string; readonly at: Date; readonly state: Exclude<ConsultationState, "waiting">; readonly answer: string; readonly eraseOn: Day };

/** The answer, or why there is none, for both sides. False when a colleague has seen to it meanwhile. */
export async function finishConsultation(tx: Tx, keys: KeyRing, { id, by, at, state, answer, eraseOn }: Done): Promise<boolean> {
  const row = await tx.selectFrom("consultation").where("id", "=", id).select(["asking_branch_id", "branch_id", "asker_key", "receiver_key"]).executeTakeFirst();
  if (!row?.asker_key || !row.receiver_key) return false;
  const answered = { asker_answer: seal(keys.open(row.asking_branch_id, row.asker_key), place(id, "asker", "answer"), answer), receiver_answer: seal(keys.open(row.branch_id, row.receiver_key), place(id, "receiver", "answer"), answer) };
  const { numUpdatedRows } = await tx.updateTable("consultation").set({ ...answered, state, done_at: at, done_by: by, erase_on: eraseOn }).where("id", "=", id).where("state", "=", "waiting").executeTakeFirst();
  if (numUpdatedRows > 0n) await sql`select kring.write_to_asker(${id}, ${at})`.execute(tx);
  return numUpdatedRows > 0n;
}

/** Passes a question on to another unit. False when it no longer waits here, or that unit asked it. */
export async function passConsultation(tx: Tx, keys: KeyRing, { id, to, question, at, answerBy, eraseOn }: Omit<New, "by">): Promise<boolean> {
  const key = keys.newKey(to.branchId);
  const given = { id, unit: to.id, branch: to.branchId, answerBy, eraseOn };
  const { rows } = await sql<{ passed: boolean }>`select kring.pass_consultation(${JSON.stringify(given)}::jsonb, ${key.wrapped}, ${seal(key, place(id, "receiver"), question)}) as passed`.execute(tx);
  if (rows[0]!.passed) await sql`select kring.write_to_receivers(${to.id}, null, ${at})`.execute(tx);
  return rows[0]!.passed;
}

/** Whoever asked has looked at the answer. */
export async function markSeen(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.updateTable("consultation").set({ seen_at: at }).where("id", "=", id).where("seen_at", "is", null).execute();
}

/** Writes of promises that near and of those that have passed, once of each. Gives how many. */
export async function remindConsultations(tx: Tx, at: Date): Promise<number> {
  const { rows } = await sql<{ told: number }>`select kring.remind_consultations(${at}) as told`.execute(tx);
  return rows[0]!.told;
}

/** Takes away the words of those that have been kept long enough. Gives how many. */
export async function eraseConsultations(tx: Tx, at: Date): Promise<number> {
  const { rows } = await sql<{ gone: number }>`select kring.erase_consultations(${at}) as gone`.execute(tx);
  return rows[0]!.gone;
}
