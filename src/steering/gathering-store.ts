import { sql } from "kysely";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { newId } from "../platform/ids.ts";
import type { Action, Decision, Gathering, Minutes, PointDraft } from "./gathering.ts";

const all = (tx: Tx) => tx.selectFrom("group_meeting as m").selectAll("m");
type Row = Awaited<ReturnType<ReturnType<typeof all>["execute"]>>[number];
const gatheringOf = (row: Row): Gathering => ({
  id: row.id, groupId: row.group_id, startsAt: row.starts_at, endsAt: row.ends_at, place: row.place, state: row.state as Gathering["state"], others: row.others_present, calledBy: row.called_by, calledAt: row.called_at,
  changedAt: row.changed_at, sequence: row.sequence, writtenBy: row.written_by ?? undefined, writtenAt: row.written_at ?? undefined, closedBy: row.closed_by ?? undefined, closedAt: row.closed_at ?? undefined, version: row.version,
});

/** The meetings of a group, or of all groups of an agreement, the latest first: those the acting duty may know of. */
export async function listGatherings(tx: Tx, of: { group: string } | { agreement: string }): Promise<Gathering[]> {
  const asked = "group" in of ? sql<boolean>`m.group_id = ${of.group}::uuid`
    : sql<boolean>`m.group_id in (select g.id from cooperation_group g join agreement a on a.id = g.agreement_id where a.handle = ${of.agreement})`;
  return (await all(tx).where(asked).orderBy("m.starts_at", "desc").execute()).map(gatheringOf);
}

const decided = (tx: Tx) =>
  tx.selectFrom("group_decision as d").innerJoin("group_meeting as m", "m.id", "d.meeting_id").select(["d.id", "d.meeting_id", "d.point_id", "d.number", "d.text", "m.starts_at"]).orderBy("d.number", (order) => order.desc().nullsFirst());
const decisionOf = (row: Awaited<ReturnType<ReturnType<typeof decided>["execute"]>>[number]): Decision =>
  ({ id: row.id, meetingId: row.meeting_id, pointId: row.point_id, number: row.number ?? undefined, text: row.text, on: row.starts_at });

/** What a group has decided, the latest first: to others than the group, what is in closed minutes. */
export const listDecisions = async (tx: Tx, group: string): Promise<Decision[]> => (await decided(tx).where("m.group_id", "=", group).execute()).map(decisionOf);

const taken = (tx: Tx) => tx.selectFrom("group_action as a").select(["a.id", "a.point_id", "a.what", "a.duty_id", "a.due_on", "a.done_at"]).orderBy("a.due_on").orderBy("a.id");
const actionOf = (row: Awaited<ReturnType<ReturnType<typeof taken>["execute"]>>[number]): Action =>
  ({ id: row.id, pointId: row.point_id, what: row.what, dutyId: row.duty_id, dueOn: row.due_on as unknown as Day, doneAt: row.done_at ?? undefined });

/** What members of a group have taken on and not done. */
export const listOpenActions = async (tx: Tx, group: string): Promise<Action[]> =>
  (await taken(tx).innerJoin("group_meeting as m", "m.id", "a.meeting_id").where("m.group_id", "=", group).where("a.done_at", "is", null).execute()).map(actionOf);

export async function findAction(tx: Tx, { group, id }: { group: string; id: string }): Promise<(Action & { meetingId: string }) | undefined> {
  const row = await taken(tx).innerJoin("group_meeting as m", "m.id", "a.meeting_id").where("m.group_id", "=", group).where("a.id", "=", id).select("a.meeting_id").executeTakeFirst();
  return row && { ...actionOf(row), meetingId: row.meeting_id };
}

/** One meeting with everything of it that the acting duty may read. */
export async function findMinutes(tx: Tx, { group, id }: { group: string; id: string }): Promise<Minutes | undefined> {
  const [row, points, decisions, actions, present, corrections] = await Promise.all([
    all(tx).where("m.id", "=", id).where("m.group_id", "=", group).executeTakeFirst(),
    tx.selectFrom("group_point").where("meeting_id", "=", id).select(["id", "title", "who", "minutes", "notes"]).orderBy("position").execute(),
    decided(tx).where("m.id", "=", id).execute(),
    taken(tx).where("a.meeting_id", "=", id).execute(),
    tx.selectFrom("group_attendance").where("meeting_id", "=", id).select("member_id").execute(),
    tx.selectFrom("group_correction").where("meeting_id", "=", id).select(["id", "duty_id", "at", "text"]).orderBy("at").execute(),
  ]);
  return row && {
    gathering: gatheringOf(row), points: points.map(({ minutes, ...point }) => ({ ...point, minutes: minutes ?? undefined })), decisions: decisions.map(decisionOf), actions: actions.map(actionOf), present: present.map(({ member_id }) => member_id),
    corrections: corrections.map(({ duty_id, ...correction }) => ({ ...correction, dutyId: duty_id })),
  };
}

type Called = { readonly startsAt: Date; readonly endsAt: Date; readonly place: string };

