import { addYears, ageOn, dayOf, type Day } from "../platform/clock.ts";
import type { BranchId, Id, PersonId } from "../platform/ids.ts";
import { refuse, type Refusal } from "../platform/result.ts";
import type { Topic } from "../practice/index.ts";
import { decidingGuardians, OF_AGE, type Guardianship } from "../child/child.ts";

/**
 * Consent as a waiver of secrecy: per disclosing branch, per receiver and topic, for a time, by everyone whose yes is
 * needed. It is not the legal basis for handling personal data. @ground OSL 10:1, 12:2–12:3
 */
export type ConsentId = Id<"consent">;

export type { Topic };

/** Answers are only ever added; the latest of each giver counts. */
export type Answer = {
  readonly giver: PersonId;
  readonly answer: "granted" | "refused" | "withdrawn";
  readonly at: Date;
  readonly how: "e-id" | "paper" | "oral";
  /** Who received an answer on paper or by word of mouth. */
  readonly notedBy?: PersonId;
  /** Reference to the identity assertion behind an answer by e-ID. */
  readonly evidence?: string;
  /** A condition (förbehåll) the giver demands of the receiver. @ground OSL 12:2 */
  readonly reservation?: string;
};

/**
 * Why one of two guardians is not asked. FB 6:13 a covers four kinds of support and is no general waiver of secrecy, so
 * the note must say what was decided. @ground FB 6:2, 6:13, 6:13 a, lag 2024:79 6:1
 */
export type GiverException = {
  readonly guardian: PersonId;
  readonly ground: "prevented" | "decision-6-13-a" | "decision-2024-79" | "appointed" | "sole-custody";
  readonly note: string;
  readonly by: PersonId;
  readonly on: Day;
  readonly until?: Day;
};

export type ConsentTerms = {
  readonly disclosing: BranchId;
  readonly receivers: readonly BranchId[];
  readonly topics: readonly Topic[];
  readonly purpose: string;
  readonly from: Day;
  /** The last day, Swedish time. */
  readonly until: Day;
  /** The exact text the givers were shown, so that what they said yes to can be checked later. */
  readonly text: { readonly version: string; readonly language: string; readonly hash: string };
};

/**
 * Somebody else whose own life is spoken of: a parent's illness, a sibling, a grandparent. `items`: the very words that the question was
 * about, each by its fingerprint, since a yes to some words is no yes to others. @ground OSL 12:2, REQ-039
 */
export type AboutSomebody = { readonly person: PersonId; readonly items: readonly string[] };

export type Consent = ConsentTerms & {
  readonly id: ConsentId;
  /** When the givers were asked; a draft until then. */
  readonly askedAt?: Date;
  /** The last day to answer in time, by the practice package. */
  readonly answerBy?: Day;
  readonly answers: readonly Answer[];
  readonly exceptions: Exceptions;
  /** Set when it is about somebody else than the child: then that person answers, and nobody else. */
  readonly about?: AboutSomebody;
};

export type Capacity = "guardian" | "child" | "expecting" | "third-person";
export type Giver = { readonly person: PersonId; readonly capacity: Capacity };
type Givers = readonly Giver[];
type Exceptions = readonly GiverException[];

/** Whether this child decides about this matter, by age and maturity. @ground OSL 12:3, FB 6:11 */
export type Maturity = {
  readonly childDecides: "alone" | "with-guardians" | "not";
  readonly reason: string;
  readonly by: PersonId;
  readonly on: Day;
};

/** A child, or a child not yet born and the person who carries it. */
export type Subject = { readonly id: PersonId; readonly bornOn?: Day } | { readonly expectedBy: PersonId };

/** The law names no year; 15 is practice, and an assessment of the child's maturity goes before it. */
const CHILD_ANSWERS_FROM = 15;
/** Proposed: long enough for a school year's plan and its follow-up, short enough to be remembered. */
export const LONGEST_CONSENT_YEARS = 2;

const excepts = (person: PersonId, on: Day) => (exception: GiverException) =>
  exception.guardian === person && exception.on <= on && (!exception.until || on <= exception.until);
const isGuardian = ({ capacity }: Giver) => capacity === "guardian";

/** Exceptions spare one of several guardians. If they would spare them all, none of them holds. @ground FB 6:13 */
export function neededGivers(givers: Givers, exceptions: Exceptions, on: Day): Givers {
  const left = givers.filter((giver) => !isGuardian(giver) || !exceptions.some(excepts(giver.person, on)));
  const needed = left.some(isGuardian) ? left : givers;
  return needed.filter(({ person }, index) => needed.findIndex((other) => other.person === person) === index);
}

function childDecides(bornOn: Day | undefined, maturity: Maturity | undefined, on: Day): Maturity["childDecides"] {
  const age = bornOn ? ageOn(bornOn, on) : 0;
  if (age >= OF_AGE) return "alone";
  const byAge = age >= CHILD_ANSWERS_FROM ? "with-guardians" : "not";
  if (!maturity || maturity.on > on) return byAge;
  // "Not yet mature" said of a younger child says nothing of the same child at 15.
  const outgrown = maturity.childDecides === "not" && bornOn && ageOn(bornOn, maturity.on) < CHILD_ANSWERS_FROM;
  return outgrown ? byAge : maturity.childDecides;
}

export type GiversQuestion = {
  readonly guardianships: readonly Guardianship[];
  readonly child: Subject;
  readonly maturity?: Maturity;
  readonly exceptions: Exceptions;
  readonly on: Day;
};

const giverAs = (capacity: Capacity, person: PersonId): Giver => ({ person, capacity });

/**
 * Everyone whose yes is needed on a day for what is about the child. Empty when nobody can speak for the child: then consent can never
 * be complete. @ground FB 6:11, 6:13, OSL 12:3
 */
