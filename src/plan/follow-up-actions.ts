import { dutyOf, type Hand } from "../house.ts";
import { moveMatter, type Matter } from "../matter/index.ts";
import { addDays, type Day } from "../platform/clock.ts";
import type { Language } from "../platform/i18n/words.tsx";
import { isRefusal, refuse, type Refusal } from "../platform/result.ts";
import { speaking } from "../practice/index.ts";
import { closingParcel } from "./closing-sections.ts";
import { doneMeasures, hasVoice, type ClosingWords, type FollowUpWords } from "./follow-up.ts";
import { insertFollowUp } from "./follow-up-store.ts";
import { startNextVersion } from "./plan-actions.ts";
import { findRecipients, sendToAll } from "./plan-recipients.ts";
import { endPlan, findPlan, setDue, type Adopted, type OpenDraft } from "./plan-store.ts";

/** How long the next version may take: it was agreed at the follow-up, and is only to be written down. Proposed; no source names a time. */
const DAYS_TO_ADOPT = 14;

/** How long those who took part have to close their own matters when a plan has ended. */
const DAYS_TO_CLOSE = 14;

async function findHeld(hand: Hand, matter: Matter): Promise<{ planId: string; current: Adopted } | Refusal> {
  const plan = await findPlan(hand.tx, hand.house, matter);
  const [current] = plan?.adopted ?? [];
  return plan?.holds && !plan.closed && current ? { planId: plan.id, current } : refuse("plan.none");
}

export type FollowingUp = { readonly matter: Matter; readonly heldOn: Day; readonly words: FollowUpWords };

/** A follow-up after which the plan goes on: what was said is kept, and the next version is begun from it. @model M2, 6.3 */
export async function followUp(hand: Hand, { matter, heldOn, words }: FollowingUp): Promise<OpenDraft | Refusal> {
  const held = await findHeld(hand, matter);
  if (isRefusal(held)) return held;
  if (!hasVoice(words.childExperience)) return refuse("plan.voice");
  await insertFollowUp(hand.tx, { matter, planId: held.planId, heldOn, decision: "next-version", words, by: dutyOf(hand).id, at: hand.at });
  await setDue(hand.tx, matter.id, addDays(hand.today, DAYS_TO_ADOPT));
  const { childExperience: voice, guardiansView } = words;
  return startNextVersion(hand, matter, { voice, guardiansView, done: doneMeasures(words) });
}

export type Closing = { readonly matter: Matter; readonly heldOn: Day; readonly words: ClosingWords };

/**
 * The last follow-up: outcome per measure, the child's view and whom to turn to now are kept, sent to every party and guardian,
 * and plan and matter are closed. @model K1, 3.11
 */
export async function closePlan(hand: Hand, { matter, heldOn, words }: Closing): Promise<{ without: readonly string[] } | Refusal> {
  const held = await findHeld(hand, matter);
  if (isRefusal(held)) return held;
  if (!hasVoice(words.childExperience)) return refuse("plan.voice");
  if (words.turnTo.unit.trim() === "" || words.reason.trim() === "") return refuse("plan.closing-words");
  const { planId, current } = held;
  await insertFollowUp(hand.tx, { matter, planId, heldOn, decision: "closed", words, by: dutyOf(hand).id, at: hand.at });
  const recipients = await findRecipients(hand, { matter, content: current.content });
  const sent = await sendToAll(hand, {
    matter, planId, kind: "closing", recipients, why: speaking(hand.house.practice, hand.actor.language as Language).t("plan.closing.why"),
    parcelOf: (copy, language) => closingParcel(copy, words, { practice: hand.house.practice, language: language as Language }),
    dueFor: () => addDays(hand.today, DAYS_TO_CLOSE),
  });
  await endPlan(hand.tx, planId, hand.at);
  return (await moveMatter(hand.tx, { matter, by: "close", at: hand.at })) ?? sent;
}
