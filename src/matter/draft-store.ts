import type { Tx } from "../platform/db/connection.ts";
import { newId } from "../platform/ids.ts";
import { seal, unseal, type DataKey } from "../platform/seal/seal.ts";
import type { Matter } from "./matter-store.ts";

/** What somebody has begun on a matter and not sent: its writer's own, which row-level security shows nobody else. */
export type SealedDraft = { readonly id: string; readonly sealed: Buffer };

type Kept = Pick<Matter, "id" | "branchId" | "key">;
type NewDraft = { readonly matter: Kept; readonly kind: string; readonly duty: string; readonly words: unknown; readonly at: Date };

/** Keeps words beside those there are. Returns the draft's id. */
export async function addDraft(tx: Tx, { matter, kind, duty, words, at }: NewDraft): Promise<string> {
  const id = newId();
  await tx.insertInto("draft").values({ id, matter_id: matter.id, branch_id: matter.branchId, duty_id: duty, kind, sealed: seal(matter.key, `draft:${id}`, words), at }).execute();
  return id;
}

/** Keeps words in the place of the writer's others of the same kind. Returns the draft's id. */
export async function replaceDraft(tx: Tx, draft: NewDraft): Promise<string> {
  await dropDrafts(tx, draft.matter.id, draft.kind);
  return addDraft(tx, draft);
}

/** Other words in the same draft. */
export async function rewriteDraft(tx: Tx, { matter, draft, words, at }: { matter: Kept; draft: string; words: unknown; at: Date }): Promise<void> {
  await tx.updateTable("draft").set((eb) => ({ sealed: seal(matter.key, `draft:${draft}`, words), at, version: eb("version", "+", 1) })).where("id", "=", draft).execute();
}

/** Drafts of a kind, the latest first, still sealed: they can be asked for together with the matter whose key opens them. */
export const listSealedDrafts = (tx: Tx, matter: string, kind: string): Promise<SealedDraft[]> =>
  tx.selectFrom("draft").where("matter_id", "=", matter).where("kind", "=", kind).select(["id", "sealed"]).orderBy("at", "desc").execute();

export async function findSealedDraft(tx: Tx, of: { matter: string; kind: string; draft: string }): Promise<SealedDraft | undefined> {
  return (await listSealedDrafts(tx, of.matter, of.kind)).find(({ id }) => id === of.draft);
}

export const openDraft = <Words,>(key: DataKey, { id, sealed }: SealedDraft): Words => unseal<Words>(key, `draft:${id}`, sealed);

/** False when it is no longer there: sent, or thrown away, a moment ago. */
export async function dropDraft(tx: Tx, draft: string): Promise<boolean> {
  const gone = await tx.deleteFrom("draft").where("id", "=", draft).executeTakeFirst();
  return Number(gone.numDeletedRows) === 1;
}

export async function dropDrafts(tx: Tx, matter: string, kind: string): Promise<void> {
  await tx.deleteFrom("draft").where("matter_id", "=", matter).where("kind", "=", kind).execute();
}
