import { CATALOGUE } from "#src/access/grounds-catalogue.ts";
import { meetChildren, meetUnborn } from "#src/child/index.ts";
import { consentText, hashOf, insertAnswers, insertConsents, TEXT_VERSION, type ConsentId, type NewAnswer, type TextTerms } from "#src/consent/index.ts";
import { acceptDeliveries, insertDeliveries, topicsOf, type Content, type NewDelivery, type Receiver } from "#src/disclosure/index.ts";
import { dutyOf, type Hand } from "#src/house.ts";
import { insertDecisions, insertEntries } from "#src/inquiry/index.ts";
import { openMatters, type OpenedMatter } from "#src/matter/index.ts";
import { changeMeetings, insertMeetings, type MeetingId } from "#src/meeting/index.ts";
import type { Unit } from "#src/organisation/index.ts";
import type { AuditLine } from "#src/platform/audit/audit.ts";
import { addDays } from "#src/platform/clock.ts";
import { wordsIn } from "#src/platform/i18n/words.tsx";
import { newId, type PersonId } from "#src/platform/ids.ts";
import type { DataKey } from "#src/platform/seal/seal.ts";
import { adoptDrafts, insertDrafts, insertPlans, planParcel, type PlanContent } from "#src/plan/index.ts";
import { partyOf } from "#src/plan/plan.ts";
import { areaIds, speaking, windowFor } from "#src/practice/index.ts";
import { tellSenders } from "#src/sharing/index.ts";
import { insertSignals, signalSections } from "#src/signal/index.ts";
import type { GrownChild } from "./county.ts";
import type { Draw } from "./draw.ts";
import { contentOf, decisionWords, meetingWords, planOf, signalOf, TOPICS, wheelOf } from "./words.ts";

/** What somebody at work has at hand: the transaction, the trail, chance, and the units of both sides. */
export type Working = { readonly hand: Hand; readonly draw: Draw; readonly own: Unit; readonly other: Unit; audit(line: AuditLine): void };

/** A child whose signal waits at the child lead's. */
export type Noticed = { readonly child: GrownChild; readonly matter: OpenedMatter; readonly delivery: string };

const sv = wordsIn("sv");
const because = (ground: string) => ({ ground, catalogueVersion: CATALOGUE.version });

const told = (working: Working, event: string, matters: readonly OpenedMatter[]): void =>
  matters.forEach(({ id, childId }) => working.audit({ event, outcome: "granted", forFamily: true, matterId: id, childId }));

async function meet(hand: Hand, children: readonly GrownChild[]): Promise<string[]> {
  const born = await meetChildren(hand, children.flatMap(({ number }) => number ?? []));
  return Promise.all(children.map(async ({ number, carriedBy, expectedOn }) =>
    (number === undefined ? await meetUnborn(hand, { carriedBy: carriedBy!, expectedOn: expectedOn! }) : born.get(number))!.id));
}

const childIn = ({ name, number, bornOn, expectedOn }: GrownChild): Content["child"] => ({ name, number, bornOn, expectedOn });

/** The first half of the way: children are met, what was noticed is written down and passed on to the child lead's unit. */
export async function notice(working: Working, children: readonly GrownChild[]): Promise<Noticed[]> {
  const { hand, draw, own, other } = working;
  const { tx, house, at, today } = hand;
  const duty = dutyOf(hand);
  const ids = await meet(hand, children);
  const dueOn = windowFor(house.practice, "acknowledge-signal", today).latest;
  const matters = await openMatters(tx, house.keys, children.map(({ name, number }, nth) => ({ childId: ids[nth]!, child: { name, number }, duty, state: "passed-on", role: "noticing", dueOn, at })));
  const signals = children.map(() => signalOf(draw, areaIds(house.practice)));
  await insertSignals(tx, matters.map((matter, nth) => ({ id: newId(), matter, byDuty: duty.id, ...signals[nth]!, noticedOn: today, at })));
  const deliveries = await insertDeliveries(tx, house.keys, children.map((child, nth): NewDelivery => {
    const signal = signals[nth]!;
    const sections = signalSections(signal, house.practice, "sv");
    const content = contentOf({ name: hand.actor.name, duty, phone: own.phone }, { title: sv.t("delivery.title.signal"), child: childIn(child), why: "Vi behöver hjälpas åt.", sections, data: { signal: { ...signal.words, areas: signal.areas } } });
    return { batchId: newId(), matter: matters[nth]!, receiver: { unit: other.id, branch: other.branchId }, kind: "signal", what: topicsOf(sections), content, standing: because("no-harm"), decidedBy: duty.id, at };
  }));
  told(working, "signal.written", matters);
  told(working, "delivery.sent", matters);
  return children.map((child, nth) => ({ child, matter: matters[nth]!, delivery: deliveries[nth]! }));
}

