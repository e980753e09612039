import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";

let house: TestHouse;
beforeAll(async () => (house = await openTestHouse()));
afterAll(() => house.close());

// @model row 33: one place, many principals.
test("a place that several principals share tells who is there by whom they are employed, and that secrecy holds between them all the same", async () => {
  const staff = await house.signIn("ingrid");
  const places = await staff.get("/network/places?guide=degerfors");
  const rows = await house.rows<{ handle: string; authorities: string[]; services: string[] }>(`select l.handle, array_agg(distinct a.name) as authorities, array_agg(s.name) as services
    from kring.location l join kring.service s on s.location_id = l.id and s.status <> 'ended' join kring.guide g on g.id = s.guide_id and g.handle = 'degerfors'
    join kring.unit u on u.id = s.unit_id join kring.branch b on b.id = u.branch_id join kring.authority a on a.id = b.authority_id group by l.handle`);
  const [shared, alone] = [rows.find(({ authorities }) => authorities.length > 1)!, rows.find(({ authorities }) => authorities.length === 1)!];
  for (const { handle } of [shared, alone]) expect(places.html).toContain(`/network/places/${handle}`);
  const page = await staff.get(`/network/places/${shared.handle}?guide=degerfors`);
  for (const said of [...shared.authorities, ...shared.services]) expect(page.text).toContain(said);
  expect(page.text).toContain("huvudmän under samma tak");
  expect((await staff.get(`/network/places/${alone.handle}?guide=degerfors`)).text).not.toContain("huvudmän under samma tak");
  expect((await staff.get("/network/places/ingenstans?guide=degerfors")).status).toBe(404);
});
