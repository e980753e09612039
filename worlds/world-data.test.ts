import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadPractice } from "../src/practice/practice-load.ts";
import { addDays, ageOn, type Day } from "../src/platform/clock.ts";
import type { EventOf, StoryEvent } from "./story-events.ts";
import { readWorld, type Child } from "./world-data.ts";

const KRONOBERG = join(import.meta.dirname, "kronoberg");
const world = readWorld(KRONOBERG, loadPractice("packages-of-practice/kronobarn"));

/** The day the mock-ups show; ages and weekdays are judged from it. */
const BUILT: Day = "2026-11-22";

const units = world.authorities.flatMap(({ branches }) =>
  branches.flatMap((branch) => branch.units.map((unit) => ({ ...unit, kind: branch.kind }))),
);
const municipalities = world.authorities.flatMap((authority) => (authority.kind === "municipality" ? [authority] : []));

function getChild(handle: string): Child {
  const child = world.children.find((one) => one.handle === handle);
  if (!child) throw new Error(`no child ${handle}`);
  return child;
}

const eventsOf = (handle: string): readonly StoryEvent[] => world.stories.find(({ child }) => child === handle)?.events ?? [];

const only = <Name extends StoryEvent["event"]>(handle: string, name: Name): EventOf<Name>[] =>
  eventsOf(handle).filter((event): event is EventOf<Name> => event.event === name);

const bornOn = (identity: string): Day => `${identity.slice(0, 4)}-${identity.slice(4, 6)}-${identity.slice(6, 8)}`;

function ageOf(handle: string): number {
  const child = getChild(handle);
  if (!child.born) throw new Error(`${handle} is not born`);
  return ageOn(bornOn(child.identity), BUILT);
}

/** Written apart from the schema: digits doubled from the right, tens folded, and a sum that ends in nought. */
function checksumHolds(identity: string): boolean {
  const digits = identity.slice(2).split("").reverse().map(Number);
  const sum = digits.map((digit, place) => (place % 2 === 1 ? [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][digit] ?? 0 : digit)).reduce((a, b) => a + b, 0);
  return sum % 10 === 0;
}

describe("the people of Kronoberg", () => {
  const identities = [...world.staff, ...world.guardians, ...world.children.filter((child) => child.born)].map(({ identity }) => identity);

  test("carry only test identity numbers with a checksum that holds, each its own", () => {
    expect(identities.filter((identity) => !checksumHolds(identity))).toEqual([]);
    expect(identities.filter((identity) => !["238", "239"].includes(identity.slice(8, 11)))).toEqual([]);
    expect(new Set(identities).size).toBe(identities.length);
    expect(["199001012385", "199001012393", "201701012393"].every(checksumHolds)).toBe(true);
    expect(checksumHolds("199001012386")).toBe(false);
  });

  test("are grown up when they work or are guardians", () => {
    const adults = [...world.staff, ...world.guardians];
    expect(adults.filter(({ identity }) => ageOn(bornOn(identity), BUILT) < 18)).toEqual([]);
  });

  test("include somebody with duties in two branches, a guardian who reads English, a long name and a parent without custody", () => {
    const kindOf = (handle: string) => units.find((unit) => unit.handle === handle)?.kind;
    const twoBranches = world.staff.filter(({ duties }) => new Set(duties.map(({ unit }) => kindOf(unit))).size > 1);
    expect(twoBranches.map(({ handle }) => handle)).toEqual(["helena"]);
    expect(world.guardians.filter(({ language }) => language === "en").map(({ handle }) => handle)).toEqual(["priya"]);
    expect(world.guardians.some(({ given, family }) => `${given} ${family}`.length > 50)).toBe(true);
    const without = world.guardians.filter(({ children }) => children.some(({ custody }) => custody === "none"));
    expect(without.map(({ handle }) => handle)).toEqual(["roger"]);
  });
});

const isLedBy = (unit: string, role: string): boolean =>
  world.staff.some(({ duties }) => duties.some((duty) => duty.unit === unit && duty.role === role && duty.leads));

