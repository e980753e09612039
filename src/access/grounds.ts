import { ageOn, type Day } from "../platform/clock.ts";
import type { Id, PersonId } from "../platform/ids.ts";
import { isRefusal, refuse, type Refusal } from "../platform/result.ts";
import {
  CATALOGUE,
  type Catalogue,
  type DecisionMaker,
  type Ground,
  type GroundCode,
  type Question,
  type Relation,
} from "./grounds-catalogue.ts";
import { SECRECY, type BranchKind } from "./secrecy.ts";

/** Who would deliver to whom, about whom, when, and whether the receiver has asked. */
export type Situation = {
  readonly from: BranchKind;
  readonly to: BranchKind;
  readonly relation: Relation;
  readonly subject: { readonly bornOn?: Day; readonly unborn: boolean };
  readonly on: Day;
  readonly requested: boolean;
};

/** Why a ground is not offered. Its text is `ground.<code>.not.<reason>`. */
export type NotOffered =
  | "date"
  | "from"
  | "secrecy"
  | "to"
  | "relation"
  | "age-unknown"
  | "age"
  | "not-requested"
  | "outside";

export type Offer =
  | { readonly ground: Ground; readonly offered: true }
  | { readonly ground: Ground; readonly offered: false; readonly because: string };

/** Somebody who says yes to a delivery, and how that person may decide. */
export type Voice = { readonly person: PersonId; readonly as: readonly DecisionMaker[] };

/** Whose decision it is, in which capacity, and who else has agreed. */
export type DecidedBy = { readonly by: PersonId; readonly as: DecisionMaker; readonly approvedBy?: PersonId };

/** What stands behind a decision to deliver, besides the answers to the ground's questions. */
export type GroundContext = Situation & {
  /** Who asked, when and for what; needed when the situation is `requested`. @ground OSL 6:5 */
  readonly request?: { readonly by: string; readonly on: Day; readonly what: string };
  /** The consent that `missingFor` found complete for this delivery. */
  readonly consent?: Id<"consent">;
  readonly decision: DecidedBy;
  /** The branch demands a second person for this ground, beyond the catalogue. */
  readonly secondPerson?: boolean;
  /** The catalogue the body has adopted; the one shipped when left out. */
  readonly catalogue?: Catalogue;
};

export type Answers = Readonly<Record<string, string>>;

export type GroundAnswered = {
  readonly code: GroundCode;
  readonly catalogueVersion: string;
  readonly answers: Answers;
};

const inForce = (ground: Ground, on: Day) => ground.validFrom <= on && (!ground.validTo || on <= ground.validTo);

const AGE_LIMITS = { "under-18": 18, "under-18-or-unborn": 18, "under-21": 21 } as const;

function ageReason(ground: Ground, { subject, on }: Situation): "age" | "age-unknown" | undefined {
  if (ground.subject === "any") return undefined;
  if (subject.unborn) return ground.subject === "under-18-or-unborn" ? undefined : "age";
  if (!subject.bornOn) return "age-unknown";
  return ageOn(subject.bornOn, on) < AGE_LIMITS[ground.subject] ? undefined : "age";
}

/** The first reason against, from the one furthest from the case at hand to the nearest. */
function reasonAgainst(ground: Ground, situation: Situation): NotOffered | undefined {
  if (!inForce(ground, situation.on)) return "date";
  if (!ground.from.includes(situation.from)) return "from";
  if (ground.excludes.includes(SECRECY[situation.from].provision)) return "secrecy";
  if (!ground.to.includes(situation.to)) return "to";
  if (!ground.relations.includes(situation.relation)) return "relation";
  const age = ageReason(ground, situation);
  if (age) return age;
  if (ground.initiative === "on-request" && !situation.requested) return "not-requested";
  return ground.offered ? undefined : "outside";
}

function offerOf(ground: Ground, situation: Situation): Offer {
  const reason = reasonAgainst(ground, situation);
  return reason
    ? { ground, offered: false, because: `ground.${ground.code}.not.${reason}` }
    : { ground, offered: true };
}

/** One row for each code: the one in force that day, else the last one there is. */
function rowsOn({ grounds }: Catalogue, on: Day): Ground[] {
  const rows = new Map<GroundCode, Ground>();
  for (const ground of grounds) {
    const chosen = rows.get(ground.code);
    if (!chosen || !inForce(chosen, on)) rows.set(ground.code, ground);
  }
  return [...rows.values()];
}

