import { nameOf } from "../organisation/index.ts";
import type { Tx } from "../platform/db/connection.ts";
import { newId, type BranchId, type MatterId } from "../platform/ids.ts";
import { seal, unseal, type KeyRing } from "../platform/seal/seal.ts";
import type { FamilyWord } from "./family.ts";

type Words = { readonly words: string };

const rowsOf = (tx: Tx) =>
  tx.selectFrom("family_word as w").innerJoin("person as p", "p.id", "w.person_id").innerJoin("branch as b", "b.id", "w.branch_id")
    .select(["w.id as word", "w.matter_id", "w.branch_id", "w.data_key as word_key", "w.sealed as words", "w.at", "w.read_at", "b.name as branch", "p.id", "p.data_key", "p.sealed"]).orderBy("w.at", "desc").limit(100);
type WordRow = Awaited<ReturnType<ReturnType<typeof rowsOf>["execute"]>>[number];

const wordOf = (keys: KeyRing, row: WordRow): FamilyWord => ({
  id: row.word, matterId: row.matter_id as MatterId, to: row.branch, by: nameOf(keys, row), at: row.at, readAt: row.read_at ?? undefined,
  words: unseal<Words>(keys.open(row.branch_id, row.word_key), `family_word:${row.word}`, row.words).words,
});

/** What the acting guardian has said about a child, newest first: never what the other guardian has said. */
export async function listOwnWords(tx: Tx, keys: KeyRing, child: string): Promise<FamilyWord[]> {
  const rows = await rowsOf(tx).where("w.child_id", "=", child).execute();
  return rows.map((row) => wordOf(keys, row));
}

/** What guardians have said to the branch about a matter. */
export async function listWordsTo(tx: Tx, keys: KeyRing, matter: string): Promise<FamilyWord[]> {
  const rows = await rowsOf(tx).where("w.matter_id", "=", matter).execute();
  return rows.map((row) => wordOf(keys, row));
}

/** The matters, of some, in which guardians have said something that nobody has read. */
export async function listUnread(tx: Tx, matters: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.selectFrom("family_word").where((eb) => eb("matter_id", "=", eb.fn.any(eb.val([...matters])))).where("read_at", "is", null).select("matter_id").distinct().execute();
  return new Set(rows.map(({ matter_id }) => matter_id));
}

/** Keeps a guardian's words, sealed for the branch they are said to. */
export async function insertWord(tx: Tx, keys: KeyRing, of: { child: string; matter: MatterId; branch: BranchId; person: string; words: string; at: Date }): Promise<string> {
  const id = newId();
  const key = keys.newKey(of.branch);
  await tx.insertInto("family_word").values({
    id, child_id: of.child, matter_id: of.matter, branch_id: of.branch, person_id: of.person, data_key: key.wrapped, sealed: seal(key, `family_word:${id}`, { words: of.words } satisfies Words), at: of.at, read_at: null,
  }).execute();
  return id;
}

/** Notes that somebody at the branch has read the words. False when there are none unread. */
export async function noteRead(tx: Tx, of: { word: string; matter: string; at: Date }): Promise<boolean> {
  const result = await tx.updateTable("family_word").set({ read_at: of.at }).where("id", "=", of.word).where("matter_id", "=", of.matter).where("read_at", "is", null).executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
}
