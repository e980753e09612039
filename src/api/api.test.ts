import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApp, gatesOf } from "#src/app.ts";
import { makeFrame } from "#src/frame.tsx";
import { makePool } from "#src/platform/db/connection.ts";
import { openDatabase } from "#src/platform/db/with-actor.ts";
import { makeLog } from "#src/platform/log.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { gateOf, operation, problem } from "../platform/web/operation.ts";
import { judge } from "./schemas.fixture.ts";

type Content = Record<string, { schema: object }>;
type Described = { operationId: string; parameters: Array<{ name: string; in: string; required: boolean; schema: object }>; responses: Record<string, { content?: Content }> };
type Api = { openapi: string; paths: Record<string, { get: Described }> };

const AT = "http://kring.test";
const URL_OF_API = `${AT}/api/v1/openapi.json`;
const ajv = judge();

let house: TestHouse;
let api: Api;
let ids: Record<string, string>;
beforeAll(async () => {
  house = await openTestHouse();
  api = (await (await house.app.request(URL_OF_API)).json()) as Api;
  ajv.addSchema(api, URL_OF_API);
  const first = async (path: string): Promise<string> => ((await (await house.app.request(`${AT}/api/v1/hsds/${path}`)).json()) as { contents: Array<{ id: string }> }).contents[0]!.id;
  ids = Object.fromEntries(await Promise.all(["services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"].map(async (path) => [path, await first(path)])));
});
afterAll(() => house.close());

const deps = () => ({ house: house.house, database: house.database, clock: house.clock, log: makeLog("silent"), url: AT, providers: [], assets: [], frame: makeFrame({ css: "", js: "" }, "demo") });
const operations = (): Array<[string, Described]> => Object.entries(api.paths).map(([path, { get }]) => [path, get]);
const addressOf = (path: string, id?: string): string => path.replace(/(\w+)\/\{id\}/, (_, collection: string) => `${collection}/${id ?? ids[collection]}`);
/** Where in the description something stands, as a reference to it. */
const pointer = (...steps: string[]): string => `${URL_OF_API}#/${steps.map((step) => encodeURIComponent(step.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/")}`;

/** What is wrong with an answer, by the description: status, type, shape. */
async function faultsOf(path: string, answer: Response): Promise<string[]> {
  const { responses } = api.paths[path]!.get;
  const described = responses[String(answer.status)];
  if (!described) return [`${path}: ${answer.status} is not described`];
  const type = answer.headers.get("content-type") ?? "";
  const text = await answer.text();
  if (!described.content) return text === "" ? [] : [`${path}: ${answer.status} should be empty`];
  if (!(type in described.content)) return [`${path}: ${answer.status} as ${type} is not described`];
  const data: unknown = type.includes("json") ? JSON.parse(text) : text;
  const validate = ajv.getSchema(pointer("paths", path, "get", "responses", String(answer.status), "content", type, "schema"))!;
  return validate(data) ? [] : (validate.errors ?? []).map((error) => `${path} ${error.instancePath} ${error.message}`);
}

