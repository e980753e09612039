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
import { missingFor, type Missing, type Why } from "./missing.ts";

/** Somebody whose yes is missing, by name; "" when nothing that a person could answer would help. */
export type MissingHere = { readonly name: string; readonly personId?: PersonId; readonly why: Why; readonly topic?: Topic };

/** Whether consent carries a delivery now. `nearest`: the consent that comes closest, where an answer would help. */
export type CoverageHere =
  | { readonly complete: true; readonly relying: string; readonly reservations: readonly string[] }
  | { readonly complete: false; readonly missing: readonly MissingHere[]; readonly nearest?: string };

export type CoverageQuestion = {
  readonly child: { readonly id: string; readonly bornOn?: Day | undefined; readonly expectedOn?: Day | undefined };
  readonly disclosing: BranchId; readonly receiver: BranchId; readonly topics: readonly Topic[]; readonly today: Day;
};

const namedMissing = (around: ConsentsAround, { who, why, topic }: Missing): MissingHere => ({
  name: who === "nobody" ? "" : (around.names.get(who.person) ?? ""), ...(who === "nobody" ? {} : { personId: who.person }), why, ...(topic ? { topic } : {}),
});

/** The same question about consents that are already read, so that one reading answers for several receivers. */
export function coverageIn(around: ConsentsAround, { disclosing, receiver, topics, today }: Omit<CoverageQuestion, "child">): CoverageHere {
  const consents = around.consents.map(({ consent }) => consent);
  const coverage = missingFor({ disclosing, receiver, topics, consents, givers: around.givers, on: today });
  if (!coverage.complete) {
    return { complete: false, missing: coverage.missing.map((one) => namedMissing(around, one)), ...(coverage.nearest ? { nearest: coverage.nearest } : {}) };
  }
  const relied = findKnown(around, coverage.relying);
  return { complete: true, relying: coverage.relying, reservations: relied ? demandedReservations(relied.consent, around.givers, today) : [] };
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
