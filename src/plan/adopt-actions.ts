import { dutyOf, type Hand } from "../house.ts";
import { moveMatter, type Matter } from "../matter/index.ts";
import { wordsIn, type Language } from "../platform/i18n/words.tsx";
import { refuse, type Conflict, type Refusal } from "../platform/result.ts";
import { complete, nextDayFor, requiredSections, type PlanContent } from "./plan.ts";
import { planParcel } from "./plan-sections.ts";
import { findRecipients, sendToAll, type Recipients } from "./plan-recipients.ts";
import { adoptDrafts, findPlan, listTaken, lockDraft, type Adopted } from "./plan-store.ts";

/** What came of an adoption: the version's number, and the names of those who got no copy. */
export type Adoption = { readonly number: number; readonly without: readonly string[] };

const sending = (hand: Hand, of: { matter: Matter; planId: string; recipients: Recipients }) => ({
  ...of, kind: "plan" as const, why: wordsIn(hand.actor.language as Language).t("plan.why"),
  parcelOf: (copy: PlanContent, language: string) => planParcel(copy, hand.house.practice, language as Language),
  dueFor: (copy: PlanContent, unit: string) => nextDayFor(copy, unit),
});

/**
 * Adopts the draft: nothing is missing, the version is frozen, every party and every guardian gets a copy of what that party may
 * have, and the matter waits for its follow-up. `version` is the draft as it was checked; another one is a Conflict. Adopting
 * what is adopted already is refused. @ground BK 12, REQ-056, REQ-094–095
 */
export async function adopt(hand: Hand, { matter, version }: { matter: Matter; version: number }): Promise<Adoption | Refusal | Conflict> {
  const { tx, house, today, at } = hand;
  const draft = await lockDraft(tx, matter);
  if (!draft) return refuse("plan.nothing-to-adopt");
  if (draft.version !== version) return { conflict: {} };
  const content = complete(draft.content, { required: requiredSections(house.practice), today });
  if ("missing" in content) return refuse("plan.incomplete", { count: content.missing.length });
  await adoptDrafts(tx, [{ matter, draft, content }], { by: dutyOf(hand).id, at });
  const refused = await moveMatter(tx, { matter, by: "adopt", dueOn: content.followUp.on, at });
  if (refused) return refused;
  const recipients = await findRecipients(hand, { matter, content });
  const { without } = await sendToAll(hand, sending(hand, { matter, planId: draft.planId, recipients }));
  return { number: content.number, without };
}

/** Those who should have the version in force and have not got it. */
export async function findMissingCopies(hand: Pick<Hand, "tx" | "house" | "at" | "today">, { matter, planId, current }: { matter: Matter; planId: string; current: Adopted }): Promise<Recipients> {
  const [recipients, taken] = await Promise.all([findRecipients(hand, { matter, content: current.content }), listTaken(hand.tx, { matter: matter.id, planId, since: current.adoptedAt })]);
  return {
    parties: recipients.parties.filter(({ party, is }) => is !== "own" && !taken.has(party.unitId)),
    guardians: recipients.guardians.filter(({ guardian }) => !taken.has(guardian.personId)),
  };
}

/** Delivers the version in force to those who could not get it before, and can now: a consent has come, a guardian has been found. */
export async function deliverToRest(hand: Hand, matter: Matter): Promise<{ without: readonly string[] } | Refusal> {
  const plan = await findPlan(hand.tx, hand.house, matter);
  const [current] = plan?.adopted ?? [];
  if (!plan?.holds || !current) return refuse("plan.none");
  const recipients = await findMissingCopies(hand, { matter, planId: plan.id, current });
  return sendToAll(hand, sending(hand, { matter, planId: plan.id, recipients }));
}
