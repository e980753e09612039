import { checkGround, decisionOf, type Voice } from "../access/grounds.ts";
import { CATALOGUE, GROUND_CODES, type GroundCode } from "../access/grounds-catalogue.ts";
import { findCoverage } from "../consent/index.ts";
import { deliver, findDelivery, findReceivingMatter, insertRefusedDelivery, listDeliveriesOf, topicsOf, type Content, type DecisionRecord, type Preparer, type Standing } from "../disclosure/index.ts";
import { dutyOf, type Hand } from "../house.ts";
import { moveMatter, type Matter } from "../matter/index.ts";
import { findUnit, type Unit } from "../organisation/index.ts";
import type { Language } from "../platform/i18n/words.tsx";
import { newId, type Id, type MatterId, type PersonId } from "../platform/ids.ts";
import { isRefusal, refuse, type Refusal } from "../platform/result.ts";
import { speaking, windowFor } from "../practice/index.ts";
import { othersIn, OTHERS_TEST } from "./others.ts";
import { getVoice, listRules } from "./proposal-store.ts";
import { ruleOf, sectionsOf, situationOf, type Parcel } from "./sharing.ts";

/** A colleague's proposal, in the language its sections were put together in, when the acting person decides on one. */
type Prepared = { readonly id: string; readonly asker: Preparer; readonly language: string };

export type Sending = { readonly matter: Matter; readonly parcel: Parcel; readonly proposal?: Prepared | undefined };

const sectionsIn = (hand: Hand, { parcel, proposal }: Sending) => sectionsOf(parcel, (proposal?.language ?? hand.actor.language) as Language);

/** A ground of its own: within one branch there is no secrecy to lift. @ground OSL 8:2 */
const OWN_BRANCH = "own-branch";

type Target = { readonly unit: Unit } | { readonly person: PersonId };

async function findTarget({ tx }: Hand, ref: string): Promise<Target | undefined> {
  const [kind, id = ""] = ref.split(":");
  if (kind === "person") return { person: id as PersonId };
  const unit = await findUnit(tx, id);
  return unit && { unit };
}

const isGroundCode = (code: string): code is GroundCode => (GROUND_CODES as readonly string[]).includes(code);

/** Those who say yes: the acting person, and whoever made the proposal that is decided on. */
export type Voices = readonly [Voice, Voice?];

async function voicesOf(hand: Hand, proposal: Prepared | undefined): Promise<Voices> {
  const [own, asker] = await Promise.all([getVoice(hand.tx, dutyOf(hand).id), proposal && getVoice(hand.tx, proposal.asker.dutyId)]);
  return asker ? [own, asker] : [own];
}

type Judging = Sending & { readonly unit: Unit; readonly voices: Voices };

/** What a delivery stands on, the condition that goes with it, and what it stands on for everybody else it speaks of. */
export type Judged = { readonly standing: Standing; readonly reservation?: string | undefined; readonly others?: DecisionRecord["others"] };

const joined = (conditions: ReadonlyArray<string | undefined>) => conditions.filter(Boolean).join("\n\n") || undefined;

/** Consent read at this very moment, with the conditions its givers have made. @ground OSL 12:2 */
async function judgeConsent(hand: Hand, of: Judging): Promise<(Judged & { consentId: string }) | Refusal> {
  const { matter, parcel, unit } = of;
  const topics = topicsOf(sectionsIn(hand, of));
  const child = { id: matter.childId, bornOn: matter.bornOn, expectedOn: matter.expectedOn };
  const coverage = await findCoverage(hand.tx, hand.house, { child, disclosing: matter.branchId, receiver: unit.branchId, topics, today: hand.today, others: othersIn(parcel) });
  if (!coverage.complete) return refuse("consent.missing");
  const standing = { ground: "consent", catalogueVersion: CATALOGUE.version, consentId: coverage.relying };
  const others = coverage.others.map((one) => ({ name: one.other.name, consents: one.complete ? one.relying : [] }));
  return { standing, consentId: coverage.relying, others, reservation: joined([...coverage.reservations, parcel.reservation]) };
}

