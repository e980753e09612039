import { sql } from "kysely";
import { mandatesOf, type Voice } from "../access/grounds.ts";
import type { Matter } from "../matter/index.ts";
import { nameOf } from "../organisation/index.ts";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { newId, type ChildId, type DutyId, type MatterId, type PersonId, type UnitId } from "../platform/ids.ts";
import { seal, unseal, type KeyRing } from "../platform/seal/seal.ts";
import type { Proposal, Proposed, ProposalState } from "./proposal.ts";
import type { Way } from "./sharing.ts";

/** The grounds on which a branch lets nobody decide alone, and since when. @ground REQ-074 */
export async function listRules(tx: Tx, of: { branch: string; today: Day }): Promise<Map<string, Day>> {
  const rows = await tx.selectFrom("second_person_rule").where("branch_id", "=", of.branch).where("from_on", "<=", of.today)
    .where((eb) => eb.or([eb("until_on", "is", null), eb("until_on", ">", of.today)])).select(["ground", "from_on"]).execute();
  return new Map(rows.map((row) => [row.ground, row.from_on]));
}

/** Who stands behind a duty, and how that person may decide now. */
export async function getVoice(tx: Tx, duty: string): Promise<Voice> {
  const row = await tx.selectFrom("duty").where("id", "=", duty).select(["person_id", "role", "appointed"]).executeTakeFirstOrThrow();
  return { person: row.person_id as PersonId, as: mandatesOf(row) };
}

export type NewProposal = { readonly matter: Matter; readonly by: string; readonly decider: string; readonly words: Proposed; readonly at: Date };

