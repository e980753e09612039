import { createHash, randomUUID } from "node:crypto";
import { isConnectionLoss } from "../db/connection.ts";
import type { Log } from "../log.ts";
import type { Gate } from "./gate.ts";
import type { Parameters, Schema } from "./parameters.ts";
import { SAFE_HEADERS } from "./request.ts";

/** What went wrong with a question to the open data. @ground RFC 9457 */
export type Problem = { readonly problem: { readonly type: "about:blank"; readonly title: string; readonly status: number; readonly detail: string } };

export const problem = (status: number, title: string, detail: string): Problem => ({ problem: { type: "about:blank", title, status, detail } });

type Given<P extends Parameters> = { readonly [Name in keyof P]: NonNullable<P[Name]["otherwise"]>["value"] | NonNullable<ReturnType<P[Name]["read"]>> };

/** What is asked at an address: the parts of it that were left open, and its parameters, read. */
export type Asked<P extends Parameters> = { readonly params: Readonly<Record<string, string>>; readonly given: Given<P> };

/** An address of the open data: it answers with data and says what it is, so that the description of them all is made from what there is. */
export type Operation = {
  readonly path: string;
  /** One word for programs: `listServices`. */
  readonly name: string;
  readonly summary: string;
  readonly parameters: Parameters;
  readonly gives: Gives;
  answer(asked: Asked<Parameters>): Promise<string | Problem>;
};

/** The answer's type and shape. `file`: what it is called when it is kept as a file. `never`: nobody keeps it, since the question is somebody's own. */
export type Gives = { readonly type: string; readonly says: string; readonly schema?: Schema; readonly file?: string; readonly kept?: "never" };

type Spec<P extends Parameters> = Omit<Operation, "parameters" | "answer"> & { readonly parameters: P; answer(asked: Asked<P>): Promise<string | Problem> };

export const operation = <P extends Parameters>(spec: Spec<P>): Operation => spec as unknown as Operation;

/** Anybody may ask, from any page of anybody's. */
const OPEN_HEADERS = {
  ...SAFE_HEADERS, "cross-origin-resource-policy": "cross-origin", "access-control-allow-origin": "*", "access-control-expose-headers": "etag",
};
export const METHODS = "GET, HEAD, OPTIONS";
const PREFLIGHT = { "access-control-allow-methods": METHODS, "access-control-allow-headers": "if-none-match", "access-control-max-age": "86400" };

const refused = ({ problem: said }: Problem, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(said), { status: said.status, headers: { ...OPEN_HEADERS, ...headers, "cache-control": "no-store", "content-type": "application/problem+json" } });

/** Reads the parameters that an operation knows; others are nobody's business. */
function read(parameters: Parameters, query: URLSearchParams): Record<string, unknown> | Problem {
  const given: Record<string, unknown> = {};
  for (const [name, { says, otherwise, read: readOne }] of Object.entries(parameters)) {
    const text = query.get(name);
    const value = text === null ? undefined : readOne(text);
    if (text === null && !otherwise) return problem(400, "A parameter is missing", `\`${name}\` ${says}.`);
    if (text !== null && value === undefined) return problem(400, "A parameter is not right", `\`${name}\` ${says}.`);
    given[name] = text === null ? otherwise?.value : value;
  }
  return given;
}

/** A weak one: the same data may travel pressed in several ways. */
const tagOf = (body: string): string => `W/"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
const knows = (request: Request, tag: string): boolean =>
  (request.headers.get("if-none-match") ?? "").split(",").map((one) => one.trim()).some((one) => one === "*" || one === tag || `W/${one}` === tag);

function given({ gives }: Operation, request: Request, body: string): Response {
  const kept: Record<string, string> = gives.kept === "never" ? { "cache-control": "no-store" } : { "cache-control": "no-cache", etag: tagOf(body) };
  if (kept["etag"] && knows(request, kept["etag"])) return new Response(null, { status: 304, headers: { ...OPEN_HEADERS, ...kept } });
  return new Response(body, { headers: { ...OPEN_HEADERS, ...kept, "content-type": gives.type, ...(gives.file ? { "content-disposition": `attachment; filename="${gives.file}"` } : {}) } });
}

/** Something broke: logged once, with nothing of it in the answer but a reference. */
function fault(log: Log, { path }: Operation, error: unknown): Response {
  const reference = randomUUID().slice(0, 8);
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  log.error({ reference, route: path, message, stack }, "fault");
  return refused(isConnectionLoss(error) ? problem(503, "Not available just now", "The data cannot be read at the moment. Try again in a while.") : problem(500, "Something broke here", `It has been noted as ${reference}.`));
}

export const gateOf = (of: Operation, log: Log): Gate => ({
  path: of.path, method: "GET", access: "public", audit: "nothing",
  handle: async (request, params) => {
    const values = read(of.parameters, new URL(request.url).searchParams);
    if ("problem" in values) return refused(values as Problem);
    try {
      const answer = await of.answer({ params, given: values });
      return typeof answer === "string" ? given(of, request, answer) : refused(answer);
    } catch (error) {
      return fault(log, of, error);
    }
  },
});

const matches = (path: string) => new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/:\w+/g, "[^/]+")}$`);

/** Every other address and method under a path: says what is the matter, or (OPTIONS) what may be asked. Must come after the operations. */
export function elsewhereGate(path: string, operations: readonly Operation[]): Gate {
  const known = operations.map((one) => matches(one.path));
  return {
    path, method: "ALL", access: "public", audit: "nothing",
    handle: async (request) => {
      const { pathname } = new URL(request.url);
      if (!known.some((one) => one.test(pathname))) return refused(problem(404, "There is no such address", "All addresses are described in /api/v1/openapi.json."));
      if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: { ...OPEN_HEADERS, ...PREFLIGHT, allow: METHODS } });
      return refused(problem(405, "That cannot be done here", "The open data can only be read: use GET."), { allow: METHODS });
    },
  };
}
