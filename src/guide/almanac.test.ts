import { expect, test } from "vitest";
import { clockTime, daylight, easterOf, festivalsFrom, monthAround, moonOn, sunOn, type Place } from "./almanac.ts";
import { monthAsked } from "./weather-page.tsx";

const VAXJO: Place = { latitude: 56.88, longitude: 14.81 };

const minutesBetween = (shown: string, expected: string) => {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return Math.abs(minutes(shown) - minutes(expected));
};

test.each([
  ["2026-06-21", "04:09", "22:00"],
  ["2026-12-21", "08:33", "15:26"],
  ["2026-03-20", "06:06", "18:14"],
])("on %s the sun over Växjö rises about %s and sets about %s", (day, up, down) => {
  const sun = sunOn(day, VAXJO)!;
  expect(minutesBetween(clockTime(sun.up), up)).toBeLessThan(8);
  expect(minutesBetween(clockTime(sun.down), down)).toBeLessThan(8);
});

test("a day at the equinox is a little longer than twelve hours, and north of the circle the midsummer sun does not set", () => {
  expect(daylight(sunOn("2026-03-20", VAXJO)!)).toBeGreaterThan(720);
  expect(daylight(sunOn("2026-03-20", VAXJO)!)).toBeLessThan(740);
  expect(sunOn("2026-06-21", { latitude: 69, longitude: 18 })).toBeUndefined();
});

test("the moon of known nights", () => {
  expect([moonOn("2024-12-15"), moonOn("2025-01-29")]).toEqual(["full", "new"]);
});

test("Easter of known years, and the days that follow from it", () => {
  expect([2024, 2025, 2026, 2027].map(easterOf)).toEqual(["2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28"]);
  expect(festivalsFrom("2026-11-23", 4)).toEqual([
    { name: "advent", day: "2026-11-29" }, { name: "lucia", day: "2026-12-13" }, { name: "christmas", day: "2026-12-24" }, { name: "new-year", day: "2027-01-01" },
  ]);
  expect(festivalsFrom("2026-06-07", 1)).toEqual([{ name: "midsummer", day: "2026-06-19" }]);
});

test("a month is whole weeks from Monday, numbered as in Sweden", () => {
  const { weeks } = monthAround("2026-11-23");
  expect(weeks.map(({ number }) => number)).toEqual([44, 45, 46, 47, 48, 49]);
  expect([weeks[0]!.days[0], weeks.at(-1)!.days[6]]).toEqual(["2026-10-26", "2026-12-06"]);
});

test("only a month near our time is shown; anything else is today's", () => {
  expect(["2026-12", "2026-13", "9999-01", "<script>", null].map((asked) => monthAsked(asked, "2026-11-23"))).toEqual(["2026-12-01", "2026-11-23", "2026-11-23", "2026-11-23", "2026-11-23"]);
});
