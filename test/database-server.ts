import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "#src/platform/db/embedded.ts";
import { migrate, prepareRoles, withConnection } from "#src/platform/db/migrate.ts";
import { keyRing } from "#src/platform/seal/seal.ts";
import { loadPractice, packageFolder } from "#src/practice/index.ts";
import { registerGuides } from "#worlds/build-guides.ts";
import { registerAgreement } from "#worlds/build-agreement.ts";
import { registerNetwork } from "#worlds/build-network.ts";
import { registerWorld } from "#worlds/build.ts";
import { readDemoGuides, readDemoWorld } from "#worlds/demo.ts";

export type TestServer = { host: string; port: number; admin: { user: string; password: string }; keys: string };

declare module "vitest" {
  interface ProvidedContext {
    server: TestServer;
  }
}

export const TEMPLATE = "kring_template";
export const PASSWORD = "only-for-tests";
/** The organisations and people of the demo world are registered on this day; every test begins some time after it. */
export const REGISTERED_AT = new Date("2026-01-07T08:00:00Z");
/** Most tests begin three days later: what the guides know was then checked when the world says it was. */
const GUIDES_AT = new Date("2026-11-20T08:00:00Z");

/** One PostgreSQL for the whole run, with a migrated template that each test file clones. The tests always come as kring_app. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "kring-test-"));
  const server = await startEmbedded(folder, ["fsync=off", "full_page_writes=off", "synchronous_commit=on", "max_connections=120"]);
  const { host, port, user, password } = server.admin;
  const admin = { ...server.admin, database: TEMPLATE };
  await withConnection({ ...server.admin, database: "postgres" }, (client) => client.query(`create database ${TEMPLATE}`));
  await prepareRoles(admin, "db", { migrator: PASSWORD, app: PASSWORD });
  const owner = { ...admin, user: "kring_migrator", password: PASSWORD };
  await migrate(owner, "db");
  const keys = join(folder, "keys");
  const registering = { world: readDemoWorld(loadPractice(packageFolder("kronobarn"))), keys: keyRing(keys), owner, at: REGISTERED_AT };
  const guides = readDemoGuides();
  await registerWorld(registering);
  await registerGuides(owner, guides, GUIDES_AT);
  await registerNetwork({ ...registering, at: GUIDES_AT }, guides);
  await registerAgreement({ ...registering, at: GUIDES_AT });
  project.provide("server", { host, port, admin: { user, password }, keys });
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
