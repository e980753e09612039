import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";

let house: TestHouse;
beforeAll(async () => (house = await openTestHouse()));
afterAll(() => house.close());
beforeEach(async () => void (await house.rows("delete from kring.need")));

type Row = { what: string; terms: string; ages: string | null; language: string; times: number; answer: string | null; guide: string };
const needs = () => house.rows<Row>("select n.what, n.terms, n.ages, n.language, n.times, a.handle as answer, g.handle as guide from kring.need n join kring.guide g on g.id = n.guide_id left join kring.answer a on a.id = n.answer_id order by n.times desc, n.terms");
const search = (q: string, more = "") => house.visitor().get(`/search?q=${encodeURIComponent(q)}${more}`);

describe("a search that finds nothing", () => {
  test("is counted as terms, a day and a language; once more is one more", async () => {
    for (const lang of ["", "", "&lang=en"]) await search("qqqqzzzz", lang);
    expect(await needs()).toEqual([
      { what: "zero-hit", terms: "…", ages: null, language: "sv", times: 2, answer: null, guide: "degerfors" },
      { what: "zero-hit", terms: "…", ages: null, language: "en", times: 1, answer: null, guide: "degerfors" },
    ]);
  });
  test("what somebody typed is nowhere: not in the counts, the trail, the once-ids or the letters", async () => {
    await search("xqxq Björn Xyzzyson 20221014-2390 qqxx@example.se");
    await house.visitor().post("/helped", { once: randomUUID(), intent: "no", asked: "Xyzzyson 20221014-2390 sover inte" });
    const everything = JSON.stringify(await Promise.all(["need", "audit_event", "once", "letter", "search_word"].map((table) => house.rows(`select * from kring.${table}`)))).toLowerCase();
    for (const word of ["xyzzyson", "20221014", "xqxq", "qqxx"]) expect([word, everything.includes(word)]).toEqual([word, false]);
    // The control: an ordinary word of the same question is there.
    expect((await needs()).map(({ terms }) => terms)).toContain("… sover inte");
  });
  test("one that finds something is not counted, nor is an empty one", async () => {
    await search("bebisen sover inte");
    await search(" ");
    await search("070-174 06 05");
    expect(await needs()).toEqual([]);
  });
  test("the age that was asked about is kept as a part of the circle, without the digits", async () => {
    await house.visitor().post("/helped", { once: randomUUID(), intent: "no", asked: "qqqq 14 år zzzz" });
    expect(await needs()).toMatchObject([{ terms: "… år …", ages: "13-15" }]);
  });
  test("a day's flood of different words stops being counted, and the search goes on", async () => {
    await house.rows("insert into kring.need (id, guide_id, on_day, language, what, terms) select gen_random_uuid(), g.id, '2026-11-23', 'sv', 'zero-hit', 'ord ' || n from kring.guide g, generate_series(1, 1000) n where g.handle = 'degerfors'");
    expect((await search("qqqqzzzz")).status).toBe(200);
    expect((await needs()).filter(({ terms }) => terms === "…")).toEqual([]);
  });
});

describe("did this help", () => {
  test("yes on an answer is counted and thanked for, on the answer", async () => {
    const visitor = house.visitor();
    const page = await visitor.submit(await visitor.get("/answers/baby-sleep?lang=en"), { intent: "yes" }, "/helped");
    expect([page.path, page.headers.get("set-cookie")]).toEqual(["/answers/baby-sleep?lang=en&done=helped", null]);
    expect(page.text).toContain("Thank you. Good that it helped.");
    expect(await needs()).toMatchObject([{ what: "helped", answer: "baby-sleep", language: "en", terms: "" }]);
  });
  test("no is counted, and leads on to somebody", async () => {
    const visitor = house.visitor();
    const page = await visitor.submit(await visitor.get("/search?q=bebisen+sover+inte"), { intent: "no" }, "/helped");
    expect([page.path, page.heading]).toEqual(["/helped/on", "Tack för att du säger till"]);
    expect([page.link("Bli kontaktad"), page.link(/^0\d+-\d+/)]).toEqual(["/contact-me", expect.stringMatching(/^tel:/)]);
    expect(await needs()).toMatchObject([{ what: "not-helped", answer: null, terms: "bebisen sover inte" }]);
  });
  test("there is nowhere to write, and a double click is one answer", async () => {
    const visitor = house.visitor();
    const page = await visitor.get("/answers/baby-sleep");
    const form = /<form[^>]*class="helped"[\s\S]*?<\/form>/.exec(page.html)![0];
    expect(form).not.toMatch(/<textarea|type="text"|<select/);
    const once = /name="once" value="([^"]+)"/.exec(form)![1]!;
    await Promise.all([1, 2, 3].map(() => visitor.post("/helped", { once, answer: "baby-sleep", intent: "no" })));
    expect(await needs()).toMatchObject([{ times: 1 }]);
  });
  test("an answer that does not exist, a megabyte and nothing at all are pages, and are not counted", async () => {
    const visitor = house.visitor();
    for (const filled of [{ answer: "no-such" }, { answer: "'; drop" }, { asked: "ü".repeat(1_000_000) }, {}]) expect((await visitor.post("/helped", { once: randomUUID(), intent: "no", ...filled })).status).toBe(303);
    expect((await needs()).filter(({ answer, terms }) => answer !== null || terms.length > 200)).toEqual([]);
  });
});

test("only whoever keeps the guide sees what was asked for", async () => {
  await search("qqqqzzzz");
  const seen = async (handle: string) => (await house.as(handle, ({ tx }) => tx.selectFrom("need").select("id").execute())).length;
  expect([await seen("ingrid"), await seen("anna"), await seen("gerd")]).toEqual([1, 0, 0]);
  expect(await house.database.withoutActor((tx) => tx.selectFrom("need").select("id").execute())).toEqual([]);
});
