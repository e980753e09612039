import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeClient } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { hashOfToken } from "../platform/web/request.ts";

// The cards of the demo are dated from the day before.
const NOW = "2026-11-21T09:00:00+01:00";

let house: TestHouse;
beforeAll(async () => (house = await openTestHouse(NOW)));
afterAll(() => house.close());

const card = (handle: string) => `/network/services/${handle}`;
const INTERNAL = ["070-1740628", "måndagar 12.30–13.30", "Mejla Gerd frågan", "Erbjud dig att ringa tillsammans", "om föräldern vet att ni ringer"];

describe("the inside of a card", () => {
  test("a colleague of another authority sees whom to call, when, how fast and what to tell", async () => {
    const page = await (await house.signIn("simon")).get(card("bvc-degerfors"));
    expect([page.status, page.heading]).toEqual([200, "BVC Degerfors"]);
    for (const said of INTERNAL) expect(page.text).toContain(said);
    expect(page.text).toContain("inom 3 arbetsdagar");
    expect(page.text).toContain("Gerd Norling");
    expect(page.text).toContain("från barnmorskan till BVC");
    expect(page.text).toContain("Stark sekretess");
    expect(page.text).toContain("OSL 25:1");
    expect(page.text).toContain("Familjecentralens morgonmöte");
  });

  test("nothing of it is public: not on the public card, not in the search, not in the open data, and no visitor comes in", async () => {
    const visitor = house.visitor();
    const pages = await Promise.all(["/services/bvc-degerfors", "/search?q=bvc", "/services", "/ages/0-1"].map((path) => visitor.get(path)));
    const api = await house.app.request("http://kring.test/api/v1/guide/search?q=bvc");
    for (const text of [...pages.map(({ html }) => html), await api.text()]) for (const said of [...INTERNAL, "Gerd Norling"]) expect(text).not.toContain(said);
    expect((await visitor.get(card("bvc-degerfors"))).location).toMatch(/^\/sign-in/);
  });

  test("somebody who acts in no duty, as a guardian does, sees no card from the inside, on the page or in the rows", async () => {
    const token = await house.tokenFor("simon");
    const read = () => house.database.withActor({ tokenHash: hashOfToken(token), at: house.clock.now() }, "test", async ({ tx, audit }) => {
      audit({ event: "stage.set", outcome: "granted" });
      const counts = await Promise.all((["service_internal", "service_change", "forum", "duty_card"] as const).map((table) => tx.selectFrom(table).select(({ fn }) => fn.countAll<number>().as("n")).executeTakeFirstOrThrow()));
      return counts.map(({ n }) => Number(n) > 0);
    });
    expect(await read()).toEqual([true, true, true, true]);
    await house.rows("update kring.session set duty_id = null where token_hash = $1", [hashOfToken(token)]);
    expect(await read()).toEqual([false, false, false, false]);
    expect((await makeClient(house.app, token).get(card("bvc-degerfors"))).status).toBe(404);
  });

  test("no column of the inside is a column of the public card", async () => {
    const columns = await house.rows<{ column_name: string }>("select column_name from information_schema.columns where table_schema = 'kring' and table_name = 'service'");
    const inside = await house.rows<{ column_name: string }>("select column_name from information_schema.columns where table_schema = 'kring' and table_name = 'service_internal'");
    const both = inside.filter(({ column_name: name }) => columns.some((one) => one.column_name === name));
    expect([inside.length, both]).toEqual([14, []]);
  });

  test("a card without a deputy says so, and one that nobody answers for says it first", async () => {
    const simon = await house.signIn("simon");
    expect((await simon.get(card("logopeden-degerfors"))).text).toContain("Ersättare: ingen utsedd");
    expect((await simon.get(card("logopeden-degerfors"))).text).not.toContain("Ingen svarar för det här kortet");
    await house.rows("update kring.service_internal set contact_duty_id = null where service_id = (select id from kring.service where handle = 'logopeden-degerfors')");
    expect((await simon.get(card("logopeden-degerfors"))).text).toContain("Ingen svarar för det här kortet");
  });

  test("a card that does not exist is the one page for what is missing", async () => {
    const simon = await house.signIn("simon");
    for (const handle of ["no-such", "BVC", "%00", "..%2f"]) expect((await simon.get(card(handle))).status, handle).toBe(404);
  });
});
