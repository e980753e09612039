import { sql } from "kysely";
import { nameOf } from "../organisation/index.ts";
import type { BranchKind } from "../access/secrecy.ts";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { insertRows } from "../platform/db/rows.ts";
import { newId, type BranchId, type ChildId, type MatterId, type PersonId, type UnitId } from "../platform/ids.ts";
import { PEOPLE, seal, unseal, type KeyRing } from "../platform/seal/seal.ts";
import type { Matter } from "../matter/index.ts";
import { asksOf, type Content, type DecisionRecord, type DeliveryKind } from "./disclosure.ts";

/** Who gets a copy: a unit (its branch keeps it) or a guardian. */
export type Receiver = { readonly unit: UnitId; readonly branch: BranchId } | { readonly person: PersonId };

/** The ground a delivery stands on, as the catalogue of that day knew it. */
export type Standing = { readonly ground: string; readonly catalogueVersion: string; readonly consentId?: string | undefined };

export type NewDelivery = {
  readonly batchId: string; readonly matter: Pick<Matter, "id" | "childId" | "branchId" | "key">; readonly receiver: Receiver; readonly kind: DeliveryKind; readonly what: readonly string[];
  readonly content: Content; readonly standing: Standing; readonly decidedBy: string; readonly preparedBy?: string | undefined; readonly at: Date;
  /** Goes straight into the receiver's matter, when that unit has accepted an earlier delivery from this matter. */
  readonly receivedMatterId?: string | undefined;
  readonly planId?: string | undefined; readonly inReplyTo?: string | undefined; readonly notForGuardians?: boolean | undefined;
  /** Kept in the sender's copy alone. */
  readonly decision?: DecisionRecord | undefined;
};

/** A delivery as a list shows it: what, from whom, to whom, on which ground, and how it was answered. Never its words. */
export type Delivered = {
  readonly id: string; readonly kind: DeliveryKind; readonly what: readonly string[]; readonly at: Date; readonly ground: string;
  readonly childId: ChildId; readonly matterId: MatterId; readonly consentId: string | undefined;
  readonly fromBranchId: BranchId; readonly fromUnitId: UnitId; readonly fromUnit: string; readonly fromAuthority: string; readonly fromKind: BranchKind;
  readonly toUnitId: UnitId | undefined; readonly toBranchId: BranchId | undefined; readonly toUnit: string | undefined; readonly toAuthority: string | undefined; readonly toPhone: string | undefined; readonly toPersonId: PersonId | undefined;
  readonly asks: "accept" | "come" | undefined; readonly answer: "accepted" | "returned" | "coming" | "not-coming" | undefined; readonly answeredAt: Date | undefined;
  readonly receivedMatterId: MatterId | undefined; readonly planId: string | undefined; readonly inReplyTo: string | undefined; readonly openedAt: Date | undefined; readonly decision: "sent" | "refused";
  /** The colleague's proposal it was decided from. */
  readonly proposalId: string | undefined;
};

const sealCopies = (keys: KeyRing, of: NewDelivery, id: string) => {
  const holder = "unit" in of.receiver ? of.receiver.branch : PEOPLE;
  const own = keys.newKey(holder);
  const [mine, theirs] = [newId(), newId()];
  const base = { delivery_id: id, matter_id: of.matter.id, branch_id: of.matter.branchId };
  return [
    { ...base, id: mine, side: "sender", holder_branch_id: null, data_key: null, sealed: seal(of.matter.key, `delivery_copy:${mine}`, { ...of.content, decision: of.decision }) },
    { ...base, id: theirs, side: "receiver", holder_branch_id: "unit" in of.receiver ? of.receiver.branch : null, data_key: own.wrapped, sealed: seal(own, `delivery_copy:${theirs}`, of.content) },
  ];
};

