import { decisionNeeded, groundsFor, mandatesOf, type Needed, type Situation } from "../access/grounds.ts";
import type { DecisionMaker, Ground, Relation } from "../access/grounds-catalogue.ts";
import type { Action } from "../access/policy.ts";
import { isAuthority, type BranchKind } from "../access/secrecy.ts";
import type { Topic } from "../consent/consent.ts";
import type { DeliveryKind, Section } from "../disclosure/index.ts";
import type { Matter, MatterRole, MatterState, Transition } from "../matter/index.ts";
import type { Colleague, Unit } from "../organisation/index.ts";
import type { BranchId, PersonId } from "../platform/ids.ts";
import { addMonths, type Day } from "../platform/clock.ts";
import { wordsIn, type Language } from "../platform/i18n/words.tsx";
import { leadFor, type LeadRole, type Practice } from "../practice/index.ts";

type WayRule = { readonly action: Action; readonly kind: DeliveryKind; /** The baton: one receiver, who must answer. */ readonly baton: boolean; readonly moves?: Transition };

/** The five ways something leaves a branch from here. Each has its address, its right and its kind of delivery. */
export const ways = {
  "pass-on": { action: "signal.pass-on", kind: "signal", baton: true, moves: "pass-on" },
  deliver: { action: "delivery.make", kind: "information", baton: false },
  "hand-over": { action: "handover.offer", kind: "matter", baton: true, moves: "offer-to-other" },
  "child-lead": { action: "lead.hand-over", kind: "child-lead", baton: true },
  "plan-lead": { action: "plan.hand-over", kind: "plan-lead", baton: true },
} as const satisfies Record<string, WayRule>;
export type Way = keyof typeof ways;
export const wayNames = Object.keys(ways) as Way[];
export const ruleOf = (way: Way): WayRule => ways[way];

/** A receiver as a form and a draft name it. */
export type TargetRef = `unit:${string}` | `person:${string}`;

export type Request = { readonly by: string; readonly on: Day; readonly what: string };

/**
 * Somebody else that a chosen part says something sensitive about. `item`: the part by the fingerprint of its words, so that a yes to
 * some words never carries others. @ground OSL 12:2, REQ-039
 */
export type Spoken = { readonly item: string; readonly id: PersonId; readonly name: string };

/**
 * What somebody has put together to send. The chosen parts are frozen when they are chosen, so that what is checked is what is
 * sent, whatever happens to the record in between.
 */
export type Parcel = {
  readonly way: Way;
  readonly kind: DeliveryKind;
  readonly to: readonly TargetRef[];
  /** The chosen items by id: to show the choice again when it is changed. */
  readonly items: readonly string[];
  readonly sections: readonly Section[];
  readonly data?: Readonly<Record<string, unknown>> | undefined;
  readonly why: string;
  /** The sender's own words, and what they touch. */
  readonly message?: { readonly text: string; readonly topics: readonly Topic[] } | undefined;
  readonly request?: Request | undefined;
  readonly inReplyTo?: string | undefined;
  readonly planId?: string | undefined;
  readonly ground?: string | undefined;
  readonly answers: Readonly<Record<string, string>>;
  readonly reservation?: string | undefined;
  /** The branches among the receivers that lie behind a boundary. */
  readonly behind?: readonly BranchId[] | undefined;
  /** The question to the family that was made ready with it, where consent did not carry it. */
  readonly question?: string | undefined;
  /** Everybody else that the chosen parts say something sensitive about. @ground REQ-039 */
  readonly others?: readonly Spoken[] | undefined;
};

/** Everything that would leave: the chosen parts and the sender's own words. */
export function sectionsOf({ sections, message }: Pick<Parcel, "sections" | "message">, language: Language): Section[] {
  if (!message || message.text === "") return [...sections];
  const [topic = "contact", ...also] = message.topics;
  return [{ topic, ...(also.length > 0 ? { also } : {}), heading: wordsIn(language).t("sharing.message.heading"), text: message.text }, ...sections];
}

