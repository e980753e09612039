import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { buildSignUps } from "./build-sign-ups.ts";

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse("2026-11-26T09:00:00+01:00");
  await buildSignUps({ world: house.world, house: house.house, database: house.database, at: house.clock.now() });
});
afterAll(() => house.close());

test("a full round has a line, and an evening has seats left", async () => {
  const rows = await house.rows<{ handle: string; coming: number; waiting: number; seats: number; capacity: number }>(`
    select a.handle, count(*) filter (where s.state = 'coming')::int as coming, count(*) filter (where s.state = 'waiting')::int as waiting, coalesce(sum(s.seats) filter (where s.state = 'coming'), 0)::int as seats, a.capacity
    from kring.activity_sign_up s join kring.activity a on a.id = s.activity_id group by a.handle, a.capacity order by a.handle`);
  expect(rows.map(({ handle, waiting }) => [handle, waiting])).toEqual([["laga-mat-med-din-tonaring", 0], ["lugna-stunden", 0], ["vagledande-samspel-tisdag", 2]]);
  expect(rows.every(({ seats, capacity }) => seats <= capacity)).toBe(true);
});

test("whoever arranges it sees who comes, and how many came before", async () => {
  const ingrid = await house.signIn("ingrid");
  const page = await ingrid.get("/our/activities/vagledande-samspel-tisdag/people/all");
  expect(page.text).toMatch(/12 av 12 platser.*Lova.*Emre.*Rana.*Peter/);
  const jens = await house.signIn("jens");
  expect((await jens.get("/our/activities/laga-mat-med-din-tonaring")).text).toMatch(/8 av 16 platser, 0 i kö/);
  const [{ counted }] = (await house.rows<{ counted: number }>("select count(*)::int as counted from kring.activity_attendance t join kring.activity a on a.id = t.activity_id where a.handle in ('lugna-stunden', 'tonarstraff-for-vuxna')")) as [{ counted: number }];
  expect(counted).toBeGreaterThan(4);
});
