import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { listActivities } from "../activity/index.ts";
import { listServices } from "../directory/index.ts";
import { search, searchAmong } from "./guide-search.ts";
import { listAnswers } from "./guide-store.ts";

type Query = { readonly q: string; readonly lang: string; readonly any: readonly string[]; /** The answers of which one is to be the first. */ readonly first?: readonly string[] };
const queriesIn = (file: string): readonly Query[] => (JSON.parse(readFileSync(`test/data/${file}`, "utf8")) as { queries: Query[] }).queries;

let house: TestHouse;
beforeAll(async () => (house = await openTestHouse()));
afterAll(() => house.close());

type Shown = { readonly type: string; readonly id: string; readonly kinds: readonly string[] };
async function hitsOf({ q, lang }: Pick<Query, "q" | "lang">): Promise<readonly Shown[]> {
  const response = await house.app.request(`http://kring.test/api/v1/guide/search?q=${encodeURIComponent(q)}&lang=${lang}`);
  return ((await response.json()) as { hits: Shown[] }).hits;
}
const kindsOfFirstThree = async (query: Pick<Query, "q" | "lang">): Promise<string[]> => (await hitsOf(query)).slice(0, 3).flatMap(({ kinds }) => kinds);

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

test("whoever is hit, or has a parent who drinks, gets the answer that is for them first", async () => {
  const wrong: string[] = [];
  for (const query of queriesIn("guide-queries-ours.json").filter(({ first }) => first)) {
    const answer = (await hitsOf(query)).find(({ type }) => type === "answer")?.id;
    if (!query.first!.includes(answer ?? "")) wrong.push(`${query.q}: ${answer}`);
  }
  expect(wrong).toEqual([]);
});

test("help for somebody who is hit comes before help for who hits, and who hits still finds theirs", async () => {
  const place = async (q: string) => (await hitsOf({ q, lang: "sv" })).findIndex(({ id }) => id === "valj-att-sluta");
  for (const q of ["pappa slår mig", "farsan slår mig", "han slår mig", "mamma slog mig", "min man slår mig"]) expect([0, 1, 2], q).not.toContain(await place(q));
  for (const q of ["jag slår", "sluta slå"]) expect([0, 1, 2], q).toContain(await place(q));
});

const isDoubted = async (q: string, language: string): Promise<boolean> => {
  const { hits, sure } = await house.database.withoutActor((tx) => search(tx, { text: q, language, guide: "degerfors", at: house.clock.now(), today: "2026-11-23" }));
  return hits.length === 0 || !sure;
};

test("what the guide does not know is doubted, and what families ask is not", async () => {
  const outside = (JSON.parse(readFileSync("test/data/guide-outside.json", "utf8")) as { queries: string[] }).queries;
  const ordinary = [...queriesIn("guide-queries.json"), ...queriesIn("guide-queries-ours.json")];
  const believed: string[] = [];
  for (const q of outside) if (!(await isDoubted(q, "sv"))) believed.push(q);
  const doubted: string[] = [];
  for (const { q, lang } of ordinary) if (await isDoubted(q, lang)) doubted.push(q);
  console.log(`doubted: ${outside.length - believed.length} of ${outside.length} outside (not ${believed.join(" | ")}), ${doubted.length} of ${ordinary.length} ordinary (${doubted.join(" | ")})`);
  for (const q of ["moppekort", "fiskekort", "bygglov", "bil", "traktor"]) expect(believed).not.toContain(q);
  expect(believed.length).toBeLessThanOrEqual(0.2 * outside.length);
  expect(doubted.length).toBeLessThanOrEqual(0.03 * ordinary.length);
});

test("a doubt is said before the results, with the way to a person, and noted as a need", async () => {
  const page = async (q: string) => (await house.app.request(`http://kring.test/search?q=${encodeURIComponent(q)}`)).text();
  const doubt = "Vi är inte säkra på att det här är rätt.";
  const noted = async () => (await house.rows<{ terms: string }>("select terms from kring.need")).map(({ terms }) => terms);
  const before = await noted();
  const [outside, ordinary] = [await page("bygglov"), await page("hemmasittare")];
  expect(outside).toContain(doubt);
  expect(outside.slice(outside.indexOf(doubt), outside.indexOf(doubt) + 600)).toContain("/contact-me");
  expect(ordinary).not.toContain(doubt);
  expect((await noted()).filter((terms) => !before.includes(terms))).toEqual(["bygglov"]);
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
