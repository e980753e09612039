import type { Matter } from "../matter/index.ts";
import { dutyOf, type Hand } from "../house.ts";
import { addMonths } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { newId } from "../platform/ids.ts";
import { seal, unseal } from "../platform/seal/seal.ts";
import { SUGGESTED_MONTHS, type AskDraft } from "./ask.ts";

const KIND = "consent";

type Keyed = Pick<Matter, "id" | "branchId" | "key">;

/** Keeps a question that has not been asked yet, for its writer alone. Returns its id. */
export async function saveDraft(tx: Tx, { matter, draft, dutyId, at }: { matter: Keyed; draft: AskDraft; dutyId: string; at: Date }): Promise<string> {
  const id = newId();
  await tx.insertInto("draft").values({ id, matter_id: matter.id, branch_id: matter.branchId, duty_id: dutyId, kind: KIND, sealed: seal(matter.key, `draft:${id}`, draft), at }).execute();
  return id;
}

/**
 * A question that follows from what somebody has already chosen and written elsewhere: it waits to be read through, in the place of an
 * earlier one that never was asked. Returns its id. @ground U02
 */
export async function makeReady(hand: Hand, { matter, ...draft }: Omit<AskDraft, "until"> & { matter: Keyed }): Promise<string> {
  const dutyId = dutyOf(hand).id;
  await hand.tx.deleteFrom("draft").where("matter_id", "=", matter.id).where("duty_id", "=", dutyId).where("kind", "=", KIND).execute();
  return saveDraft(hand.tx, { matter, draft: { ...draft, until: addMonths(hand.today, SUGGESTED_MONTHS) }, dutyId, at: hand.at });
}

type SealedDraft = { readonly id: string; readonly sealed: Buffer };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A draft of the asker's own, still sealed: it can be asked for together with the matter whose key opens it. */
export async function findSealedDraft(tx: Tx, matter: string, id: string | null): Promise<SealedDraft | undefined> {
  if (id === null || !UUID.test(id)) return undefined;
  return tx.selectFrom("draft").where("id", "=", id).where("matter_id", "=", matter).where("kind", "=", KIND).select(["id", "sealed"]).executeTakeFirst();
}

export const openDraft = (matter: Keyed, draft: SealedDraft | undefined): AskDraft | undefined => draft && unseal<AskDraft>(matter.key, `draft:${draft.id}`, draft.sealed);

export const dropDraft = (tx: Tx, id: string) => tx.deleteFrom("draft").where("id", "=", id).execute();
