import { describe, expect, test } from "vitest";
import { comingOf, isShown, nextOf, sessionsOf, suits, suitsSession, variedNext, type Activity, type Wish } from "./activity.ts";
import { comingFor, fromIn, isDay, queryOf, wishIn } from "./coming.ts";
import { activityLike } from "./stage.fixture.ts";

// A Monday.
const TODAY = "2026-11-23";
const at = (time: string) => new Date(`2026-11-23T${time}:00+01:00`);
const named = (id: string, own: Partial<Activity> = {}) => activityLike({ id, name: id, ...own });
const every = (on: "mo" | "tu" | "sa", from = "09:00", to = "12:00"): Activity["rule"] => ({ every: "week", on, startsOn: "2026-01-01", endsOn: undefined, from, to });

describe("the times of an activity", () => {
  const rest = { from: "2026-11-30", to: "2026-12-06", calledOff: false, reason: "" };
  const off = { from: "2026-12-07", to: "2026-12-07", calledOff: true, reason: "Ledaren är sjuk" };
  const activity = named("a", { pauses: [rest, off] });

  test("a break is no time at all; what was called off is one that says so", () => {
    expect(sessionsOf(activity, TODAY, "2026-12-14").map(({ day, calledOff }) => [day, calledOff?.reason])).toEqual([["2026-11-23", undefined], ["2026-12-07", "Ledaren är sjuk"], ["2026-12-14", undefined]]);
  });
  test("today's is still to come until it is over", () => {
    expect([comingOf(activity, { at: at("11:59"), today: TODAY })[0]!.day, comingOf(activity, { at: at("12:00"), today: TODAY })[0]!.day]).toEqual(["2026-11-23", "2026-12-07"]);
  });
  test("the next is one that is held", () => expect(nextOf(activity, { at: at("12:00"), today: TODAY })!.day).toBe("2026-12-14"));
});

describe("what somebody looks for", () => {
  const evening = sessionsOf(named("e", { rule: every("tu", "17:00", "19:00") }), TODAY, "2026-11-29")[0]!;
  const saturday = sessionsOf(named("s", { rule: every("sa") }), TODAY, "2026-11-29")[0]!;
  test.each<[string, Partial<Activity>, Wish, boolean]>([
    ["an age within", { ages: { from: 0, to: 5 } }, { age: 5 }, true], ["an age beyond", { ages: { from: 0, to: 5 } }, { age: 6 }, false],
    ["expecting", { ages: { from: -1, to: 1 } }, { age: -1 }, true], ["nobody expecting", { ages: { from: 0, to: 1 } }, { age: -1 }, false],
    ["for fathers among what is for fathers", { forWhom: "fathers" }, { forWhom: "fathers" }, true], ["for fathers among what is for all", {}, { forWhom: "fathers" }, true],
    ["for fathers among what is for the young", { forWhom: "young-parents" }, { forWhom: "fathers" }, false], ["nothing special, and it is for fathers", { forWhom: "fathers" }, {}, true],
    ["a language", { languages: ["sv", "so"] }, { language: "so" }, true], ["another language", { languages: ["sv"] }, { language: "so" }, false],
    ["where parents meet", { meet: false }, { meet: true }, false],
  ])("%s", (_, own, wish, fits) => expect(suits(named("x", own), wish)).toBe(fits));
  test("by day, in the evening, at the weekend", () => {
    expect((["day", "evening", "weekend"] as const).map((time) => suitsSession(evening, { time }))).toEqual([false, true, false]);
    expect((["day", "evening", "weekend"] as const).map((time) => suitsSession(saturday, { time }))).toEqual([false, false, true]);
  });
  test("a wish comes back from its address, and what is no wish is none", () => {
    const wish: Wish = { age: -1, time: "evening", forWhom: "fathers", language: "so", meet: true };
    expect(wishIn(queryOf(wish))).toEqual(wish);
    for (const odd of ["age=99&time=night&for=dogs&spoken=%3Cscript%3E&meet=yes", "age=1e3", "age=-2", "age=' or 1=1"]) expect(queryOf(wishIn(new URLSearchParams(odd))).size).toBe(0);
  });
  test("one begins today, or on a later day that there is", () => {
    const from = (text: string) => fromIn(new URLSearchParams({ from: text }), TODAY);
    expect([from("2026-12-07"), from("2020-01-01"), from("2026-02-30"), from("9999-99-99"), from("2036-01-01"), from("")]).toEqual(["2026-12-07", TODAY, TODAY, TODAY, TODAY, TODAY]);
    expect([isDay("2028-02-29"), isDay("2026-02-29"), isDay("2026-2-1"), isDay("' --")]).toEqual([true, false, false, false]);
  });
});

describe("what is coming", () => {
  const when = { at: at("08:00"), today: TODAY, from: TODAY };
  test("day by day for two weeks, in the order of the clock; what begins after that by itself", () => {
    const coming = comingFor([named("late", { rule: every("mo", "18:00", "19:00") }), named("early", { rule: every("mo") }), named("group", { rule: { ...every("tu"), startsOn: "2026-12-20" } })], {}, when);
    expect(coming.days.map(({ day, sessions }) => [day, sessions.map(({ activity }) => activity.id)])).toEqual([["2026-11-23", ["early", "late"]], ["2026-11-30", ["early", "late"]]]);
    expect(coming.later.map(({ activity, day }) => [activity.id, day])).toEqual([["group", "2026-12-22"]]);
    expect([coming.next, coming.hasMore]).toEqual([undefined, true]);
  });
  test("nothing these days: the next that would suit, and not one that was called off", () => {
    const first = { from: "2026-12-22", to: "2026-12-22", calledOff: true, reason: "" };
    const coming = comingFor([named("group", { rule: { ...every("tu"), startsOn: "2026-12-20" }, pauses: [first] })], {}, when);
    expect([coming.days, coming.next!.day]).toEqual([[], "2026-12-29"]);
  });
  test("nothing at all", () => expect(comingFor([], {}, when)).toMatchObject({ days: [], later: [], next: undefined, hasMore: false }));
  test("the parents of teenagers see theirs also when the small ones have many before", () => {
    const small = ["a", "b", "c", "d"].map((id) => named(id, { ages: { from: 0, to: 5 } }));
    const all = [...small, named("school", { ages: { from: 6, to: 9 }, rule: every("sa") }), named("teens", { ages: { from: 13, to: 17 }, rule: every("tu") })].flatMap((activity) => sessionsOf(activity, TODAY, "2026-12-10"));
    expect(variedNext(all, 3).map(({ activity }) => activity.id)).toEqual(["a", "teens", "school"]);
    expect(variedNext(all, 4).map(({ activity }) => activity.id)).toEqual(["a", "b", "teens", "school"]);
  });
});

test("what nobody has said is right for a year is not shown, nor what has ended", () => {
  expect([isShown(named("a", { checkedOn: "2025-11-24" }), TODAY), isShown(named("a", { checkedOn: "2025-11-23" }), TODAY), isShown(named("a", { status: "ended" }), TODAY)]).toEqual([true, false, false]);
});
