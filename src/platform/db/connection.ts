import { createHash } from "node:crypto";
import { channel } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import {
  CompiledQuery, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler,
  type DatabaseConnection, type Dialect, type Driver, type QueryResult, type RawBuilder,
} from "kysely";
import pg from "pg";
import type { DB } from "./types.gen.ts";

/** Queries inside one transaction. The only handle a store ever gets. */
export type Tx = Kysely<DB>;

/** Something known, or how it is worked out where it is asked for: what hangs on another answer then travels together with it. */
export type OrWorkedOut<T> = T | RawBuilder<T>;

const DATE = 1082;
const BIGINT = 20;

/** How columns come out: a date as `YYYY-MM-DD`, a bigint as a number, a timestamptz as a Date. */
const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format: "text") => {
    if (oid === DATE) return (text: string) => text;
    if (oid === BIGINT) return Number;
    return pg.types.getTypeParser(oid, format);
  }) as pg.CustomTypesConfig["getTypeParser"],
};

const names = new Map<string, string>();
/** Each text is prepared once per connection: planning with row-level security costs more than running. */
function nameOf(sql: string): string {
  let name = names.get(sql);
  if (!name) names.set(sql, (name = createHash("sha1").update(sql).digest("base64url")));
  return name;
}

/** Sends a query at once, before anything sent after this call. */
export const send = (client: pg.ClientBase, query: CompiledQuery): Promise<pg.QueryResult> =>
  client.query({ name: nameOf(query.sql), text: query.sql, values: [...query.parameters] });

class OneConnection implements DatabaseConnection {
  readonly #client: pg.ClientBase;
  readonly #asked = new Map<string, Promise<pg.QueryResult>>();
  constructor(client: pg.ClientBase) {
    this.#client = client;
  }
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const result = await (query.query.kind === "SelectQueryNode" ? this.#ask(query) : send(this.#client, query));
    return { rows: [...(result.rows as R[])], numAffectedRows: BigInt(result.rowCount ?? 0) };
  }
  /**
   * The same question twice in one breath, as when two cards show the same thing, is asked once. What else leaves in that breath
   * makes no difference: nobody has waited for it.
   */
  #ask(query: CompiledQuery): Promise<pg.QueryResult> {
    const question = `${nameOf(query.sql)} ${JSON.stringify(query.parameters)}`;
    const answer = this.#asked.get(question) ?? send(this.#client, query);
    if (this.#asked.size === 0) process.nextTick(() => this.#asked.clear());
    this.#asked.set(question, answer);
    return answer;
  }
  // oxlint-disable-next-line require-yield -- Kysely asks for the method; a transaction here never streams
  async *streamQuery(): AsyncGenerator<never> {
    throw new Error("streaming is not used");
  }
}

class OneConnectionDriver implements Driver {
  readonly #connection: OneConnection;
  constructor(client: pg.ClientBase) {
    this.#connection = new OneConnection(client);
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }
  async beginTransaction(): Promise<void> {}
  async commitTransaction(): Promise<void> {}
  async rollbackTransaction(): Promise<void> {}
  async releaseConnection(): Promise<void> {}
  async destroy(): Promise<void> {}
}

const adapter = new PostgresAdapter();
const compiler = new PostgresQueryCompiler();

/** Typed queries over one connection that somebody else has begun a transaction on. Queries issued together travel together. */
export function queriesOn(client: pg.ClientBase): Tx {
  const dialect: Dialect = {
    createAdapter: () => adapter,
    createDriver: () => new OneConnectionDriver(client),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => compiler,
  };
  return new Kysely<DB>({ dialect });
}

/** Told once for each round trip: each time something is sent after something was heard. For whoever counts them. */
export const roundTrips = channel("kring.database.round-trip");

/** From now on whatever is written in the same breath leaves together: the queries of a page wake the server once and not thirty times. */
function gather(socket: Socket): void {
  const write = socket.write.bind(socket) as (data: Uint8Array, done?: () => void) => boolean;
  let gathering = false;
  let heard = -1;
  const release = () => {
    gathering = false;
    if (socket.bytesRead > heard) roundTrips.publish(undefined);
    heard = socket.bytesRead;
    socket.uncork();
  };
  socket.write = ((data: Uint8Array, done?: () => void) => {
    if (!gathering) {
      gathering = true;
      socket.cork();
      process.nextTick(release);
    }
    return write(data, done);
  }) as typeof socket.write;
}

// Names without a schema are ours. Every query finds its rows by key: a plan made once is the right one for every value, and with
// row-level security costs more to make than to run. A key is as near as the next row: a small table that grows is not read through,
// not even by the plans that check references and are made while it is small.
const SETTINGS = "-c search_path=kring,pg_temp -c plan_cache_mode=force_generic_plan -c random_page_cost=1.1";
/** A connection that has been closed takes its plans with it: it is kept over a coffee break. */
const IDLE_MS = 15 * 60_000;

/** A pool whose connections send queries without waiting for each other's answers. */
export function makePool(connection: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ max: 12, idleTimeoutMillis: IDLE_MS, ...connection, options: SETTINGS, types: columnTypes, pipeline: true } as pg.PoolConfig);
  pool.on("connect", (client) => {
    // Not before it has connected: connecting gives a socket its ordinary `write`.
    gather((client as pg.PoolClient & { readonly connection: { readonly stream: Socket } }).connection.stream);
    // Whoever asks next is told that the database is away. A broken connection that nobody listened to would end the whole program.
    client.on("error", () => undefined);
  });
  pool.on("error", () => undefined);
  return pool;
}

/** Whether the database is away, and not that something was asked of it which it refuses. */
export const isConnectionLoss = (error: unknown): boolean =>
  error instanceof Error && /ECONNREFUSED|ENOENT|Connection terminated|57P0|timeout exceeded/.test(`${error.message} ${"code" in error ? String(error.code) : ""}`);
