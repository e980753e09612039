import { nameOf } from "../organisation/index.ts";
import type { Matter } from "../matter/index.ts";
import { dayOf } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { newId } from "../platform/ids.ts";
import { seal, unseal, type KeyRing } from "../platform/seal/seal.ts";
import type { AgeReview } from "./growing.ts";

type Sealed = Pick<AgeReview, "outcomes" | "words">;

const reviews = (tx: Tx) =>
  tx.selectFrom("age_review as r").innerJoin("duty as d", "d.id", "r.by_duty").innerJoin("person as p", "p.id", "d.person_id")
    .select(["r.id as review", "r.matter_id", "r.age", "r.sealed as words", "r.at", "p.id", "p.data_key", "p.sealed"]).orderBy("r.at", "desc");
export type ReviewRow = Awaited<ReturnType<ReturnType<typeof reviews>["execute"]>>[number];

/** The reviews of a matter, the newest first, still sealed. */
export const listReviewRows = (tx: Tx, matter: string): Promise<ReviewRow[]> => reviews(tx).where("r.matter_id", "=", matter).execute();

export const openReview = (keys: KeyRing, key: Matter["key"], row: ReviewRow): AgeReview =>
  ({ age: row.age, by: nameOf(keys, row), on: dayOf(row.at), ...unseal<Sealed>(key, `age_review:${row.review}`, row.words) });

/** At which ages some matters have been gone through. */
export async function listReviewedAges(tx: Tx, matters: readonly string[]): Promise<Map<string, number[]>> {
  const rows = matters.length > 0 ? await tx.selectFrom("age_review").where((eb) => eb("matter_id", "=", eb.fn.any(eb.val([...matters])))).select(["matter_id", "age"]).execute() : [];
  const ages = new Map<string, number[]>();
  for (const { matter_id, age } of rows) ages.set(matter_id, [...(ages.get(matter_id) ?? []), age]);
  return ages;
}

/** Writes a review. False when somebody else has just written one for the same birthday. */
export async function insertReview(tx: Tx, of: { matter: Pick<Matter, "id" | "branchId" | "key">; age: number; review: Sealed; byDuty: string; at: Date }): Promise<boolean> {
  const id = newId();
  const row = await tx.insertInto("age_review")
    .values({ id, matter_id: of.matter.id, branch_id: of.matter.branchId, age: of.age, sealed: seal(of.matter.key, `age_review:${id}`, of.review), by_duty: of.byDuty, at: of.at })
    .onConflict((conflict) => conflict.columns(["matter_id", "age"]).doNothing()).returning("id").executeTakeFirst();
  return row !== undefined;
}
