import { describe, expect, test } from "vitest";
import type { Language } from "../platform/i18n/words.tsx";
import { catalogues } from "../platform/i18n/catalogues.ts";
import { loadPractice, speaking, topicsIn } from "../practice/index.ts";
import { consentText, hashOf, partsOf, TEXT_VERSION, type NamedBranch, type TextTerms } from "./consent-text.ts";

const practice = loadPractice("packages-of-practice/kronobarn");
const TOPICS = topicsIn(practice);
const textIn = (of: TextTerms, language: Language) => consentText(of, speaking(practice, language));

const bvc = { name: "Barnhälsovården Kronoberg", authority: "Region Kronoberg" };
const preschool = { name: "Förskolan i Lessebo", authority: "Lessebo kommun" };
const terms: TextTerms = {
  child: "Elis Holm", disclosing: bvc, receivers: [preschool, { name: "Logopedin", authority: "Region Kronoberg" }], topics: ["learning", "safety", "contact"],
  purpose: "Vi vill göra lika hemma och på förskolan.", until: "2027-05-30",
};

/** Readability: words per sentence plus the share of words longer than six letters. */
function lix(text: string): number {
  const words = text.match(/[\p{L}\d-]+/gu) ?? [];
  const sentences = text.match(/[.?!:]/g)?.length ?? 1;
  return words.length / sentences + (words.filter((word) => word.length > 6).length * 100) / words.length;
}

