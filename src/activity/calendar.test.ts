import ICAL from "ical.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { weekdays } from "../directory/directory.ts";
import { addDays, type Day } from "../platform/clock.ts";
import { sessionsOf, type Activity } from "./activity.ts";
import { calendarText, escapeText, foldLine } from "./calendar.ts";
import { nths, type Rule } from "./recurrence.ts";
import { activityLike } from "./stage.fixture.ts";

const TODAY = "2026-11-23";
const textOf = (activities: readonly Activity[]) =>
  calendarText({ name: "Träffas", activities, describe: ({ name, about }) => ({ summary: name, description: about, calledOff: `Inställt: ${name}`, url: "https://kring.test/activities/x" }) }, TODAY);

const eventsIn = (text: string) => new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents("vevent");

/** What a calendar program makes of it: the instants of each time, and which of them were called off. */
function readBack(text: string, to: Day): { held: string[]; calledOff: string[] } {
  const [main, ...others] = eventsIn(text);
  if (!main) return { held: [], calledOff: [] };
  const event = new ICAL.Event(main);
  for (const other of others) event.relateException(other);
  const isOff = (component: ICAL.Component) => component.getFirstPropertyValue("status") === "CANCELLED";
  const [held, calledOff]: [string[], string[]] = [[], []];
  const iterator = event.iterator();
  for (let next = iterator.next(); next; next = iterator.next()) {
    const details = event.getOccurrenceDetails(next);
    if (details.startDate.toString().slice(0, 10) > to) break;
    (isOff(details.item.component) ? calledOff : held).push(`${details.startDate.toJSDate().toISOString()}/${details.endDate.toJSDate().toISOString()}`);
    if (!event.isRecurring()) break;
  }
  return { held, calledOff };
}

const spans = (activity: Activity, to: Day, off: boolean) =>
  sessionsOf(activity, activity.rule.startsOn, to).filter(({ calledOff }) => (calledOff !== undefined) === off).map(({ startsAt, endsAt }) => `${startsAt.toISOString()}/${endsAt.toISOString()}`);

const at = { from: "09:00", to: "12:00", endsOn: undefined } as const;

describe("a calendar program reads the same times as the guide shows", () => {
  const TO = "2027-06-30";
  test.each<[string, Rule, Activity["pauses"]]>([
    ["every week, over both changes of the clocks", { ...at, every: "week", on: "mo", startsOn: "2026-09-01" }, []],
    ["every week until a day", { ...at, every: "week", on: "tu", startsOn: "2026-09-01", endsOn: "2026-12-08" }, []],
    ["every week until the day before", { ...at, every: "week", on: "tu", startsOn: "2026-09-01", endsOn: "2026-12-07" }, []],
    ["late at night until a day", { from: "22:00", to: "23:30", every: "week", on: "fr", startsOn: "2026-09-01", endsOn: "2026-12-11" }, []],
    ["every other week, beginning on a Sunday", { ...at, every: "2-weeks", on: "su", startsOn: "2026-09-02" }, []],
    ["the first Saturday of the month", { ...at, every: "month", nth: 1, on: "sa", startsOn: "2026-08-10" }, []],
    ["the last Sunday of the month, which is when the clocks change", { from: "01:30", to: "03:30", every: "month", nth: -1, on: "su", startsOn: "2026-08-01", endsOn: undefined }, []],
    ["with a break", { ...at, every: "week", on: "mo", startsOn: "2026-09-01" }, [{ from: "2026-12-20", to: "2027-01-06", calledOff: false, reason: "" }]],
    ["the very first time within a break", { ...at, every: "week", on: "mo", startsOn: "2026-12-21" }, [{ from: "2026-12-20", to: "2027-01-06", calledOff: false, reason: "" }]],
    ["with a date called off", { ...at, every: "week", on: "mo", startsOn: "2026-09-01" }, [{ from: "2026-11-30", to: "2026-11-30", calledOff: true, reason: "Sjukdom" }]],
    ["once", { ...at, every: "once", startsOn: "2026-12-01", endsOn: "2026-12-01" }, []],
    ["once, and called off", { ...at, every: "once", startsOn: "2026-12-01", endsOn: "2026-12-01" }, [{ from: "2026-12-01", to: "2026-12-01", calledOff: true, reason: "" }]],
  ])("%s", (_, rule, pauses) => {
    const activity = activityLike({ rule, pauses });
    const read = readBack(textOf([activity]), TO);
    expect(read).toEqual({ held: spans(activity, TO, false), calledOff: spans(activity, TO, true) });
    expect(read.held.length + read.calledOff.length).toBeGreaterThan(0);
  });

  test.each<[string, Rule, Activity["moves"], Activity["pauses"]]>([
    ["moved to another day", { ...at, every: "week", on: "mo", startsOn: "2026-09-01" }, [{ from: "2026-11-30", to: "2026-12-02", starts: "10:00", ends: "11:30", reason: "" }], []],
    ["moved to another hour", { ...at, every: "month", nth: 1, on: "sa", startsOn: "2026-08-10" }, [{ from: "2026-12-05", to: "2026-12-05", starts: "13:00", ends: "15:00", reason: "" }], []],
    ["moved, and then called off", { ...at, every: "week", on: "mo", startsOn: "2026-09-01" }, [{ from: "2026-11-30", to: "2026-12-02", starts: "10:00", ends: "11:30", reason: "" }], [{ from: "2026-12-02", to: "2026-12-02", calledOff: true, reason: "" }]],
    ["once, and moved before its day", { ...at, every: "once", startsOn: "2026-12-10", endsOn: "2026-12-10" }, [{ from: "2026-12-10", to: "2026-12-02", starts: "10:00", ends: "11:30", reason: "" }], []],
  ])("%s", (_, rule, moves, pauses) => {
    const activity = activityLike({ rule, moves, pauses });
    const read = readBack(textOf([activity]), TO);
    expect({ held: read.held.toSorted(), calledOff: read.calledOff }).toEqual({ held: sessionsOf(activity, TODAY < rule.startsOn ? TODAY : rule.startsOn, TO).filter(({ calledOff }) => !calledOff).map(({ startsAt, endsAt }) => `${startsAt.toISOString()}/${endsAt.toISOString()}`).toSorted(), calledOff: spans(activity, TO, true) });
    expect(read.held.concat(read.calledOff).some((span) => span.startsWith("2026-12-0"))).toBe(true);
  });

  test("whatever the rule and the breaks", () => {
    const day = fc.integer({ min: 0, max: 500 }).map((days) => addDays("2026-01-01", days));
    const base = { startsOn: day, endsOn: fc.option(fc.integer({ min: 0, max: 400 }), { nil: undefined }), from: fc.constantFrom("05:00", "09:00", "17:30"), to: fc.constant("23:45") };
    const on = fc.constantFrom(...weekdays);
    const rules = fc.oneof(fc.record({ ...base, on, every: fc.constantFrom("week" as const, "2-weeks" as const) }), fc.record({ ...base, on, every: fc.constant("month" as const), nth: fc.constantFrom(...nths) }));
    const pauses = fc.array(fc.record({ from: day, length: fc.integer({ min: 0, max: 20 }), calledOff: fc.boolean() }), { maxLength: 3 });
    fc.assert(fc.property(rules, pauses, ({ endsOn, ...rule }, rests) => {
      const activity = activityLike({
        rule: { ...rule, endsOn: endsOn === undefined ? undefined : addDays(rule.startsOn, endsOn) } as Rule,
        pauses: rests.map(({ from, length, calledOff }) => ({ from, to: calledOff ? from : addDays(from, length), calledOff, reason: "" })),
      });
      const to = addDays(TODAY, 300);
      expect(readBack(textOf([activity]), to)).toEqual({ held: spans(activity, to, false), calledOff: spans(activity, to, true) });
    }), { numRuns: 150 });
  });

  test("the control: a calendar an hour wrong is seen", () => {
    const activity = activityLike({ rule: { ...at, every: "week", on: "mo", startsOn: "2026-09-01" } });
    const wrong = textOf([activity]).replace("TZOFFSETTO:+0200", "TZOFFSETTO:+0100").replace("TZOFFSETFROM:+0200", "TZOFFSETFROM:+0100");
    expect(readBack(wrong, TO).held).not.toEqual(spans(activity, TO, false));
  });

  test("what has no time at all is no event", () => {
    expect(eventsIn(textOf([activityLike({ rule: { ...at, every: "week", on: "mo", startsOn: "2026-11-24", endsOn: "2026-11-29" } })]))).toEqual([]);
    const resting = activityLike({ rule: { ...at, every: "once", startsOn: "2026-12-24", endsOn: "2026-12-24" }, pauses: [{ from: "2026-12-20", to: "2027-01-06", calledOff: false, reason: "" }] });
    expect(eventsIn(textOf([resting]))).toEqual([]);
  });
});

