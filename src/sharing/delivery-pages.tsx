import type { VNode } from "preact";
import { CATALOGUE } from "../access/grounds-catalogue.ts";
import { SECRECY, type BranchKind } from "../access/secrecy.ts";
import { listed } from "../consent/index.ts";
import type { Content, DecisionRecord, Delivered } from "../disclosure/index.ts";
import { ageWords } from "../matter/index.ts";
import { dayOf } from "../platform/clock.ts";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import { PostButton, type FormState } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Actions, BackLink, ButtonLink, Card, Details, Notice, PageTitle, Pairs, Phone, Said, SaidText, Stack, Tag, type Pair, type Shown } from "../ui/index.ts";
import { NextLawfulStep } from "./compose-pages.tsx";
import { Sections, TestsAnswered } from "./parcel-view.tsx";

/** A delivery from one side of it. */
export type Reading = {
  readonly delivery: Delivered; readonly content: Content | undefined;
  /** Whether the actor is its receiver; otherwise its sender. */
  readonly incoming: boolean;
  /** A condition stands before the words. */
  readonly locked: boolean;
  readonly answer: { readonly words: string | undefined; readonly by: string } | undefined;
  readonly receiverKind: BranchKind | undefined;
  /** The guardian it went to. */
  readonly person: string | undefined;
  /** A guardian reads on the family's own pages. */
  readonly family: boolean;
};

type Props = { reading: Reading; seen: Seen };

const groundOf = (code: string) => CATALOGUE.grounds.find((one) => one.code === code);

/** The name of a ground, and where it stands in the law. */
function GroundName({ ground }: { ground: string }) {
  const words = useWords();
  const found = groundOf(ground);
  const name = words.has(`ground.${ground}.name`) ? words.say(`ground.${ground}.name`) : words.t("ground.none.name");
  return <>{name}{found && <span class="quiet"> (<Said>{found.source}</Said>)</span>}</>;
}

/** What a delivery touches. That there is contact goes without saying as soon as it is about anything more. */
export function topicNames(words: Words, what: readonly string[]): string {
  const told = what.length > 1 ? what.filter((topic) => topic !== "contact") : what;
  return told.map((topic) => (words.has(`consent.topicName.${topic}`) ? words.say(`consent.topicName.${topic}`) : topic)).join(", ");
}

/** How it went with a delivery, in a few words. */
const answerKey = ({ decision, answer, asks, openedAt }: Delivered): string => {
  if (decision === "refused") return "delivery.answer.refused";
  if (answer) return `delivery.answer.${answer}`;
  if (asks) return "delivery.answer.waiting";
  return openedAt ? "delivery.answer.opened" : "delivery.answer.none";
};

export function answerWords(words: Words, delivery: Delivered): string {
  return words.say(answerKey(delivery), { day: delivery.openedAt ? words.shortDay(dayOf(delivery.openedAt)) : "" });
}

function headPairs({ delivery, content, incoming, person }: Reading, words: Words): Pair[] {
  const from = content?.from;
  const receiver = delivery.toUnit ? <><Said>{delivery.toUnit}</Said>, <Said>{delivery.toAuthority}</Said></> : <Said>{person ?? words.t("delivery.to.family")}</Said>;
  return [
    { label: words.t("delivery.from"), value: <><Said>{delivery.fromUnit}</Said>, <Said>{delivery.fromAuthority}</Said></> },
    ...(from && incoming ? [{ label: words.t("delivery.contact"), value: <><Said>{from.name}</Said>{words.has(`role.${from.role}`) && `, ${words.say(`role.${from.role}`)}`}{from.phone && <>, <Phone number={from.phone} /></>}</> }] : []),
    { label: words.t("delivery.to"), value: receiver },
    { label: words.t("delivery.sent"), value: words.time(delivery.at) },
    ...(content ? [{ label: words.t("delivery.why"), value: <SaidText>{content.why}</SaidText> }] : []),
    { label: words.t("delivery.ground"), value: <GroundName ground={delivery.ground} /> },
  ];
}

/** The receiver's own rule: secrecy did not come with the words. @ground OSL 7:2, REQ-013 */
function OwnRule({ kind }: { kind: BranchKind | undefined }) {
  const words = useWords();
  if (!kind) return null;
  const { weakest, provision } = SECRECY[kind];
  return <p class="quiet"><strong>{words.t("delivery.secrecy")}.</strong> {words.say(`secrecy.strength.${weakest}`)}{provision !== "none" && <> {words.t("delivery.secrecy.rule", { provision })}</>}</p>;
}

