import { sql } from "kysely";
import { contactOf } from "../organisation/index.ts";
import type { Tx } from "../platform/db/connection.ts";
import { newId } from "../platform/ids.ts";
import type { KeyRing } from "../platform/seal/seal.ts";

/** Posts one letter: that there is something to read, and nothing about what. It leaves when the transaction has been kept. @ground REQ-131 */
export async function postLetter(tx: Tx, { person, at }: { person: string; at: Date }): Promise<void> {
  await tx.insertInto("letter").values({ id: newId(), person_id: person, kind: "something-to-read", at }).execute();
}

/** A letter that waits to leave, and where to. */
export type WaitingLetter = { readonly id: string; readonly personId: string; readonly language: string; readonly to: string };

type LetterRow = { id: string; person_id: string; language: string; data_key: Buffer; contact: Buffer };

/** The letters whose turn it is, the oldest first. They stay locked until the transaction ends, so that two programs never send the same one. */
export async function listWaitingLetters(tx: Tx, keys: KeyRing, at: Date): Promise<WaitingLetter[]> {
  const { rows } = await sql<LetterRow>`select * from kring.letters_waiting(${at})`.execute(tx);
  return rows.map((row) => ({ id: row.id, personId: row.person_id, language: row.language, to: contactOf(keys, { ...row, id: row.person_id }).email }));
}

/** Notes that a letter was tried, and whether it left. */
export async function noteTried(tx: Tx, letter: string, { sent, at }: { sent: boolean; at: Date }): Promise<void> {
  await sql`select kring.letter_tried(${letter}::uuid, ${sent}, ${at})`.execute(tx);
}
