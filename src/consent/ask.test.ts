import { expect, test } from "vitest";
import type { Unit } from "../organisation/index.ts";
import { newId, type BranchId } from "../platform/ids.ts";
import { loadPractice } from "../practice/index.ts";
import { questionsIn, readDraft, suggestionsFrom, withContact, type AskDraft, type Direction, type Places } from "./ask.ts";

const [bvc, preschool, habilitation] = [newId<"branch">(), newId<"branch">(), newId<"branch">()];
const unit = (name: string, branchId: BranchId, town: string): Unit =>
  ({ id: newId(), name, town, phone: "040-6280400", branchId, branch: name, kind: "preschool", authorityId: newId(), authority: "Lessebo kommun" });
const units = {
  bvc: unit("BVC Lessebo", bvc, "Lessebo"), otherBvc: unit("BVC Alvesta", bvc, "Alvesta"), trollet: unit("Trollet", preschool, "Lessebo"), glantan: unit("Gläntan", preschool, "Hovmantorp"),
  logopedin: unit("Logopedin", habilitation, "Växjö"),
};
const places: Places = { own: bvc, units: Object.values(units) };
const draft = (direction: Direction): AskDraft =>
  ({ units: [units.trollet.id, units.glantan.id, units.logopedin.id], direction, topics: ["learning"], purpose: "Vi vill hjälpas åt.", until: "2027-05-30" });

test("we tell them: one question, ours; two units of one branch are one receiver", () => {
  expect(questionsIn(draft("us"), places)).toEqual([{ disclosing: bvc, receivers: [preschool, habilitation] }]);
});

test("they tell us: a question for each of them, and only we are told", () => {
  expect(questionsIn(draft("them"), places)).toEqual([{ disclosing: preschool, receivers: [bvc] }, { disclosing: habilitation, receivers: [bvc] }]);
});

test("all tell each other: a question for each branch, never to itself", () => {
  expect(questionsIn(draft("everyone"), places)).toEqual([
    { disclosing: bvc, receivers: [preschool, habilitation] }, { disclosing: preschool, receivers: [bvc, habilitation] }, { disclosing: habilitation, receivers: [bvc, preschool] },
  ]);
});

test("somebody else must take part: neither our own branch, an unknown unit nor nobody will do", () => {
  const filled = { receivers: [], other: "", direction: "us", topics: ["plan"], purpose: "Vi vill hjälpas åt.", until: "2027-05-30" };
  expect(readDraft(filled, places)).toMatchObject({ refused: "consent.no-receiver", details: { field: "receivers" } });
  expect(readDraft({ ...filled, receivers: [units.otherBvc.id], other: newId() }, places)).toMatchObject({ refused: "consent.no-receiver" });
  expect(readDraft({ ...filled, receivers: [units.trollet.id], other: units.trollet.id }, places)).toMatchObject({ units: [units.trollet.id] });
});

test("the likeliest units come first, then those in town, never our own", () => {
  expect(suggestionsFrom([units.logopedin.id, undefined, units.otherBvc.id, units.logopedin.id], places, units.bvc.id)).toEqual([units.logopedin, units.trollet]);
});

test("that there is contact follows with anything that is told, and with nothing when nothing is", () => {
  const practice = loadPractice("packages-of-practice/kronobarn");
  expect(withContact(practice, ["plan", "health"])).toEqual(["health", "contact", "plan"]);
  expect(withContact(practice, [])).toEqual([]);
});
