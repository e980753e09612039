import { coverageIn, readConsents, readConsentsFor, type ConsentsAround, type CoverageHere, type Why } from "../consent/index.ts";
import { listDeliveriesOf, listSent, topicsOf, type Delivered } from "../disclosure/index.ts";
import { openDraft, type Card as MatterCard, type Knowing, type Look, type Matter, type Next } from "../matter/index.ts";
import { dayOf, daysBetween, type Day } from "../platform/clock.ts";
import { useWords } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Actions, ButtonLink, Card, Row, Rows, Said, SaidText } from "../ui/index.ts";
import { answerWords, topicNames } from "./delivery-pages.tsx";
import { BATONS, offeredNext } from "./offered.ts";
import type { Proposal } from "./proposal.ts";
import { listProposalsOf } from "./proposal-store.ts";
import { othersIn } from "./others.ts";
import { listAnswers, listDrafts, type Answered, type BegunDraft } from "./sharing-store.ts";
import { ruleOf, sectionsOf, wayNames, type Way, type Parcel } from "./sharing.ts";

const buttons: Record<Way, string> = { "pass-on": "passOn", deliver: "deliver", "hand-over": "handOver", "child-lead": "childLead", "plan-lead": "planLead" };

/** The ways that are open from here now. The role of child lead is handed on only by whoever has it. */
const openWays = (matter: Matter, seen: Seen): Way[] => wayNames.filter((way) => seen.can(ruleOf(way).action) && (way !== "child-lead" || matter.role === "child-lead"));

/** Answers whose words are a greeting and not a reason. */
const said: ReadonlySet<Delivered["answer"]> = new Set<Delivered["answer"]>(["accepted", "coming"]);

type Line = { delivery: Delivered; answered: Answered | undefined; matter: Matter };

function LineOf({ delivery, answered, matter }: Line) {
  const words = useWords();
  const { id, kind, at, what, matterId } = delivery;
  const out = matterId === matter.id;
  const other = out ? (delivery.toUnit ?? answered?.person ?? "") : delivery.fromUnit;
  const title = words.say(`delivery.title.${kind}`);
  const waits = out && delivery.asks && !delivery.answer && delivery.decision === "sent";
  return (
    <Row
      sign={delivery.answer === "returned" || delivery.answer === "not-coming" || delivery.decision === "refused" ? "no" : waits ? "day" : "done"}
      label={<Said>{out ? words.t("sharing.card.out", { title, receiver: other }) : words.t("sharing.card.in", { title, sender: other })}</Said>}
      href={`/deliveries/${id}`}
      next={<>{words.t("sharing.card.about", { day: words.shortDay(dayOf(at)), what: topicNames(words, what) })}{answered?.words && <><br /><SaidText>{words.t(said.has(delivery.answer) ? "sharing.card.words" : "sharing.card.reason", { words: answered.words })}</SaidText></>}</>}
      when={out ? (waits ? words.t("sharing.card.waiting", { day: words.shortDay(dayOf(at)) }) : answerWords(words, delivery)) : words.t("delivery.answer.in")}
    />
  );
}

/** How far something that was put together has come, where no other ground was chosen: `ready` when everybody has said yes to just that, `unasked` before anybody has been asked. */
type Draft = { readonly id: string; readonly way: Way; readonly stands: "ready" | "unasked" | "begun" };

type Begun = { readonly drafts: readonly BegunDraft[]; consentsAround(child: string): ConsentsAround; readonly today: Day };

const unasked: ReadonlySet<Why> = new Set<Why>(["not-asked", "receiver-not-covered", "topic-not-covered", "lapsed"]);

function standsOf(coverages: readonly CoverageHere[]): Draft["stands"] {
  if (coverages.length === 0) return "begun";
  if (coverages.every(({ complete }) => complete)) return "ready";
  const missing = coverages.flatMap((one) => (one.complete ? [] : one.missing));
  return missing.length > 0 && missing.every(({ why }) => unasked.has(why)) ? "unasked" : "begun";
}

