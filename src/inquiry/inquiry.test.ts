import fc from "fast-check";
import { expect, test } from "vitest";
import { loadPractice, marks, perspectives, type Mark } from "../practice/index.ts";
import {
  calledBy, conclude, fingerprintOf, fingerprintOfText, markText, mergeArea, mergeHow, questionsTo, raisesConcern, readArea, roundsOf, supportText,
  type Answer, type AreaSaid, type Concluded, type QuestionId, type WheelEntry,
} from "./inquiry.ts";
import { wheelSections } from "./wheel-sections.ts";

const practice = loadPractice("packages-of-practice/kronobarn");

// The three questions, told once more by hand: a question's answer is nothing, a yes or a no, with or without a reason.
type Said = "nothing" | "yes" | "no" | "yes without reason" | "no without reason";
const everySaid: readonly Said[] = ["nothing", "yes", "no", "yes without reason", "no without reason"];
const questions: readonly QuestionId[] = ["own-service", "another-service", "several-together"];
const outcomes = ["own-service", "other-service", "collaboration"];
const answerOf = (said: Said): Answer | undefined =>
  said === "nothing" ? undefined : { yes: said.startsWith("yes"), reason: said.endsWith("without reason") ? " \n " : "för att" };

const told = (concluded: Concluded): string => {
  if (concluded.is === "more") return "more";
  return concluded.is === "outcome" ? concluded.outcome : `${concluded.part} to ${concluded.question}`;
};

/** Row by row: what stands first and is not a reasoned no decides. */
function expected(said: readonly Said[]): string {
  const nth = said.findIndex((one) => one !== "no");
  if (nth < 0) return "more";
  const one = said[nth]!;
  if (one === "yes") return outcomes[nth]!;
  return `${one === "nothing" ? "answer" : "reason"} to ${questions[nth]}`;
}

test("the three questions lead where the model says, in every one of their 125 answers", () => {
  let outcomesSeen = 0;
  for (const first of everySaid)
    for (const second of everySaid)
      for (const third of everySaid) {
        const said = [first, second, third];
        const result = conclude(Object.fromEntries(questions.map((id, nth) => [id, answerOf(said[nth]!)])));
        expect(told(result), said.join(" · ")).toBe(expected(said));
        if (result.is === "outcome") outcomesSeen += 1;
      }
  // 25 where the first is yes, 5 where the second is, 1 where the third is: everything else is a question to answer, or more to gather.
  expect(outcomesSeen).toBe(31);
});

test("what stands after a yes is not kept: the first yes has ended it", () => {
  const result = conclude({ "own-service": { yes: true, reason: " Vi kan. " }, "another-service": { yes: true, reason: "BUP" }, "several-together": { yes: false, reason: "nej" } });
  expect(result).toEqual({ is: "outcome", outcome: "own-service", answers: { "own-service": { yes: true, reason: "Vi kan." } } });
});

const texts = ["", "  \r\n ", "Han bygger torn."];
const marked: readonly (Mark | undefined)[] = [undefined, ...marks];
const filledCombinations = marked.flatMap((mark) => texts.flatMap((works) => texts.flatMap((challenging) => [false, true].map((needsSupport) => ({ area: "learning", mark, works, challenging, needsSupport })))));

test("an area is passed by when, and only when, nothing at all was said about it", () => {
  for (const filled of filledCombinations) {
    const silent = filled.mark === undefined && filled.works.trim() === "" && filled.challenging.trim() === "" && !filled.needsSupport;
    expect(readArea(filled) === undefined, JSON.stringify(filled)).toBe(silent);
  }
});

test("a pressed button is never overruled; words without one speak for themselves", () => {
  for (const filled of filledCombinations) {
    const said = readArea(filled);
    if (!said) continue;
    const [works, challenging] = [filled.works.trim() !== "", filled.challenging.trim() !== ""];
    const spoken = works ? (challenging ? "both" : "works") : challenging ? "challenging" : "unknown";
    expect(said.mark, JSON.stringify(filled)).toBe(filled.mark ?? spoken);
    expect([said.works, said.challenging, said.needsSupport]).toEqual([filled.works.trim(), filled.challenging.trim(), filled.needsSupport]);
  }
});

const saids: readonly (AreaSaid | undefined)[] = [
  undefined,
  { mark: "works", needsSupport: false, works: "Torn", challenging: "" },
  { mark: "challenging", needsSupport: true, works: "", challenging: "Sång" },
];

test("two writers: what one of them changed is kept from that one, what both changed is a conflict, and silence never erases", () => {
  for (const before of saids)
    for (const mine of saids)
      for (const theirs of saids) {
        const merged = mergeArea({ area: "learning", ...mine, drawnFrom: fingerprintOf(before) }, theirs);
        const iChanged = mine !== undefined && mine !== before;
        const theyChanged = theirs !== before;
        const wanted = !iChanged || mine === theirs ? "same" : theyChanged ? "conflict" : "written";
        expect(merged.is, JSON.stringify({ before, mine, theirs })).toBe(wanted);
      }
});

