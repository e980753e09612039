import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../platform/db/connection.ts";
import type { Shelf } from "./directory-store.ts";

/** Where one municipality takes reports: by day, and when it is closed. `isHere`: it is one of those a guide is for. */
export type Reception = { readonly authority: string; readonly unit: string; readonly phone: string; readonly outOfHours: string; readonly isHere: boolean };

/** A guide is for the municipalities whose social services have a card in it. */
const isIn = (guide: Shelf): RawBuilder<boolean> =>
  sql<boolean>`exists (select from service s join guide g on g.id = s.guide_id where g.handle = ${guide} and s.unit_id = u.id and s.status <> 'ended')`;

const receptions = (tx: Tx) => tx.selectFrom("unit as u").where("u.concern_phone", "is not", null);

/** The units that a report of concern goes to, those of a guide in front. */
export async function listReceptions(tx: Tx, guide: Shelf): Promise<Reception[]> {
  const rows = await receptions(tx).innerJoin("branch as b", "b.id", "u.branch_id").innerJoin("authority as a", "a.id", "b.authority_id")
    .select(["a.name as authority", "u.name as unit", "u.concern_phone as phone", "u.out_of_hours_phone as outOfHours"]).select(isIn(guide).as("isHere"))
    .orderBy("isHere", "desc").orderBy("a.name").execute();
  return rows.map((row) => ({ ...row, phone: row.phone ?? "", outOfHours: row.outOfHours ?? "" }));
}

/** The numbers of a guide's social services out of hours: one in most guides. */
export async function listOutOfHours(tx: Tx, guide: Shelf): Promise<string[]> {
  const rows = await receptions(tx).where(isIn(guide)).where("u.out_of_hours_phone", "is not", null).select("u.out_of_hours_phone as phone").distinct().execute();
  return rows.flatMap(({ phone }) => phone || []);
}
