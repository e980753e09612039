import { CATALOGUE } from "../access/grounds-catalogue.ts";
import { SECRECY, type BranchKind } from "../access/secrecy.ts";
import { dutyOf, type Hand } from "../house.ts";
import type { Matter } from "../matter/index.ts";
import { postLetter } from "../notice/index.ts";
import { findUnit, type Unit } from "../organisation/index.ts";
import type { Language } from "../platform/i18n/words.tsx";
import { newId, type BranchId, type MatterId, type PersonId, type UnitId } from "../platform/ids.ts";
import { isRefusal, refuse, type Refusal } from "../platform/result.ts";
import { speaking } from "../practice/index.ts";
import { insertDelivery, isGuardianNow, isWithheldFrom, listReceivers, type Standing } from "./disclosure-store.ts";
import type { Content, DecisionRecord, DeliveryKind, Preparer, Section } from "./disclosure.ts";

/** Who is to get a copy. The branch is read again from the unit: what a form says about it is never trusted. */
export type Addressee = { readonly unit: UnitId; readonly branch: BranchId; readonly kind: BranchKind } | { readonly person: PersonId };

export type Delivering = {
  readonly matter: Matter;
  readonly receiver: Addressee;
  readonly kind: DeliveryKind;
  /** The topics it touches, as lists show it. */
  readonly what: readonly string[];
  readonly sections: readonly Section[];
  readonly data?: Readonly<Record<string, unknown>> | undefined;
  /** What the receiver needs it for, in the sender's words. */
  readonly why: string;
  /** Judged in the same transaction: consent that is complete now, or a ground with its tests answered. */
  readonly standing: Standing;
  /** How the sender came to it; kept in the sender's copy alone. */
  readonly decision?: DecisionRecord | undefined;
  /** Who put it together, when the acting person decides on a colleague's proposal. @ground REQ-074 */
  readonly preparedBy?: Preparer | undefined;
  /** The condition the receiver must accept before opening. @ground OSL 10:14, 12:2, REQ-075 */
  readonly reservation?: string | undefined;
  readonly planId?: string | undefined;
  readonly inReplyTo?: string | undefined;
  /** The receiver's matter, when the unit has already taken something from this matter in: nobody needs to receive it again. */
  readonly receivedMatterId?: MatterId | undefined;
  /** The same for all copies of one decision. */
  readonly batchId?: string | undefined;
};

type Target = { readonly person: PersonId } | Unit;

async function checkPerson({ tx, at, today }: Hand, matter: Matter, person: PersonId): Promise<Target | Refusal> {
  const [guardian, withheld] = await Promise.all([isGuardianNow(tx, { child: matter.childId, person, today }), isWithheldFrom(tx, { matter: matter.id, person, at })]);
  if (!guardian) return refuse("delivery.no-receiver");
  return withheld ? refuse("delivery.withheld") : { person };
}

async function checkUnit({ tx, at }: Hand, { receiver, standing, receivedMatterId }: Delivering, unit: UnitId): Promise<Target | Refusal> {
  const [found, receivers] = await Promise.all([findUnit(tx, unit), listReceivers(tx, { unit, at })]);
  if (!found || ("branch" in receiver && receiver.branch !== found.branchId)) return refuse("delivery.no-receiver");
  // A party's right to see is a person's; it never opens a branch. @ground FL 10
  if (standing.ground === "party") return refuse("delivery.no-ground");
  return receivers.length === 0 && !receivedMatterId ? refuse("delivery.nobody-there", { unit: found.name }) : found;
}

/** Whoever has no secrecy law to follow gets no identity number: the name is enough to meet. @ground REQ-014 */
const needsNumber = (target: Target) => "kind" in target && SECRECY[target.kind].strength !== "none";

async function contentOf(hand: Hand, of: Delivering, target: Target): Promise<Content> {
  const { matter } = of;
  const words = speaking(hand.house.practice, hand.actor.language as Language);
  // The receiver's contact is whoever works with the child, not a colleague who only decided.
  const { name, role, unit: workplace, unitId, authority } = of.preparedBy ?? { name: hand.actor.name, ...dutyOf(hand) };
  const unit = await findUnit(hand.tx, unitId);
  return {
    title: words.say(`delivery.title.${of.kind}`),
    child: { name: matter.child.name, ...(needsNumber(target) ? { number: matter.child.number } : {}), bornOn: matter.bornOn, expectedOn: matter.expectedOn },
    from: { name, role, unit: workplace, authority, phone: unit?.phone ?? "" },
    why: of.why, sections: of.sections, reservation: of.reservation, data: of.data,
  };
}

/** Some grounds would tell the family what another rule keeps secret. @ground OSL 35:1 */
export const isSecretFromFamily = (ground: string) => CATALOGUE.grounds.some(({ code, familySees }) => code === ground && !familySees);

/**
 * Delivers: a frozen copy to one receiver, on one ground, by the acting person, and a notice to whoever shall read it. The only
 * way anything leaves a branch. Returns the delivery's id. @ground OSL 8:1, 10:1, REQ-011–012
 */
export async function deliver(hand: Hand, of: Delivering): Promise<string | Refusal> {
  if (of.sections.length === 0) return refuse("delivery.nothing");
  const target = await ("person" in of.receiver ? checkPerson(hand, of.matter, of.receiver.person) : checkUnit(hand, of, of.receiver.unit));
  if (isRefusal(target)) return target;
  const content = await contentOf(hand, of, target);
  const id = await insertDelivery(hand.tx, hand.house.keys, {
    batchId: of.batchId ?? newId(), matter: of.matter, receiver: "person" in target ? target : { unit: target.id, branch: target.branchId }, kind: of.kind,
    what: of.what, content, standing: of.standing, decidedBy: dutyOf(hand).id, preparedBy: of.preparedBy?.dutyId, at: hand.at, receivedMatterId: of.receivedMatterId, planId: of.planId,
    inReplyTo: of.inReplyTo, notForGuardians: isSecretFromFamily(of.standing.ground), decision: of.decision,
  });
  const readers = "person" in target ? [target.person] : await listReceivers(hand.tx, { unit: target.id, at: hand.at });
  for (const person of readers) await postLetter(hand.tx, { person, at: hand.at });
  return id;
}