export function requiredGivers({ guardianships, child, maturity, exceptions, on }: GiversQuestion): Givers {
  if ("expectedBy" in child) return [giverAs("expecting", child.expectedBy)];
  const decides = childDecides(child.bornOn, maturity, on);
  const own = giverAs("child", child.id);
  if (decides === "alone") return [own];
  const guardians = decidingGuardians(guardianships, child, on).map(({ guardian }) => giverAs("guardian", guardian));
  const asked = neededGivers(guardians, exceptions, on);
  return decides === "with-guardians" && asked.length > 0 ? [...asked, own] : asked;
}

/** Who must answer one question: those who speak for the child, or the one person it is about. */
export const giversOf = ({ about, exceptions }: Pick<Consent, "about" | "exceptions">, givers: Givers, on: Day): Givers =>
  about ? [giverAs("third-person", about.person)] : neededGivers(givers, exceptions, on);

/** A later answer wins; of two at the same instant a no wins. */
export function latestOf(answers: readonly Answer[], giver: PersonId, on?: Day): Answer | undefined {
  const [latest] = answers
    .filter((answer) => answer.giver === giver && (!on || dayOf(answer.at) <= on))
    .sort((a, b) => b.at.getTime() - a.at.getTime() || Number(a.answer === "granted") - Number(b.answer === "granted"));
  return latest;
}

export type ConsentState = "draft" | "waiting" | "unanswered" | "granted" | "refused" | "withdrawn" | "lapsed";

/**
 * - lapsed: the last day has passed, whatever was answered
 * - withdrawn, refused: at least one needed giver's latest answer is that; withdrawn is named first
 * - granted: every needed giver's latest answer is yes, and the first day has come
 * - draft: nobody has been asked
 * - unanswered: somebody has not answered in time. That was never a yes, and no more is needed for it to be none; who answers later
 *   is heard all the same, since no law sets a time
 * - waiting: anything else
 * @ground OSL 12:2, REQ-036
 */
export function consentState(consent: Consent, givers: Givers, on: Day): ConsentState {
  if (on > consent.until) return "lapsed";
  const needed = giversOf(consent, givers, on);
  const latest = needed.map(({ person }) => latestOf(consent.answers, person, on)?.answer);
  if (latest.includes("withdrawn")) return "withdrawn";
  if (latest.includes("refused")) return "refused";
  if (needed.length > 0 && on >= consent.from && latest.every((answer) => answer === "granted")) return "granted";
  if (!consent.askedAt && consent.answers.length === 0) return "draft";
  return latest.includes(undefined) && isLate(consent, on) ? "unanswered" : "waiting";
}

/** Whether the time to answer has passed. */
export const isLate = ({ answerBy }: Pick<Consent, "answerBy">, on: Day): boolean => answerBy !== undefined && on > answerBy;

type Proposed = Omit<ConsentTerms, "until"> & { readonly until?: Day };

/** No open-ended, receiverless or all-purpose consent. */
export function checkConsent(terms: Proposed, on: Day): Refusal | ConsentTerms {
  const { disclosing, receivers, topics, purpose, text, from, until } = terms;
  if (receivers.length === 0) return refuse("consent.no-receiver");
  if (receivers.includes(disclosing)) return refuse("consent.receiver-is-sender");
  if (topics.length === 0) return refuse("consent.no-topic");
  if (purpose.trim() === "") return refuse("consent.no-purpose");
  if (!text.version || !text.language || !text.hash) return refuse("consent.no-text");
  if (!until) return refuse("consent.no-end");
  if (until < from) return refuse("consent.ends-before-start");
  if (until < on) return refuse("consent.ended");
  const years = LONGEST_CONSENT_YEARS;
  if (until > addYears(from, years)) return refuse("consent.too-long", { years });
  return { ...terms, until };
}

/** Anyone who gave a yes may take it back, at any time; the next delivery is stopped at once. @ground OSL 12:2 */
export const mayWithdraw = ({ answers }: Consent, person: PersonId): boolean =>
  latestOf(answers, person)?.answer === "granted";

/** Whether an answer may be added. No form is demanded by law, so paper and spoken words count as much as an e-ID. */
export function checkAnswer(consent: Consent, answer: Answer, givers: Givers): Refusal | Answer {
  const { giver, how } = answer;
  if (how === "e-id" && !answer.evidence) return refuse("consent.evidence-missing");
  if (how !== "e-id" && !answer.notedBy) return refuse("consent.noted-by-missing");
  if (answer.answer === "withdrawn")
    return mayWithdraw(consent, giver) ? answer : refuse("consent.nothing-to-withdraw");
  if (dayOf(answer.at) > consent.until) return refuse("consent.lapsed");
  return givers.some(({ person }) => person === giver) ? answer : refuse("consent.not-a-giver");
}

/** Whether an exception may be added to those already recorded. */
export function checkException(added: GiverException, recorded: Exceptions, givers: Givers): Refusal | GiverException {
  const guardians = givers.filter(isGuardian);
  if (!guardians.some(({ person }) => person === added.guardian)) return refuse("consent.exception-not-guardian");
  if (added.note.trim() === "") return refuse("consent.exception-note-missing");
  const all = [...recorded, added];
  const someoneLeft = guardians.some(({ person }) => !all.some(excepts(person, added.on)));
  return someoneLeft ? added : refuse("consent.exception-last-guardian");
}

/** The conditions the receiver must accept before opening what is delivered on this consent. @ground OSL 12:2 */
export const demandedReservations = (consent: Consent, givers: Givers, on: Day): string[] =>
  (consent.about ? giversOf(consent, givers, on) : givers).flatMap(({ person }) => latestOf(consent.answers, person, on)?.reservation ?? []);
