import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { buildStories } from "./build-stories.ts";

let house: TestHouse;
let took = 0;
beforeAll(async () => {
  house = await openTestHouse("2026-11-23T10:00:00+01:00");
  const began = performance.now();
  await buildStories({ world: house.world, house: house.house, database: house.database, at: house.clock.now() });
  took = performance.now() - began;
});
afterAll(() => house.close());

test("x", async () => {
  console.log(took);
  console.table(await house.rows("select m.number, m.state, m.role, m.due_on::text, u.handle, p.handle as x from kring.matter m join kring.unit u on u.id=m.unit_id left join kring.unit p on false order by m.number"));
});
