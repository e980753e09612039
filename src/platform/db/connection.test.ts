import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { meetChild } from "../../child/index.ts";
import { dutyOf } from "../../house.ts";
import { openMatter } from "../../matter/index.ts";
import type { Tx } from "./connection.ts";

let house: TestHouse;
beforeAll(async () => (house = await openTestHouse()));
afterAll(() => house.close());

/** When the server answered: every asking has a moment of its own. */
const momentOf = async (tx: Tx, handle: string): Promise<string> =>
  (await tx.selectFrom("branch").where("handle", "=", handle).select(sql<string>`clock_timestamp()::text`.as("moment")).executeTakeFirstOrThrow()).moment;
const handles = () => house.rows<{ handle: string }>("select handle from kring.branch order by handle limit 2").then((rows) => rows.map(({ handle }) => handle) as [string, string]);

test("the same question twice in one breath is asked once, and in the next breath anew", async () => {
  const [one, other] = await handles();
  await house.as("maja", async ({ tx }) => {
    const [first, second, another] = await Promise.all([momentOf(tx, one), momentOf(tx, one), momentOf(tx, other)]);
    expect(second).toBe(first);
    expect(another).not.toBe(first);
    expect(await momentOf(tx, one)).not.toBe(first);
  });
});

test("what one has just written is in the next answer", async () => {
  await house.as("anna", async (hand) => {
    const count = async () => (await hand.tx.selectFrom("matter").select("id").execute()).length;
    const before = await count();
    const { id: childId, name } = (await meetChild(hand, "202210142390"))!;
    await openMatter(hand.tx, hand.house.keys, { childId, child: { name }, duty: dutyOf(hand), state: "noticed", role: "noticing", dueOn: hand.today, at: hand.at });
    expect(await count()).toBe(before + 1);
  });
});
