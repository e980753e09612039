import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { weekdays, type Hours, type Weekday } from "../directory/directory.ts";
import { hoursFrom, spansIn, weekOf, type Week } from "./hours.ts";

const week = (some: Partial<Week>): Week => ({ mo: "", tu: "", we: "", th: "", fr: "", sa: "", su: "", ...some });

describe("times as people write them", () => {
  test.each([
    ["8–16.30", [["08:00", "16:30"]]], ["08:00-12:00, 13-16", [["08:00", "12:00"], ["13:00", "16:00"]]], ["kl 9 till 11.30 och 13–15", [["09:00", "11:30"], ["13:00", "15:00"]]],
    ["13–16, 8–12", [["08:00", "12:00"], ["13:00", "16:00"]]], ["dygnet runt", [["00:00", "24:00"]]], ["17–24", [["17:00", "24:00"]]], ["", []], ["stängt", []],
  ])("%s", (written, spans) => expect(spansIn(written)?.map(({ from, to }) => [from, to])).toEqual(spans));
  test.each(["16–8", "8–8", "25–26", "8–24.30", "8.75–9", "förmiddag", "8", "8–", "8–12, sen"])("%s is not understood", (written) => expect(spansIn(written)).toBeUndefined());
});

test("days with the same times stand together, and a day that is not understood is named", () => {
  expect(hoursFrom(week({ mo: "8–16", tu: "8–16", fr: "8–12" }))).toEqual([{ days: ["mo", "tu"], from: "08:00", to: "16:00" }, { days: ["fr"], from: "08:00", to: "12:00" }]);
  expect(hoursFrom(week({ mo: "8–16", we: "ibland" }))).toEqual({ wrong: "we" });
});

test("any week comes back as it was", () => {
  const time = fc.integer({ min: 0, max: 95 }).map((quarter) => `${String(Math.floor(quarter / 4)).padStart(2, "0")}:${String((quarter % 4) * 15).padStart(2, "0")}`);
  const span = fc.tuple(time, time).filter(([from, to]) => from < to);
  fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom<Weekday>(...weekdays), span), { maxLength: 12 }), (spans) => {
    const hours: Hours[] = spans.map(([day, [from, to]]) => ({ days: [day], from, to }));
    const again = hoursFrom(weekOf(hours)) as readonly Hours[];
    expect(weekOf(again)).toEqual(weekOf(hours));
    expect(hoursFrom(weekOf(again))).toEqual(again);
  }));
});
