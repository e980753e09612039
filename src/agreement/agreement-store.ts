import { sql } from "kysely";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { newId } from "../platform/ids.ts";
import type { Agreement, AgreementVersion, Section } from "./agreement.ts";

/** The agreements that the acting duty may read, or the one called `handle`. Parties, versions and signatures are asked for at once. */
export async function listAgreements(tx: Tx, handle?: string): Promise<Agreement[]> {
  const named = handle === undefined ? sql<boolean>`true` : sql<boolean>`a.handle = ${handle}`;
  const [agreements, parties, versions, signatures] = await Promise.all([
    tx.selectFrom("agreement as a").innerJoin("unit as u", "u.id", "a.unit_id").where(named).select(["a.id", "a.handle", "a.title", "a.unit_id as unitId", "u.name as unit"]).orderBy("a.title").execute(),
    tx.selectFrom("agreement_party as p").innerJoin("agreement as a", "a.id", "p.agreement_id").innerJoin("authority as h", "h.id", "p.authority_id").where(named)
      .select(["p.id", "p.agreement_id", "h.id as authority_id", "h.name as authority", "p.board", "p.contributes", "p.kinds", "p.asked_unit_id", "p.signatory_duty_id", "p.signatory_title"]).orderBy("p.position").execute(),
    tx.selectFrom("agreement_version as v").innerJoin("agreement as a", "a.id", "v.agreement_id").where(named).selectAll("v").orderBy("v.number", "desc").execute(),
    tx.selectFrom("agreement_signature as s").innerJoin("agreement_party as p", "p.id", "s.party_id").innerJoin("agreement as a", "a.id", "p.agreement_id").where(named).selectAll("s").orderBy("s.at").execute(),
  ]);
  return agreements.map(({ id, ...agreement }) => {
    const own = parties.filter((party) => party.agreement_id === id);
    return {
      id, ...agreement,
      parties: own.map((party) => ({ id: party.id, authorityId: party.authority_id, authority: party.authority, kinds: party.kinds, askedUnit: party.asked_unit_id ?? undefined, board: party.board, contributes: party.contributes, signatory: party.signatory_duty_id ?? undefined, signatoryTitle: party.signatory_title })),
      versions: versions.filter((version) => version.agreement_id === id).map((row) => ({
        id: row.id, number: row.number, state: row.state as AgreementVersion["state"], validFrom: row.valid_from, validUntil: row.valid_until, sections: row.sections as unknown as Section[],
        adoptedAt: row.adopted_at ?? undefined, version: row.version,
      })),
      signatures: signatures.filter(({ party_id }) => own.some((party) => party.id === party_id)).map((row) => ({ versionId: row.version_id, partyId: row.party_id, dutyId: row.duty_id, title: row.title, at: row.at, board: row.board ?? undefined, contributes: row.contributes ?? undefined })),
    };
  });
}

export const findAgreement = async (tx: Tx, handle: string): Promise<Agreement | undefined> => (await listAgreements(tx, handle))[0];

/** Those an agreement names as signing, or as having signed. */
export const namedIn = (handle: string) => sql<string[]>`array(
  select p.signatory_duty_id from agreement_party p join agreement a on a.id = p.agreement_id where a.handle = ${handle} and p.signatory_duty_id is not null
  union select s.duty_id from agreement_signature s join agreement_party p on p.id = s.party_id join agreement a on a.id = p.agreement_id where a.handle = ${handle})`;

/** The parts of an agreement as they are kept. */
export const asJson = (sections: readonly Section[]) => sql<never>`${JSON.stringify(sections)}::jsonb`;

/** Begins a version with the words of an earlier one; false when one was already begun. */
export async function beginVersion(tx: Tx, agreement: Pick<Agreement, "id">, { number, from, validFrom, validUntil }: { number: number; from: readonly Section[]; validFrom: Day; validUntil: Day }): Promise<boolean> {
  const added = await tx.insertInto("agreement_version").values({ id: newId(), agreement_id: agreement.id, number, state: "draft", valid_from: validFrom, valid_until: validUntil, sections: asJson(from) })
    .onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

type Draft = { readonly validFrom: Day; readonly validUntil: Day; readonly sections: readonly Section[] };

/** Writes a draft over the row version it was drawn from; false when it had changed meanwhile. */
export async function saveDraft(tx: Tx, { id, version }: { id: string; version: number }, draft: Draft): Promise<boolean> {
  const saved = await tx.updateTable("agreement_version").set({ valid_from: draft.validFrom, valid_until: draft.validUntil, sections: asJson(draft.sections), version: version + 1 })
    .where("id", "=", id).where("version", "=", version).where("state", "=", "draft").executeTakeFirst();
  return saved.numUpdatedRows > 0n;
}

/** Locks a draft for signing, or opens what nobody has adopted again: then those who have signed sign anew. */
export async function turn(tx: Tx, { id }: Pick<AgreementVersion, "id">, to: "signing" | "draft"): Promise<boolean> {
  if (to === "draft") await tx.deleteFrom("agreement_signature").where("version_id", "=", id).execute();
  const turned = await tx.updateTable("agreement_version").set({ state: to, version: sql`version + 1` }).where("id", "=", id).where("state", "=", to === "signing" ? "draft" : "signing").executeTakeFirst();
  return turned.numUpdatedRows > 0n;
}

/** Signs for a party in the acting duty. The last party's signature adopts the version. */
export async function signFor(tx: Tx, version: string, party: string): Promise<"signed" | "adopted" | "closed"> {
  const { rows } = await sql<{ how: "signed" | "adopted" | "closed" }>`select kring.sign_agreement(${version}::uuid, ${party}::uuid) as how`.execute(tx);
  return rows[0]!.how;
}

/** What anybody may read of an agreement, in the version that applies. */
export type PublicAgreement = {
  readonly title: string; readonly number: number; readonly valid_from: Day; readonly valid_until: Day; readonly sections: readonly Section[]; readonly parties: ReadonlyArray<{ readonly authority: string; readonly board: string }>;
};
export async function findPublicAgreement(tx: Tx, handle: string, today: Day): Promise<PublicAgreement | undefined> {
  const { rows } = await sql<PublicAgreement>`select * from kring.public_agreement(${handle}, ${today}::date)`.execute(tx);
  return rows[0];
}
