import { z } from "zod";
import type { FeedData, FeedDuty, FeedFault, FeedOrganisation, FeedPerson } from "./feed.ts";

/** How a program gets in: with a token it has, or with one it fetches (OAuth 2, client credentials). */
export type FeedKey = { readonly bearer: string } | { readonly tokenUrl: string; readonly clientId: string; readonly secret: string };
type Ss12000 = { readonly url: string; readonly key: FeedKey; /** How long the whole reading may take. */ readonly withinMs?: number };

const WITHIN_MS = 8_000;
const MOST_PAGES = 100;
const MOST_OF_A_KIND = 10_000;
const MOST_BYTES = 8_000_000;
const AT_A_TIME = 100;

const id = z.string().min(1).max(80);
const said = z.string().max(1_000).nullish().transform((text) => text ?? "");
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}/).nullish().transform((written) => written?.slice(0, 10));
const reference = z.object({ id });

// Only these fields are read; civicNo, addresses, enrolments and whatever else comes is dropped here. @ground GDPR 5.1 c
const organisation = z.object({
  id, displayName: z.string().max(1_000), organisationType: z.string().max(80), organisationNumber: said, parentOrganisation: reference.nullish(), schoolTypes: z.array(z.string()).nullish(), phoneNumber: said,
  address: z.object({ locality: said }).nullish(), startDate: day, endDate: day,
}).transform((one): FeedOrganisation => ({
  id: one.id, displayName: one.displayName, organisationType: one.organisationType, organisationNumber: one.organisationNumber, parent: one.parentOrganisation?.id, schoolTypes: one.schoolTypes ?? [],
  phone: one.phoneNumber, town: one.address?.locality ?? "", from: one.startDate, until: one.endDate,
}));

const duty = z.object({ id, person: reference, dutyAt: reference, dutyRole: z.string().max(1_000), startDate: day, endDate: day })
  .transform((one): FeedDuty => ({ id: one.id, person: one.person.id, at: one.dutyAt.id, role: one.dutyRole, from: one.startDate, until: one.endDate }));

const reached = z.array(z.object({ value: z.string().max(1_000), type: said })).nullish();
/** What is somebody's at work; what is private is nobody's here. */
const atWork = (ways: z.output<typeof reached>): string => ways?.find(({ type }) => /^(arbete|tjänst|skola|skola personal)$/i.test(type))?.value ?? "";

const person = z.object({ id, givenName: z.string().max(200), familyName: z.string().max(200), securityMarking: said, emails: reached, phoneNumbers: reached })
  .transform((one): FeedPerson => {
    const isProtected = one.securityMarking !== "" && one.securityMarking !== "Ingen";
    return isProtected ? { id: one.id, name: "", phone: "", email: "", isProtected } : { id: one.id, name: `${one.givenName} ${one.familyName}`, phone: atWork(one.phoneNumbers), email: atWork(one.emails), isProtected };
  });

/** Thrown within this file only: the reading ends there. */
class Stopped extends Error {
  readonly of: FeedFault;
  constructor(of: FeedFault) {
    super(of.fault);
    this.of = of;
  }
}

/** An answer as text, no more of it than a directory can be. */
async function bodyOf(response: Response, where: string): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > MOST_BYTES) throw new Stopped({ fault: "too-large", where });
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

