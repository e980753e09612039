import { createHash, randomBytes } from "node:crypto";

/** The largest post that is read: a megabyte of text, as large as it gets when sent, is answered kindly and not with a broken connection. */
const LARGEST_POST = 13_000_000;

/**
 * Headers of every answer. Nothing runs or loads that is not our own; nothing private is kept by a cache; no other site may
 * frame us or learn where a person came from. @ground S28
 */
export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
  // Not "no-referrer": browsers would then send "Origin: null" with our own forms.
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

/** What could not be answered now, or only as it was, may be asked again in so many seconds. */
export const LATER = { "retry-after": "60" } as const;

/** Whether an unsafe request comes from our own pages: the browser's own word for it, or else the Origin. @ground S31 */
export function isSameOrigin(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin") return false;
  const origin = request.headers.get("origin");
  if (origin === null || origin === "null") return site === "same-origin";
  return origin.replace(/^https?:\/\//, "") === request.headers.get("host");
}

/** The fields of a form that was sent in parts, a file as the base64 of its bytes; undefined when the parts cannot be told apart. */
async function readParts(body: Buffer<ArrayBuffer>, type: string): Promise<URLSearchParams | undefined> {
  const parts = await new Response(body, { headers: { "content-type": type } }).formData().catch(() => undefined);
  if (!parts) return undefined;
  const fields = new URLSearchParams();
  for (const [name, value] of parts) fields.append(name, typeof value === "string" ? value : Buffer.from(await value.arrayBuffer()).toString("base64"));
  return fields;
}

const URLENCODED = "application/x-www-form-urlencoded";
const IN_PARTS = "multipart/form-data";

/** The posted fields; undefined when the post is too large or not a form. */
export async function readPost(request: Request): Promise<URLSearchParams | undefined> {
  const type = request.headers.get("content-type") ?? "";
  if (!(type.startsWith(URLENCODED) || type.startsWith(IN_PARTS)) || !request.body) return type === "" ? new URLSearchParams() : undefined;
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body) {
    size += part.length;
    if (size > LARGEST_POST) return undefined;
    parts.push(part);
  }
  const body = Buffer.concat(parts);
  return type.startsWith(IN_PARTS) ? readParts(body, type) : new URLSearchParams(body.toString("utf8"));
}

/** A session token: 256 random bits for the browser, of which the database only ever sees the hash. @ground S24 */
export const newToken = (): string => randomBytes(32).toString("base64url");
export const hashOfToken = (token: string): Buffer => createHash("sha256").update(token).digest();

/** The name of the session cookie: bound to this host where there is TLS. */
export const cookieName = (secure: boolean): string => (secure ? "__Host-kring" : "kring");

/** The value of one cookie of a request. */
export function cookieOf(request: Request, name: string): string | undefined {
  const pair = (request.headers.get("cookie") ?? "").split(/; */).find((part) => part.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}

/** A `Set-Cookie` line; an empty value removes the cookie. */
export const setCookie = (name: string, value: string, secure: boolean): string =>
  `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${secure ? "; Secure" : ""}${value === "" ? "; Max-Age=0" : ""}`;