describe("the eight municipalities", () => {
  test("are Kronoberg's, with their codes", () => {
    expect(Object.fromEntries(municipalities.map(({ handle, code }) => [handle, code]))).toEqual({
      alvesta: "0764", lessebo: "0761", ljungby: "0781", markaryd: "0767", tingsryd: "0763", uppvidinge: "0760", vaxjo: "0780", almhult: "0765",
    });
  });

  const ownKinds = ["preschool", "school", "pupil-health", "school-health", "social-services", "leisure", "labour-market"];
  const regionKinds = ["maternity-care", "child-health", "child-psychiatry", "habilitation", "youth-clinic", "primary-care"];
  const leadRoles: Record<string, string> = {
    "maternity-care": "midwife", "child-health": "child-health-nurse", school: "head-teacher", "labour-market": "activity-officer",
    preschool: "preschool-teacher", "social-services": "social-worker",
  };

  test.each(municipalities.map((one) => [one.name, one] as const))("%s has every kind of unit for a child who lives there", (_, one) => {
    const own = one.branches.flatMap(({ kind, units: list }) => list.map(() => kind));
    const served = units.filter(({ serves }) => serves?.includes(one.handle)).map(({ kind }) => kind);
    expect(ownKinds.filter((kind) => !own.some((found) => found === kind))).toEqual([]);
    expect(regionKinds.filter((kind) => !served.some((found) => found === kind))).toEqual([]);
    expect(served.filter((kind) => kind === "child-health" || kind === "maternity-care")).toHaveLength(2);
  });

  test.each(municipalities.map((one) => [one.name, one] as const))("%s has somebody in every role that leads", (_, one) => {
    const own = one.branches.flatMap(({ kind, units: list }) => list.map(({ handle }) => ({ handle, kind })));
    const near = [...own, ...units.filter(({ serves }) => serves?.includes(one.handle))];
    const missing = Object.entries(leadRoles).filter(
      ([kind, role]) => !near.some((unit) => unit.kind === kind && isLedBy(unit.handle, role)),
    );
    expect(missing).toEqual([]);
  });

  test("have somebody who receives in every unit that a story turns to", () => {
    const turnedTo = world.stories.flatMap(({ events }) => events.flatMap(receiversIn));
    const led = new Set(world.staff.flatMap(({ duties }) => duties.filter(({ leads }) => leads).map(({ unit }) => unit)));
    expect(turnedTo.filter((unit) => !led.has(unit))).toEqual([]);
    expect(turnedTo.length).toBeGreaterThan(20);
  });
});

function receiversIn(event: StoryEvent): string[] {
  if (event.event === "deliver_signal" || event.event === "hand_over") return [event.to];
  if (event.event === "consent") return event.receivers;
  if (event.event === "decide") return event.parties;
  return event.event === "plan" ? event.contacts.map(({ unit }) => unit) : [];
}

describe("the children", () => {
  test("are as old as their stories say", () => {
    const ages = Object.fromEntries(world.children.filter((child) => child.born).map(({ handle }) => [handle, ageOf(handle)]));
    expect(ages).toEqual({ elis: 4, tyra: 8, jonatan: 5, alma: 2, noor: 6, tilde: 14, melker: 10, vidar: 17, sixten: 1, ella: 12, moa: 7 });
  });

  test("live in all eight municipalities", () => {
    expect(new Set(world.children.map(({ municipality }) => municipality)).size).toBe(8);
  });

  test("Elis, at Trollet, has a signal that Anna has written and nobody has been given", () => {
    expect(getChild("elis")).toMatchObject({ given: "Elis", family: "Holm", attends: "trollet", municipality: "lessebo" });
    expect(eventsOf("elis").map(({ event, by }) => `${event} ${by}`)).toEqual(["signal anna"]);
    const joint = world.guardians.filter(({ children }) => children.some(({ child, custody }) => child === "elis" && custody === "joint"));
    expect(joint.map(({ handle }) => handle)).toEqual(["sara", "johan"]);
  });

  test("Tyra is Elis's sister and has a matter of her own that is closed", () => {
    const both = world.guardians.filter(({ children }) => children.map(({ child }) => child).join() === "elis,tyra");
    expect(both).toHaveLength(2);
    expect(eventsOf("tyra").at(-1)?.event).toBe("close");
  });

  test("Jonatan has a plan in its second version whose follow-up is three days late", () => {
    const latest = only("jonatan", "plan").at(-1);
    expect([latest?.version, latest?.follow_up.day, latest?.follow_up.who]).toEqual([2, -3, "maja"]);
    expect(only("jonatan", "follow_up")).toHaveLength(1);
  });

  test("Alma waits for her father's answer", () => {
    expect(only("alma", "consent").at(-1)?.answers.map(({ who, answer }) => `${who} ${answer}`)).toEqual(["therese granted", "daniel none"]);
  });

  test("Noor has been offered to a head teacher who has not answered", () => {
    expect(eventsOf("noor").at(-1)).toMatchObject({ event: "hand_over", kind: "lead", to: "bergdala-skola", day: -3 });
  });

  test("Tilde has answered for herself, and her plan was returned once before it was accepted", () => {
    expect(only("tilde", "consent").every(({ answers }) => answers.some(({ who }) => who === "tilde"))).toBe(true);
    const baton = eventsOf("tilde").map(({ event }) => event).filter((event) => ["hand_over", "return", "accept"].includes(event));
    expect(baton).toEqual(["hand_over", "return", "hand_over", "accept"]);
  });

  test("Melker's matter was solved in school without consent, meeting or plan", () => {
    expect(eventsOf("melker").map(({ event }) => event)).toEqual(["signal", "receive", "wheel", "wheel", "wheel", "decide", "close"]);
    expect(only("melker", "decide")[0]?.outcome).toBe("own-service");
  });

  test("an unborn child is known through the one who carries it", () => {
    expect(getChild("barnet-raman")).toMatchObject({ born: false, carried_by: "priya" });
    expect(getChild("barnet-raman")).not.toHaveProperty("identity");
  });

  test("Vidar meets the activity officer and others in three days; his father is not asked", () => {
    expect(only("vidar", "meeting").map(({ meets_day, held }) => [meets_day, held])).toEqual([[3, undefined]]);
    expect(JSON.stringify(eventsOf("vidar"))).not.toContain("roger");
  });

  test("Sixten's matter went wholly to another service, Ella's no was respected, Moa's signal waits", () => {
    expect(eventsOf("sixten").at(-1)).toMatchObject({ event: "accept", by: "viktor" });
    expect(only("ella", "decide").map(({ outcome }) => outcome)).toEqual(["collaboration", "own-service"]);
    expect(eventsOf("moa").map(({ event }) => event)).toEqual(["signal", "deliver_signal"]);
  });
});