const placeOf = (path: readonly PropertyKey[]): string => path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`)).join("");

function understood<S extends z.ZodType>(schema: S, text: string, where: string): z.output<S> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Stopped({ fault: "not-understood", where });
  }
  const read = schema.safeParse(json);
  if (!read.success) throw new Stopped({ fault: "not-understood", where: `${where} ${placeOf(read.error.issues[0]?.path ?? [])}`.trim() });
  return read.data;
}

/** Asks one address. A redirect is not followed: the address and the key belong together. @ground S28 */
async function ask(url: string, init: RequestInit, until: AbortSignal): Promise<string> {
  const where = new URL(url).pathname;
  try {
    const response = await fetch(url, { ...init, redirect: "error", signal: until });
    if (response.status === 401 || response.status === 403) throw new Stopped({ fault: "not-let-in", where: `${where} ${response.status}` });
    if (!response.ok) throw new Stopped({ fault: "down", where: `${where} ${response.status}` });
    return await bodyOf(response, where);
  } catch (error) {
    if (error instanceof Stopped) throw error;
    throw new Stopped({ fault: until.aborted ? "slow" : "down", where });
  }
}

async function tokenFrom(key: FeedKey, until: AbortSignal): Promise<string> {
  if ("bearer" in key) return key.bearer;
  const basic = Buffer.from(`${encodeURIComponent(key.clientId)}:${encodeURIComponent(key.secret)}`).toString("base64");
  const body = new URLSearchParams({ grant_type: "client_credentials" });
  const answer = await ask(key.tokenUrl, { method: "POST", body, headers: { authorization: `Basic ${basic}`, accept: "application/json" } }, until);
  return understood(z.object({ access_token: z.string().min(1) }), answer, new URL(key.tokenUrl).pathname).access_token;
}

type Asked = { readonly base: string; readonly headers: Record<string, string>; readonly until: AbortSignal };

/** Every page of a list. One that leads back to itself, or goes on for ever, is not a list. */
async function allOf<S extends z.ZodType>({ base, headers, until }: Asked, list: string, one: S): Promise<Array<z.output<S>>> {
  const [found, seen] = [[] as Array<z.output<S>>, new Set<string>()];
  const schema = z.object({ data: z.array(one), pageToken: z.string().nullish() });
  for (let token = ""; ; ) {
    const query = new URLSearchParams({ limit: String(AT_A_TIME), ...(token === "" ? {} : { pageToken: token }) });
    const page = understood(schema, await ask(`${base}/${list}?${query}`, { headers }, until), `/${list}`);
    found.push(...page.data);
    if (!page.pageToken) return found;
    token = page.pageToken;
    if (seen.has(token) || seen.size >= MOST_PAGES || found.length > MOST_OF_A_KIND) throw new Stopped({ fault: "endless", where: `/${list}` });
    seen.add(token);
  }
}

/** Those who have a duty, by their ids. Nobody else is asked for, so that no pupil ever comes. @ground GDPR 5.1 c */
async function peopleWith({ base, headers, until }: Asked, ids: readonly string[]): Promise<FeedPerson[]> {
  const found: FeedPerson[] = [];
  for (let from = 0; from < ids.length; from += AT_A_TIME) {
    const body = JSON.stringify({ ids: ids.slice(from, from + AT_A_TIME) });
    const answer = await ask(`${base}/persons/lookup`, { method: "POST", body, headers: { ...headers, "content-type": "application/json" } }, until);
    found.push(...understood(z.array(person), answer, "/persons/lookup"));
  }
  const asked = new Set(ids);
  return found.filter((one) => asked.has(one.id));
}

async function readAll({ url, key, withinMs = WITHIN_MS }: Ss12000): Promise<FeedData> {
  const until = AbortSignal.timeout(withinMs);
  const asked = { base: url.replace(/\/+$/, ""), headers: { authorization: `Bearer ${await tokenFrom(key, until)}`, accept: "application/json" }, until };
  const organisations = await allOf(asked, "organisations", organisation);
  const duties = await allOf(asked, "duties", duty);
  return { organisations, duties, people: await peopleWith(asked, [...new Set(duties.map((one) => one.person))]) };
}

/**
 * A reader of SS 12000:2020 (organisations, duties, persons/lookup): all of it or a fault, within a few seconds, once at a time. The whole is
 * read each time, since only a whole tells what has gone.
 */
export function ss12000Reader(of: Ss12000): () => Promise<FeedData | FeedFault> {
  let isUnderWay = false;
  return async () => {
    if (isUnderWay) return { fault: "busy", where: "" };
    isUnderWay = true;
    try {
      return await readAll(of);
    } catch (error) {
      if (error instanceof Stopped) return error.of;
      throw error;
    } finally {
      isUnderWay = false;
    }
  };
}
