import { randomUUID } from "node:crypto";
import { deliver, type DeliveryKind } from "#src/disclosure/index.ts";
import type { Hand } from "#src/house.ts";
import { findMatter, type Matter } from "#src/matter/index.ts";
import { addDays } from "#src/platform/clock.ts";
import type { PersonId, UnitId } from "#src/platform/ids.ts";
import { isRefusal } from "#src/platform/result.ts";
import type { PlanContent } from "#src/plan/index.ts";
import type { TestHouse } from "./house.ts";
import { withhold } from "#src/family/family-actions.ts";

export const ELIS = "202210142390";

/** The person behind a handle of the world. */
export async function personOf(house: TestHouse, handle: string): Promise<PersonId> {
  const { identity } = [...house.world.staff, ...house.world.guardians].find((one) => one.handle === handle)!;
  const [row] = await house.rows<{ id: PersonId }>("select id from kring.person where number_hash = $1", [house.house.keys.numberHash(identity)]);
  return row!.id;
}

export const unitNamed = async (house: TestHouse, handle: string): Promise<{ id: UnitId; name: string; branch: string; phone: string }> =>
  (await house.rows<{ id: UnitId; name: string; branch: string; phone: string }>("select id, name, branch_id as branch, phone from kring.unit where handle = $1", [handle]))[0]!;

const must = <T>(value: T): Exclude<T, { refused: string }> => {
  if (isRefusal(value)) throw new Error(value.refused);
  return value as Exclude<T, { refused: string }>;
};

export type Telling = { readonly house: TestHouse; readonly staff: string; readonly matter: Matter; readonly kind: DeliveryKind; readonly data?: Record<string, unknown>; readonly text?: string };

const parcel = ({ matter, kind, data, text }: Telling) => ({
  matter, kind, what: ["contact", "learning"], sections: [{ topic: "learning" as const, heading: "Det vi har sett", text: text ?? "Elis bygger höga torn." }], data, why: "För att du ska veta.",
});

/** A copy to a guardian: a party to what concerns the own child. */
export const tellGuardian = (of: Telling, guardian: string): Promise<string> =>
  of.house.as(of.staff, async (hand) => must(await deliver(hand, { ...parcel(of), receiver: { person: await personOf(of.house, guardian) }, standing: { ground: "party", catalogueVersion: "test" } })));

/** A copy to a unit, on a ground that needs no consent. */
export const tellUnit = (of: Telling, unit: string): Promise<string> =>
  of.house.as(of.staff, async (hand) => {
    const { id, branch } = await unitNamed(of.house, unit);
    return must(await deliver(hand, { ...parcel(of), receiver: { unit: id, branch: branch as never, kind: "preschool" }, standing: { ground: "no-harm", catalogueVersion: "test" } }));
  });

/** A plan with everything a family reads. */
export const samplePlan = (hand: Pick<Hand, "today">, unit: { id: UnitId; name: string; phone: string }): PlanContent => ({
  number: 1, adoptedOn: hand.today, leadUnitId: unit.id, childVoice: { words: "Jag vill leka med Nils när det är tyst.", how: "Elis sa det till Anna." }, reason: "Samlingarna har blivit svåra.",
  guardiansView: "Vi ser samma sak hemma.", goals: [{ id: randomUUID(), area: "learning", goal: "Elis är med på samlingen.", sign: "Han sitter kvar." }],
  measures: [{ id: randomUUID(), what: "En lugn hörna vid samlingen", who: { unit: unit.id, name: unit.name }, byOn: addDays(hand.today, 10), area: "learning", withheldFrom: [] }],
  parties: [{ unitId: unit.id, unit: unit.name, branchId: randomUUID(), kind: "child-health", authority: "Region Kronoberg", contact: "Maja Lindqvist", phone: unit.phone }],
  followUp: { on: addDays(hand.today, 60), form: "meeting", who: "Maja Lindqvist" }, contingency: "", disagreements: "", otherPlans: "",
});

/** Marks a delivery as taken into a matter, as receiving it does. */
export const takeIn = (house: TestHouse, delivery: string, matter: Matter): Promise<unknown> =>
  house.rows("update kring.delivery set received_matter_id = $2, answer = case when asks is null then null else 'accepted' end where id = $1", [delivery, matter.id]);

/** Keeps a matter from a guardian. */
export const withholdFrom = (house: TestHouse, staff: string, of: { matter: Matter; guardian: string }): Promise<void> =>
  house.as(staff, async (hand) => {
    const matter = (await findMatter(hand.tx, hand.house.keys, of.matter.id))!;
    must(await withhold(hand, { matter, person: await personOf(house, of.guardian), ground: "serious-harm", reason: "Samtalet den 3 november." }));
  });