/** Every ground there is, offered or with the reason why not, so that a yes and a no are both explained. */
export const groundsFor = (situation: Situation, catalogue: Catalogue = CATALOGUE): Offer[] =>
  rowsOn(catalogue, situation.on).map((ground) => offerOf(ground, situation));

/** The tests a ground asks of a sender of this kind. */
export const questionsOf = (ground: Ground, from: BranchKind): Question[] =>
  ground.questions.filter(({ forStrength }) => !forStrength || forStrength.includes(SECRECY[from].strength));

function checkAnswers(ground: Ground, from: BranchKind, answers: Answers): Refusal | Answers {
  const kept: Record<string, string> = {};
  for (const { id, kind } of questionsOf(ground, from)) {
    const answer = answers[id]?.trim() ?? "";
    const details = { ground: ground.code, question: id };
    if (answer === "") return refuse("ground.test-missing", details);
    if (kind === "yes-required" && answer !== "yes") return refuse("ground.test-no", details);
    kept[id] = answer;
  }
  return kept;
}

/** How somebody in a duty may decide: as anyone there may, as head of the school, or as the one its authority has appointed. @ground 2025:170 7 § */
export const mandatesOf = ({ role, appointed }: { readonly role: string; readonly appointed: boolean }): DecisionMaker[] => [
  "handler",
  ...(role === "head-teacher" ? ["head-teacher" as const] : []),
  ...(appointed ? ["appointed" as const] : []),
];

/** Whose yes a delivery waits for besides the sender's own, and why. */
export type Needed = { readonly who: DecisionMaker; readonly because: "decision-maker" | "second-person" | "own-rule" };

/** Whether a sender decides alone on a ground. `ownRule`: the branch lets nobody do so. @ground REQ-074 */
export function decisionNeeded(ground: Ground, own: readonly DecisionMaker[], ownRule: boolean): Needed | undefined {
  if (!own.includes(ground.decisionMaker)) return { who: ground.decisionMaker, because: "decision-maker" };
  if (ground.fourEyes) return { who: "handler", because: "second-person" };
  return ownRule ? { who: "handler", because: "own-rule" } : undefined;
}

/** The decision of one, or of two of whom the first who may decide on the ground is its decision-maker and the other has agreed. */
export function decisionOf(code: GroundCode, [first, second]: readonly [Voice, Voice?], { grounds }: Catalogue = CATALOGUE): DecidedBy {
  const wanted = grounds.find((ground) => ground.code === code)?.decisionMaker ?? "handler";
  const [by, other] = second && !first.as.includes(wanted) ? [second, first] : [first, second];
  return { by: by.person, as: by.as.includes(wanted) ? wanted : "handler", ...(other ? { approvedBy: other.person } : {}) };
}

function checkDecision(ground: Ground, { decision, secondPerson }: GroundContext): Refusal | undefined {
  const { by, as, approvedBy } = decision;
  const details = { ground: ground.code };
  if (ground.decisionMaker !== "handler" && as !== ground.decisionMaker)
    return refuse("ground.wrong-decision-maker", { ...details, decisionMaker: ground.decisionMaker });
  if (!ground.fourEyes && !secondPerson) return undefined;
  if (!approvedBy) return refuse("ground.second-person-missing", details);
  return approvedBy === by ? refuse("ground.second-person-same", details) : undefined;
}

function checkSupport(ground: Ground, { requested, request, consent }: GroundContext): Refusal | undefined {
  const details = { ground: ground.code };
  if (requested && !(request?.by.trim() && request.what.trim())) return refuse("ground.request-missing", details);
  if (ground.carries === "consent" && !consent) return refuse("ground.consent-missing", details);
  return undefined;
}

/**
 * Whether a delivery may rest on this ground: it must fit the situation, and every test it demands must be answered.
 * What comes back is what the delivery stores. @ground OSL 10 kap.
 */
export function checkGround(code: GroundCode, answers: Answers, context: GroundContext): Refusal | GroundAnswered {
  const { catalogue = CATALOGUE } = context;
  const offer = groundsFor(context, catalogue).find(({ ground }) => ground.code === code);
  if (!offer) return refuse("ground.unknown", { ground: code });
  if (!offer.offered) return refuse("ground.not-offered", { ground: code, because: offer.because });
  const kept = checkAnswers(offer.ground, context.from, answers);
  if (isRefusal(kept)) return kept;
  const refusal = checkSupport(offer.ground, context) ?? checkDecision(offer.ground, context);
  return refusal ?? { code, catalogueVersion: catalogue.version, answers: kept };
}