/** Every text a person could have written, with where it stands. */
function textsIn(value: unknown, path = ""): [string, string][] {
  if (typeof value === "string") return value.includes(" ") ? [[path, value]] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, `${path}/${key}`));
}

const sentences = (text: string): number => text.split(/[.?!]”?(?:\s|$)/).filter((part) => part.trim() !== "").length;

/** Swedish readability: words per sentence plus the share of words longer than six letters. */
function lix(text: string): number {
  const list = text.match(/[\p{L}\d]+/gu) ?? [];
  return list.length / sentences(text) + (100 * list.filter((word) => word.length > 6).length) / list.length;
}

describe("the words", () => {
  const texts = textsIn(world.stories);

  test("are one to four sentences", () => {
    expect(texts.filter(([, text]) => sentences(text) > 4)).toEqual([]);
    expect(sentences("Ett. Två. Tre. Fyra. Fem.")).toBe(5);
  });

  test("name no date, weekday, month or year, since the world may be built on any day", () => {
    const dated = /\b(måndag|tisdag|onsdag|torsdag|lördag|söndag|januari|februari|april|juni|juli|augusti|september|oktober|november|december|20\d\d)\b/i;
    expect(texts.filter(([, text]) => dated.test(text))).toEqual([]);
    expect(dated.test("Vi ses på tisdag")).toBe(true);
  });

  test("hold no telephone number, address or identity number", () => {
    expect(texts.filter(([, text]) => /\d{5,}|@/.test(text))).toEqual([]);
  });

  test("are easy to read where the family reads the plan", () => {
    const plans = world.stories.flatMap(({ events }) => events.filter((event) => event.event === "plan"));
    const read = plans.flatMap(({ reason, guardians_view: view, measures, goals }) => [
      reason, view, ...measures.map(({ what }) => what), ...goals.flatMap(({ goal, sign }) => [goal, sign]),
    ]);
    expect(lix(read.join(" "))).toBeLessThanOrEqual(30);
    expect(lix("Verksamhetsövergripande samverkansinsatser förutsätter ansvarsfördelning.")).toBeGreaterThan(60);
  });
});

describe("the time", () => {
  test("falls on working days for those who work, when the world is built the day of the mock-ups", () => {
    const weekday = (day: number) => new Date(addDays(BUILT, day)).getUTCDay();
    const weekends = world.stories.flatMap(({ child, events }) => events.filter(({ day }) => weekday(day) % 6 === 0).map(({ event }) => [child, event]));
    expect(weekends).toEqual([]);
    expect(weekday(0)).toBe(0);
  });
});
