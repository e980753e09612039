import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { sheetsOf, type MeetCard } from "./meet.ts";

test("four cards go on a sheet, and none is lost", () => {
  const cards = Array.from({ length: 9 }, (_, nth) => ({ id: String(nth) }) as MeetCard);
  expect(sheetsOf(cards).map((sheet) => sheet.map(({ id }) => id).join(""))).toEqual(["0123", "4567", "8"]);
  expect(sheetsOf([])).toEqual([]);
});

describe("cards to get to know each other by", () => {
  let house: TestHouse;
  beforeAll(async () => void (house = await openTestHouse()));
  afterAll(() => house.close());
  const cardsOn = (html: string) => html.split('class="meet-card"').length - 1;

  test("every unit of the guide has one, and the card of a unit leads to its own", async () => {
    const gerd = await house.signIn("gerd");
    const [{ units }] = await house.rows<{ units: number }>("select count(distinct s.unit_id)::int as units from kring.service s join kring.guide g on g.id = s.guide_id where g.handle = 'degerfors' and s.status <> 'ended'") as [{ units: number }];
    expect(cardsOn((await gerd.get("/network/meet?guide=degerfors")).html)).toBe(units);
    const link = /href="(\/network\/meet\?[^"]*unit=[^"]*)"/.exec((await gerd.get("/network/services/gryningen")).html)![1]!.replaceAll("&amp;", "&");
    const one = await gerd.get(link);
    expect([cardsOn(one.html), one.text.includes("Gryningen")]).toEqual([1, true]);
  });
  test("on paper stands nothing that only colleagues read", async () => {
    await house.rows("update kring.service_internal set direct_line = '070-1740699', guiding = 'Bara för kollegor.' where service_id = (select id from kring.service where handle = 'bvc-degerfors')");
    const page = await (await house.signIn("gerd")).get("/network/meet?guide=degerfors");
    expect((await (await house.signIn("gerd")).get("/network/services/bvc-degerfors")).text).toContain("070-1740699");
    for (const internal of ["070-1740699", "Bara för kollegor."]) expect(page.text).not.toContain(internal);
  });
  test.each(["?unit=x", "?unit=11111111-1111-4111-8111-111111111111&guide=degerfors", "?guide=%00", "?guide='%20or%201=1"])("an address that names nobody shows them all: %s", async (query) => {
    const page = await (await house.signIn("gerd")).get(`/network/meet${query}`);
    expect([page.status, cardsOn(page.html) > 5]).toEqual([200, true]);
  });
  test("who has not signed in is asked to", async () => expect((await house.visitor().get("/network/meet")).location).toContain("/sign-in"));
});
