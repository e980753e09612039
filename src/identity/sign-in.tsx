import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db/with-actor.ts";
import { chosenIn, SpokenIn, wordsIn, type Language } from "../platform/i18n/words.tsx";
import type { Log } from "../platform/log.ts";
import { type KeyRing, PEOPLE, seal, unseal } from "../platform/seal/seal.ts";
import type { Framed } from "../platform/web/kernel.tsx";
import { cookieName, cookieOf, hashOfToken, SAFE_HEADERS, setCookie } from "../platform/web/request.ts";
import { ChooseProvider, NotKnown, SignInAgain, SignInFailed } from "./identity-pages.tsx";
import type { Begun, Provider } from "./provider.ts";
import { beginSession, endSession, findPerson } from "./sessions.ts";

export type IdentityDeps = {
  readonly database: Database;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly log: Log;
  readonly url: string;
  readonly providers: readonly Provider[];
  frame(framed: Framed): VNode;
  languageOf(request: Request): Language;
};

const BEGUN = "kring-signin";
export const NO_STORE = { ...SAFE_HEADERS, "cache-control": "no-store" };

export const isSecure = ({ url }: IdentityDeps): boolean => url.startsWith("https://");

/** Only an address of our own may be returned to. */
export const ownPath = (to: string | null): string => (to && /^\/(?![/\\])/.test(to) ? to : "/");

export const tokenHashOf = (deps: IdentityDeps, request: Request): Buffer | undefined => {
  const token = cookieOf(request, cookieName(isSecure(deps)));
  return token ? hashOfToken(token) : undefined;
};

export const go = (to: string, cookies: readonly string[] = []): Response => {
  const headers = new Headers({ ...NO_STORE, location: to });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
};

type Title = "signIn.title" | "signIn.failed.title" | "signIn.unknown.title" | "signIn.again.title";

function show(deps: IdentityDeps, request: Request, of: { main: VNode; title: Title; status?: number }): Response {
  const { pathname, searchParams } = new URL(request.url);
  const words = wordsIn(deps.languageOf(request), chosenIn(searchParams));
  const messages = searchParams.get("done") === "signedOut" ? [{ kind: "success" as const, title: words.t("done.signedOut") }] : [];
  const to = searchParams.get("to");
  const framed: Framed = { title: words.t(of.title), area: "open", main: of.main, words, actor: undefined, path: to === null ? pathname : `${pathname}?${new URLSearchParams({ to })}`, at: deps.clock.now(), messages, problems: [] };
  const text = `<!doctype html>${renderToString(<SpokenIn value={words}>{deps.frame(framed)}</SpokenIn>)}`;
  return new Response(text, { status: of.status ?? 200, headers: { ...NO_STORE, "content-type": "text/html; charset=utf-8" } });
}

const wanted = (request: Request) => ownPath(new URL(request.url).searchParams.get("to"));

export const chooseProvider = (deps: IdentityDeps, request: Request): Response =>
  show(deps, request, { main: <ChooseProvider providers={deps.providers} to={wanted(request)} />, title: "signIn.title" });

export const signInAgain = (deps: IdentityDeps, request: Request): Response =>
  show(deps, request, { main: <SignInAgain providers={deps.providers} to={wanted(request)} />, title: "signIn.again.title" });

// What must be remembered until the person comes back travels in a cookie only this installation can open.
function remember({ keys }: IdentityDeps, begun: Begun): string {
  const key = keys.newKey(PEOPLE);
  return `${key.wrapped.toString("base64url")}.${seal(key, "sign-in", begun).toString("base64url")}`;
}

function recall({ keys }: IdentityDeps, request: Request): Begun {
  const [wrapped = "", sealed = ""] = (cookieOf(request, BEGUN) ?? "").split(".");
  return unseal<Begun>(keys.open(PEOPLE, Buffer.from(wrapped, "base64url")), "sign-in", Buffer.from(sealed, "base64url"));
}

/** Leaves for the chosen provider. */
export async function leaveFor(deps: IdentityDeps, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const provider = deps.providers.find(({ id }) => id === url.searchParams.get("provider"));
  // The provider sends people back to our one address: begin there, so that what is remembered is remembered there.
  if (url.host !== new URL(deps.url).host) return go(`${deps.url}${url.pathname}${url.search}`);
  if (!provider) return go("/sign-in");
  const { url: away, begun } = await provider.begin(`${deps.url}/sign-in/callback`, wanted(request));
  return go(away.toString(), [setCookie(BEGUN, remember(deps, begun), isSecure(deps))]);
}

/** Comes back from the provider: a session for a person we know, a plain word to one we do not. */
export async function comeBack(deps: IdentityDeps, request: Request): Promise<Response> {
  const begun = recall(deps, request);
  const provider = deps.providers.find(({ id }) => id === begun.provider);
  if (!provider) throw new Error("the provider is no longer configured");
  const answer = new URL(request.url);
  const proven = await provider.finish(new URL(`${deps.url}${answer.pathname}${answer.search}`), begun);
  const [at, person] = [deps.clock.now(), await findPerson(deps.database, deps.keys.numberHash(proven.number))];
  if (!person) return show(deps, request, { main: <NotKnown />, title: "signIn.unknown.title", status: 403 });
  const before = tokenHashOf(deps, request);
  const { token, ready } = await beginSession(deps.database, { person, proven, before, at });
  if (before) await endSession(deps.database, before, at);
  const secure = isSecure(deps);
  return go(ready && begun.to !== "/" ? begun.to : "/start", [setCookie(cookieName(secure), token, secure), setCookie(BEGUN, "", secure)]);
}

/** A sign-in that fails, for whatever reason, is told kindly and leaves a line. */
export async function attempting(deps: IdentityDeps, request: Request, work: (deps: IdentityDeps, request: Request) => Promise<Response>): Promise<Response> {
  try {
    return await work(deps, request);
  } catch (error) {
    deps.log.warn({ error: error instanceof Error ? error.message : "unknown" }, "a sign-in failed");
    await deps.database.withActor({ at: deps.clock.now() }, "session.begun", async (door) => door.audit({ event: "session.begun", outcome: "failed" }));
    return show(deps, request, { main: <SignInFailed />, title: "signIn.failed.title", status: 401 });
  }
}
