// The tasks behind the scripts of package.json, under the pinned Node.
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";
import { bundle } from "./build.mjs";

const programs = {
  start: "src/main.ts",
  world: "scripts/world.ts",
  grow: "scripts/grow.ts",
  bench: "scripts/bench.ts",
  "audit-verify": "scripts/audit-verify.ts",
  types: "scripts/types.ts",
  docs: "scripts/docs.ts",
};

const [, , task] = process.argv;
process.argv.splice(2, 1);
if (task === "test" || task === "check") await import("./check.mjs");
else if (programs[task]) await import(pathToFileURL(resolve(await bundle(programs[task], task))).href);
else throw new Error(`no task called ${task}`);
