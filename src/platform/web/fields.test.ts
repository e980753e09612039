import fc from "fast-check";
import { expect, test } from "vitest";
import { choice, choices, day, line, parseDay, parseFields, parseTime, text } from "./fields.ts";

const fields = {
  name: line({ label: "Namn", required: true }),
  words: text({ label: "Ord", max: 20 }),
  mark: choice({ label: "Läge", required: true, options: [{ value: "works", label: "fungerar" }] }),
  areas: choices({ label: "Områden", options: [{ value: "health", label: "Hälsa" }, { value: "home", label: "Hemmet" }] }),
  on: day({ label: "Dag", required: true, from: "2026-11-22" }),
};
const post = (pairs: Array<[string, string]>) => parseFields(fields, new URLSearchParams(pairs));

test("a day is understood in the ways people write it", () => {
  for (const way of ["2026-12-01", "20261201", "2026/12/1", "1/12 2026", "1.12.2026", "1 december 2026", "1 dec. 2026", " 1 Dec 2026 "])
    expect(parseDay(way), way).toBe("2026-12-01");
});

test("what is no day of the calendar is not made into one", () => {
  for (const wrong of ["2026-02-30", "31 april 2026", "i morgon", "12-1", "", "2026-13-01"]) expect(parseDay(wrong), wrong).toBeUndefined();
});

test("a time of day is understood in the ways people write it", () => {
  expect(["13.00", "13:00", "13", "kl. 13", "1300", "kl 13.00"].map(parseTime)).toEqual(Array(6).fill("13:00"));
  expect(["25.00", "13:70", "ett"].map(parseTime)).toEqual(Array(3).fill(undefined));
});

test("everything written comes back, and each problem stands at its field", () => {
  const { values, problems } = post([["words", "x".repeat(21)], ["mark", "worst"], ["on", "2026-11-21"], ["areas", "home"]]);
  expect(values).toEqual({ name: "", words: "x".repeat(21), mark: "", areas: ["home"], on: "2026-11-21" });
  expect(Object.keys(problems)).toEqual(["name", "words", "mark", "on"]);
});

test("a choice nobody offered is refused", () => {
  expect(post([["areas", "home"], ["areas", "weapons"]]).problems.areas).toEqual({ key: "form.notAnOption" });
});

test("no post makes the parser throw, and no value leaves the fields that were asked for", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom("name", "words", "mark", "areas", "on", "role", "__proto__"), fc.string({ unit: "binary" }))), (pairs) => {
      expect(Object.keys(post(pairs).values)).toEqual(Object.keys(fields));
    }),
  );
});
