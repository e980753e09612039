import { sql } from "kysely";
import type { Tx } from "../platform/db/connection.ts";
import { newId } from "../platform/ids.ts";

/** Another unit is asked to be there: what it might give, and what it has answered. */
export type Invitation = {
  readonly id: string; readonly handle: string; readonly activity: string; readonly about: string; readonly organiser: string; readonly unitId: string; readonly unit: string; readonly gives: string;
  readonly answer: "yes" | "no" | undefined;
};
export type Askable = { readonly id: string; readonly name: string; readonly authority: string };

const invitations = (tx: Tx) =>
  tx.selectFrom("activity_invitation as i").innerJoin("activity as a", "a.id", "i.activity_id").innerJoin("unit as o", "o.id", "a.unit_id").innerJoin("unit as u", "u.id", "i.unit_id")
    .select(["i.id", "a.handle", "a.name as activity", "a.about", "o.name as organiser", "i.unit_id", "u.name as unit", "i.gives", "i.answer"]).orderBy("i.asked_at", "desc").orderBy("i.id");

type Row = Awaited<ReturnType<ReturnType<typeof invitations>["execute"]>>[number];
const invitationOf = ({ unit_id: unitId, answer, ...row }: Row): Invitation => ({ ...row, unitId, answer: (answer ?? undefined) as Invitation["answer"] });

/** Whom the unit that arranges an activity has asked: row-level security shows them to it alone, and to whoever is asked. */
export const listInvitations = async (tx: Tx, handle: string): Promise<Invitation[]> => (await invitations(tx).where("a.handle", "=", handle).execute()).map(invitationOf);
/** What the acting duty's unit is asked and has not answered. */
export const listInvited = async (tx: Tx): Promise<Invitation[]> => (await invitations(tx).where(sql<boolean>`i.unit_id = kring.unit_id()`).where("i.answer", "is", null).where("a.status", "=", "active").execute()).map(invitationOf);
/** What it is asked of one activity, and what it has answered: the latest, an open one first. */
export const findInvitation = async (tx: Tx, handle: string): Promise<Invitation | undefined> =>
  (await invitations(tx).where("a.handle", "=", handle).where(sql<boolean>`i.unit_id = kring.unit_id()`).execute()).map(invitationOf).toSorted((one, other) => Number(one.answer !== undefined) - Number(other.answer !== undefined))[0];

/** The units that have a card in the activity's guide and somebody who can answer; not those that are there, or asked already. */
export async function listAskable(tx: Tx, handle: string, at: Date): Promise<Askable[]> {
  const { rows } = await sql<Askable>`
    select u.id, u.name, h.name as authority from unit u join branch b on b.id = u.branch_id join authority h on h.id = b.authority_id, activity a
    where a.handle = ${handle} and u.id <> a.unit_id and exists (select from service s where s.unit_id = u.id and s.guide_id = a.guide_id and s.status <> 'ended')
      and exists (select from duty d where d.unit_id = u.id and d.valid_from <= ${at} and (d.valid_until is null or d.valid_until > ${at}))
      and not exists (select from activity_with w where w.activity_id = a.id and w.unit_id = u.id)
      and not exists (select from activity_invitation i where i.activity_id = a.id and i.unit_id = u.id and i.answer is null)
    order by u.name`.execute(tx);
  return rows;
}

export type Inviting = { readonly activity: string; readonly unit: string; readonly gives: string; readonly duty: string; readonly at: Date };

/** Asks a unit; whoever receives there is told that there is something to read. */
export async function insertInvitation(tx: Tx, { activity, unit, gives, duty, at }: Inviting): Promise<void> {
  await tx.insertInto("activity_invitation").values({ id: newId(), activity_id: activity, unit_id: unit, gives, by_duty: duty, asked_at: at }).execute();
  await sql`select kring.write_to_receivers(${unit}::uuid, null, ${at})`.execute(tx);
}

export async function takeBackInvitation(tx: Tx, activity: string, unit: string): Promise<boolean> {
  const { numDeletedRows } = await tx.deleteFrom("activity_invitation").where("activity_id", "=", activity).where("unit_id", "=", unit).where("answer", "is", null).executeTakeFirst();
  return numDeletedRows > 0n;
}

/** The answer of the unit that is asked, in its own words. False when it has been answered or taken back meanwhile. */
export async function answerInvitation(tx: Tx, id: string, answer: "yes" | "no", gives: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select kring.answer_invitation(${id}::uuid, ${answer}, ${gives}, ${newId()}::uuid) as done`.execute(tx);
  return rows[0]!.done;
}

/** A unit is there no more. False when it was not there, or is somebody else's to say. */
export async function partCompany(tx: Tx, activity: string, unit: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select kring.part_company(${activity}::uuid, ${unit}::uuid, ${newId()}::uuid) as done`.execute(tx);
  return rows[0]!.done;
}
