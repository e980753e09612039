import { answerDelivery, findContent, findDelivery, type Delivered } from "../disclosure/index.ts";
import { dutyOf, type Hand } from "../house.ts";
import { assign, findMatter, findOpenMatterFor, openMatter } from "../matter/index.ts";
import { postLetter } from "../notice/index.ts";
import { listColleagues } from "../organisation/index.ts";
import { dayOf } from "../platform/clock.ts";
import type { Language } from "../platform/i18n/words.tsx";
import type { MatterId } from "../platform/ids.ts";
import { isRefusal, refuse, type Refusal } from "../platform/result.ts";
import { speaking } from "../practice/index.ts";
import { readMeetingData } from "./meeting-content.ts";
import { findSender } from "./meeting-store.ts";

export type Answering = {
  readonly delivery: string; readonly coming: boolean; readonly words?: string | undefined;
  /** Who comes from the unit: they are let into its matter. */
  readonly colleagues?: readonly string[] | undefined;
};

/** The matter a unit takes its part in: the one the answering person already works with, or a new one. @model K1 */
async function matterFor({ tx, house, actor, at }: Hand, delivery: Delivered): Promise<MatterId | Refusal> {
  const [own, content] = await Promise.all([findOpenMatterFor(tx, house.keys, delivery.childId), findContent(tx, house.keys, delivery.id)]);
  if (own) return own.id;
  const meeting = readMeetingData(content?.data);
  if (!content || !meeting) return refuse("delivery.answered");
  const { child } = content;
  const opened = await openMatter(tx, house.keys, {
    childId: delivery.childId, child: { name: child.name, number: child.number }, duty: dutyOf({ actor }), state: "taking-part", role: "party", dueOn: dayOf(meeting.at), at,
  });
  return opened.id;
}

/** Lets those who will come into the unit's matter, and tells them that there is something to read. */
async function letIn(hand: Hand, matterId: MatterId, duties: readonly string[]): Promise<string[]> {
  const { tx, house, at, actor } = hand;
  const duty = dutyOf(hand);
  const [matter, colleagues] = await Promise.all([findMatter(tx, house.keys, matterId), listColleagues(tx, house.keys, { units: [duty.unitId], at })]);
  const coming = colleagues.filter(({ dutyId }) => duties.includes(dutyId));
  for (const { dutyId, personId } of coming.filter((one) => one.personId !== actor.personId)) {
    await assign(tx, { matter: matter!, duty: dutyId, by: duty.id, at });
    await postLetter(tx, { person: personId, at });
  }
  return coming.map(({ name }) => name);
}

const wordsOf = (hand: Hand, who: readonly string[], said = ""): string | undefined => {
  const names = who.length === 0 ? "" : speaking(hand.house.practice, hand.actor.language as Language).t("meeting.come.names", { names: who.join(", ") });
  return [names, said].filter((line) => line !== "").join("\n") || undefined;
};

/**
 * A guardian or an invited unit says whether they come. A unit that comes takes the invitation into a matter of its own; the caller
 * is told that there is something to read. Returns that matter, or undefined when there is none. @model K1, K2
 */
export async function answerInvitation(hand: Hand, { delivery: id, coming, words, colleagues = [] }: Answering): Promise<MatterId | undefined | Refusal> {
  const { tx, house, actor, at } = hand;
  const delivery = await findDelivery(tx, id);
  if (!delivery || delivery.asks !== "come" || delivery.answer) return refuse("delivery.answered");
  const takes = actor.duty !== undefined && coming;
  const matterId = takes ? await matterFor(hand, delivery) : undefined;
  if (isRefusal(matterId)) return matterId;
  const who = matterId ? await letIn(hand, matterId, colleagues) : [];
  const answered = await answerDelivery(tx, house.keys, { delivery, answer: coming ? "coming" : "not-coming", by: actor.personId, matterId, words: wordsOf(hand, who, words), at });
  if (!answered) return refuse("delivery.answered");
  const sender = await findSender(tx, id);
  if (sender) await postLetter(tx, { person: sender, at });
  return matterId;
}
