import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { isRefusal } from "../platform/result.ts";
import { readWords } from "./words.ts";

const WORDS = "/guide-work/degerfors/words";
let house: TestHouse;
let ingrid: Client;
beforeAll(async () => {
  house = await openTestHouse();
  ingrid = await house.signIn("ingrid");
});
afterAll(() => house.close());

const search = async (q: string, more = "") => (await house.visitor().get(`/search?q=${encodeURIComponent(q)}${more}`)).text;
const linesOf = (html: string): string[] => /<textarea[^>]*>([\s\S]*?)<\/textarea>/.exec(html)![1]!.trim().split("\n");

describe("what is written as words", () => {
  test("one on each line, in small letters and without doubles", () => expect(readWords("Plutten\n plutten \n\nsova  middag\n")).toEqual(["plutten", "sova middag"]));
  test.each([["a".repeat(81), "words.long"], [Array.from({ length: 121 }, (_, nth) => `ord ${nth}`).join("\n"), "words.many"], ["20221014-2390", "words.identity"]])("%.20s… is refused", (written, why) => {
    const read = readWords(written);
    expect(isRefusal(read) && read.refused).toBe(why);
  });
});

describe("the words for a kind of help", () => {
  test("are listed by kind, and trying a question shows what it finds and which kinds are near", async () => {
    const page = await ingrid.get(`${WORDS}?q=bebisen+sover+inte`);
    expect(page.text).toMatch(/Prova sökningen.*Slags hjälp som ligger nära:.*BVC/);
    expect((await ingrid.get(`${WORDS}?q=zwyxqv`)).text).toContain("Ingenting.");
  });

  test("a word that is added is found by the next who asks, in its own language and not before", async () => {
    expect(await search("zwyxqv")).toContain("Vi hittade inget");
    const page = await ingrid.get((await ingrid.get(WORDS)).link(/^Familjecentral/));
    const before = linesOf(page.html);
    const after = await ingrid.submit(page, { words: [...before, "Zwyxqv"].join("\n") });
    expect(after.text).toContain("Sparat. Prova sökningen");
    expect(await search("zwyxqv")).toMatch(/Familjecentralen/);
    expect(linesOf((await ingrid.get(page.path)).html)).toHaveLength(before.length + 1);
    const [line] = await house.rows<{ shown: unknown }>("select shown from kring.audit_event where event = 'words.changed' order by at desc, seq desc limit 1");
    expect(line!.shown).toMatchObject({ added: 1, removed: 0, language: "sv" });
  });

  test("and taken away it is found no more, while the other words still are", async () => {
    const page = await ingrid.get((await ingrid.get(WORDS)).link(/^Familjecentral/));
    await ingrid.submit(page, { words: linesOf(page.html).filter((word) => word !== "zwyxqv").join("\n") });
    expect(await search("zwyxqv")).toContain("Vi hittade inget");
    expect(await search("familjecentral")).toContain("Familjecentralen");
  });

  test("another language has its own", async () => {
    const page = await ingrid.get((await ingrid.get(`${WORDS}?in=fi`)).link(/^Familjecentral/));
    await ingrid.submit(page, { words: [...linesOf(page.html), "qxzwyvk"].join("\n") });
    expect(await search("qxzwyvk", "&lang=fi")).toMatch(/Familjecentralen/);
  });

  test("two at once: the second sees what the first wrote, and keeps the own words", async () => {
    const [first, second] = [await ingrid.get((await ingrid.get(WORDS)).link(/^Familjecentral/)), await ingrid.get((await ingrid.get(WORDS)).link(/^Familjecentral/))];
    await ingrid.submit(first, { words: "mötesplats\nfamiljens hus" });
    const met = await ingrid.submit(second, { words: "mötesplats\nbarnens hus" });
    expect([met.status, met.html.includes("barnens hus"), met.html.includes("familjens hus")]).toEqual([409, true, true]);
  });

  test("who keeps no guide changes none, in the page or in the database", async () => {
    const gerd = await house.signIn("gerd");
    expect((await gerd.get(WORDS)).status).toBe(404);
    await expect(house.as("gerd", ({ tx }) => tx.insertInto("kind_word").values({ kind: "bvc", language: "sv", said: "x" }).execute())).rejects.toThrow(/row-level security/);
  });
});
