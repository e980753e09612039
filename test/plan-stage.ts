import { askConsent, noteAnswer, type Topic } from "#src/consent/index.ts";
import { guardianshipsOf, listGuardians, meetChild } from "#src/child/index.ts";
import { takeIn } from "#src/disclosure/index.ts";
import { dutyOf, type Hand } from "#src/house.ts";
import { findMatter, openMatter, type Matter, type MatterState } from "#src/matter/index.ts";
import { listUnits, type Unit } from "#src/organisation/index.ts";
import { addDays } from "#src/platform/clock.ts";
import { newId, type BranchId } from "#src/platform/ids.ts";
import { isConflict, isRefusal } from "#src/platform/result.ts";
import { adopt, savePlan, type PlanInput } from "#src/plan/index.ts";
import type { TestHouse } from "./house.ts";

export const ELIS = "202210142390";

/** What must have gone well for the stage to stand. */
export function well<T>(value: T): Exclude<T, { refused: string } | { conflict: unknown }> {
  if (isRefusal(value)) throw new Error(`the stage was refused: ${value.refused}`);
  if (isConflict(value)) throw new Error(`somebody else was on the stage: ${JSON.stringify(value)}`);
  return value as Exclude<T, { refused: string } | { conflict: unknown }>;
}

/** A matter of the acting person's unit, in a state, without the way there. */
export async function openIn(hand: Hand, of: { number?: string; state: MatterState; role: Matter["role"] }): Promise<Matter> {
  const number = of.number ?? ELIS;
  const child = (await meetChild(hand, number))!;
  const { id } = await openMatter(hand.tx, hand.house.keys, { childId: child.id, child: { name: child.name, number }, duty: dutyOf(hand), state: of.state, role: of.role, dueOn: addDays(hand.today, 14), at: hand.at });
  return (await findMatter(hand.tx, hand.house.keys, id))!;
}

/** Everybody who decides for the child says yes: that one branch may tell some others, on some topics. */
export async function consentTo(hand: Hand, of: { matter: Matter; disclosing?: BranchId; receivers: readonly BranchId[]; topics: readonly Topic[] }): Promise<string> {
  const { matter } = of;
  const consentId = well(await askConsent(hand, { matter, disclosing: of.disclosing ?? matter.branchId, receivers: of.receivers, units: [], topics: of.topics, purpose: "Att alla ska kunna hjälpas åt.", until: addDays(hand.today, 300) }));
  const guardians = guardianshipsOf(await listGuardians(hand.tx, hand.house.keys, { child: matter.childId, today: hand.today }));
  for (const { guardian } of guardians) well(await noteAnswer(hand, { consentId, giver: guardian, capacity: "guardian", answer: "granted", how: "oral" }));
  return consentId;
}

export type Stage = {
  readonly matterId: string; readonly units: Readonly<Record<"bvc" | "preschool" | "speech", Unit>>; readonly guardians: ReadonlyArray<{ id: string; name: string }>; readonly consentId: string;
};

const unitNamed = (units: readonly Unit[], name: string): Unit => {
  const unit = units.find((one) => one.name.includes(name));
  if (!unit) throw new Error(`no unit called ${name}: ${units.map((one) => one.name).join(", ")}`);
  return unit;
};

/** Elis after the meeting: the BVC nurse has the pen, and may tell the preschool everything and the speech therapist some. */
export async function stagePlanning(house: TestHouse, speechTopics: readonly Topic[] = ["contact", "meeting", "plan", "development", "health", "learning", "relations", "safety", "home", "care"]): Promise<Stage> {
  return house.as("maja", async (hand) => {
    const matter = await openIn(hand, { state: "planning", role: "child-lead" });
    const all = await listUnits(hand.tx);
    const units = { bvc: unitNamed(all, "BVC Lessebo"), preschool: unitNamed(all, "Trollet"), speech: unitNamed(all, "ogoped") };
    const topics: Topic[] = ["contact", "meeting", "plan", "development", "health", "learning", "relations", "safety", "home", "care"];
    const consentId = await consentTo(hand, { matter, receivers: [units.preschool.branchId], topics });
    if (speechTopics.length > 0) await consentTo(hand, { matter, receivers: [units.speech.branchId], topics: speechTopics });
    const guardians = await listGuardians(hand.tx, hand.house.keys, { child: matter.childId, today: hand.today });
    return { matterId: matter.id, units, guardians: guardians.map(({ personId, name }) => ({ id: personId, name })), consentId };
  });
}

