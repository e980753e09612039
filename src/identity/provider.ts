import { createPrivateKey, generateKeyPairSync, type JsonWebKey } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import * as oidc from "openid-client";

/** The lowest assurance that lets anybody see case content, and those above it. @ground REQ-203, OIDC Sweden */
const ENOUGH = new Set(["http://id.elegnamnden.se/loa/1.0/loa3", "http://id.elegnamnden.se/loa/1.0/loa4", "http://id.elegnamnden.se/loa/1.0/eidas-sub", "http://id.elegnamnden.se/loa/1.0/eidas-high"]);
const WANTED = "http://id.elegnamnden.se/loa/1.0/loa3";
const NUMBER_CLAIM = "https://id.oidc.se/claim/personalIdentityNumber";
const SCOPE = "openid https://id.oidc.se/scope/naturalPersonNumber";

/** A provider of e-identification, as configured. `name` is shown to the one who chooses. */
export type ProviderSettings = { readonly id: string; readonly name: string; readonly issuer: string; readonly clientId: string; readonly keyFile: string };

/** What a sign-in proved: an identity, nothing about duties or children. @ground REQ-202 */
export type Proven = { readonly number: string; readonly loa: string; readonly provider: string; readonly transactionRef: string };

/** What must be remembered between leaving for the provider and coming back. */
export type Begun = { readonly provider: string; readonly verifier: string; readonly state: string; readonly nonce: string; readonly to: string };

export type Provider = {
  readonly id: string;
  readonly name: string;
  /** Where to send the person, and what to remember. `fresh`: even a person already signed in there must prove it again. */
  begin(callback: string, to: string): Promise<{ url: URL; begun: Begun }>;
  /** Reads the answer; throws when anything about it is not as begun, or the assurance is below LoA3. */
  finish(answer: URL, begun: Begun): Promise<Proven>;
};

/** The private key this installation proves itself with (private_key_jwt, ES256), made on first use. */
export function clientKey(file: string): JsonWebKey & { kid: string } {
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    writeFileSync(file, JSON.stringify({ ...privateKey.export({ format: "jwk" }), kid: crypto.randomUUID(), alg: "ES256", use: "sig" }), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, "utf8")) as JsonWebKey & { kid: string };
}

async function discover(settings: ProviderSettings): Promise<oidc.Configuration> {
  const jwk = clientKey(settings.keyFile);
  const key = await crypto.subtle.importKey("pkcs8", createPrivateKey({ key: jwk, format: "jwk" }).export({ format: "der", type: "pkcs8" }), { name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
  const plain = settings.issuer.startsWith("http://") ? { execute: [oidc.allowInsecureRequests] } : {};
  return oidc.discovery(new URL(settings.issuer), settings.clientId, { id_token_signed_response_alg: "ES256", userinfo_signed_response_alg: "ES256" }, oidc.PrivateKeyJwt({ key, kid: jwk.kid }), { ...plain, timeout: 10 });
}

/** A provider reached by OpenID Connect after the Swedish profile: code, PKCE S256, private_key_jwt, signed userinfo. @ground REQ-200 */
export function openProvider(settings: ProviderSettings): Provider {
  let known: Promise<oidc.Configuration> | undefined;
  const configuration = () => {
    known ??= discover(settings);
    known.catch(() => (known = undefined));
    return known;
  };
  return {
    id: settings.id,
    name: settings.name,
    async begin(callback, to) {
      const begun: Begun = { provider: settings.id, verifier: oidc.randomPKCECodeVerifier(), state: oidc.randomState(), nonce: oidc.randomNonce(), to };
      const url = oidc.buildAuthorizationUrl(await configuration(), {
        redirect_uri: callback, scope: SCOPE, state: begun.state, nonce: begun.nonce, prompt: "login",
        code_challenge: await oidc.calculatePKCECodeChallenge(begun.verifier), code_challenge_method: "S256",
        claims: JSON.stringify({ id_token: { acr: { essential: true, values: [...ENOUGH] } }, userinfo: { [NUMBER_CLAIM]: { essential: true } } }),
        acr_values: WANTED,
      });
      return { url, begun };
    },
    async finish(answer, begun) {
      const config = await configuration();
      const tokens = await oidc.authorizationCodeGrant(config, answer, { pkceCodeVerifier: begun.verifier, expectedState: begun.state, expectedNonce: begun.nonce, idTokenExpected: true });
      const claims = tokens.claims()!;
      const loa = String(claims.acr ?? "");
      if (!ENOUGH.has(loa)) throw new Error(`the sign-in has assurance "${loa}", below LoA3`);
      const person = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub);
      const number = claims[NUMBER_CLAIM] ?? person[NUMBER_CLAIM];
      if (typeof number !== "string" || !/^\d{12}$/.test(number)) throw new Error("the sign-in carries no personal identity number");
      return { number, loa, provider: settings.id, transactionRef: typeof claims["jti"] === "string" ? claims["jti"] : begun.state.slice(0, 16) };
    },
  };
}
