import { inTurn, type ConsentView } from "../consent/index.ts";
import type { Content, Delivered } from "../disclosure/index.ts";
import type { MatterState } from "../matter/index.ts";
import type { PlanContent } from "../plan/index.ts";
import { dayOf, type Day } from "../platform/clock.ts";
import type { BranchId, ChildId, MatterId, PersonId, UnitId } from "../platform/ids.ts";

/** A service that works with the child now, as the family may know it: who to call and why they are there, never what they write. @ground REQ-065 */
export type Helper = {
  readonly matterId: MatterId; readonly unitId: UnitId; readonly branchId: BranchId; readonly unit: string; readonly authority: string; readonly phone: string;
  readonly name: string; readonly role: string; readonly ownerPersonId: PersonId; readonly state: MatterState; readonly leads: boolean; readonly closedAt: Date | undefined;
};

/** Readings about one subject by one role in one unit on one day. @ground PDL 8:5, REQ-147 */
export type Reading = { readonly day: Day; readonly unit: string; readonly authority: string; readonly role: string; readonly subject: string; readonly last: Date; readonly times: number };

/** A guardian's own words to one branch, and when somebody there has read them. */
export type FamilyWord = { readonly id: string; readonly matterId: MatterId; readonly to: string; readonly by: string; readonly words: string; readonly at: Date; readonly readAt: Date | undefined };

/** A copy that came to this guardian. */
export type Copy = { readonly delivery: Delivered; readonly content: Content };

export type Invitation = { readonly deliveryId: string; readonly sentAt: Date; readonly at: Date; readonly place: string; readonly question: string; readonly answer: Delivered["answer"]; readonly from: Content["from"] };

/** One act of sharing: the same thing from the same service at the same moment, to everybody who got it. */
export type Shared = {
  readonly id: string; readonly kind: Delivered["kind"]; readonly what: readonly string[]; readonly at: Date; readonly grounds: readonly string[]; readonly fromUnit: string; readonly fromAuthority: string;
  readonly toUnits: readonly string[];
  /** This guardian's own copy, which can be opened. */
  readonly mine: string | undefined;
  /** Somebody else in the family got a copy: never who, and never what was answered. @ground REQ-055 */
  readonly toOthers: boolean;
};

const isSameAct = (a: Delivered, b: Delivered) => a.matterId === b.matterId && a.kind === b.kind && a.at.getTime() === b.at.getTime();

function actOf(first: Delivered, copies: readonly Delivered[], me: PersonId): Shared {
  const mine = copies.find(({ toPersonId }) => toPersonId === me);
  const units = copies.filter(({ toUnit }) => toUnit !== undefined);
  return {
    id: first.id, kind: first.kind, at: first.at, fromUnit: first.fromUnit, fromAuthority: first.fromAuthority,
    // A copy may be cut differently for others: what is said of it is what this guardian got. @ground REQ-054
    what: mine?.what ?? first.what,
    grounds: [...new Set((units.length > 0 ? units : copies).map(({ ground }) => ground))],
    toUnits: units.map(({ toUnit }) => toUnit!), mine: mine?.id,
    toOthers: copies.some(({ toPersonId }) => toPersonId !== undefined && toPersonId !== me),
  };
}

/** Deliveries gathered into acts of sharing, newest first. */
export function sharedOf(deliveries: readonly Delivered[], me: PersonId): Shared[] {
  const firsts = deliveries.filter((one, nth) => deliveries.findIndex((other) => isSameAct(one, other)) === nth);
  return firsts.map((first) => actOf(first, deliveries.filter((one) => isSameAct(one, first)), me));
}

/** The newest delivery to this guardian, of some kinds or of any. Deliveries come newest first. */
export const newestTo = (deliveries: readonly Delivered[], me: PersonId, kinds?: ReadonlyArray<Delivered["kind"]>): Delivered | undefined =>
  deliveries.find((one) => one.toPersonId === me && (kinds === undefined || kinds.includes(one.kind)));

/** The plan as this guardian got it. */
export const planOf = (content: Content | undefined): PlanContent | undefined => content?.data?.["plan"] as PlanContent | undefined;

/**
 * A copy for a guardian who must not be told of some branches: without them among the plan's parties and without what they do. The
 * words around the plan may name them, so only somebody's own words are left of those. @ground OSL 26:2, REQ-054, REQ-105
 */
export function copyWithout(content: Content, branches: ReadonlySet<string>): Content {
  const plan = planOf(content);
  const hidden = new Set(plan?.parties.filter(({ branchId }) => branches.has(branchId)).map(({ unitId }) => unitId));
  if (!plan || hidden.size === 0) return content;
  const parties = plan.parties.filter(({ unitId }) => !hidden.has(unitId));
  const measures = plan.measures.filter(({ who }) => !("unit" in who && hidden.has(who.unit)));
  return { ...content, sections: content.sections.filter(({ own }) => own), data: { ...content.data, plan: { ...plan, parties, measures } } };
}

