// The whole gate, the same for a newcomer and for CI. Ends with one line: how many passed and how many failed.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";

const quick = process.argv.includes("--quick");
const bin = (name) => `node_modules/.bin/${name}`;
const node = (...args) => [process.execPath, ...args];

const steps = [
  ["texts are in the catalogue", node("scripts/messages.mjs", "--check")],
  ["types", [bin("tsc"), "-p", ".", "--singleThreaded"]],
  ["lint", [bin("oxlint"), "--type-aware", "--deny-warnings", "--threads=1"]],
  ["nothing unused", [bin("knip")]],
  ["database types are generated", node("--enable-source-maps", "scripts/task.mjs", "types", "--check")],
  ["documents are generated", node("--enable-source-maps", "scripts/task.mjs", "docs", "--check")],
];

// The compiler and the linter are Go programs, which clean up each time their memory has doubled: they have room for more, and it takes less of the processor.
const env = { ...process.env, FORCE_COLOR: "0", GOGC: "400" };
let [passed, failed] = [0, 0];
const count = (name, ok) => {
  if (ok) passed += 1;
  else failed += 1;
  console.log(`${ok ? "ok  " : "FAIL"} ${name}`);
};

/** One step, to its end; what it says comes when it has ended, so that nobody's words stand among another's. */
const walk = ([name, [command, ...args]]) => new Promise((resolve) => {
  const said = [];
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env });
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => said.push(chunk));
  child.on("close", (code) => {
    process.stdout.write(Buffer.concat(said));
    count(name, code === 0);
    resolve();
  });
});

mkdirSync("var", { recursive: true });
const report = "var/test-report.json";
rmSync(report, { force: true });
/** The tests, as they go on. */
const runTests = () => new Promise((resolve) => {
  const tests = spawn(bin("vitest"), ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`], { stdio: "inherit", env });
  tests.on("close", (code) => resolve(code === 0));
});
const walkAll = async () => {
  for (const step of quick ? [] : steps) await walk(step);
};

// The tests begin by making a database, which keeps one core busy: the steps have the other meanwhile. One thread each: several would check the same types several times over.
const [ran] = await Promise.all([runTests(), walkAll()]);
try {
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
  // A file that could not even be read has no tests to count, and is a failure all the same.
  const broken = testResults.filter(({ status, assertionResults }) => status === "failed" && !assertionResults.some((one) => one.status === "failed")).length;
  passed += numPassedTests;
  failed += numFailedTests + broken;
  if (!ran && numFailedTests + broken === 0) failed += 1;
} catch {
  failed += 1;
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