/** Freezes what is asked about. Undefined when the same baton is already asked about. */
export async function insertProposal(tx: Tx, keys: KeyRing, { matter, by, decider, words, at }: NewProposal): Promise<string | undefined> {
  const [id, key] = [newId(), keys.newKey(matter.branchId)];
  const { way, ground = "" } = words.parcel;
  const made = await tx.insertInto("proposal").values({
    id, child_id: matter.childId, matter_id: matter.id, branch_id: matter.branchId, by_duty: by, decider_duty: decider, way, ground, state: "waiting",
    data_key: key.wrapped, sealed: seal(key, `proposal:${id}`, words), asked_at: at,
  }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  return Number(made.numInsertedOrUpdatedRows) === 1 ? id : undefined;
}

const proposals = (tx: Tx) =>
  tx.selectFrom("proposal as r").innerJoin("branch as b", "b.id", "r.branch_id").innerJoin("authority as a", "a.id", "b.authority_id")
    .innerJoin("duty as bd", "bd.id", "r.by_duty").innerJoin("unit as bu", "bu.id", "bd.unit_id").innerJoin("person as bp", "bp.id", "bd.person_id")
    .innerJoin("duty as dd", "dd.id", "r.decider_duty").innerJoin("unit as du", "du.id", "dd.unit_id").innerJoin("person as dp", "dp.id", "dd.person_id")
    .select([
      "r.id", "r.state", "r.way", "r.ground", "r.matter_id", "r.child_id", "r.branch_id", "r.asked_at", "r.decided_at", "r.seen_at", "r.data_key", "r.sealed", "r.reason_sealed", "a.name as authority",
      "bd.id as by_duty", "bd.role as by_role", "bu.id as by_unit_id", "bu.name as by_unit", "bp.id as by_id", "bp.data_key as by_key", "bp.sealed as by_sealed",
      "dd.id as decider_duty", "dd.role as decider_role", "du.name as decider_unit", "dp.id as decider_id", "dp.data_key as decider_key", "dp.sealed as decider_sealed",
      sql<boolean>`coalesce(dd.valid_until <= kring.at(), false)`.as("left"),
    ]);
type ProposalRow = Awaited<ReturnType<ReturnType<typeof proposals>["execute"]>>[number];

function opened(keys: KeyRing, row: ProposalRow): Proposal {
  const key = keys.open(row.branch_id, row.data_key);
  return {
    id: row.id, state: row.state as ProposalState, way: row.way as Way, ground: row.ground, matterId: row.matter_id as MatterId, childId: row.child_id as ChildId,
    askedAt: row.asked_at, decidedAt: row.decided_at ?? undefined, seenAt: row.seen_at ?? undefined,
    asker: {
      dutyId: row.by_duty as DutyId, personId: row.by_id as PersonId, name: nameOf(keys, { id: row.by_id, data_key: row.by_key, sealed: row.by_sealed }), role: row.by_role,
      unitId: row.by_unit_id as UnitId, unit: row.by_unit, authority: row.authority,
    },
    decider: {
      dutyId: row.decider_duty as DutyId, personId: row.decider_id as PersonId, name: nameOf(keys, { id: row.decider_id, data_key: row.decider_key, sealed: row.decider_sealed }),
      role: row.decider_role, unit: row.decider_unit, left: row.left,
    },
    reason: row.reason_sealed ? unseal<{ reason: string }>(key, `proposal_reason:${row.id}`, row.reason_sealed).reason : undefined,
    words: unseal<Proposed>(key, `proposal:${row.id}`, row.sealed), key,
  };
}

/** A proposal, if the actor works with its matter or has been asked to decide on it. */
export async function findProposal(tx: Tx, keys: KeyRing, id: string): Promise<Proposal | undefined> {
  const row = await proposals(tx).where("r.id", "=", id).executeTakeFirst();
  return row && opened(keys, row);
}

/** Whether the actor works with a proposal's matter, and has not only been asked to decide. */
export async function isInOwnMatter(tx: Tx, proposal: string): Promise<boolean> {
  const row = await tx.selectFrom("proposal as r").innerJoin("matter as m", "m.id", "r.matter_id").where("r.id", "=", proposal).select("m.id").executeTakeFirst();
  return row !== undefined;
}

/** What has been proposed in some matters and not taken back, the latest first. */
export async function listProposalsOf(tx: Tx, keys: KeyRing, matters: readonly string[]): Promise<Proposal[]> {
  const rows = await proposals(tx).where((eb) => eb("r.matter_id", "=", eb.fn.any(eb.val([...matters])))).where("r.state", "<>", "taken-back").orderBy("r.asked_at", "desc").execute();
  return rows.map((row) => opened(keys, row));
}

/** What waits for the acting duty's decision; what it has asked about itself; and what of that has been answered since it last looked. The oldest first. */
export async function listOwnProposals(tx: Tx, keys: KeyRing): Promise<Proposal[]> {
  const rows = await proposals(tx)
    .where(({ eb, and, or }) => or([
      and([eb("r.decider_duty", "=", sql<string>`kring.duty_id()`), eb("r.state", "=", "waiting")]),
      and([eb("r.by_duty", "=", sql<string>`kring.duty_id()`), eb("r.state", "<>", "taken-back"), eb("r.seen_at", "is", null)]),
    ])).orderBy("r.asked_at").execute();
  return rows.map((row) => opened(keys, row));
}

/**
 * Takes a waiting proposal in hand for the one who was asked, until this transaction ends. From here on it can be judged and sent as by
 * whoever put it together. False when somebody was first, or nobody asked.
 */
export async function beginDeciding(tx: Tx, proposal: string): Promise<boolean> {
  const { rows } = await sql<{ begun: boolean }>`select kring.begin_deciding(${proposal}::uuid) as begun`.execute(tx);
  return rows[0]!.begun;
}

/** Writes the decision down, which ends what beginning it opened. */
export async function settleProposal(tx: Tx, { id, key }: Proposal, of: { state: "approved" | "declined"; reason?: string; at: Date }): Promise<void> {
  const reason = of.reason === undefined ? null : seal(key, `proposal_reason:${id}`, { reason: of.reason });
  await tx.updateTable("proposal").set({ state: of.state, reason_sealed: reason, decided_at: of.at }).where("id", "=", id).where("state", "=", "waiting").execute();
}

/** False when it has been decided on. */
export async function takeBackProposal(tx: Tx, proposal: string, at: Date): Promise<boolean> {
  const taken = await tx.updateTable("proposal").set({ state: "taken-back", decided_at: at }).where("id", "=", proposal).where("state", "=", "waiting").executeTakeFirst();
  return Number(taken.numUpdatedRows) === 1;
}

/** The answer has been seen: to whoever asked, it no longer stands on the list. Does nothing for anybody else. */
export async function noteSeen(tx: Tx, proposal: string): Promise<void> {
  await sql`select kring.note_answer_seen(${proposal}::uuid)`.execute(tx);
}

/** Whether a duty works with a matter now. */
export async function isAssigned(tx: Tx, of: { matter: string; duty: string; at: Date }): Promise<boolean> {
  const row = await tx.selectFrom("assignment as s").innerJoin("duty as d", "d.id", "s.duty_id").where("s.matter_id", "=", of.matter).where("s.duty_id", "=", of.duty).where("s.from_at", "<=", of.at)
    .where((eb) => eb.or([eb("s.until_at", "is", null), eb("s.until_at", ">", of.at)])).where((eb) => eb.or([eb("d.valid_until", "is", null), eb("d.valid_until", ">", of.at)]))
    .select("s.id").executeTakeFirst();
  return row !== undefined;
}