function Waiting({ reading: { delivery }, seen }: Props) {
  const { words } = seen;
  const { id, kind, fromUnit } = delivery;
  return (
    <Notice kind="info" title={words.t("delivery.waiting")}>
      <p>{words.say(`delivery.accept.text.${kind}`, { unit: fromUnit })}</p>
      <p>{words.t("delivery.waiting.text", { unit: fromUnit })}</p>
      <Actions>
        <PostButton action={`/deliveries/${id}/receive`} once={seen.once()} label={words.say(`delivery.accept.${kind}`)} />
        <ButtonLink href={`/deliveries/${id}/return`} kind="quiet">{words.t("delivery.return")}</ButtonLink>
        <a href={`/deliveries/${id}/receive`}>{words.t("delivery.accept.withWords")}</a>
      </Actions>
    </Notice>
  );
}

function TakeIn({ reading: { delivery }, seen }: Props) {
  const { words } = seen;
  return (
    <Actions>
      <PostButton action={`/deliveries/${delivery.id}/take-in`} once={seen.once()} label={words.t("delivery.takeIn")} />
      <p class="hint">{words.t("delivery.takeIn.text")}</p>
    </Actions>
  );
}

/** What the receiver can do now. One thing stands out. */
function ReceiverActions({ reading, seen }: Props): VNode | null {
  const { words } = seen;
  const { delivery, locked } = reading;
  if (locked) return null;
  if (seen.can("delivery.receive")) return <Waiting reading={reading} seen={seen} />;
  if (seen.can("delivery.come")) return <Actions><ButtonLink href={`/deliveries/${delivery.id}/come`}>{words.t("delivery.come")}</ButtonLink></Actions>;
  if (!delivery.receivedMatterId) return delivery.asks ? null : <TakeIn reading={reading} seen={seen} />;
  const reply = `/matters/${delivery.receivedMatterId}/deliver?reply=${delivery.id}`;
  return (
    <Actions>
      {delivery.kind === "question" && <ButtonLink href={reply}>{words.t("delivery.reply")}</ButtonLink>}
      <ButtonLink href={`/matters/${delivery.receivedMatterId}`} kind="quiet">{words.t("delivery.toMatter")}</ButtonLink>
    </Actions>
  );
}

function Locked({ reading: { delivery, content }, seen }: Props) {
  const { words } = seen;
  return (
    <Notice kind="warning" title={words.t("delivery.reservation.title")}>
      <p>{words.t("delivery.reservation.text")}</p>
      <blockquote><SaidText>{content?.reservation}</SaidText></blockquote>
      <PostButton action={`/deliveries/${delivery.id}/open`} once={seen.once()} label={words.t("delivery.reservation.open")} />
    </Notice>
  );
}

/** The frozen document: calm, and readable as it stands for as long as it is kept. */
function Document({ reading: { content, locked }, seen }: Props): VNode | null {
  const { words, today } = seen;
  if (!content || locked) return null;
  return (
    <Card title={<><Said>{content.child.name}</Said>, {ageWords(words, content.child, today)}</>}>
      {content.reservation && <Notice kind="warning" title={words.t("delivery.reservation.standing")}><p><SaidText>{content.reservation}</SaidText></p></Notice>}
      <Sections sections={content.sections} />
      <p class="quiet">{words.t("delivery.frozen")}</p>
    </Card>
  );
}

/** In a form that can be put into a patient's record: who got what, when and on which ground. @ground PDL 3:11, REQ-077 */
function ForJournal({ reading: { delivery, content, person } }: { reading: Reading }) {
  const words = useWords();
  if (!content || delivery.decision === "refused" || SECRECY[delivery.fromKind].authority !== "health") return null;
  const ground = groundOf(delivery.ground);
  const two = content.decision?.two;
  const by = two ? words.t("delivery.journal.two", { preparedBy: two.preparedBy.name, decidedBy: two.decidedBy.name }) : content.from.name;
  const text = words.t("delivery.journal.text", {
    day: words.shortDay(dayOf(delivery.at)), child: content.child.name, receiver: delivery.toUnit ? `${delivery.toUnit}, ${delivery.toAuthority}` : (person ?? words.t("delivery.to.family")),
    ground: words.say(`ground.${delivery.ground}.name`), source: ground?.source ?? "OSL 8:2", what: topicNames(words, delivery.what), by,
  });
  return <Details summary={words.t("delivery.journal")}><p class="hint">{words.t("delivery.journal.hint")}</p><p><SaidText>{text}</SaidText></p></Details>;
}

/** Which two decided, and where the proposal is. @ground REQ-074 */
function ByTwo({ decision: { two, refusedBecause }, proposal }: { decision: DecisionRecord; proposal: string | undefined }) {
  const words = useWords();
  if (!two) return null;
  const { preparedBy, decidedBy } = two;
  const named = ({ name, role }: typeof decidedBy) => <><Said>{name}</Said>, {words.say(`role.${role}`)}</>;
  return (
    <>
      <Pairs items={[{ label: words.t("proposal.askedBy"), value: named(preparedBy) }, { label: words.t(refusedBecause ? "proposal.saidNo" : "proposal.saidYes"), value: named(decidedBy) }]} />
      {proposal && <p><a href={`/proposals/${proposal}`}>{words.t("proposal.see")}</a></p>}
    </>
  );
}