function rowOf(of: NewDelivery, id: string) {
  const to = "unit" in of.receiver
    ? { to_branch_id: of.receiver.branch, to_unit_id: of.receiver.unit, to_person_id: null }
    : { to_branch_id: null, to_unit_id: null, to_person_id: of.receiver.person };
  return {
    id, batch_id: of.batchId, child_id: of.matter.childId, matter_id: of.matter.id, branch_id: of.matter.branchId, ...to, kind: of.kind, what: [...of.what],
    decision: "sent", ground: of.standing.ground, catalogue_version: of.standing.catalogueVersion, consent_id: of.standing.consentId ?? null,
    decided_by: of.decidedBy, prepared_by: of.preparedBy ?? null, at: of.at, asks: asksOf[of.kind] ?? null, received_matter_id: of.receivedMatterId ?? null,
    plan_id: of.planId ?? null, in_reply_to: of.inReplyTo ?? null, not_for_guardians: of.notForGuardians ?? false,
  };
}

/** Writes deliveries, each with its two frozen copies: one for the sender's file, one sealed for the receiver alone. Returns their ids. */
export async function insertDeliveries(tx: Tx, keys: KeyRing, all: readonly NewDelivery[]): Promise<string[]> {
  const sending = all.map((of) => ({ of, id: newId<"delivery">() }));
  await insertRows(tx, "delivery", sending.map(({ of, id }) => rowOf(of, id)));
  await insertRows(tx, "delivery_copy", sending.flatMap(({ of, id }) => sealCopies(keys, of, id)));
  return sending.map(({ id }) => id);
}

export const insertDelivery = async (tx: Tx, keys: KeyRing, of: NewDelivery): Promise<string> => (await insertDeliveries(tx, keys, [of]))[0]!;

export type RefusedDelivery = {
  readonly matter: Matter; readonly receiver: Extract<Receiver, { unit: UnitId }>; readonly kind: DeliveryKind; readonly what: readonly string[]; readonly content: Content;
  readonly ground: string; readonly catalogueVersion: string; readonly decidedBy: string; readonly at: Date;
  /** The proposal that was refused, and who made it. */
  readonly proposal?: { readonly id: string; readonly by: string } | undefined;
};

/** A decision not to deliver is kept as well, with what was asked for and why not, in the sender's file alone. @ground OSL 6:3–6:5, REQ-078 */
export async function insertRefusedDelivery(tx: Tx, of: RefusedDelivery): Promise<string> {
  const [id, copy] = [newId(), newId()];
  await tx.insertInto("delivery").values({
    id, batch_id: of.proposal?.id ?? id, child_id: of.matter.childId, matter_id: of.matter.id, branch_id: of.matter.branchId, to_branch_id: of.receiver.branch, to_unit_id: of.receiver.unit,
    to_person_id: null, kind: of.kind, what: [...of.what], decision: "refused", ground: of.ground, catalogue_version: of.catalogueVersion, consent_id: null,
    decided_by: of.decidedBy, prepared_by: of.proposal?.by ?? null, at: of.at, asks: null, received_matter_id: null,
  }).execute();
  const sealed = seal(of.matter.key, `delivery_copy:${copy}`, of.content);
  await tx.insertInto("delivery_copy").values({ id: copy, delivery_id: id, matter_id: of.matter.id, branch_id: of.matter.branchId, side: "sender", holder_branch_id: null, data_key: null, sealed }).execute();
  return id;
}

const deliveries = (tx: Tx) =>
  tx.selectFrom("delivery as d").innerJoin("branch as fb", "fb.id", "d.branch_id").innerJoin("authority as fa", "fa.id", "fb.authority_id")
    .innerJoin("duty as fd", "fd.id", "d.sent_by").innerJoin("unit as fu", "fu.id", "fd.unit_id")
    .leftJoin("unit as tu", "tu.id", "d.to_unit_id").leftJoin("branch as tb", "tb.id", "d.to_branch_id").leftJoin("authority as ta", "ta.id", "tb.authority_id")
    .select([
      "d.id", "d.kind", "d.what", "d.at", "d.ground", "d.child_id", "d.matter_id", "d.consent_id", "d.branch_id", "fu.id as from_unit_id", "fu.name as from_unit", "fa.name as from_authority", "fb.kind as from_kind",
      "d.to_unit_id", "d.to_branch_id", "tu.name as to_unit", "tu.phone as to_phone", "ta.name as to_authority", "d.to_person_id", "d.asks", "d.answer", "d.answered_at", "d.received_matter_id", "d.plan_id",
      "d.in_reply_to", "d.opened_at", "d.decision", "d.batch_id", "d.prepared_by",
    ]);
type DeliveryRow = Awaited<ReturnType<ReturnType<typeof deliveries>["execute"]>>[number];

