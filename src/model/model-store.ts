import { sql } from "kysely";
import type { Tx } from "../platform/db/connection.ts";
import type { PartSheet } from "./model-content.ts";
import type { Part } from "./model.ts";

/** Every version of every part of a guide's model, in order, the latest version of each first. */
export async function listParts(tx: Tx, guide: string): Promise<Part[]> {
  const rows = await tx.selectFrom("model_text as m").innerJoin("guide as g", "g.id", "m.guide_id").where("g.handle", "=", guide).selectAll("m").orderBy("m.position").orderBy("m.version", "desc").execute();
  return rows.map((row) => ({
    part: row.part, kind: row.kind as Part["kind"], version: row.version, title: row.title, said: row.said, titleEn: row.title_en, saidEn: row.said_en, status: row.status as Part["status"], at: row.at, by: row.by_duty ?? undefined,
  }));
}

/** Of all versions, the one that is shown of each part. */
export const latestOf = (parts: readonly Part[]): Part[] => parts.filter((one, nth) => parts[nth - 1]?.part !== one.part);

type Written = Pick<Part, "part" | "version" | "title" | "said" | "titleEn" | "saidEn" | "status"> & { readonly guide: string; readonly by: string; readonly at: Date };

/** Adds the next version of a part. False when somebody else has written it first. */
export async function writePart(tx: Tx, { guide, part, version, title, said, titleEn, saidEn, status, by, at }: Written): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into model_text (guide_id, part, version, kind, position, title, said, title_en, said_en, status, at, by_duty)
    select m.guide_id, m.part, m.version + 1, m.kind, m.position, ${title}, ${said}, ${titleEn}, ${saidEn}, ${status}, ${at}, ${by}::uuid
    from model_text m join guide g on g.id = m.guide_id where g.handle = ${guide} and m.part = ${part} and m.version = ${version} on conflict do nothing`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Gives a new guide what its model says of itself. */
export async function fillModel(tx: Tx, guideId: string, { parts, at }: { readonly parts: readonly PartSheet[]; readonly at: Date }): Promise<void> {
  await tx.insertInto("model_text").values(parts.map(({ part, kind, status, title, said, titleEn, saidEn }, position) => ({ guide_id: guideId, part, version: 1, kind, position, title, said, title_en: titleEn, said_en: saidEn, status, at }))).execute();
}
