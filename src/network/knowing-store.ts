import { sql } from "kysely";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { ASKED_MONTHS, type Knowing, type Much } from "./knowing.ts";

/** Everything that units have said of how well they know each other. */
export async function listKnowing(tx: Tx): Promise<Knowing[]> {
  const rows = await tx.selectFrom("knowing").select(["unit_id", "of_unit_id", "much", "said_on"]).execute();
  return rows.map((row) => ({ unit: row.unit_id, of: row.of_unit_id, much: row.much as Much, saidOn: row.said_on }));
}

/** Whether the acting duty is to say anew for its unit: it speaks for it, and nothing has been said for a year. */
export async function readAsked(tx: Tx, today: Day): Promise<boolean> {
  const { rows } = await sql<{ asked: boolean }>`select kring.speaks_for_unit() and not exists (
    select from knowing where unit_id = kring.unit_id() and said_on >= (${today}::date - make_interval(months => ${ASKED_MONTHS}))::date) as asked`.execute(tx);
  return rows[0]!.asked;
}

type Saying = { readonly unit: string; readonly duty: string; readonly today: Day; /** Of whom something could be said. */ readonly among: readonly string[]; readonly said: ReadonlyMap<string, Much> };

/** What a unit says today of some others. Of whom it says nothing, nothing stands. */
export async function saveKnowing(tx: Tx, { unit, duty, today, among, said }: Saying): Promise<void> {
  const unsaid = among.filter((other) => !said.has(other));
  await tx.deleteFrom("knowing").where("unit_id", "=", unit).where(sql<boolean>`of_unit_id = any (${unsaid}::uuid[])`).execute();
  if (said.size === 0) return;
  await tx.insertInto("knowing").values([...said].map(([other, much]) => ({ unit_id: unit, of_unit_id: other, much, said_on: today, by_duty: duty })))
    .onConflict((row) => row.columns(["unit_id", "of_unit_id"]).doUpdateSet((eb) => ({ much: eb.ref("excluded.much"), said_on: eb.ref("excluded.said_on"), by_duty: eb.ref("excluded.by_duty") }))).execute();
}
