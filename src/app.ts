import { Hono } from "hono";
import type { VNode } from "preact";
import { judge } from "./access/facts.ts";
import { activityGates } from "./activity/index.ts";
import { apiGates } from "./api/api-gates.ts";
import { guideAsked } from "./directory/directory.ts";
import { listOutOfHours } from "./directory/index.ts";
import { guideOperations } from "./guide/guide-operations.ts";
import type { House } from "./house.ts";
import { identityGates } from "./identity/gates.tsx";
import type { Provider } from "./identity/provider.ts";
import type { Clock } from "./platform/clock.ts";
import { isConnectionLoss } from "./platform/db/connection.ts";
import type { Database } from "./platform/db/with-actor.ts";
import { isLanguage, languages, type Language, type Spoken } from "./platform/i18n/words.tsx";
import type { Log } from "./platform/log.ts";
import type { Gate } from "./platform/web/gate.ts";
import { steeringGates } from "./steering/index.ts";
import { compressed } from "./platform/web/compress.ts";
import { kernel, type Framed } from "./platform/web/kernel.tsx";
import { LATER, SAFE_HEADERS } from "./platform/web/request.ts";
import { speaking } from "./practice/index.ts";
import { allRoutes } from "./routes.ts";

/** What an app is made of. Tests make one with their own clock, database and providers. */
export type AppDeps = {
  readonly house: House;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly url: string;
  readonly providers: readonly Provider[];
  readonly assets: readonly Asset[];
  frame(framed: Framed): VNode;
  /** Public pages put by for when the database does not answer. */
  stillOf?(address: URL): string | undefined;
};

/** A file of our own, whose address carries its hash: it may be kept for ever. */
export type Asset = { readonly path: string; readonly type: string; readonly body: string };

/** Before anybody has signed in: the language asked for in the address, or the first of the browser's that we speak. */
const languageOf = (request: Request): Language => {
  const asked = new URL(request.url).searchParams.get("lang");
  if (asked && isLanguage(asked)) return asked;
  const spoken = (request.headers.get("accept-language") ?? "").toLowerCase().split(",").map((one) => one.trim().slice(0, 2));
  return spoken.find((one): one is Spoken => one in languages) ?? "sv";
};

const assetGate = ({ path, type, body }: Asset): Gate => ({
  path, method: "GET", access: "public", audit: "nothing",
  handle: async () => new Response(body, { headers: { ...SAFE_HEADERS, "content-type": type, "cache-control": "public, max-age=31536000, immutable" } }),
});

/** With the database away a program that asks is told when to ask again. @ground S43 */
function away({ log }: AppDeps, { path }: Gate, error: unknown): Response {
  if (!isConnectionLoss(error)) throw error;
  log.error({ route: path, message: String(error) }, "fault");
  return new Response("", { status: 503, headers: { ...SAFE_HEADERS, ...LATER, "cache-control": "no-store" } });
}

/** Every gate of the app, for the app itself and for the test that knows the list. */
export const gatesOf = (deps: AppDeps): Gate[] => [
  ...deps.assets.map(assetGate),
  ...identityGates({ ...deps, keys: deps.house.keys, languageOf }),
  ...activityGates({ ...deps, languageOf }),
  ...steeringGates(deps),
  ...apiGates(deps, guideOperations(deps)),
];

/** The whole app as one function from request to response. The order here is the order of everything that happens. */
export function createApp(deps: AppDeps): Hono {
  const app = new Hono();
  const handle = kernel({
    ...deps, keys: deps.house.keys, secure: deps.url.startsWith("https://"), judge, languageOf,
    speak: (language, chosen) => speaking(deps.house.practice, language, chosen),
    outOfHours: (tx, query) => listOutOfHours(tx, guideAsked({ query, house: deps.house })),
  });
  for (const gate of gatesOf(deps)) app.on(gate.method, gate.path, async (c) => compressed(c.req.raw, await gate.handle(c.req.raw, c.req.param()).catch((error: unknown) => away(deps, gate, error))));
  for (const route of allRoutes) {
    const answer = async (request: Request, params: Record<string, string>): Promise<Response> => {
      const response = await handle(route, request, params);
      return route.access === "public" && request.method === "GET" ? compressed(request, response) : response;
    };
    for (const method of route.methods) app.on(method, route.path, (c) => answer(c.req.raw, c.req.param()));
  }
  app.notFound((c) => handle(missingRoute, c.req.raw, {}));
  return app;
}

/** What every unknown address answers with: the same page as for what one may not see. */
const missingRoute = { path: "*", area: "open" as const, methods: ["GET" as const], fresh: false, access: "public" as const, audit: "nothing" as const, open: async () => undefined };
