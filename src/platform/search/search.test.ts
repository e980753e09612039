import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import type { Tx } from "../db/connection.ts";
import { compoundParts, isSwedishWord } from "./compounds.ts";
import { heft, ordinaryOf, sortOf } from "./everyday.ts";
import { languagesByScript, trigramsOf, wordsOf } from "./letters.ts";
import { addPhrases, dropItems, findItems, settleSearch, tonguesFor, type Phrase } from "./search.ts";

describe("words", () => {
  test("small letters, nothing between them, and Swedish letters kept apart", () => {
    expect(wordsOf("  Får BARNET sova?! – (öl & ål)  ")).toEqual(["får", "barnet", "sova", "öl", "ål"]);
  });
  test("Arabic is one word whether or not its vowels are written, or its alef has a hamza", () => {
    expect(wordsOf("مَدْرَسَة أطفال")).toEqual(wordsOf("مدرسه اطفال"));
  });
  test("a very long text is cut and not refused", () => {
    expect(wordsOf("ord ".repeat(5000))).toHaveLength(24);
    expect(wordsOf("a".repeat(5000))[0]).toHaveLength(40);
  });
  test("the script tells the language, and Latin letters tell nothing", () => {
    expect([languagesByScript("طفلي"), languagesByScript("дитина"), languagesByScript("ቆልዓ"), languagesByScript("barn")]).toEqual([["ar", "fa"], ["uk"], ["ti"], undefined]);
  });
  test("a misspelt word shares most of its letters", () => {
    const [right, wrong, other] = ["barnpsykiatrin", "barnpsykriatin", "barnvagnen"].map(trigramsOf);
    const shared = (a: string[], b: string[]) => a.filter((one) => b.includes(one)).length;
    expect(shared(right!, wrong!)).toBeGreaterThan(2 * shared(right!, other!));
  });
});

describe("Swedish compounds", () => {
  test.each([
    ["skolsköterska", ["skol", "sköterska"]], ["barnpsykiatrin", ["barn", "psykiatrin"]], ["hemmasittare", ["hemma", "sittare"]],
    ["ungdomsmottagningen", ["ungdoms", "mottagningen"]], ["försörjningsstöd", ["försörjnings", "stöd"]], ["familjerådgivning", ["familje", "rådgivning"]],
  ])("%s", (word, parts) => expect(compoundParts(word)).toEqual(parts));

  test("what is no compound is left whole", () => {
    expect(["sova", "avlastning", "xyzzyplugh", "elis"].map(compoundParts)).toEqual([[], [], [], []]);
  });
  test("the dictionary knows ordinary words in their usual forms, and no names", () => {
    expect(["barnen", "skolan", "dricker"].map(isSwedishWord)).toEqual([true, true, true]);
    expect(["johansson", "lindqvist", "xyzzyplugh"].map(isSwedishWord)).toEqual([false, false, false]);
  });
});

describe("words that are said at home", () => {
  test.each([["farsan", "pappa"], ["morsan", "mamma"], ["brorsan", "bror"], ["syrran", "syster"], ["mommo", "mormor"], ["plastpappa", "styvpappa"], ["styvfar", "styvpappa"], ["bonusmorsan", "styvmamma"], ["slog", "slår"], ["drack", "dricker"]])("%s is %s", (said, ordinary) => expect(ordinaryOf(said)).toBe(ordinary));
  test("other words stay what they are", () => expect(["pappa", "far", "modern", "kort"].map(ordinaryOf)).toEqual(["pappa", "far", "modern", "kort"]));
  test("a stepfather is a sort of father", () => expect([sortOf("styvpappa"), sortOf("pappa")]).toEqual(["pappa", undefined]));
  test("how one wants to reach somebody tells less than whom", () => expect(heft("öppettider")).toBeLessThan(heft("socialen")));
});

