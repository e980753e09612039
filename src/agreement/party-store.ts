import { sql } from "kysely";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { newId } from "../platform/ids.ts";
import type { Agreement, Section } from "./agreement.ts";
import { asJson } from "./agreement-store.ts";

/** Whether the acting duty coordinates the agreements of its unit. */
export async function readCoordinates(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ coordinates: boolean }>`select kring.is_coordinator() as coordinates`.execute(tx);
  return rows[0]!.coordinates;
}

/** The duties of the acting duty's unit that coordinate. */
export async function listCoordinators(tx: Tx): Promise<string[]> {
  return (await tx.selectFrom("duty").select("id").where(sql<boolean>`unit_id = kring.unit_id()`).where("coordinates", "=", true).execute()).map(({ id }) => id);
}

/** Says who coordinates at the acting duty's unit. False when it is not for her to say, or nobody would be left. */
export async function setCoordinators(tx: Tx, duties: readonly string[]): Promise<boolean> {
  const { rows } = await sql<{ set: boolean }>`select kring.set_coordinators(${[...duties]}::uuid[]) as set`.execute(tx);
  return rows[0]!.set;
}

type New = { readonly handle: string; readonly title: string; readonly unit: string; readonly party: PartyDraft; readonly sections: readonly Section[]; readonly validFrom: Day; readonly validUntil: Day };

/** Begins an agreement with its first party and an empty first version. False when the address is taken. */
export async function beginAgreement(tx: Tx, { handle, title, unit, party, sections, validFrom, validUntil }: New): Promise<boolean> {
  const id: string = newId();
  const added = await tx.insertInto("agreement").values({ id, handle, title, unit_id: unit }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  if ((added.numInsertedOrUpdatedRows ?? 0n) === 0n) return false;
  await addParty(tx, { id, parties: [] }, party);
  await tx.insertInto("agreement_version").values({ id: newId(), agreement_id: id, number: 1, state: "draft", valid_from: validFrom, valid_until: validUntil, sections: asJson(sections) }).execute();
  return true;
}

export type PartyDraft = { readonly authority: string; readonly askedUnit: string | undefined; readonly board: string; readonly contributes: string; readonly kinds: readonly string[] };

/** Tells those who receive at the unit that is asked, and nothing of what. @ground REQ-131 */
const askWhoSigns = (tx: Tx, unit: string) => sql`select kring.write_to_receivers(${unit}::uuid, null, kring.at())`.execute(tx);

/** Adds a party; who signs for it is for the party to say. False when that board is one already. */
export async function addParty(tx: Tx, { id, parties }: { readonly id: string; readonly parties: readonly unknown[] }, { authority, askedUnit, board, contributes, kinds }: PartyDraft): Promise<boolean> {
  const added = await tx.insertInto("agreement_party").values({ id: newId(), agreement_id: id, position: sql`(select coalesce(max(position), 0) + 1 from agreement_party where agreement_id = ${id})`, authority_id: authority, board, contributes, kinds: [...kinds], asked_unit_id: askedUnit ?? null })
    .onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  const isAdded = (added.numInsertedOrUpdatedRows ?? 0n) > 0n;
  if (isAdded && askedUnit !== undefined && parties.length > 0) await askWhoSigns(tx, askedUnit);
  return isAdded;
}

/** Changes what a party is and does, and whom is asked there. False when another party of the agreement is that board. */
export async function saveParty(tx: Tx, { parties }: Pick<Agreement, "parties">, id: string, { askedUnit, board, contributes, kinds }: PartyDraft): Promise<boolean> {
  const before = parties.find((party) => party.id === id);
  if (parties.some((party) => party.id !== id && party.authorityId === before?.authorityId && party.board === board)) return false;
  await tx.updateTable("agreement_party").set({ board, contributes, kinds: [...kinds], asked_unit_id: askedUnit ?? null }).where("id", "=", id).execute();
  const asks = before && (before.signatory === undefined || before.board !== board) && (before.askedUnit !== askedUnit || before.board !== board);
  if (asks && askedUnit !== undefined) await askWhoSigns(tx, askedUnit);
  return true;
}

/** False when somebody has come from the party to a group: what they have done there stays. */
export async function removeParty(tx: Tx, id: string): Promise<boolean> {
  return (await tx.deleteFrom("agreement_party").where("id", "=", id).executeTakeFirst()).numDeletedRows > 0n;
}

/** The party's own word of who signs for it. False when it is not the acting duty's to give, or that duty is not the party's. */
export async function nameSignatory(tx: Tx, party: string, { duty, title }: { duty: string; title: string }): Promise<boolean> {
  const { rows } = await sql<{ named: boolean }>`select kring.name_signatory(${party}::uuid, ${duty}::uuid, ${title}) as named`.execute(tx);
  return rows[0]!.named;
}

/** The party's own word that it is none. False when it has signed something, or a version is under signature. */
export async function declineParty(tx: Tx, party: string): Promise<boolean> {
  const { rows } = await sql<{ declined: boolean }>`select kring.decline_party(${party}::uuid) as declined`.execute(tx);
  return rows[0]!.declined;
}

/** The parties of an agreement that the acting duty may speak for. */
export async function listNamable(tx: Tx, handle: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`select p.id from agreement_party p join agreement a on a.id = p.agreement_id where a.handle = ${handle} and kring.names_for(p.id)`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** What the acting duty has read of an agreement's versions, and for its keeper how many have, unit by unit. Never who. */
export type Readers = { readonly own: ReadonlySet<string>; readonly counts: ReadonlyArray<{ readonly versionId: string; readonly unit: string; readonly authority: string; readonly readers: number }> };

export async function listReaders(tx: Tx, handle: string): Promise<Readers> {
  const [own, { rows }] = await Promise.all([
    tx.selectFrom("agreement_read as r").innerJoin("agreement_version as v", "v.id", "r.version_id").innerJoin("agreement as a", "a.id", "v.agreement_id").where("a.handle", "=", handle).select("r.version_id").execute(),
    sql<{ version_id: string; unit: string; authority: string; readers: number }>`select * from kring.agreement_readers(${handle})`.execute(tx),
  ]);
  return { own: new Set(own.map(({ version_id }) => version_id)), counts: rows.map(({ version_id, ...row }) => ({ versionId: version_id, ...row })) };
}

/** Somebody says that they have read a version; once is enough. */
export async function sayRead(tx: Tx, { version, duty, unit, at }: { version: string; duty: string; unit: string; at: Date }): Promise<void> {
  await tx.insertInto("agreement_read").values({ version_id: version, duty_id: duty, unit_id: unit, at }).onConflict((conflict) => conflict.doNothing()).execute();
}

/** The agreements in force that a guide leads to. */
export async function listGuideAgreements(tx: Tx, guide: string, today: Day): Promise<ReadonlyArray<{ readonly handle: string; readonly title: string }>> {
  const { rows } = await sql<{ handle: string; title: string }>`select * from kring.guide_agreements(${guide}, ${today}::date)`.execute(tx);
  return rows;
}
