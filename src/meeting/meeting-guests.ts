import { decidingGuardians, guardianshipsOf, listGuardians, type KnownGuardian } from "../child/index.ts";
import { coverageIn, readConsents, type ConsentsAround, type CoverageHere, type Topic } from "../consent/index.ts";
import { listDeliveriesOf, listWithheld } from "../disclosure/index.ts";
import type { Hand } from "../house.ts";
import { listDecisions } from "../inquiry/index.ts";
import type { Matter } from "../matter/index.ts";
import { listColleagues, type Colleague, type Unit } from "../organisation/index.ts";
import type { Day } from "../platform/clock.ts";

/** An invitation tells that there is contact, and that there is a meeting. @ground OSL 8:1, REQ-015 */
export const INVITATION_TOPICS: readonly Topic[] = ["contact", "meeting"];

type Asking = Pick<Hand, "tx" | "house" | "at" | "today">;

/** Those who are parties whether anybody invites them or not: every guardian who decides, and who carries a child not yet born. */
export async function listParties({ tx, house, at, today }: Asking, matter: Pick<Matter, "id" | "childId" | "bornOn">): Promise<KnownGuardian[]> {
  const [known, withheld] = await Promise.all([listGuardians(tx, house.keys, { child: matter.childId, today }), listWithheld(tx, { matter: matter.id, at })]);
  const deciding = new Set(decidingGuardians(guardianshipsOf(known), matter.bornOn === undefined ? {} : { bornOn: matter.bornOn }, today).map(({ guardian }) => guardian));
  return known.filter(({ personId, kind }) => (deciding.has(personId) || kind === "expecting") && !withheld.everybody && !withheld.persons.has(personId));
}

/** In a branch larger than this, only the nearest are shown to choose from. */
const FEW = 25;

/** Colleagues who could take part: of the whole branch where it is small, else of one's own unit. */
export async function listOwnColleagues({ tx, house, at }: Asking, of: { matter: Pick<Matter, "unitId" | "branchId">; units: readonly Unit[]; not: string }): Promise<Colleague[]> {
  const own = of.units.filter(({ branchId }) => branchId === of.matter.branchId).map(({ id }) => id);
  const all = (await listColleagues(tx, house.keys, { units: own, at })).filter(({ dutyId }) => dutyId !== of.not);
  const near = all.length <= FEW ? all : all.filter(({ unitId }) => unitId === of.matter.unitId);
  return near.toSorted((a, b) => Number(b.unitId === of.matter.unitId) - Number(a.unitId === of.matter.unitId) || a.name.localeCompare(b.name, "sv"));
}

/** A unit that may be needed, and whether the family has said yes to inviting it. `meant`: the decision to work together named it. */
export type Guest = { readonly unit: Unit; readonly coverage: CoverageHere; readonly meant: boolean };

type Named = { readonly known: ReadonlySet<string>; readonly inConsent: (unit: Unit) => boolean; readonly own: string };

/** Of a branch that only a consent names, all its units could be meant; of one that is known from before, those that are. */
export function unitsNamed(units: readonly Unit[], { known, inConsent, own }: Named): Unit[] {
  const met = new Set(units.filter(({ id }) => known.has(id)).map(({ branchId }) => branchId));
  return units.filter((unit) => unit.branchId !== own && (known.has(unit.id) || (!met.has(unit.branchId) && inConsent(unit))));
}

/** Whether a unit may be told about a meeting, and that there is contact. @ground OSL 12:2 */
export const invitable = (consents: ConsentsAround, of: { matter: Pick<Matter, "branchId">; unit: Unit; today: Day }): CoverageHere =>
  coverageIn(consents, { disclosing: of.matter.branchId, receiver: of.unit.branchId, topics: INVITATION_TOPICS, today: of.today });

/**
 * Every unit that could be invited, with what is missing for those that cannot: the units of the latest decision, of the consents,
 * and those one has already exchanged something with.
 */
export async function listGuests({ tx, house, today }: Asking, matter: Matter, units: readonly Unit[]): Promise<Guest[]> {
  const [[latest], consents, deliveries] = await Promise.all([listDecisions(tx, matter), readConsents(tx, house, { child: matter.childId }, today), listDeliveriesOf(tx, matter.id)]);
  const met = deliveries.flatMap(({ toUnitId, fromUnitId }) => [toUnitId, fromUnitId]);
  const receivers = new Set(consents.consents.flatMap(({ consent }) => (consent.disclosing === matter.branchId ? consent.receivers : [])));
  const named = unitsNamed(units, {
    known: new Set([...(latest?.who ?? []), ...met].filter((id) => id !== undefined)), own: matter.branchId, inConsent: ({ branchId }) => receivers.has(branchId),
  });
  return named.map((unit) => ({ unit, coverage: invitable(consents, { matter, unit, today }), meant: latest?.who.includes(unit.id) ?? false }));
}

