import { sql } from "kysely";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { newId } from "../platform/ids.ts";
import type { Ground, Prerequisite, Undertaking, UndertakingEvent, UndertakingState } from "./undertaking.ts";

const all = (tx: Tx, agreement: string) =>
  tx.selectFrom("undertaking as u").innerJoin("agreement as a", "a.id", "u.agreement_id").where("a.handle", "=", agreement).selectAll("u").orderBy("u.due_on").orderBy("u.number");
type Row = Awaited<ReturnType<ReturnType<typeof all>["execute"]>>[number];
const undertakingOf = (row: Row): Undertaking => ({
  id: row.id, number: row.number, what: row.what, need: row.need, prerequisite: row.prerequisite as Prerequisite, ownerId: row.owner_duty_id, dueOn: row.due_on, state: row.state as UndertakingState, decisionId: row.decision_id ?? undefined, version: row.version,
});

export const listUndertakings = async (tx: Tx, agreement: string): Promise<Undertaking[]> => (await all(tx, agreement).execute()).map(undertakingOf);

export async function findUndertaking(tx: Tx, { agreement, id }: { agreement: string; id: string }): Promise<Undertaking | undefined> {
  const row = await all(tx, agreement).where("u.id", "=", id).executeTakeFirst();
  return row && undertakingOf(row);
}

/** What has happened to a point, the latest first. */
export async function listEvents(tx: Tx, undertaking: string): Promise<UndertakingEvent[]> {
  const rows = await tx.selectFrom("undertaking_event").where("undertaking_id", "=", undertaking).select(["id", "at", "duty_id", "what", "words"]).orderBy("at", "desc").orderBy("id", "desc").execute();
  return rows.map(({ duty_id, what, ...event }) => ({ ...event, dutyId: duty_id, what: what as UndertakingEvent["what"] }));
}

/** The decisions of an agreement's steering group, in closed minutes, the latest first. */
export async function listGrounds(tx: Tx, agreement: string): Promise<Ground[]> {
  const rows = await tx.selectFrom("group_decision as d").innerJoin("group_meeting as m", "m.id", "d.meeting_id").innerJoin("cooperation_group as g", "g.id", "m.group_id").innerJoin("agreement as a", "a.id", "g.agreement_id")
    .where("a.handle", "=", agreement).where("g.kind", "=", "steering").where("m.state", "=", "closed").where("d.number", "is not", null)
    .select(["d.id", "d.number", "d.text", "m.starts_at as on", "g.id as groupId", "m.id as meetingId"]).orderBy("d.number", "desc").execute();
  return rows.map((row) => ({ ...row, number: row.number! }));
}

/** Those who can be given something to do under an agreement: in its groups, or keeping it. */
export const carriersOf = (agreement: string) => sql<string[]>`array(select kring.carriers((select id from agreement where handle = ${agreement})))`;

/** Whether the acting duty speaks for the steering group (`decides`), and whether it keeps the agreement. */
export async function standingIn(tx: Tx, agreement: string): Promise<{ decides: boolean; keeps: boolean }> {
  const { rows } = await sql<{ decides: boolean; keeps: boolean }>`select kring.holds_steering(a.id) as decides, kring.coordinates(a.id) as keeps from agreement a where a.handle = ${agreement}`.execute(tx);
  return rows[0] ?? { decides: false, keeps: false };
}

type Draft = { readonly what: string; readonly need: string; readonly prerequisite: string; readonly ownerId: string; readonly dueOn: Day };
type Told = { readonly by: string; readonly at: Date; readonly words: string };

async function tell(tx: Tx, undertaking: string, what: UndertakingEvent["what"], { by, at, words }: Told): Promise<void> {
  await tx.insertInto("undertaking_event").values({ id: newId(), undertaking_id: undertaking, at, duty_id: by, what, words }).execute();
}

/** Proposes a point, with the next number of the plan. */
export async function insertUndertaking(tx: Tx, { agreement, what, need, prerequisite, ownerId, dueOn, by, at }: Draft & Omit<Told, "words"> & { agreement: string }): Promise<string> {
  const id: string = newId();
  // Two who propose at once wait for each other: the numbers have no gaps and no doubles.
  await sql`select pg_advisory_xact_lock(hashtext(${agreement}))`.execute(tx);
  await tx.insertInto("undertaking").values({
    id, agreement_id: agreement, number: sql`(select coalesce(max(number), 0) + 1 from undertaking where agreement_id = ${agreement}::uuid)`, what, need, prerequisite, owner_duty_id: ownerId, due_on: dueOn, state: "proposed",
  }).execute();
  await tell(tx, id, "proposed", { by, at, words: "" });
  return id;
}

/** Writes what is only proposed over the row version it was drawn from; false when it had changed. */
export async function saveUndertaking(tx: Tx, { id, version }: { id: string; version: number }, { what, need, prerequisite, ownerId, dueOn }: Draft): Promise<boolean> {
  const saved = await tx.updateTable("undertaking").set({ what, need, prerequisite, owner_duty_id: ownerId, due_on: dueOn, version: version + 1 }).where("id", "=", id).where("version", "=", version).where("state", "=", "proposed").executeTakeFirst();
  return saved.numUpdatedRows > 0n;
}

type Verdict = { readonly to: "approved" | "rejected"; readonly decision: string; readonly ownerId: string; readonly dueOn: Day };

/** What the steering group decided about a point, by one of its numbered decisions. */
export async function decideUndertaking(tx: Tx, { id, version }: { id: string; version: number }, { to, decision, ownerId, dueOn }: Verdict, told: Told): Promise<boolean> {
  const decided = await tx.updateTable("undertaking").set({ state: to, decision_id: decision, owner_duty_id: ownerId, due_on: dueOn, version: version + 1 })
    .where("id", "=", id).where("version", "=", version).where("state", "in", ["proposed", "approved"]).executeTakeFirst();
  if (decided.numUpdatedRows > 0n) await tell(tx, id, to, told);
  return decided.numUpdatedRows > 0n;
}

/** How it goes, that it is done, or that those it came from have been told. */
export async function reportUndertaking(tx: Tx, { id, state }: Pick<Undertaking, "id" | "state">, to: "noted" | "done" | "told", told: Told): Promise<boolean> {
  const next = to === "noted" ? state : to;
  const reported = await tx.updateTable("undertaking").set({ state: next, version: sql`version + 1` }).where("id", "=", id).where("state", "=", state).executeTakeFirst();
  if (reported.numUpdatedRows > 0n) await tell(tx, id, to, told);
  return reported.numUpdatedRows > 0n;
}
