import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../platform/db/connection.ts";
import { newId } from "../platform/ids.ts";
import type { Group, GroupKind, Member, MemberTask, Pact } from "./steering.ts";

/** Which agreement: by what it is called, or by one of its groups. */
export type Which = { readonly agreement: string } | { readonly group: string };
const idOf = (which: Which): RawBuilder<string> =>
  "agreement" in which ? sql<string>`(select id from agreement where handle = ${which.agreement})` : sql<string>`(select agreement_id from cooperation_group where id = ${which.group}::uuid)`;

export async function findPact(tx: Tx, which: Which): Promise<Pact | undefined> {
  const [agreement, parties] = await Promise.all([
    tx.selectFrom("agreement").where("id", "=", idOf(which)).select(["id", "handle", "title"]).executeTakeFirst(),
    tx.selectFrom("agreement_party as p").innerJoin("authority as h", "h.id", "p.authority_id").where("p.agreement_id", "=", idOf(which))
      .select(["p.id", "p.authority_id", "p.board", "h.name as authority", "p.signatory_duty_id"]).orderBy("p.position").execute(),
  ]);
  return agreement && { ...agreement, parties: parties.map(({ authority_id, signatory_duty_id, ...party }) => ({ ...party, authorityId: authority_id, signatory: signatory_duty_id ?? undefined })) };
}

type GroupRow = { id: string; kind: string; name: string; purpose: string; mandate: string; rhythm: string; ended_on: string | null; version: number };
type MemberRow = { id: string; group_id: string; party_id: string; duty_id: string; task: string; deputy_for: string | null; state: string };

const memberOf = (row: MemberRow): Member =>
  ({ id: row.id, groupId: row.group_id, partyId: row.party_id, dutyId: row.duty_id, task: row.task as MemberTask, deputyFor: row.deputy_for ?? undefined, state: row.state as Member["state"] });
const groupOf = ({ ended_on, kind, ...row }: GroupRow, members: readonly MemberRow[]): Group =>
  ({ ...row, kind: kind as GroupKind, endedOn: ended_on ?? undefined, members: members.filter(({ group_id }) => group_id === row.id).map(memberOf) });

/** The groups under an agreement, or the one that is asked for. Of their members, those the acting duty may know of. */
export async function listGroups(tx: Tx, which: Which): Promise<Group[]> {
  const asked = "group" in which ? sql<boolean>`g.id = ${which.group}::uuid` : sql<boolean>`g.agreement_id = ${idOf(which)}`;
  const [groups, members] = await Promise.all([
    tx.selectFrom("cooperation_group as g").where(asked).select(["g.id", "g.kind", "g.name", "g.purpose", "g.mandate", "g.rhythm", "g.ended_on", "g.version"])
      .orderBy(sql`array_position(array['steering', 'management', 'working', 'network'], g.kind)`).orderBy("g.name").execute(),
    tx.selectFrom("group_member as m").innerJoin("cooperation_group as g", "g.id", "m.group_id").where(asked).where("m.state", "in", ["invited", "accepted", "left"])
      .select(["m.id", "m.group_id", "m.party_id", "m.duty_id", "m.task", "m.deputy_for", "m.state"]).orderBy("m.invited_at").orderBy("m.id").execute(),
  ]);
  return groups.map((row) => groupOf(row, members));
}

export const findGroup = async (tx: Tx, group: string): Promise<Group | undefined> => (await listGroups(tx, { group }))[0];

/** Those who are in the groups of an agreement, or in one of them: for their names. */
export const dutiesIn = (which: Which) => ("group" in which
  ? sql<string[]>`array(select m.duty_id from group_member m where m.group_id = ${which.group}::uuid)`
  : sql<string[]>`array(select m.duty_id from group_member m join cooperation_group g on g.id = m.group_id where g.agreement_id = ${idOf(which)})`);

export type GroupDraft = { readonly kind: string; readonly name: string; readonly purpose: string; readonly mandate: string; readonly rhythm: string };

/** Begins a group; nothing when the agreement has one with that name. */
export async function insertGroup(tx: Tx, pact: Pick<Pact, "id">, draft: GroupDraft): Promise<string | undefined> {
  const id: string = newId();
  const added = await tx.insertInto("cooperation_group").values({ id, agreement_id: pact.id, ...draft }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n ? id : undefined;
}

/** Writes a group over the row version it was drawn from. `taken`: another has the name. */
export async function saveGroup(tx: Tx, { id, version }: { id: string; version: number }, draft: Omit<GroupDraft, "kind">, endedOn: string | null): Promise<"saved" | "taken" | "changed"> {
  const other = await tx.selectFrom("cooperation_group as g").innerJoin("cooperation_group as own", (join) => join.onRef("own.agreement_id", "=", "g.agreement_id").on("own.id", "=", id))
    .where("g.id", "<>", id).where("g.name", "=", draft.name).select("g.id").executeTakeFirst();
  if (other) return "taken";
  const saved = await tx.updateTable("cooperation_group").set({ ...draft, ended_on: endedOn, version: version + 1 }).where("id", "=", id).where("version", "=", version).executeTakeFirst();
  return saved.numUpdatedRows > 0n ? "saved" : "changed";
}

type Invitation = { readonly group: string; readonly party: string; readonly duty: string; readonly task: string; readonly deputyFor: string | undefined; readonly by: string; readonly at: Date };

/** Invites a duty of a party; false when it is invited already or in the group. */
export async function insertInvitation(tx: Tx, { group, party, duty, task, deputyFor, by, at }: Invitation): Promise<boolean> {
  const { rows } = await sql<{ comes: boolean }>`select kring.comes_from_party(${group}::uuid, ${party}::uuid, ${duty}::uuid) as comes`.execute(tx);
  if (!rows[0]!.comes) return false;
  const added = await tx.insertInto("group_member").values({ id: newId(), group_id: group, party_id: party, duty_id: duty, task, deputy_for: deputyFor ?? null, state: "invited", invited_by: by, invited_at: at })
    .onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  return (added.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Answers for a place in a group. False when it had changed meanwhile. */
export async function turnMember(tx: Tx, { id, state }: Pick<Member, "id" | "state">, to: "accepted" | "declined" | "withdrawn" | "left", at: Date): Promise<boolean> {
  const turned = await tx.updateTable("group_member").set({ state: to, answered_at: at }).where("id", "=", id).where("state", "=", state).executeTakeFirst();
  return turned.numUpdatedRows > 0n;
}
