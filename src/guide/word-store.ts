import type { Tx } from "../platform/db/connection.ts";
import { addPhrases, dropItems, settleItems, type Phrase } from "../platform/search/search.ts";

/** What people say when they mean a kind of help, in one language. */
export type KindWords = { readonly kind: string; readonly name: string; readonly words: readonly string[] };

/** Every kind of help with how many words there are for it in each language. */
export async function countKindWords(tx: Tx): Promise<Map<string, Map<string, number>>> {
  const rows = await tx.selectFrom("kind_word").select(({ fn }) => ["kind", "language", fn.countAll<string>().as("count")]).groupBy(["kind", "language"]).execute();
  const byKind = Map.groupBy(rows, ({ kind }) => kind);
  return new Map([...byKind].map(([kind, of]) => [kind, new Map(of.map(({ language, count }) => [language, Number(count)]))]));
}

/** The words for one kind in one language, as they are sorted; nothing for a kind that there is not. */
export async function findKindWords(tx: Tx, kind: string, language: string): Promise<KindWords | undefined> {
  const [named, rows] = await Promise.all([
    tx.selectFrom("kind_name").select("name").where("kind", "=", kind).where("language", "=", "sv").executeTakeFirst(),
    tx.selectFrom("kind_word").select("said").where("kind", "=", kind).where("language", "=", language).orderBy("said").execute(),
  ]);
  return named && { kind, name: named.name, words: rows.map(({ said }) => said) };
}

/** The search is told anew of a kind: its names first, and what people say. */
async function searchAnew(tx: Tx, kind: string): Promise<void> {
  const [names, words] = await Promise.all([
    tx.selectFrom("kind_name").select(["language", "name as text"]).where("kind", "=", kind).execute(), tx.selectFrom("kind_word").select(["language", "said as text"]).where("kind", "=", kind).execute()]);
  const item = `kind:${kind}`;
  await dropItems(tx, [item]);
  await addPhrases(tx, [...names.map((one): Phrase => ({ ...one, item, boost: 1.05 })), ...words.map((one): Phrase => ({ ...one, item, boost: 1 }))]);
  await settleItems(tx, [item]);
}

/** From now on these are the words for a kind in a language, also in the search. Gives how many came and went. */
export async function saveKindWords(tx: Tx, { kind, language, words }: { kind: string; language: string; words: readonly string[] }): Promise<{ added: number; removed: number }> {
  const before = new Set((await findKindWords(tx, kind, language))?.words);
  const [added, removed] = [words.filter((word) => !before.has(word)), [...before].filter((word) => !words.includes(word))];
  if (removed.length > 0) await tx.deleteFrom("kind_word").where("kind", "=", kind).where("language", "=", language).where("said", "in", removed).execute();
  if (added.length > 0) await tx.insertInto("kind_word").values(added.map((said) => ({ kind, language, said }))).execute();
  if (added.length + removed.length > 0) await searchAnew(tx, kind);
  return { added: added.length, removed: removed.length };
}
