import { sql } from "kysely";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { seal, unseal, type KeyRing } from "../platform/seal/seal.ts";
import type { ContactWords, Desk, Outcome } from "./contact.ts";

/** The words of a request are sealed for the branch of the unit that receives it. */
export const place = (id: string): string => `contact_request:${id}`;

type Asked = { readonly id: string; readonly reference: string; readonly desk: Desk; readonly words: ContactWords; readonly answerBy: Day; readonly remindOn: Day; readonly most: { readonly guide: number; readonly unit: number } };

/** Keeps a request, unless the desk has closed or too many have come in the last hour. */
export async function insertRequest(tx: Tx, keys: KeyRing, { id, reference, desk, words, answerBy, remindOn, most }: Asked): Promise<"asked" | "closed" | "full"> {
  const key = keys.newKey(desk.branchId);
  const given = { id, reference, guide: desk.guideId, service: desk.serviceId, branch: desk.branchId, answerBy, remindOn, mostOfGuide: most.guide, mostOfUnit: most.unit };
  const { rows } = await sql<{ told: "asked" | "closed" | "full" }>`select kring.ask_contact(${JSON.stringify(given)}::jsonb, ${key.wrapped}, ${seal(key, place(id), words)}) as told`.execute(tx);
  return rows[0]!.told;
}

type DeskRow = { guide_id: string; service_id: string | null; unit_id: string; branch_id: string; name: string; unit: string; authority: string; phone: string; promise_days: number };

const deskOf = (row: DeskRow): Desk => ({
  guideId: row.guide_id, serviceId: row.service_id ?? undefined, unitId: row.unit_id, branchId: row.branch_id, name: row.name, unit: row.unit, authority: row.authority, phone: row.phone, promiseDays: row.promise_days,
});

/** The desk of a service (by its handle), if it has one. */
export async function findDesk(tx: Tx, service: string): Promise<Desk | undefined> {
  const row = await tx.selectFrom("contact_desk as d").innerJoin("service as s", "s.id", "d.service_id").innerJoin("guide as g", "g.id", "s.guide_id").innerJoin("unit as u", "u.id", "s.unit_id")
    .innerJoin("branch as b", "b.id", "u.branch_id").innerJoin("authority as a", "a.id", "b.authority_id").where("s.handle", "=", service).where("s.status", "=", "active")
    .select(["g.id as guide_id", "s.id as service_id", "u.id as unit_id", "u.branch_id", "s.name", "u.name as unit", "a.name as authority", "s.phone", "d.promise_days"]).executeTakeFirst();
  return row && deskOf(row);
}

/** The desk of the guide itself: the unit that keeps it, which helps to find the right one. */
export async function findGuideDesk(tx: Tx, guide: string, promiseDays: number): Promise<Desk | undefined> {
  const row = await tx.selectFrom("guide as g").innerJoin("unit as u", "u.id", "g.unit_id").innerJoin("branch as b", "b.id", "u.branch_id").innerJoin("authority as a", "a.id", "b.authority_id").where("g.handle", "=", guide)
    .select(["g.id as guide_id", "u.id as unit_id", "u.branch_id", "u.name", "u.name as unit", "a.name as authority", "u.phone"]).executeTakeFirst();
  return row && deskOf({ ...row, service_id: null, promise_days: promiseDays });
}

/** What whoever asked may see of a request. */
export type Receipt = { readonly name: string; readonly unit: string; readonly phone: string; readonly answerBy: Day; readonly done: boolean };

export async function findReceipt(tx: Tx, reference: string): Promise<Receipt | undefined> {
  const { rows } = await sql<{ service_name: string | null; service_phone: string | null; unit_name: string; unit_phone: string; answer_by: string; done: boolean }>`select * from kring.contact_receipt(${reference})`.execute(tx);
  const row = rows[0];
  return row && { name: row.service_name ?? row.unit_name, unit: row.unit_name, phone: row.service_phone ?? row.unit_phone, answerBy: row.answer_by, done: row.done };
}

/** Erases a request at once, for whoever has its reference. */
export async function takeBack(tx: Tx, reference: string): Promise<void> {
  await sql`select kring.take_back_contact(${reference})`.execute(tx);
}

/** A request as its unit sees it in a list: nothing of what was written. */
export type Waiting = {
  readonly id: string; readonly reference: string; readonly service: string | undefined; readonly guide: string; readonly askedAt: Date; readonly answerBy: Day; readonly attempts: number;
  readonly outcome: Exclude<Outcome, "tried"> | undefined; readonly guidedTo: string | undefined; readonly doneAt: Date | undefined; readonly eraseOn: Day | undefined;
  /** The unit that promised before and did not get in touch in time. */
  readonly handedFrom: string | undefined;
};
export type Request = Waiting & { readonly guideHandle: string; readonly words: ContactWords };

const requests = (tx: Tx) =>
  tx.selectFrom("contact_request as r").innerJoin("guide as g", "g.id", "r.guide_id").leftJoin("service as s", "s.id", "r.service_id").leftJoin("service as t", "t.id", "r.guided_to").leftJoin("unit as h", "h.id", "r.handed_from")
    .select(["h.name as handed_from", "r.id", "r.reference", "r.branch_id", "s.name as service", "g.name as guide", "g.handle as guide_handle", "t.name as guided_to", "r.asked_at", "r.answer_by", "r.attempts", "r.outcome", "r.done_at", "r.erase_on"]);
