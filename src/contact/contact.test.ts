import { describe, expect, test } from "vitest";
import { hasIdentityNumber } from "../platform/identity-numbers.ts";
import { isRefusal } from "../platform/result.ts";
import { newReference, promiseOf, readContactWords, readReach, workdayBefore } from "./contact.ts";

describe("one way to reach somebody", () => {
  test.each(["070-174 06 05", "0701740605", "+46 70 174 06 05", "031/390 06 00", "(031) 390 06 00"])("%s is a telephone number", (written) => expect(readReach(written)).toEqual({ way: "phone", to: written }));
  test.each(["lisa@example.se", " lisa.b+x@mejl.example.se ", "åsa@exämple.se"])("%s is an address", (written) => expect(readReach(written)).toEqual({ way: "email", to: written.trim() }));
  test.each(["", "lisa", "lisa@", "@example.se", "lisa@example", "12345", "0701740605 lisa@example.se", "ring mig", "070-174 06 05, 070-174 06 06", "http://example.se", "1".repeat(40), "<script>@example.se"])(
    "%s is neither", (written) => expect(readReach(written)).toMatchObject({ refused: "contact.reach" }));
  test("an identity number is not a telephone number", () => expect(readReach("20221014-2390")).toMatchObject({ refused: "contact.identity" }));
});

describe("identity numbers", () => {
  test.each(["20221014-2390", "221014-2390", "2210142390", "202210142390", "22 10 14 - 23 90", "2022-10-14 2390", "2022.10.14.2390", "221014+2390", "221014–2390", "221074-2390", "min son, 20221014-2390!", "٢٠٢٢١٠١٤٢٣٩٠", "２０２２１０１４２３９０", "2022\u200b1014\u200b2390"])(
    "%s is found", (written) => expect(hasIdentityNumber(written)).toBe(true));
  test.each(["070-174 06 05", "0701740605", "031-390 06 00", "klass 7, 3 år", "2026-11-23 kl 13.00–15.00", "ring 070-174 06 05 efter 16", "12 barn och 14 vuxna 2026", "999999-9999"])(
    "%s is none", (written) => expect(hasIdentityNumber(written)).toBe(false));
});

describe("what was written", () => {
  const written = { reach: "070-174 06 05", name: "", words: "", when: "any", age: "" };
  const read = (more: Partial<typeof written>) => readContactWords({ ...written, ...more }, { who: "parent", language: "sv" });

  test("no age is no age, and a child that is expected is minus one", () => {
    expect([read({}), read({ age: "-1" }), read({ age: "14" })]).toMatchObject([{ age: undefined }, { age: -1 }, { age: 14 }]);
  });
  test("an identity number stops where it stands, in the words and in the name", () => {
    expect([read({ words: "han heter 20221014-2390" }), read({ name: "221014-2390" })]).toEqual([{ refused: "contact.identity", details: { field: "words" } }, { refused: "contact.identity", details: { field: "name" } }]);
    expect(isRefusal(read({ words: "hon är 3 år och biter" }))).toBe(false);
  });
});

describe("the promise", () => {
  test.each([
    ["2026-11-23", 2, "2026-11-25", "2026-11-24"],
    ["2026-11-26", 2, "2026-11-30", "2026-11-27"],
    ["2026-11-28", 2, "2026-12-01", "2026-11-30"],
    ["2026-11-23", 1, "2026-11-24", "2026-11-24"],
    ["2026-11-23", 10, "2026-12-07", "2026-12-04"],
  ])("asked on %s with %i working days: by %s, reminded on %s", (today, days, answerBy, remindOn) => expect(promiseOf(today, days)).toEqual({ answerBy, remindOn }));
  test("the working day before a Monday is a Friday", () => expect(["2026-11-30", "2026-11-29", "2026-12-01"].map(workdayBefore)).toEqual(["2026-11-27", "2026-11-27", "2026-11-30"]));
});

test("references can be read aloud and are not alike", () => {
  const some = Array.from({ length: 2_000 }, newReference);
  expect(new Set(some).size).toBe(2_000);
  expect(some.every((one) => /^[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}$/.test(one))).toBe(true);
});
