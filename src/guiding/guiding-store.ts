import { sql, type RawBuilder } from "kysely";
import type { Tx } from "../platform/db/connection.ts";
import type { Day } from "../platform/clock.ts";
import { newId } from "../platform/ids.ts";
import type { Calls, Guiding, Outcome } from "./guiding.ts";

const MOST = 300;

/** What the acting duty's unit has called together with families since a day, the latest first. Row-level security gives it no other's. */
export async function listGuidings(tx: Tx, since: Day): Promise<Guiding[]> {
  const { rows } = await sql<{ id: string; service: string; handle: string; on_day: string; came: Outcome }>`
    select c.id, s.name as service, s.handle, c.on_day, c.came from guiding c join service s on s.id = c.service_id where c.on_day >= ${since}::date order by c.on_day desc, c.id desc limit ${MOST}`.execute(tx);
  return rows.map(({ on_day, ...row }) => ({ ...row, onDay: on_day }));
}

type Called = { readonly guide: RawBuilder<string>; readonly unit: string; readonly service: string; readonly today: Day; readonly came: Outcome };

export async function insertGuiding(tx: Tx, { guide, unit, service, today, came }: Called): Promise<void> {
  await sql`insert into guiding (id, guide_id, unit_id, service_id, on_day, came) select ${newId()}::uuid, g.id, ${unit}::uuid, ${service}::uuid, ${today}::date, ${came} from guide g where g.handle = ${guide}`.execute(tx);
}

/** Takes back one's own unit's call of today. False when there is none. */
export async function deleteGuiding(tx: Tx, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from guiding where id = ${id}::uuid`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

type CallsRow = { service_id: string; handle: string; name: string; phone: string; calls: number; got_through: number; messages: number; unanswered: number; units: number };

/** How it goes when the services of a guide are called, for whoever keeps it: those that nobody answers at first. */
export async function listCalls(tx: Tx, guide: string, since: Day): Promise<Calls[]> {
  const { rows } = await sql<CallsRow>`select * from kring.calls_by_service(${guide}, ${since}::date)`.execute(tx);
  return rows.map(({ service_id, got_through, ...row }) => ({ ...row, serviceId: service_id, gotThrough: got_through }));
}

/** Takes away what was noted before a day. Says how much. */
export async function eraseGuidings(tx: Tx, before: Day): Promise<number> {
  const { rows } = await sql<{ erased: number }>`select kring.erase_guidings(${before}::date) as erased`.execute(tx);
  return rows[0]!.erased;
}
