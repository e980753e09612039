import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db/with-actor.ts";
import { SpokenIn, wordsIn, type Language } from "../platform/i18n/words.tsx";
import type { Log } from "../platform/log.ts";
import { type KeyRing, PEOPLE, seal, unseal } from "../platform/seal/seal.ts";
import type { Gate } from "../platform/web/gate.ts";
import type { Framed } from "../platform/web/kernel.tsx";
import { cookieName, cookieOf, hashOfToken, isSameOrigin, readPost, SAFE_HEADERS, setCookie } from "../platform/web/request.ts";
import { ChooseProvider, NotKnown, SignInAgain, SignInFailed } from "./identity-pages.tsx";
import type { Begun, Provider } from "./provider.ts";
import { beginSession, chooseDuty, chooseLanguage, endSession, findPerson } from "./sessions.ts";
import type { DutyId } from "../platform/ids.ts";

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
const NO_STORE = { ...SAFE_HEADERS, "cache-control": "no-store" };

/** Only an address of our own may be returned to. */
const ownPath = (to: string | null): string => (to && /^\/(?![/\\])/.test(to) ? to : "/");

const go = (to: string, cookies: readonly string[] = []): Response => {
  const headers = new Headers({ ...NO_STORE, location: to });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
};

/** The gates of sign-in: choosing a provider, leaving, coming back, choosing a duty and a language, staying, and leaving. */
export function identityGates(deps: IdentityDeps): Gate[] {
  const { database, keys, clock, log, providers } = deps;
  const secure = deps.url.startsWith("https://");
  const session = cookieName(secure);
  const callback = `${deps.url}/sign-in/callback`;
  const tokenHashOf = (request: Request) => {
    const token = cookieOf(request, session);
    return token ? hashOfToken(token) : undefined;
  };

  const remember = (begun: Begun): string => {
    const key = keys.newKey(PEOPLE);
    return `${key.wrapped.toString("base64url")}.${seal(key, "sign-in", begun).toString("base64url")}`;
  };
  const recall = (request: Request): Begun => {
    const [wrapped = "", sealed = ""] = (cookieOf(request, BEGUN) ?? "").split(".");
    return unseal<Begun>(keys.open(PEOPLE, Buffer.from(wrapped, "base64url")), "sign-in", Buffer.from(sealed, "base64url"));
  };

  const show = (request: Request, main: VNode, of: { titleKey: "signIn.title" | "signIn.failed.title" | "signIn.unknown.title" | "signIn.again.title"; status?: number }): Response => {
    const words = wordsIn(deps.languageOf(request));
    const framed: Framed = { title: words.t(of.titleKey), area: "open", main, words, actor: undefined, path: new URL(request.url).pathname, at: clock.now(), messages: doneMessage(request, words), problems: [] };
    const text = `<!doctype html>${renderToString(<SpokenIn value={words}>{deps.frame(framed)}</SpokenIn>)}`;
    return new Response(text, { status: of.status ?? 200, headers: { ...NO_STORE, "content-type": "text/html; charset=utf-8" } });
  };

  const begin = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const provider = providers.find(({ id }) => id === url.searchParams.get("provider"));
    // The provider sends people back to our one address: begin there, so that what is remembered is remembered there.
    if (url.host !== new URL(deps.url).host) return go(`${deps.url}${url.pathname}${url.search}`);
    if (!provider) return go("/sign-in");
    const { url: away, begun } = await provider.begin(callback, ownPath(url.searchParams.get("to")));
    return go(away.toString(), [setCookie(BEGUN, remember(begun), secure)]);
  };

  const comeBack = async (request: Request): Promise<Response> => {
    const begun = recall(request);
    const provider = providers.find(({ id }) => id === begun.provider)!;
    const answer = new URL(request.url);
    const proven = await provider.finish(new URL(`${deps.url}${answer.pathname}${answer.search}`), begun);
    const at = clock.now();
    const person = await findPerson(database, keys.numberHash(proven.number));
    if (!person) return show(request, <NotKnown />, { titleKey: "signIn.unknown.title", status: 403 });
    const before = tokenHashOf(request);
    const { token, ready } = await beginSession(database, { person, proven, before, at });
    if (before) await endSession(database, before, at);
    return go(ready && begun.to !== "/" ? begun.to : "/start", [setCookie(session, token, secure), setCookie(BEGUN, "", secure)]);
  };

  const attempt = (work: (request: Request) => Promise<Response>) => async (request: Request) => {
    try {
      return await work(request);
    } catch (error) {
      log.warn({ error: error instanceof Error ? error.message : "unknown" }, "a sign-in failed");
      await database.withActor({ at: clock.now() }, "session.begun", async ({ audit }) => audit({ event: "session.begun", outcome: "failed" }));
      return show(request, <SignInFailed />, { titleKey: "signIn.failed.title", status: 401 });
    }
  };

  /** A post that only changes the session itself. */
  const onSession = (event: string, work: (tokenHash: Buffer, post: URLSearchParams) => Promise<Response>): Gate["handle"] => async (request) => {
    const [tokenHash, post] = [tokenHashOf(request), await readPost(request)];
    if (!isSameOrigin(request) || !post) return new Response(null, { status: 403, headers: NO_STORE });
    if (!tokenHash) return go("/sign-in");
    log.debug({ event }, "session");
    return work(tokenHash, post);
  };
  const leave = async (tokenHash: Buffer, to: string) => {
    await endSession(database, tokenHash, clock.now());
    return go(to, [setCookie(session, "", secure)]);
  };
  const changing = (event: string, work: Parameters<typeof database.withActor<void>>[2], tokenHash: Buffer) =>
    database.withActor({ tokenHash, at: clock.now() }, event, work);

  return [
    { path: "/sign-in", method: "GET", access: "public", audit: "nothing", handle: async (request) => show(request, <ChooseProvider providers={providers} to={ownPath(new URL(request.url).searchParams.get("to"))} />, { titleKey: "signIn.title" }) },
    { path: "/sign-in/again", method: "GET", access: "public", audit: "nothing", handle: async (request) => show(request, <SignInAgain providers={providers} to={ownPath(new URL(request.url).searchParams.get("to"))} />, { titleKey: "signIn.again.title" }) },
    { path: "/sign-in/begin", method: "GET", access: "public", audit: "nothing", handle: attempt(begin) },
    { path: "/sign-in/callback", method: "GET", access: "public", audit: { event: "session.begun" }, handle: attempt(comeBack) },
    { path: "/sign-out", method: "POST", access: "public", audit: { event: "session.ended" }, handle: onSession("session.ended", (hash) => leave(hash, "/sign-in?done=signedOut")) },
    {
      path: "/leave", method: "GET", access: "public", audit: { event: "session.ended" },
      handle: async (request) => {
        const hash = tokenHashOf(request);
        return hash ? leave(hash, "/weather") : go("/weather");
      },
    },
    {
      path: "/duty", method: "POST", access: "public", audit: { event: "duty.chosen" },
      handle: onSession("duty.chosen", async (hash, post) => {
        await changing("duty.chosen", async ({ tx, audit }) => {
          audit({ event: "duty.chosen", outcome: "granted" });
          await chooseDuty(tx, hash, (post.get("duty") || undefined) as DutyId | undefined);
        }, hash);
        return go("/start");
      }),
    },
    {
      path: "/language", method: "POST", access: "public", audit: { event: "language.chosen" },
      handle: onSession("language.chosen", async (hash, post) => {
        const language = post.get("language") === "en" ? "en" : "sv";
        await changing("language.chosen", async ({ tx, audit }) => {
          audit({ event: "language.chosen", outcome: "granted" });
          await chooseLanguage(tx, hash, language);
        }, hash);
        return go(ownPath(post.get("to")));
      }),
    },
    {
      path: "/session/stay", method: "POST", access: "public", audit: { event: "session.kept" },
      handle: onSession("session.kept", async (hash) => {
        await changing("session.kept", async ({ audit }) => audit({ event: "session.kept", outcome: "granted" }), hash);
        return new Response(null, { status: 204, headers: NO_STORE });
      }),
    },
  ];
}

const doneMessage = (request: Request, words: ReturnType<typeof wordsIn>) =>
  new URL(request.url).searchParams.get("done") === "signedOut" ? [{ kind: "success" as const, title: words.t("done.signedOut") }] : [];