/** Whether a parcel may go to a unit today, and on what it then stands. @ground OSL 8:1, REQ-011, REQ-072 */
export async function judge(hand: Hand, of: Judging): Promise<Judged | Refusal> {
  const { matter, parcel, unit, voices } = of;
  if (unit.branchId === matter.branchId) return { standing: { ground: OWN_BRANCH, catalogueVersion: CATALOGUE.version } };
  const code = parcel.ground ?? "";
  if (!isGroundCode(code)) return refuse("sharing.no-ground");
  const [own, rules] = await Promise.all([findUnit(hand.tx, matter.unitId), listRules(hand.tx, { branch: matter.branchId, today: hand.today })]);
  const consent = code === "consent" ? await judgeConsent(hand, of) : undefined;
  if (isRefusal(consent)) return consent;
  const checked = checkGround(code, parcel.answers, {
    ...situationOf({ own: own!, child: matter, on: hand.today, requested: parcel.request !== undefined }, unit),
    ...(parcel.request ? { request: parcel.request } : {}), ...(consent ? { consent: consent.consentId as Id<"consent"> } : {}),
    decision: decisionOf(code, voices), secondPerson: rules.has(code),
  });
  if (isRefusal(checked)) return checked;
  const others = othersIn(parcel);
  // Another ground than consent must reach everybody that is spoken of, and somebody has to have thought of that. @ground REQ-039
  if (!consent && others.length > 0 && parcel.answers[OTHERS_TEST] !== "yes") return refuse("sharing.others-ground", { field: OTHERS_TEST });
  return consent ?? {
    standing: { ground: checked.code, catalogueVersion: checked.catalogueVersion }, reservation: joined([parcel.reservation, parcel.answers["reservation"]]),
    others: others.map(({ name }) => ({ name, consents: [] })),
  };
}

/** A baton is held by one: the same thing is not offered twice while somebody is still thinking. */
async function checkBaton({ tx }: Hand, { matter, parcel }: Sending): Promise<Refusal | undefined> {
  const { baton } = ruleOf(parcel.way);
  if (!baton) return undefined;
  if (parcel.to.length !== 1) return refuse("sharing.one-receiver", { field: "to" });
  if (parcel.way === "child-lead" && matter.role !== "child-lead") return refuse("sharing.not-lead");
  const waiting = (await listDeliveriesOf(tx, matter.id)).find((one) => one.matterId === matter.id && one.kind === parcel.kind && one.asks === "accept" && !one.answer && one.decision === "sent");
  return waiting && refuse("sharing.already-offered", { unit: waiting.toUnit ?? "" });
}

/** Where a delivery that nobody needs to receive again lies from the start. */
async function receivingMatter({ tx }: Hand, { matter, parcel }: Sending, unit: Unit): Promise<MatterId | undefined> {
  if (parcel.inReplyTo) {
    const asked = await findDelivery(tx, parcel.inReplyTo);
    if (asked?.receivedMatterId === matter.id && asked.fromUnitId === unit.id) return asked.matterId;
  }
  return parcel.kind === "information" ? findReceivingMatter(tx, matter.id, unit.id) : undefined;
}

type Cleared = { readonly person: PersonId } | { readonly unit: Unit; readonly judged: Judged };

async function clear(hand: Hand, of: Sending & { readonly voices: Voices }, ref: string): Promise<Cleared | Refusal> {
  const target = await findTarget(hand, ref);
  if (!target) return refuse("delivery.no-receiver");
  // What is about one guardian's own life is not the other's by right. @ground OSL 10:3, REQ-039
  if ("person" in target) return othersIn(of.parcel, target.person).length > 0 ? refuse("sharing.others-person") : target;
  const judged = await judge(hand, { ...of, unit: target.unit });
  return isRefusal(judged) ? judged : { unit: target.unit, judged };
}

/** Everybody a parcel is to, each with what it stands on; or the first reason why it may not go. @ground REQ-011–012 */
async function clearAll(hand: Hand, of: Sending, voices: Voices): Promise<Cleared[] | Refusal> {
  if (of.parcel.to.length === 0) return refuse("sharing.no-receiver", { field: "to" });
  const baton = await checkBaton(hand, of);
  if (baton) return baton;
  const all: Cleared[] = [];
  for (const ref of of.parcel.to) {
    const cleared = await clear(hand, { ...of, voices }, ref);
    if (isRefusal(cleared)) return cleared;
    all.push(cleared);
  }
  return all;
}

/** Whether a parcel could be sent if these two said yes: what is asked about is whole, and nobody is asked in vain. */
export async function checkParcel(hand: Hand, of: Sending, voices: Voices): Promise<Refusal | undefined> {
  const all = await clearAll(hand, of, voices);
  return isRefusal(all) ? all : undefined;
}

