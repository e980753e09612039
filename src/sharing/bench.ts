import { mandatesOf, type Needed } from "../access/grounds.ts";
import { CATALOGUE } from "../access/grounds-catalogue.ts";
import { listGuardians, type KnownGuardian } from "../child/index.ts";
import { coverageIn, listSpokenOf, readConsents, type ConsentsAround, type CoverageHere } from "../consent/index.ts";
import { findDelivery, listDeliveriesOf, topicsOf, type Delivered } from "../disclosure/index.ts";
import type { House } from "../house.ts";
import { findMatter, findSealedDraft, openDraft, type Matter } from "../matter/index.ts";
import { findUnit, listBranchColleagues, listReceivingUnits, listUnits, type Unit } from "../organisation/index.ts";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import type { Actor } from "../platform/db/with-actor.ts";
import type { Language } from "../platform/i18n/words.tsx";
import { findPlan } from "../plan/index.ts";
import { listSignals } from "../signal/index.ts";
import type { Bench } from "./compose.ts";
import { listShelves } from "./items.ts";
import { othersIn } from "./others.ts";
import { listRules } from "./proposal-store.ts";
import { draftKind } from "./sharing-store.ts";
import { comingLeads, consentCarries, leadsOn, neededFor, offersFor, sectionsOf, suggestLeads, type Deciding, type Offers, type Parcel, type Suggestion, type Way } from "./sharing.ts";

/** What the pages of a delivery are loaded from. */
export type Looking = { readonly tx: Tx; readonly house: House; readonly actor: Promise<Actor | undefined>; readonly at: Date; readonly today: Day };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const idIn = (query: URLSearchParams, name: string) => {
  const id = query.get(name);
  return id && UUID.test(id) ? id : undefined;
};

/** Units that something has gone to, or come from, in a matter. */
function nearIn(units: readonly Unit[], deliveries: readonly Delivered[], own: Unit): Unit[] {
  const known = new Set(deliveries.flatMap(({ toUnitId, fromUnitId }) => [toUnitId, fromUnitId]));
  return units.filter(({ id }) => known.has(id) && id !== own.id);
}

/** A signal may belong at the own school; whatever else leaves goes to somebody else. */
function suggestionsFor(way: Way, { matter, own, units, practice, on }: { matter: Matter; own: Unit; units: readonly Unit[]; practice: House["practice"]; on: Day }): Suggestion[] {
  if (way === "pass-on") return suggestLeads(leadsOn(practice, matter, on), { own, units });
  const leads = way === "child-lead" ? comingLeads(practice, matter, on) : leadsOn(practice, matter, on);
  return suggestLeads(leads, { own, units: units.filter(({ id, kind }) => id !== own.id && (way !== "child-lead" || kind !== own.kind || leads.length === 1)) });
}

async function findLeadPlan({ tx, house }: Looking, way: Way, matter: Matter): Promise<Bench["plan"]> {
  const plan = way === "plan-lead" ? await findPlan(tx, house, matter) : undefined;
  const latest = plan?.holds && !plan.closed ? plan.adopted[0] : undefined;
  return plan && latest && { id: plan.id, content: latest.content };
}

/** Everything the first page of a delivery needs, in two round trips. */
export async function findBench(looking: Looking, of: { way: Way; matter: string; query: URLSearchParams }): Promise<Bench | undefined> {
  const { tx, house, at, today } = looking;
  const [draftId, askedId] = [idIn(of.query, "draft"), idIn(of.query, "reply")];
  const [matter, units, receiving, sealed, asked, deliveries] = await Promise.all([
    findMatter(tx, house.keys, of.matter), listUnits(tx), listReceivingUnits(tx, at),
    draftId ? findSealedDraft(tx, { matter: of.matter, kind: draftKind(of.way), draft: draftId }) : undefined, askedId ? findDelivery(tx, askedId) : undefined, listDeliveriesOf(tx, of.matter),
  ]);
  const own = matter && units.find(({ id }) => id === matter.unitId);
  if (!matter || !own) return undefined;
  const language = ((await looking.actor)?.language ?? "sv") as Language;
  const [guardians, others, shelves, signals, plan] = await Promise.all([
    listGuardians(tx, house.keys, { child: matter.childId, today }), listSpokenOf(tx, house.keys, matter.childId), listShelves(tx, house, { matter, language }), listSignals(tx, house, matter), findLeadPlan(looking, of.way, matter),
  ]);
  const there = units.filter(({ id }) => receiving.has(id));
  const draft = sealed && { id: sealed.id, parcel: openDraft<Parcel>(matter.key, sealed) };
  return {
    way: of.way, matter, own, units: there, guardians, others: [...others, ...(draft?.parcel.others ?? [])], shelves, signals, plan, language, practice: house.practice, near: nearIn(there, deliveries, own),
    suggestions: suggestionsFor(of.way, { matter, own, units: there, practice: house.practice, on: today }),
    draft, asked: asked?.kind === "question" && asked.receivedMatterId === matter.id ? asked : undefined,
  };
}

