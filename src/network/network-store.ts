import { sql, type RawBuilder } from "kysely";
import { listActivities, type Activity } from "../activity/index.ts";
import { listForums, listServices, type Shelf } from "../directory/index.ts";
import type { Service } from "../directory/directory.ts";
import type { Tx } from "../platform/db/connection.ts";
import { tiesOf, type Tie, type Together } from "./network.ts";

/** The guide somebody belongs to, worked out where it is asked for: the one the own unit keeps, or where it has most cards, or where its authority has; else the first. */
const ownGuide = (): RawBuilder<string> => sql<string>`(
    select g.handle from guide g
    left join lateral (select count(*) filter (where s.unit_id = kring.unit_id()) as own,
        count(*) filter (where b.authority_id = (select authority_id from branch where id = kring.branch_id())) as ours
      from service s join unit u on u.id = s.unit_id join branch b on b.id = u.branch_id where s.guide_id = g.id) n on true
    order by (g.unit_id = kring.unit_id()) desc nulls last, n.own desc, n.ours desc, g.position limit 1)`;

/** The guide that is asked for, or when there is none of that name, one's own. */
export const guideOr = (asked: string | null): RawBuilder<string> => sql<string>`coalesce((select handle from guide where handle = ${asked}), ${ownGuide()})`;

/** The guide whose units have a place: one's own when it does. */
export const guideWith = (place: string): RawBuilder<string> => sql<string>`(
    select g.handle from guide g join service s on s.guide_id = g.id join location l on l.id = s.location_id where l.handle = ${place} and s.status <> 'ended'
    order by (g.handle = ${ownGuide()}) desc, g.position limit 1)`;

/** What a guide that is worked out comes to. */
export async function readHandle(tx: Tx, guide: RawBuilder<string>): Promise<string | undefined> {
  const { rows } = await sql<{ handle: string | null }>`select ${guide} as handle`.execute(tx);
  return rows[0]?.handle ?? undefined;
}

const togetherOf = ({ id, name, unitId, companions }: Activity): Together => ({ id, name, units: [unitId, ...companions.map((companion) => companion.unitId)] });

/** The cards of a guide, and what ties their units together. What the whole country has belongs to no network. */
export async function readNetwork(tx: Tx, guide: Shelf): Promise<{ services: readonly Service[]; ties: readonly Tie[] }> {
  const [all, forums, activities] = await Promise.all([listServices(tx, guide), listForums(tx, guide), listActivities(tx, { guide })]);
  const services = all.filter(({ guideId }) => guideId !== undefined);
  return { services, ties: tiesOf({ services, forums, activities: activities.filter(({ status }) => status === "active").map(togetherOf) }) };
}
