import type pg from "pg";

/** What a check of the trail found. `broken` names the first wrong link of each chain that does not hold. */
export type Verified = { chains: number; lines: number; broken: Array<{ chain: string; seq: number; why: string }> };

const FAULTS = `
  with linked as (
    select e.chain, e.seq, e.hash, e.previous, kring.audit_link(e.previous, e.seq, e) as should_be,
      lag(e.hash) over w as before, lag(e.seq) over w as seq_before
    from kring.audit_event e window w as (partition by e.chain order by e.seq)
  ), ends as (
    select h.chain, h.seq, h.hash, (select max(seq) from kring.audit_event e where e.chain = h.chain) as last from kring.audit_head h
  )
  select chain, min(seq)::int as seq, 'the line was changed' as why from linked where hash <> should_be group by chain
  union all
  select chain, min(seq)::int, 'a line before it is missing, moved or changed' from linked
    where previous <> coalesce(before, sha256(convert_to(chain::text, 'UTF8'))) or seq <> coalesce(seq_before, 0) + 1 group by chain
  union all
  select chain, coalesce(last, 0)::int, 'the newest lines are missing' from ends where last is distinct from seq and seq > 0
  union all
  select distinct e.chain, 0, 'the chain has no head' from kring.audit_event e where not exists (select from kring.audit_head h where h.chain = e.chain)
  order by 1, 2`;

/** Recomputes every link of every chain. Run as the owner, from outside the program. @ground REQ-144, S19 */
export async function verifyTrail(client: pg.ClientBase): Promise<Verified> {
  const count = await client.query<{ lines: number; chains: number }>("select count(*)::int as lines, count(distinct chain)::int as chains from kring.audit_event");
  const faults = await client.query<{ chain: string; seq: number; why: string }>(FAULTS);
  return { ...count.rows[0]!, broken: faults.rows };
}
