import { sql, type Insertable, type Selectable } from "kysely";
import { addDays, type Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import type { ActivityAttendance as Row } from "../platform/db/types.gen.ts";
import type { Activity, Session } from "./activity.ts";
import { listActivities } from "./activity-store.ts";
import { ASKED_DAYS, uncounted, type Count } from "./attendance.ts";

const countOf = ({ adults, first_time: firstTime, children, fathers, mothers, others, version }: Selectable<Row>): Count & { readonly version: number } =>
  ({ adults, firstTime, children, fathers: fathers ?? undefined, mothers: mothers ?? undefined, others: others ?? undefined, version });

/** The days since one that have been counted, by activity: those that row-level security shows. */
export async function listCounted(tx: Tx, since: Day): Promise<ReadonlyMap<string, ReadonlySet<Day>>> {
  const rows = await tx.selectFrom("activity_attendance").select(["activity_id", "on_day"]).where("on_day", ">=", since).where(sql<boolean>`unit_id = kring.unit_id()`).execute();
  return new Map([...Map.groupBy(rows, ({ activity_id }) => activity_id)].map(([id, own]) => [id, new Set(own.map(({ on_day }) => on_day))]));
}

/** What the acting duty's unit has held lately and nobody has counted. */
export async function listUncounted(tx: Tx, when: { at: Date; today: Day }): Promise<Session[]> {
  const [activities, counted] = await Promise.all([listActivities(tx, { here: true }), listCounted(tx, addDays(when.today, -ASKED_DAYS))]);
  return activities.flatMap((activity) => uncounted(activity, counted.get(activity.id) ?? new Set(), when));
}

export async function findCount(tx: Tx, activity: string, day: Day): Promise<(Count & { readonly version: number }) | undefined> {
  const row = await tx.selectFrom("activity_attendance").selectAll().where("activity_id", "=", activity).where("on_day", "=", day).executeTakeFirst();
  return row && countOf(row);
}

export type Counting = { readonly activity: Pick<Activity, "id" | "unitId">; readonly day: Day; readonly count: Count; readonly version: number; readonly byDuty: string; readonly at: Date };

/** Keeps a count: the first of a day (`version` 0), or a correction of the one that was read. False when somebody has been before. */
export async function keepCount(tx: Tx, { activity, day, count, version, byDuty, at }: Counting): Promise<boolean> {
  const row = {
    adults: count.adults, first_time: count.firstTime, children: count.children, fathers: count.fathers ?? null, mothers: count.mothers ?? null, others: count.others ?? null, by_duty: byDuty, noted_at: at,
  };
  if (version === 0) {
    const made = await tx.insertInto("activity_attendance").values({ ...row, activity_id: activity.id, unit_id: activity.unitId, on_day: day }).onConflict((conflict) => conflict.columns(["activity_id", "on_day"]).doNothing()).executeTakeFirst();
    return made.numInsertedOrUpdatedRows === 1n;
  }
  const { numUpdatedRows } = await tx.updateTable("activity_attendance").set(row).set((eb) => ({ version: eb("version", "+", 1) })).where("activity_id", "=", activity.id).where("on_day", "=", day).where("version", "=", version).executeTakeFirst();
  return numUpdatedRows === 1n;
}

const AT_ONCE = 2_000;

export async function insertCounts(tx: Tx, rows: ReadonlyArray<Insertable<Row>>): Promise<void> {
  for (let at = 0; at < rows.length; at += AT_ONCE) await tx.insertInto("activity_attendance").values(rows.slice(at, at + AT_ONCE)).execute();
}
