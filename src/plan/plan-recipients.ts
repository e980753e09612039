import { CATALOGUE } from "../access/grounds-catalogue.ts";
import { listGuardians, type KnownGuardian } from "../child/index.ts";
import { coverageIn, readConsents, type ConsentsAround, type CoverageHere, type Topic } from "../consent/index.ts";
import { deliver, listWithheld, type Addressee, type DeliveryKind, type Section, type Standing, type Withheld } from "../disclosure/index.ts";
import type { Hand } from "../house.ts";
import type { Matter } from "../matter/index.ts";
import type { Day } from "../platform/clock.ts";
import type { BranchId, UnitId } from "../platform/ids.ts";
import { newId } from "../platform/ids.ts";
import { isRefusal } from "../platform/result.ts";
import { cutFor, topicsOfPlan, type Party, type PlanContent } from "./plan.ts";
import { listPlanMatters, tellDue } from "./plan-store.ts";

/** A unit that takes part. `own`: the same branch, which works in the same matter. `lacking`: areas no consent covers. */
export type PartyCopy = { readonly party: Party } & (
  | { readonly is: "own" }
  | { readonly is: "sent"; readonly copy: PlanContent; readonly standing: Standing; readonly reservation: string; readonly lacking: readonly string[] }
  | { readonly is: "stopped"; readonly coverage: Extract<CoverageHere, { complete: false }> }
);

/** A guardian gets the plan as a party to it. @ground FL 10, REQ-065 */
export type GuardianCopy = { readonly guardian: KnownGuardian } & ({ readonly is: "sent"; readonly copy: PlanContent } | { readonly is: "withheld" });

export type Recipients = { readonly parties: readonly PartyCopy[]; readonly guardians: readonly GuardianCopy[] };

type Asking = Pick<Hand, "tx" | "house" | "at" | "today">;
type About = { readonly matter: Matter; readonly content: PlanContent };

export const standingOn = (consentId: string): Standing => ({ ground: "consent", catalogueVersion: CATALOGUE.version, consentId });

const areasOf = ({ measures, goals }: PlanContent): string[] => [...new Set([...measures, ...goals].map(({ area }) => area))];

/** The most areas that one consent carries together. Each is asked about by itself: an old, wider consent must not hide a valid one. */
function coveredAreas(areas: readonly string[], isCovered: (areas: ReadonlySet<string>) => boolean): ReadonlySet<string> {
  const kept = new Set<string>();
  for (const area of areas) if (isCovered(new Set([...kept, area]))) kept.add(area);
  return kept;
}

/** What consent lets one branch have of the plan: everything, or everything but some areas, or nothing. @ground OSL 12:2, REQ-031 */
function copyForParty(consents: ConsentsAround, { matter, content }: About, of: { party: Party; today: Day }): PartyCopy {
  const { party, today } = of;
  if (party.branchId === matter.branchId) return { party, is: "own" };
  const ask = (copy: PlanContent) => coverageIn(consents, { disclosing: matter.branchId, receiver: party.branchId as BranchId, topics: topicsOfPlan(copy), today });
  const whole = cutFor(content, party.unitId);
  const all = areasOf(whole);
  const asked = ask(whole);
  const covered = asked.complete ? new Set(all) : coveredAreas(all, (areas) => ask(cutFor(content, party.unitId, areas)).complete);
  const copy = cutFor(content, party.unitId, covered);
  const coverage = ask(copy);
  if (!coverage.complete) return { party, is: "stopped", coverage: asked.complete ? coverage : asked };
  return { party, is: "sent", copy, standing: standingOn(coverage.relying), reservation: coverage.reservations.join("\n"), lacking: all.filter((area) => !covered.has(area)) };
}

/** Whom the law lets have the plan, as it has been read: who may be told by consent, who are guardians, and whom the matter is kept from. */
type Circle = { readonly consents: ConsentsAround; readonly guardians: readonly KnownGuardian[]; readonly withheld: Withheld };

