import { describe, expect, test } from "vitest";
import { answerAfter, expectRefusal, lineOf, lines, refusalOf, swap, type Planted } from "./planted-fault.ts";

const cases: Planted[] = [
  [
    "an official text without a source",
    "lead.yaml",
    swap("id: plan-lead", "      source: K2\n", ""),
    lineOf("lead.yaml", "status: official", "id: plan-lead"),
    'role "plan-lead" has an official text that names no source',
  ],
  [
    "a source nobody lists",
    "way.yaml",
    swap("id: own-service", "source: K1", "source: K99"),
    lineOf("way.yaml", "source: K1", "id: own-service"),
    'question "own-service" names source "K99", which package.yaml does not list',
  ],
  [
    "two areas with one id",
    "wheel.yaml",
    swap("id: care", "id: care", "id: health"),
    lineOf("wheel.yaml", "id: care"),
    'area "health" has an id that is already taken',
  ],
  [
    "an order number that jumps",
    "plan.yaml",
    swap("id: goals", "order: 10", "order: 11"),
    lineOf("plan.yaml", "order: 10"),
    'section "goals" has order 11 but should have 10',
  ],
  [
    "an area without a question for older children",
    "wheel.yaml",
    (text) => text.slice(0, text.lastIndexOf("      older:")) + "      older: []\n",
    lines("wheel.yaml").lastIndexOf("      older:") + 1,
    'area "safety" has no question for older children',
  ],
  [
    "an area that leaves older children out",
    "wheel.yaml",
    (text) => text.slice(0, text.lastIndexOf("      older:")),
    lineOf("wheel.yaml", "    questions:", "id: safety"),
    'area "safety" has no question for older children',
  ],
  [
    "a wheel with no way to a report of concern",
    "wheel.yaml",
    swap("id: safety", "surfacesReportOfConcern: true", "surfacesReportOfConcern: false"),
    lineOf("wheel.yaml", "areas:"),
    "areas must have one with surfacesReportOfConcern",
  ],
  [
    "a mark that is missing",
    "wheel.yaml",
    swap("id: unknown", "id: unknown", "id: both"),
    lineOf("wheel.yaml", "marks:"),
    "marks must be works, both, challenging, unknown, in that order",
  ],
  [
    "a gap between the lead rules",
    "lead.yaml",
    swap("id: before-school", "until: school-start", "until: 4"),
    lineOf("lead.yaml", "until: school-start"),
    'rule "before-school" is followed by a gap: no rule says who leads at 4',
  ],
  [
    "a gap only for those outside upper secondary school",
    "lead.yaml",
    swap("id: outside-upper-secondary", "from: 16", "from: 17"),
    lineOf("lead.yaml", "until: 16"),
    'rule "school" is followed by a gap: no rule says who leads at 16, outside upper secondary school',
  ],
  [
    "a gap only some children fall into",
    "lead.yaml",
    swap("id: school\n", "from: school-start", "from: 6"),
    lineOf("lead.yaml", "until: school-start"),
    'rule "before-school" is followed by a gap: no rule says who leads at school start',
  ],
  [
    "nobody before birth",
    "lead.yaml",
    swap("id: unborn", "from: pregnancy", "from: birth"),
    lineOf("lead.yaml", "rules:"),
    "rules begin too late: no rule says who leads before birth",
  ],
  [
    "two rules for the same age",
    "lead.yaml",
    swap("id: school\n", "until: 16", "until: 17"),
    lineOf("lead.yaml", "from: 16"),
    'rule "upper-secondary" answers at 16, and so does rule "school"',
  ],
  [
    "a guardian who speaks before the child",
    "meeting.yaml",
    swap("id: purpose-and-consent", "voice: chair", "voice: guardians"),
    lineOf("meeting.yaml", "voice: chair", "id: purpose-and-consent"),
    'agenda point "purpose-and-consent" comes before the child has been heard',
  ],
  [
    "a round before the child at the follow-up",
    "meeting.yaml",
    swap("followUpAgenda:", "voice: child", "voice: everyone"),
    lineOf("meeting.yaml", "voice: child", "followUpAgenda:"),
    'follow-up point "child-voice" comes before the child has been heard',
  ],
  [
    "a yes that settles nothing",
    "way.yaml",
    swap("id: another-service", "outcome: hand-over-matter", "outcome: next-question"),
    lineOf("way.yaml", "outcome: hand-over-matter"),
    'question "another-service" must settle the matter on a yes',
  ],
  [
    "a last no that leads nowhere",
    "way.yaml",
    swap("id: several-together", "outcome: inquire-more", "outcome: next-question"),
    lineOf("way.yaml", "outcome: inquire-more"),
    'question "several-together" has no next question to lead to on a no',
  ],
  [
    "a time longer at its least than at its most",
    "times.yaml",
    swap("id: first-follow-up", "least: 6", "least: 9"),
    lineOf("times.yaml", "least: 6"),
    'interval "first-follow-up" has least above most',
  ],
  [
    "children of an age no questions are written for",
    "wheel.yaml",
    swap("  older:", "fromAge: 9", "fromAge: 10"),
    lineOf("wheel.yaml", "readers:"),
    "readers must have older follow on younger, up to 17",
  ],
  [
    "the second question before the first",
    "way.yaml",
    (text) =>
      text
        .replace("id: own-service", "id: x")
        .replace("id: another-service", "id: own-service")
        .replace("id: x", "id: another-service"),
    lineOf("way.yaml", "questions:"),
    "questions must be own-service, another-service, several-together, in that order",
  ],
  [
    "a package that ends before it begins",
    "package.yaml",
    swap("valid:", "from: 2026-01-01", "from: 2026-01-01\n  until: 2025-12-31"),
    lineOf("package.yaml", "from: 2026-01-01") + 1,
    "valid.until lies before from",
  ],
  [
    "a meeting whose shortest is longer than its longest",
    "meeting.yaml",
    swap("minutes:", "least: 45", "least: 90"),
    lineOf("meeting.yaml", "least: 45"),
    "minutes.least is more than most",
  ],
  [
    "ages out of order",
    "times.yaml",
    swap("ages:", "age: 13", "age: 11"),
    lineOf("times.yaml", "age: 13"),
    "ages[2].age must be higher than the age before",
  ],
];

