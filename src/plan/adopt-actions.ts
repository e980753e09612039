import { dutyOf, type Hand } from "../house.ts";
import { moveMatter, type Matter } from "../matter/index.ts";
import type { Language } from "../platform/i18n/words.tsx";
import { refuse, type Conflict, type Refusal } from "../platform/result.ts";
import { speaking } from "../practice/index.ts";
import { complete, nextDayFor, requiredSections, type PlanContent } from "./plan.ts";
import { planParcel } from "./plan-sections.ts";
import { findRecipients, sendToAll, type Recipients } from "./plan-recipients.ts";
import { adoptDrafts, findPlan, listTaken, lockDraft, type Adopted, type TakenCopy } from "./plan-store.ts";

/** What came of an adoption: the version's number, and the names of those who got no copy. */
export type Adoption = { readonly number: number; readonly without: readonly string[] };

const sending = (hand: Hand, of: { matter: Matter; planId: string; recipients: Recipients }) => ({
  ...of, kind: "plan" as const, why: speaking(hand.house.practice, hand.actor.language as Language).t("plan.why"),
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

/** Of those who should have the version in force, the ones who have not got it. */
export function withoutCopy({ parties, guardians }: Recipients, { planId, current, taken }: { planId: string; current: Adopted; taken: readonly TakenCopy[] }): Recipients {
  const has = new Set(taken.filter((copy) => copy.planId === planId && copy.at >= current.adoptedAt).map(({ to }) => to));
  return { parties: parties.filter(({ party, is }) => is !== "own" && !has.has(party.unitId)), guardians: guardians.filter(({ guardian }) => !has.has(guardian.personId)) };
}

/** Delivers the version in force to those who could not get it before, and can now: a consent has come, a guardian has been found. */
export async function deliverToRest(hand: Hand, matter: Matter): Promise<{ without: readonly string[] } | Refusal> {
  const plan = await findPlan(hand.tx, hand.house, matter);
  const [current] = plan?.adopted ?? [];
  if (!plan?.holds || !current) return refuse("plan.none");
  const [recipients, taken] = await Promise.all([findRecipients(hand, { matter, content: current.content }), listTaken(hand.tx, matter.id)]);
  return sendToAll(hand, sending(hand, { matter, planId: plan.id, recipients: withoutCopy(recipients, { planId: plan.id, current, taken }) }));
}
