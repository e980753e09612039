import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "#src/platform/db/embedded.ts";
import { migrate, prepareRoles, withConnection, type Connection } from "#src/platform/db/migrate.ts";
import { spawnSync } from "node:child_process";

function generate(url: string, out: string): string {
  const made = spawnSync(process.execPath, ["node_modules/kysely-codegen/dist/cli/bin.js", "--dialect", "postgres", "--url", url, "--default-schema", "kring",
    "--exclude-pattern", "kring.migration", "--include-pattern", "kring.*", "--out-file", out, "--date-parser", "string", "--no-domains", "--log-level", "error"], { encoding: "utf8" });
  if (made.status !== 0) throw new Error(made.stderr || made.stdout);
  // A bigint comes out as a number here (see connection.ts).
  return readFileSync(out, "utf8").replace(/export type Int8 = .*;/, "export type Int8 = ColumnType<number, number, number>;");
}

const COLUMNS = `
  select c.relname as of, string_agg(format('%I: "%s"', a.attname, format_type(a.atttypid, null)), ', ' order by a.attnum) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relnamespace = 'kring'::regnamespace and c.relkind = 'r' and c.relname <> 'migration' group by 1 order by 1`;

/** What the database itself calls the type of each column. */
async function columnTypes(admin: Connection): Promise<string> {
  const { rows } = await withConnection(admin, (client) => client.query<{ of: string; columns: string }>(COLUMNS));
  return `\nexport const columnTypes = {\n${rows.map(({ of, columns }) => `  ${of}: { ${columns.replaceAll(/"(\w+)":/g, "$1:")} },\n`).join("")}} as const;\n`;
}

/** Writes src/platform/db/types.gen.ts from the migrations. With `--check` it only says whether the file is as it would be. */
const folder = mkdtempSync(join(tmpdir(), "kring-types-"));
const server = await startEmbedded(folder, ["fsync=off"]);
const target = "src/platform/db/types.gen.ts";
try {
  const admin = { ...server.admin, database: "kring" };
  await withConnection({ ...server.admin, database: "postgres" }, (client) => client.query("create database kring"));
  await prepareRoles(admin, "db", { migrator: "types", app: "types" });
  await migrate({ ...admin, user: "kring_migrator", password: "types" }, "db");
  const url = `postgres://postgres:${server.admin.password}@localhost/kring?host=${encodeURIComponent(server.admin.host)}`;
  const made = generate(url, join(folder, "types.ts")) + (await columnTypes(admin));
  if (process.argv.includes("--check")) process.exitCode = made === readFileSync(target, "utf8") ? 0 : 1;
  else writeFileSync(target, made);
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
