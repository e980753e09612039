import type { Tx } from "../platform/db/connection.ts";
import type { Shelf } from "./directory-store.ts";
import { newId } from "../platform/ids.ts";

/** Where units meet again and again. */
export type Forum = { readonly id: string; readonly name: string; readonly about: string; readonly meets: string; readonly units: readonly string[] };

/** The forums of a guide, by name, with the units that sit in each. */
export async function listForums(tx: Tx, guide: Shelf): Promise<Forum[]> {
  const rows = await tx.selectFrom("forum as f").innerJoin("guide as g", "g.id", "f.guide_id").where("g.handle", "=", guide).select(["f.id", "f.name", "f.about", "f.meets"])
    .select((eb) => eb.selectFrom("forum_seat as s").whereRef("s.forum_id", "=", "f.id").select((s) => s.fn.agg<string[] | null>("array_agg", ["s.unit_id"]).as("units")).as("units"))
    .orderBy("f.name").execute();
  return rows.map((row) => ({ ...row, units: row.units ?? [] }));
}

/** A forum that is no longer; false when it was not the asker's to end. */
export async function deleteForum(tx: Tx, id: string): Promise<boolean> {
  return (await tx.deleteFrom("forum").where("id", "=", id).executeTakeFirst()).numDeletedRows > 0n;
}

export async function insertForum(tx: Tx, guide: string, { name, about, meets }: Pick<Forum, "name" | "about" | "meets">): Promise<string> {
  const id: string = newId();
  await tx.insertInto("forum").values({ id, guide_id: guide, name, about, meets }).execute();
  return id;
}
