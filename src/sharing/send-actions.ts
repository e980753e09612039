import { checkGround } from "../access/grounds.ts";
import { CATALOGUE, GROUND_CODES, type DecisionMaker, type GroundCode } from "../access/grounds-catalogue.ts";
import { findCoverage } from "../consent/index.ts";
import { deliver, findDelivery, findReceivingMatter, insertRefusedDelivery, listDeliveriesOf, topicsOf, type Content, type Section, type Standing } from "../disclosure/index.ts";
import { dutyOf, type Hand } from "../house.ts";
import { moveMatter, type Matter } from "../matter/index.ts";
import { findUnit, type Unit } from "../organisation/index.ts";
import { wordsIn, type Language } from "../platform/i18n/words.tsx";
import { newId, type Id, type MatterId, type PersonId } from "../platform/ids.ts";
import { isRefusal, refuse, type Refusal } from "../platform/result.ts";
import { windowFor } from "../practice/index.ts";
import { ruleOf, sectionsOf, situationOf, type Parcel } from "./sharing.ts";

export type Sending = { readonly matter: Matter; readonly parcel: Parcel };

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
const decisionMaker = (role: string): DecisionMaker => (role === "head-teacher" ? "head-teacher" : "handler");

type Judging = Sending & { readonly unit: Unit };

/** What a delivery stands on, and the condition that goes with it. */
export type Judged = { readonly standing: Standing; readonly reservation?: string | undefined };

const joined = (conditions: ReadonlyArray<string | undefined>) => conditions.filter(Boolean).join("\n\n") || undefined;

/** Consent read at this very moment, with the conditions its givers have made. @ground OSL 12:2 */
async function judgeConsent(hand: Hand, { matter, parcel, unit }: Judging): Promise<(Judged & { consentId: string }) | Refusal> {
  const topics = topicsOf(sectionsOf(parcel, hand.actor.language as Language));
  const child = { id: matter.childId, bornOn: matter.bornOn, expectedOn: matter.expectedOn };
  const coverage = await findCoverage(hand.tx, hand.house, { child, disclosing: matter.branchId, receiver: unit.branchId, topics, today: hand.today });
  if (!coverage.complete) return refuse("consent.missing");
  const standing = { ground: "consent", catalogueVersion: CATALOGUE.version, consentId: coverage.relying };
  return { standing, consentId: coverage.relying, reservation: joined([...coverage.reservations, parcel.reservation]) };
}

/** Whether a parcel may go to a unit today, and on what it then stands. @ground OSL 8:1, REQ-011, REQ-072 */
export async function judge(hand: Hand, of: Judging): Promise<Judged | Refusal> {
  const { matter, parcel, unit } = of;
  if (unit.branchId === matter.branchId) return { standing: { ground: OWN_BRANCH, catalogueVersion: CATALOGUE.version } };
  const code = parcel.ground ?? "";
  if (!isGroundCode(code)) return refuse("sharing.no-ground");
  const own = await findUnit(hand.tx, matter.unitId);
  const consent = code === "consent" ? await judgeConsent(hand, of) : undefined;
  if (isRefusal(consent)) return consent;
  const duty = dutyOf(hand);
  const checked = checkGround(code, parcel.answers, {
    ...situationOf({ own: own!, child: matter, on: hand.today, requested: parcel.request !== undefined }, unit),
    ...(parcel.request ? { request: parcel.request } : {}), ...(consent ? { consent: consent.consentId as Id<"consent"> } : {}),
    decision: { by: hand.actor.personId, as: decisionMaker(duty.role) },
  });
  if (isRefusal(checked)) return checked;
  return consent ?? { standing: { ground: checked.code, catalogueVersion: checked.catalogueVersion }, reservation: joined([parcel.reservation, parcel.answers["reservation"]]) };
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

type Step = Sending & { readonly batchId: string; readonly sections: readonly Section[] };

async function deliverTo(hand: Hand, of: Step, target: Target): Promise<string | Refusal> {
  const { matter, parcel, batchId, sections } = of;
  const base = { matter, kind: parcel.kind, what: topicsOf(sections), sections, data: parcel.data, why: parcel.why, batchId, inReplyTo: parcel.inReplyTo, planId: parcel.planId };
  // The family's right to see is the law's own, and needs neither consent nor test. @ground FL 10, REQ-065
  if ("person" in target) return deliver(hand, { ...base, receiver: target, standing: { ground: "party", catalogueVersion: CATALOGUE.version } });
  const { unit } = target;
  const judged = await judge(hand, { matter, parcel, unit });
  if (isRefusal(judged)) return judged;
  return deliver(hand, {
    ...base, receiver: { unit: unit.id, branch: unit.branchId, kind: unit.kind }, ...judged,
    decision: { answers: parcel.answers, request: parcel.request }, receivedMatterId: await receivingMatter(hand, of, unit),
  });
}

/** Sends a parcel: a frozen copy to each receiver, and the step the matter takes by it. All or nothing. @ground REQ-011–012, REQ-020 */
export async function send(hand: Hand, { matter, parcel }: Sending): Promise<{ deliveries: string[] } | Refusal> {
  const { moves } = ruleOf(parcel.way);
  if (parcel.to.length === 0) return refuse("sharing.no-receiver", { field: "to" });
  const baton = await checkBaton(hand, { matter, parcel });
  if (baton) return baton;
  const step: Step = { matter, parcel, batchId: newId(), sections: sectionsOf(parcel, hand.actor.language as Language) };
  const deliveries: string[] = [];
  for (const ref of parcel.to) {
    const target = await findTarget(hand, ref);
    const sent = target ? await deliverTo(hand, step, target) : refuse("delivery.no-receiver");
    if (isRefusal(sent)) return sent;
    deliveries.push(sent);
  }
  const dueOn = windowFor(hand.house.practice, "acknowledge-signal", hand.today).latest;
  const refused = moves && (await moveMatter(hand.tx, { matter, by: moves, dueOn, at: hand.at }));
  return refused ?? { deliveries };
}

const documentOf = (hand: Hand, { matter, parcel }: Sending, because: string): Content => ({
  title: wordsIn(hand.actor.language as Language).say(`delivery.title.${parcel.kind}`),
  child: { name: matter.child.name, bornOn: matter.bornOn, expectedOn: matter.expectedOn },
  from: { name: hand.actor.name, role: dutyOf(hand).role, unit: dutyOf(hand).unit, authority: dutyOf(hand).authority, phone: "" },
  why: parcel.why, sections: sectionsOf(parcel, hand.actor.language as Language), decision: { answers: parcel.answers, request: parcel.request, refusedBecause: because },
});

/** Decides not to deliver, and keeps the decision with its reason. Nothing leaves, and the receiver learns nothing. @ground OSL 6:3–6:5, REQ-078 */
export async function refuseToSend(hand: Hand, of: Sending, because: string): Promise<{ refusals: string[] }> {
  const refusals: string[] = [];
  for (const ref of of.parcel.to) {
    const target = await findTarget(hand, ref);
    if (!target || "person" in target) continue;
    refusals.push(await insertRefusedDelivery(hand.tx, {
      matter: of.matter, receiver: { unit: target.unit.id, branch: target.unit.branchId }, kind: of.parcel.kind, what: topicsOf(of.parcel.sections), content: documentOf(hand, of, because),
      ground: of.parcel.ground ?? "none", catalogueVersion: CATALOGUE.version, decidedBy: dutyOf(hand).id, at: hand.at,
    }));
  }
  return { refusals };
}