const deliveredOf = (row: DeliveryRow): Delivered => ({
  id: row.id, kind: row.kind as DeliveryKind, what: row.what, at: row.at, ground: row.ground, childId: row.child_id as ChildId, matterId: row.matter_id as MatterId, consentId: row.consent_id ?? undefined,
  fromBranchId: row.branch_id as BranchId, fromUnitId: row.from_unit_id as UnitId, fromUnit: row.from_unit, fromAuthority: row.from_authority, fromKind: row.from_kind as BranchKind,
  toUnitId: (row.to_unit_id ?? undefined) as UnitId | undefined, toBranchId: (row.to_branch_id ?? undefined) as BranchId | undefined, toUnit: row.to_unit ?? undefined, toAuthority: row.to_authority ?? undefined, toPhone: row.to_phone ?? undefined,
  toPersonId: (row.to_person_id ?? undefined) as PersonId | undefined, asks: (row.asks ?? undefined) as Delivered["asks"], answer: (row.answer ?? undefined) as Delivered["answer"],
  answeredAt: row.answered_at ?? undefined, receivedMatterId: (row.received_matter_id ?? undefined) as MatterId | undefined, planId: row.plan_id ?? undefined,
  inReplyTo: row.in_reply_to ?? undefined, openedAt: row.opened_at ?? undefined, decision: row.decision as Delivered["decision"],
  proposalId: row.prepared_by ? row.batch_id : undefined,
});

/** One delivery, if the actor sent it, received it, or is a guardian it concerns. */
export async function findDelivery(tx: Tx, id: string): Promise<Delivered | undefined> {
  const row = await deliveries(tx).where("d.id", "=", id).executeTakeFirst();
  return row && deliveredOf(row);
}

/** What left a matter and what came into it, newest first. */
export async function listDeliveriesOf(tx: Tx, matter: string): Promise<Delivered[]> {
  const rows = await deliveries(tx).where((eb) => eb.or([eb("d.matter_id", "=", matter), eb("d.received_matter_id", "=", matter)])).orderBy("d.at", "desc").execute();
  return rows.map(deliveredOf);
}

/** What has left some of the actor's matters, of some kinds, the newest first. */
export async function listSent(tx: Tx, of: { matters: readonly string[]; kinds: readonly DeliveryKind[] }): Promise<Delivered[]> {
  const rows = await deliveries(tx).where((eb) => eb("d.matter_id", "=", eb.fn.any(eb.val([...of.matters])))).where((eb) => eb("d.kind", "=", eb.fn.any(eb.val([...of.kinds]))))
    .where("d.decision", "=", "sent").orderBy("d.at", "desc").execute();
  return rows.map(deliveredOf);
}

/** What waits for the acting duty's unit: not yet taken into a matter. Only for duties that receive. */
export async function listWaiting(tx: Tx, unit: string): Promise<Delivered[]> {
  const rows = await deliveries(tx).where("d.to_unit_id", "=", unit).where("d.received_matter_id", "is", null).where("d.answer", "is", null).where("d.decision", "=", "sent").orderBy("d.at").execute();
  return rows.map(deliveredOf);
}

/** Every delivery about a child that a guardian may know of, newest first. @ground REQ-065 */
export async function listDeliveriesAbout(tx: Tx, child: string): Promise<Delivered[]> {
  const rows = await deliveries(tx).where("d.child_id", "=", child).where("d.decision", "=", "sent").orderBy("d.at", "desc").execute();
  return rows.map(deliveredOf);
}

/** Everything that was given about any of a guardian's own children, newest first: who acts in no duty sees no other child. */
export async function listDeliveriesAboutOwn(tx: Tx): Promise<Delivered[]> {
  const rows = await deliveries(tx).where("d.child_id", "in", (eb) => eb.selectFrom("child").select("id")).where(sql<boolean>`kring.duty_id() is null`).where("d.decision", "=", "sent").orderBy("d.at", "desc").execute();
  return rows.map(deliveredOf);
}

