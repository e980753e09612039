import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { listActivities } from "../activity/index.ts";
import { listServices } from "../directory/index.ts";
import { search, searchAmong } from "./guide-search.ts";
import { listAnswers } from "./guide-store.ts";

type Query = { readonly q: string; readonly lang: string; readonly any: readonly string[] };
const queriesIn = (file: string): readonly Query[] => (JSON.parse(readFileSync(`test/data/${file}`, "utf8")) as { queries: Query[] }).queries;

let house: TestHouse;
beforeAll(async () => (house = await openTestHouse()));
afterAll(() => house.close());

async function kindsOfFirstThree({ q, lang }: Pick<Query, "q" | "lang">): Promise<string[]> {
  const response = await house.app.request(`http://kring.test/api/v1/guide/search?q=${encodeURIComponent(q)}&lang=${lang}`);
  return ((await response.json()) as { hits: Array<{ kinds: string[] }> }).hits.slice(0, 3).flatMap(({ kinds }) => kinds);
}

/** The questions of a list that have none of the asked kinds among the first three hits. */
async function missedIn(queries: readonly Query[]): Promise<string[]> {
  const missed: string[] = [];
  for (const query of queries) if (!(await kindsOfFirstThree(query)).some((kind) => query.any.includes(kind))) missed.push(query.q);
  return missed;
}

test("what parents, relatives and young people type leads to the right help among the first three", async () => {
  const queries = queriesIn("guide-queries.json");
  const missed = await missedIn(queries);
  console.log(`search: ${queries.length - missed.length} of ${queries.length} (${missed.join(" | ")})`);
  expect(queries.length - missed.length).toBeGreaterThanOrEqual(28);
});

test("so it does for questions that the search was not made from", async () => {
  const queries = queriesIn("guide-queries-ours.json");
  const missed = await missedIn(queries);
  console.log(`search, our own list: ${queries.length - missed.length} of ${queries.length} (${missed.join(" | ")})`);
  expect(queries.length - missed.length).toBeGreaterThanOrEqual(Math.ceil(queries.length * 0.93));
});

test("asked for the kinds of another question, the same figure falls: it is not that anything fits", async () => {
  const queries = queriesIn("guide-queries.json");
  const turned = queries.map((query, nth) => ({ ...query, any: queries[(nth + 11) % queries.length]!.any }));
  expect((await missedIn(turned)).length).toBeGreaterThan(queries.length / 2);
});

test("searched among what has been read already, a question leads where it leads else", async () => {
  const [at, today] = [house.clock.now(), "2026-11-23"];
  const of = (text: string) => ({ text, language: "sv", guide: "degerfors", at, today });
  const found = await house.database.withoutActor(async (tx) => {
    const shelves = { answers: await listAnswers(tx, "sv"), services: await listServices(tx, "degerfors"), activities: await listActivities(tx, { guide: "degerfors" }) };
    const queries = queriesIn("guide-queries-ours.json").filter(({ lang }) => lang === "sv").slice(0, 20);
    return Promise.all(queries.map(async ({ q }) => [q, (await search(tx, of(q))).hits.slice(0, 6), (await searchAmong(tx, of(q), shelves)).slice(0, 6)] as const));
  });
  // What is equally near stands in no order.
  const scores = (hits: ReadonlyArray<{ readonly type: string; readonly score: number }>) => hits.map(({ type, score }) => `${type} ${score.toFixed(6)}`).sort();
  expect(found.length).toBeGreaterThan(10);
  for (const [asked, one, other] of found) expect(scores(other), asked).toEqual(scores(one));
});

test("a word that stands whole in an answer's own questions comes before what only shares a part of it", async () => {
  const first = async (q: string, type: string) => ((await (await house.app.request(`http://kring.test/api/v1/guide/search?q=${encodeURIComponent(q)}&lang=sv`)).json()) as { hits: Array<{ title: string; type: string }> }).hits.find((hit) => hit.type === type)?.title;
  expect(await first("barnbarn", "answer")).toMatch(/barnbarn|mormor/);
  expect(await first("barnbarn", "service")).not.toMatch(/Barnahus|Steget/);
  // Where the parts are all there is, they still lead there.
  expect(await first("barnvaktshjälp", "answer")).toMatch(/avlasta|avlastning/);
});
