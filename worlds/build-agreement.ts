import { sql } from "kysely";
import { z } from "zod";
import { addDays, dayOf, startOf } from "#src/platform/clock.ts";
import type { Tx } from "#src/platform/db/connection.ts";
import { asOwner } from "#src/platform/db/owner.ts";
import { newId } from "#src/platform/ids.ts";
import type { Registering } from "./build.ts";
import { judge, rawOf } from "./world-data.ts";

const words = z.string().trim().min(1);
const sheet = z.strictObject({
  handle: words, title: words, unit: words, coordinators: z.array(words).min(1),
  parties: z.array(z.strictObject({ authority: words, board: words, contributes: words, who: words, at: words, title: words, kinds: z.array(words).default([]) })).min(2),
  versions: z.array(z.strictObject({
    from: z.int(), until: z.int(), sections: z.array(z.strictObject({ key: words, heading: words, public: z.boolean(), text: z.string() })).min(1),
    /** How many days before it began each party signed. */
    signed: z.array(z.int().min(0)),
  })),
});

/** Which duty somebody of the world has at a unit, as a query of its own. */
export const dutyAt = ({ world, keys }: Registering, who: string, unit: string) => {
  const person = world.staff.find(({ handle }) => handle === who);
  if (!person) throw new Error(`agreement.yaml: nobody is called "${who}"`);
  return sql<string>`(select d.id from duty d join person p on p.id = d.person_id join unit u on u.id = d.unit_id where p.number_hash = ${keys.numberHash(person.identity)} and u.handle = ${unit})`;
};

async function fillAgreement(tx: Tx, registering: Registering, { parties, versions, ...own }: z.infer<typeof sheet>): Promise<void> {
  const [id, today] = [newId() as string, dayOf(registering.at)];
  await tx.insertInto("agreement").values({ id, handle: own.handle, title: own.title, unit_id: sql`(select id from unit where handle = ${own.unit})` }).execute();
  for (const who of own.coordinators) await tx.updateTable("duty").set({ coordinates: true }).where("id", "=", dutyAt(registering, who, own.unit)).execute();
  const rows = parties.map((party, nth) => ({ ...party, id: newId() as string, position: nth + 1, duty: dutyAt(registering, party.who, party.at) }));
  await tx.insertInto("agreement_party").values(rows.map((row) => ({
    id: row.id, agreement_id: id, position: row.position, authority_id: sql`(select id from authority where handle = ${row.authority})`, board: row.board, contributes: row.contributes,
    signatory_duty_id: row.duty, signatory_title: row.title, kinds: row.kinds,
  }))).execute();
  for (const [nth, { from, until, sections, signed }] of versions.entries()) {
    const [version, begins] = [newId() as string, addDays(today, from)];
    const signedAt = (days: number): Date => new Date(startOf(addDays(begins, -days)).getTime() + 10 * 3_600_000);
    await tx.insertInto("agreement_version").values({
      id: version, agreement_id: id, number: nth + 1, state: "adopted", valid_from: begins, valid_until: addDays(today, until), sections: sql`${JSON.stringify(sections)}::jsonb`, adopted_at: signedAt(Math.min(...signed)),
    }).execute();
    await tx.insertInto("agreement_signature").values(rows.map((row, party) => ({ version_id: version, party_id: row.id, duty_id: row.duty, title: row.title, at: signedAt(signed[party]!) }))).execute();
  }
}

/** Fills the agreement on collaboration of the demo. The organisations and the staff must be there. */
export const registerAgreement = (registering: Registering): Promise<void> =>
  asOwner(registering.owner, (tx) => fillAgreement(tx, registering, judge("agreement.yaml", rawOf("worlds/degerfors", "agreement.yaml"), sheet)));
