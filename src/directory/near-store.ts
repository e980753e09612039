import { sql } from "kysely";
import type { Tx } from "../platform/db/connection.ts";

/** The units around the acting duty's, the nearest first: of its town, of its authority, of its guide. Who is in none of these is further away. */
export async function listNear(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with own as (select u.id, u.town, b.authority_id from unit u join branch b on b.id = u.branch_id where u.id = kring.unit_id()),
      shelves as (select distinct s.guide_id from service s join unit u on u.id = s.unit_id join branch b on b.id = u.branch_id join own on own.authority_id = b.authority_id where s.guide_id is not null),
      near as (
        select u.id, b.authority_id <> own.authority_id as foreign_authority, a.name as authority, u.name, case when u.town = own.town then 0 when b.authority_id = own.authority_id then 1
          when exists (select from service s where s.unit_id = u.id and s.guide_id in (select guide_id from shelves)) then 2 end as nearness
        from own cross join unit u join branch b on b.id = u.branch_id join authority a on a.id = b.authority_id)
    select id from near where nearness is not null order by nearness, foreign_authority, authority, name`.execute(tx);
  return rows.map(({ id }) => id);
}
