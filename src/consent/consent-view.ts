import type { MatterState } from "../matter/index.ts";
import type { Day } from "../platform/clock.ts";
import type { BranchId, ChildId, MatterId, PersonId, UnitId } from "../platform/ids.ts";
import type { DataKey } from "../platform/seal/seal.ts";
import { consentState, giversOf, isLate, type Answer, type Capacity, type Consent, type ConsentId, type ConsentState, type Giver, type GiverException, type Maturity, type Topic } from "./consent.ts";
import type { NamedBranch, TextTerms } from "./consent-text.ts";

/** An answer with everything that proves it. */
export type Given = Answer & {
  readonly capacity: Capacity;
  readonly language: string;
  /** The giver's own words, if there were any. */
  readonly words: string | undefined;
  readonly notedByName: string | undefined;
  readonly text: string;
  readonly version: string;
  readonly hash: string;
  readonly signIn: { readonly provider: string; readonly loa: string; readonly transactionRef: string } | undefined;
};

export type NamedException = GiverException & { readonly byName: string };

/** Which units of each branch were meant when the question was asked, as they were called then: what was read must be possible to make again. */
export type Places = Readonly<Record<string, ReadonlyArray<{ readonly id: UnitId; readonly name: string }>>>;

/** A consent with its key: for the rules and for writing. */
export type KnownConsent = {
  readonly consent: Consent & { readonly askedAt: Date; readonly answerBy: Day };
  readonly key: DataKey;
  readonly childId: ChildId;
  readonly matterId: MatterId;
  readonly child: string | undefined;
  /** Somebody else whose own life it is about, and what would be told. */
  readonly about: { readonly name: string; readonly what: string } | undefined;
  readonly places: Places;
  readonly askedBy: { readonly person: PersonId; readonly name: string; readonly role: string; readonly unit: string };
  /** The newest first. A guardian gets only her own. */
  readonly given: readonly Given[];
  readonly exceptions: readonly NamedException[];
  /** All a guardian is told of the others: how many are needed, and how many have said yes. @ground REQ-055 */
  readonly others: { readonly needed: number; readonly granted: number };
  readonly asFamily: boolean;
  /** Somebody who works with the matter has said that it may end. */
  readonly letEnd: boolean;
};

/** Everything about consent around one child that the actor may know. */
export type ConsentsAround = {
  readonly consents: readonly KnownConsent[];
  /** Questions to others than the child about their own lives: only each person's own, for a guardian. @ground REQ-039 */
  readonly aboutOthers: readonly KnownConsent[];
  readonly givers: readonly Giver[];
  readonly names: ReadonlyMap<PersonId, string>;
  readonly languages: ReadonlyMap<PersonId, string>;
  readonly branches: ReadonlyMap<BranchId, NamedBranch>;
  readonly bornOn: Day | undefined;
  readonly maturity: (Maturity & { readonly byName: string }) | undefined;
  /** The actor's own newest matter for the child; none for a guardian. */
  readonly ownMatter: { readonly id: MatterId; readonly branchId: BranchId; readonly state: MatterState; readonly key: DataKey; readonly child: string } | undefined;
};

export type GiverView = {
  readonly person: PersonId;
  readonly name: string;
  readonly capacity: Capacity;
  readonly given: readonly Given[];
  /** Whether this person's yes is needed today. */
  readonly needed: boolean;
  readonly exception: NamedException | undefined;
};

/** A consent as pages show it. `state` is what the viewer may know: a guardian never learns what the other one answered. */
export type ConsentView = {
  readonly id: ConsentId;
  readonly childId: ChildId;
  readonly matterId: MatterId;
  readonly disclosing: BranchId;
  readonly terms: TextTerms;
  readonly topics: readonly Topic[];
  readonly from: Day;
  readonly until: Day;
  readonly askedAt: Date;
  readonly answerBy: Day;
  readonly askedBy: KnownConsent["askedBy"];
  readonly state: ConsentState;
  /** Empty for a guardian. */
  readonly givers: readonly GiverView[];
  /** The names of those who have not answered; empty for a guardian. */
  readonly waitingFor: readonly string[];
  /** A guardian's own latest answer. */
  readonly own: Given | undefined;
};

