import { answerConsent, askConsent, type Topic } from "#src/consent/index.ts";
import { meetChild } from "#src/child/index.ts";
import { dutyOf, type Hand } from "#src/house.ts";
import { findMatter, openMatter, type Matter, type MatterState } from "#src/matter/index.ts";
import { listUnits, type Unit } from "#src/organisation/index.ts";
import { isRefusal } from "#src/platform/result.ts";
import type { Client, Page } from "#test/client.ts";
import type { TestHouse } from "#test/house.ts";

/** The stage of the meeting tests: Elis, whose nurse has come to where a meeting can be called. */
export const ELIS = "202210142390";
export type Stage = { readonly house: TestHouse; readonly matter: string };

export const unitAt = async (house: TestHouse, hand: Hand, handle: string): Promise<Unit> => {
  const id = await unitId(house, handle);
  return (await listUnits(hand.tx)).find((unit) => unit.id === id)!;
};
export const unitId = async (house: TestHouse, handle: string): Promise<string> => (await house.rows<{ id: string }>("select id from kring.unit where handle = $1", [handle]))[0]!.id;
export const matterOf = async (house: TestHouse, hand: Hand, id: string): Promise<Matter> => (await findMatter(hand.tx, house.house.keys, id))!;

/** Maja's matter about Elis. */
export const openAt = (house: TestHouse, state: MatterState = "consent"): Promise<string> =>
  house.as("maja", async (hand) => {
    const child = (await meetChild(hand, ELIS))!;
    const { id } = await openMatter(hand.tx, house.house.keys, { childId: child.id, child: { name: child.name, number: ELIS }, duty: dutyOf(hand), state, role: "child-lead", dueOn: "2026-12-10", at: hand.at });
    return id;
  });

export type Yes = { readonly unit: string; readonly topics?: readonly Topic[]; readonly by?: readonly string[] };

/** Both guardians, or some of them, say yes to BVC telling the branch of a unit. */
export async function consented({ house, matter }: Stage, { unit, topics = ["meeting"], by = ["sara", "johan"] }: Yes): Promise<string> {
  const consentId = await house.as("maja", async (hand) => {
    const [of, receiver] = [await matterOf(house, hand, matter), await unitAt(house, hand, unit)];
    const asked = await askConsent(hand, { matter: of, disclosing: of.branchId, receivers: [receiver.branchId], units: [receiver.id], topics, purpose: "Att planera tillsammans", until: "2027-08-31" });
    if (isRefusal(asked)) throw new Error(asked.refused);
    return asked;
  });
  for (const guardian of by) {
    const refused = await house.as(guardian, (hand) => answerConsent(hand, { consentId, answer: "granted", language: "sv" }));
    if (refused) throw new Error(refused.refused);
  }
  return consentId;
}

/** What is filled in on the page that calls a meeting. */
export const filledCall = { question: "Hur får Elis det lugnare på samlingen?", on: "2026-12-01", time: "14.00", place: "BVC Lessebo, rummet Tuvan", child: "part-of-meeting" };

/** The values of the controls with a name, as the page drew them. */
export const valuesOf = (page: Page, name: string): string[] => [...page.html.matchAll(new RegExp(`name="${name}" value="([^"]+)"`, "g"))].map((match) => match[1]!);

/** A meeting called through the page, with the preschool that has consent. */
export async function called({ house, matter }: Stage): Promise<{ maja: Client; page: Page; meeting: string; path: string }> {
  const maja = await house.signIn("maja");
  const page = await maja.submit(await maja.get(`/matters/${matter}/meetings/new`), { ...filledCall, units: await unitId(house, "trollet") });
  const meeting = /meetings\/([0-9a-f-]{36})/.exec(page.path)![1]!;
  return { maja, page, meeting, path: `/matters/${matter}/meetings/${meeting}` };
}

/** Where a guardian answers the newest invitation. */
export async function comePathOf(house: TestHouse, handle: string): Promise<string> {
  const person = await house.as(handle, async ({ actor }) => actor.personId);
  const [row] = await house.rows<{ id: string }>("select id from kring.delivery where to_person_id = $1 and kind = 'invitation' order by at desc", [person]);
  return `/deliveries/${row!.id}/come`;
}
export async function unitComePath(house: TestHouse, unit: string): Promise<string> {
  const [row] = await house.rows<{ id: string }>("select d.id from kring.delivery d join kring.unit u on u.id = d.to_unit_id where u.handle = $1 and d.kind = 'invitation' order by d.at desc", [unit]);
  return `/deliveries/${row!.id}/come`;
}

/** Everything that has left, without its words. */
export const delivered = (house: TestHouse) =>
  house.rows<{ handle: string | null; ground: string; asks: string | null; kind: string }>(
    "select u.handle, d.ground, d.asks, d.kind from kring.delivery d left join kring.unit u on u.id = d.to_unit_id order by d.kind, u.handle nulls first, d.id");

export const stateOf = async ({ house, matter }: Stage) => (await house.rows<{ state: string; due_on: string }>("select state, due_on::text from kring.matter where id = $1", [matter]))[0]!;
