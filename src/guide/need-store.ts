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

/** Counts that something was not found, did not help, or did: as terms, a day and a language. @ground GDPR 5.1 c @model degerforsmodellen 2.5 R2, R3 */
export async function noteNeed(tx: Tx, { what, guide, language, today, asked = "", answer }: Noted): Promise<void> {
  const terms = asked === "" ? "" : termsOf(asked, await findKnownWords(tx, asked, language));
  if (terms === "" && answer === undefined) return;
  const given = { what, guide, language, terms, age: ageIn(asked) ?? null, answer: answer ?? null };
  await sql`select kring.note_need(${JSON.stringify(given)}::jsonb, ${today}::date)`.execute(tx);
}
