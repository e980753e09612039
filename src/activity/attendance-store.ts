import type { Insertable, Selectable } from "kysely";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import type { ActivityAttendance as Row } from "../platform/db/types.gen.ts";
import type { Count } from "./attendance.ts";

const countOf = ({ adults, first_time: firstTime, children, fathers, mothers, others, version }: Selectable<Row>): Count & { readonly version: number } =>
  ({ adults, firstTime, children, fathers: fathers ?? undefined, mothers: mothers ?? undefined, others: others ?? undefined, version });

/** The days since one of which a count was made, by activity. */
export async function listCounted(tx: Tx, activities: readonly string[], since: Day): Promise<ReadonlyMap<string, ReadonlySet<Day>>> {
  const rows = await tx.selectFrom("activity_attendance").select(["activity_id", "on_day"]).where((eb) => eb("activity_id", "=", eb.fn.any(eb.val([...activities])))).where("on_day", ">=", since).execute();
  return new Map([...Map.groupBy(rows, ({ activity_id }) => activity_id)].map(([id, own]) => [id, new Set(own.map(({ on_day }) => on_day))]));
}

export async function findCount(tx: Tx, activity: string, day: Day): Promise<(Count & { readonly version: number }) | undefined> {
  const row = await tx.selectFrom("activity_attendance").selectAll().where("activity_id", "=", activity).where("on_day", "=", day).executeTakeFirst();
  return row && countOf(row);
}

const AT_ONCE = 2_000;

export async function insertCounts(tx: Tx, rows: ReadonlyArray<Insertable<Row>>): Promise<void> {
  for (let at = 0; at < rows.length; at += AT_ONCE) await tx.insertInto("activity_attendance").values(rows.slice(at, at + AT_ONCE)).execute();
}
