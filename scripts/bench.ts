import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { createServer, type AddressInfo } from "node:net";
import { cpus } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { sql } from "kysely";
import type pg from "pg";
import { readConfig } from "#src/config.ts";
import { chooseDuty } from "#src/identity/sessions.ts";
import { withConnection } from "#src/platform/db/migrate.ts";
import { dayOf } from "#src/platform/clock.ts";
import { attachInstallation, type OpenedDatabase } from "#src/platform/db/open.ts";
import { openDatabase } from "#src/platform/db/with-actor.ts";
import type { DutyId } from "#src/platform/ids.ts";
import { keyRing } from "#src/platform/seal/seal.ts";
import { hashOfToken, newToken } from "#src/platform/web/request.ts";
import { fillServices, guidePage, readShelves, searchAlone, searchPage, type Shelves } from "./bench/guide.ts";
import { onPhone } from "./bench/phone.ts";
import { costOf } from "./cost.ts";

/**
 * Measures the workloads of peers.md §4.2 over HTTP: the program in a process of its own with trail, consent and seals on, and the
 * load from this one, on the same cores. Prints what was seen beside the aims. Only answers with the right status and body count.
 * The guide is read where the database has one: a demo world. `--services 5000` fills it first. `--only phone` measures how its pages feel
 * on a slow telephone, and nothing else.
 */
/** A port nobody listens on: figures of somebody else's program would be worth nothing. */
const freePort = () => new Promise<number>((resolve) => {
  const listening = createServer().listen(0, "127.0.0.1", () => {
    const { port } = listening.address() as AddressInfo;
    listening.close(() => resolve(port));
  });
});
const PORT = await freePort();
const WARM_MS = 1_000;
const { values: given } = parseArgs({ options: { seconds: { type: "string", default: "6" }, only: { type: "string", default: "" }, services: { type: "string", default: "0" } } });
const RUN_MS = Number(given.seconds) * 1_000;

/** Somebody at work: a session and the matters that are theirs. */
type Worker = { cookie: string; matters: string[] };
/** What is asked for, and what a right answer is: the last words of its page, or the address a post leads to. */
type Asked = { path: string; expect: string; post?: URLSearchParams };
type Workload = { name: string; clients: number; aim: string; ask(worker: Worker): Asked };

const any = <T>(of: readonly T[]): T => of[Math.floor(Math.random() * of.length)]!;
const matterPage = (worker: Worker, rest = ""): Asked => ({ path: `/matters/${any(worker.matters)}${rest}`, expect: "</html>" });
const signal = (worker: Worker): Asked => {
  const matter = `/matters/${any(worker.matters)}`;
  const said = { once: crypto.randomUUID(), seen: "Leker länge och gärna med andra på gården.", told: "Berättade vid hämtningen.", noticedOn: dayOf(new Date()) };
  return { path: `${matter}/signals/new`, expect: `${matter}?done=signal`, post: new URLSearchParams([...Object.entries(said), ["areas", "learning"], ["areas", "relations"]]) };
};
const mixed = (worker: Worker): Asked => {
  const dice = Math.random();
  if (dice < 0.7) return matterPage(worker, "/wheel");
  if (dice < 0.85) return { path: "/list", expect: "</html>" };
  return dice < 0.95 ? signal(worker) : matterPage(worker);
};

const workloads: Workload[] = [
  { name: "read one child (the wheel)", clients: 1, aim: "", ask: (w) => matterPage(w, "/wheel") },
  { name: "read one child (the wheel)", clients: 16, aim: "≥ 1200 req/s, p99 ≤ 40 ms", ask: (w) => matterPage(w, "/wheel") },
  { name: "read one child (the wheel)", clients: 64, aim: "", ask: (w) => matterPage(w, "/wheel") },
  { name: "my list (open tasks, my children)", clients: 1, aim: "", ask: () => ({ path: "/list", expect: "</html>" }) },
  { name: "my list (open tasks, my children)", clients: 16, aim: "≥ 500 req/s, p99 ≤ 100 ms", ask: () => ({ path: "/list", expect: "</html>" }) },
  { name: "child page (everything)", clients: 1, aim: "", ask: (w) => matterPage(w) },
  { name: "child page (everything)", clients: 16, aim: "≥ 300 req/s, p95 ≤ 120 ms", ask: (w) => matterPage(w) },
  { name: "write a signal (durable, audited)", clients: 1, aim: "", ask: signal },
  { name: "write a signal (durable, audited)", clients: 16, aim: "≥ 400 req/s, p99 ≤ 100 ms", ask: signal },
  { name: "mix 70 read / 15 list / 10 write / 5 page", clients: 32, aim: "", ask: mixed },
];