const partyIn = (unit: Unit, contact: string) => ({ unitId: unit.id, unit: unit.name, branchId: unit.branchId, kind: unit.kind, authority: unit.authority, contact, phone: unit.phone });

/** A plan with everything in it: a measure for each who takes part, one of the family's, and one the speech therapist shall not see. */
export function wholePlan(stage: Stage, today: string, change: Partial<PlanInput> = {}): PlanInput & { measures: Array<{ id: string; what: string }> } {
  const { bvc, preschool, speech } = stage.units;
  const measure = (of: { what: string; who: PlanInput["measures"][number]["who"]; days: number; area: string; withheldFrom?: string[] }) =>
    ({ id: newId<"measure">() as string, what: of.what, who: of.who, byOn: addDays(today, of.days), area: of.area, withheldFrom: of.withheldFrom ?? [] });
  return {
    reason: "Elis ska kunna vara med när alla sjunger.", childVoice: { words: "Jag vill leka med Nils när det är tyst.", how: "Han sa det på mötet.", by: "Maja Lindqvist" },
    guardiansView: "Vi vill veta om han hör som han ska.",
    goals: [
      { id: newId(), area: "learning", goal: "Elis är med på samlingen.", sign: "Han sitter kvar hela sången." },
      { id: newId(), area: "health", goal: "Vi vet hur Elis hör.", sign: "" },
    ],
    measures: [
      measure({ what: "En lugn hörna vid samlingen", who: { unit: preschool.id, name: preschool.name }, days: 8, area: "learning" }),
      measure({ what: "En träff hos logopeden", who: { unit: speech.id, name: speech.name }, days: 50, area: "development" }),
      measure({ what: "Ny hörselkontroll", who: { unit: bvc.id, name: bvc.name }, days: 20, area: "health" }),
      measure({ what: "Läsa en bok varje kväll", who: { family: "Sara Holm" }, days: 30, area: "home" }),
      measure({ what: "Prata om nätterna med familjen", who: { unit: bvc.id, name: bvc.name }, days: 25, area: "care", withheldFrom: [speech.id] }),
    ],
    parties: [partyIn(bvc, "Maja Lindqvist"), partyIn(preschool, "Anna Karlsson"), partyIn(speech, "Per Sund")],
    followUp: { on: addDays(today, 49), form: "meeting", who: "Maja Lindqvist" }, contingency: "Ring Maja.", disagreements: "", otherPlans: "", ...change,
  } as PlanInput & { measures: Array<{ id: string; what: string }> };
}

export const matterOf = async (hand: Hand, id: string): Promise<Matter> => (await findMatter(hand.tx, hand.house.keys, id))!;

/** The plan adopted, as its holder does it. Returns the plan's measures by what they say. */
export async function stageAdopted(house: TestHouse, stage: Stage, change: (plan: PlanInput) => PlanInput = (plan) => plan): Promise<{ plan: PlanInput; measure(what: string): string }> {
  return house.as("maja", async (hand) => {
    const matter = await matterOf(hand, stage.matterId);
    const plan = change(wholePlan(stage, hand.today));
    const { version } = well(await savePlan(hand, { matter, content: plan }));
    well(await adopt(hand, { matter, version }));
    return { plan, measure: (what) => plan.measures.find((one) => one.what.includes(what))!.id };
  });
}

/** What waits for a unit, taken into a new matter of somebody there who takes part. Returns the matter's id. */
export async function takePart(house: TestHouse, handle: string, unit?: string): Promise<string> {
  return house.as(handle, async (hand) => {
    const waiting = await hand.tx.selectFrom("delivery").where("to_unit_id", "=", dutyOf(hand).unitId).where("received_matter_id", "is", null).select("id").execute();
    const matter = await openIn(hand, { state: "taking-part", role: "party" });
    for (const { id } of waiting) await takeIn(hand.tx, id, matter.id);
    return matter.id;
  }, unit);
}
