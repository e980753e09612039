import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { makePool } from "./connection.ts";
import { attachEmbedded, startEmbedded, type EmbeddedServer } from "./embedded.ts";
import { migrate, prepareRoles, withConnection, type Connection } from "./migrate.ts";
import { checkPrivileges } from "./with-actor.ts";

/** A database ready for use: the program's own pool, and the owner's connection for what only the owner may do. */
export type OpenedDatabase = { readonly pool: pg.Pool; readonly owner: Connection; /** Stops the server, if it is ours; the pool is closed by whoever uses it. */ close(): Promise<void> };

const DATABASE = "kring";

/** A secret of this installation, made on first use and kept beside the data. */
function secret(folder: string, name: string): string {
  const file = join(folder, name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600 });
  return readFileSync(file, "utf8");
}

function connectionOf(url: string): Connection & { database: string } {
  const parsed = new URL(url);
  const host = parsed.searchParams.get("host") ?? parsed.hostname;
  return {
    host, port: Number(parsed.port || 5432), user: decodeURIComponent(parsed.username), password: decodeURIComponent(parsed.password),
    database: parsed.pathname.slice(1) || DATABASE, ...(parsed.searchParams.get("sslmode") === "require" ? { ssl: true } : {}),
  };
}

async function createDatabase(admin: Connection, isUseless: Place["isUseless"]): Promise<void> {
  await withConnection({ ...admin, database: "postgres" }, async (client) => {
    const { rows } = await client.query("select from pg_database where datname = $1", [DATABASE]);
    const again = rows.length > 0 && ((await isUseless?.(admin)) ?? false);
    if (again) await client.query(`drop database ${DATABASE} with (force)`);
    if (again || rows.length === 0) await client.query(`create database ${DATABASE}`);
  });
}

export type Place = {
  readonly data: string; readonly url?: string | undefined; readonly sql: string;
  /** Whether what lies in the embedded database is of no use to anybody: then it is made again, empty. Never asked of a server of somebody else's. */
  isUseless?(admin: Connection): Promise<boolean>;
};

async function openOn(server: EmbeddedServer | undefined, of: Place): Promise<OpenedDatabase> {
  const admin = server ? { ...server.admin, database: DATABASE } : connectionOf(of.url!);
  try {
    if (server) await createDatabase(admin, of.isUseless);
    const secrets = join(of.data, "secrets");
    const passwords = { migrator: secret(secrets, "migrator"), app: secret(secrets, "app") };
    await prepareRoles(admin, of.sql, passwords);
    const owner = { ...admin, user: "kring_migrator", password: passwords.migrator };
    await migrate(owner, of.sql);
    const pool = makePool({ ...admin, user: "kring_app", password: passwords.app });
    await checkPrivileges(pool);
    return { pool, owner, close: async () => server?.stop() };
  } catch (error) {
    await server?.stop();
    throw error;
  }
}

/**
 * Opens the database of this installation, started, migrated and checked: PostgreSQL from npm under `data`, or the server that
 * `url` names (a role that may create roles). Throws when the schema or the program's rights are not as they must be.
 */
export const openInstallation = async (of: Place): Promise<OpenedDatabase> =>
  openOn(of.url === undefined ? await startEmbedded(join(of.data, "postgres")) : undefined, of);

/** As `openInstallation`, for a tool that may run beside the program: uses its server when there is one. */
export const attachInstallation = async (of: Place): Promise<OpenedDatabase> =>
  openOn(of.url === undefined ? await attachEmbedded(join(of.data, "postgres")) : undefined, of);
