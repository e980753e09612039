import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client } from "#test/client.ts";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { isRefusal } from "../platform/result.ts";
import { readText } from "./answers.ts";

const ANSWERS = "/guide-work/degerfors/answers";
let house: TestHouse;
let ingrid: Client;
beforeAll(async () => {
  house = await openTestHouse();
  ingrid = await house.signIn("ingrid");
});
afterAll(() => house.close());

const NEW = {
  question: "Var kan mitt barn prova att rida?", answer: "Ridklubben har prova på-dagar.", steps: "Ring klubben.\nFråga efter en tid.", happens: "De berättar vad det kostar.", asked: "ponnyzwyxqv\nrida häst",
  kind1: "fritid-forening", topics: "leisure", audience: "parent", fromAge: "6", toAge: "15", level: "universal", urgent: "no", review: "6",
};
const search = async (q: string) => (await house.visitor().get(`/search?q=${encodeURIComponent(q)}`)).text;
const fieldIn = (html: string, name: string): string => new RegExp(`name="${name}"[^>]*>\\n?([^<]*)<`).exec(html)![1]!;

describe("the words of an answer", () => {
  const form = { question: "Fråga?", answer: "Svar.", steps: "Ett", happens: "Sedan.", asked: "fråga" };
  const refused = (more: Partial<typeof form>) => {
    const read = readText({ ...form, ...more }, true);
    return isRefusal(read) ? read.refused : "read";
  };
  test("a hundred and twenty, and not one more", () => {
    expect([refused({ answer: "ord ".repeat(118) }), refused({ answer: "ord ".repeat(119) })]).toEqual(["read", "answer.words"]);
  });
  test("one to four steps, and nobody's own number anywhere", () => {
    expect([refused({ steps: " \n" }), refused({ steps: "a\nb\nc\nd\ne" }), refused({ asked: "hjälp 20221014-2390" })]).toEqual(["answer.steps", "answer.steps", "answer.identity"]);
  });
});

describe("an answer is changed", () => {
  test("what is too long is told with the number of words, and everything written is kept", async () => {
    const page = await ingrid.get(`${ANSWERS}/baby-sleep`);
    const wrong = await ingrid.submit(page, { answer: "ord ".repeat(150) });
    expect([wrong.status, wrong.problems[0]]).toEqual([422, expect.stringMatching(/^Svaret är \d{3} ord\. Korta till högst 120\.$/)]);
    expect(wrong.html).toContain("ord ord ord");
  });

  test("it is read and found at once, its day moves on, and another language says that it is behind", async () => {
    const english = () => house.visitor().get("/answers/baby-sleep?lang=en").then(({ text }) => text.includes("The Swedish answer has changed since this text was written."));
    expect(await english()).toBe(false);
    const page = await ingrid.get(`${ANSWERS}/baby-sleep`);
    const saved = await ingrid.submit(page, { answer: "Lägg barnet på rygg, med zwyxqv.", asked: `${fieldIn(page.html, "asked")}\nzwyxqvsömn` });
    expect(saved.text).toMatch(/Sparat\. Svaret syns och hittas nu.*Senast kontrollerat måndag 23 november 2026.*English inte jämförd med det nya svaret.*Ändrat 23 november 2026 kl\. 09:00 · Ingrid Hedlund/);
    expect((await house.visitor().get("/answers/baby-sleep")).text).toContain("med zwyxqv");
    expect(await search("zwyxqvsömn")).toContain("med zwyxqv");
    expect(await english()).toBe(true);
    const [kept] = await house.rows<{ before: { answer: string }; language: string }>("select before, language from kring.answer_change where what = 'edited'");
    expect([kept!.language, kept!.before.answer.includes("zwyxqv"), kept!.before.answer.length > 20]).toEqual(["sv", false, true]);
  });

  test("when the English is changed too it is behind no more, and says who has read it", async () => {
    const page = await ingrid.get(`${ANSWERS}/baby-sleep?in=en`);
    expect(page.text).toMatch(/Det svenska svaret har ändrats efter den här texten.*Lägg barnet på rygg, med zwyxqv/);
    await ingrid.submit(page, { answer: "Lay the baby on its back.", read: "yes" });
    const read = (await house.visitor().get("/answers/baby-sleep?lang=en")).text;
    expect([read.includes("Lay the baby on its back."), read.includes("has changed"), read.includes("by a computer")]).toEqual([true, false, false]);
  });

  test("what it is about can change without a word, and then no language is behind", async () => {
    await ingrid.submit(await ingrid.get(`${ANSWERS}/school-refusal`), { review: "12" });
    expect((await house.visitor().get("/answers/school-refusal?lang=en")).text).not.toContain("has changed");
    expect(await house.rows("select review_months from kring.answer where handle = 'school-refusal'")).toEqual([{ review_months: 12 }]);
  });

  test("two at once: the second sees what the first wrote, and keeps the own words", async () => {
    const [first, second] = [await ingrid.get(`${ANSWERS}/bullied`), await ingrid.get(`${ANSWERS}/bullied`)];
    await ingrid.submit(first, { happens: "Skolan ringer dig." });
    const met = await ingrid.submit(second, { happens: "De hör av sig." });
    expect([met.status, met.html.includes("Skolan ringer dig."), met.html.includes("De hör av sig.")]).toEqual([409, true, true]);
  });
});

