import { describe, expect, test } from "vitest";
import { instantOf } from "../platform/clock.ts";
import { daysOf, firstDayOf, pauseOn, type Rule } from "./recurrence.ts";

const at = { from: "09:00", to: "12:00", endsOn: undefined } as const;
const weekly = (startsOn: string, endsOn?: string): Rule => ({ ...at, every: "week", on: "mo", startsOn, endsOn });

// 23 November 2026 is a Monday.
describe("the days of a rule", () => {
  test.each<[string, Rule, string, string, string[]]>([
    ["every week, from the first such weekday after it begins", weekly("2026-11-18"), "2026-11-01", "2026-12-08", ["2026-11-23", "2026-11-30", "2026-12-07"]],
    ["every week, asked about in the middle of a week", weekly("2020-01-01"), "2026-11-25", "2026-12-08", ["2026-11-30", "2026-12-07"]],
    ["both ends included", weekly("2020-01-01"), "2026-11-23", "2026-11-30", ["2026-11-23", "2026-11-30"]],
    ["until its last day, included", weekly("2026-11-01", "2026-11-30"), "2026-11-20", "2027-01-01", ["2026-11-23", "2026-11-30"]],
    ["one day less, and the last is gone", weekly("2026-11-01", "2026-11-29"), "2026-11-20", "2027-01-01", ["2026-11-23"]],
    ["nothing after its end", weekly("2020-01-01", "2020-12-31"), "2026-11-20", "2027-01-01", []],
    ["nothing before it begins", weekly("2027-02-01"), "2026-11-20", "2027-01-31", []],
    ["every other week keeps its beat over a year of 53 weeks", { ...at, every: "2-weeks", on: "th", startsOn: "2026-12-10" }, "2026-12-24", "2027-01-31", ["2026-12-24", "2027-01-07", "2027-01-21"]],
    ["every other week, the other beat", { ...at, every: "2-weeks", on: "th", startsOn: "2026-12-11" }, "2026-12-24", "2027-01-31", ["2026-12-31", "2027-01-14", "2027-01-28"]],
    ["the first Saturday of the month", { ...at, every: "month", nth: 1, on: "sa", startsOn: "2026-08-01" }, "2026-08-01", "2026-12-31", ["2026-08-01", "2026-09-05", "2026-10-03", "2026-11-07", "2026-12-05"]],
    ["the second Thursday, when the month begins on a Friday", { ...at, every: "month", nth: 2, on: "th", startsOn: "2026-01-01" }, "2026-05-01", "2026-05-31", ["2026-05-14"]],
    ["the fourth Friday", { ...at, every: "month", nth: 4, on: "fr", startsOn: "2026-01-01" }, "2026-11-01", "2026-12-31", ["2026-11-27", "2026-12-25"]],
    ["the last Sunday, be it the fourth or the fifth", { ...at, every: "month", nth: -1, on: "su", startsOn: "2026-01-01" }, "2026-10-01", "2026-12-31", ["2026-10-25", "2026-11-29", "2026-12-27"]],
    ["the last day of a leap February", { ...at, every: "month", nth: -1, on: "tu", startsOn: "2028-02-01" }, "2028-02-01", "2028-02-29", ["2028-02-29"]],
    ["a month whose day has been when it begins is not counted", { ...at, every: "month", nth: 1, on: "sa", startsOn: "2026-11-08" }, "2026-11-01", "2026-12-31", ["2026-12-05"]],
    ["once", { ...at, every: "once", startsOn: "2026-12-01", endsOn: "2026-12-01" }, "2026-11-01", "2026-12-31", ["2026-12-01"]],
    ["once, and asked about later", { ...at, every: "once", startsOn: "2026-12-01", endsOn: "2026-12-01" }, "2026-12-02", "2026-12-31", []],
    ["an interval that ends before it begins", weekly("2020-01-01"), "2026-12-31", "2026-11-01", []],
  ])("%s", (_, rule, from, to, days) => expect(daysOf(rule, from, to)).toEqual(days));

  test("a day is the same whether one asks about a year or about that day alone", () => {
    const rules: Rule[] = [weekly("2026-01-15"), { ...at, every: "2-weeks", on: "fr", startsOn: "2026-01-15" }, { ...at, every: "month", nth: -1, on: "mo", startsOn: "2026-01-15" }, { ...at, every: "month", nth: 3, on: "we", startsOn: "2026-01-15" }];
    for (const rule of rules) {
      const all = daysOf(rule, "2026-01-01", "2028-01-01");
      expect(all.length).toBeGreaterThan(20);
      for (const day of all) expect(daysOf(rule, day, day)).toEqual([day]);
    }
  });

  test("the first day, or none when it ends before there is any", () => {
    expect([firstDayOf(weekly("2026-11-18")), firstDayOf(weekly("2026-11-24", "2026-11-29"))]).toEqual(["2026-11-23", undefined]);
  });
});

describe("the times are Sweden's", () => {
  test("nine in the morning is nine in the morning, before and after the clocks change", () => {
    expect(daysOf(weekly("2026-01-01"), "2026-10-19", "2026-10-26").map((day) => instantOf(day, "09:00").toISOString())).toEqual(["2026-10-19T07:00:00.000Z", "2026-10-26T08:00:00.000Z"]);
    expect(daysOf(weekly("2026-01-01"), "2026-03-23", "2026-03-30").map((day) => instantOf(day, "09:00").toISOString())).toEqual(["2026-03-23T08:00:00.000Z", "2026-03-30T07:00:00.000Z"]);
  });
  test("on the night itself: an hour that is skipped, and one that comes twice", () => {
    expect([instantOf("2026-03-29", "02:30").toISOString(), instantOf("2026-10-25", "02:30").toISOString()]).toEqual(["2026-03-29T01:30:00.000Z", "2026-10-25T00:30:00.000Z"]);
  });
});

test("a date that was called off is told as such, also within a break", () => {
  const [rest, off] = [{ from: "2026-12-20", to: "2027-01-06", calledOff: false, reason: "" }, { from: "2026-12-21", to: "2026-12-21", calledOff: true, reason: "Sjukdom" }];
  expect([pauseOn([rest, off], "2026-12-21"), pauseOn([rest, off], "2027-01-06"), pauseOn([rest, off], "2027-01-07"), pauseOn([rest], "2026-12-19")]).toEqual([off, rest, undefined, undefined]);
});
