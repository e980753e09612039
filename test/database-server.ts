import { existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startEmbedded } from "#src/platform/db/embedded.ts";
import { migrate, prepareRoles, withConnection, type Connection } from "#src/platform/db/migrate.ts";
import { keyRing } from "#src/platform/seal/seal.ts";
import { loadPractice, packageFolder } from "#src/practice/index.ts";
import { registerGuides } from "#worlds/build-guides.ts";
import { registerAgreement } from "#worlds/build-agreement.ts";
import { registerSteering } from "#worlds/build-steering.ts";
import { registerNetwork } from "#worlds/build-network.ts";
import { registerWorld } from "#worlds/build.ts";
import { readDemoGuides, readDemoWorld } from "#worlds/demo.ts";
import { browserFile } from "./browser/launch.ts";
import { keepTemplate, takeTemplate, templateName } from "./template.ts";

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

/** Everything that every test begins with: the schema, and the demo's organisations, people, guides and agreement. */
async function makeTemplate(admin: Connection, keys: string): Promise<void> {
  await withConnection({ ...admin, database: "postgres" }, (client) => client.query(`create database ${TEMPLATE}`));
  await prepareRoles(admin, "db", { migrator: PASSWORD, app: PASSWORD });
  const owner = { ...admin, user: "kring_migrator", password: PASSWORD };
  await migrate(owner, "db");
  const registering = { world: readDemoWorld(loadPractice(packageFolder("kronobarn"))), keys: keyRing(keys), owner, at: REGISTERED_AT };
  const guides = readDemoGuides();
  await registerWorld(registering);
  await registerGuides(owner, guides, GUIDES_AT);
  await registerNetwork({ ...registering, at: GUIDES_AT }, guides);
  await registerAgreement({ ...registering, at: GUIDES_AT });
  await registerSteering({ ...registering, at: GUIDES_AT });
}

const IN_MEMORY = "/dev/shm";
const ENOUGH_BYTES = 3 * 2 ** 30;
const OURS = "kring-test-";
const DAY_MS = 86_400_000;

/** Takes away what a run that was killed has left, when it has lain for a day: no run takes so long. */
function sweep(folder: string): void {
  for (const left of readdirSync(folder).filter((name) => name.startsWith(OURS)).map((name) => join(folder, name))) {
    if (Date.now() - (statSync(left, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > DAY_MS) rmSync(left, { recursive: true, force: true });
  }
}

/** In memory where there is room for it: a database of a thousand small files is made and thrown away for nearly every test file. */
function somewhere(): string {
  if (!existsSync(IN_MEMORY)) return tmpdir();
  const { bavail, bsize } = statfsSync(IN_MEMORY);
  return bavail * bsize > ENOUGH_BYTES ? IN_MEMORY : tmpdir();
}

/**
 * One PostgreSQL for the whole run, with a migrated template that each test file clones. The tests always come as kring_app.
 * A template that was made before of the very same things is taken again.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await browserFile();
  sweep(somewhere());
  const folder = mkdtempSync(join(somewhere(), OURS));
  const keys = join(folder, "keys");
  const start = () => startEmbedded(folder, ["fsync=off", "full_page_writes=off", "synchronous_commit=on", "max_connections=120"]);
  const name = await templateName("test/database-server.ts");
  if (!takeTemplate(name, folder)) {
    const making = await start();
    await makeTemplate({ ...making.admin, database: TEMPLATE }, keys);
    await making.stop();
    keepTemplate(name, folder);
  }
  const server = await start();
  const { host, port, user, password } = server.admin;
  project.provide("server", { host, port, admin: { user, password }, keys });
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
