import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { loadPractice, packageFolder } from "#src/practice/index.ts";
import { buildAdvice } from "./build-advice.ts";
import { buildStories } from "./build-stories.ts";
import { readDemoWorld } from "./demo.ts";
import { describeWorld } from "./describe.ts";

const BUILT_AT = new Date("2026-11-23T09:00:00+01:00");

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse(BUILT_AT.toISOString(), "degerfors");
  await buildStories({ world: house.world, house: house.house, database: house.database, at: BUILT_AT });
});
afterAll(() => house.close());

describe("the demo world told by Degerforsmodellen", () => {
  test("has Degerfors' children and nobody else's, with the organisations of all places", () => {
    expect(house.world.children.map(({ handle, municipality }) => [handle, municipality])).toEqual([["ture", "degerfors"], ["svea", "degerfors"]]);
    const kronoberg = readDemoWorld(loadPractice(packageFolder("kronobarn")));
    const places = ({ authorities }: typeof kronoberg) => authorities.map(({ handle }) => handle).sort();
    expect(places(house.world)).toEqual(places(kronoberg));
    expect(kronoberg.children.map(({ handle }) => handle)).not.toContain("svea");
  });

  test("a package that no story is told by has no demo world", () => {
    const practice = loadPractice(packageFolder("degerfors"));
    expect(() => readDemoWorld({ ...practice, package: { ...practice.package, id: "third" } })).toThrow("no child of the demo world is told of by the practice package third");
  });

  test("Ture has been noticed, and nothing has been sent; Svea's plan is held by pupil health, and its follow-up lies ahead", async () => {
    const matters = await house.rows<{ unit: string; state: string; role: string }>("select u.handle as unit, m.state, m.role from kring.matter m join kring.unit u on u.id = m.unit_id order by m.opened_at, u.handle");
    expect(matters).toContainEqual({ unit: "forskolan-hyttan", state: "noticed", role: "noticing" });
    const [plan] = await house.rows("select u.handle as unit, v.number, v.follow_up_on::text as follow_up from kring.plan p join kring.matter m on m.id = p.holder_matter_id join kring.unit u on u.id = m.unit_id join kring.plan_version v on v.plan_id = p.id");
    expect(plan).toEqual({ unit: "degerfors-elevhalsan", number: 1, follow_up: "2026-12-02" });
  });

  test("consents are about the arenas, and the youth house was told of no other", async () => {
    const topics = await house.rows<{ topic: string }>("select distinct unnest(topics) as topic from kring.consent order by 1");
    expect(topics.map(({ topic }) => topic)).toEqual(["contact", "home", "leisure", "meeting", "plan", "school"]);
    const told = await house.rows<{ topic: string }>("select distinct unnest(d.what) as topic from kring.delivery d join kring.unit u on u.id = d.to_unit_id where u.handle = 'ungdomens-hus-degerfors' order by 1");
    expect(told.map(({ topic }) => topic)).toEqual(["contact", "leisure", "meeting", "plan"]);
  });

  test("in each place somebody has asked for advice about nobody, and it waits on the list of those who are asked", async () => {
    await buildAdvice({ world: house.world, house: house.house, database: house.database, at: BUILT_AT });
    for (const [who, from] of [["gerd", "Elevhälsan"], ["maja", "Förskolan Trollet"]] as const) expect((await (await house.signIn(who)).get("/list")).text, who).toMatch(new RegExp(`Råd utan namn.*${from}.*Ber er om råd`));
    expect(await house.rows("select 1 from kring.consultation where state = 'waiting'")).toHaveLength(2);
  });

  test("whoever opens the world is told who is next", async () => {
    const { children } = await describeWorld({ world: house.world, house: house.house, owner: house.owner, at: BUILT_AT });
    expect(children.map(({ name, age, next }) => [name, age, next[0]?.name])).toEqual([["Ture Berglund", 3, "Jonna Ekdahl"], ["Svea Ek", 13, "Simon Ahlgren"]]);
  });
});