/** How it was decided; for the sender alone. @ground REQ-072–073 */
function Decision({ reading: { delivery, content } }: { reading: Reading }) {
  const words = useWords();
  const decision = content?.decision;
  if (!decision) return null;
  const { answers, request, refusedBecause, others = [] } = decision;
  return (
    <Card title={words.t(refusedBecause ? "delivery.refused.title" : "delivery.decision")}>
      {refusedBecause && <p><SaidText>{refusedBecause}</SaidText></p>}
      {request && <p>{words.t("sharing.check.request")}: <Said>{words.t("sharing.check.request.text", { by: request.by, day: words.shortDay(request.on), what: request.what })}</Said></p>}
      <ByTwo decision={decision} proposal={delivery.proposalId} />
      <p><GroundName ground={delivery.ground} /></p>
      {others.length > 0 && <p>{words.t("sharing.others.decision")}: <Said>{listed(words, others.map(({ name, consents }) => words.t(consents.length > 0 ? "sharing.others.decision.own" : "sharing.others.decision.ground", { name })))}</Said></p>}
      {answers && <TestsAnswered ground={delivery.ground} answers={answers} from={delivery.fromKind} />}
    </Card>
  );
}

function AnswerLine({ reading, seen }: Props) {
  const { words } = seen;
  const { delivery, answer } = reading;
  const when = delivery.answeredAt ? words.shortDay(dayOf(delivery.answeredAt)) : undefined;
  const said: Shown = when && answer?.by ? words.t("delivery.answer.by", { answer: answerWords(words, delivery), day: when, by: answer.by }) : answerWords(words, delivery);
  const kind = delivery.answer === "returned" ? "warning" : delivery.answer === "accepted" ? "success" : "info";
  return <Notice kind={kind} title={<Said>{said}</Said>}>{answer?.words && <p><SaidText>{answer.words}</SaidText></p>}</Notice>;
}

/** What was delivered, on which ground, and what can be done with it now. */
export function DeliveryPage({ reading, seen }: Props): VNode {
  const { words } = seen;
  const { delivery, incoming, locked, content } = reading;
  const back = incoming ? delivery.receivedMatterId : delivery.matterId;
  return (
    <Stack>
      <BackLink href={back ? `/matters/${back}#deliveries` : "/list"} />
      <PageTitle over={<Said>{incoming ? words.t("delivery.over.in", { unit: delivery.fromUnit }) : words.t("delivery.over.out", { unit: delivery.toUnit ?? reading.person ?? words.t("delivery.to.family") })}</Said>}>{words.say(`delivery.title.${delivery.kind}`)} {incoming && !delivery.openedAt && <Tag kind="calm">{words.t("list.new")}</Tag>}</PageTitle>
      {!incoming && <AnswerLine reading={reading} seen={seen} />}
      <Pairs items={headPairs(reading, words)} />
      {incoming && locked && <Locked reading={reading} seen={seen} />}
      {incoming && delivery.answer === "returned" ? <p>{words.t("delivery.returned.text")}</p> : <Document reading={{ ...reading, content }} seen={seen} />}
      {incoming ? <><OwnRule kind={reading.receiverKind} /><ReceiverActions reading={reading} seen={seen} /></> : <><Decision reading={reading} /><ForJournal reading={reading} /></>}
    </Stack>
  );
}

/** Receiving, or taking in, asked once more for whoever comes here by an address. */
export function ReceivePage({ delivery, seen, form, title }: { delivery: Delivered; seen: Seen; form: VNode; title: string }): VNode {
  const { words } = seen;
  const key = `delivery.accept.text.${delivery.kind}`;
  return (
    <Stack>
      <BackLink href={`/deliveries/${delivery.id}`} />
      <PageTitle over={<Said>{delivery.fromUnit}</Said>} lead={words.has(key) ? words.say(key, { unit: delivery.fromUnit }) : words.t("delivery.takeIn.text")}>{title}</PageTitle>
      {form}
    </Stack>
  );
}

export function ReturnPage({ delivery, seen, form, state }: { delivery: Delivered; seen: Seen; form: VNode; state: FormState }): VNode {
  const { words } = seen;
  return (
    <Stack>
      <BackLink href={`/deliveries/${delivery.id}`} />
      <PageTitle lead={words.t("delivery.return.lead", { unit: delivery.fromUnit })}>{words.t("delivery.return.title", { unit: delivery.fromUnit })}</PageTitle>
      <NextLawfulStep state={state} />
      {form}
    </Stack>
  );
}
