import type { Action } from "./access/policy.ts";
import type { PopulationRegister } from "./child/population.ts";
import type { KeyRing } from "./platform/seal/seal.ts";
import { routesOf } from "./platform/web/route.ts";
import type { Practice } from "./practice/index.ts";

/** What every room of this installation shares. */
export type House = {
  readonly mode: "demo" | "practice" | "live";
  readonly keys: KeyRing;
  readonly practice: Practice;
  readonly population: PopulationRegister;
};

/** The two ways to make a route. */
export const { page, form } = routesOf<House, Action>();
