import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes longest begins first, so that nobody waits for it alone at the end. */
class LongestFirst extends BaseSequencer {
  static readonly #order = [/test\/browser\/states/, /test\/browser\//, /test\/access\//, /test\//, /./];

  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => LongestFirst.#order.findIndex((pattern) => pattern.test(moduleId.slice(import.meta.dirname.length)));
    return (await super.sort(files)).toSorted((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  resolve: { alias: { "#": new URL("./", import.meta.url).pathname } },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}", "worlds/**/*.test.ts"],
    globalSetup: "test/database-server.ts",
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // What is loaded once serves every file: the house keeps no state outside its database, so no file can disturb the next.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    reporters: ["default"],
  },
});
