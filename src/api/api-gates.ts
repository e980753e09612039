import type { House } from "../house.ts";
import type { Log } from "../platform/log.ts";
import type { Gate } from "../platform/web/gate.ts";
import { elsewhereGate, gateOf, type Operation } from "../platform/web/operation.ts";
import { dcatOperations } from "./dcat-operations.ts";
import { hsdsOperations, type ApiDeps } from "./hsds-operations.ts";
import { describedBy } from "./openapi.ts";
import { csvOperation } from "./services-csv.ts";

/** Everything under /api/: what other rooms answer there, what this one does, the description of it all, and an answer for every other address. */
export function apiGates(deps: ApiDeps & { readonly house: House; readonly log: Log }, others: readonly Operation[]): Gate[] {
  const operations = describedBy([...others, ...hsdsOperations(deps), csvOperation(deps), ...dcatOperations(deps)], deps.url);
  return [...operations.map((one) => gateOf(one, deps.log)), elsewhereGate("/api/*", operations)];
}