/** A child at the child lead's, on the way. */
type Led = { readonly noticed: Noticed; readonly child: GrownChild; readonly matter: OpenedMatter; readonly plan: PlanContent; readonly guardians: readonly PersonId[] };

/** The guardians as the child lead knows them, by child. */
async function guardiansOf({ tx }: Hand, noticed: readonly Noticed[]): Promise<Map<string, PersonId[]>> {
  const rows = await tx.selectFrom("guardianship").where((eb) => eb("child_id", "=", eb.fn.any(eb.val(noticed.map(({ matter }) => matter.childId))))).select(["child_id", "person_id"]).orderBy("person_id").execute();
  const byChild = Map.groupBy(rows, ({ child_id }) => child_id);
  return new Map([...byChild].map(([child, of]) => [child, of.map(({ person_id }) => person_id as PersonId)]));
}

async function receive({ hand, draw, own, other }: Working, noticed: readonly Noticed[], contact: string): Promise<Led[]> {
  const { tx, house, at, today, actor } = hand;
  const areas = areaIds(house.practice);
  const plans = noticed.map(() => planOf(draw, { parties: [partyOf(own, actor.name), partyOf(other, contact)], areas, today }));
  const opening = noticed.map(({ child, matter }, nth) => ({ childId: matter.childId, child: { name: child.name, number: child.number }, duty: dutyOf(hand), state: "planned" as const, role: "child-lead" as const, dueOn: plans[nth]!.followUp.on, at }));
  const [matters, guardians] = [await openMatters(tx, house.keys, opening), await guardiansOf(hand, noticed)];
  await acceptDeliveries(tx, noticed.map(({ delivery }, nth) => ({ delivery, matter: matters[nth]!.id })), { by: actor.personId, at });
  await tellSenders(tx, noticed.map(({ delivery }) => delivery));
  return noticed.map((one, nth) => ({ noticed: one, child: one.child, matter: matters[nth]!, plan: plans[nth]!, guardians: guardians.get(one.matter.childId) ?? [] }));
}

async function gather({ hand, draw, other }: Working, led: readonly Led[]): Promise<void> {
  const { tx, house, at, actor } = hand;
  const common = { words: { how: "I ett samtal.", by: actor.name }, dutyId: dutyOf(hand).id, at };
  await insertEntries(tx, led.flatMap(({ matter }) => wheelOf(draw, areaIds(house.practice)).map((entry) => ({ matter, round: 1, ...entry, ...common }))));
  await insertDecisions(tx, led.map(({ matter }) => ({ matter, outcome: "collaboration", words: decisionWords(other.id, actor.name), dutyId: common.dutyId, at })));
  const meetings = led.map(({ matter }) => ({ id: newId() as MeetingId, matter, words: meetingWords(draw) }));
  await insertMeetings(tx, meetings.map((meeting) => ({ ...meeting, at, by: common.dutyId })));
  await changeMeetings(tx, meetings.map(({ id, matter, words }) => ({ meeting: { id }, key: matter.key, words, state: "held", decision: "collaborate" })));
}

/** A question to the givers, and the text that each of them answers. */
export type Asked = { readonly known: { readonly consent: { readonly id: ConsentId }; readonly childId: OpenedMatter["childId"]; readonly key: DataKey }; readonly text: string; readonly givers: readonly PersonId[]; readonly capacity: "guardian" | "expecting" };

