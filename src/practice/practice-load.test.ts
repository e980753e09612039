import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { answerAfter, expectRefusal, lineOf, refusalOf, swap, type Planted } from "./planted-fault.ts";

const cases: Planted[] = [
  [
    "a question without English",
    "wheel.yaml",
    swap("Vem tröstar dig", "          en: Who comforts you when you are sad?\n", ""),
    lineOf("wheel.yaml", "Vem tröstar dig"),
    'area "care": questions.younger[3].en is missing',
  ],
  [
    "an empty Swedish text",
    "way.yaml",
    swap("id: receive", "sv: Ta emot", 'sv: ""'),
    lineOf("way.yaml", "sv:", "id: receive"),
    'step "receive": name.sv is empty',
  ],
  [
    "a status that does not exist",
    "wheel.yaml",
    swap("id: home", "status: proposed", "status: offical"),
    lineOf("wheel.yaml", "status: proposed", "id: home"),
    'area "home": meaning.status must be official or proposed or local, not "offical"',
  ],
  [
    "a lead nobody knows",
    "lead.yaml",
    swap("id: unborn", "lead: midwife", "lead: doctor"),
    lineOf("lead.yaml", "lead: midwife"),
    'rule "unborn": lead must be midwife or child-health-nurse or head-teacher or activity-officer, not "doctor"',
  ],
  [
    "a rule from an age that is not one",
    "lead.yaml",
    swap("id: school\n", "until: 16", "until: sixteen"),
    lineOf("lead.yaml", "until: 16"),
    'rule "school": until must be pregnancy, birth, school-start or an age from 1 to 18',
  ],
  [
    "a key nobody knows",
    "wheel.yaml",
    swap("id: learning", "symbol: book", "colour: green\n      symbol: book"),
    lineOf("wheel.yaml", "symbol: book"),
    'area "learning": picture.colour is not a key that is known here',
  ],
  [
    "a list where a text should be",
    "meeting.yaml",
    swap("id: chair", "sv: Mötesledare", "sv: [Mötesledare]"),
    lineOf("meeting.yaml", "sv: Mötesledare"),
    'role "chair": name.sv must be text, not a list',
  ],
  [
    "a day that does not exist",
    "package.yaml",
    swap("valid:", "2026-01-01", "2026-02-30"),
    lineOf("package.yaml", "from: 2026-01-01"),
    "valid.from must be a day, such as 2026-01-01",
  ],
  [
    "a quotation mark that is never closed",
    "plan.yaml",
    swap("id: reason", "sv: Varför en plan", 'sv: "Varför en plan'),
    lineOf("plan.yaml", "sv: Varför en plan"),
    "Missing closing",
  ],
  [
    "a colon that YAML takes for a key",
    "plan.yaml",
    swap("id: reason", "sv: Varför en plan", "sv: Varför: en plan"),
    lineOf("plan.yaml", "sv: Varför en plan"),
    "Nested mappings are not allowed",
  ],
  [
    "a line that has slipped to the left",
    "times.yaml",
    swap("id: meeting\n", "    unit: days", "  unit: days"),
    lineOf("times.yaml", "unit: days", "id: meeting"),
    "",
  ],
  [
    "a key written twice",
    "times.yaml",
    swap("id: consent-answer", "unit: days", "unit: days\n    unit: weeks"),
    lineOf("times.yaml", "unit: days") + 1,
    "Map keys must be unique",
  ],
];

describe("a package that cannot be read is refused with file, line and reason", () => {
  test.each(cases)("%s", (...planted) => expectRefusal(planted));

  test("every fault of a kind is told at once", () => {
    const message = refusalOf("wheel.yaml", (text) => text.replaceAll("sign:", "score:"));
    expect(message.match(/score is not a key/g)).toHaveLength(4);
    expect(message.match(/sign is missing/g)).toHaveLength(4);
  });

  test("a missing file, and a file that is no part of a package", () => {
    const message = answerAfter((folder) => {
      rmSync(join(folder, "plan.yaml"));
      writeFileSync(join(folder, "plans.yaml"), "name: x\n");
    });
    expect(message).toContain("plan.yaml:1: the file is missing");
    expect(message).toContain("plans.yaml:1: the file is no part of a package");
  });

  test("a copy without a fault is not refused", () => {
    expect(answerAfter(() => {})).toBe("loaded");
  });
});
