import { sql } from "kysely";
import type { Tx } from "../platform/db/connection.ts";
import { reasonOf, type Need, type NeedKind, type Settling } from "./keeper.ts";

type Row = { id: string; what: NeedKind; language: string; terms: string; ages: string[]; handle: string | null; question: string | null; times: number; first_on: string; last_on: string };

const needOf = (row: Row): Need => ({
  id: row.id, what: row.what, language: row.language, terms: row.terms, ages: row.ages.toSorted((one, other) => Number.parseInt(one, 10) - Number.parseInt(other, 10)), answer: row.handle === null ? undefined : { handle: row.handle, question: row.question ?? row.handle },
  times: row.times, firstOn: row.first_on, lastOn: row.last_on,
});

const MOST = 300;

/** What waits to be looked at in a guide, what was asked most often first. Row-level security gives it to whoever keeps the guide. */
export async function listNeeds(tx: Tx, guide: string): Promise<Need[]> {
  const { rows } = await sql<Row>`
    select (array_agg(n.id order by n.on_day desc, n.id))[1] as id, n.what, n.language, n.terms, array_remove(array_agg(distinct n.ages), null) as ages, a.handle, max(t.question) as question,
      sum(n.times)::integer as times, min(n.on_day) as first_on, max(n.on_day) as last_on
    from need n join guide g on g.id = n.guide_id left join answer a on a.id = n.answer_id left join answer_text t on t.answer_id = a.id and t.language = 'sv'
    where g.handle = ${guide} and n.settled_at is null and n.what <> 'helped'
    group by n.what, n.language, n.terms, a.handle order by sum(n.times) desc, max(n.on_day) desc, n.terms limit ${MOST}`.execute(tx);
  return rows.map(needOf);
}

type Settled = { readonly need: string; readonly settling: Settling; readonly to: string | undefined; readonly by: string; readonly at: Date };

/** Takes care of a need, and of every other day it was asked for. False when a colleague has done so meanwhile. */
export async function settleNeed(tx: Tx, { need, settling, to, by, at }: Settled): Promise<boolean> {
  const why = reasonOf(settling) ?? null;
  const { numAffectedRows } = await sql`
    update need n set settled_at = ${at}, settled_by = ${by}, settled_how = ${why ? "dismissed" : settling}, settled_why = ${why}, settled_to = ${to ?? null} from need one
    where one.id = ${need} and one.settled_at is null and n.settled_at is null and n.guide_id = one.guide_id and n.what = one.what and n.language = one.language and n.terms = one.terms
      and n.answer_id is not distinct from one.answer_id`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}
