import { sql } from "kysely";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { seal, unseal, type KeyRing } from "../platform/seal/seal.ts";
import { place } from "./contact-store.ts";
import type { ContactWords, Desk } from "./contact.ts";

/** A request that waits longer than was promised, as whoever keeps the guide sees it: whose it is and since when. */
export type Late = {
  readonly id: string; readonly guide: string; readonly reference: string; readonly unit: string; readonly phone: string; readonly service: string | undefined;
  readonly askedAt: Date; readonly answerBy: Day; readonly attempts: number;
};

type Row = { id: string; guide: string; reference: string; unit_name: string; unit_phone: string; service_name: string | null; asked_at: Date; answer_by: string; attempts: number };

/** What is late in the guides that the acting duty's unit keeps, the longest first. */
export async function listLate(tx: Tx): Promise<Late[]> {
  const { rows } = await sql<Row>`select * from kring.late_contacts()`.execute(tx);
  return rows.map((row) => ({
    id: row.id, guide: row.guide, reference: row.reference, unit: row.unit_name, phone: row.unit_phone, service: row.service_name ?? undefined, askedAt: row.asked_at, answerBy: row.answer_by, attempts: row.attempts,
  }));
}

/** What is needed to know who could help instead: never a name, a number or what was written. @ground GDPR 5.1 c */
export type Asker = Pick<ContactWords, "who" | "age" | "language">;

const wordsOf = async (tx: Tx, keys: KeyRing, id: string): Promise<ContactWords | undefined> => {
  const { rows } = await sql<{ branch_id: string; data_key: Buffer; sealed: Buffer }>`select * from kring.late_words(${id}::uuid)`.execute(tx);
  return rows[0] && unseal<ContactWords>(keys.open(rows[0].branch_id, rows[0].data_key), place(id), rows[0].sealed);
};

export async function findAsker(tx: Tx, keys: KeyRing, id: string): Promise<Asker | undefined> {
  const words = await wordsOf(tx, keys, id);
  return words && { who: words.who, age: words.age, language: words.language };
}

/** Where a late request may go instead: every open desk of the guide, and the guide's own unit. */
export async function listDesks(tx: Tx, guide: string): Promise<Desk[]> {
  const rows = await tx.selectFrom("contact_desk as d").innerJoin("service as s", "s.id", "d.service_id").innerJoin("guide as g", "g.id", "s.guide_id").innerJoin("unit as u", "u.id", "s.unit_id")
    .innerJoin("branch as b", "b.id", "u.branch_id").innerJoin("authority as a", "a.id", "b.authority_id").where("g.handle", "=", guide).where("s.status", "=", "active").orderBy("s.name")
    .select(["g.id as guide_id", "s.id as service_id", "u.id as unit_id", "u.branch_id", "s.name", "u.name as unit", "a.name as authority", "s.phone", "d.promise_days"]).execute();
  return rows.map((row) => ({
    guideId: row.guide_id, serviceId: row.service_id, unitId: row.unit_id, branchId: row.branch_id, name: row.name, unit: row.unit, authority: row.authority, phone: row.phone, promiseDays: row.promise_days,
  }));
}

type Handing = { readonly id: string; readonly desk: Desk; readonly answerBy: Day; readonly remindOn: Day };

/** Hands a late request to another desk. Its words are sealed for the branch that gets them, and shown to nobody on the way. */
export async function handOn(tx: Tx, keys: KeyRing, { id, desk, answerBy, remindOn }: Handing): Promise<"handed" | "closed" | "gone"> {
  const words = await wordsOf(tx, keys, id);
  if (!words) return "gone";
  const key = keys.newKey(desk.branchId);
  const given = JSON.stringify({ service: desk.serviceId ?? null, branch: desk.branchId, answerBy, remindOn });
  const { rows } = await sql<{ told: "handed" | "closed" | "gone" }>`select kring.hand_contact(${id}::uuid, ${given}::jsonb, ${key.wrapped}, ${seal(key, place(id), words)}) as told`.execute(tx);
  return rows[0]!.told;
}