/** What was begun in a matter, each with how far the family's answers carry it. @ground REQ-035 */
function draftsIn(matter: Matter, { drafts, consentsAround, today }: Begun): Draft[] {
  const own = drafts.filter(({ matterId }) => matterId === matter.id);
  if (own.length === 0) return [];
  const consents = consentsAround(matter.childId);
  return own.map((draft) => {
    const parcel = openDraft<Parcel>(matter.key, draft);
    const about = { disclosing: matter.branchId, topics: topicsOf(sectionsOf(parcel, "sv")), today, others: othersIn(parcel) };
    return { id: draft.id, way: draft.way, stands: standsOf((parcel.ground === undefined || parcel.ground === "consent" ? (parcel.behind ?? []) : []).map((receiver) => coverageIn(consents, { ...about, receiver }))) };
  });
}

const draftAddress = (matter: Matter, { id, way, stands }: Draft) => `/matters/${matter.id}/${way}/${id}/${stands === "ready" ? "check" : "ground"}`;

function DraftLine({ draft, matter }: { draft: Draft; matter: Matter }) {
  const words = useWords();
  return <Row sign="onward" label={words.t("sharing.card.draft", { what: words.t(`sharing.${draft.way}.title`) })} href={draftAddress(matter, draft)} next={words.t(draft.stands === "ready" ? "sharing.card.draft.ready" : "sharing.card.draft.about")} />;
}

/** What waits for a colleague's decision. Nothing of it has left. @ground REQ-074 */
function ProposalLine({ proposal: { id, way, decider, askedAt } }: { proposal: Proposal }) {
  const words = useWords();
  return (
    <Row
      sign="day" label={words.t("sharing.card.proposal", { what: words.t(`sharing.${way}.title`) })} href={`/proposals/${id}`}
      next={<Said>{words.t("sharing.card.proposal.about", { name: decider.name })}</Said>} when={words.t("sharing.card.waiting", { day: words.shortDay(dayOf(askedAt)) })}
    />
  );
}

type Shown = { deliveries: readonly Delivered[]; answers: Map<string, Answered>; drafts: readonly Draft[]; proposals: readonly Proposal[]; matter: Matter; seen: Seen };

function SharingCard({ deliveries, answers, drafts, proposals, matter, seen }: Shown) {
  const { words } = seen;
  const ways = openWays(matter, seen);
  const begun = drafts.filter(({ way }) => ways.includes(way));
  const waiting = proposals.filter(({ state }) => state === "waiting");
  const count = deliveries.length + begun.length + waiting.length;
  return (
    <Card id="deliveries" title={words.t("sharing.card.title")}>
      {count === 0 && <p class="quiet">{words.t("sharing.card.empty")}</p>}
      {count > 0 && (
        <Rows>
          {waiting.map((proposal) => <ProposalLine key={proposal.id} proposal={proposal} />)}
          {begun.map((draft) => <DraftLine key={draft.id} draft={draft} matter={matter} />)}
          {deliveries.map((delivery) => <LineOf key={delivery.id} delivery={delivery} answered={answers.get(delivery.id)} matter={matter} />)}
        </Rows>
      )}
      {ways.length > 0 && <Actions>{ways.map((way) => <ButtonLink key={way} href={`/matters/${matter.id}/${way}`} kind="quiet">{words.say(`sharing.card.${buttons[way]}`)}</ButtonLink>)}</Actions>}
    </Card>
  );
}

/** What the next step of a state waits for the answer to, or was answered with. */
const kindIn: Partial<Record<Matter["state"], Delivered["kind"]>> = { "passed-on": "signal", "handing-over": "matter", noticed: "signal", gathering: "matter" };

/** The way that is the next step of a state. */
const wayOnward: Partial<Record<Matter["state"], Way>> = { noticed: "pass-on", "other-service": "hand-over" };

/** What was read of one matter, or of many. */
type Read = Begun & { readonly deliveries: readonly Delivered[]; readonly proposals: readonly Proposal[] };

