import { sql } from "kysely";
import type { Database } from "../platform/db/with-actor.ts";
import type { DutyId, PersonId } from "../platform/ids.ts";
import type { Tx } from "../platform/db/connection.ts";
import { hashOfToken, newToken } from "../platform/web/request.ts";
import type { Proven } from "./provider.ts";

/** A duty somebody may act in, for the choice after signing in. */
export type DutyChoice = { readonly id: DutyId; readonly role: string; readonly unit: string; readonly branch: string; readonly authority: string };

/** The person behind an identity number, by its keyed hash; undefined when nobody here has it. */
export async function findPerson(database: Database, hash: Buffer): Promise<PersonId | undefined> {
  const { rows } = await database.withoutActor((tx) => sql<{ id: string | null }>`select kring.find_person(${hash}) as id`.execute(tx));
  return (rows[0]?.id ?? undefined) as PersonId | undefined;
}

/** The duties somebody holds today. */
export async function listDuties(tx: Tx, person: PersonId, at: Date): Promise<DutyChoice[]> {
  const rows = await tx
    .selectFrom("duty as d").innerJoin("unit as u", "u.id", "d.unit_id").innerJoin("branch as b", "b.id", "d.branch_id").innerJoin("authority as a", "a.id", "b.authority_id")
    .where("d.person_id", "=", person).where("d.valid_from", "<=", at)
    .where((eb) => eb.or([eb("d.valid_until", "is", null), eb("d.valid_until", ">", at)]))
    .select(["d.id", "d.role", "u.name as unit", "b.name as branch", "a.name as authority"]).orderBy("u.name").execute();
  return rows.map((row) => ({ ...row, id: row.id as DutyId }));
}

/**
 * Begins a session for a proven person and returns its token, which only the browser keeps. The first line of its trail is
 * written in the same breath. The only duty of a person without children is chosen at once; `before` is the session the person
 * had, whose duty goes on. `ready`: nothing is left to choose.
 */
export async function beginSession(database: Database, of: { person: PersonId; proven: Proven; before?: Buffer | undefined; language?: string; at: Date }): Promise<{ token: string; ready: boolean }> {
  const token = newToken();
  const hash = hashOfToken(token);
  const { provider, loa, transactionRef } = of.proven;
  await database.withoutActor((tx) => sql`select kring.begin_session(${hash}, ${of.person}, ${of.before ?? null}::bytea, ${provider}, ${loa}, ${transactionRef}, ${of.language ?? null}, ${of.at})`.execute(tx));
  const ready = await database.withActor({ tokenHash: hash, at: of.at }, "session.begun", async ({ tx, actor, audit }) => {
    const [duties, self] = await Promise.all([listDuties(tx, of.person, of.at), actor]);
    const only = duties.length === 1 && self?.children === 0 && !self.duty;
    if (only) await chooseDuty(tx, hash, duties[0]!.id);
    audit({ event: "session.begun", outcome: "granted", shown: { provider, loa } });
    return only || self?.duty !== undefined || duties.length === 0;
  });
  return { token, ready };
}

/** Acts in a duty from now on, or as oneself when undefined. A duty that is not the person's is not chosen. */
export async function chooseDuty(tx: Tx, tokenHash: Buffer, duty: DutyId | undefined): Promise<void> {
  await sql`select kring.choose_duty(${tokenHash}, ${duty ?? null}::uuid)`.execute(tx);
}

export async function chooseLanguage(tx: Tx, tokenHash: Buffer, language: string): Promise<void> {
  await sql`select kring.choose_language(${tokenHash}, ${language})`.execute(tx);
}

/** Ends a session at once, everywhere. */
export async function endSession(database: Database, tokenHash: Buffer, at: Date): Promise<void> {
  await database.withActor({ tokenHash, at }, "session.ended", async ({ tx, audit }) => {
    audit({ event: "session.ended", outcome: "granted" });
    await sql`select kring.end_session(${tokenHash}, ${at})`.execute(tx);
  });
}
