import type { Door } from "../platform/db/with-actor.ts";
import type { DutyId } from "../platform/ids.ts";
import type { Gate } from "../platform/web/gate.ts";
import { cookieName, isSameOrigin, readPost, setCookie } from "../platform/web/request.ts";
import { chooseDuty, chooseLanguage, endSession } from "./sessions.ts";
import { attempting, chooseProvider, comeBack, go, isSecure, leaveFor, NO_STORE, ownPath, signInAgain, tokenHashOf, type IdentityDeps } from "./sign-in.tsx";

const open = (path: string, handle: Gate["handle"], event?: string): Gate => ({ path, method: "GET", access: "public", audit: event ? { event } : "nothing", handle });

type OnSession = (tokenHash: Buffer, post: URLSearchParams) => Promise<Response>;

/** A post that only changes the session it comes with. */
const onSession = (deps: IdentityDeps, path: string, event: string, work: OnSession): Gate => ({
  path, method: "POST", access: "public", audit: { event },
  handle: async (request) => {
    const [tokenHash, post] = [tokenHashOf(deps, request), await readPost(request)];
    if (!isSameOrigin(request) || !post) return new Response(null, { status: 403, headers: NO_STORE });
    return tokenHash ? work(tokenHash, post) : go("/sign-in");
  },
});

/** Changes the session and leaves a line, together. False when the session had already ended. */
const changing = (deps: IdentityDeps, tokenHash: Buffer, event: string, work: (door: Door) => Promise<void>): Promise<boolean> =>
  deps.database.withActor({ tokenHash, at: deps.clock.now() }, event, async (door) => {
    const known = (await door.actor) !== undefined;
    door.audit({ event, outcome: known ? "granted" : "refused" });
    if (known) await work(door);
    return known;
  });

async function leave(deps: IdentityDeps, tokenHash: Buffer | undefined, to: string): Promise<Response> {
  if (tokenHash) await endSession(deps.database, tokenHash, deps.clock.now());
  const secure = isSecure(deps);
  return go(to, [setCookie(cookieName(secure), "", secure)]);
}

/** The gates of sign-in: choosing a provider, leaving, coming back, choosing a duty and a language, staying, and leaving. */
export const identityGates = (deps: IdentityDeps): Gate[] => [
  open("/sign-in", async (request) => chooseProvider(deps, request)),
  open("/sign-in/again", async (request) => signInAgain(deps, request)),
  open("/sign-in/begin", (request) => attempting(deps, request, leaveFor)),
  open("/sign-in/callback", (request) => attempting(deps, request, comeBack), "session.begun"),
  open("/leave", (request) => leave(deps, tokenHashOf(deps, request), "/weather"), "session.ended"),
  onSession(deps, "/sign-out", "session.ended", (tokenHash) => leave(deps, tokenHash, "/sign-in?done=signedOut")),
  onSession(deps, "/duty", "duty.chosen", async (tokenHash, post) => {
    await changing(deps, tokenHash, "duty.chosen", ({ tx }) => chooseDuty(tx, tokenHash, (post.get("duty") || undefined) as DutyId | undefined));
    return go("/start");
  }),
  onSession(deps, "/language", "language.chosen", async (tokenHash, post) => {
    await changing(deps, tokenHash, "language.chosen", ({ tx }) => chooseLanguage(tx, tokenHash, post.get("language") === "en" ? "en" : "sv"));
    return go(ownPath(post.get("to")));
  }),
  onSession(deps, "/session/stay", "session.kept", async (tokenHash) => {
    const kept = await changing(deps, tokenHash, "session.kept", async () => undefined);
    return new Response(null, { status: kept ? 204 : 401, headers: NO_STORE });
  }),
];
