import type { IncomingMessage, ServerResponse } from "node:http";
import { generateKeyPairSync, randomBytes, type JsonWebKey } from "node:crypto";
import Oidc, { type AdapterPayload, type ClientMetadata } from "oidc-provider";

/** A person the demo's e-identification knows. */
export type DemoPerson = { readonly number: string; readonly name: string; readonly about: string; readonly group: string; /** The children they are around, by name. */ readonly around?: readonly string[] };

export type DemoIdentityProvider = {
  /** Answers requests whose path begins with `/demo-idp`; false when the path is another's. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
};

const MOUNT = "/demo-idp";
const LOA3 = "http://id.elegnamnden.se/loa/1.0/loa3";
const NUMBER_CLAIM = "https://id.oidc.se/claim/personalIdentityNumber";
const SCOPE = "https://id.oidc.se/scope/naturalPersonNumber";

const publicPart = ({ kty, crv, x, y, ...rest }: JsonWebKey) => ({ kty, crv, x, y, kid: rest["kid"], alg: "ES256", use: "sig" });

function signingKey(): JsonWebKey {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { ...privateKey.export({ format: "jwk" }), kid: "demo", alg: "ES256", use: "sig" };
}

const clientOf = (id: string, url: string, key: JsonWebKey): ClientMetadata => ({
  client_id: id,
  client_name: "Kring",
  redirect_uris: [`${url}/sign-in/callback`],
  grant_types: ["authorization_code"],
  response_types: ["code"],
  application_type: "web",
  token_endpoint_auth_method: "private_key_jwt",
  token_endpoint_auth_signing_alg: "ES256",
  id_token_signed_response_alg: "ES256",
  userinfo_signed_response_alg: "ES256",
  jwks: { keys: [publicPart(key)] as never },
});

const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** What the provider remembers while the demo runs; forgotten when it stops, as it should be. */
class Memory {
  static readonly #kept = new Map<string, AdapterPayload>();
  readonly #kind: string;
  constructor(kind: string) {
    this.#kind = kind;
  }
  #key(id: string): string {
    return `${this.#kind}:${id}`;
  }
  async upsert(id: string, payload: AdapterPayload): Promise<void> {
    Memory.#kept.set(this.#key(id), payload);
  }
  async find(id: string): Promise<AdapterPayload | undefined> {
    return Memory.#kept.get(this.#key(id));
  }
  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return [...Memory.#kept].find(([key, kept]) => key.startsWith(`${this.#kind}:`) && kept.uid === uid)?.[1];
  }
  async findByUserCode(): Promise<undefined> {
    return undefined;
  }
  async consume(id: string): Promise<void> {
    const kept = await this.find(id);
    if (kept) kept.consumed = Math.floor(Date.now() / 1000);
  }
  async destroy(id: string): Promise<void> {
    Memory.#kept.delete(this.#key(id));
  }
  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [key, kept] of Memory.#kept) if (kept.grantId === grantId) Memory.#kept.delete(key);
  }
}

/** Whom one is likely to be next: everybody around the child that those one has just been have in common. */
function likelyNext(people: readonly DemoPerson[], lately: readonly string[]): DemoPerson[] {
  const been = lately.flatMap((number) => people.findLast((person) => person.number === number) ?? []);
  const inCommon = (child: string) => been.filter(({ around = [] }) => around.includes(child)).length;
  const [child] = (been[0]?.around ?? []).toSorted((a, b) => inCommon(b) - inCommon(a));
  if (child === undefined) return [];
  const everybody = [...new Map(people.map((person) => [person.number, person])).values()];
  return everybody.filter(({ around = [] }) => around.includes(child)).map((person) => ({ ...person, group: `Runt ${child}` }));
}

/** One page with everybody to choose from, drawn with the house's own stylesheet. `lately`: the numbers of those one has been, the last one first. */
function choosePage(of: { uid: string; people: readonly DemoPerson[]; css: string; lately: readonly string[] }): string {
  const { uid, css } = of;
  const groups = Map.groupBy([...likelyNext(of.people, of.lately), ...of.people], ({ group }) => group);
  const button = (person: DemoPerson) =>
    `<li><button class="button button-quiet demo-person" name="number" value="${person.number}"><strong>${escape(person.name)}</strong><span>${escape(person.about)}</span></button></li>`;
  const jumps = [...groups.keys()].slice(1).map((group, nth) => `<a href="#group-${nth + 1}">${escape(group)}</a>`).join(" ");
  const sections = [...groups].map(([group, members], nth) => `<section class="card" id="group-${nth}"><h2>${escape(group)}</h2><ul class="plain-list demo-people">${members.map(button).join("")}</ul></section>`);
  return `<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Demolegitimation</title><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><link rel="stylesheet" href="${css}"></head>
<body><main id="main"><div class="page"><div class="page-title"><h1>Demolegitimation</h1><p class="lead">Alla här är påhittade. Välj vem du vill vara.</p><p class="actions">${jumps}</p></div>
<form method="post" action="${MOUNT}/choose/${uid}"><div class="stack">${sections.join("")}</div></form>
<p class="actions"><a href="${MOUNT}/abort/${uid}">Avbryt</a></p></div></main></body></html>`;
}

