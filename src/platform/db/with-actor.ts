import pg from "pg";
import type { BranchId, DutyId, PersonId, UnitId } from "../ids.ts";
import { auditRows, type AuditLine } from "../audit/audit.ts";
import { unseal, type KeyRing, PEOPLE } from "../seal/seal.ts";
import { queriesOn, send, type Tx } from "./connection.ts";
import { rowsQuery } from "./rows.ts";

/** What a request brings: the hash of its session's token, if any, and the moment it happens. */
export type Entrance = { readonly tokenHash?: Buffer; readonly at: Date };

/** The duty somebody acts in now. */
export type ActingDuty = {
  readonly id: DutyId;
  readonly role: string;
  readonly leads: boolean;
  readonly branchId: BranchId;
  readonly branchKind: string;
  readonly unitId: UnitId;
  readonly unit: string;
  readonly branch: string;
  readonly authority: string;
  /** Its unit answers for a family guide. */
  readonly keepsGuide: boolean;
};

/** Who is asking, looked up in the same transaction as what is asked for: never remembered from sign-in. @ground REQ-202 */
export type Actor = {
  readonly personId: PersonId;
  readonly name: string;
  readonly duty?: ActingDuty;
  readonly duties: number;
  readonly children: number;
  readonly language: string;
  readonly session: { readonly ref: string; readonly provider: string; readonly loa: string; readonly transactionRef: string; readonly authenticatedAt: Date; readonly seenAt: Date; readonly createdAt: Date };
};

/** What the work gets: queries as the actor, the actor, and the trail. */
export type Door = {
  readonly tx: Tx;
  readonly actor: Promise<Actor | undefined>;
  /** Adds a line to the trail; it is written with the commit. Work that adds none is a Fault. */
  audit(line: AuditLine): void;
};

export type Database = {
  withActor<T>(entrance: Entrance, purpose: string, work: (door: Door) => Promise<T>): Promise<T>;
  /** For the program's own chores (sessions, outbox): no actor, so row-level security shows nothing; only functions made for it answer. */
  withoutActor<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

type Entered = {
  person_id: string; duty_id: string | null; role: string; leads: boolean; branch_id: string; unit_id: string; unit_name: string;
  branch_name: string; branch_kind: string; authority_name: string; person_key: Buffer; person_sealed: Buffer; language: string;
  provider: string; loa: string; transaction_ref: string; authenticated_at: Date; seen_at: Date; created_at: Date; duties: number; children: number; keeps_guide: boolean;
};

function dutyOf(row: Entered): { duty: ActingDuty } | Record<never, never> {
  if (row.duty_id === null) return {};
  return {
    duty: {
      id: row.duty_id as DutyId, role: row.role, leads: row.leads, branchId: row.branch_id as BranchId, branchKind: row.branch_kind,
      unitId: row.unit_id as UnitId, unit: row.unit_name, branch: row.branch_name, authority: row.authority_name, keepsGuide: row.keeps_guide,
    },
  };
}

function actorOf(row: Entered, tokenHash: Buffer, keys: KeyRing): Actor {
  const key = keys.open(PEOPLE, row.person_key);
  const { name } = unseal<{ name: string }>(key, `person:${row.person_id}`, row.person_sealed);
  return {
    personId: row.person_id as PersonId, name, ...dutyOf(row), duties: row.duties, children: row.children, language: row.language,
    session: {
      ref: tokenHash.toString("hex").slice(0, 12), provider: row.provider, loa: row.loa, transactionRef: row.transaction_ref,
      authenticatedAt: row.authenticated_at, seenAt: row.seen_at, createdAt: row.created_at,
    },
  };
}

// Whether the guide is kept is asked of the duty that entering has just told the transaction of.
const ENTER = "select e.*, kring.keeps_guide() as keeps_guide from kring.enter($1, $2) e";

async function enter(client: pg.ClientBase, entrance: Entrance, keys: KeyRing): Promise<Actor | undefined> {
  const hash = entrance.tokenHash;
  if (!hash) {
    await client.query({ name: "at", text: "select set_config('kring.at', $1, true)", values: [entrance.at.toISOString()] });
    return undefined;
  }
  const { rows } = await client.query<Entered>({ name: "enter", text: ENTER, values: [hash, entrance.at] });
  return rows[0] ? actorOf(rows[0], hash, keys) : undefined;
}

const RETRY = new Set(["40001", "40P01"]);
const isRetryable = (error: unknown) => error instanceof pg.DatabaseError && RETRY.has(error.code ?? "");

/**
 * The one door to the database: begin → who is asking → the work → the audit lines → commit. Begin, entrance and whatever the
 * work asks for first travel together, as do audit lines and commit: a page is two round trips. Without an audit line there is
 * no answer: the transaction is rolled back and a Fault thrown. Work may run again after a deadlock, so it must have no effects
 * outside the transaction. `purpose` is stored with every line.
 */
export function openDatabase(pool: pg.Pool, keys: KeyRing): Database {
  const once = async <T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    let broken = false;
    try {
      const begun = client.query("begin");
      begun.catch(() => undefined);
      const result = await work(client);
      await begun;
      return result;
    } catch (error) {
      broken = await client.query("rollback").then(() => false, () => true);
      throw error;
    } finally {
      client.release(broken);
    }
  };
  const entering = async <T>(client: pg.PoolClient, entrance: Entrance, purpose: string, work: (door: Door) => Promise<T>): Promise<T> => {
    const actor = enter(client, entrance, keys);
    actor.catch(() => undefined);
    const lines: AuditLine[] = [];
    const tx = queriesOn(client);
    const result = await work({ tx, actor, audit: (line) => void lines.push(line) });
    if (lines.length === 0) throw new Error(`work for "${purpose}" left no line in the audit trail`);
    // Sent directly and not through the query layer, which would let the commit overtake it.
    const trail = rowsQuery("audit_event", auditRows(lines, purpose, await actor, entrance.at));
    await Promise.all([send(client, trail), client.query("commit")]);
    return result;
  };
  const attempt = async <T>(run: () => Promise<T>, left = 3): Promise<T> => {
    try {
      return await run();
    } catch (error) {
      if (left > 1 && isRetryable(error)) return attempt(run, left - 1);
      throw error;
    }
  };
  return {
    withActor: (entrance, purpose, work) => attempt(() => once((client) => entering(client, entrance, purpose, work))),
    withoutActor: (work) =>
      once(async (client) => {
        const result = await work(queriesOn(client));
        await client.query("commit");
        return result;
      }),
    close: () => pool.end(),
  };
}

/** Refuses a connection with more rights than the program should have, or a server that may lose what it acknowledged. @ground S34 */
export async function checkPrivileges(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ super: boolean; owns: boolean; lossy: boolean }>(`
    select r.rolsuper or r.rolbypassrls or r.rolcreaterole as super,
      exists (select from pg_class c where c.relowner = r.oid and c.relnamespace = 'kring'::regnamespace) as owns,
      current_setting('synchronous_commit') = 'off' as lossy
    from pg_roles r where r.rolname = current_user`);
  const { super: powerful, owns, lossy } = rows[0]!;
  if (powerful || owns) throw new Error("the program's database role has more rights than it may have: it must be kring_app");
  if (lossy) throw new Error("synchronous_commit is off: acknowledged words could be lost");
}
