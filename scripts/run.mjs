// Runs one of the project's own programs from a fresh clone: installs what the lockfile says is missing, builds, and goes on
// under the pinned Node. Plain JavaScript for any Node from 20 on, because nothing is installed when it begins.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [, , task, ...args] = process.argv;
const root = join(import.meta.dirname ?? ".", "..");
process.chdir(root);

const STAMP = "node_modules/.kring-lock";
const lock = createHash("sha256").update(readFileSync("package-lock.json")).digest("hex");

function install() {
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === lock) return;
  console.error("Kring: installerar det som saknas (en gång) …");
  const npm = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], { stdio: ["ignore", "inherit", "inherit"], shell: process.platform === "win32" });
  if (npm.status !== 0) process.exit(npm.status ?? 1);
  writeFileSync(STAMP, lock);
}

// What the program keeps is some 40 MB. V8 would let its leavings grow to ten times that before it looked; it is asked to look sooner.
// Growing is over in a minute and lets them lie: looking through the heap for what buffers leave behind took a quarter of its time.
const HEAP = task === "grow" ? ["--max-semi-space-size=32"] : ["--max-semi-space-size=16", "--max-old-space-size=384"];

install();
const node = existsSync("node_modules/node/bin/node") ? "node_modules/node/bin/node" : process.execPath;
const child = spawn(node, ["--enable-source-maps", ...HEAP, "scripts/task.mjs", task, ...args], {
  stdio: "inherit",
  env: { ...process.env, PATH: `${join(root, "node_modules/.bin")}:${process.env.PATH}` },
});
// The child ends itself on these; this process only waits, so that nothing is left behind.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => signal !== "SIGINT" && child.kill(signal));
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