/**
 * What a guardian may know of a consent: her own answer, or that she gave none in time, and whether it is in force. That somebody else
 * has said no, or not answered, both read as waiting. @ground REQ-055
 */
export function familyState({ consent, given, others }: KnownConsent, today: Day): ConsentState {
  if (today > consent.until) return "lapsed";
  const own = given[0]?.answer;
  if (own === "withdrawn" || own === "refused") return own;
  if (own === undefined && isLate(consent, today)) return "unanswered";
  return own === "granted" && others.granted === others.needed && today >= consent.from ? "granted" : "waiting";
}

const nameIn = (around: ConsentsAround, { child }: KnownConsent, { person, capacity }: Pick<Giver, "person" | "capacity">): string =>
  around.names.get(person) ?? (capacity === "child" ? (child ?? "") : "");

/** Everybody who must answer, who need not, or who once did. */
function giverViews(around: ConsentsAround, known: KnownConsent, today: Day): GiverView[] {
  const needed = giversOf(known.consent, around.givers, today);
  const once = known.given.map(({ giver, capacity }): Giver => ({ person: giver, capacity }));
  const all = [...needed, ...(known.about ? [] : around.givers), ...once];
  return all.filter(({ person }, nth) => all.findIndex((other) => other.person === person) === nth).map((giver) => ({
    ...giver, name: nameIn(around, known, giver), given: known.given.filter((one) => one.giver === giver.person),
    needed: needed.some(({ person }) => person === giver.person), exception: known.exceptions.find(({ guardian }) => guardian === giver.person),
  }));
}

const namedBranch = (around: ConsentsAround, places: Places, id: BranchId): NamedBranch =>
  ({ name: "", authority: "", ...around.branches.get(id), units: (places[id] ?? []).map(({ name }) => name) });

/** The terms as the text needs them. */
export const textTermsOf = (around: ConsentsAround, { consent, child, places, about }: KnownConsent): TextTerms => ({
  child, about, disclosing: namedBranch(around, places, consent.disclosing), receivers: consent.receivers.map((id) => namedBranch(around, places, id)),
  topics: consent.topics, purpose: consent.purpose, until: consent.until,
});

export function viewOf(around: ConsentsAround, known: KnownConsent, today: Day): ConsentView {
  const { consent, asFamily } = known;
  const givers = asFamily ? [] : giverViews(around, known, today);
  return {
    id: consent.id, childId: known.childId, matterId: known.matterId, disclosing: consent.disclosing, terms: textTermsOf(around, known), topics: consent.topics,
    from: consent.from, until: consent.until, askedAt: consent.askedAt, answerBy: consent.answerBy, askedBy: known.askedBy,
    state: asFamily ? familyState(known, today) : consentState(consent, around.givers, today), givers,
    waitingFor: givers.filter(({ needed, given }) => needed && given.length === 0).map(({ name }) => name),
    own: asFamily ? known.given[0] : undefined,
  };
}

/** Every consent to what is about the child. */
export const viewsOf = (around: ConsentsAround, today: Day): ConsentView[] => around.consents.map((known) => viewOf(around, known, today));

/** Those that wait for the reader's own answer. What the asker's own service would tell comes first: that is what led to the question. */
export function inTurn(views: readonly ConsentView[]): ConsentView[] {
  const isAskersOwn = ({ terms, askedBy }: ConsentView) => Number((terms.disclosing.units ?? []).includes(askedBy.unit));
  return views.filter(({ state, own }) => state === "waiting" && own === undefined).toSorted((a, b) => isAskersOwn(b) - isAskersOwn(a));
}

/** The same question asked the other way round, at the same time: only who tells whom differs. */
export const isTurned = (one: ConsentView, other: ConsentView): boolean =>
  one.id !== other.id && one.matterId === other.matterId && one.askedAt.getTime() === other.askedAt.getTime() && one.until === other.until && one.terms.about === undefined && other.terms.about === undefined
  && one.terms.purpose === other.terms.purpose && one.topics.join() === other.topics.join();

/** One consent of those around a child. */
export const findKnown = ({ consents, aboutOthers }: ConsentsAround, id: string): KnownConsent | undefined => [...consents, ...aboutOthers].find(({ consent }) => consent.id === id);
