import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const KEPT = "var/test-template";
/** Work on two branches takes turns; older ones are thrown away. */
const KEPT_MOST = 3;

/** All that the template is made of besides code: the schema, the worlds and the packages. */
const MADE_OF = ["db", "worlds", "packages-of-practice", "package-lock.json"];

const filesIn = (place: string): string[] =>
  statSync(place).isFile() ? [place] : readdirSync(place, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name)).toSorted((a, b) => a.localeCompare(b));

/** The name of the template that `entry` makes: another one as soon as a line it is made by, or of, is another. */
export async function templateName(entry: string): Promise<string> {
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, format: "esm", platform: "node", packages: "external", logLevel: "error" });
  const hash = createHash("sha256").update(outputFiles[0]!.text);
  for (const file of MADE_OF.flatMap(filesIn)) hash.update(file).update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}

/** Copies with owners and modes, which the database server insists on. */
function copy(from: string, to: string): void {
  const { status, stderr } = spawnSync("cp", ["-a", from, to], { encoding: "utf8" });
  if (status !== 0) throw new Error(`${from} could not be copied: ${stderr}`);
}

/** Puts a stopped server's folder by for the next run. */
export function keepTemplate(name: string, folder: string): void {
  mkdirSync(KEPT, { recursive: true, mode: 0o700 });
  const making = join(KEPT, `making-${process.pid}`);
  copy(folder, making);
  if (existsSync(join(KEPT, name))) rmSync(making, { recursive: true });
  else renameSync(making, join(KEPT, name));
  const old = readdirSync(KEPT).filter((one) => !one.startsWith("making-")).toSorted((a, b) => statSync(join(KEPT, b)).ctimeMs - statSync(join(KEPT, a)).ctimeMs);
  for (const one of old.slice(KEPT_MOST)) rmSync(join(KEPT, one), { recursive: true, force: true });
}

/** Whether a template of that name had been kept; then it is at `folder` now. */
export function takeTemplate(name: string, folder: string): boolean {
  const kept = join(KEPT, name);
  if (!existsSync(kept)) return false;
  copy(`${kept}/.`, folder);
  return true;
}
