import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { meetChild } from "../../child/index.ts";
import { dutyOf, type Hand } from "../../house.ts";
import { openMatter, type OpenedMatter } from "../../matter/index.ts";
import { newId } from "../ids.ts";
import { seal } from "../seal/seal.ts";
import { idArray, insertRows, sealedArray } from "./rows.ts";

let house: TestHouse;
beforeAll(async () => (house = await openTestHouse()));
afterAll(() => house.close());

async function matterOf(hand: Hand): Promise<OpenedMatter> {
  const { id: childId, name } = (await meetChild(hand, "202210142390"))!;
  return openMatter(hand.tx, hand.house.keys, { childId, child: { name }, duty: dutyOf(hand), state: "noticed", role: "noticing", dueOn: hand.today, at: hand.at });
}
const rowIn = (hand: Hand, { id, branchId, key }: OpenedMatter, area: string) => ({
  id: newId(), matter_id: id, branch_id: branchId, by_duty: dutyOf(hand).id, noticed_on: hand.today, areas: [area, "learning"], sealed: seal(key, "signal:x", { area }), created_at: hand.at,
});
const odd = ['say "hi"', "back\\slash", "a,b{c}", "NULL", "", "å ä ö\n\ttab", "'; drop table kring.signal; --"];

test("rows come out as they went in: quotes, braces, commas, dates, lists and sealed words", async () => {
  await house.as("anna", async (hand) => {
    const matter = await matterOf(hand);
    const rows = odd.map((area) => rowIn(hand, matter, area));
    await insertRows(hand.tx, "signal", rows);
    const back = await hand.tx.selectFrom("signal").selectAll().where("matter_id", "=", matter.id).execute();
    const byId = new Map<string, (typeof back)[number]>(back.map((row) => [row.id, row]));
    expect(rows.map(({ id }) => byId.get(id))).toEqual(rows);
  });
});

test("many rows alike, and a few: what is the same in all of them is in each, and nothing stays nothing", async () => {
  await house.as("anna", async (hand) => {
    const matter = await matterOf(hand);
    for (const many of [1, 7, 8, 20]) {
      const areas = ["learning", 'say "hi"'];
      const rows = Array.from({ length: many }, () => ({ ...rowIn(hand, matter, "x"), areas, sealed: Buffer.from([many, 0]) }));
      await insertRows(hand.tx, "signal", rows.map((row) => ({ ...row, areas })));
      const back = await hand.tx.selectFrom("signal").selectAll().where("id", "in", rows.map(({ id }) => id)).orderBy("id").execute();
      expect(back).toEqual(rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)));
    }
  });
});

test("identifiers in binary are the same identifiers, and what is none is refused", async () => {
  const values = [newId(), null, "00000000-0000-4000-8000-000000000000", newId().toUpperCase()];
  const { rows } = await house.as("anna", ({ tx }) => sql<{ value: string | null }>`select value from unnest(${idArray(values)}::uuid[]) as u(value)`.execute(tx));
  expect(rows.map(({ value }) => value)).toEqual(values.map((value) => value?.toLowerCase() ?? null));
  expect(() => idArray(["not an identifier"])).toThrow("is no identifier");
});

test("what is sealed and what is nothing stand in their places in an array", async () => {
  const values = [Buffer.from([0, 255, 92, 34]), null, Buffer.alloc(0), Buffer.alloc(5_000, 7)];
  const { rows } = await house.as("anna", ({ tx }) => sql<{ value: Buffer | null }>`select value from unnest(${sealedArray(values)}::bytea[]) as u(value)`.execute(tx));
  expect(rows.map(({ value }) => value)).toEqual(values);
});

test("a row in somebody else's matter is refused with all that came with it", async () => {
  const anothers = await house.as("anna", matterOf);
  const together = house.as("maja", async (hand) => {
    const own = await matterOf(hand);
    await insertRows(hand.tx, "signal", [rowIn(hand, own, "own"), rowIn(hand, anothers, "another's")]);
  });
  await expect(together).rejects.toThrow(/row-level security/);
  expect(await house.rows("select from kring.signal where 'own' = any (areas)")).toEqual([]);
  await house.as("maja", async (hand) => insertRows(hand.tx, "signal", [rowIn(hand, await matterOf(hand), "own")]));
  expect(await house.rows("select from kring.signal where 'own' = any (areas)")).toHaveLength(1);
});
