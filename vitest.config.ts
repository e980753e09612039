import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "#": new URL("./", import.meta.url).pathname } },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}", "worlds/**/*.test.ts"],
    globalSetup: "test/database-server.ts",
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    reporters: ["default"],
  },
});
