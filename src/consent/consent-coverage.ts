import { CATALOGUE } from "../access/grounds-catalogue.ts";
import type { Standing } from "../disclosure/index.ts";
import type { House } from "../house.ts";
import type { Matter } from "../matter/index.ts";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import type { BranchId, PersonId } from "../platform/ids.ts";
import { refuse, type Refusal } from "../platform/result.ts";
import { demandedReservations, type Topic } from "./consent.ts";
import { readConsents } from "./consent-store.ts";
import { findKnown, type ConsentsAround } from "./consent-view.ts";
import { missingFor, missingOf, type Missing, type Why } from "./missing.ts";

/** Somebody whose yes is missing, by name; "" when nothing that a person could answer would help. */
export type MissingHere = { readonly name: string; readonly personId?: PersonId; readonly why: Why; readonly topic?: Topic };

/** Somebody else that some of what is delivered speaks of. `items`: the words, each by its fingerprint. @ground REQ-039 */
export type OtherHere = { readonly id: PersonId; readonly name: string; readonly items: readonly string[] };

/** How far one such person's own yes carries. */
export type OtherStanding = { readonly other: OtherHere } & ({ readonly complete: true; readonly relying: readonly string[] } | { readonly complete: false; readonly why: readonly Why[]; readonly nearest: string | undefined });

/**
 * Whether consent carries a delivery now. `nearest`: the consent that comes closest, where an answer would help. `others`: everybody
 * else it speaks of, each with how far that person's own yes carries.
 */
export type CoverageHere =
  | { readonly complete: true; readonly relying: string; readonly reservations: readonly string[]; readonly others: readonly OtherStanding[] }
  | { readonly complete: false; readonly missing: readonly MissingHere[]; readonly nearest?: string; readonly others: readonly OtherStanding[] };

export type CoverageQuestion = {
  readonly child: { readonly id: string; readonly bornOn?: Day | undefined; readonly expectedOn?: Day | undefined };
  readonly disclosing: BranchId; readonly receiver: BranchId; readonly topics: readonly Topic[]; readonly today: Day;
  readonly others?: readonly OtherHere[];
};

const namedMissing = (around: ConsentsAround, { who, why, topic }: Missing): MissingHere => ({
  name: who === "nobody" ? "" : (around.names.get(who.person) ?? ""), ...(who === "nobody" ? {} : { personId: who.person }), why, ...(topic ? { topic } : {}),
});

type Told = Omit<CoverageQuestion, "child" | "topics">;

/** The own yes of everybody else it speaks of. */
function othersIn(around: ConsentsAround, { disclosing, receiver, today, others = [] }: Told): OtherStanding[] {
  const consents = around.aboutOthers.map(({ consent }) => consent);
  return others.map((other): OtherStanding => {
    const coverage = missingOf({ disclosing, receiver, consents, on: today, other: { person: other.id, items: other.items } });
    return coverage.complete ? { other, complete: true, relying: coverage.relying } : { other, complete: false, why: coverage.missing.map(({ why }) => why), nearest: coverage.nearest };
  });
}

/** The conditions that everybody whose yes is relied on has made. */
const reservationsOf = (around: ConsentsAround, relying: readonly string[], today: Day): string[] =>
  relying.flatMap((id) => {
    const known = findKnown(around, id);
    return known ? demandedReservations(known.consent, around.givers, today) : [];
  });

/** The same question about consents that are already read, so that one reading answers for several receivers. */
export function coverageIn(around: ConsentsAround, { topics, ...told }: Omit<CoverageQuestion, "child">): CoverageHere {
  const { disclosing, receiver, today } = told;
  const coverage = missingFor({ disclosing, receiver, topics, consents: around.consents.map(({ consent }) => consent), givers: around.givers, on: today });
  const others = othersIn(around, told);
  if (!coverage.complete) {
    return { complete: false, others, missing: coverage.missing.map((one) => namedMissing(around, one)), ...(coverage.nearest ? { nearest: coverage.nearest } : {}) };
  }
  if (others.some(({ complete }) => !complete)) return { complete: false, others, missing: [] };
  const all = [coverage.relying, ...others.flatMap((one) => (one.complete ? one.relying : []))];
  return { complete: true, relying: coverage.relying, others, reservations: reservationsOf(around, all, today) };
}

/**
 * Whether consent carries a delivery at this moment, read in the delivery's own transaction: a consent taken back a second ago
 * carries nothing. Otherwise exactly whose yes is missing, and why. @ground REQ-033, REQ-035
 */
export async function findCoverage(tx: Tx, house: House, question: CoverageQuestion): Promise<CoverageHere> {
  return coverageIn(await readConsents(tx, house, { child: question.child.id }, question.today), question);
}

/** What a delivery on consent stands on, or that somebody's yes is missing. */
export async function consentStanding(tx: Tx, house: House, of: { matter: Pick<Matter, "childId" | "branchId">; receiver: BranchId; topics: readonly Topic[]; today: Day }): Promise<Standing | Refusal> {
  const coverage = await findCoverage(tx, house, { child: { id: of.matter.childId }, disclosing: of.matter.branchId, receiver: of.receiver, topics: of.topics, today: of.today });
  if (!coverage.complete) return refuse("consent.missing");
  return { ground: "consent", catalogueVersion: CATALOGUE.version, consentId: coverage.relying };
}