/** The frozen words of everything that has been taken into a matter, by delivery: one query, so that a page can ask it with all others. */
export async function listContentsInto(tx: Tx, keys: KeyRing, matter: string): Promise<Map<string, Content>> {
  const rows = await tx.selectFrom("delivery_copy as c").innerJoin("delivery as d", "d.id", "c.delivery_id").where("d.received_matter_id", "=", matter).where("c.side", "=", "receiver")
    .select(["c.id", "c.delivery_id", "c.data_key", "c.sealed", "c.holder_branch_id"]).execute();
  return new Map(rows.map((row) => [row.delivery_id, unseal<Content>(keys.open(row.holder_branch_id ?? PEOPLE, row.data_key!), `delivery_copy:${row.id}`, row.sealed)]));
}

/** The frozen words of a delivery, from the side the actor stands on; undefined for whoever stands on neither. */
export async function findContent(tx: Tx, keys: KeyRing, delivery: string): Promise<Content | undefined> {
  const row = await tx.selectFrom("delivery_copy as c").leftJoin("matter as m", "m.id", "c.matter_id").where("c.delivery_id", "=", delivery)
    .select(["c.id", "c.side", "c.data_key", "c.sealed", "c.holder_branch_id", "m.data_key as matter_key", "c.branch_id"]).orderBy("c.side").executeTakeFirst();
  if (!row) return undefined;
  const key = row.data_key ? keys.open(row.holder_branch_id ?? PEOPLE, row.data_key) : keys.open(row.branch_id, row.matter_key!);
  return unseal<Content>(key, `delivery_copy:${row.id}`, row.sealed);
}

export type AnswerOf = { readonly delivery: Delivered; readonly answer: "accepted" | "returned" | "coming" | "not-coming"; readonly by: PersonId; readonly matterId?: string | undefined; readonly words?: string | undefined; readonly at: Date };

/** Answers a delivery once; the words are sealed for the sender. False when somebody else answered first. */
export async function answerDelivery(tx: Tx, keys: KeyRing, { delivery, answer, by, matterId, words, at }: AnswerOf): Promise<boolean> {
  const key = keys.newKey(delivery.fromBranchId);
  const result = await tx.updateTable("delivery")
    .set({
      answer, answered_at: at, answered_by: by, received_matter_id: matterId ?? null,
      answer_key: words ? key.wrapped : null, answer_sealed: words ? seal(key, `delivery_answer:${delivery.id}`, { words }) : null,
    })
    .where("id", "=", delivery.id).where("answer", "is", null).executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}

/** Says yes to several deliveries at once, each into a matter of its own; those that somebody has answered already stay as they are. */
export async function acceptDeliveries(tx: Tx, accepted: ReadonlyArray<{ readonly delivery: string; readonly matter: string }>, of: { by: PersonId; at: Date }): Promise<void> {
  const [ids, matters] = [accepted.map(({ delivery }) => delivery), accepted.map(({ matter }) => matter)];
  await tx.updateTable("delivery as d").from(sql<{ id: string; matter: string }>`unnest(${ids}::uuid[], ${matters}::uuid[])`.as<"a">(sql`a(id, matter)`))
    .set((eb) => ({ answer: "accepted", answered_at: of.at, answered_by: of.by, received_matter_id: eb.ref("a.matter") }))
    .whereRef("d.id", "=", "a.id").where("d.answer", "is", null).execute();
}

/** Takes a delivery that asks nothing into one of the actor's matters. */
export async function takeIn(tx: Tx, delivery: string, matterId: string): Promise<void> {
  await tx.updateTable("delivery").set({ received_matter_id: matterId }).where("id", "=", delivery).where("received_matter_id", "is", null).execute();
}

/** The first time somebody at the receiver opens a delivery is noted. */
export async function noteOpened(tx: Tx, delivery: string, at: Date): Promise<void> {
  await tx.updateTable("delivery").set({ opened_at: at }).where("id", "=", delivery).where("opened_at", "is", null).execute();
}

/** Whether a delivery lies in one of the actor's own matters. */
export async function isTakenInHere(tx: Tx, delivery: string): Promise<boolean> {
  const row = await tx.selectFrom("delivery as d").innerJoin("matter as m", "m.id", "d.received_matter_id").where("d.id", "=", delivery).select("m.id").executeTakeFirst();
  return row !== undefined;
}

/** What a receiver wrote with an answer, and who answered. */
export type AnswerGiven = { readonly words: string | undefined; readonly by: string };

