import { sql } from "kysely";
import { contactOf } from "../organisation/index.ts";
import type { Tx } from "../platform/db/connection.ts";
import { newId } from "../platform/ids.ts";
import { PEOPLE, seal, unseal, type KeyRing } from "../platform/seal/seal.ts";

/** Posts one letter: that there is something to read, and nothing about what. It leaves when the transaction has been kept. @ground REQ-131 */
export async function postLetter(tx: Tx, { person, at }: { person: string; at: Date }): Promise<void> {
  await tx.insertInto("letter").values({ id: newId(), person_id: person, kind: "something-to-read", at }).execute();
}

/** How somebody who is no person here is reached: an e-mail address or a telephone number, and the address of ours where there is something to read. */
export type Visitor = { readonly to: string; readonly path: string; readonly language: string };

/** As `postLetter`, to somebody who has only left a way to be reached. When the letter has left, that is forgotten. */
export async function postToVisitor(tx: Tx, keys: KeyRing, { visitor, at }: { visitor: Visitor; at: Date }): Promise<void> {
  const [id, key] = [newId(), keys.newKey(PEOPLE)];
  await sql`select kring.post_to_visitor(${id}::uuid, ${key.wrapped}, ${seal(key, `letter:${id}`, visitor)}, ${at})`.execute(tx);
}

/** A letter that waits to leave, and where to. `path` is missing for whoever signs in to read. */
export type WaitingLetter = { readonly id: string; readonly reader: string; readonly language: string; readonly to: string; readonly path?: string };

type LetterRow = { id: string; person_id: string | null; language: string | null; data_key: Buffer; contact: Buffer };

function letterOf(keys: KeyRing, { id, person_id, language, data_key, contact }: LetterRow): WaitingLetter {
  if (person_id !== null) return { id, reader: person_id, to: contactOf(keys, { id: person_id, data_key, contact }).email, language: language === "en" ? "en" : "sv" };
  const visitor = unseal<Visitor>(keys.open(PEOPLE, data_key), `letter:${id}`, contact);
  return { id, reader: visitor.path, ...visitor };
}

/** The letters whose turn it is, the oldest first. They stay locked until the transaction ends, so that two programs never send the same one. */
export async function listWaitingLetters(tx: Tx, keys: KeyRing, at: Date): Promise<WaitingLetter[]> {
  const { rows } = await sql<LetterRow>`select * from kring.letters_waiting(${at})`.execute(tx);
  return rows.map((row) => letterOf(keys, row));
}

/** Notes that a letter was tried, and whether it left. */
export async function noteTried(tx: Tx, letter: string, { sent, at }: { sent: boolean; at: Date }): Promise<void> {
  await sql`select kring.letter_tried(${letter}::uuid, ${sent}, ${at})`.execute(tx);
}
