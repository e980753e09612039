import { expect, test } from "vitest";
import { wordsIn } from "../platform/i18n/words.tsx";
import { BRANCH_KINDS, compareProtection, isAuthority, SECRECY, STRENGTHS } from "./secrecy.ts";

test("a fact from social services is weaker protected in a school and not at all in an association", () => {
  expect(compareProtection("social-services", "school")).toBe("weaker");
  expect(compareProtection("social-services", "leisure")).toBe("weaker");
  expect(compareProtection("social-services", "association")).toBe("none");
});

test("a fact keeps its protection between health care, preschool and social services", () => {
  expect(compareProtection("child-health", "preschool")).toBe("same");
  expect(compareProtection("child-health", "social-services")).toBe("same");
});

test("what was said in family counselling is weaker protected everywhere else", () => {
  for (const kind of BRANCH_KINDS.filter((kind) => kind !== "family-counselling"))
    expect(["weaker", "none"], kind).toContain(compareProtection("family-counselling", kind));
});

test("a fact from a school is stronger protected in health care", () => {
  expect(compareProtection("school", "child-psychiatry")).toBe("stronger");
});

test("an association loses nothing by telling another association", () => {
  expect(compareProtection("association", "association")).toBe("same");
});

test("a loss of protection is never called the same or stronger", () => {
  const rank = (kind: (typeof BRANCH_KINDS)[number]) => STRENGTHS.indexOf(SECRECY[kind].weakest);
  for (const from of BRANCH_KINDS)
    for (const to of BRANCH_KINDS) {
      const loss = from !== to && rank(to) > STRENGTHS.indexOf(SECRECY[from].strength);
      expect(["weaker", "none"].includes(compareProtection(from, to)), `${from} → ${to}`).toBe(loss);
    }
});

test("the weakest rule of a branch is never stronger than its strongest", () => {
  for (const kind of BRANCH_KINDS) {
    const { strength, weakest } = SECRECY[kind];
    expect(STRENGTHS.indexOf(weakest), kind).toBeGreaterThanOrEqual(STRENGTHS.indexOf(strength));
  }
});

test("private bodies are not authorities", () => {
  expect(BRANCH_KINDS.filter((kind) => !isAuthority(kind))).toEqual([
    "independent-preschool",
    "independent-school",
    "private-health",
    "private-social",
    "association",
  ]);
});

test.each(["sv", "en"] as const)("every kind, strength and comparison has words in %s", (language) => {
  const words = wordsIn(language);
  for (const kind of BRANCH_KINDS) words.say(`secrecy.kind.${kind}`);
  for (const strength of STRENGTHS) words.say(`secrecy.strength.${strength}`);
  for (const result of ["same", "weaker", "none", "stronger"])
    words.say(`secrecy.compare.${result}`, { receiver: "BVC" });
  expect([...words.missing]).toEqual([]);
  expect(() => words.say("secrecy.kind.nursery")).toThrow();
});