describe("the format", () => {
  const weekly: Rule = { ...at, every: "week", on: "mo", startsOn: "2026-09-01" };
  test("an event keeps its name, and counts its changes", () => {
    const [one] = eventsIn(textOf([activityLike({ rule: weekly })]));
    const [other] = eventsIn(textOf([activityLike({ rule: weekly, name: "Nytt namn", sequence: 4 })]));
    expect(one!.getFirstPropertyValue("uid")).toBe("0d2c1a6e-0000-4000-8000-000000000001@kring");
    expect([other!.getFirstPropertyValue("uid"), other!.getFirstPropertyValue("sequence"), one!.getFirstPropertyValue("sequence")]).toEqual([one!.getFirstPropertyValue("uid"), 4, 0]);
  });
  test("every line ends as it must and has at most 75 octets, whatever the language", () => {
    const text = textOf([activityLike({ rule: weekly, name: "Träff på många språk 👩‍👩‍👧‍👦 لقاء الآباء والأمهات في مركز الأسرة كل أسبوع, välkomna; \\o/", about: "Rad ett\nrad två ".repeat(20) })]);
    expect(text.endsWith("\r\n")).toBe(true);
    for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  });
  test("words come back as they were written, and cannot add a line of their own", () => {
    const strange = "Kom, vi bjuder; \\på\\ kaffe\nEND:VEVENT\nATTENDEE:mailto:x@example.se";
    const [event, ...rest] = eventsIn(textOf([activityLike({ rule: weekly, name: strange, about: strange })]));
    expect([event!.getFirstPropertyValue("summary"), event!.getFirstPropertyValue("description"), event!.getFirstProperty("attendee"), rest]).toEqual([strange, strange, null, []]);
  });
  test.each([["a,b;c\\d", "a\\,b\\;c\\\\d"], ["två\r\nrader", "två\\nrader"], ["noll\u0000klocka\u0007", "noll klocka "]])("%j is written %j", (text, written) => expect(escapeText(text)).toBe(written));
  test("folding never cuts a character in two", () => {
    const line = `SUMMARY:${"å".repeat(100)}🐘${"ا".repeat(60)}`;
    const folded = foldLine(line);
    expect(folded.replaceAll("\r\n ", "")).toBe(line);
    expect(folded.split("\r\n").every((piece) => Buffer.from(piece).toString() === piece && Buffer.byteLength(piece) <= 75)).toBe(true);
  });
});