/** Whether consent reaches every receiver behind a boundary. */
export const consentCarries = (foreign: ReadonlyArray<{ readonly coverage: { readonly complete: boolean } }>): boolean => foreign.every(({ coverage }) => coverage.complete);

/** Where a child lead of each kind works. @model K1, K2 */
const branchesOfLead: Record<LeadRole, readonly BranchKind[]> = {
  midwife: ["maternity-care"],
  "child-health-nurse": ["child-health"],
  "head-teacher": ["school", "independent-school"],
  "activity-officer": ["labour-market"],
};

type Aged = { readonly bornOn?: Day | undefined; readonly expectedOn?: Day | undefined };

/** Who can be the child lead that day. Nobody has asked yet whether a young person is outside upper secondary school, so both answers count. */
export function leadsOn(practice: Practice, child: Aged, on: Day): LeadRole[] {
  const leads = [false, true].map((outsideUpperSecondary) => leadFor(practice, { ...child, on, outsideUpperSecondary }));
  return [...new Set(leads.filter((lead) => lead !== undefined))];
}

/** Those of some units that lie nearest: the own unit, the same place, the same municipality, a place in it; otherwise all. */
export function nearest(candidates: readonly Unit[], own: Unit, all: readonly Unit[]): Unit[] {
  const places = new Set(all.filter(({ authorityId }) => authorityId === own.authorityId).map(({ town }) => town));
  const closeness = [
    ({ id }: Unit) => id === own.id,
    ({ town }: Unit) => town === own.town,
    ({ authorityId }: Unit) => authorityId === own.authorityId,
    ({ town }: Unit) => places.has(town),
  ];
  for (const isClose of closeness) {
    const close = candidates.filter(isClose);
    if (close.length > 0) return close;
  }
  return [...candidates];
}

/** Who leads now, and who leads within a year: the role is handed on before the child has moved on. @model K1, K2 */
export function comingLeads(practice: Practice, child: Aged, on: Day): LeadRole[] {
  const born = child.bornOn ?? child.expectedOn;
  const later = born === undefined ? [] : leadsOn(practice, { bornOn: born }, addMonths(born > on ? born : on, 12));
  return [...new Set([...leadsOn(practice, child, on), ...later])];
}

export type Suggestion = { readonly lead: LeadRole; readonly units: readonly Unit[] };

/** Where the units of some leads are, nearest first. A proposal; the sender chooses. @model K1 */
export function suggestLeads(leads: readonly LeadRole[], of: { own: Unit; units: readonly Unit[] }): Suggestion[] {
  return leads.flatMap((lead) => {
    const units = nearest(of.units.filter(({ kind }) => branchesOfLead[lead].includes(kind)), of.own, of.units);
    return units.length > 0 ? [{ lead, units }] : [];
  });
}

/** Branches that answer to one board. The register of organisations names authorities, not boards; this is how they usually lie. */
const BOARDS: readonly (readonly BranchKind[])[] = [
  ["preschool", "school", "after-school", "pupil-health", "school-health"],
  ["maternity-care", "child-health", "child-psychiatry", "habilitation", "youth-clinic", "primary-care", "dental-care", "specialist-care"],
  ["social-services", "disability-services", "family-counselling"],
];

export function relationBetween(from: Unit, to: Unit): Relation {
  if (from.authorityId !== to.authorityId) return "other-body";
  const sameBoard = from.branchId === to.branchId || BOARDS.some((board) => board.includes(from.kind) && board.includes(to.kind));
  return sameBoard ? "same-authority" : "same-body";
}

export type Sender = { readonly own: Unit; readonly child: Aged; readonly on: Day; readonly requested: boolean };

export const situationOf = ({ own, child, on, requested }: Sender, to: Unit): Situation => ({
  from: own.kind, to: to.kind, relation: relationBetween(own, to), on, requested,
  subject: { ...(child.bornOn === undefined ? {} : { bornOn: child.bornOn }), unborn: child.bornOn === undefined },
});

/** A ground that is not offered: the key of its reason, and the receiver it fails for. */
export type NotOffered = { readonly ground: Ground; readonly because: string; readonly unit: Unit };
export type Offers = { readonly offered: readonly Ground[]; readonly not: readonly NotOffered[] };