/** Who gets what of a plan, were it delivered now. Nothing is sent. */
export function recipientsIn({ consents, guardians, withheld }: Circle, about: About, today: Day): Recipients {
  const copyFor = (guardian: KnownGuardian): GuardianCopy =>
    withheld.everybody || withheld.persons.has(guardian.personId) ? { guardian, is: "withheld" } : { guardian, is: "sent", copy: cutFor(about.content, guardian.personId) };
  return { parties: about.content.parties.map((party) => copyForParty(consents, about, { party, today })), guardians: guardians.map(copyFor) };
}

/** The same, read in the transaction that delivers: a consent taken back a second ago carries nothing. */
export async function findRecipients({ tx, house, at, today }: Asking, about: About): Promise<Recipients> {
  const { matter } = about;
  const [guardians, withheld, consents] = await Promise.all([
    listGuardians(tx, house.keys, { child: matter.childId, today }),
    listWithheld(tx, { matter: matter.id, at }),
    readConsents(tx, house, { child: matter.childId }, today),
  ]);
  return recipientsIn({ consents, guardians, withheld }, about, today);
}

/** What each receiver is sent, made from the receiver's own cut of the plan. */
export type Parcel = { readonly what: readonly Topic[]; readonly sections: readonly Section[]; readonly data: Readonly<Record<string, unknown>> };

export type Sending = {
  readonly matter: Matter; readonly planId: string; readonly kind: Extract<DeliveryKind, "plan" | "closing">; readonly why: string; readonly recipients: Recipients;
  parcelOf(copy: PlanContent, language: string): Parcel;
  /** The day the receiver's matter is next waited for. */
  dueFor(copy: PlanContent, unit: string): string;
};

type Batch = Sending & { readonly batchId: string; readonly matters: ReadonlyMap<string, Matter["id"]> };

type To = { readonly receiver: Addressee; readonly copy: PlanContent; readonly standing: Standing; readonly language: string; readonly reservation?: string };

async function sendTo(hand: Hand, batch: Batch, { receiver, copy, standing, language, reservation }: To): Promise<boolean> {
  const { matter, planId, kind, why, batchId } = batch;
  const unit = "unit" in receiver ? receiver.unit : undefined;
  // What comes with a condition waits unopened until somebody there has accepted it. @ground OSL 10:14, REQ-075
  const receivedMatterId = unit && !reservation ? batch.matters.get(unit) : undefined;
  const id = await deliver(hand, { matter, receiver, kind, ...batch.parcelOf(copy, language), why, standing, planId, batchId, receivedMatterId, reservation: reservation || undefined });
  if (isRefusal(id)) return false;
  if (unit && receivedMatterId) await tellDue(hand.tx, id, batch.dueFor(copy, unit));
  return true;
}

const toParty = (hand: Hand, copy: Extract<PartyCopy, { is: "sent" }>): To => ({
  ...copy, receiver: { unit: copy.party.unitId as UnitId, branch: copy.party.branchId as BranchId, kind: copy.party.kind }, language: hand.actor.language,
});

const toGuardian = ({ guardian, copy }: Extract<GuardianCopy, { is: "sent" }>): To => ({
  copy, receiver: { person: guardian.personId }, standing: { ground: "party", catalogueVersion: CATALOGUE.version }, language: guardian.language,
});

/** Delivers to everybody who may have a copy. Returns the names of those who got none. @ground REQ-094 */
export async function sendToAll(hand: Hand, sending: Sending): Promise<{ without: string[] }> {
  const batch: Batch = { ...sending, batchId: newId(), matters: await listPlanMatters(hand.tx, sending.planId) };
  const without: string[] = [];
  for (const to of sending.recipients.parties) {
    if (to.is === "own") continue;
    if (to.is === "stopped" || !(await sendTo(hand, batch, toParty(hand, to)))) without.push(to.party.unit);
  }
  for (const to of sending.recipients.guardians) {
    if (to.is === "withheld" || !(await sendTo(hand, batch, toGuardian(to)))) without.push(to.guardian.name);
  }
  return { without };
}