/** The family guide, read by people who are nobody here. */
const guideWorkloads = (shelves: Shelves): Workload[] => {
  const services = `${shelves.services.length} services`;
  return [
    { name: `guide pages, a quarter of them searches, ${services}`, clients: 50, aim: "", ask: () => guidePage(shelves) },
    { name: `guide search page, ${services}`, clients: 1, aim: "p50 ≤ 50 ms", ask: searchPage },
    { name: `guide search alone, ${services}`, clients: 1, aim: "p95 ≤ 50 ms", ask: searchAlone },
    { name: `guide search alone, ${services}`, clients: 50, aim: "", ask: searchAlone },
  ];
};

const agent = new Agent({ keepAlive: true, maxSockets: 128 });

/** One request; its time in ms, or undefined when the answer was not the right one. */
const once = (worker: Worker, asked: Asked): Promise<number | undefined> =>
  new Promise((resolve) => {
    const began = performance.now();
    const body = asked.post?.toString();
    const headers = { cookie: worker.cookie, ...(body === undefined ? {} : { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin", "content-length": Buffer.byteLength(body) }) };
    const sent = request({ host: "127.0.0.1", port: PORT, path: asked.path, agent, method: body === undefined ? "GET" : "POST", headers }, (response) => {
      let tail = "";
      const isRight = () => (body === undefined ? response.statusCode === 200 && tail.endsWith(asked.expect) : response.headers.location === asked.expect);
      response.setEncoding("utf8").on("data", (part: string) => (tail = (tail + part).slice(-32)));
      response.on("end", () => resolve(isRight() ? performance.now() - began : undefined));
    });
    sent.on("error", () => resolve(undefined));
    sent.end(body);
  });

async function load(workers: readonly Worker[], workload: Workload, ms: number): Promise<{ times: number[]; errors: number }> {
  const [times, end] = [[] as number[], performance.now() + ms];
  let errors = 0;
  const client = async () => {
    while (performance.now() < end) {
      const worker = any(workers);
      const time = await once(worker, workload.ask(worker));
      if (time === undefined) errors += 1;
      else times.push(time);
    }
  };
  await Promise.all(Array.from({ length: workload.clients }, client));
  return { times: times.sort((a, b) => a - b), errors };
}

const at = (times: readonly number[], part: number) => (times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0).toFixed(1);

/** Waits until the program has done what it begins by itself after a start, such as the pages it puts by: an eighth of a core or less for two seconds. */
async function rest(server: ChildProcess): Promise<void> {
  const used = () => costOf(server.pid!).program;
  for (let [waited, before] = [0, used()]; waited < 300; waited += 2) {
    await sleep(2_000);
    const now = used();
    if (now - before <= 250) return;
    before = now;
  }
}

async function measure(server: ChildProcess, workers: readonly Worker[], workload: Workload): Promise<string> {
  await load(workers, workload, WARM_MS);
  const before = costOf(server.pid!);
  const { times, errors } = await load(workers, workload, RUN_MS);
  const after = costOf(server.pid!);
  const each = (of: "program" | "database") => ((after[of] - before[of]) / (times.length + errors)).toFixed(1);
  const figures = [workload.clients, Math.round((times.length / RUN_MS) * 1000), at(times, 0.5), at(times, 0.95), at(times, 0.99), errors, each("program"), each("database")];
  return `| ${workload.name} | ${figures.join(" | ")} | ${workload.aim} |`;
}

/** Sessions for up to forty people with matters of their own, begun as a sign-in would. */
async function seat(owner: pg.ClientConfig, pool: pg.Pool, keys: string): Promise<Worker[]> {
  const database = openDatabase(pool, keyRing(keys));
  const found = await withConnection(owner, async (client) => {
    await client.query("set role kring_owner");
    return (await client.query<{ person: string; duty: string; matters: string[] }>(`select d.person_id as person, a.duty_id as duty, (array_agg(a.matter_id))[1:200] as matters
      from kring.assignment a join kring.duty d on d.id = a.duty_id join kring.matter m on m.id = a.matter_id
      where a.until_at is null and m.closed_at is null group by 1, 2 order by count(*) desc limit 40`)).rows;
  });
  return Promise.all(found.map(async ({ person, duty, matters }) => {
    const [token, now] = [newToken(), new Date()];
    await database.withoutActor((tx) => sql`select kring.begin_session(${hashOfToken(token)}, ${person}, null::bytea, 'bench', 'loa3', 'bench', 'sv', ${now})`.execute(tx));
    await database.withActor({ tokenHash: hashOfToken(token), at: now }, "bench", async (door) => {
      door.audit({ event: "duty.chosen", outcome: "granted" });
      await chooseDuty(door.tx, hashOfToken(token), duty as DutyId);
    });
    return { cookie: `kring=${token}`, matters };
  }));
}

async function start(): Promise<{ server: ChildProcess; ms: number }> {
  const began = performance.now();
  const server = spawn(process.execPath, [...process.execArgv, "scripts/task.mjs", "start"], { env: { ...process.env, PORT: String(PORT), LOG_LEVEL: "error" }, stdio: ["ignore", "ignore", "inherit"] });
  while ((await once({ cookie: "", matters: [] }, { path: "/concern", expect: "</html>" })) === undefined) {
    if (server.exitCode !== null) throw new Error("the program did not start");
    await sleep(25);
  }
  return { server, ms: performance.now() - began };
}

const memoryOf = (pid: number): number => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024);

/** The workloads one after another, a line each. */
async function* underLoad({ server, opened, keys, guide }: { server: ChildProcess; opened: OpenedDatabase; keys: string; guide: string }): AsyncGenerator<string> {
  const [workers, shelves] = [await seat(opened.owner, opened.pool, keys), await readShelves(opened.owner, guide)];
  const nobody: Worker = { cookie: "", matters: [] };
  yield `${workers.length} people at work\n\n| workload | clients | req/s | p50 ms | p95 ms | p99 ms | errors | program ms | database ms | aim |\n|---|---|---|---|---|---|---|---|---|---|`;
  const chosen = (all: readonly Workload[]) => all.filter(({ name }) => name.includes(given.only));
  for (const workload of chosen(workloads)) yield measure(server, workers, workload);
  if (shelves) for (const workload of chosen(guideWorkloads(shelves))) yield measure(server, [nobody], workload);
}

const config = readConfig(process.env);
const { server, ms } = await start();
const opened = await attachInstallation({ data: config.data, url: config.databaseUrl, sql: "db" });
try {
  if (Number(given.services) > 0) await fillServices(opened.owner, { guide: config.guide, upTo: Number(given.services) });
  const { rows } = await withConnection(opened.owner, async (client) => (await client.query("set role kring_owner"), client.query<{ n: number }>("select count(*)::int as n from kring.child")));
  console.log(`${rows[0]!.n} children, ${cpus().length} cores (load on the same cores), first page ${(ms / 1000).toFixed(1)} s after start\n`);
  await rest(server);
  const lines = given.only === "phone" ? onPhone(`http://127.0.0.1:${PORT}`) : underLoad({ server, opened, keys: config.keys, guide: config.guide });
  for await (const line of lines) console.log(line);
  console.log(`\nmemory of the program: ${memoryOf(server.pid!)} MB (aim ≤ 250)`);
} finally {
  await opened.pool.end();
  server.kill("SIGTERM");
  await new Promise((resolve) => server.once("exit", resolve));
}
process.exit(0);
