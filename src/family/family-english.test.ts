import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ask, openFor } from "#test/consent-stage.ts";
import type { Matter } from "#src/matter/index.ts";
import type { Client, Page } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { ELIS, samplePlan, tellGuardian, tellUnit, unitNamed } from "#test/family-stage.ts";

let house: TestHouse;
let bvc: Matter;
let paths: string[];
beforeAll(async () => {
  house = await openTestHouse("2026-11-23T09:00:00+01:00");
  bvc = await openFor({ house, staff: "maja", number: ELIS, state: "planned" });
  const consent = await ask({ house, staff: "maja", matter: bvc, to: "trollet" });
  const unit = await unitNamed(house, "bvc-lessebo");
  const telling = { house, staff: "maja", matter: bvc };
  const plan = samplePlan({ today: "2026-11-23" }, unit);
  const meeting = { id: crypto.randomUUID(), at: "2026-12-15T13:00:00+01:00", place: unit.name, question: plan.reason };
  const copies = [await tellGuardian({ ...telling, kind: "plan", data: { plan } }, "sara"), await tellGuardian({ ...telling, kind: "invitation", data: { meeting } }, "sara")];
  await tellUnit({ ...telling, kind: "question" }, "trollet");
  await (await house.signIn("maja")).get(`/matters/${bvc.id}`);
  const page = `/family/${bvc.childId}`;
  paths = ["", "/readers", "/words", "/plan", ...copies.map((id) => `/copies/${id}`)].map((path) => page + path).concat(`/consents/${consent}/answer`, `/deliveries/${copies[1]!}/come`);
});
afterAll(() => house.close());

const texts = (language: string): Record<string, string> =>
  Object.assign({}, ...readdirSync(`messages/${language}`).map((file) => JSON.parse(readFileSync(`messages/${language}/${file}`, "utf8")) as object)) as Record<string, string>;
const [sv, en] = [texts("sv"), texts("en")];

/** The page's own words: what people wrote, and names, are marked as not ours. */
function ownWords({ html }: Page): string {
  const own = html.replace(/<nav class="languages"[\s\S]*?<\/nav>/, "").replaceAll(/<(\w+)[^>]*translate="no"[^>]*>[\s\S]*?<\/\1>/g, " ");
  return own.replaceAll(/<(script|style|head|svg)[\s\S]*?<\/\1>/g, " ").replaceAll(/<[^>]*>/g, "\n").replaceAll(/[ \t]+/g, " ");
}

/** Texts that stand on a page in Swedish although English says it otherwise: whole pieces between tags. */
function swedishOn(page: Page): string[] {
  const pieces = new Set(ownWords(page).split("\n").map((piece) => piece.trim()).filter((piece) => piece.length > 2));
  const shared = new Set(Object.values(en));
  return Object.values(sv).filter((text) => pieces.has(text.trim()) && !shared.has(text));
}

const inEnglish = async (): Promise<Client> => {
  const sara = await house.signIn("sara");
  const chosen = await sara.post("/language", { language: "en", to: paths[0]! });
  expect(chosen.location).toBe(paths[0]);
  return sara;
};

test("a family reads every page in English, with nothing left in Swedish but names and what people wrote", async () => {
  const sara = await inEnglish();
  for (const path of paths) {
    const page = await sara.get(path);
    expect(page.status, path).toBe(200);
    expect(page.html, path).toContain('<html lang="en"');
    expect(swedishOn(page), path).toEqual([]);
    // The text of a consent is kept as one piece, names and all.
    if (path.startsWith("/family")) expect(ownWords(page), path).not.toMatch(/[åäö]/i);
  }
  expect((await sara.get(paths[0]!)).heading).toBe("Around Elis");
});

test("the search for Swedish finds it when it is there", async () => {
  const page = await (await house.signIn("sara")).get(paths[0]!);
  expect(swedishOn(page).length).toBeGreaterThan(10);
});

test("every text of the family and of the guide is there in both languages", () => {
  for (const room of ["family", "guide"]) {
    const [swedish, english] = ["sv", "en"].map((language) => Object.keys(JSON.parse(readFileSync(`messages/${language}/${room}.json`, "utf8")) as object));
    expect(english).toEqual(swedish);
  }
});

test("the language is chosen with a button that posts, stays for the next pages, and can be changed back", async () => {
  const sara = await house.signIn("sara");
  const swedish = await sara.get(paths[0]!);
  expect(swedish.html).toMatch(/<form method="post" action="\/language">.*?value="en"/s);
  const english = await inEnglish();
  expect((await english.get(paths[1]!)).heading).toBe("Who has read?");
  await english.post("/language", { language: "sv", to: paths[0]! });
  expect((await english.get(paths[1]!)).heading).toBe("Vem har läst?");
  expect((await sara.post("/language", { language: "en", to: "//elsewhere.example" })).location).toBe("/");
});