cases.push(
  [
    "an area that takes the name of a topic of the engine's own",
    "wheel.yaml",
    swap("id: care", "id: care", "id: meeting"),
    lineOf("wheel.yaml", "id: care"),
    'area "meeting" has an id that the engine keeps for itself',
  ],
  [
    "a question in a group nobody has named",
    "wheel.yaml",
    swap("Vad mår barnet bra av?", "          status: proposed", "          status: proposed\n          group: risks"),
    lineOf("wheel.yaml", "Vad mår barnet bra av?"),
    'area "health" belongs to a group of questions, and wheel.yaml names no groups',
  ],
  [
    "the report of concern before advice and collaboration",
    "way.yaml",
    swap("tracks:", "id: consultation", "id: concern"),
    lineOf("way.yaml", "tracks:"),
    "tracks must be consultation, collaboration, concern, in that order",
  ],
);

cases.push([
  "an attendance step that lies below the one before",
  "way.yaml",
  swap("id: pupil-health", "percent: 15", "percent: 4"),
  lineOf("way.yaml", "percent: 15", "id: pupil-health"),
  'attendance step "pupil-health" does not lie above step "mentor"',
]);

cases.push([
  "attendance that belongs to no area of the wheel",
  "way.yaml",
  swap("attendanceArea", "attendanceArea: learning", "attendanceArea: school"),
  lineOf("way.yaml", "attendanceArea: learning"),
  'attendanceArea names area "school", which wheel.yaml does not have',
]);

describe("where questions are of two kinds", () => {
  const degerfors = "packages-of-practice/degerfors";
  const answer = (change: (text: string) => string) => refusalOf("wheel.yaml", change, degerfors);

  test("an adult's question that is neither is refused", () => {
    expect(answer(swap("Vad fungerar bra hemma?", "          group: strengths\n", ""))).toContain('area "home" has an adult\'s question that is neither strengths nor risks');
  });
  test("a risk asked for before a strength is refused", () => {
    expect(answer(swap("Vad fungerar bra hemma?", "group: strengths", "group: risks"))).toContain('area "home" asks for strengths after risks');
  });
  test("a kind that does not exist is refused", () => {
    expect(answer(swap("Vad fungerar bra hemma?", "group: strengths", "group: weaknesses"))).toContain('must be strengths or risks, not "weaknesses"');
  });
  test("the package as it is is not refused", () => {
    expect(answerAfter(() => {}, degerfors)).toBe("loaded");
  });
});

describe("a package that does not make sense is refused with file, line and reason", () => {
  test.each(cases)("%s", (...planted) => expectRefusal(planted));
});
