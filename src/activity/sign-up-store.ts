import { createHash } from "node:crypto";
import { sql } from "kysely";
import { postToVisitor } from "../notice/index.ts";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { newId } from "../platform/ids.ts";
import { seal, unseal, type KeyRing } from "../platform/seal/seal.ts";
import type { Activity } from "./activity.ts";
import { seatsFor, type Party, type Told } from "./sign-up.ts";

/** What became of a sign-up: a seat, a place in the line – or neither. */
export type Became = "coming" | "waiting" | "gone" | "full" | "too-many";

const placeOf = (id: string): string => `sign-up:${id}`;
const hashOf = (secret: string): Buffer => createHash("sha256").update(secret).digest();

export type SigningUp = { readonly activity: Pick<Activity, "id" | "branchId" | "childcare">; readonly day: Day | undefined; readonly party: Party; readonly told: Told; readonly eraseOn: Day; readonly remindedFor: Day | undefined };

/** Signs somebody up who is no person here. The secret of the private address is given back and stored nowhere. */
export async function insertSignUp(tx: Tx, keys: KeyRing, { activity, day, party, told, eraseOn, remindedFor }: SigningUp): Promise<{ became: Became; secret: string }> {
  const id: string = newId();
  const [key, secret] = [keys.newKey(activity.branchId), keys.secretOf(placeOf(id))];
  const given = JSON.stringify({ id, activity: activity.id, day, seats: seatsFor(activity, party), ...party, erase: eraseOn, reminded: remindedFor });
  const { rows } = await sql<{ became: Became }>`select kring.sign_up(${given}::jsonb, ${hashOf(secret)}, ${key.wrapped}, ${seal(key, placeOf(id), told)}) as became`.execute(tx);
  return { became: rows[0]!.became, secret };
}

/** What a private address shows: never who, nor how to reach her. */
export type OwnSignUp = Party & {
  readonly activityId: string; readonly day: Day | undefined; readonly state: "coming" | "waiting" | "left"; readonly movedUp: boolean; readonly eraseOn: Day; readonly ahead: number;
};

type OwnRow = { activity_id: string; on_day: Day | null; state: OwnSignUp["state"]; adults: number; children: number; moved_up_at: Date | null; erase_on: Day; ahead: number };

export async function findOwnSignUp(tx: Tx, secret: string): Promise<OwnSignUp | undefined> {
  const { rows } = await sql<OwnRow>`select * from kring.own_sign_up(${hashOf(secret)})`.execute(tx);
  const row = rows[0];
  return row && {
    activityId: row.activity_id, day: row.on_day ?? undefined, state: row.state, adults: row.adults, children: row.children, movedUp: row.moved_up_at !== null, eraseOn: row.erase_on, ahead: row.ahead,
  };
}

export async function leave(tx: Tx, secret: string): Promise<void> {
  await sql`select kring.leave(${hashOf(secret)})`.execute(tx);
}

type Reached = { id: string; branch_id: string; data_key: Buffer; sealed: Buffer };

/** Tells those who have signed up that there is something to read at their private addresses. */
async function tell(tx: Tx, keys: KeyRing, rows: readonly Reached[], at: Date): Promise<void> {
  for (const { id, branch_id, data_key, sealed } of rows) {
    const { to, language } = unseal<Told>(keys.open(branch_id, data_key), placeOf(id), sealed);
    const path = `/yours/${keys.secretOf(placeOf(id))}${language === "sv" ? "" : `?lang=${language}`}`;
    await postToVisitor(tx, keys, { visitor: { to, language, path }, at });
  }
}

/** Gives what seats there are to those who wait, in their order, and tells them. */
export async function moveUp(tx: Tx, keys: KeyRing, activityId: string, at: Date): Promise<void> {
  const { rows } = await sql<Reached>`select * from kring.move_up(${activityId}::uuid)`.execute(tx);
  await tell(tx, keys, rows, at);
}

/** Tells everybody who has signed up for a date that something has become of it. */
export async function tellSignedUp(tx: Tx, keys: KeyRing, { activityId, day, at }: { activityId: string; day: Day; at: Date }): Promise<void> {
  const { rows } = await sql<Reached>`select * from kring.signed_up_for(${activityId}::uuid, ${day}::date)`.execute(tx);
  await tell(tx, keys, rows, at);
}

/** Reminds those who come on a day, once. */
export async function remind(tx: Tx, keys: KeyRing, { activityId, day, at }: { activityId: string; day: Day; at: Date }): Promise<void> {
  const { rows } = await sql<Reached>`select * from kring.take_reminders(${activityId}::uuid, ${day}::date)`.execute(tx);
  await tell(tx, keys, rows, at);
}

/** Erases everybody whose day has come. Gives how many. */
export async function forgetVisitors(tx: Tx, today: Day, at: Date): Promise<number> {
  const { rows } = await sql<{ forgotten: number }>`select kring.forget_visitors(${today}::date, ${at}) as forgotten`.execute(tx);
  return rows[0]!.forgotten;
}

/** Somebody who comes, as the organiser sees her. */
export type Comer = Party & Told & { readonly id: string; readonly state: "coming" | "waiting"; readonly signedAt: Date };

/** Who comes on a date, or to the whole round, those who wait last: row-level security shows them to the organiser's unit alone. */
export async function listComers(tx: Tx, keys: KeyRing, activityId: string, day: Day | undefined): Promise<Comer[]> {
  const rows = await tx.selectFrom("activity_sign_up").select(["id", "branch_id", "data_key", "sealed", "state", "adults", "children", "signed_at"])
    .where("activity_id", "=", activityId).where((eb) => (day === undefined ? eb("on_day", "is", null) : eb("on_day", "=", day))).where("state", "<>", "left").orderBy("state").orderBy("line").execute();
  return rows.map(({ id, branch_id, data_key, sealed, state, adults, children, signed_at }) => ({
    ...unseal<Told>(keys.open(branch_id, data_key!), placeOf(id), sealed!), id, state: state as Comer["state"], adults, children, signedAt: signed_at,
  }));
}