async function ask({ hand, own, other }: Working, led: readonly Led[]): Promise<Asked[]> {
  const { tx, house, at, today } = hand;
  const [until, purpose] = [addDays(today, 300), "Att alla ska kunna hjälpas åt."];
  const questions = led.map(({ child, matter }) => {
    const terms: TextTerms = { child: child.bornOn ? child.name : undefined, disclosing: { name: own.branch, authority: own.authority }, receivers: [{ name: other.branch, authority: other.authority }], topics: TOPICS, purpose, until };
    return { matter, child: terms.child, text: consentText(terms, speaking(house.practice, "sv")) };
  });
  const written = await insertConsents(tx, house.keys, questions.map(({ matter, child, text }) => ({
    matter, child, disclosing: own.branchId, receivers: [other.branchId], topics: TOPICS, purpose, from: today, until, text: { version: TEXT_VERSION, hash: hashOf(text) }, askedBy: dutyOf(hand).id, at,
  })));
  return led.map(({ child, matter, guardians }, nth) => {
    const { id, key } = written[nth]!;
    return { known: { consent: { id }, childId: matter.childId, key }, text: questions[nth]!.text, givers: guardians, capacity: child.bornOn ? "guardian" : "expecting" };
  });
}

/** One giver's yes, with the text it is an answer to. */
export const yesTo = ({ known, text, capacity }: Asked, of: Pick<NewAnswer, "giver" | "by" | "at">): NewAnswer => ({ known, text, hash: hashOf(text), capacity, answer: "granted", language: "sv", ...of });

async function adoptPlans(working: Working, led: readonly Led[], asked: readonly Asked[]): Promise<void> {
  const { hand, own, other } = working;
  const { tx, house, at, actor } = hand;
  const duty = dutyOf(hand);
  const planIds = await insertPlans(tx, led.map(({ matter }) => matter), at);
  const drafts = await insertDrafts(tx, led.map(({ matter, plan }, nth) => ({ matter, planId: planIds[nth]!, content: plan })));
  await adoptDrafts(tx, led.map(({ matter, plan }, nth) => ({ matter, draft: drafts[nth]!, content: plan })), { by: duty.id, at });
  await insertDeliveries(tx, house.keys, led.flatMap(({ child, matter, plan, guardians, noticed }, nth): NewDelivery[] => {
    const { what, sections, data } = planParcel(plan, house.practice, "sv");
    const content = contentOf({ name: actor.name, duty, phone: own.phone }, { title: sv.t("delivery.title.plan"), child: childIn(child), why: sv.t("plan.why"), sections, data });
    const base = { batchId: newId(), matter, kind: "plan" as const, what, content, decidedBy: duty.id, at, planId: planIds[nth]! };
    const party: NewDelivery = { ...base, receiver: { unit: other.id, branch: other.branchId }, standing: { ...because("consent"), consentId: asked[nth]!.known.consent.id }, receivedMatterId: noticed.matter.id };
    return [party, ...guardians.map((person) => ({ ...base, receiver: { person } satisfies Receiver, standing: because("party") }))];
  }));
}

/** The second half: the child lead receives, gathers, decides, asks, meets, and adopts a plan that everybody gets. Returns what guardians answer themselves. */
export async function lead(working: Working, noticed: readonly Noticed[], of: { contact: string; onPaper(asked: Asked): boolean }): Promise<Asked[]> {
  const led = await receive(working, noticed, of.contact);
  await gather(working, led);
  const asked = await ask(working, led);
  const noted = asked.filter(of.onPaper);
  const by = { how: "paper", duty: dutyOf(working.hand).id } as const;
  if (noted.length > 0) await insertAnswers(working.hand.tx, noted.flatMap((one) => one.givers.map((giver) => yesTo(one, { giver, by, at: working.hand.at }))));
  await adoptPlans(working, led, asked);
  for (const event of ["delivery.received", "wheel.written", "decision.made", "consent.asked", "meeting.written", "plan.adopted"]) told(working, event, led.map(({ matter }) => matter));
  return asked.filter((one) => !noted.includes(one));
}
