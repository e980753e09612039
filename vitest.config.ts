import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "#": new URL("./", import.meta.url).pathname } },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    // Not in the gate until they have been seen to hold with the guide's and the network's pages (docs/open.md): run them by name.
    exclude: process.argv.some((one) => /states|long-names/.test(one)) ? [] : ["test/browser/states.test.ts", "test/browser/long-names.test.ts"],
    include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}", "worlds/**/*.test.ts"],
    globalSetup: "test/database-server.ts",
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    reporters: ["default"],
  },
});