/** Who the two were, for the sender's own copy. */
const twoOf = (hand: Hand, { proposal }: Sending) =>
  proposal && { preparedBy: { name: proposal.asker.name, role: proposal.asker.role }, decidedBy: { name: hand.actor.name, role: dutyOf(hand).role } };

async function deliverTo(hand: Hand, of: Sending & { readonly batchId: string }, to: Cleared): Promise<string | Refusal> {
  const { matter, parcel, batchId, proposal } = of;
  const sections = sectionsIn(hand, of);
  const base = {
    matter, kind: parcel.kind, what: topicsOf(sections), sections, data: parcel.data, why: parcel.why, batchId, inReplyTo: parcel.inReplyTo, planId: parcel.planId, preparedBy: proposal?.asker,
  };
  // The family's right to see is the law's own, and needs neither consent nor test. @ground FL 10, REQ-065
  if ("person" in to) return deliver(hand, { ...base, receiver: to, standing: { ground: "party", catalogueVersion: CATALOGUE.version } });
  const { unit, judged } = to;
  return deliver(hand, {
    ...base, receiver: { unit: unit.id, branch: unit.branchId, kind: unit.kind }, ...judged,
    decision: { answers: parcel.answers, request: parcel.request, two: twoOf(hand, of), others: judged.others }, receivedMatterId: await receivingMatter(hand, of, unit),
  });
}

/**
 * Sends a parcel: a frozen copy to each receiver, and the step the matter takes by it. All or nothing. A colleague's proposal is sent
 * by whoever decides on it, and judged as everything else is: now, and whole. @ground REQ-011–012, REQ-020, REQ-074
 */
export async function send(hand: Hand, of: Sending): Promise<{ deliveries: string[] } | Refusal> {
  const { matter, parcel, proposal } = of;
  const { moves } = ruleOf(parcel.way);
  const all = await clearAll(hand, of, await voicesOf(hand, proposal));
  if (isRefusal(all)) return all;
  const batchId = proposal?.id ?? newId();
  const deliveries: string[] = [];
  for (const one of all) {
    const sent = await deliverTo(hand, { ...of, batchId }, one);
    if (isRefusal(sent)) return sent;
    deliveries.push(sent);
  }
  const dueOn = windowFor(hand.house.practice, "acknowledge-signal", hand.today).latest;
  const refused = moves && (await moveMatter(hand.tx, { matter, by: moves, dueOn, at: hand.at }));
  return refused ?? { deliveries };
}

function documentOf(hand: Hand, of: Sending, because: string): Content {
  const { matter, parcel, proposal } = of;
  const { name, role, unit, authority } = proposal?.asker ?? { name: hand.actor.name, ...dutyOf(hand) };
  return {
    title: speaking(hand.house.practice, hand.actor.language as Language).say(`delivery.title.${parcel.kind}`),
    child: { name: matter.child.name, bornOn: matter.bornOn, expectedOn: matter.expectedOn }, from: { name, role, unit, authority, phone: "" },
    why: parcel.why, sections: sectionsIn(hand, of), decision: { answers: parcel.answers, request: parcel.request, two: twoOf(hand, of), refusedBecause: because },
  };
}

/** Decides not to deliver, and keeps the decision with its reason. Nothing leaves, and the receiver learns nothing. @ground OSL 6:3–6:5, REQ-078 */
export async function refuseToSend(hand: Hand, of: Sending, because: string): Promise<{ refusals: string[] }> {
  const { matter, parcel, proposal } = of;
  const refusals: string[] = [];
  for (const ref of parcel.to) {
    const target = await findTarget(hand, ref);
    if (!target || "person" in target) continue;
    refusals.push(await insertRefusedDelivery(hand.tx, {
      matter, receiver: { unit: target.unit.id, branch: target.unit.branchId }, kind: parcel.kind, what: topicsOf(sectionsIn(hand, of)), content: documentOf(hand, of, because),
      ground: parcel.ground ?? "none", catalogueVersion: CATALOGUE.version, decidedBy: dutyOf(hand).id, at: hand.at,
      ...(proposal ? { proposal: { id: proposal.id, by: proposal.asker.dutyId } } : {}),
    }));
  }
  return { refusals };
}
