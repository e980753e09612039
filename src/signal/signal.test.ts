import { expect, test } from "vitest";
import { loadPractice } from "../practice/index.ts";
import { topicsOf } from "../disclosure/index.ts";
import { leadsHere, signalSections } from "./signal.ts";

const practice = loadPractice("packages-of-practice/kronobarn");
const on = "2026-11-23";
const child = { unborn: { expectedOn: "2027-02-05" }, four: { bornOn: "2022-10-14" }, eight: { bornOn: "2018-08-25" }, seventeen: { bornOn: "2009-10-05" }, adult: { bornOn: "2008-01-01" } };

test("a branch that noticed is the child lead's own only at the age it leads", () => {
  const led = (kind: Parameters<typeof leadsHere>[1]["kind"]) => Object.entries(child).filter(([, aged]) => leadsHere(practice, { kind, child: aged, on })).map(([name]) => name);
  expect(led("maternity-care")).toEqual(["unborn"]);
  expect(led("child-health")).toEqual(["four"]);
  expect(led("school")).toEqual(["eight", "seventeen"]);
  expect(led("independent-school")).toEqual(["eight", "seventeen"]);
  expect(led("labour-market")).toEqual(["seventeen"]);
  for (const kind of ["preschool", "social-services", "police", "association", "pupil-health"] as const) expect(led(kind), kind).toEqual([]);
});

const words = { seen: "Bygger höga torn. Kryper under bordet när alla sjunger.", childWords: "Jag gömmer mig.", told: "Sara vid hämtningen.", wish: "Hjälp att förstå." };

test("the child's own words come first in what is delivered, as a quotation", () => {
  const sections = signalSections({ words, areas: ["learning"] }, practice, "sv");
  expect(sections.map(({ heading, own }) => [heading, own ?? false])).toEqual([
    ["Barnets egna ord", true], ["Det som har setts och hörts", false], ["Områden (Barnets bästa-hjulet)", false], ["Vem som har fått veta", false], ["Önskan om vad som ska hända", false],
  ]);
});

test("a consent must cover every area that was ticked, whichever part is chosen", () => {
  for (const section of signalSections({ words, areas: ["safety", "learning", "home"] }, practice, "sv"))
    expect(topicsOf([section]).toSorted()).toEqual(["contact", "home", "learning", "safety"]);
});

test("what was left out is no part, and without areas only the contact itself is touched", () => {
  const sections = signalSections({ words: { seen: "Sett.", told: "Ingen än." }, areas: [] }, practice, "en");
  expect(sections.map(({ heading }) => heading)).toEqual(["What has been seen and heard", "Who has been told"]);
  expect(topicsOf(sections)).toEqual(["contact"]);
});

test("an area the practice does not know is a fault, not an empty tag", () => {
  expect(() => signalSections({ words, areas: ["weather"] }, practice, "sv")).toThrow(/no area weather/);
});
