import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { loadPractice } from "./index.ts";

/** Plants faults in copies of a good package, for the tests of the loader and of the checks. */
export const home = "packages-of-practice/kronobarn";

/** What the loader answers to a copy of a package after `damage`. */
export function answerAfter(damage: (folder: string) => void, from = home): string {
  const folder = mkdtempSync(join(tmpdir(), "practice-"));
  try {
    cpSync(from, folder, { recursive: true });
    damage(folder);
    loadPractice(folder);
    return "loaded";
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** One file changed. */
export const refusalOf = (file: string, change: (text: string) => string, from = home): string =>
  answerAfter((folder) => {
    const before = readFileSync(join(from, file), "utf8");
    const after = change(before);
    expect(after, "the planted fault changed nothing").not.toBe(before);
    writeFileSync(join(folder, file), after);
  }, from);

export const lines = (file: string): readonly string[] => readFileSync(join(home, file), "utf8").split("\n");

/** The line, counted from 1, of the first `needle` at or after the first `after`. Counted without the loader's help. */
export function lineOf(file: string, needle: string, after = ""): number {
  const all = lines(file);
  const start = all.findIndex((line) => line.includes(after.trimEnd()));
  const found = all.findIndex((line, at) => at >= start && line.includes(needle));
  expect(found, `${file} has no ${needle}`).toBeGreaterThanOrEqual(0);
  return found + 1;
}

/** Swaps the first `old` at or after `anchor`. */
export const swap = (anchor: string, old: string, fresh: string) => (text: string) => {
  const from = text.indexOf(anchor);
  const at = text.indexOf(old, from);
  return from < 0 || at < 0 ? text : text.slice(0, at) + fresh + text.slice(at + old.length);
};

/** What is wrong, in which file, planted how, and the line and the beginning of the sentence that tell of it. */
export type Planted = [name: string, file: string, change: (text: string) => string, line: number, reason: string];

export function expectRefusal([, file, change, line, reason]: Planted): void {
  const [headline, ...faults] = refusalOf(file, change).split("\n");
  expect(headline).toMatch(/^the practice package in .+ is refused$/);
  expect(faults).toContainEqual(expect.stringContaining(`${file}:${line}: ${reason}`));
}
