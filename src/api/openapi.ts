import { operation, type Operation } from "../platform/web/operation.ts";
import type { Schema } from "../platform/web/parameters.ts";

const PAGE = {
  type: "object", required: ["total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"],
  properties: {
    total_items: { type: "integer", minimum: 0 }, total_pages: { type: "integer", minimum: 0 }, page_number: { type: "integer", minimum: 1 }, size: { type: "integer", minimum: 0 },
    first_page: { type: "boolean" }, last_page: { type: "boolean" }, empty: { type: "boolean" }, contents: { type: "array" },
  },
};
const PROBLEM = {
  type: "object", required: ["type", "title", "status", "detail"],
  properties: { type: { type: "string", format: "uri-reference" }, title: { type: "string" }, status: { type: "integer" }, detail: { type: "string" } },
};

const problems = (description: string) => ({ description, content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } } });

/** Where an answer may be that there is no such thing: something with an id, or a page of a list. */
const mayMiss = ({ path, parameters }: Operation): boolean => path.includes(":") || "page" in parameters || path.includes("dcat");

const responsesOf = (of: Operation): Schema => ({
  200: {
    description: of.gives.says, content: { [of.gives.type]: { schema: of.gives.schema ?? { type: "string" } } },
    ...(of.gives.kept === "never" ? {} : { headers: { ETag: { description: "Send it back in If-None-Match.", schema: { type: "string" } } } }),
  },
  ...(of.gives.kept === "never" ? {} : { 304: { description: "It is what you have." } }),
  ...(Object.keys(of.parameters).length > 0 ? { 400: problems("A parameter is missing or not right; `detail` says which.") } : {}),
  ...(mayMiss(of) ? { 404: problems("There is no such thing, or no longer.") } : {}),
  500: problems("Something broke here."), 503: problems("The data cannot be read just now."),
});

const parametersOf = ({ path, parameters }: Operation): Schema[] => [
  ...[...path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: "path", required: true, description: `The ${name} of what is asked for.`, schema: { type: "string" } })),
  ...Object.entries(parameters).map(([name, { says, schema, otherwise }]) => ({ name, in: "query", required: otherwise === undefined, description: `${name} ${says}.`, schema })),
];

/** An address as OpenAPI writes it: `/services/{id}`. */
export const templateOf = (path: string): string => path.replaceAll(/:(\w+)/g, "{$1}");

/** The description of some operations, made from what they are. */
export const openApiOf = (operations: readonly Operation[], url: string): Schema => ({
  openapi: "3.1.0",
  info: {
    title: "Kring: open data", version: "1", license: { name: "CC0 1.0", identifier: "CC0-1.0" },
    description: "Services for children and families, as the family guides show them. Read only: HEAD answers as GET without the data, any other page may ask (CORS), errors are problem+json (RFC 9457). Parameters that are not named here are not looked at. Within version 1 addresses and fields may be added and are not taken away.",
  },
  servers: [{ url }],
  jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
  paths: Object.fromEntries(operations.map((of) => [templateOf(of.path), { get: { operationId: of.name, summary: of.summary, parameters: parametersOf(of), responses: responsesOf(of) } }])),
  components: { schemas: { Page: PAGE, Problem: PROBLEM } },
});

/** These operations, and the one that describes them all and itself. */
export function describedBy(operations: readonly Operation[], url: string): Operation[] {
  const description: Operation = operation({
    path: "/api/v1/openapi.json", name: "describeApi", summary: "This description.", parameters: {},
    gives: { type: "application/json", says: "OpenAPI 3.1.", schema: { type: "object", required: ["openapi", "info", "paths"] } },
    answer: async () => JSON.stringify(openApiOf(all, url)),
  });
  const all = [...operations, description];
  return all;
}
