import { byDuty, listPeople, type Somebody } from "../directory/index.ts";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { newId } from "../platform/ids.ts";
import type { KeyRing } from "../platform/seal/seal.ts";
import type { EditForm } from "./edit.ts";

export type Done = "published" | "edited" | "checked" | "taken-down" | "put-back" | "called-off" | "held-after-all" | "moved" | "joined" | "left" | "parted";

/** What has been done to an activity, by whom. */
export type ActivityChange = { readonly id: string; readonly at: Date; readonly what: Done; readonly day: Day | undefined; readonly by: Somebody | undefined };

const MOST = 10;

/** The latest first. Whoever works there now is named; who has left is somebody. */
export async function listChanges(tx: Tx, keys: KeyRing, handle: string): Promise<ActivityChange[]> {
  const rows = await tx.selectFrom("activity_change as c").innerJoin("activity as a", "a.id", "c.activity_id").where("a.handle", "=", handle)
    .select(["c.id", "c.at", "c.what", "c.on_day", "c.by_duty"]).orderBy("c.at", "desc").orderBy("c.id", "desc").limit(MOST).execute();
  const people = byDuty(rows.length === 0 ? [] : await listPeople(tx, keys, { duties: [...new Set(rows.map(({ by_duty }) => by_duty))] }));
  return rows.map(({ id, at, what, on_day: day, by_duty: duty }) => ({ id, at, what: what as Done, day: day ?? undefined, by: people.get(duty) }));
}

export type Happened = { readonly activity: string; readonly what: Done; readonly duty: string; readonly at: Date; readonly day?: Day; readonly before?: EditForm };

export async function logChange(tx: Tx, { activity, what, duty, at, day, before }: Happened): Promise<void> {
  await tx.insertInto("activity_change").values({ id: newId(), activity_id: activity, at, by_duty: duty, what, on_day: day ?? null, before: before ? JSON.stringify(before) : null }).execute();
}
