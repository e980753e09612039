import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";

export type Connection = pg.ClientConfig;

const LOCK = 7_130_117;

const checksum = (text: string) => createHash("sha256").update(text).digest("hex");

/** Runs `work` on a connection of its own and closes it whatever happens. */
export async function withConnection<T>(connection: Connection, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function applied(client: pg.Client): Promise<Map<string, string>> {
  const { rows: there } = await client.query("select from pg_namespace where nspname = 'kring'");
  if (there.length === 0) await client.query("create schema kring");
  await client.query(`create table if not exists kring.migration (name text primary key, checksum text not null, at timestamptz not null default now())`);
  await client.query(`comment on table kring.migration is '[open] Which migrations have run, and the checksum each had.'`);
  const rows = await client.query<{ name: string; checksum: string }>("select name, checksum from kring.migration");
  return new Map(rows.rows.map((row) => [row.name, row.checksum]));
}

async function apply(client: pg.Client, name: string, text: string): Promise<void> {
  await client.query("begin");
  await client.query("set local lock_timeout = '2s'");
  await client.query("set local statement_timeout = '10min'");
  await client.query(text);
  await client.query("insert into kring.migration (name, checksum) values ($1, $2)", [name, checksum(text)]);
  await client.query("commit");
}

/**
 * Brings the schema of the database up to date: numbered SQL files, forward only, each in one transaction as kring_owner,
 * one starter at a time. Throws when a file that has run was changed afterwards. Returns the names of those that ran.
 */
export async function migrate(connection: Connection, folder: string): Promise<string[]> {
  return withConnection(connection, async (client) => {
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    await client.query("set role kring_owner");
    const done = await applied(client);
    const ran: string[] = [];
    for (const name of readdirSync(join(folder, "migrations")).filter((file) => file.endsWith(".sql")).sort()) {
      const text = readFileSync(join(folder, "migrations", name), "utf8");
      const before = done.get(name);
      if (before !== undefined && before !== checksum(text)) throw new Error(`${name} has run and was changed afterwards; write a new migration instead`);
      if (before !== undefined) continue;
      await apply(client, name, text);
      ran.push(name);
    }
    await client.query(readFileSync(join(folder, "every-table.sql"), "utf8"));
    return ran;
  });
}

/** Creates the three roles and sets the passwords of the two that log in. `connection` must be able to create roles. */
export async function prepareRoles(connection: Connection, folder: string, passwords: { migrator: string; app: string }): Promise<void> {
  await withConnection(connection, async (client) => {
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    await client.query(readFileSync(join(folder, "roles.sql"), "utf8"));
    await client.query(`alter role kring_migrator password ${client.escapeLiteral(passwords.migrator)}`);
    await client.query(`alter role kring_app password ${client.escapeLiteral(passwords.app)}`);
    const { rows } = await client.query<{ name: string }>("select current_database() as name");
    await client.query(`grant create, connect on database ${client.escapeIdentifier(rows[0]!.name)} to kring_owner, kring_migrator`);
    await client.query(`grant connect on database ${client.escapeIdentifier(rows[0]!.name)} to kring_app`);
  });
}

/** The faults of the schema (db/lint.sql), one line each; empty when there are none. */
export async function lintSchema(connection: Connection, folder: string): Promise<string[]> {
  return withConnection(connection, async (client) => {
    const { rows } = await client.query<{ fault: string; place: string }>(readFileSync(join(folder, "lint.sql"), "utf8"));
    return rows.map((row) => `${row.place}: ${row.fault}`);
  });
}
