import type { Matter } from "../matter/index.ts";
import { nameOf } from "../organisation/index.ts";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { newId } from "../platform/ids.ts";
import { seal, unseal, type KeyRing } from "../platform/seal/seal.ts";
import type { AttendanceNote, NoteWords } from "./attendance.ts";

/** The notes of a matter, the newest first, still sealed: a card asks for them before the matter's key is at hand. */
export const listNoteRows = (tx: Tx, matter: string) =>
  tx.selectFrom("attendance_note as n").innerJoin("duty as d", "d.id", "n.by_duty").innerJoin("person as p", "p.id", "d.person_id").where("n.matter_id", "=", matter)
    .select(["n.id as note", "n.noted_on", "n.next_on", "n.sealed as words", "n.at", "p.id", "p.data_key", "p.sealed"]).orderBy("n.noted_on", "desc").orderBy("n.at", "desc").execute();
export type NoteRow = Awaited<ReturnType<typeof listNoteRows>>[number];

export const openNote = (keys: KeyRing, key: Matter["key"], row: NoteRow): AttendanceNote => ({
  id: row.note, words: unseal<NoteWords>(key, `attendance_note:${row.note}`, row.words), notedOn: row.noted_on, nextOn: row.next_on, by: nameOf(keys, row), at: row.at,
});

export const listAttendance = async (tx: Tx, keys: KeyRing, matter: Pick<Matter, "id" | "key">): Promise<AttendanceNote[]> =>
  (await listNoteRows(tx, matter.id)).map((row) => openNote(keys, matter.key, row));

/** When some matters are to be looked at again, as their latest notes say. */
export async function listNextDays(tx: Tx, matters: readonly string[]): Promise<Map<string, Day>> {
  if (matters.length === 0) return new Map();
  const rows = await tx.selectFrom("attendance_note").where((eb) => eb("matter_id", "=", eb.fn.any(eb.val([...matters])))).distinctOn("matter_id")
    .select(["matter_id", "next_on"]).orderBy("matter_id").orderBy("noted_on", "desc").orderBy("at", "desc").execute();
  return new Map(rows.map(({ matter_id, next_on }) => [matter_id, next_on]));
}

export type NewNote = { readonly matter: Pick<Matter, "id" | "branchId" | "key">; readonly words: NoteWords; readonly notedOn: Day; readonly nextOn: Day; readonly byDuty: string; readonly at: Date };

export async function insertNote(tx: Tx, { matter, words, notedOn, nextOn, byDuty, at }: NewNote): Promise<string> {
  const id: string = newId();
  await tx.insertInto("attendance_note").values({ id, matter_id: matter.id, branch_id: matter.branchId, noted_on: notedOn, next_on: nextOn, sealed: seal(matter.key, `attendance_note:${id}`, words), by_duty: byDuty, at }).execute();
  return id;
}
