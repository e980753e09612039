import { sql } from "kysely";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { newId } from "../platform/ids.ts";
import { seal, unseal, type KeyRing } from "../platform/seal/seal.ts";
import { SHIPPED, type Lack, type Obstacle, type Statement } from "./accessibility.ts";

/** Whose statement it is, and where what somebody says lands: the unit that keeps the guide. */
export type Body = { readonly guideId: string; readonly guide: string; readonly unitId: string; readonly branchId: string; readonly unit: string; readonly authority: string; readonly phone: string };
export type Stated = { readonly body: Body; readonly statement: Statement };

/** The statement of a guide (by its handle; of the first, where there is none by that name): the body's own, or what the software says of itself. */
export async function findStatement(tx: Tx, guide: string): Promise<Stated | undefined> {
  const row = await tx.selectFrom("guide as g").innerJoin("unit as u", "u.id", "g.unit_id").innerJoin("branch as b", "b.id", "u.branch_id").innerJoin("authority as a", "a.id", "b.authority_id")
    .leftJoin("accessibility_statement as s", "s.guide_id", "g.id").orderBy((eb) => eb("g.handle", "=", guide), "desc").orderBy("g.position").limit(1)
    .select(["g.id as guide_id", "g.handle", "u.id as unit_id", "u.branch_id", "u.name as unit", "a.name as authority", "u.phone"])
    .select(["s.status", "s.lacks", "s.more", "s.burden", "s.outside", "s.tried_by", "s.assessed_on", "s.updated_on", "s.version"]).executeTakeFirst();
  if (!row) return undefined;
  const body = { guideId: row.guide_id, guide: row.handle, unitId: row.unit_id, branchId: row.branch_id, unit: row.unit, authority: row.authority, phone: row.phone };
  if (row.version === null) return { body, statement: SHIPPED };
  const statement = {
    status: row.status as Statement["status"], lacks: row.lacks as Lack[], more: row.more!, burden: row.burden!, outside: row.outside!, triedBy: row.tried_by as Statement["triedBy"],
    assessedOn: row.assessed_on as unknown as Day, updatedOn: row.updated_on as unknown as Day, version: row.version,
  };
  return { body, statement };
}

/** Keeps what the body says. False when somebody else has changed it since it was read. */
export async function saveStatement(tx: Tx, guideId: string, { version, ...said }: Statement): Promise<boolean> {
  const row = {
    status: said.status, lacks: [...said.lacks], more: said.more, burden: said.burden, outside: said.outside, tried_by: said.triedBy, assessed_on: said.assessedOn, updated_on: said.updatedOn, version: version + 1,
  };
  const written = version === 0
    ? await tx.insertInto("accessibility_statement").values({ ...row, guide_id: guideId }).onConflict((on) => on.doNothing()).executeTakeFirst().then(({ numInsertedOrUpdatedRows }) => numInsertedOrUpdatedRows)
    : await tx.updateTable("accessibility_statement").set(row).where("guide_id", "=", guideId).where("version", "=", version).executeTakeFirst().then(({ numUpdatedRows }) => numUpdatedRows);
  return (written ?? 0n) > 0n;
}

const place = (id: string): string => `accessibility_message:${id}`;

type Told = { readonly body: Body; readonly obstacle: Obstacle; readonly answerBy: Day; readonly most: number };

/** Keeps what somebody says does not work, and writes to those who keep the guide. Undefined when too many have come in the last hour. */
export async function tellOfObstacle(tx: Tx, keys: KeyRing, { body, obstacle, answerBy, most }: Told): Promise<string | undefined> {
  const [id, key]: [string, ReturnType<KeyRing["newKey"]>] = [newId(), keys.newKey(body.branchId)];
  const given = { id, guide: body.guideId, branch: body.branchId, answerBy, most };
  const { rows } = await sql<{ kept: boolean }>`select kring.tell_of_obstacle(${JSON.stringify(given)}::jsonb, ${key.wrapped}, ${seal(key, place(id), obstacle)}) as kept`.execute(tx);
  return rows[0]!.kept ? id : undefined;
}

/** Something said that nobody has seen to yet: nothing of what was written. */
export type Waiting = { readonly id: string; readonly guide: string; readonly guideName: string; readonly saidAt: Date; readonly answerBy: Day };
export type Message = Waiting & { readonly obstacle: Obstacle };

const waiting = (tx: Tx) =>
  tx.selectFrom("accessibility_message as m").innerJoin("guide as g", "g.id", "m.guide_id").where("m.done_at", "is", null).orderBy("m.answer_by").orderBy("m.said_at")
    .select(["m.id", "g.handle as guide", "g.name as guide_name", "m.said_at", "m.answer_by"]);
type WaitingRow = { id: string; guide: string; guide_name: string; said_at: Date; answer_by: unknown };
const waitingOf = ({ id, guide, guide_name, said_at, answer_by }: WaitingRow): Waiting => ({ id, guide, guideName: guide_name, saidAt: said_at, answerBy: answer_by as Day });

/** What waits for the acting duty's unit. */
export async function listObstacles(tx: Tx): Promise<Waiting[]> {
  return (await waiting(tx).execute()).map(waitingOf);
}

/** What waits in one guide, with what was written. */
export async function listMessages(tx: Tx, keys: KeyRing, guide: string): Promise<Message[]> {
  const rows = await waiting(tx).where("g.handle", "=", guide).select(["m.branch_id", "m.data_key", "m.sealed"]).execute();
  return rows.map((row) => ({ ...waitingOf(row), obstacle: unseal<Obstacle>(keys.open(row.branch_id, row.data_key!), place(row.id), row.sealed!) }));
}

/** It has been seen to, and what was written is gone. False when a colleague was first. */
export async function finishMessage(tx: Tx, { id, by, at }: { readonly id: string; readonly by: string; readonly at: Date }): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable("accessibility_message").set({ data_key: null, sealed: null, done_at: at, done_by: by }).where("id", "=", id).where("done_at", "is", null).executeTakeFirst();
  return numUpdatedRows > 0n;
}