const PAGE_HEADERS = {
  "content-type": "text/html; charset=utf-8", "cache-control": "no-store", "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
};

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return new URLSearchParams(Buffer.concat(parts).toString());
}

const LATELY = "demo-idp-lately";

/** Whom this browser has been, the last one first. */
const latelyIn = (request: IncomingMessage): string[] => (new RegExp(`(?:^|; ?)${LATELY}=([\\d.]*)`).exec(request.headers.cookie ?? "")?.[1] ?? "").split(".").filter(Boolean);

/** Nobody is remembered from one sign-in to the next: whoever chooses somebody else is somebody else, and is not first asked to sign out. */
function forgetSession(request: IncomingMessage): void {
  const kept = (request.headers.cookie ?? "").split(/;\s*/).filter((cookie) => !/^demo-idp(\.sig)?=/.test(cookie));
  request.headers.cookie = kept.join("; ");
}

/**
 * The demo's e-identification: a real OpenID Connect provider after the Swedish profile, at LoA3, where one chooses among the
 * people of the demo world instead of proving who one is. Never part of a live installation.
 */
export function demoIdentityProvider(of: { url: string; clients: ReadonlyArray<{ id: string; key: JsonWebKey }>; people: readonly DemoPerson[]; css: string }): DemoIdentityProvider {
  const provider = new Oidc(`${of.url}${MOUNT}`, {
    adapter: Memory,
    clients: of.clients.map(({ id, key }) => clientOf(id, of.url, key)),
    jwks: { keys: [signingKey()] as never },
    cookies: { keys: [randomBytes(32).toString("hex")], names: { session: "demo-idp", interaction: "demo-idp-i", resume: "demo-idp-r" } },
    acrValues: [LOA3],
    scopes: ["openid", SCOPE],
    claims: { openid: ["sub", "acr"], [SCOPE]: [NUMBER_CLAIM] },
    clientAuthMethods: ["private_key_jwt"],
    enabledJWA: { idTokenSigningAlgValues: ["ES256"], userinfoSigningAlgValues: ["ES256"], clientAuthSigningAlgValues: ["ES256"] },
    features: { devInteractions: { enabled: false }, claimsParameter: { enabled: true }, jwtUserinfo: { enabled: true }, rpInitiatedLogout: { enabled: false } },
    pkce: { required: () => true },
    ttl: { IdToken: 300, AccessToken: 300, AuthorizationCode: 60, Interaction: 3600, Session: 3600, Grant: 3600 },
    interactions: { url: (_context, interaction) => `${MOUNT}/choose/${interaction.uid}` },
    findAccount: (_context, number) => ({ accountId: number, claims: async () => ({ sub: number, [NUMBER_CLAIM]: number }) }),
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({ clientId: context.oidc.client!.clientId, accountId: context.oidc.session!.accountId! });
      grant.addOIDCScope(`openid ${SCOPE}`);
      grant.addOIDCClaims([NUMBER_CLAIM, "acr"]);
      await grant.save();
      return grant;
    },
  });
  const answer = provider.callback();

  async function choose(request: IncomingMessage, response: ServerResponse, uid: string): Promise<void> {
    if (request.method !== "POST") {
      response.writeHead(200, PAGE_HEADERS).end(choosePage({ uid, people: of.people, css: of.css, lately: latelyIn(request) }));
      return;
    }
    const number = (await readForm(request)).get("number") ?? "";
    const known = of.people.some((person) => person.number === number);
    const result = known ? { login: { accountId: number, acr: LOA3, amr: ["demo"], remember: false } } : { error: "access_denied" };
    const lately = [number, ...latelyIn(request).filter((one) => one !== number)].slice(0, 4).join(".");
    if (known) response.setHeader("set-cookie", `${LATELY}=${lately}; Path=${MOUNT}; HttpOnly; SameSite=Lax`);
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }

  return {
    handle(request, response) {
      const path = (request.url ?? "").split("?")[0]!;
      if (!path.startsWith(MOUNT)) return false;
      const uid = path.split("/")[3] ?? "";
      const failed = () => void response.writeHead(303, { location: "/sign-in" }).end();
      if (path.startsWith(`${MOUNT}/choose/`)) choose(request, response, uid).catch(failed);
      else if (path.startsWith(`${MOUNT}/abort/`)) provider.interactionFinished(request, response, { error: "access_denied" }).catch(failed);
      else {
        forgetSession(request);
        Object.assign(request, { originalUrl: request.url });
        request.url = request.url!.slice(MOUNT.length) || "/";
        void answer(request, response);
      }
      return true;
    },
  };
}