describe("finding", () => {
  let house: TestHouse;
  const phrases: Phrase[] = [
    { item: "sleep", language: "sv", text: "Min bebis sover inte om nätterna", boost: 1 },
    { item: "school", language: "sv", text: "Mitt barn vill inte gå till skolan", boost: 1 },
    { item: "psychiatry", language: "sv", text: "Barnpsykiatrin, BUP", boost: 1 },
    { item: "father", language: "sv", text: "pappa slår", boost: 1 },
    { item: "nurse", language: "sv", text: "skolsköterska", boost: 1 },
    { item: "school", language: "uk", text: "дитина не хоче до школи", boost: 1 },
    { item: "local", shelf: "there", language: "sv", text: "simskola i badhuset", boost: 1 },
  ];
  const inTx = <T>(work: (tx: Tx) => Promise<T>) => house.database.withoutActor(work);
  const first = async (text: string, language = "sv", shelf?: string) => (await inTx((tx) => findItems(tx, { text, language, shelf })))[0]?.item;

  beforeAll(async () => {
    house = await openTestHouse();
    await house.rows("truncate kring.search_phrase, kring.search_posting, kring.search_word, kring.search_term");
    await house.as("maja", async ({ tx }) => {
      await addPhrases(tx, phrases);
      await settleSearch(tx);
    });
  });
  afterAll(() => house.close());

  test("in one's own words, bent as one bends them", async () => {
    expect(await first("bebisen vaknar hela natten och sover ej")).toBe("sleep");
    expect(await first("dottern går inte till skolan längre")).toBe("school");
  });
  test("misspelt", async () => expect(await first("barnpsykriatin")).toBe("psychiatry"));
  test("by what a word of kinship means, whichever of them was used", async () => {
    expect([await first("farsan slog"), await first("styvfar slog")]).toEqual(["father", "father"]);
  });
  test("sure of whole words, also misspelt, and not of a part of a compound", async () => {
    const sure = async (text: string) => (await inTx((tx) => findItems(tx, { text, language: "sv" })))[0]!.sure;
    expect(await sure("skolsköterska")).toBeGreaterThan(0.7);
    expect(await sure("barnpsykiatriin")).toBeGreaterThan(0.4);
    expect(await sure("tandsköterska")).toBe(0);
  });
  test("by a part of a compound", async () => expect(await first("sköterskan")).toBe("nurse"));
  test("in another language, told by its letters though Swedish was asked for", async () => expect(await first("хоче школи", "sv")).toBe("school"));
  test("what stands on another shelf is not found", async () => {
    expect([await first("badhuset"), await first("badhuset", "sv", "here"), await first("badhuset", "sv", "there")]).toEqual([undefined, undefined, "local"]);
  });
  test("nonsense, signs and nothing at all find nothing and break nothing", async () => {
    for (const odd of ["", "   ", "'; drop table kring.search_phrase; --", "\u0000", "🐘🐘", "qqqqzzzz", "%_\\", "(a|b)*"]) expect(await first(odd), odd).toBeUndefined();
  });
  test("among a thousand that share a word, the one that has both words is found, though it says little of either", async () => {
    const many = Array.from({ length: 1_000 }, (_, nth): Phrase => ({ item: `work${nth}`, language: "sv", text: "läxor", boost: 1 }));
    const both: Phrase = { item: "both", language: "sv", text: "Hos oss finns lugna bord, vuxna som har tid, frukt, och hjälp med läxor på kvällen, också med tolk", boost: 1 };
    await house.as("maja", async ({ tx }) => {
      await addPhrases(tx, [...many, both]);
      await settleSearch(tx);
    });
    expect(await first("tolk till läxor")).toBe("both");
    expect(await first("läxor")).toMatch(/^work/);
    await house.as("maja", async ({ tx }) => {
      await dropItems(tx, [...many, both].map(({ item }) => item));
      await settleSearch(tx);
    });
  });
  test("a visitor can neither add nor take away", async () => {
    await expect(inTx((tx) => addPhrases(tx, phrases))).rejects.toThrow(/row-level security/);
    await inTx((tx) => dropItems(tx, ["sleep"]));
    expect(await first("bebis")).toBe("sleep");
  });
  test("what is dropped is gone", async () => {
    await house.as("maja", ({ tx }) => dropItems(tx, ["nurse"]));
    expect(await first("skolsköterska")).not.toBe("nurse");
  });
  test("the language asked for is trusted most, Swedish beside it", () => {
    expect(tonguesFor("barn", "so").map(({ language, trust }) => [language, trust])).toEqual([["en", 0.6], ["fi", 0.6], ["so", 1], ["sv", 0.95]]);
  });
});