async function writePoints(tx: Tx, meeting: string, points: readonly PointDraft[]): Promise<void> {
  const kept = points.flatMap(({ id }) => id ?? []);
  let gone = tx.deleteFrom("group_point").where("meeting_id", "=", meeting);
  if (kept.length > 0) gone = gone.where("id", "not in", kept);
  await gone.execute();
  const rows = points.map(({ id, title, who, minutes }, nth) => ({ id: id ?? newId() as string, meeting_id: meeting, position: nth + 1, title, who, minutes: minutes ?? null }));
  await tx.insertInto("group_point").values(rows).onConflict((conflict) => conflict.column("id").doUpdateSet((eb) => ({
    position: eb.ref("excluded.position"), title: eb.ref("excluded.title"), who: eb.ref("excluded.who"), minutes: eb.ref("excluded.minutes"),
  }))).execute();
}

/** Calls a group to a meeting. */
export async function insertGathering(tx: Tx, of: Called & { group: string; by: string; at: Date; points: readonly PointDraft[] }): Promise<string> {
  const id: string = newId();
  await tx.insertInto("group_meeting").values({ id, group_id: of.group, starts_at: of.startsAt, ends_at: of.endsAt, place: of.place, state: "called", called_by: of.by, called_at: of.at, changed_at: of.at }).execute();
  await writePoints(tx, id, of.points);
  return id;
}

/** Changes time, place and agenda over the row version they were drawn from; false when it had changed. Calendars are told when they would say something else. */
export async function changeGathering(tx: Tx, { gathering, version, at, points, ...called }: Called & { gathering: Gathering; version: number; at: Date; points: readonly PointDraft[] }): Promise<boolean> {
  const moved = called.startsAt.getTime() !== gathering.startsAt.getTime() || called.endsAt.getTime() !== gathering.endsAt.getTime() || called.place !== gathering.place;
  const saved = await tx.updateTable("group_meeting")
    .set({ starts_at: called.startsAt, ends_at: called.endsAt, place: called.place, changed_at: at, version: version + 1, ...(moved ? { sequence: gathering.sequence + 1 } : {}) })
    .where("id", "=", gathering.id).where("version", "=", version).where("state", "in", ["called", "held"]).executeTakeFirst();
  if (saved.numUpdatedRows === 0n) return false;
  await writePoints(tx, gathering.id, points);
  return true;
}

export async function cancelGathering(tx: Tx, { id, sequence }: Gathering, at: Date): Promise<boolean> {
  const cancelled = await tx.updateTable("group_meeting").set({ state: "cancelled", changed_at: at, sequence: sequence + 1, version: sql`version + 1` }).where("id", "=", id).where("state", "=", "called").executeTakeFirst();
  return cancelled.numUpdatedRows > 0n;
}

/** What is written of a point: what was said, decided, and taken on by whom. */
export type Written = { readonly id: string; readonly notes: string; readonly decision: string; readonly action: { readonly what: string; readonly duty: string; readonly dueOn: Day } | undefined };
type MinutesDraft = { readonly id: string; readonly version: number; readonly by: string; readonly at: Date; readonly present: readonly string[]; readonly others: string; readonly points: readonly Written[] };

async function writePoint(tx: Tx, meeting: string, { id, notes, decision, action }: Written): Promise<void> {
  await tx.updateTable("group_point").set({ notes }).where("id", "=", id).where("meeting_id", "=", meeting).execute();
  if (decision === "") await tx.deleteFrom("group_decision").where("point_id", "=", id).execute();
  else await tx.insertInto("group_decision").values({ id: newId(), meeting_id: meeting, point_id: id, text: decision }).onConflict((conflict) => conflict.column("point_id").doUpdateSet({ text: decision })).execute();
  if (!action) await tx.deleteFrom("group_action").where("point_id", "=", id).execute();
  else {
    const said = { what: action.what, duty_id: action.duty, due_on: action.dueOn };
    await tx.insertInto("group_action").values({ id: newId(), meeting_id: meeting, point_id: id, ...said }).onConflict((conflict) => conflict.column("point_id").doUpdateSet(said)).execute();
  }
}

/** Writes the minutes over the row version they were drawn from; false when they had changed, or are closed. */
export async function writeMinutes(tx: Tx, { id, version, by, at, present, others, points }: MinutesDraft): Promise<boolean> {
  const saved = await tx.updateTable("group_meeting").set({ state: "held", others_present: others, written_by: by, written_at: at, version: version + 1 })
    .where("id", "=", id).where("version", "=", version).where("state", "in", ["called", "held"]).executeTakeFirst();
  if (saved.numUpdatedRows === 0n) return false;
  await tx.deleteFrom("group_attendance").where("meeting_id", "=", id).execute();
  if (present.length > 0) await tx.insertInto("group_attendance").values(present.map((member) => ({ meeting_id: id, member_id: member }))).execute();
  for (const point of points) await writePoint(tx, id, point);
  return true;
}

/** Adjusts the minutes: their decisions get numbers, and nothing changes any more. False when they were not to be adjusted by this duty. */
export async function closeMinutes(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ closed: boolean }>`select kring.close_minutes(${id}::uuid) as closed`.execute(tx);
  return rows[0]!.closed;
}

export async function insertCorrection(tx: Tx, { meeting, duty, at, text }: { meeting: string; duty: string; at: Date; text: string }): Promise<void> {
  await tx.insertInto("group_correction").values({ id: newId(), meeting_id: meeting, duty_id: duty, at, text }).execute();
}

export async function finishAction(tx: Tx, id: string, at: Date): Promise<boolean> {
  return (await tx.updateTable("group_action").set({ done_at: at }).where("id", "=", id).where("done_at", "is", null).executeTakeFirst()).numUpdatedRows > 0n;
}