test("the line on how it came out is merged by the same rule; a command without a page only speaks for itself", () => {
  const lines = ["", "Hemma", "På BVC"];
  for (const before of lines)
    for (const mine of lines)
      for (const theirs of lines) {
        const wanted = mine === before || mine === theirs ? "same" : theirs !== before ? "conflict" : "written";
        expect(mergeHow({ how: mine, before: fingerprintOfText(before), now: theirs })).toBe(wanted);
        expect(mergeHow({ how: mine, before: undefined, now: theirs })).toBe("same");
      }
});

test("a fingerprint tells every two different things apart, and carries no words", () => {
  const said = fc.record({ mark: fc.constantFrom(...marks), needsSupport: fc.boolean(), works: fc.string(), challenging: fc.string() });
  fc.assert(fc.property(said, said, (one, other) => (fingerprintOf(one) === fingerprintOf(other)) === (JSON.stringify(one) === JSON.stringify(other))));
  expect(fingerprintOf({ mark: "works", needsSupport: false, works: "Torn", challenging: "" })).not.toContain("Torn");
});

test("only the area the package points out, and only when it is hard there, asks for a report of concern", () => {
  const raising = practice.wheel.areas.flatMap(({ id }) => [undefined, ...marks].filter((mark) => raisesConcern(practice, id, mark)).map((mark) => `${id} ${mark}`));
  expect(raising).toEqual(["safety both", "safety challenging"]);
});

test("a child is asked its own questions by age, is shown its own words, and one too small for questions is described by adults", () => {
  const of = (bornOn: string | undefined, perspective: "child" | "guardian") => questionsTo(practice, "health", { perspective, child: { bornOn }, on: "2026-11-23" })[0]?.sv;
  const { adults, younger, older } = practice.wheel.areas[0]!.questions;
  expect(of("2022-10-14", "child")).toBe(younger[0]!.sv);
  expect(of("2012-10-14", "child")).toBe(older[0]!.sv);
  expect(of("2024-10-14", "child")).toBe(adults[0]!.sv);
  expect(of(undefined, "child")).toBe(adults[0]!.sv);
  expect(of("2022-10-14", "guardian")).toBe(adults[0]!.sv);
  for (const perspective of perspectives) {
    const own = perspective === "child";
    expect(markText(practice, "challenging", perspective).sv).toBe(own ? "Det är svårt" : "utmanande");
    expect(supportText(practice, perspective).sv).toBe(own ? "Jag vill ha hjälp" : "behöver stöd");
  }
});

test("the middle of the wheel has the child's first name", () => {
  expect([calledBy("Elis Holm"), calledBy(" Åsa-Li  Ek "), calledBy("")]).toEqual(["Elis", "Åsa-Li", ""]);
});

const entry = (of: Partial<WheelEntry>): WheelEntry => ({
  id: "1", round: 1, perspective: "child", area: "learning", mark: "challenging", needsSupport: true, works: "Jag bygger.", challenging: "Det är svårt när alla pratar.",
  how: "Med bilder", by: "Maja Lindqvist", at: new Date("2026-11-20T10:00:00Z"), version: 1, ...of,
});

test("rounds are told once each, in order, with the one being written", () => {
  expect(roundsOf([], 1)).toEqual([1]);
  expect(roundsOf([entry({ round: 2 }), entry({ round: 1 }), entry({ round: 2 })], 3)).toEqual([1, 2, 3]);
});

test("delivered, a child's words stand alone as they were said, before the adults' and under the area's own topic", () => {
  const professional = entry({ perspective: "professional", works: "Leker en och en.", challenging: "", mark: "works", needsSupport: false });
  const sections = wheelSections([professional, entry({ area: "safety" }), entry({})], practice, "sv");
  expect(sections.map(({ topic, own }) => [topic, own ?? false])).toEqual([["learning", true], ["learning", false], ["safety", true]]);
  expect(sections[0]).toMatchObject({ heading: "Lärande (Barnet): utmanande, behöver stöd", text: "Jag bygger.\nDet är svårt när alla pratar." });
  expect(sections[1]!.text).toBe("Det som fungerar: Leker en och en.\nSå kom det fram: Med bilder (20 november 2026 kl. 11:00)");
});

test("a mark without words is delivered as a mark, never as a quotation", () => {
  const [section] = wheelSections([entry({ works: "", challenging: "", how: "" })], practice, "en");
  expect(section).toEqual({ topic: "learning", heading: "Learning (The child): challenging, needs support", text: "challenging, needs support" });
});

test("an area no consent can cover is not delivered by mistake", () => {
  const other = { ...practice, wheel: { ...practice.wheel, areas: [{ ...practice.wheel.areas[0]!, id: "forest" }] } };
  expect(() => wheelSections([entry({ area: "forest" })], other, "sv")).toThrow("no consent can cover");
});
