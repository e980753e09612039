import { meetChild, meetUnborn } from "#src/child/index.ts";
import { dutyOf } from "#src/house.ts";
import { findMatter, openMatter, type Matter, type MatterState } from "#src/matter/index.ts";
import { addMonths, dayOf } from "#src/platform/clock.ts";
import type { BranchId } from "#src/platform/ids.ts";
import { isRefusal } from "#src/platform/result.ts";
import { answerConsent, askConsent, findCoverage, type CoverageHere, type Topic } from "#src/consent/index.ts";
import type { TestHouse } from "./house.ts";

/** The stage of the consent tests: children with a matter that waits for consent, questions asked and answers given. */
export type OpenedMatter = { readonly house: TestHouse; readonly staff: string; readonly number: string; readonly state?: MatterState };

/** A matter about a child with a number, in the acting person's branch. Meeting the child registers its guardians. */
export const openFor = ({ house, staff, number, state = "consent" }: OpenedMatter): Promise<Matter> =>
  house.as(staff, async (hand) => {
    const child = (await meetChild(hand, number))!;
    const { id } = await openMatter(hand.tx, hand.house.keys, { childId: child.id, child: { name: child.name, number }, duty: dutyOf(hand), state, role: "child-lead", dueOn: addMonths(hand.today, 1), at: hand.at });
    return (await findMatter(hand.tx, hand.house.keys, id))!;
  });

export const openUnborn = (house: TestHouse, staff: string, carriedBy: string): Promise<Matter> =>
  house.as(staff, async (hand) => {
    const expectedOn = addMonths(hand.today, 3);
    const child = (await meetUnborn(hand, { carriedBy, expectedOn }))!;
    const { id } = await openMatter(hand.tx, hand.house.keys, { childId: child.id, child: { name: `Väntat barn, ${child.carrier}` }, duty: dutyOf(hand), state: "consent", role: "child-lead", dueOn: expectedOn, at: hand.at });
    return (await findMatter(hand.tx, hand.house.keys, id))!;
  });

export async function unitOf(house: TestHouse, handle: string): Promise<{ id: string; branch: BranchId }> {
  const [row] = await house.rows<{ id: string; branch: BranchId }>("select id, branch_id as branch from kring.unit where handle = $1", [handle]);
  return row!;
}

export type Asking = { readonly house: TestHouse; readonly staff: string; readonly matter: Matter; readonly to: string; readonly topics?: readonly Topic[]; readonly months?: number; readonly from?: string };

/** Asks whether the branch of `from` (our own, when left out) may tell the branch of a unit. */
export async function ask({ house, staff, matter, to, topics = ["safety", "learning"], months = 6, from }: Asking): Promise<string> {
  const [receiver, teller] = await Promise.all([unitOf(house, to), from ? unitOf(house, from) : undefined]);
  const id = await house.as(staff, (hand) => askConsent(hand, {
    matter, disclosing: teller?.branch ?? matter.branchId, receivers: [receiver.branch], units: [receiver.id, ...(teller ? [teller.id] : [])], topics, purpose: "Vi vill göra lika hemma och på förskolan.", until: addMonths(hand.today, months),
  }));
  if (isRefusal(id)) throw new Error(id.refused);
  return id;
}

type Said = "granted" | "refused" | "withdrawn";

/** A guardian's own answer. Nobody answers in the same instant as somebody else. */
export const answer = (house: TestHouse, guardian: string, consentId: string, said: Said | { readonly said: Said; readonly words: string }) => {
  house.clock.advance(1);
  const own = typeof said === "string" ? { answer: said } : { answer: said.said, words: said.words };
  return house.as(guardian, (hand) => answerConsent(hand, { consentId, language: "sv", ...own }));
};

/** What a delivery to a unit's branch would find, this very moment. */
export const coverageNow = ({ house, staff, matter, to, topics = ["safety"] }: Omit<Asking, "months" | "from">): Promise<CoverageHere> =>
  house.as(staff, async (hand) => {
    const receiver = await unitOf(house, to);
    return findCoverage(hand.tx, hand.house, { child: { id: matter.childId }, disclosing: matter.branchId, receiver: receiver.branch, topics, today: dayOf(hand.at) });
  });

/** Whose yes is missing and why, as "Johan Holm no-answer". */
export const missingIn = (coverage: CoverageHere): string[] => (coverage.complete ? [] : coverage.missing.map(({ name, why, topic }) => [name, why, topic].filter(Boolean).join(" ")));
