import { createHash, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { dayOf } from "../clock.ts";
import type { AuditLine } from "../audit/audit.ts";
import type { Tx } from "../db/connection.ts";
import type { Actor, Door } from "../db/with-actor.ts";
import { chosenIn, type Language, type Words } from "../i18n/words.tsx";
import { isConflict, isRefusal, type Conflict, type Refusal } from "../result.ts";
import { PEOPLE, seal, unseal } from "../seal/seal.ts";
import { parseFields, type Fields, type Problems, type Raw } from "./fields.ts";
import type { Hit, KernelDeps, Verdict } from "./kernel.tsx";
import type { Asking, Done, Opened, Trace } from "./route.ts";

/** What a request came to, before it is drawn. */
export type Answer =
  | { readonly kind: "page"; readonly opened: Opened; readonly actor: Actor | undefined; readonly verdict: Verdict; readonly parked?: URLSearchParams | undefined; readonly outOfHours?: readonly string[] | undefined }
  | { readonly kind: "go"; readonly to: string }
  | { readonly kind: "sign-in" | "again" }
  | { readonly kind: "missing"; readonly actor: Actor | undefined; readonly refusal?: string | undefined; /** What was posted and cannot be done: given back to its writer. */ readonly written?: URLSearchParams | undefined };

/** The greatest number a row's version can be. */
const LAST_VERSION = 2_147_483_647;

/** The row's version that a form was drawn from; 0 when it carried none, and one that no row has when it is no version at all. */
export function versionIn(post: URLSearchParams): number {
  const said = post.get("version") ?? "0";
  const version = /^\d{1,10}$/.test(said) ? Number(said) : -1;
  return version <= LAST_VERSION ? version : -1;
}

/** A form that did not go through, with everything written in it. */
export type NotDone = { readonly problems: Problems; readonly values: Raw; readonly conflict: Conflict | undefined; /** The version the form was drawn from: kept, so that a mistake elsewhere in the form never hides a conflict. */ readonly version: number; readonly opened: Opened; readonly actor: Actor | undefined; readonly verdict: Verdict };

/** Thrown to roll a transaction back; carries what to show instead. */
export class Undone extends Error {
  readonly of: NotDone;
  constructor(of: NotDone) {
    super("undone");
    this.of = of;
  }
}

const FRESH_MS = 5 * 60_000;
const REFUSED: Verdict = { granted: false, trace: {}, can: () => false };
const GRANTED: Verdict = { granted: true, trace: {}, can: () => false };

/** What the trail calls it: a form that is only looked at is `noun.opened`, whatever it would do when sent. */
export function eventOf({ route, request }: Hit): string {
  if (route.audit === "nothing") return "page.shown";
  const opensForm = request.method !== "POST" && route.methods.includes("POST");
  return opensForm ? `${route.audit.event.split(".")[0]}.opened` : route.audit.event;
}

export const lineOf = (hit: Hit, outcome: AuditLine["outcome"], trace: Trace): AuditLine => ({
  event: eventOf(hit), outcome, forFamily: hit.route.audit !== "nothing" && (hit.route.audit.forFamily ?? false) && !trace.hiddenFromFamily,
  matterId: trace.matterId, childId: trace.childId, ground: trace.ground, shown: trace.shown,
});

async function judgeOn(deps: KernelDeps, hit: Hit, door: Door): Promise<Verdict> {
  const { access } = hit.route;
  if (access === "signed-in" || access === "public") return GRANTED;
  if (access === "staff") return (await door.actor)?.duty ? GRANTED : REFUSED;
  return deps.judge(door.tx, access, hit.params);
}

const askingOf = (deps: KernelDeps, hit: Hit, door: Pick<Door, "tx" | "actor">): Asking<unknown, Record<string, string>> => ({
  tx: door.tx, house: deps.house, actor: door.actor, params: hit.params, query: hit.url.searchParams, language: deps.languageOf(hit.request), at: hit.at, today: dayOf(hit.at),
});

async function findParked({ keys }: KernelDeps, hit: Hit, tx: Tx): Promise<URLSearchParams | undefined> {
  if (!hit.route.methods.includes("POST")) return undefined;
  const { rows } = await sql<{ id: string; data_key: Buffer; sealed: Buffer }>`select * from kring.take_parked(${hit.path})`.execute(tx);
  const row = rows[0];
  return row && new URLSearchParams(unseal<string>(keys.open(PEOPLE, row.data_key), `parked:${row.id}`, row.sealed));
}

/** Keeps a post whose session had ended, or was not fresh enough, for the person who wrote it. @ground S40 */
async function park({ keys, database }: KernelDeps, hit: Hit, post: URLSearchParams): Promise<void> {
  const [id, key] = [randomUUID(), keys.newKey(PEOPLE)];
  const words = seal(key, `parked:${id}`, post.toString());
  await database.withoutActor((tx) => sql`select kring.park_post(${hit.entrance.tokenHash}, ${id}, ${hit.path}, ${key.wrapped}, ${words}, ${hit.at})`.execute(tx));
}

/** Whoever has signed in has chosen a language; a visitor's choices are in the address and go with every link. */
export function wordsFor(deps: KernelDeps, hit: Hit, actor: Actor | undefined): Words {
  if (actor) return deps.speak(actor.language as Language);
  return deps.speak(deps.languageOf(hit.request), chosenIn(hit.url.searchParams));
}

type Looked = { actor: Actor | undefined; verdict: Verdict; opened: Opened | undefined; parked: URLSearchParams | undefined };

/** The verdict and the model are asked for together, and neither is used before both are here. */
async function look(deps: KernelDeps, hit: Hit, door: Door): Promise<Looked> {
  const asked = Promise.all([judgeOn(deps, hit, door), hit.route.open(askingOf(deps, hit, door)), findParked(deps, hit, door.tx)]);
  asked.catch(() => undefined);
  const actor = await door.actor;
  if (!actor) {
    await asked.catch(() => undefined);
    return { actor, verdict: REFUSED, opened: undefined, parked: undefined };
  }
  const [verdict, opened, parked] = await asked;
  return { actor, verdict, opened, parked };
}

/** Refused and missing look the same from outside, and both leave a line. */
function notShown(hit: Hit, door: Door, { actor, verdict }: Looked, written?: URLSearchParams): Answer {
  door.audit(lineOf(hit, "refused", verdict.trace));
  return actor ? { kind: "missing", actor, refusal: verdict.refusal, written } : { kind: "sign-in" };
}

/** A page that bears no sign of this house has no such numbers either. */
const numbersFor = async (deps: KernelDeps, { route, url }: Hit, tx: Tx): Promise<readonly string[] | undefined> => (route.area === "elsewhere" ? undefined : deps.outOfHours?.(tx, url.searchParams));

/** Runs a route for a GET. */
export async function show(deps: KernelDeps, hit: Hit): Promise<Answer> {
  if (hit.route.access === "public") {
    const [opened, outOfHours] = await deps.database.withoutActor((tx) => Promise.all([hit.route.open(askingOf(deps, hit, { tx, actor: Promise.resolve(undefined) })), numbersFor(deps, hit, tx)]));
    return opened ? { kind: "page", opened, actor: undefined, verdict: GRANTED, outOfHours } : { kind: "missing", actor: undefined };
  }
  if (!hit.entrance.tokenHash) return { kind: "sign-in" };
  return deps.database.withActor(hit.entrance, eventOf(hit), async (door): Promise<Answer> => {
    const looked = await look(deps, hit, door);
    const { actor, verdict, opened, parked } = looked;
    if (!actor || !verdict.granted || !opened) return notShown(hit, door, looked);
    door.audit(lineOf(hit, "granted", { ...verdict.trace, ...opened.trace }));
    return { kind: "page", opened, actor, verdict, parked };
  });
}

/** Runs a form that anybody may send. Nobody is known, so there is nothing to judge, nothing to keep for later and nobody to send to sign in. */
const actOpenly = (deps: KernelDeps, hit: Hit, post: URLSearchParams): Promise<Answer> =>
  deps.database.withActor(hit.entrance, eventOf(hit), async (door): Promise<Answer> => {
    const opened = await hit.route.open(askingOf(deps, hit, door));
    if (opened?.form) return perform({ deps, hit, door, post, actor: undefined, verdict: GRANTED, opened });
    const before = await repeated({ deps, hit, door, post, verdict: GRANTED });
    if (before) return before;
    door.audit(lineOf(hit, "refused", {}));
    return { kind: "missing", actor: undefined };
  });

/** Runs a form for a POST. Throws Undone when it did not go through; everything it had done is rolled back. */
export async function act(deps: KernelDeps, hit: Hit, post: URLSearchParams): Promise<Answer> {
  if (hit.route.access === "public") return actOpenly(deps, hit, post);
  if (!hit.entrance.tokenHash) return { kind: "sign-in" };
  const answer = await deps.database.withActor(hit.entrance, eventOf(hit), async (door): Promise<Answer> => {
    const looked = await look(deps, hit, door);
    const { actor, verdict, opened } = looked;
    if (!actor || !verdict.granted || !opened?.form) return (await repeated({ deps, hit, door, post, verdict })) ?? notShown(hit, door, looked, post);
    if (hit.route.fresh && hit.at.getTime() - actor.session.authenticatedAt.getTime() > FRESH_MS) {
      door.audit(lineOf(hit, "refused", { ...verdict.trace, shown: { why: "needs a fresh sign-in" } }));
      return { kind: "again" };
    }
    return perform({ deps, hit, door, post, actor, verdict, opened });
  });
  if (answer.kind === "sign-in" || answer.kind === "again") await park(deps, hit, post);
  return answer;
}

/** Where a post led, as it is kept for the same post once more. A visitor's may be a secret address of the visitor's own, which the database may not know. */
function keptAddress({ keys }: KernelDeps, { route }: Hit, once: string, to: string): string {
  if (route.access !== "public") return to;
  const key = keys.newKey(PEOPLE);
  return [key.wrapped, seal(key, `once:${once}`, to)].map((part) => part.toString("base64url")).join(".");
}

function readAddress({ keys }: KernelDeps, { route }: Hit, once: string, kept: string): string {
  if (route.access !== "public") return kept;
  const [wrapped, sealed] = kept.split(".").map((part) => Buffer.from(part, "base64url"));
  return unseal<string>(keys.open(PEOPLE, wrapped!), `once:${once}`, sealed!);
}

/** The same post once more, after it has counted and can no longer be done: it leads where it led the first time. @ground S38 */
async function repeated({ deps, hit, door, post, verdict }: Pick<Performing, "deps" | "hit" | "door" | "post" | "verdict">): Promise<Answer | undefined> {
  const id = post.get("once") ?? "";
  if (!ONCE.test(id)) return undefined;
  const { rows } = await sql<{ location: string | null }>`select kring.recall_once(${id}::uuid, ${hashOf(post)}) as location`.execute(door.tx);
  const kept = rows[0]?.location;
  if (!kept) return undefined;
  door.audit(lineOf(hit, "granted", { ...verdict.trace, shown: { repeated: true } }));
  return { kind: "go", to: readAddress(deps, hit, id, kept) };
}

type Performing = { deps: KernelDeps; hit: Hit; door: Door; post: URLSearchParams; actor: Actor | undefined; verdict: Verdict; opened: Opened };

async function perform({ deps, hit, door, post, actor, verdict, opened }: Performing): Promise<Answer> {
  const form = opened.form!;
  const words = wordsFor(deps, hit, actor);
  const asking = askingOf(deps, hit, door);
  const fields = form.fields(words, asking.today);
  const { values, problems } = parseFields(fields, post);
  const version = versionIn(post);
  const undone = (wrong: Problems, conflict?: Conflict) => new Undone({ problems: wrong, values, conflict, version, opened, actor, verdict });
  const id = post.get("once") ?? "";
  const once = await claimOnce(door.tx, post);
  if (once === "other-words") throw undone({ form: { key: "form.sentOtherWords" } });
  if (once !== "fresh") {
    door.audit(lineOf(hit, "granted", { ...verdict.trace, shown: { repeated: true } }));
    return { kind: "go", to: readAddress(deps, hit, id, once.location) };
  }
  if (Object.keys(problems).length > 0) throw undone(problems);
  const result = await form.perform({ ...asking, actor, words }, { values, intent: post.get("intent") ?? "", version });
  if (isRefusal(result)) throw undone(problemsOf(result, fields));
  if (isConflict(result)) throw undone({}, result);
  const to = addressOf(result);
  await Promise.all([
    sql`select kring.settle_once(${id}::uuid, ${keptAddress(deps, hit, id, to)})`.execute(door.tx),
    sql`select kring.drop_parked(${hit.path})`.execute(door.tx),
  ]);
  door.audit(lineOf(hit, "granted", { ...verdict.trace, ...opened.trace, ...result.trace }));
  return { kind: "go", to };
}

/** Where to go, with what to say there. A place on the page stays last. */
function addressOf({ to, done }: Done): string {
  const [path = "", place] = to.split("#");
  const said = done ? `${path.includes("?") ? "&" : "?"}done=${done}` : "";
  return `${path}${said}${place ? `#${place}` : ""}`;
}

/** A refusal's text stands at the field it names, or on top. */
function problemsOf(refusal: Refusal, fields: Fields): Problems {
  const field = refusal.details?.["field"];
  const name = typeof field === "string" && field in fields ? field : "form";
  return { [name]: { key: `refusal.${refusal.refused}`, ...(refusal.details ? { values: refusal.details } : {}) } };
}

const ONCE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const hashOf = (post: URLSearchParams): Buffer => createHash("sha256").update([...post].filter(([name]) => name !== "once").map(String).join("\n")).digest();

async function claimOnce(tx: Tx, post: URLSearchParams): Promise<"fresh" | "other-words" | { location: string }> {
  const id = post.get("once") ?? "";
  if (!ONCE.test(id)) return "other-words";
  const { rows } = await sql<{ fresh: boolean; same: boolean; location: string | null }>`select * from kring.claim_once(${id}::uuid, ${hashOf(post)})`.execute(tx);
  const { fresh, same, location } = rows[0]!;
  if (fresh) return "fresh";
  return same && location !== null ? { location } : "other-words";
}