const answers = (tx: Tx) =>
  tx.selectFrom("delivery as d").leftJoin("person as p", "p.id", "d.answered_by").where("d.answer", "is not", null)
    .select(["d.id as delivery", "d.branch_id", "d.answer_key", "d.answer_sealed", "p.id", "p.data_key", "p.sealed"]);

const answerOf = (keys: KeyRing, row: Awaited<ReturnType<ReturnType<typeof answers>["execute"]>>[number]): AnswerGiven => ({
  words: row.answer_key && row.answer_sealed ? unseal<{ words: string }>(keys.open(row.branch_id, row.answer_key), `delivery_answer:${row.delivery}`, row.answer_sealed).words : undefined,
  by: row.id && row.data_key && row.sealed ? nameOf(keys, { id: row.id, data_key: row.data_key, sealed: row.sealed }) : "",
});

export async function findAnswer(tx: Tx, keys: KeyRing, delivery: string): Promise<AnswerGiven | undefined> {
  const row = await answers(tx).where("d.id", "=", delivery).executeTakeFirst();
  return row && answerOf(keys, row);
}

/** The answers to what a matter has sent of one kind, by delivery. */
export async function listAnswersTo(tx: Tx, keys: KeyRing, of: { matter: string; kind: DeliveryKind }): Promise<Map<string, AnswerGiven>> {
  const rows = await answers(tx).where("d.matter_id", "=", of.matter).where("d.kind", "=", of.kind).execute();
  return new Map(rows.map((row) => [row.delivery, answerOf(keys, row)]));
}

/** The matter a unit has taken an earlier delivery from this matter into: where later ones go without asking again. */
export async function findReceivingMatter(tx: Tx, from: string, unit: string): Promise<MatterId | undefined> {
  const row = await tx.selectFrom("delivery").where("matter_id", "=", from).where("to_unit_id", "=", unit).where("received_matter_id", "is not", null)
    .select("received_matter_id").orderBy("at", "desc").limit(1).executeTakeFirst();
  return (row?.received_matter_id ?? undefined) as MatterId | undefined;
}

/** Who receives for a unit now: without anybody, what is sent there would be lost. */
export async function listReceivers(tx: Tx, of: { unit: string; at: Date }): Promise<PersonId[]> {
  const rows = await tx.selectFrom("duty").where("unit_id", "=", of.unit).where("leads", "=", true).where("valid_from", "<=", of.at)
    .where((eb) => eb.or([eb("valid_until", "is", null), eb("valid_until", ">", of.at)])).select("person_id").distinct().execute();
  return rows.map((row) => row.person_id as PersonId);
}

export async function isGuardianNow(tx: Tx, of: { child: string; person: string; today: Day }): Promise<boolean> {
  const row = await tx.selectFrom("guardianship").where("child_id", "=", of.child).where("person_id", "=", of.person).where("from_on", "<=", of.today)
    .where((eb) => eb.or([eb("until_on", "is", null), eb("until_on", ">", of.today)])).select("id").executeTakeFirst();
  return row !== undefined;
}

/** Guardians a matter is kept from. @ground OSL 12:3, REQ-054 */
export type Withheld = { readonly everybody: boolean; readonly persons: ReadonlySet<string> };

export async function listWithheld(tx: Tx, of: { matter: string; at: Date }): Promise<Withheld> {
  const rows = await tx.selectFrom("withholding").where("matter_id", "=", of.matter).where((eb) => eb.or([eb("until_at", "is", null), eb("until_at", ">", of.at)])).select("person_id").execute();
  return { everybody: rows.some(({ person_id }) => person_id === null), persons: new Set(rows.flatMap(({ person_id }) => person_id ?? [])) };
}

/** Whether a matter is kept from this guardian. Wins over every rule that would show it. @ground OSL 12:3, REQ-054 */
export async function isWithheldFrom(tx: Tx, of: { matter: string; person: string; at: Date }): Promise<boolean> {
  const row = await tx.selectFrom("withholding").where("matter_id", "=", of.matter)
    .where((eb) => eb.or([eb("person_id", "is", null), eb("person_id", "=", of.person)])).where((eb) => eb.or([eb("until_at", "is", null), eb("until_at", ">", of.at)]))
    .select("id").executeTakeFirst();
  return row !== undefined;
}