export type Covered = { readonly unit: Unit; readonly coverage: CoverageHere };

/** A delivery on its way: put together, not yet sent. */
export type Step = {
  readonly way: Way; readonly draft: string; readonly parcel: Parcel; readonly matter: Matter; readonly own: Unit; readonly language: Language;
  readonly units: readonly Unit[]; readonly persons: readonly KnownGuardian[];
  /** The receivers behind a boundary, each with how far consent carries. */
  readonly foreign: readonly Covered[];
  readonly offers: Offers;
  readonly deciding: Deciding;
  /** Whose yes the chosen ground waits for besides the sender's own. */
  readonly needed: Needed | undefined;
};

type Judged = Pick<Step, "matter" | "parcel" | "language">;

/** How far consent carries a parcel to each receiver behind a boundary. @ground REQ-035 */
export function coverIn(consents: ConsentsAround, { matter, parcel, language, today }: Judged & { today: Day }, units: readonly Unit[]): Covered[] {
  const topics = topicsOf(sectionsOf(parcel, language));
  const foreign = units.filter(({ branchId }) => branchId !== matter.branchId);
  return foreign.map((unit) => ({ unit, coverage: coverageIn(consents, { disclosing: matter.branchId, receiver: unit.branchId, topics, today, others: othersIn(parcel) }) }));
}

const idsIn = (parcel: Parcel, kind: "unit" | "person") => parcel.to.filter((ref) => ref.startsWith(`${kind}:`)).map((ref) => ref.slice(kind.length + 1));

type Around = { readonly matter: Matter; readonly guardians: Promise<readonly KnownGuardian[]> };

/** Who decides here. Nobody is asked to decide about the own child. @ground FL 16 */
async function findDeciding({ tx, house, at, today, actor }: Looking, { matter, guardians }: Around): Promise<Deciding> {
  const [self, all, rules, around] = await Promise.all([actor, listBranchColleagues(tx, house.keys, { branch: matter.branchId, at }), listRules(tx, { branch: matter.branchId, today }), guardians]);
  const own = all.find(({ dutyId }) => dutyId === self?.duty?.id);
  const family = new Set(around.map(({ personId }) => personId));
  return { own: own ? mandatesOf(own) : [], colleagues: all.filter(({ personId }) => personId !== self?.personId && !family.has(personId)), rules };
}

const neededOf = ({ ground }: Parcel, deciding: Deciding): Needed | undefined => {
  const chosen = CATALOGUE.grounds.find(({ code }) => code === ground);
  return chosen && neededFor(chosen, deciding);
};

/** The same step with another ground, or other words. */
export const withGround = (step: Step, parcel: Parcel): Step => ({ ...step, parcel, needed: step.foreign.length > 0 ? neededOf(parcel, step.deciding) : undefined });

/** A draft of the actor's own with what is needed to judge it. */
export async function findStep(looking: Looking, of: { way: Way; matter: string; draft: string }): Promise<Step | undefined> {
  const { tx, house, today } = looking;
  const [matter, sealed] = await Promise.all([findMatter(tx, house.keys, of.matter), findSealedDraft(tx, { ...of, kind: draftKind(of.way) })]);
  if (!matter || !sealed) return undefined;
  const kept = openDraft<Parcel>(matter.key, sealed);
  const family = listGuardians(tx, house.keys, { child: matter.childId, today });
  const [actor, own, guardians, deciding, consents, ...found] = await Promise.all([
    looking.actor, findUnit(tx, matter.unitId), family, findDeciding(looking, { matter, guardians: family }), readConsents(tx, house, { child: matter.childId }, today),
    ...idsIn(kept, "unit").map((id) => findUnit(tx, id)),
  ]);
  const language = (actor?.language ?? "sv") as Language;
  const units = found.filter((unit) => unit !== undefined);
  const foreign = coverIn(consents, { matter, parcel: kept, language, today }, units);
  // Once everybody has said yes there is nothing left to weigh: nobody is asked for a ground that the answers already are.
  const parcel: Parcel = kept.ground === undefined && foreign.length > 0 && consentCarries(foreign) ? { ...kept, ground: "consent" } : kept;
  const sender = { own: own!, child: matter, on: today, requested: parcel.request !== undefined };
  return {
    way: of.way, draft: sealed.id, parcel, matter, own: own!, language, units, foreign, persons: guardians.filter(({ personId }) => idsIn(parcel, "person").includes(personId)),
    offers: offersFor(sender, foreign.map(({ unit }) => unit), deciding), deciding, needed: foreign.length > 0 ? neededOf(parcel, deciding) : undefined,
  };
}
