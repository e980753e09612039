import { readdirSync, readFileSync } from "node:fs";
import { Ajv2020, type ErrorObject } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { hsdsSchema } from "./hsds-operations.ts";

/** Where the schemas would be fetched from; here they lie beside the tests. */
const addressOf = (name: string): string => String(hsdsSchema(name)["$ref"]);

/** A judge of JSON who knows the schemas of HSDS 3.0, and whatever it is taught. Formats count. */
export function judge(): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  formats.default(ajv);
  for (const file of readdirSync("test/data/hsds-3.0").filter((one) => one.endsWith(".json") && one !== "openapi.json")) {
    ajv.addSchema({ ...(JSON.parse(readFileSync(`test/data/hsds-3.0/${file}`, "utf8")) as object), $id: addressOf(file.replace(".json", "")) });
  }
  return ajv;
}

/** What is wrong with something as a `service`, an `organization` and so on, a line each. */
export function faultsIn(ajv: Ajv2020, name: string, thing: unknown): string[] {
  const validate = ajv.getSchema(addressOf(name));
  if (!validate) throw new Error(`no schema ${name}`);
  return validate(thing) ? [] : (validate.errors ?? []).map((error: ErrorObject) => `${name}${error.instancePath} ${error.message}`);
}
