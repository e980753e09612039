import { answerDelivery, findContent, findDelivery, isSecretFromFamily, noteOpened, takeIn, type Content, type Delivered } from "../disclosure/index.ts";
import { dutyOf, type Hand } from "../house.ts";
import { findMatter, findOpenMatterFor, moveMatter, openMatter, type Matter } from "../matter/index.ts";
import { postLetter } from "../notice/index.ts";
import type { MatterId } from "../platform/ids.ts";
import { isRefusal, refuse, type Refusal } from "../platform/result.ts";
import { receivePlanLead } from "../plan/index.ts";
import { windowFor } from "../practice/index.ts";
import { claimUnanswered, findSender, setRole, tellSenders, withholdFromFamily } from "./sharing-store.ts";
import { landingOf, type Landing } from "./sharing.ts";

/** `words`: what the receiver wants to say to the sender; why, when it is returned. */
export type Reply = { readonly accept: boolean; readonly words?: string | undefined };

type Incoming = { readonly delivery: Delivered; readonly content: Content };

async function findIncoming(hand: Hand, id: string): Promise<Incoming | undefined> {
  const [delivery, content] = await Promise.all([findDelivery(hand.tx, id), findContent(hand.tx, hand.house.keys, id)]);
  return delivery && content && { delivery, content };
}

/** What was sent with a condition is taken in only by somebody who has read the condition. @ground REQ-075 */
const isUnacknowledged = ({ delivery, content }: Incoming) => content.reservation !== undefined && content.reservation !== "" && delivery.openedAt === undefined;

async function openFor(hand: Hand, { delivery, content }: Incoming, landing: Extract<Landing, { into: "new" }>): Promise<Matter> {
  const { tx, house, at, today } = hand;
  const duty = dutyOf(hand);
  const dueOn = windowFor(house.practice, "meeting", today).latest;
  const child = { name: content.child.name, number: content.child.number };
  const { id, key } = await openMatter(tx, house.keys, { childId: delivery.childId, child, duty, state: landing.state, role: landing.role, dueOn, at });
  if (isSecretFromFamily(delivery.ground)) {
    await withholdFromFamily(tx, { matter: { id, key, childId: delivery.childId, branchId: duty.branchId }, ground: delivery.ground, duty: duty.id, at });
  }
  return (await findMatter(tx, house.keys, id))!;
}

async function intoExisting({ tx, house, at, today }: Hand, matter: Matter, { by, role }: Extract<Landing, { into: "existing" }>): Promise<Refusal | undefined> {
  if (by && by !== "become-plan-lead") return moveMatter(tx, { matter, by, ...(role ? { role } : {}), dueOn: windowFor(house.practice, "meeting", today).latest, at });
  if (role && role !== matter.role) await setRole(tx, matter.id, role);
  return undefined;
}

/** The receiver's own matter for what has come: the one already open, or a new one in the acting duty's name. */
async function landingMatter(hand: Hand, incoming: Incoming): Promise<{ matter: Matter; landing: Landing } | Refusal> {
  const { delivery, content } = incoming;
  const open = await findOpenMatterFor(hand.tx, hand.house.keys, delivery.childId);
  // Whoever passes something on within the own branch may be the one who receives it; the matter it left stays the sender's.
  const existing = open && open.id !== delivery.matterId ? open : undefined;
  const landing = landingOf(delivery.kind, content.data?.["state"], existing);
  if (landing.into === "new") return { matter: await openFor(hand, incoming, landing), landing };
  const refused = await intoExisting(hand, existing!, landing);
  return refused ?? { matter: existing!, landing };
}

async function accept(hand: Hand, incoming: Incoming, words: string): Promise<{ matterId: MatterId } | Refusal> {
  const { delivery, content } = incoming;
  const landed = await landingMatter(hand, incoming);
  if (isRefusal(landed)) return landed;
  const { matter, landing } = landed;
  const answered = await answerDelivery(hand.tx, hand.house.keys, { delivery, answer: "accepted", by: hand.actor.personId, matterId: matter.id, words, at: hand.at });
  if (!answered) return refuse("delivery.answered");
  const refused = landing.by === "become-plan-lead" ? await receivePlanLead(hand, { delivery, matter, content }) : undefined;
  return isRefusal(refused) ? refused : { matterId: matter.id };
}

async function giveBack(hand: Hand, { delivery }: Incoming, words: string): Promise<{ matterId: undefined } | Refusal> {
  if (words === "") return refuse("delivery.reason-missing", { field: "reason" });
  const answered = await answerDelivery(hand.tx, hand.house.keys, { delivery, answer: "returned", by: hand.actor.personId, words, at: hand.at });
  return answered ? { matterId: undefined } : refuse("delivery.answered");
}

/**
 * Answers a delivery that carries a baton. Accepted: it lies in a matter of the receiver's own, and the sender's matter moves on.
 * Returned: the sender has it back, with the reason. Of two colleagues who answer at once, one wins and the other is told.
 * @model K1, K2, M5
 */
export async function receive(hand: Hand, id: string, reply: Reply): Promise<{ matterId: MatterId | undefined } | Refusal> {
  const incoming = await findIncoming(hand, id);
  if (!incoming || incoming.delivery.asks !== "accept" || !(await claimUnanswered(hand.tx, id))) return refuse("delivery.answered");
  if (reply.accept && isUnacknowledged(incoming)) return refuse("delivery.reservation");
  const words = reply.words?.trim() ?? "";
  const result = await (reply.accept ? accept(hand, incoming, words) : giveBack(hand, incoming, words));
  if (isRefusal(result)) return result;
  await tellSenders(hand.tx, [id]);
  const sender = await findSender(hand.tx, id);
  if (sender) await postLetter(hand.tx, { person: sender, at: hand.at });
  return result;
}

/** Takes a delivery that asks nothing into a matter of one's own. */
export async function takeIntoMatter(hand: Hand, id: string): Promise<{ matterId: MatterId } | Refusal> {
  const incoming = await findIncoming(hand, id);
  if (!incoming || incoming.delivery.asks || incoming.delivery.receivedMatterId || !(await claimUnanswered(hand.tx, id))) return refuse("delivery.answered");
  if (isUnacknowledged(incoming)) return refuse("delivery.reservation");
  const landed = await landingMatter(hand, incoming);
  if (isRefusal(landed)) return landed;
  await takeIn(hand.tx, id, landed.matter.id);
  return { matterId: landed.matter.id };
}

/** Says that the condition has been read: from now on the words are open. @ground OSL 10:14, 12:2, REQ-075 */
export async function acknowledge(hand: Hand, id: string): Promise<void> {
  await noteOpened(hand.tx, id, hand.at);
}
