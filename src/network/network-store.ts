import { sql } from "kysely";
import { listActivities, type Activity } from "../activity/index.ts";
import { listForums, listServices } from "../directory/index.ts";
import type { Service } from "../directory/directory.ts";
import type { Tx } from "../platform/db/connection.ts";
import { tiesOf, type Tie, type Together } from "./network.ts";

/** The guide somebody belongs to: the one the own unit keeps, or where it has most cards, or where its authority has; else the first. */
export async function findOwnGuide(tx: Tx): Promise<string> {
  const { rows } = await sql<{ handle: string }>`
    select g.handle from guide g
    left join lateral (select count(*) filter (where s.unit_id = kring.unit_id()) as own,
        count(*) filter (where b.authority_id = (select authority_id from branch where id = kring.branch_id())) as ours
      from service s join unit u on u.id = s.unit_id join branch b on b.id = u.branch_id where s.guide_id = g.id) n on true
    order by (g.unit_id = kring.unit_id()) desc nulls last, n.own desc, n.ours desc, g.position limit 1`.execute(tx);
  return rows[0]?.handle ?? "";
}

const togetherOf = ({ id, name, unitId, companions }: Activity): Together => ({ id, name, units: [unitId, ...companions.map((companion) => companion.unitId)] });

/** The cards of a guide, and what ties their units together. What the whole country has belongs to no network. */
export async function readNetwork(tx: Tx, guide: string): Promise<{ services: readonly Service[]; ties: readonly Tie[] }> {
  const [all, forums, activities] = await Promise.all([listServices(tx, guide), listForums(tx, guide), listActivities(tx, { guide })]);
  const services = all.filter(({ guideId }) => guideId !== undefined);
  return { services, ties: tiesOf({ services, forums, activities: activities.filter(({ status }) => status === "active").map(togetherOf) }) };
}
