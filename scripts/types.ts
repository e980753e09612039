import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "#src/platform/db/embedded.ts";
import { migrate, prepareRoles, withConnection } from "#src/platform/db/migrate.ts";
import { spawnSync } from "node:child_process";

function generate(url: string, out: string): string {
  const made = spawnSync(process.execPath, ["node_modules/kysely-codegen/dist/cli/bin.js", "--dialect", "postgres", "--url", url, "--default-schema", "kring",
    "--exclude-pattern", "kring.migration", "--include-pattern", "kring.*", "--out-file", out, "--date-parser", "string", "--no-domains", "--log-level", "error"], { encoding: "utf8" });
  if (made.status !== 0) throw new Error(made.stderr || made.stdout);
  // A bigint comes out as a number here (see connection.ts).
  return readFileSync(out, "utf8").replace(/export type Int8 = .*;/, "export type Int8 = ColumnType<number, number, number>;");
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
  const made = generate(`postgres://postgres:${server.admin.password}@localhost/kring?host=${encodeURIComponent(server.admin.host)}`, join(folder, "types.ts"));
  if (process.argv.includes("--check")) process.exitCode = made === readFileSync(target, "utf8") ? 0 : 1;
  else writeFileSync(target, made);
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
