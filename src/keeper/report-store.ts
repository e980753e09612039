import { sql } from "kysely";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import type { Settling } from "./keeper.ts";
import type { Asked } from "./needs-report.ts";

type Row = {
  earlier: boolean; what: Asked["what"]; language: string; terms: string; ages: string | null; handle: string | null; question: string | null; topic: string | null; times: number;
  settled_at: Date | null; how: Settling | null;
};

const askedOf = (row: Row): Asked => ({
  what: row.what, language: row.language, terms: row.terms, ages: row.ages ?? undefined, times: row.times,
  answer: row.handle === null ? undefined : { handle: row.handle, question: row.question ?? row.handle, topic: row.topic ?? "" },
  settled: row.settled_at === null || row.how === null ? undefined : { at: row.settled_at, how: row.how },
});

type Between = { readonly guide: string; readonly from: Day; readonly middle: Day; readonly until: Day };

/** What was asked for in a guide before a day in the middle, and from it on. Row-level security gives it to whoever keeps the guide. */
export async function listAsked(tx: Tx, { guide, from, middle, until }: Between): Promise<{ earlier: Asked[]; now: Asked[] }> {
  const { rows } = await sql<Row>`
    select n.on_day < ${middle}::date as earlier, n.what, n.language, n.terms, n.ages, a.handle, t.question, a.topics[1] as topic, sum(n.times)::integer as times, max(n.settled_at) as settled_at,
      coalesce(n.settled_why, n.settled_how) as how
    from need n join guide g on g.id = n.guide_id left join answer a on a.id = n.answer_id left join answer_text t on t.answer_id = a.id and t.language = 'sv'
    where g.handle = ${guide} and n.on_day >= ${from}::date and n.on_day <= ${until}::date
    group by 1, n.what, n.language, n.terms, n.ages, a.handle, t.question, a.topics[1], n.settled_at is null, coalesce(n.settled_why, n.settled_how)`.execute(tx);
  return { earlier: rows.filter(({ earlier }) => earlier).map(askedOf), now: rows.filter(({ earlier }) => !earlier).map(askedOf) };
}