/** How the sender may decide, the colleagues there are to ask, and the grounds on which the branch lets nobody decide alone, since when. */
export type Deciding = { readonly own: readonly DecisionMaker[]; readonly colleagues: readonly Colleague[]; readonly rules: ReadonlyMap<string, Day> };

/** Whose yes a ground waits for besides the sender's own. @ground REQ-074 */
export const neededFor = (ground: Ground, { own, rules }: Deciding): Needed | undefined => decisionNeeded(ground, own, rules.has(ground.code));

/** The colleagues who can say it. */
export const decidersFor = ({ who }: Needed, { colleagues }: Deciding): Colleague[] => colleagues.filter((one) => mandatesOf(one).includes(who));

function nobodyFor(ground: Ground, deciding: Deciding): string | undefined {
  const needed = neededFor(ground, deciding);
  return needed && decidersFor(needed, deciding).length === 0 ? `ground.nobody.${needed.who}` : undefined;
}

/** The grounds that fit every receiver of a delivery, and why the others do not. Consent is judged by itself. @ground REQ-071 */
export function offersFor(sender: Sender, to: readonly Unit[], deciding: Deciding): Offers {
  const offered: Ground[] = [];
  const not: NotOffered[] = [];
  const perUnit = to.map((unit) => ({ unit, offers: groundsFor(situationOf(sender, unit)) }));
  for (const { ground } of perUnit[0]?.offers ?? []) {
    if (ground.code === "consent") continue;
    const failing = perUnit.flatMap(({ unit, offers }) => {
      const offer = offers.find((one) => one.ground.code === ground.code);
      const because = offer && !offer.offered ? offer.because : nobodyFor(ground, deciding);
      return because ? [{ ground, because, unit }] : [];
    });
    if (failing[0]) not.push(failing[0]);
    else offered.push(ground);
  }
  return { offered, not };
}

/** Whom no secrecy law of an authority binds: a condition may go with what they get. @ground OSL 10:14, 12:2 */
export const mayNeedReservation = (units: readonly Unit[]): boolean => units.some(({ kind }) => !isAuthority(kind));

type Held = Pick<Matter, "role" | "state">;

/** What an accepted delivery becomes at its receiver: a matter already open there goes on, moves, or a new one is opened. */
export type Landing =
  | { readonly into: "existing"; readonly by?: Transition; readonly role?: MatterRole }
  | { readonly into: "new"; readonly state: MatterState; readonly role: MatterRole; readonly by?: Transition };

const AFTER_PLAN: ReadonlySet<unknown> = new Set<MatterState>(["planned", "following", "taking-part"]);
const CAN_TAKE_PLAN: ReadonlySet<MatterState> = new Set<MatterState>(["taking-part", "following"]);

function landAsLead(existing: Held | undefined, follows: boolean): Landing {
  if (existing?.role === "child-lead") return { into: "existing" };
  if (existing?.state === "noticed" && !follows) return { into: "existing", by: "begin-inquiry", role: "child-lead" };
  // The plan goes on where it is; only who looks after the child's best changes.
  if (existing && follows && existing.state !== "noticed") return { into: "existing", role: "child-lead" };
  return { into: "new", state: follows ? "following" : "gathering", role: "child-lead" };
}

/** @model K1, K2, M5 */
export function landingOf(kind: DeliveryKind, senderState: unknown, existing: Held | undefined): Landing {
  if (kind === "signal" || kind === "matter") return landAsLead(existing, false);
  if (kind === "child-lead") return landAsLead(existing, AFTER_PLAN.has(senderState));
  if (kind === "plan-lead") {
    if (existing && CAN_TAKE_PLAN.has(existing.state)) return { into: "existing", by: "become-plan-lead" };
    return { into: "new", state: "taking-part", role: "party", by: "become-plan-lead" };
  }
  return existing && existing.state !== "noticed" ? { into: "existing" } : { into: "new", state: "taking-part", role: "party" };
}
