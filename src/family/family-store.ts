import { sql } from "kysely";
import type { MatterRole, MatterState } from "../matter/index.ts";
import { nameOf } from "../organisation/index.ts";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import type { BranchId, ChildId, MatterId, PersonId, UnitId } from "../platform/ids.ts";
import type { KeyRing } from "../platform/seal/seal.ts";
import type { Helper, Reading } from "./family.ts";

export type OwnChild = { readonly id: ChildId; readonly bornOn: Day | undefined; readonly expectedOn: Day | undefined };

/** The children the actor acts for as guardian, the oldest first; none for somebody acting in a duty. */
export async function listOwnChildren(tx: Tx): Promise<OwnChild[]> {
  const rows = await tx.selectFrom("child as c").where(sql<boolean>`kring.duty_id() is null`)
    .select(["c.id", "c.born_on", "c.expected_on"])
    .orderBy(sql`coalesce(c.born_on, c.expected_on)`).orderBy("c.id").execute();
  return rows.map((row) => ({ id: row.id as ChildId, bornOn: row.born_on ?? undefined, expectedOn: row.expected_on ?? undefined }));
}

type HelperRow = {
  matter_id: string; state: string; role: string; branch_id: string; unit_id: string; closed_at: Date | null; unit: string; phone: string; authority: string; owner_role: string;
  id: string; data_key: Buffer; sealed: Buffer;
};

/** Every service that works or has worked with a child of the actor's, with the one who answers for it: withheld ones are not there. @ground REQ-065 */
export async function listHelpers(tx: Tx, keys: KeyRing, child: string): Promise<Helper[]> {
  const { rows } = await sql<HelperRow>`
    select m.matter_id, m.state, m.role, m.branch_id, m.unit_id, m.closed_at, u.name as unit, u.phone, a.name as authority, d.role as owner_role, p.id, p.data_key, p.sealed
    from kring.around(${child}::uuid) m join kring.unit u on u.id = m.unit_id join kring.branch b on b.id = m.branch_id join kring.authority a on a.id = b.authority_id
    join kring.duty d on d.id = m.owner_duty_id join kring.person p on p.id = d.person_id
    order by m.opened_at`.execute(tx);
  return rows.map((row) => ({
    matterId: row.matter_id as MatterId, unitId: row.unit_id as UnitId, branchId: row.branch_id as BranchId, unit: row.unit, authority: row.authority, phone: row.phone,
    name: nameOf(keys, row), role: row.owner_role, ownerPersonId: row.id as PersonId, state: row.state as MatterState, leads: (row.role as MatterRole) === "child-lead", closedAt: row.closed_at ?? undefined,
  }));
}

/** The branches this guardian must not be told of, about one child. */
export async function listWithheldBranches(tx: Tx): Promise<(child: string) => ReadonlySet<string>> {
  const { rows } = await sql<{ child_id: string; branch_id: string }>`select child_id, branch_id from kring.withheld_branches()`.execute(tx);
  return (child) => new Set(rows.filter(({ child_id }) => child_id === child).map(({ branch_id }) => branch_id));
}

type ReadingRow = { day: Day; unit: string; authority: string; role: string | null; subject: string; last: Date; times: number };

/**
 * Who in which role has read or written about a child of the actor's, and when: like readings of one day together, the newest first.
 * By subject and not by event, since "noted an answer" would tell one guardian when the other one answered. Row-level security leaves
 * out whatever would reveal something withheld. @ground PDL 8:5, REQ-055, REQ-147
 */
export async function listReadings(tx: Tx, of: { child: string; from: number; count: number }): Promise<Reading[]> {
  const { rows } = await sql<ReadingRow>`
    select (e.at at time zone 'Europe/Stockholm')::date as day, u.name as unit, a.name as authority, e.role, split_part(e.event, '.', 1) as subject, max(e.at) as last, count(*)::int as times
    from kring.audit_event e join kring.unit u on u.id = e.unit_id join kring.branch b on b.id = e.branch_id join kring.authority a on a.id = b.authority_id
    where e.child_id = ${of.child}::uuid and e.for_family and e.outcome = 'granted' and e.duty_id is not null and kring.duty_id() is null
    group by 1, 2, 3, 4, 5 order by max(e.at) desc, 2, 5 limit ${of.count} offset ${of.from}`.execute(tx);
  return rows.map((row) => ({ ...row, role: row.role ?? "" }));
}
