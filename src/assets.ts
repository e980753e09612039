import { createHash } from "node:crypto";
import { build } from "esbuild";
import type { Asset } from "./app.ts";

const named = (name: string, extension: string, type: string, body: string): Asset => ({
  path: `/assets/${name}.${createHash("sha256").update(body).digest("hex").slice(0, 12)}.${extension}`, type, body,
});

const bundled = async (entry: string) => {
  const made = await build({ entryPoints: [entry], bundle: true, minify: true, write: false, format: "esm", target: "es2020", logLevel: "error" });
  return made.outputFiles[0]!.text;
};

/** The stylesheet and the islands, made small, at addresses that carry their hash. */
export async function makeAssets(): Promise<{ css: Asset; js: Asset }> {
  const [css, js] = await Promise.all([bundled("src/ui/app.css"), bundled("src/ui/islands/islands.ts")]);
  return { css: named("app", "css", "text/css; charset=utf-8", css), js: named("islands", "js", "text/javascript; charset=utf-8", js) };
}
