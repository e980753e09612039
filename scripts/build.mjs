// Bundles one program (TypeScript and TSX) for the pinned Node; packages stay where they are.
import { build } from "esbuild";
import { mkdirSync } from "node:fs";
import { spawnSync } from "node:child_process";

export async function bundle(entry, out) {
  mkdirSync("var/build", { recursive: true });
  const made = spawnSync(process.execPath, ["scripts/messages.mjs"], { stdio: "inherit" });
  if (made.status !== 0) process.exit(1);
  const outfile = `var/build/${out}.mjs`;
  await build({
    entryPoints: [entry], outfile, bundle: true, platform: "node", format: "esm", target: "node24", packages: "external",
    jsx: "automatic", jsxImportSource: "preact", sourcemap: true, logLevel: "warning",
  });
  return outfile;
}