type Row = Awaited<ReturnType<ReturnType<typeof requests>["execute"]>>[number];

const waitingOf = (row: Row): Waiting => ({
  id: row.id, reference: row.reference, service: row.service ?? undefined, guide: row.guide, askedAt: row.asked_at, answerBy: row.answer_by as unknown as string, attempts: row.attempts,
  outcome: (row.outcome ?? undefined) as Waiting["outcome"], guidedTo: row.guided_to ?? undefined, doneAt: row.done_at ?? undefined, eraseOn: (row.erase_on ?? undefined) as unknown as string | undefined,
  handedFrom: row.handed_from ?? undefined,
});

/** All that has come to the acting duty's own unit and is still kept, what waits first; row-level security gives nobody else's. */
export async function listRequests(tx: Tx): Promise<Waiting[]> {
  const rows = await requests(tx).orderBy("r.done_at", (order) => order.desc().nullsFirst()).orderBy("r.answer_by").orderBy("r.asked_at").execute();
  return rows.map(waitingOf);
}

/** What waits for somebody who receives at the unit: all of it for whoever leads there, or what came to a service that has named the duty. */
export async function listWaitingRequests(tx: Tx, duty: { readonly id: string; readonly leads: boolean }): Promise<Waiting[]> {
  const rows = await requests(tx).leftJoin("service_internal as i", "i.service_id", "r.service_id").where("r.done_at", "is", null)
    .where((eb) => eb.or([eb.val(duty.leads), eb("i.contact_duty_id", "=", duty.id), eb("i.deputy_duty_id", "=", duty.id)])).orderBy("r.answer_by").orderBy("r.asked_at").execute();
  return rows.map(waitingOf);
}

/** One request with what was written. */
export async function findRequest(tx: Tx, keys: KeyRing, id: string): Promise<Request | undefined> {
  const row = await requests(tx).where("r.id", "=", id).select(["r.data_key", "r.sealed"]).executeTakeFirst();
  return row && { ...waitingOf(row), guideHandle: row.guide_handle, words: unseal<ContactWords>(keys.open(row.branch_id, row.data_key), place(row.id), row.sealed) };
}

/** Somebody tried and did not get through. False when a colleague has finished it meanwhile. */
export async function noteAttempt(tx: Tx, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable("contact_request").set((eb) => ({ attempts: eb("attempts", "+", 1) })).where("id", "=", id).where("done_at", "is", null).executeTakeFirst();
  return numUpdatedRows > 0n;
}

type Finished = { readonly id: string; readonly outcome: Exclude<Outcome, "tried">; readonly guidedTo: string | undefined; readonly by: string; readonly at: Date; readonly eraseOn: Day };

/** What came of it, once and for all. False when a colleague has finished it meanwhile. */
export async function finishRequest(tx: Tx, { id, outcome, guidedTo, by, at, eraseOn }: Finished): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable("contact_request").set({ outcome, guided_to: guidedTo ?? null, done_by: by, done_at: at, erase_on: eraseOn }).where("id", "=", id).where("done_at", "is", null).executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The services of a unit with what each promises whoever wants to be contacted; nothing promised where there is no desk. */
export type DeskSetting = { readonly serviceId: string; readonly handle: string; readonly name: string; readonly promiseDays: number | undefined };

export async function listDeskSettings(tx: Tx, unit: string): Promise<DeskSetting[]> {
  const rows = await tx.selectFrom("service as s").leftJoin("contact_desk as d", "d.service_id", "s.id").where("s.unit_id", "=", unit).where("s.status", "<>", "ended").where("s.guide_id", "is not", null)
    .select(["s.id", "s.handle", "s.name", "d.promise_days"]).orderBy("s.name").execute();
  return rows.map((row) => ({ serviceId: row.id, handle: row.handle, name: row.name, promiseDays: row.promise_days ?? undefined }));
}

/** Opens a service's desk with a promise, or closes it. */
export async function setDesk(tx: Tx, service: string, promiseDays: number | undefined): Promise<void> {
  if (promiseDays === undefined) await tx.deleteFrom("contact_desk").where("service_id", "=", service).execute();
  else await tx.insertInto("contact_desk").values({ service_id: service, promise_days: promiseDays }).onConflict((row) => row.column("service_id").doUpdateSet({ promise_days: promiseDays })).execute();
}

export type Rounds = { readonly reminded: number; readonly escalated: number; readonly erased: number };

/** Reminds, tells whoever keeps the guide of what is late, and erases what has been kept long enough. */
export async function goRounds(tx: Tx, at: Date): Promise<Rounds> {
  const { rows } = await sql<Rounds>`select * from kring.go_contact_rounds(${at})`.execute(tx);
  return rows[0]!;
}

/** Opens the desks of some services, all at once: for a guide that is being filled. */
export async function insertDesks(tx: Tx, desks: ReadonlyArray<{ readonly serviceId: string; readonly promiseDays: number }>): Promise<void> {
  if (desks.length > 0) await tx.insertInto("contact_desk").values(desks.map(({ serviceId, promiseDays }) => ({ service_id: serviceId, promise_days: promiseDays }))).execute();
}
