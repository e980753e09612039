import { randomUUID } from "node:crypto";
import type { VNode } from "preact";
import type { NoticeProps, Problem } from "../../ui/index.ts";
import type { Clock } from "../clock.ts";
import { isConnectionLoss, type Tx } from "../db/connection.ts";
import type { Actor, Database, Entrance } from "../db/with-actor.ts";
import type { Language, Words } from "../i18n/words.tsx";
import type { Log } from "../log.ts";
import type { KeyRing } from "../seal/seal.ts";
import { asStill, pageOf, plain, respond } from "./answer.tsx";
import { act, eventOf, lineOf, show, Undone, wordsFor } from "./ask.ts";
import { cookieName, cookieOf, hashOfToken, isSameOrigin, readPost } from "./request.ts";
import type { Route, Trace } from "./route.ts";

/** What the policy says of a request: yes, with what else this person may do here, or a refusal. */
export type Verdict = {
  readonly granted: boolean;
  /** Told to the asker, who may see the thing and not do this to it now. */
  readonly refusal?: string;
  readonly trace: Trace;
  can(action: string): boolean;
};

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
  readonly problems: readonly Problem[];
  /** On pages for everybody: where to call when social services are closed. */
  readonly outOfHours?: readonly string[] | undefined;
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
  /** The numbers that every page for everybody has at its foot. Asked for together with the page's own queries. */
  outOfHours?(tx: Tx, query: URLSearchParams): Promise<readonly string[]>;
  /** A public page as it was when the database last answered. @ground S43 */
  stillOf?(address: URL): string | undefined;
  /** A language for somebody who has not signed in. */
  languageOf(request: Request): Language;
  /** The words of a language, as this house speaks them. */
  speak(language: Language, chosen?: Words["chosen"]): Words;
};

/** One request on its way through one route. */
export type Hit = { readonly route: Route; readonly request: Request; readonly params: Record<string, string>; readonly url: URL; readonly path: string; readonly at: Date; readonly entrance: Entrance };

function hitOf(deps: KernelDeps, route: Route, request: Request, params: Record<string, string>): Hit {
  const url = new URL(request.url);
  for (const told of ["done", "away"]) url.searchParams.delete(told);
  // What is for everybody never looks at who is there.
  const token = route.access === "public" ? undefined : cookieOf(request, cookieName(deps.secure));
  const at = deps.clock.now();
  const path = url.pathname + (url.searchParams.size > 0 ? `?${url.searchParams}` : "");
  return { route, request, params, url, path, at, entrance: token ? { tokenHash: hashOfToken(token), at } : { at } };
}

async function handlePost(deps: KernelDeps, hit: Hit): Promise<Response> {
  const words = wordsFor(deps, hit, undefined);
  const notTaken = { title: words.t("error.notTaken.title"), words, way: { href: hit.path, label: words.t("error.openAgain") } };
  if (!isSameOrigin(hit.request)) return plain(deps, hit, { ...notTaken, status: 403, text: words.t("form.foreign") });
  const post = await readPost(hit.request);
  if (!post) return plain(deps, hit, { ...notTaken, status: 413, text: words.t("form.tooLarge") });
  return handleForm(deps, hit, post).catch((error: unknown) => fault(deps, hit, { error, post }));
}

async function handleForm(deps: KernelDeps, hit: Hit, post: URLSearchParams): Promise<Response> {
  try {
    return respond(deps, hit, await act(deps, hit, post));
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
    const { verdict, opened } = error.of;
    const why = { problems: Object.values(error.of.problems).map((problem) => problem.key), conflict: error.of.conflict !== undefined };
    await deps.database.withActor(hit.entrance, eventOf(hit), async (door) => door.audit(lineOf(hit, "refused", { ...verdict.trace, ...opened.trace, shown: why })));
    return pageOf(deps, hit, error.of);
  }
}

/** Something broke: logged once, here, and the trail says that it failed. Nothing of the fault reaches the page but a reference; what was written does. */
async function fault(deps: KernelDeps, hit: Hit, { error, post }: { error: unknown; post?: URLSearchParams }): Promise<Response> {
  const reference = randomUUID().slice(0, 8);
  // Message and place only: the details of a database error may carry the row it was about.
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  deps.log.error({ reference, route: hit.route.path, message, stack }, "fault");
  const words = deps.speak(deps.languageOf(hit.request));
  await deps.database.withActor(hit.entrance, eventOf(hit), async (door) => door.audit(lineOf(hit, "failed", { shown: { reference } }))).catch(() => undefined);
  const still = isConnectionLoss(error) && hit.route.access === "public" && hit.request.method === "GET" ? deps.stillOf?.(hit.url) : undefined;
  if (still !== undefined) return asStill(still);
  const common = { words, written: post, way: { href: hit.path, label: words.t("error.again") } };
  if (isConnectionLoss(error)) return plain(deps, hit, { ...common, status: 503, title: words.t("error.unavailable.title"), text: words.t("error.unavailable.text") });
  return plain(deps, hit, { ...common, status: 500, title: words.t("error.fault.title"), text: words.t("error.fault.text", { reference }) });
}

/**
 * The only code that runs routes: session → same origin → parse → one transaction { facts, policy, load or perform, trail } → page.
 * The function it returns never throws.
 */
export function kernel(deps: KernelDeps): (route: Route, request: Request, params: Record<string, string>) => Promise<Response> {
  return async (route, request, params) => {
    const began = performance.now();
    const hit = hitOf(deps, route, request, params);
    const answering = request.method === "POST" ? handlePost(deps, hit) : show(deps, hit).then((answer) => respond(deps, hit, answer));
    const response = await answering.catch((error: unknown) => fault(deps, hit, { error }));
    deps.log.info({ method: request.method, route: route.path, status: response.status, ms: Math.round(performance.now() - began) });
    return response;
  };
}
