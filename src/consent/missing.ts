import type { Day } from "../platform/clock.ts";
import type { BranchId, PersonId } from "../platform/ids.ts";
import { isLate, latestOf, neededGivers, type Answer, type Consent, type ConsentId, type Giver, type Topic } from "./consent.ts";

type AnswerGap = "not-asked" | "no-answer" | "unanswered" | "refused" | "withdrawn";
type TermsGap = "lapsed" | "not-yet" | "topic-not-covered" | "receiver-not-covered" | "words-not-covered";
export type Why = AnswerGap | TermsGap | "no-giver" | "no-topic";

/** Its text is `consent.missing.<why>`. `nobody`: nothing that a person could answer would help. */
export type Missing = { readonly who: Giver | "nobody"; readonly why: Why; readonly topic?: Topic };

export type Coverage =
  | { readonly complete: true; readonly relying: ConsentId }
  | { readonly complete: false; readonly missing: readonly Missing[]; readonly nearest?: ConsentId };

export type IntendedDelivery = {
  readonly disclosing: BranchId;
  readonly receiver: BranchId;
  readonly topics: readonly Topic[];
  /** Every consent there is to what is about this child, lapsed and withdrawn ones too. */
  readonly consents: readonly Consent[];
  readonly givers: readonly Giver[];
  readonly on: Day;
};

/**
 * What a giver last said about this receiver and topic, in whichever consent: a no to a newer question also stops
 * deliveries on an older yes, since a yes can be taken back in any form.
 */
function lastWord(delivery: IntendedDelivery, topic: Topic, giver: PersonId): Answer | undefined {
  const { consents, disclosing, receiver, on } = delivery;
  const answers = consents
    .filter((consent) => consent.disclosing === disclosing && consent.receivers.includes(receiver))
    .flatMap((consent) => (consent.topics.includes(topic) ? consent.answers : []));
  return latestOf(answers, giver, on);
}

function silenceOf(consent: Consent, on: Day): AnswerGap {
  if (!consent.askedAt) return "not-asked";
  return isLate(consent, on) ? "unanswered" : "no-answer";
}

function answerMissing(consent: Consent, delivery: IntendedDelivery, who: Giver): Missing[] {
  const own = latestOf(consent.answers, who.person, delivery.on);
  if (!own) return [{ who, why: silenceOf(consent, delivery.on) }];
  if (own.answer !== "granted") return [{ who, why: own.answer }];
  return delivery.topics.flatMap((topic) => {
    const word = lastWord(delivery, topic, who.person)?.answer;
    return word && word !== "granted" ? [{ who, why: word, topic }] : [];
  });
}

/** How far a consent is from carrying the delivery: in receiver, topic, time or only in answers. */
function gapOf(consent: Consent, delivery: IntendedDelivery): { distance: number; missing: Missing[] } {
  const { receiver, topics, givers, on } = delivery;
  const needed = neededGivers(givers, consent.exceptions, on);
  const all = (why: Why) => needed.map((who): Missing => ({ who, why }));
  if (!consent.receivers.includes(receiver)) return { distance: 3, missing: all("receiver-not-covered") };
  const uncovered = topics
    .filter((topic) => !consent.topics.includes(topic))
    .flatMap((topic) => needed.map((who): Missing => ({ who, why: "topic-not-covered", topic })));
  if (uncovered.length > 0) return { distance: 2, missing: uncovered };
  if (on > consent.until) return { distance: 1, missing: all("lapsed") };
  if (on < consent.from) return { distance: 1, missing: all("not-yet") };
  return { distance: 0, missing: needed.flatMap((who) => answerMissing(consent, delivery, who)) };
}

/**
 * Whether consent carries a delivery, and on which consent it relies; otherwise each person whose yes is missing and
 * why, measured on the consent that comes nearest. @ground OSL 12:2, FB 6:13
 */
