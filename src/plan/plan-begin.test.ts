import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestHouse, type TestHouse } from "#test/house.ts";
import { consentTo, matterOf, openIn, stagePlanning, well } from "#test/plan-stage.ts";
import { areaIds } from "../practice/index.ts";
import { callMeeting, holdMeeting, listMeetings } from "../meeting/index.ts";
import { findPlan, startPlan } from "./index.ts";

let house: TestHouse;
beforeAll(async () => (house = await openTestHouse()));
afterAll(() => house.close());

/** A meeting about Elis with the preschool and the speech therapist, of whom only the preschool came. */
async function meet(): Promise<string> {
  const { units } = await stagePlanning(house);
  return house.as("maja", async (hand) => {
    const matter = await openIn(hand, { state: "consent", role: "child-lead" });
    await consentTo(hand, { matter, receivers: [units.preschool.branchId, units.speech.branchId], topics: ["contact", "meeting", "plan", ...areaIds(house.house.practice)] });
    const meeting = well(await callMeeting(hand, { matter, at: new Date(hand.at.getTime() + 86_400_000), place: "BVC", question: "Hur hjälper vi Elis?", childTakesPart: "part-of-meeting", units: [units.preschool, units.speech] }));
    const { words } = (await listMeetings(hand.tx, hand.house.keys, matter.id))[0]!;
    const attendance = words.invited.map(({ id, name }) => ({ who: id, name: id === units.preschool.id ? "Anna Karlsson" : name, how: id === units.speech.id ? ("absent" as const) : ("room" as const) }));
    well(await holdMeeting(hand, {
      meeting, attendance, others: "", childWords: "Jag vill leka med Nils när det är tyst.", childMissing: "", notes: { "guardian-view": "Vi vill veta om han hör som han ska." }, minutes: "Vi gjorde en plan.", reason: "Flera behövs.",
      decision: "collaborate",
    }));
    return matter.id;
  });
}

test("a plan begins with those who came, and with what the child and the guardians said in the meeting: nobody writes it twice", async () => {
  const matterId = await meet();
  const plan = await house.as("maja", async (hand) => startPlan(hand, await matterOf(hand, matterId)));
  expect(plan.draft!.content.parties.map(({ unit, contact, phone }) => [unit, contact, phone !== ""])).toEqual([["BVC Lessebo", "Maja Lindqvist", true], ["Förskolan Trollet", "Anna Karlsson", true]]);
  // Called for the day after, and held already today.
  expect(plan.draft!.content.childVoice).toEqual({ words: "Jag vill leka med Nils när det är tyst.", how: "Sagt på mötet måndag 23 november 2026.", by: "Maja Lindqvist" });
  expect(plan.draft!.content.guardiansView).toBe("Vi vill veta om han hör som han ska.");
  const page = await (await house.signIn("maja")).get(`/matters/${matterId}/plan`);
  expect(page.text).toContain("Runt bordet");
  expect(page.text).toContain("Anna Karlsson Förskolan Trollet");
  const again = await house.as("maja", async (hand) => findPlan(hand.tx, hand.house, await matterOf(hand, matterId)));
  expect(again!.draft!.id).toBe(plan.draft!.id);
});
