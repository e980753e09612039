import { expect, test } from "vitest";
import type { Service } from "../directory/directory.ts";
import { agesIn, whoFits, type Fitting } from "./who.ts";

test.each([["hög frånvaro åk 8", { from: 14, to: 15 }], ["Årskurs 1 läser inte", { from: 7, to: 8 }], ["klass 9 hasch", { from: 15, to: 16 }], ["5-åring sover inte", { from: 5, to: 5 }], ["går i 7:an", { from: 13, to: 14 }], ["åk 12", undefined], ["våld hemma", undefined], ["klassen är stökig", undefined]])("the ages in %s", (text, ages) => expect(agesIn(text)).toEqual(ages));

const fit = (id: string, score: number, more: Partial<Service> = {}, nearness = 0): Fitting =>
  ({ score, nearness, service: { id, level: "universal", ages: { from: 0, to: 20 }, checkedOn: "2026-11-01", ...more } as Service });
const who = (text: string, ...fitting: Fitting[]) => whoFits(text, fitting, "2026-11-23").map(({ id }) => id);

test("what is for everybody comes before what is for some, however well it fits", () => expect(who("x", fit("some", 0.9, { level: "targeted" }), fit("all", 0.6))).toEqual(["all", "some"]));
test("what was asked for by name comes first", () => expect(who("BUP", fit("bup", 1, { level: "targeted" }, 0.6), fit("all", 0.9))).toEqual(["bup", "all"]));
test("what is overdue comes first only when it is called by its very name", () => {
  const old = (nearness: number) => fit("old", 0.9, { checkedOn: "2026-01-01" }, nearness);
  expect([who("förskola", old(0.6), fit("new", 0.8)), who("Förskolan Hyttan", old(1), fit("new", 0.8))]).toEqual([["new", "old"], ["old", "new"]]);
});
test("within each the overdue sinks", () => expect(who("x", fit("old", 0.9, { checkedOn: "2026-01-01" }), fit("new", 0.7))).toEqual(["new", "old"]));
test("noise is left out", () => expect(who("x", fit("near", 1), fit("far", 0.5))).toEqual(["near"]));
test("other ages are left out when somebody is for these, and not when nobody is", () => {
  const gymnasium = fit("gymnasium", 0.9, { ages: { from: 16, to: 20 } });
  expect(who("hög frånvaro åk 8", gymnasium, fit("school", 0.7, { ages: { from: 6, to: 15 } }))).toEqual(["school"]);
  expect(who("hög frånvaro åk 8", gymnasium)).toEqual(["gymnasium"]);
});
test("nothing gives nobody", () => expect(who("x")).toEqual([]));