describe("still right, new, and gone", () => {
  test("one press dates it again and it leaves the list", async () => {
    const list = await ingrid.get("/guide-work/degerfors/texts");
    expect(list.html).toContain(`${ANSWERS}/free-leisure/check`);
    const after = await ingrid.submit(list, {}, `${ANSWERS}/free-leisure/check`);
    expect(after.html).not.toContain("free-leisure/check");
    expect(await house.rows("select c.what, a.checked_on::text from kring.answer_change c join kring.answer a on a.id = c.answer_id where a.handle = 'free-leisure'")).toEqual([{ what: "checked", checked_on: "2026-11-23" }]);
  });

  test("a new answer has a contact, is found in its own words, and stands under its topic", async () => {
    const page = await ingrid.get((await ingrid.get(ANSWERS)).link("Skriv ett nytt svar"));
    expect((await ingrid.submit(page, { ...NEW, kind1: "" })).problems).toEqual(["Välj ett svar: Slags hjälp 1"]);
    const kind = /<option value="(fritid[^"]*|idrott[^"]*)"/.exec(page.html)?.[1] ?? "bvc";
    const topic = /name="topics" value="([^"]+)"/.exec(page.html)![1]!;
    const saved = await ingrid.submit(await ingrid.get(`${ANSWERS}/new`), { ...NEW, kind1: kind, topics: topic });
    expect(saved.path).toBe(`${ANSWERS}/var-kan-mitt-barn-prova-att-rida?done=answerAdded`);
    expect(await search("ponnyzwyxqv")).toContain("Ridklubben har prova på-dagar.");
    expect((await house.visitor().get("/answers/var-kan-mitt-barn-prova-att-rida?lang=en")).text).toContain("This text is only in Swedish.");
    expect((await house.visitor().get(`/topics/${topic}`)).text).toContain(NEW.question);
  });

  test("taken down it is nowhere, and kept", async () => {
    const page = await ingrid.get((await ingrid.get(`${ANSWERS}/var-kan-mitt-barn-prova-att-rida`)).link("Ta bort svaret"));
    await ingrid.submit(page, {});
    expect((await house.visitor().get("/answers/var-kan-mitt-barn-prova-att-rida")).status).toBe(404);
    expect(await search("ponnyzwyxqv")).not.toContain("Ridklubben");
    expect(await house.rows("select what from kring.answer_change c join kring.answer a on a.id = c.answer_id where a.handle like 'var-kan%' order by at, what")).toEqual([{ what: "added" }, { what: "ended" }]);
  });

  test("who keeps no guide writes nothing, in the page or in the database", async () => {
    const gerd = await house.signIn("gerd");
    for (const path of [ANSWERS, `${ANSWERS}/new`, `${ANSWERS}/baby-sleep`]) expect((await gerd.get(path)).status).toBe(404);
    const changed = await house.as("gerd", ({ tx }) => tx.updateTable("answer_text").set({ answer: "x" }).executeTakeFirst());
    expect(changed.numUpdatedRows).toBe(0n);
  });
});