describe("the description", () => {
  test("names every address under /api/ and no other", () => {
    const gates = gatesOf(deps()).filter(({ path }) => path.startsWith("/api")).map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`);
    expect(gates.filter((one) => one !== "ALL /api/*").sort()).toEqual(Object.keys(api.paths).map((path) => `GET ${path}`).sort());
    expect(gates.at(-1)).toBe("ALL /api/*");
  });
  test("is OpenAPI 3.1 with a name of its own for each operation, and each parameter of a path described", () => {
    expect(api.openapi).toBe("3.1.0");
    expect(new Set(operations().map(([, { operationId }]) => operationId)).size).toBe(operations().length);
    for (const [path, { parameters }] of operations()) {
      expect(parameters.filter((one) => one.in === "path").map(({ name }) => name), path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
      for (const { schema } of parameters) expect(() => ajv.compile(schema)).not.toThrow();
    }
  });
  test("is true of every operation's plain answer", async () => {
    for (const [path, { parameters }] of operations()) {
      const query = parameters.filter(({ required, in: where }) => required && where === "query").map(({ name }) => `${name}=sover`).join("&");
      const answer = await house.app.request(`${AT}${addressOf(path)}?${query}`);
      expect([path, answer.status]).toEqual([path, 200]);
      expect(await faultsOf(path, answer)).toEqual([]);
    }
  });
  test("would find an answer of another shape, type or status", async () => {
    const path = "/api/v1/hsds/services";
    const json = { "content-type": "application/json" };
    expect(await faultsOf(path, new Response("{}", { headers: json }))).not.toEqual([]);
    expect(await faultsOf(path, new Response("{}", { headers: { "content-type": "text/plain" } }))).not.toEqual([]);
    expect(await faultsOf(path, new Response("{}", { status: 418, headers: json }))).not.toEqual([]);
    const page = (await (await house.app.request(`${AT}${path}?per_page=1&full=true`)).json()) as { contents: Array<{ status: string }> };
    page.contents[0]!.status = "öppen";
    expect(await faultsOf(path, new Response(JSON.stringify(page), { headers: json }))).not.toEqual([]);
  });
});

const ODD = [
  "", " ", "0", "-1", "1", "2", "7", "500", "501", "999999999", "99999999999999999999", "1e9", "1.5", "NaN", "null", "undefined", "[object Object]", "true", "false", "TRUE", "sv", "ar", "x-pseudo", "constructor", "__proto__", "toString", "json", "ndjson", "degerfors", "DEGERFORS",
  "2026-01-01", "2026-02-30", "0000-01-01", "9999-12-31", "1900-01-01", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00+01:00", "2026-01-01T99:99:99Z", "2026-01-01T00:00:00+99:99", "00000000-0000-4000-8000-000000000000", "' or '1'='1", "%", "_", "\\", "\u0000", "a\u0000b", "\ud800", "\ufeff", "\u202e", "🐘",
  "<script>alert(1)</script>", "../../etc/passwd", "a".repeat(5_000), "a ".repeat(99), "ä".repeat(200), "(", "[", "*", "$1", "{}", "\r\n", "=1+1",
];
const odd = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...ODD) }, { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 60 }) }, { weight: 1, arbitrary: fc.integer().map(String) }, { weight: 1, arbitrary: fc.uuid() });

/** What a parameter may well be, so that one odd thing among them comes as far as it can. */
function fitting(schema: { type?: string; enum?: string[]; format?: string }): fc.Arbitrary<string> {
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.type === "boolean") return fc.constantFrom("true", "false");
  if (schema.type === "integer") return fc.integer({ min: 1, max: 60 }).map(String);
  if (schema.format === "uuid") return fc.constantFrom(...Object.values(ids), "00000000-0000-4000-8000-000000000000");
  return fc.constantFrom("degerfors", "barn", "2026-11-01");
}

describe("whatever is asked", () => {
  test("every operation answers as it is described, never with a fault, some hundreds of odd questions each", { timeout: 300_000 }, async () => {
    const seen = new Map<string, number>();
    let slowest = 0;
    for (const [path, { parameters }] of operations()) {
      const named = parameters.filter((one) => one.in === "query").map(({ name, schema }) => [name, fc.oneof({ weight: 4, arbitrary: fitting(schema) }, { weight: 1, arbitrary: odd })] as const);
      const query = fc.record(Object.fromEntries([...named, ["nobody-knows", odd]]), { requiredKeys: [] });
      await fc.assert(fc.asyncProperty(query, fc.option(odd, { nil: undefined }), async (asked, id) => {
        const began = performance.now();
        const url = `${AT}${addressOf(path, id === undefined || id === "" ? undefined : encodeURIComponent(id.toWellFormed()))}?${new URLSearchParams(asked as Record<string, string>)}`;
        const answer = await house.app.request(url);
        slowest = Math.max(slowest, performance.now() - began);
        seen.set(`${answer.status}`, (seen.get(`${answer.status}`) ?? 0) + 1);
        // What a strange id in the path leads to may be another address altogether: that one says so itself.
        if (new URL(url).pathname.split("/").length !== path.split("/").length) return;
        expect(answer.status, url).toBeLessThan(500);
        expect(await faultsOf(path, answer), url).toEqual([]);
      }), { numRuns: 250 });
    }
    expect(slowest).toBeLessThan(2_000);
    console.log(`odd questions: ${operations().length} operations × 250, ${[...seen].map(([status, times]) => `${status}: ${times}`).join(", ")}; the slowest took ${Math.round(slowest)} ms`);
  });
  test("and so does the fuzz find a fault, when there is one", async () => {
    const frail = gateOf(operation({ path: "/api/frail", name: "frail", summary: "", parameters: {}, gives: { type: "application/json", says: "" }, answer: async () => { throw new Error("with a secret in it"); } }), makeLog("silent"));
    const answer = await frail.handle(new Request(`${AT}/api/frail`), {});
    expect([answer.status, answer.headers.get("content-type")]).toEqual([500, "application/problem+json"]);
    expect(await answer.text()).not.toContain("secret");
    expect(await faultsOf("/api/v1/hsds/services", new Response(null, { status: 418 }))).not.toEqual([]);
  });
});

describe("errors and manners", () => {
  const send = async (path: string, init?: RequestInit) => house.app.request(`${AT}${path}`, init);

  test("an unknown address under /api/ is told so in the same way as any other error", async () => {
    for (const path of ["/api", "/api/", "/api/v2/services", "/api/v1/", "/api/v1/hsds/service", "/api/v1/hsds/services/", "/api/v1/services.CSV", "/api/v1/servicesxcsv", "/api/%00"]) {
      const answer = await send(path);
      expect([path, answer.status, answer.headers.get("content-type")]).toEqual([path, 404, "application/problem+json"]);
      expect(await answer.json()).toMatchObject({ type: "about:blank", status: 404, title: "There is no such address" });
    }
  });
  test("reading only: what would change something is refused with what may be done", async () => {
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const answer = await send("/api/v1/hsds/services", { method });
      expect([method, answer.status, answer.headers.get("allow"), answer.headers.get("content-type")]).toEqual([method, 405, "GET, HEAD, OPTIONS", "application/problem+json"]);
    }
    expect((await send("/api/v1/nothing", { method: "POST" })).status).toBe(404);
  });
  test("any page of anybody's may ask, also with the tag of what it has", async () => {
    const before = await send("/api/v1/hsds/services", { method: "OPTIONS", headers: { origin: "https://somebody.example", "access-control-request-method": "GET", "access-control-request-headers": "if-none-match" } });
    expect([before.status, before.headers.get("access-control-allow-origin"), before.headers.get("access-control-allow-methods"), before.headers.get("access-control-allow-headers")]).toEqual([204, "*", "GET, HEAD, OPTIONS", "if-none-match"]);
    for (const path of ["/api/v1/hsds/services", "/api/v1/hsds/services?page=0", "/api/nothing"]) {
      const answer = await send(path, { headers: { origin: "https://somebody.example" } });
      expect([answer.headers.get("access-control-allow-origin"), answer.headers.get("access-control-allow-credentials"), answer.headers.get("set-cookie"), answer.headers.get("x-content-type-options")]).toEqual(["*", null, null, "nosniff"]);
    }
  });
  test("HEAD tells all but the data", async () => {
    const [head, get] = await Promise.all(["HEAD", "GET"].map((method) => send("/api/v1/services.csv", { method })));
    expect([head!.status, await head!.text(), head!.headers.get("etag"), head!.headers.get("content-type")]).toEqual([200, "", get!.headers.get("etag"), get!.headers.get("content-type")]);
  });
  test("who has it already gets it once; when a card changes, again; pressed or not, it is the same", async () => {
    const path = "/api/v1/hsds/services?full=true";
    const first = await send(path, { headers: { "accept-encoding": "br" } });
    const tag = first.headers.get("etag")!;
    expect([first.headers.get("content-encoding"), first.headers.get("cache-control")]).toEqual(["br", "no-cache"]);
    for (const known of [tag, `"other", ${tag}`, tag.replace("W/", ""), "*"]) {
      const again = await send(path, { headers: { "if-none-match": known } });
      expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", tag]);
    }
    expect((await send(path, { headers: { "if-none-match": '"other"' } })).status).toBe(200);
    await house.rows("update kring.service set phone = '010-000 00 00' where handle = 'alkohollinjen'");
    expect((await send(path, { headers: { "if-none-match": tag } })).status).toBe(200);
  });
  test("what somebody asked in their own words is kept nowhere", async () => {
    const answer = await send("/api/v1/guide/search?q=bebisen+sover+inte");
    expect([answer.headers.get("cache-control"), answer.headers.get("etag")]).toEqual(["no-store", null]);
  });
  test("with the database away it says so, and the description is still there", async () => {
    const app = createApp({ ...deps(), database: openDatabase(makePool({ host: "127.0.0.1", port: 1, user: "nobody", connectionTimeoutMillis: 500 }), house.house.keys) });
    const answer = await app.request(`${AT}/api/v1/hsds/services`);
    expect([answer.status, await answer.json()]).toEqual([503, expect.objectContaining({ status: 503, title: "Not available just now" })]);
    expect((await app.request(URL_OF_API)).status).toBe(200);
  });
  test("a problem is a value with the four fields of RFC 9457", () => expect(problem(404, "a", "b")).toEqual({ problem: { type: "about:blank", title: "a", status: 404, detail: "b" } }));
});
