import { createHash, randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { NoticeProps } from "../../ui/index.ts";
import { dayOf, type Clock } from "../clock.ts";
import type { AuditLine } from "../audit/audit.ts";
import type { Tx } from "../db/connection.ts";
import type { Actor, Database, Door, Entrance } from "../db/with-actor.ts";
import { SpokenIn, wordsIn, type Language, type Words } from "../i18n/words.tsx";
import type { Log } from "../log.ts";
import { isConflict, isRefusal, type Conflict, type Refusal } from "../result.ts";
import { type KeyRing, PEOPLE, seal, unseal } from "../seal/seal.ts";
import { parseFields, type Fields, type Problems, type Raw } from "./fields.ts";
import { FormOf, problemLinks, type FormState } from "./form.tsx";
import { cookieName, cookieOf, hashOfToken, isSameOrigin, readPost, SAFE_HEADERS } from "./request.ts";
import type { Asking, Opened, Route, Seen, Trace } from "./route.ts";
import { ConflictTexts } from "./conflict.tsx";

/** What the policy says of a request: yes, with what else this person may do here, or a refusal. */
export type Verdict = { readonly granted: boolean; /** Told to the asker, who may see the thing and not do this to it now. */ readonly refusal?: string; readonly trace: Trace; can(action: string): boolean };

/** What the house's frame gets to draw around a page. */
export type Framed = {
  readonly title: string;
  readonly area: Route["area"];
  readonly main: VNode;
  readonly words: Words;
  readonly actor: Actor | undefined;
  readonly path: string;
  readonly at: Date;
  readonly messages: readonly NoticeProps[];
  readonly problems: ReturnType<typeof problemLinks>;
};

export type KernelDeps = {
  readonly house: unknown;
  readonly database: Database;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether the address is https: decides the cookie. */
  readonly secure: boolean;
  /** Asks the policy. Sent together with the page's own queries. */
  judge(tx: Tx, action: string, params: Record<string, string>): Promise<Verdict>;
  frame(framed: Framed): VNode;
  /** A language for somebody who has not signed in. */
  languageOf(request: Request): Language;
};

const FRESH_MS = 5 * 60_000;
const REFUSED: Verdict = { granted: false, trace: {}, can: () => false };
const GRANTED: Verdict = { granted: true, trace: {}, can: () => false };

/** Thrown inside a transaction to undo it; carries what to show instead. */
class Undone extends Error {
  readonly problems: Problems;
  readonly values: Raw;
  readonly conflict: Conflict | undefined;
  readonly opened: Opened;
  readonly actor: Actor;
  readonly verdict: Verdict;
  constructor(of: Pick<Undone, "problems" | "values" | "opened" | "actor" | "verdict"> & { conflict?: Conflict }) {
    super("undone");
    this.problems = of.problems;
    this.values = of.values;
    this.conflict = of.conflict;
    this.opened = of.opened;
    this.actor = of.actor;
    this.verdict = of.verdict;
  }
}

type Hit = { route: Route; request: Request; params: Record<string, string>; url: URL; path: string; at: Date; entrance: Entrance };
type Answer =
  | { kind: "page"; opened: Opened; actor: Actor | undefined; verdict: Verdict; parked?: URLSearchParams | undefined }
  | { kind: "go"; to: string }
  | { kind: "sign-in" | "again" }
  | { kind: "missing"; actor: Actor | undefined; refusal?: string | undefined };

/** The only code that runs routes: session → same origin → parse → one transaction { facts, policy, load or perform, trail } → page. */
export function kernel(deps: KernelDeps) {
  const { database, keys, clock, log } = deps;

  const lineOf = (hit: Hit, outcome: AuditLine["outcome"], trace: Trace): AuditLine => ({
    event: hit.route.audit === "nothing" ? "page.shown" : hit.route.audit.event,
    forFamily: hit.route.audit !== "nothing" && (hit.route.audit.forFamily ?? false),
    outcome, matterId: trace.matterId, childId: trace.childId, ground: trace.ground, shown: trace.shown,
  });
  const eventOf = (hit: Hit) => (hit.route.audit === "nothing" ? "page.shown" : hit.route.audit.event);

  const judgeOn = async (hit: Hit, door: Door): Promise<Verdict> => {
    const { access } = hit.route;
    if (access === "signed-in" || access === "public") return GRANTED;
    if (access === "staff") return (await door.actor)?.duty ? GRANTED : REFUSED;
    return deps.judge(door.tx, access, hit.params);
  };
  const askingOf = (hit: Hit, door: Pick<Door, "tx" | "actor">): Asking<unknown, Record<string, string>> => ({
    tx: door.tx, house: deps.house, actor: door.actor, params: hit.params, query: hit.url.searchParams, at: hit.at, today: dayOf(hit.at),
  });

  async function findParked(hit: Hit, tx: Tx): Promise<URLSearchParams | undefined> {
    if (!hit.route.methods.includes("POST")) return undefined;
    const { rows } = await sql<{ id: string; data_key: Buffer; sealed: Buffer }>`select * from kring.take_parked(${hit.path})`.execute(tx);
    const row = rows[0];
    return row && new URLSearchParams(unseal<string>(keys.open(PEOPLE, row.data_key), `parked:${row.id}`, row.sealed));
  }

  async function park(hit: Hit, post: URLSearchParams): Promise<void> {
    const [id, key] = [randomUUID(), keys.newKey(PEOPLE)];
    const words = seal(key, `parked:${id}`, post.toString());
    await database.withoutActor((tx) => sql`select kring.park_post(${hit.entrance.tokenHash}, ${id}, ${hit.path}, ${key.wrapped}, ${words}, ${hit.at})`.execute(tx));
  }

  /** What a request sees: the verdict and the model are asked for together, and neither is used before both are here. */
  async function look(hit: Hit, door: Door): Promise<{ actor: Actor | undefined; verdict: Verdict; opened: Opened | undefined; parked: URLSearchParams | undefined }> {
    const asked = Promise.all([judgeOn(hit, door), hit.route.open(askingOf(hit, door)), findParked(hit, door.tx)]);
    asked.catch(() => undefined);
    const actor = await door.actor;
    if (!actor) {
      await asked.catch(() => undefined);
      return { actor, verdict: REFUSED, opened: undefined, parked: undefined };
    }
    const [verdict, opened, parked] = await asked;
    return { actor, verdict, opened, parked };
  }

  async function show(hit: Hit): Promise<Answer> {
    if (hit.route.access === "public") {
      const opened = await database.withoutActor((tx) => hit.route.open(askingOf(hit, { tx, actor: Promise.resolve(undefined) })));
      return opened ? { kind: "page", opened, actor: undefined, verdict: GRANTED } : { kind: "missing", actor: undefined };
    }
    if (!hit.entrance.tokenHash) return { kind: "sign-in" };
    return database.withActor(hit.entrance, eventOf(hit), async (door): Promise<Answer> => {
      const { actor, verdict, opened, parked } = await look(hit, door);
      if (!actor || !verdict.granted || !opened) {
        door.audit(lineOf(hit, "refused", verdict.trace));
        return actor ? { kind: "missing", actor, refusal: verdict.refusal } : { kind: "sign-in" };
      }
      door.audit(lineOf(hit, "granted", { ...verdict.trace, ...opened.trace }));
      return { kind: "page", opened, actor, verdict, parked };
    });
  }

  async function act(hit: Hit, post: URLSearchParams): Promise<Answer> {
    if (!hit.entrance.tokenHash) return { kind: "sign-in" };
    const answer = await database.withActor(hit.entrance, eventOf(hit), async (door): Promise<Answer> => {
      const { actor, verdict, opened } = await look(hit, door);
      if (!actor || !verdict.granted || !opened?.form) {
        door.audit(lineOf(hit, "refused", verdict.trace));
        return actor ? { kind: "missing", actor, refusal: verdict.refusal } : { kind: "sign-in" };
      }
      if (hit.route.fresh && hit.at.getTime() - actor.session.authenticatedAt.getTime() > FRESH_MS) {
        door.audit(lineOf(hit, "refused", { ...verdict.trace, shown: { why: "needs a fresh sign-in" } }));
        return { kind: "again" };
      }
      return perform({ hit, door, post, actor, verdict, opened });
    });
    if (answer.kind === "sign-in" || answer.kind === "again") await park(hit, post);
    return answer;
  }

  type Performing = { hit: Hit; door: Door; post: URLSearchParams; actor: Actor; verdict: Verdict; opened: Opened };

  async function perform({ hit, door, post, actor, verdict, opened }: Performing): Promise<Answer> {
    const form = opened.form!;
    const words = wordsIn(actor.language as Language);
    const asking = askingOf(hit, door);
    const fields = form.fields(words, asking.today);
    const { values, problems } = parseFields(fields, post);
    const undone = (wrong: Problems, conflict?: Conflict) =>
      new Undone({ problems: wrong, values, opened, actor, verdict, ...(conflict ? { conflict } : {}) });
    const once = await claimOnce(door.tx, post);
    if (once === "other-words") throw undone({ form: { key: "form.sentOtherWords" } });
    if (once !== "fresh") {
      door.audit(lineOf(hit, "granted", { ...verdict.trace, shown: { repeated: true } }));
      return { kind: "go", to: once.location };
    }
    if (Object.keys(problems).length > 0) throw undone(problems);
    const result = await form.perform({ ...asking, actor, words }, { values, intent: post.get("intent") ?? "", version: Number(post.get("version") ?? 0) });
    if (isRefusal(result)) throw undone(problemsOf(result, fields));
    if (isConflict(result)) throw undone({}, result);
    const to = result.done ? `${result.to}${result.to.includes("?") ? "&" : "?"}done=${result.done}` : result.to;
    await Promise.all([
      sql`select kring.settle_once(${post.get("once")}::uuid, ${to})`.execute(door.tx),
      sql`select kring.drop_parked(${hit.path})`.execute(door.tx),
    ]);
    door.audit(lineOf(hit, "granted", { ...verdict.trace, ...opened.trace, ...result.trace }));
    return { kind: "go", to };
  }

  function pageOf(hit: Hit, of: { opened: Opened; actor: Actor | undefined; verdict: Verdict; values?: Raw; problems?: Problems; conflict?: Conflict | undefined; restored?: boolean }): Response {
    const { opened, actor, verdict, problems = {} } = of;
    const words = wordsIn(actor ? (actor.language as Language) : deps.languageOf(hit.request));
    const seen: Seen = { words, actor, path: hit.path, at: hit.at, today: dayOf(hit.at), can: (action) => verdict.can(action), once: () => randomUUID() };
    const state = opened.form && stateOf(hit, opened.form, words, { ...of, problems });
    const drawn = state && opened.form ? { form: <FormOf state={state} buttons={opened.form.buttons(words)} />, state } : undefined;
    const failed = Object.keys(problems).length > 0;
    const messages = messagesOf(hit, words, of.restored ?? false);
    const main = (
      <>
        {of.conflict && state && <ConflictTexts conflict={of.conflict} fields={state.fields} />}
        {opened.main(seen, drawn)}
      </>
    );
    const framed: Framed = {
      title: opened.title(words), area: hit.route.area, words, actor, path: hit.path, at: hit.at, main, messages,
      problems: failed && state ? problemLinks(words, state) : [],
    };
    return html(deps.frame(framed), words, failed ? 422 : of.conflict ? 409 : 200);
  }

  function stateOf(hit: Hit, form: NonNullable<Opened["form"]>, words: Words, of: { values?: Raw; problems: Problems; conflict?: Conflict | undefined }): FormState {
    const fields = form.fields(words, dayOf(hit.at));
    return { action: hit.path, fields, values: of.values ?? form.initial, problems: of.problems, once: randomUUID(), version: form.version };
  }

  /** A page without a route of its own: not found, foreign, fault. */
  function plain(hit: Hit, of: { status: number; title: string; text: string; actor?: Actor | undefined; words: Words }): Response {
    const main = (
      <>
        <h1>{of.title}</h1>
        <p class="lead">{of.text}</p>
        <p><a href="/">{of.words.t("error.missing.home")}</a></p>
      </>
    );
    const framed: Framed = { title: of.title, area: hit.route.area, words: of.words, actor: of.actor, path: hit.path, at: hit.at, main, messages: [], problems: [] };
    return html(deps.frame(framed), of.words, of.status);
  }

  const missing = (hit: Hit, { actor, refusal }: { actor: Actor | undefined; refusal?: string | undefined }): Response => {
    const words = wordsIn(actor ? (actor.language as Language) : deps.languageOf(hit.request));
    if (refusal) return plain(hit, { status: 409, title: words.say(`refusal.${refusal}`), text: words.say(`refusal.${refusal}.next`), actor, words });
    return plain(hit, { status: 404, title: words.t("error.missing.title"), text: words.t("error.missing.text"), actor, words });
  };

  const respond = (hit: Hit, answer: Answer): Response => {
    switch (answer.kind) {
      case "go":
        return go(answer.to);
      case "sign-in":
        return go(`/sign-in?to=${encodeURIComponent(hit.path)}`);
      case "again":
        return go(`/sign-in/again?to=${encodeURIComponent(hit.path)}`);
      case "missing":
        return missing(hit, answer);
      case "page": {
        if (answer.opened.go !== undefined) return go(answer.opened.go);
        if (!answer.parked || !answer.opened.form) return pageOf(hit, answer);
        const words = wordsIn((answer.actor?.language ?? "sv") as Language);
        return pageOf(hit, { ...answer, values: parseFields(answer.opened.form.fields(words, dayOf(hit.at)), answer.parked).values, restored: true });
      }
    }
  };

  async function handlePost(hit: Hit): Promise<Response> {
    const words = wordsIn(deps.languageOf(hit.request));
    if (!isSameOrigin(hit.request)) return plain(hit, { status: 403, title: words.t("error.missing.title"), text: words.t("form.foreign"), words });
    const post = await readPost(hit.request);
    if (!post) return plain(hit, { status: 413, title: words.t("error.missing.title"), text: words.t("form.tooLarge"), words });
    try {
      return respond(hit, await act(hit, post));
    } catch (error) {
      if (!(error instanceof Undone)) throw error;
      const { verdict, opened } = error;
      const why = { problems: Object.values(error.problems).map((problem) => problem.key), conflict: error.conflict !== undefined };
      await database.withActor(hit.entrance, eventOf(hit), async (door) => door.audit(lineOf(hit, "refused", { ...verdict.trace, ...opened.trace, shown: why })));
      return pageOf(hit, error);
    }
  }

  async function fault(hit: Hit, error: unknown): Promise<Response> {
    const reference = randomUUID().slice(0, 8);
    log.error({ reference, route: hit.route.path, error }, "fault");
    const words = wordsIn(deps.languageOf(hit.request));
    await database.withActor(hit.entrance, eventOf(hit), async (door) => door.audit(lineOf(hit, "failed", { shown: { reference } }))).catch(() => undefined);
    if (isConnectionLoss(error)) return plain(hit, { status: 503, title: words.t("error.unavailable.title"), text: words.t("error.unavailable.text"), words });
    return plain(hit, { status: 500, title: words.t("error.fault.title"), text: words.t("error.fault.text", { reference }), words });
  }

  function hitOf(route: Route, request: Request, params: Record<string, string>): Hit {
    const url = new URL(request.url);
    url.searchParams.delete("done");
    const token = cookieOf(request, cookieName(deps.secure));
    const at = clock.now();
    const path = url.pathname + (url.searchParams.size > 0 ? `?${url.searchParams}` : "");
    return { route, request, params, url, path, at, entrance: token ? { tokenHash: hashOfToken(token), at } : { at } };
  }

  /** Runs one route for one request. Never throws. */
  return async function handle(route: Route, request: Request, params: Record<string, string>): Promise<Response> {
    const began = performance.now();
    const hit = hitOf(route, request, params);
    const response = await (request.method === "POST" ? handlePost(hit) : show(hit).then((answer) => respond(hit, answer))).catch((error: unknown) => fault(hit, error));
    log.info({ method: request.method, route: route.path, status: response.status, ms: Math.round(performance.now() - began) });
    return response;
  };
}

/** Every answer carries the safe headers and is kept by nobody. */
function html(page: VNode, words: Words, status: number): Response {
  const text = `<!doctype html>${renderToString(<SpokenIn value={words}>{page}</SpokenIn>)}`;
  return new Response(text, { status, headers: { ...SAFE_HEADERS, "content-type": "text/html; charset=utf-8", "cache-control": "no-store" } });
}

const go = (to: string): Response => new Response(null, { status: 303, headers: { ...SAFE_HEADERS, location: to, "cache-control": "no-store" } });

const isConnectionLoss = (error: unknown): boolean => error instanceof Error && /ECONNREFUSED|ENOENT|Connection terminated|57P0|timeout exceeded/.test(`${error.message} ${"code" in error ? String(error.code) : ""}`);

function messagesOf(hit: Hit, words: Words, restored: boolean): NoticeProps[] {
  const done = new URL(hit.request.url).searchParams.get("done");
  const messages: NoticeProps[] = [];
  if (done && words.has(`done.${done}`)) messages.push({ kind: "success", title: words.say(`done.${done}`) });
  if (restored) messages.push({ kind: "info", title: words.t("form.restored.title"), children: <p>{words.t("form.restored.text")}</p> });
  return messages;
}

/** A refusal's text stands at the field it names, or on top. */
function problemsOf(refusal: Refusal, fields: Fields): Problems {
  const field = refusal.details?.["field"];
  const name = typeof field === "string" && field in fields ? field : "form";
  return { [name]: { key: `refusal.${refusal.refused}`, ...(refusal.details ? { values: refusal.details } : {}) } };
}

async function claimOnce(tx: Tx, post: URLSearchParams): Promise<"fresh" | "other-words" | { location: string }> {
  const id = post.get("once") ?? "";
  if (!/^[0-9a-f-]{36}$/.test(id)) return "other-words";
  const body = createHash("sha256").update([...post].filter(([name]) => name !== "once").map(String).join("\n")).digest();
  const { rows } = await sql<{ fresh: boolean; same: boolean; location: string | null }>`select * from kring.claim_once(${id}::uuid, ${body})`.execute(tx);
  const { fresh, same, location } = rows[0]!;
  if (fresh) return "fresh";
  return same && location !== null ? { location } : "other-words";
}