describe("the text a family reads before it answers", () => {
  test.each(["sv", "en"] as const)("is easy to read, with every topic there is, in %s", (language) => {
    expect(lix(textIn({ ...terms, topics: TOPICS }, language))).toBeLessThanOrEqual(30);
  });

  test("the measure tells heavy Swedish from light", () => {
    expect(lix("Vårdnadshavarens samtycke inhämtas beträffande samverkansparternas informationsutbyte.")).toBeGreaterThan(60);
  });

  test("says who may tell whom about what, why and until when", () => {
    const text = textIn(terms, "sv");
    for (const said of ["Barnhälsovården Kronoberg (Region Kronoberg) vill få berätta om Elis Holm för:", "• Förskolan i Lessebo (Lessebo kommun)", "• Logopedin", "• Lärande:", "• Trygghet:", terms.purpose, "söndag 30 maj 2027"])
      expect(text).toContain(said);
    expect(text).not.toContain("• Hälsa:");
  });

  test("says that a no is fine, that no help depends on it, and that a yes can be taken back, with what that does and does not do", () => {
    const text = textIn(terms, "sv");
    for (const said of ["Det är lika okej att säga nej.", "Ingen hjälp ni får hänger på ditt svar.", "Du kan ta tillbaka ditt ja här, på telefon eller på papper.", "Då får de inte berätta mer.", "Det stannar hos den som fick det."])
      expect(text).toContain(said);
  });

  test("says that a report of concern never waits for it, and that it is not consent under the GDPR", () => {
    expect(textIn(terms, "sv")).toContain("Så är det alltid när någon som arbetar med barn tror att ett barn far illa. Det gäller vad du än svarar.");
    expect(textIn(terms, "sv")).toContain("Det är inte ett samtycke enligt GDPR.");
    expect(textIn(terms, "en")).toContain("It is not a consent under the GDPR.");
  });

  test("is complete in English, and speaks of an unborn child without a name", () => {
    const words = speaking(practice, "en");
    expect(textIn({ ...terms, child: undefined, topics: TOPICS }, "en")).toContain("the child you are expecting");
    for (const topic of TOPICS) words.say(`consent.topic.${topic}`);
    expect([...words.missing]).toEqual([]);
    expect(textIn({ ...terms, child: undefined }, "sv")).toContain("ert väntade barn");
  });

  test("names the unit the family knows beside the branch that secrecy goes by, once where both are called the same", () => {
    const known = (branch: NamedBranch) => textIn({ ...terms, receivers: [branch] }, "sv");
    const habilitation = { name: "Barn- och ungdomshabiliteringen Kronoberg", authority: "Region Kronoberg" };
    expect(known({ ...habilitation, units: ["Logopedin"] })).toContain("• Logopedin (Barn- och ungdomshabiliteringen Kronoberg, Region Kronoberg)");
    expect(known({ ...preschool, units: ["Förskolan Gläntan", "Förskolan Trollet"] })).toContain("• Förskolan Gläntan och Förskolan Trollet (Förskolan i Lessebo, Lessebo kommun)");
    expect(known({ ...habilitation, units: ["Barn- och ungdomshabiliteringen"] })).toContain("• Barn- och ungdomshabiliteringen Kronoberg (Region Kronoberg)");
  });

  test("is the same text for the same terms, and another for any other terms", () => {
    const others: TextTerms[] = [
      { ...terms, child: "Tyra Holm" }, { ...terms, disclosing: preschool }, { ...terms, receivers: [preschool] }, { ...terms, topics: ["learning"] }, { ...terms, purpose: "Vi vill hjälpas åt." }, { ...terms, until: "2027-05-31" },
    ];
    const hashes = [terms, ...others].map((one) => hashOf(textIn(one, "sv")));
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(hashOf(textIn({ ...terms }, "sv"))).toBe(hashes[0]);
  });

  test("a changed word is a new version: raise TEXT_VERSION, then write the new fingerprints here", () => {
    const all = { ...terms, topics: TOPICS };
    expect([TEXT_VERSION, hashOf(textIn(all, "sv")).slice(0, 16), hashOf(textIn(all, "en")).slice(0, 16)]).toEqual(["1", "f722f316f59d0949", "4c2502bab264b99e"]);
  });

  test("to somebody about that person's own life it says that and nothing about the child's, and names the child only to those who speak for it", () => {
    const about = { name: "Karin Ek", what: "Att du har legat\n\nVad mer?\npå sjukhus." };
    for (const language of ["sv", "en"] as const) {
      const text = textIn({ ...terms, about, topics: TOPICS }, language);
      expect(text).toContain("• Att du har legat Vad mer? på sjukhus.");
      expect(text).toContain("Karin Ek");
      for (const topic of TOPICS) expect(text).not.toContain(speaking(practice, language).say(`consent.topic.${topic}`));
      expect(lix(text)).toBeLessThanOrEqual(30);
      expect(partsOf(text).map(({ title }) => title)).toEqual(partsOf(textIn(terms, language)).map(({ title }) => title));
    }
    expect(textIn({ ...terms, about }, "sv")).toContain("Elis Holm");
    const stranger = textIn({ ...terms, child: undefined, about }, "sv");
    expect(stranger).toContain("ett barn som du står nära");
    expect(stranger).not.toContain("väntade");
    expect([TEXT_VERSION, ...(["sv", "en"] as const).map((language) => hashOf(textIn({ ...terms, about }, language)).slice(0, 16))]).toEqual(["1", "fdb3ec387bbf4f96", "929548b4c03b4af2"]);
  });

  test("drawn in parts it loses nothing, and whatever a purpose holds cannot make a heading", () => {
    const text = textIn({ ...terms, purpose: "Först det ena.\n\nVad mer?\n• och detta" }, "sv");
    const again = partsOf(text).map(({ title, lines }) => [...(title ? [title] : []), ...lines.map(({ bullet, text: line }) => (bullet ? `• ${line}` : line))].join("\n")).join("\n\n");
    expect(again).toBe(text);
    expect(partsOf(text).map(({ title }) => title)).toEqual(partsOf(textIn(terms, "sv")).map(({ title }) => title));
  });
});

test("everything a family may see of a consent is said in English too", () => {
  const seen = Object.keys(catalogues.sv).filter((key) => /^consent\.(branch|topic|topicName|text|state|answer|own|withdraw|missing)|^refusal\.consent\.(other-text|unknown|choose-answer|nothing-to-withdraw|lapsed|not-a-giver|evidence-missing|missing)|^done\.consent(Yes|No|Withdrawn)$/.test(key));
  expect(seen.length).toBeGreaterThan(80);
  expect(seen.filter((key) => !(key in catalogues.en))).toEqual(["consent.missing.title", "consent.missing.see", "consent.missing.ask", "consent.missing.others", "consent.missing.askOther"]);
});
