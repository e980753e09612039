import { afterAll, beforeAll, expect, test } from "vitest";
import { buildStories } from "#worlds/build-stories.ts";
import { openEasel } from "./easel.ts";
import { fitFaults } from "./judge.ts";
import { meetEverything, statesMet, unlike, type PageState } from "./page-states.ts";
import { openSite, type Site } from "./site.ts";

const AT = "2026-11-23T09:00:00+01:00";
const GIVEN = "Maximiliana-Alexandra";
const FAMILY = "Gyllenkrok af Björkenstam-Öhrnström";
const PLACE = "Barnavårdscentralsmottagningen och Skolhälsovårdsenheten vid";

let site: Site;
let states: readonly PageState[];

/** The demo world once more, where every child, every guardian and every unit has a name that is hard to find room for. */
beforeAll(async () => {
  site = await openSite(AT);
  const { house } = site;
  for (const person of [...house.world.children, ...house.world.guardians]) if ("given" in person) Object.assign(person, { given: GIVEN, family: FAMILY });
  await house.rows("update kring.unit set name = $1 || ' ' || name", [PLACE]);
  await buildStories({ world: house.world, house: house.house, database: house.database, at: new Date(AT) });
  const { met } = await meetEverything(house, {});
  states = unlike(statesMet(met)).filter(({ html }) => html.includes(GIVEN) || html.includes(PLACE));
});
afterAll(() => site.close());

test("a long name of a child, of a guardian or of a unit fits at every width, and sticks out of nothing", { timeout: 240_000 }, async () => {
  expect(states.length).toBeGreaterThan(70);
  const [queue, faults] = [[...states], [] as string[]];
  const judge = async () => {
    const { page, draw } = await openEasel(site);
    for (let state = queue.shift(); state !== undefined; state = queue.shift()) {
      await draw(state);
      for (const fault of await fitFaults(page)) faults.push(`${state.kind} (${state.state}) ${fault}`);
    }
    await page.context().close();
  };
  await Promise.all([judge(), judge()]);
  expect(faults).toEqual([]);
});