type MeetingData = { readonly at: string; readonly place: string; readonly question: string };

/** What an invitation says; undefined for one that does not name a time. */
export function invitationOf({ delivery, content }: Copy): Invitation | undefined {
  const meeting = content.data?.["meeting"] as MeetingData | undefined;
  if (!meeting || Number.isNaN(Date.parse(meeting.at))) return undefined;
  return { deliveryId: delivery.id, sentAt: delivery.at, at: new Date(meeting.at), place: meeting.place, question: meeting.question, answer: delivery.answer, from: content.from };
}

/** What a child is called where one speaks to the family: the first name, once a copy or a question of consent has told it. */
export const firstName = (content: Content | undefined, consents: readonly ConsentView[] = []): string | undefined => {
  const name = content?.child.name ?? consents.find(({ terms }) => terms.child !== undefined)?.terms.child;
  return name?.trim().split(/\s+/)[0] || undefined;
};

/** The one thing that happens next. `more`: how many other questions of consent wait. */
export type FamilyNext =
  | { readonly kind: "consent"; readonly consent: ConsentView; readonly more: number }
  | { readonly kind: "invitation" | "meeting"; readonly invitation: Invitation }
  | { readonly kind: "new-plan"; readonly plan: PlanContent }
  | { readonly kind: "follow-up"; readonly plan: PlanContent; readonly late: boolean }
  | { readonly kind: "nothing" };

export type Coming = { readonly consents: readonly ConsentView[]; readonly invitations: readonly Invitation[]; readonly plan: PlanContent | undefined; readonly planSentAt?: Date | undefined; /** This guardian has opened the plan as it is now. */ readonly planOpened?: boolean; readonly now: Date };

/** Whether a consent waits for this guardian's own answer, in time. */
export const waitsForMe = (consent: ConsentView): boolean => inTurn([consent]).length > 0;

const soonest = (invitations: readonly Invitation[]) => invitations.toSorted((a, b) => a.at.getTime() - b.at.getTime())[0];

/** What only the family can do comes first: a question of consent, an invitation; then what is already agreed. */
export function nextFor({ consents, invitations, plan, planSentAt, planOpened = true, now }: Coming): FamilyNext {
  const [consent, ...others] = inTurn(consents);
  if (consent) return { kind: "consent", consent, more: others.length };
  // A plan that came after the invitation was made in a meeting that was held before its day.
  const ahead = invitations.filter(({ at, sentAt }) => at > now && !(planSentAt && sentAt < planSentAt));
  const unanswered = soonest(ahead.filter(({ answer }) => answer === undefined));
  if (unanswered) return { kind: "invitation", invitation: unanswered };
  if (plan && !planOpened) return { kind: "new-plan", plan };
  const meeting = soonest(ahead.filter(({ answer }) => answer === "coming"));
  if (meeting) return { kind: "meeting", invitation: meeting };
  return plan ? { kind: "follow-up", plan, late: plan.followUp.on < dayOf(now) } : { kind: "nothing" };
}

/** Somebody around the child: a service that works with it now, or a party of the plan that has not begun. */
export type AroundChild = { readonly id: string; readonly unit: string; readonly authority: string; readonly name: string; readonly role: string | undefined; readonly phone: string; readonly why: string; readonly holds: boolean; readonly matterId: MatterId | undefined };

/** Everybody around the child: first the one who holds the plan, then the child lead, then the others; parties of the plan last. */
export function aroundOf(helpers: readonly Helper[], plan: PlanContent | undefined): AroundChild[] {
  const open = helpers.filter(({ closedAt }) => closedAt === undefined);
  const rank = ({ state, leads }: Helper) => (state === "planned" ? 0 : leads ? 1 : 2);
  const working = open.toSorted((a, b) => rank(a) - rank(b)).map((one): AroundChild => ({
    id: one.matterId, unit: one.unit, authority: one.authority, name: one.name, role: one.role, phone: one.phone, why: `family.why.${one.state}`, holds: one.state === "planned", matterId: one.matterId,
  }));
  const parties = (plan?.parties ?? []).filter(({ unitId }) => !open.some((one) => one.unitId === unitId)).map((party): AroundChild => ({
    id: party.unitId, unit: party.unit, authority: party.authority, name: party.contact, role: undefined, phone: party.phone, why: "family.why.party", holds: false, matterId: undefined,
  }));
  return [...working, ...parties];
}

/** One child as a guardian meets it. */
export type FamilyChild = { readonly id: ChildId; readonly bornOn: Day | undefined; readonly expectedOn: Day | undefined; readonly name: string | undefined };
