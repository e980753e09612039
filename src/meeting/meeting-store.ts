import { sql } from "kysely";
import type { Matter } from "../matter/index.ts";
import type { Tx } from "../platform/db/connection.ts";
import { insertRows, sealedArray } from "../platform/db/rows.ts";
import type { MatterId, PersonId } from "../platform/ids.ts";
import { seal, unseal, type DataKey, type KeyRing } from "../platform/seal/seal.ts";
import type { Content } from "../disclosure/index.ts";
import type { Meeting, MeetingDecision, MeetingId, MeetingWords } from "./meeting.ts";

const meetings = (tx: Tx) =>
  tx.selectFrom("meeting as m").innerJoin("matter as t", "t.id", "m.matter_id")
    .select(["m.id", "m.matter_id", "m.state", "m.at", "m.sealed", "m.decision", "m.version", "t.branch_id", "t.data_key"]);
type MeetingRow = Awaited<ReturnType<ReturnType<typeof meetings>["execute"]>>[number];

function opened(keys: KeyRing, row: MeetingRow): Meeting {
  const words = unseal<MeetingWords>(keys.open(row.branch_id, row.data_key), `meeting:${row.id}`, row.sealed);
  return {
    id: row.id as MeetingId, matterId: row.matter_id as MatterId, state: row.state as Meeting["state"], at: row.at,
    decision: (row.decision ?? undefined) as MeetingDecision | undefined, version: row.version, words,
  };
}

/** A meeting, if the actor works with its matter. */
export async function findMeeting(tx: Tx, keys: KeyRing, id: string): Promise<Meeting | undefined> {
  const row = await meetings(tx).where("m.id", "=", id).executeTakeFirst();
  return row && opened(keys, row);
}

/** The meetings of a matter, the latest first. */
export async function listMeetings(tx: Tx, keys: KeyRing, matter: string): Promise<Meeting[]> {
  const rows = await meetings(tx).where("m.matter_id", "=", matter).orderBy("m.at", "desc").execute();
  return rows.map((row) => opened(keys, row));
}

/** Meetings that are called in some matters, the latest first; their words stay sealed. */
export async function listCalled(tx: Tx, matters: readonly string[]): Promise<Array<Pick<Meeting, "id" | "matterId" | "at">>> {
  const rows = await tx.selectFrom("meeting").where((eb) => eb("matter_id", "=", eb.fn.any(eb.val([...matters])))).where("state", "=", "called").select(["id", "matter_id", "at"]).orderBy("at", "desc").execute();
  return rows.map((row) => ({ id: row.id as MeetingId, matterId: row.matter_id as MatterId, at: row.at }));
}

export type NewMeeting = { readonly id: MeetingId; readonly matter: Pick<Matter, "id" | "branchId" | "key">; readonly at: Date; readonly words: MeetingWords; readonly by: string };

export async function insertMeetings(tx: Tx, all: readonly NewMeeting[]): Promise<void> {
  await insertRows(tx, "meeting", all.map(({ id, matter, at, words, by }) => ({
    id, matter_id: matter.id, branch_id: matter.branchId, state: "called", at, sealed: seal(matter.key, `meeting:${id}`, words), decision: null, by_duty: by,
  })));
}

/** As `findMeeting`, and nobody else writes in it until this transaction ends. */
export async function lockMeeting(tx: Tx, keys: KeyRing, id: string): Promise<Meeting | undefined> {
  const row = await meetings(tx).where("m.id", "=", id).forUpdate("m").executeTakeFirst();
  return row && opened(keys, row);
}

export type MeetingChange = { readonly meeting: Pick<Meeting, "id">; readonly key: DataKey; readonly words: MeetingWords; readonly state?: Meeting["state"]; readonly decision?: MeetingDecision | undefined; readonly at?: Date | undefined };

/** Writes in meetings that have not ended; each was locked before. */
export async function changeMeetings(tx: Tx, all: readonly MeetingChange[]): Promise<void> {
  const ids = all.map(({ meeting }) => meeting.id);
  const sealed = all.map(({ meeting, key, words }) => seal(key, `meeting:${meeting.id}`, words));
  const [states, decisions, ats] = [all.map(({ state }) => state ?? null), all.map(({ decision }) => decision ?? null), all.map(({ at }) => at ?? null)];
  await sql`
    update kring.meeting m set sealed = c.sealed, version = m.version + 1, state = coalesce(c.state, m.state), decision = coalesce(c.decision, m.decision), at = coalesce(c.at, m.at)
    from unnest(${ids}::uuid[], ${sealedArray(sealed)}::bytea[], ${states}::text[], ${decisions}::text[], ${ats}::timestamptz[]) c(id, sealed, state, decision, at)
    where m.id = c.id and m.state = 'called'`.execute(tx);
}

export const changeMeeting = (tx: Tx, change: MeetingChange): Promise<void> => changeMeetings(tx, [change]);

/** An invitation somebody else sent, as it was taken into a matter here. Its content is opened where it is read. */
export type Invitation = { readonly delivery: string; readonly matterId: string; readonly answer: string | undefined; readonly fromUnit: string; readonly content: Content };

/** The invitations taken into some matters, the latest first. One query, so that a card can send it with all others. */
export async function listInvitationsInto(tx: Tx, keys: KeyRing, matters: readonly string[]): Promise<Invitation[]> {
  const rows = await tx.selectFrom("delivery as d").innerJoin("delivery_copy as c", "c.delivery_id", "d.id").innerJoin("duty as fd", "fd.id", "d.decided_by").innerJoin("unit as fu", "fu.id", "fd.unit_id")
    .where((eb) => eb("d.received_matter_id", "=", eb.fn.any(eb.val([...matters])))).where("d.kind", "=", "invitation").where("c.side", "=", "receiver")
    .select(["d.id", "d.received_matter_id", "d.answer", "fu.name", "c.id as copy", "c.data_key", "c.sealed", "c.holder_branch_id"]).orderBy("d.at", "desc").execute();
  return rows.map((row) => ({
    delivery: row.id, matterId: row.received_matter_id!, answer: row.answer ?? undefined, fromUnit: row.name,
    get content() { return unseal<Content>(keys.open(row.holder_branch_id!, row.data_key!), `delivery_copy:${row.copy}`, row.sealed); },
  }));
}

/** The person who decided a delivery: who wants to know that it was answered. */
export async function findSender(tx: Tx, delivery: string): Promise<PersonId | undefined> {
  const row = await tx.selectFrom("delivery as d").innerJoin("duty as y", "y.id", "d.decided_by").where("d.id", "=", delivery).select("y.person_id").executeTakeFirst();
  return row?.person_id as PersonId | undefined;
}