/** Whose decision the matter's next step waits for, and what to do after a no. */
function decisionNext(matter: Matter, proposals: readonly Proposal[]): Next | undefined {
  const latest = proposals.find((one) => one.state === "waiting") ?? proposals[0];
  if (latest === undefined) return undefined;
  const { id, state, decider: { name } } = latest;
  if (state === "waiting") return { what: "next.sharing.deciding", values: { name }, href: `/proposals/${id}`, dueOn: matter.dueOn };
  return state === "declined" ? { what: "next.sharing.declined", values: { name }, href: `/proposals/${id}`, dueOn: matter.dueOn } : undefined;
}

/** Whose turn it is while the baton is offered, and what to do when it came back. The newest of its kind tells. */
function nextOf(matter: Matter, read: Read): Next | undefined {
  const { deliveries, proposals, today } = read;
  const way = wayOnward[matter.state];
  const latest = deliveries.find(({ matterId, kind, decision }) => matterId === matter.id && kind === kindIn[matter.state] && decision === "sent");
  const decision = decisionNext(matter, proposals.filter((one) => one.matterId === matter.id && one.way === way && !(latest && latest.at > one.askedAt)));
  if (decision?.what === "next.sharing.deciding") return decision;
  const [begun] = draftsIn(matter, { ...read, drafts: read.drafts.filter((one) => one.way === way) });
  if (begun) return { what: begun.stands === "begun" ? `next.sharing.draft.${begun.way}` : `next.sharing.${begun.stands}.${begun.way}`, href: draftAddress(matter, begun), dueOn: matter.dueOn };
  if (decision) return decision;
  if (!latest) return undefined;
  const unit = latest.toUnit ?? "";
  if (latest.answer === "returned") return { what: "next.sharing.returned", values: { unit }, href: `/deliveries/${latest.id}`, dueOn: matter.dueOn };
  if (latest.answer || (matter.state !== "passed-on" && matter.state !== "handing-over")) return undefined;
  const late = matter.dueOn !== undefined && matter.dueOn < today;
  const values = { unit, days: daysBetween(dayOf(latest.at), today), phone: latest.toPhone ?? "" };
  return { what: late ? "next.sharing.remind" : "next.sharing.waiting", values, href: `/deliveries/${latest.id}`, dueOn: matter.dueOn };
}

const knowing = ({ house: { practice }, today }: Look, read: Read): Knowing => ({
  before: (matter) => offeredNext(matter, read.deliveries, { practice, today }), next: (matter) => nextOf(matter, read),
});

/** What has gone out and come in, with answers and reasons. */
export const sharingCard: MatterCard = {
  load: async (input) => {
    const { tx, house, matterId, today } = input;
    const [deliveries, answersFor, drafts, proposals, consents] = await Promise.all([
      listDeliveriesOf(tx, matterId), listAnswers(tx, house.keys, matterId), listDrafts(tx, [matterId]), listProposalsOf(tx, house.keys, [matterId]), readConsents(tx, house, { matter: matterId }, today),
    ]);
    const read: Read = { deliveries, drafts, proposals, consentsAround: () => consents, today };
    return {
      ...knowing(input, read),
      view: (matter, seen) => <SharingCard deliveries={deliveries} answers={answersFor(matter.branchId)} drafts={draftsIn(matter, read)} proposals={proposals} matter={matter} seen={seen} />,
    };
  },
  know: async (input) => {
    const { tx, house, matters, today } = input;
    const onward = matters.filter(({ state }) => wayOnward[state]).map(({ id }) => id);
    const [deliveries, drafts, proposals, consentsAround] = await Promise.all([
      listSent(tx, { matters: matters.map(({ id }) => id), kinds: [...BATONS, ...Object.values(kindIn)] }),
      onward.length > 0 ? listDrafts(tx, onward) : [], onward.length > 0 ? listProposalsOf(tx, house.keys, onward) : [], readConsentsFor(input),
    ]);
    return knowing(input, { deliveries, drafts, proposals, consentsAround, today });
  },
};
