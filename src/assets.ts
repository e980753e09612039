import { createHash } from "node:crypto";
import { build, transform } from "esbuild";
import type { Asset } from "./app.ts";
import { servedSheet } from "./stylesheet.ts";

const named = (name: string, extension: string, type: string, body: string): Asset => ({
  path: `/assets/${name}.${createHash("sha256").update(body).digest("hex").slice(0, 12)}.${extension}`, type, body,
});

/** Old telephones are shown the sheet as they know it; what they cannot run they leave, and every page is whole without it. @ground U34 */
const OLDEST = "chrome60";

async function sheet(): Promise<string> {
  const written = await build({ entryPoints: ["src/ui/app.css"], bundle: true, write: false, logLevel: "error" });
  return (await transform(servedSheet(written.outputFiles[0]!.text), { loader: "css", minify: true, target: OLDEST, logLevel: "error" })).code;
}

async function islands(): Promise<string> {
  const made = await build({ entryPoints: ["src/ui/islands/islands.ts"], bundle: true, minify: true, write: false, format: "esm", target: "es2020", logLevel: "error" });
  return made.outputFiles[0]!.text;
}

/** The stylesheet and the islands, made small, at addresses that carry their hash. */
export async function makeAssets(): Promise<{ css: Asset; js: Asset }> {
  const [css, js] = await Promise.all([sheet(), islands()]);
  return { css: named("app", "css", "text/css; charset=utf-8", css), js: named("islands", "js", "text/javascript; charset=utf-8", js) };
}
