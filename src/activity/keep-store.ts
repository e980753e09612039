import { sql } from "kysely";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { addPhrases, dropItems, settleItems } from "../platform/search/search.ts";
import type { Activity, Move } from "./activity.ts";
import { activityPhrases } from "./activity-store.ts";
import type { Edited } from "./edit.ts";

export const rowOf = ({ ages, rule, signUp, capacity, forWhom, costNote, locationId, placeNote, placeLink, reviewMonths, kinds, ...same }: Edited) => ({
  kinds: [...kinds], level: same.level, email: same.email, place_note: placeNote, place_link: placeLink, review_months: reviewMonths,
  name: same.name, about: same.about, kind: same.kind, meet: same.meet, childcare: same.childcare, languages: [...same.languages], interpreter: same.interpreter, cost: same.cost, phone: same.phone, status: same.status,
  for_whom: forWhom, min_age: ages.from, max_age: ages.to, every: rule.every, weekday: rule.every === "once" ? null : rule.on, nth: rule.every === "month" ? rule.nth : null,
  from_time: rule.from, to_time: rule.to, starts_on: rule.startsOn, ends_on: rule.endsOn ?? null, sign_up: signUp, capacity: capacity ?? null, cost_note: costNote, location_id: locationId ?? null,
});

/** Changes an activity that is still as it was when it was read; false when somebody has been before. What was changed has been checked. */
export async function updateActivity(tx: Tx, id: string, { edited, version, at, today }: { edited: Edited; version: number; at: Date; today: Day }): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable("activity").set({ ...rowOf(edited), checked_on: today, changed_at: at }).set((eb) => ({ version: eb("version", "+", 1), sequence: eb("sequence", "+", 1) }))
    .where("id", "=", id).where("version", "=", version).executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Its keeper says that it is still right. @ground U40 */
export async function checkActivity(tx: Tx, id: string, today: Day): Promise<void> {
  await tx.updateTable("activity").set({ checked_on: today }).where("id", "=", id).execute();
}

/** A calendar that subscribes must see that something has become of a date. */
const touch = (tx: Tx, id: string, at: Date) => tx.updateTable("activity").set({ changed_at: at }).set((eb) => ({ sequence: eb("sequence", "+", 1) })).where("id", "=", id).execute();

/** Calls a date off, or says again why. */
export async function callOff(tx: Tx, { id }: Pick<Activity, "id">, { day, reason, at }: { day: Day; reason: string; at: Date }): Promise<void> {
  await touch(tx, id, at);
  await tx.insertInto("activity_pause").values({ activity_id: id, from_on: day, to_on: day, called_off: true, reason })
    .onConflict((conflict) => conflict.columns(["activity_id", "from_on", "called_off"]).doUpdateSet({ reason })).execute();
}

/** Holds a date at another time, or where the rule has it after all; whoever had signed up for it comes then. */
export async function moveDate(tx: Tx, { id }: Pick<Activity, "id">, { origin, day, to, erase, move, at }: { origin: Day; day: Day; to: Day; erase: Day; move: Move | undefined; at: Date }): Promise<void> {
  await touch(tx, id, at);
  await tx.deleteFrom("activity_move").where("activity_id", "=", id).where("from_on", "=", origin).execute();
  if (move) await tx.insertInto("activity_move").values({ activity_id: id, from_on: move.from, to_on: move.to, from_time: move.starts, to_time: move.ends, reason: move.reason }).execute();
  await sql`select kring.move_sign_ups(${id}::uuid, ${day}::date, ${to}::date, ${erase}::date)`.execute(tx);
}

export async function takeBack(tx: Tx, { id }: Pick<Activity, "id">, { day, at }: { day: Day; at: Date }): Promise<void> {
  await touch(tx, id, at);
  await tx.deleteFrom("activity_pause").where("activity_id", "=", id).where("from_on", "=", day).where("called_off", "=", true).execute();
}

/** What the search knows follows what is written. */
export async function searchAnew(tx: Tx, activity: Pick<Activity, "id" | "name" | "about" | "forWhom" | "guide">): Promise<void> {
  await dropItems(tx, [`activity:${activity.id}`]);
  await addPhrases(tx, activityPhrases(activity, activity.guide));
  await settleItems(tx, [`activity:${activity.id}`]);
}

/** The coming dates somebody has signed up for. */
export async function listSignedUpDays(tx: Tx, id: string): Promise<Day[]> {
  const { rows } = await sql<{ day: Day }>`select * from kring.signed_up_days(${id}::uuid) as t(day)`.execute(tx);
  return rows.map(({ day }) => day);
}

export async function settleErasing(tx: Tx, id: string, day: Day): Promise<void> {
  await sql`select kring.settle_erasing(${id}::uuid, ${day}::date)`.execute(tx);
}

/** The places of a guide's activities, to choose among. */
export async function listPlaces(tx: Tx, guideId: string): Promise<Array<{ readonly id: string; readonly name: string }>> {
  return tx.selectFrom("location as l").select(["l.id", "l.name"]).distinct()
    .where((eb) => eb.or([
      eb.exists(eb.selectFrom("activity as a").select("a.id").whereRef("a.location_id", "=", "l.id").where("a.guide_id", "=", guideId)),
      eb.exists(eb.selectFrom("service as s").select("s.id").whereRef("s.location_id", "=", "l.id").where("s.guide_id", "=", guideId)),
    ])).orderBy("l.name").execute();
}

/** Somebody has told the organiser that she does not come. */
export async function takeOff(tx: Tx, { id }: Pick<Activity, "id">, signUp: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select kring.take_off(${signUp}::uuid, ${id}::uuid) as done`.execute(tx);
  return rows[0]!.done;
}
