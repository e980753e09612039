import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { besideFrom, gapsIn, isAsked, knownFrom, reachOf, type Knowing, type Much } from "./knowing.ts";

const unit = (id: string) => ({ id, name: `Enheten ${id}`, authority: "Kommunen", services: [] });
const says = (by: string, of: string, much: Much, saidOn = "2026-11-01"): Knowing => ({ unit: by, of, much, saidOn });

describe("what is made of what units have said", () => {
  const units = ["A", "B", "C", "D"].map(unit);
  const known = knownFrom([says("A", "B", 0), says("B", "A", 3), says("A", "C", 0), says("C", "A", 0), says("B", "C", 2), says("C", "B", 3), says("D", "B", 1)]);
  const gaps = gapsIn(units, known);

  test("those who know each other least come first; who knows enough, or has not said, is no gap", () => {
    expect(gaps.map(({ one, other }) => one.id + other.id)).toEqual(["AC", "AB", "BD"]);
    expect(gapsIn(units, knownFrom([]))).toEqual([]);
  });
  test("at a table everybody sits once, beside whom they know least", () => expect(besideFrom(gaps).map(({ one, other }) => one.id + other.id)).toEqual(["AC", "BD"]));
  test("a unit's reach is how many it knows when to call, and how many know that of it", () => {
    expect(reachOf(units, known, "B")).toEqual({ knows: 2, knownBy: 1, said: 2 });
  });
  test("a unit is asked until it has said, and anew after a year", () => {
    const said = [says("A", "B", 2, "2025-11-24")];
    expect([isAsked(said, "A", "2026-11-23"), isAsked(said, "A", "2026-11-24"), isAsked(said, "B", "2026-11-23")]).toEqual([false, true, true]);
  });
});

describe("a unit says how well it knows the others", () => {
  const SAY = "/network/ours/knowing";
  let house: TestHouse;
  let ids: Map<string, string>;
  beforeAll(async () => {
    house = await openTestHouse();
    ids = new Map((await house.rows<{ handle: string; id: string }>("select handle, id from kring.unit")).map(({ handle, id }) => [handle, id]));
    await house.rows("delete from kring.knowing");
  });
  afterAll(() => house.close());
  const field = (handle: string) => `unit-${ids.get(handle)!}`;
  const stored = () => house.rows<{ by: string; of: string; much: number; said: string }>(
    "select u.handle as by, o.handle as of, k.much, k.said_on::text as said from kring.knowing k join kring.unit u on u.id = k.unit_id join kring.unit o on o.id = k.of_unit_id order by o.handle");

  test("before anybody has said, the page says so and asks", async () => {
    const page = await (await house.signIn("gerd")).get("/network/knowing?guide=degerfors");
    expect(page.text).toContain("Ingen har svarat än");
    expect(page.html).toContain(SAY);
  });

  test("what it says stands as the unit's, for everybody who works with families; the same post twice changes nothing", async () => {
    const gerd = await house.signIn("gerd");
    const form = await gerd.get(SAY);
    expect(form.html).not.toContain(field("bvc-degerfors"));
    const filled = { [field("steget")]: "0", [field("gryningen")]: "3" };
    const page = await gerd.submit(form, filled, SAY);
    expect(page.text).toContain("Svaren är sparade");
    await gerd.submit(form, filled, SAY);
    expect(await stored()).toEqual([{ by: "bvc-degerfors", of: "gryningen", much: 3, said: "2026-11-23" }, { by: "bvc-degerfors", of: "steget", much: 0, said: "2026-11-23" }]);
    const simon = await house.signIn("simon");
    expect((await simon.get("/network/knowing?guide=degerfors")).text).toContain("känner inte till uppdraget än");
    expect((await simon.get(`/network/units/${ids.get("bvc-degerfors")!}/knowing`)).text).toContain("känner dem väl");
  });

  test("said anew, it is today's; of whom nothing is said, nothing stands", async () => {
    const gerd = await house.signIn("gerd");
    await gerd.submit(await gerd.get(SAY), { [field("steget")]: "2", [field("gryningen")]: "" }, SAY);
    expect(await stored()).toEqual([{ by: "bvc-degerfors", of: "steget", much: 2, said: "2026-11-23" }]);
  });

  test.each([["7", "Välj ett av alternativen"], ["-1", "Välj ett av alternativen"], ["'; drop table", "Välj ett av alternativen"], ["", "Svara om minst en verksamhet"]])("“%s” is no answer: it is said, and what stood stands", async (value, said) => {
    const gerd = await house.signIn("gerd");
    const before = await stored();
    const page = await gerd.submit(await gerd.get(SAY), { [field("steget")]: value }, SAY);
    expect([page.status, page.text.includes(said)]).toEqual([422, true]);
    expect(await stored()).toEqual(before);
  });

  test("only who answers for the unit's cards says it, and only for the own unit; the rows say the same", async () => {
    const row = { unit_id: ids.get("bvc-degerfors")!, of_unit_id: ids.get("gryningen")!, much: 3, said_on: "2026-11-23" };
    await expect(house.as("simon", (hand) => hand.tx.insertInto("knowing").values({ ...row, by_duty: hand.actor.duty!.id }).execute())).rejects.toThrow(/row-level security/);
    await house.rows("update kring.service_internal set contact_duty_id = null, deputy_duty_id = (select d.id from kring.duty d join kring.unit u on u.id = d.unit_id where u.handle = 'gryningen' limit 1) where service_id in (select s.id from kring.service s join kring.unit u on u.id = s.unit_id where u.handle = 'bvc-degerfors')");
    const gerd = await house.signIn("gerd");
    expect((await gerd.get(SAY)).status).toBe(404);
    expect((await gerd.get("/network/knowing?guide=degerfors")).html).not.toContain(`href="${SAY}"`);
    await expect(house.as("gerd", (hand) => hand.tx.insertInto("knowing").values({ ...row, by_duty: hand.actor.duty!.id }).execute())).rejects.toThrow(/row-level security/);
  });
  test.each(["%00", "'%20or%201=1", "x".repeat(300), "ingen"])("an address that names no guide shows one's own: %s", async (guide) => {
    const page = await (await house.signIn("gerd")).get(`/network/knowing?guide=${guide}`);
    expect([page.status, page.text.includes("BVC Degerfors")]).toEqual([200, true]);
  });
  test("nobody who has not signed in sees any of it, and a unit that is not there has no page", async () => {
    expect((await house.visitor().get("/network/knowing")).location).toContain("/sign-in");
    expect((await (await house.signIn("gerd")).get("/network/units/11111111-1111-4111-8111-111111111111/knowing")).status).toBe(404);
  });
});