export function missingFor(delivery: IntendedDelivery): Coverage {
  const { disclosing, topics, consents, givers, on } = delivery;
  if (givers.length === 0) return { complete: false, missing: [{ who: "nobody", why: "no-giver" }] };
  if (topics.length === 0) return { complete: false, missing: [{ who: "nobody", why: "no-topic" }] };
  const [nearest] = consents
    .filter((consent) => consent.disclosing === disclosing)
    .map((consent) => ({ consent, ...gapOf(consent, delivery) }))
    .sort((a, b) => a.distance - b.distance || a.missing.length - b.missing.length);
  if (!nearest)
    return { complete: false, missing: neededGivers(givers, [], on).map((who) => ({ who, why: "not-asked" })) };
  if (nearest.missing.length > 0) return { complete: false, missing: nearest.missing, nearest: nearest.consent.id };
  return { complete: true, relying: nearest.consent.id };
}

/** Somebody else that some of what would be delivered speaks of: the words, each by its fingerprint. */
export type Other = { readonly person: PersonId; readonly items: readonly string[] };

/** What is told of one person, by whom, to whom and when. `consents`: every question to that person there is. */
export type ToldOfOther = Pick<IntendedDelivery, "disclosing" | "receiver" | "consents" | "on"> & { readonly other: Other };

type Gap = { readonly why: Why; readonly nearest?: ConsentId } | { readonly relying: ConsentId };

const newest = (consents: readonly Consent[]): Consent | undefined => consents.toSorted((a, b) => (b.askedAt?.getTime() ?? 0) - (a.askedAt?.getTime() ?? 0))[0];

/** Whether that person has said yes to these very words going to this receiver; the last word in any question about them counts. */
function gapFor(item: string, { disclosing, receiver, consents, on, other: { person } }: ToldOfOther): Gap {
  const asked = consents.filter((consent) => consent.disclosing === disclosing && consent.about?.person === person);
  const same = asked.filter(({ about }) => about?.items.includes(item));
  const told = same.filter(({ receivers }) => receivers.includes(receiver));
  const valid = told.filter(({ from, until }) => from <= on && on <= until);
  const nearest = newest(valid) ?? newest(told) ?? newest(same);
  const gap = (why: Why): Gap => ({ why, ...(nearest ? { nearest: nearest.id } : {}) });
  if (same.length === 0) return gap(asked.length === 0 ? "not-asked" : "words-not-covered");
  if (told.length === 0) return gap("receiver-not-covered");
  if (valid.length === 0) return gap("lapsed");
  const word = latestOf(told.flatMap(({ answers }) => answers), person, on);
  if (!word) return gap(silenceOf(nearest!, on));
  if (word.answer !== "granted") return gap(word.answer);
  const relying = newest(valid.filter(({ answers }) => latestOf(answers, person, on)?.answer === "granted"));
  return relying ? { relying: relying.id } : gap(silenceOf(nearest!, on));
}

export type OtherCoverage = { readonly complete: true; readonly relying: readonly ConsentId[] } | Extract<Coverage, { complete: false }>;

/** Whether somebody else that is spoken of has said yes to every part of it; otherwise why not. @ground OSL 12:2, REQ-035, REQ-039 */
export function missingOf(told: ToldOfOther): OtherCoverage {
  const gaps = told.other.items.map((item) => gapFor(item, told));
  const lacking = gaps.flatMap((gap) => ("why" in gap ? [gap] : []));
  const who: Giver = { person: told.other.person, capacity: "third-person" };
  if (lacking[0]) return { complete: false, missing: [...new Set(lacking.map(({ why }) => why))].map((why) => ({ who, why })), ...(lacking[0].nearest ? { nearest: lacking[0].nearest } : {}) };
  return { complete: true, relying: [...new Set(gaps.flatMap((gap) => ("relying" in gap ? [gap.relying] : [])))] };
}

export type Coverable = { readonly receiver: BranchId; readonly topic: Topic; readonly relying: ConsentId };

/** Everything this branch may deliver on consent today. */
export function coverable(who: Omit<IntendedDelivery, "receiver" | "topics">): Coverable[] {
  const receivers = new Set(who.consents.flatMap((consent) => consent.receivers));
  const topics = new Set(who.consents.flatMap((consent) => consent.topics));
  const pairs = [...receivers].flatMap((receiver) => [...topics].map((topic) => ({ receiver, topic })));
  return pairs.flatMap(({ receiver, topic }) => {
    const coverage = missingFor({ ...who, receiver, topics: [topic] });
    return coverage.complete ? [{ receiver, topic, relying: coverage.relying }] : [];
  });
}
