import { sql } from "kysely";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { tonguesFor } from "../platform/search/search.ts";
import { ageIn } from "./guide.ts";
import { termsOf, wordsAsked } from "./terms.ts";

export type NeedKind = "zero-hit" | "not-helped" | "helped";
type Noted = { readonly what: NeedKind; readonly guide: string; readonly language: string; readonly today: Day; /** As it was typed: it goes no further than here. */ readonly asked?: string; readonly answer?: string | undefined };

async function findKnownWords(tx: Tx, asked: string, language: string): Promise<ReadonlySet<string>> {
  const words = wordsAsked(asked);
  if (words.length === 0) return new Set();
  const { rows } = await sql<{ word: string }>`select w as word from kring.known_words(${words}::text[], ${tonguesFor(asked, language).map((tongue) => tongue.language)}::text[]) w`.execute(tx);
  return new Set(rows.map(({ word }) => word));
}

/** What is kept of a question: words that a dictionary or the search knows. @ground GDPR 5.1 c */
export const readTerms = async (tx: Tx, asked: string, language: string): Promise<string> => (asked === "" ? "" : termsOf(asked, await findKnownWords(tx, asked, language)));

type Terms = Omit<Noted, "asked"> & { readonly terms: string; readonly age: number | undefined };

/** Counts one more of something, by what is kept of it. */
export async function noteTerms(tx: Tx, { what, guide, language, today, terms, age, answer }: Terms): Promise<void> {
  if (terms === "" && answer === undefined) return;
  await sql`select kring.note_need(${JSON.stringify({ what, guide, language, terms, age: age ?? null, answer: answer ?? null })}::jsonb, ${today}::date)`.execute(tx);
}

/** Counts that something was not found, or not surely, did not help, or did: as terms, a day and a language. @ground GDPR 5.1 c @model degerforsmodellen 2.5 R2, R3 */
export async function noteNeed(tx: Tx, { asked = "", ...noted }: Noted): Promise<void> {
  await noteTerms(tx, { ...noted, terms: await readTerms(tx, asked, noted.language), age: ageIn(asked) });
}
