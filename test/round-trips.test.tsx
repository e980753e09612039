import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { page } from "#src/house.ts";
import { roundTrips } from "#src/platform/db/connection.ts";
import { wordsIn } from "#src/platform/i18n/words.tsx";
import { makeLog } from "#src/platform/log.ts";
import { kernel } from "#src/platform/web/kernel.tsx";
import type { Asking } from "#src/platform/web/route.ts";
import { makeClient } from "./client.ts";
import { openTestHouse, type TestHouse } from "./house.ts";

// Counted where the bytes leave. What the pages of the demo take is told in test/browser/states.test.ts, where all are met.
let house: TestHouse;
let trips = 0;
const count = () => void (trips += 1);
beforeAll(async () => {
  house = await openTestHouse();
  subscribe(roundTrips.name, count);
});
afterAll(async () => {
  unsubscribe(roundTrips.name, count);
  await house.close();
});

describe("a planted page", () => {
  const planted = (load: (asking: Pick<Asking<unknown, unknown>, "tx">) => Promise<unknown>) => {
    const route = page({ path: "/planted", area: "staff", access: "signed-in", audit: { event: "page.planted" }, load, title: () => "", view: () => <p /> });
    const deps = { house: house.house, database: house.database, keys: house.house.keys, clock: house.clock, log: makeLog("silent"), secure: false };
    const handle = kernel({ ...deps, judge: async () => { throw new Error("there is nothing to judge"); }, frame: ({ main }) => main, languageOf: () => "sv", speak: (language) => wordsIn(language) });
    return new Hono().get("/planted", (c) => handle(route, c.req.raw, {}));
  };
  const tripsOf = async (app: Hono) => {
    const client = makeClient(app, await house.tokenFor("maja"));
    await client.get("/planted");
    const before = trips;
    expect((await client.get("/planted")).status).toBe(200);
    return trips - before;
  };
  const names = ({ tx }: Pick<Asking<unknown, unknown>, "tx">, table: "unit" | "branch" | "authority") => tx.selectFrom(table).select("name").execute();

  test("that asks one question after another is caught", async () => {
    expect(await tripsOf(planted(async (asking) => [await names(asking, "unit"), await names(asking, "branch"), await names(asking, "authority")]))).toBe(4);
  });

  test("that asks the same together takes two", async () => {
    expect(await tripsOf(planted((asking) => Promise.all([names(asking, "unit"), names(asking, "branch"), names(asking, "authority")])))).toBe(2);
  });
});
