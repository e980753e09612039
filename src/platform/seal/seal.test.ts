import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { keyRing, seal, unseal } from "./seal.ts";

const ring = () => keyRing(mkdtempSync(join(tmpdir(), "kring-keys-")));

test("sealed words open for the row they were written for", () => {
  const key = ring().newKey("branch-a");
  const sealed = seal(key, "signal:1", { seen: "Drar sig undan" });
  expect(unseal(key, "signal:1", sealed)).toEqual({ seen: "Drar sig undan" });
  expect(sealed.includes(Buffer.from("Drar"))).toBe(false);
});

test("sealed words moved to another row do not open", () => {
  const key = ring().newKey("branch-a");
  const sealed = seal(key, "signal:1", "words");
  expect(() => unseal(key, "signal:2", sealed)).toThrow();
});

test("a changed byte anywhere is noticed", () => {
  const key = ring().newKey("branch-a");
  const sealed = seal(key, "signal:1", "words");
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed[at] = changed[at]! ^ 1;
    expect(() => unseal(key, "signal:1", changed), `byte ${at}`).toThrow();
  }
});

test("another branch cannot open the key", () => {
  const keys = ring();
  const { wrapped } = keys.newKey("branch-a");
  expect(() => keys.open("branch-b", wrapped)).toThrow();
  expect(keys.open("branch-a", wrapped).wrapped).toEqual(wrapped);
});

test("the secret of an address is the same each time, another for another place and in another installation", () => {
  const here = ring();
  expect(here.secretOf("sign-up:1")).toBe(here.secretOf("sign-up:1"));
  expect(new Set([here.secretOf("sign-up:1"), here.secretOf("sign-up:2"), ring().secretOf("sign-up:1")]).size).toBe(3);
  expect(here.secretOf("sign-up:1")).toMatch(/^[\w-]{43}$/);
});

test("the same number has the same hash in one installation and another in the next", () => {
  const here = ring();
  expect(here.numberHash("199001012385")).toEqual(here.numberHash("199001012385"));
  expect(here.numberHash("199001012385")).not.toEqual(ring().numberHash("199001012385"));
});
