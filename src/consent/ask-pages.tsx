import type { VNode } from "preact";
import { ChildName, type Matter } from "../matter/index.ts";
import type { Unit } from "../organisation/index.ts";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import type { BranchId, PersonId } from "../platform/ids.ts";
import { choice, choices, day, text, type Field } from "../platform/web/fields.ts";
import { FieldOf, FormButtons, Unseen, type FormState } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { addMonths, addYears, ageOn, type Day } from "../platform/clock.ts";
import { Actions, Breadcrumb, ButtonLink, Card, CheckAnswers, Details, Notice, PageTitle, Row, Rows, Said, SaidText, Stack, WithSide, type Answer } from "../ui/index.ts";
import { DIRECTIONS, JUDGED_FROM, SUGGESTED_MONTHS, type AskDraft } from "./ask.ts";
import { LONGEST_CONSENT_YEARS, type Capacity, type Topic } from "./consent.ts";
import { consentText, listed, placeName, type TextTerms } from "./consent-text.ts";
import { ConsentWords, topicNames } from "./consent-words.tsx";

/** Somebody who will be asked. */
export type Asked = { readonly person: PersonId; readonly name: string; readonly capacity: Capacity; readonly language: string | undefined };

/** What the decision to work together already says of the question: it is changed as easily as it is kept. @ground U02 */
export type Proposed = Pick<AskDraft, "direction" | "topics" | "purpose">;

export type AskModel = { readonly matter: Matter; readonly branch: string; readonly suggested: readonly Unit[]; readonly others: readonly Unit[]; readonly asked: readonly Asked[]; readonly topics: readonly Topic[]; readonly draft: AskDraft | undefined; readonly chosen: readonly string[]; readonly again: Pick<AskDraft, "direction" | "topics" | "purpose"> | undefined; readonly proposed: Proposed | undefined; readonly today: Day };

const unitLabel = (unit: Unit) => `${unit.name}, ${unit.authority}`;

/** The topics to choose among: all of them plain words, that there is contact at all among them. */
const topicOptions = (topics: readonly Topic[], words: Words) => topics.map((topic) => ({ value: topic, label: words.say(`consent.topic.${topic}`) }));

export function askFields({ suggested, others, topics, proposed }: AskModel, words: Words, today: Day) {
  const near = suggested.map((unit) => ({ value: unit.id as string, label: unit.name, hint: unit.authority, said: true }));
  return {
    receivers: choices({ label: words.t("consent.ask.receivers"), hint: words.t("consent.ask.receivers.hint"), options: near }),
    other: choice({ label: words.t("consent.ask.other"), hint: words.t("consent.ask.other.hint"), drawn: "list", options: others.map((unit) => ({ value: unit.id, label: unitLabel(unit) })) }),
    direction: choice({
      label: words.t("consent.ask.direction"), required: true,
      options: DIRECTIONS.map((value) => ({ value, label: words.say(`consent.ask.direction.${value}`), hint: words.say(`consent.ask.direction.${value}.hint`) })),
    }),
    topics: choices({ label: words.t("consent.ask.topics"), hint: words.t(proposed ? "consent.ask.topics.hint.proposed" : "consent.ask.topics.hint"), options: topicOptions(topics, words), required: true }),
    purpose: text({ label: words.t("consent.ask.purpose"), hint: words.t(proposed?.purpose ? "consent.ask.purpose.hint.proposed" : "consent.ask.purpose.hint"), required: true, max: 400, rows: 3 }),
    until: day({
      label: words.t("consent.ask.until"), hint: words.t("consent.ask.until.hint", { day: words.shortDay(addMonths(today, SUGGESTED_MONTHS)) }), required: true,
      from: today, to: addYears(today, LONGEST_CONSENT_YEARS),
    }),
  };
}

type Frame = { readonly matter: Matter; readonly seen: Seen; readonly title: string };

export function ConsentCrumbs({ matter, seen, title }: Frame) {
  return <Breadcrumb items={[{ label: seen.words.t("list.title"), href: "/list" }, { label: <ChildName matter={matter} today={seen.today} />, href: `/matters/${matter.id}` }, { label: title }]} />;
}

/** That a report of concern never waits for this stands wherever consent is asked. @ground SoL 19:1, REQ-080 */
function ConcernFirst({ matterId }: { matterId: string }) {
  const words = useWords();
  return <p class="quiet">{words.t("consent.ask.concern")} <a href={`/matters/${matterId}/concern`}>{words.t("consent.ask.concern.link")}</a></p>;
}

function WhoAnswers({ asked }: { asked: readonly Asked[] }) {
  const words = useWords();
  if (asked.length === 0) return <p>{words.t("consent.ask.who.none")}</p>;
  return <Rows>{asked.map(({ person, name, capacity }) => <Row key={person} name={name} next={words.say(`consent.capacity.${capacity}`)} />)}</Rows>;
}

function AskSide({ model, seen }: { model: AskModel; seen: Seen }) {
  const { words, today } = seen;
  const { matter, asked } = model;
  const old = matter.bornOn !== undefined && ageOn(matter.bornOn, today) >= JUDGED_FROM;
  return (
    <Stack>
      <Card title={words.t("consent.ask.who")} level={2}><WhoAnswers asked={asked} /><p class="quiet">{words.t("consent.ask.others")}</p></Card>
      {old && <Card title={words.t("consent.ask.maturity")}><p>{words.t("consent.ask.maturity.young")}</p><p><a href={`/matters/${matter.id}/maturity`}>{words.t("consent.ask.maturity.link")}</a></p></Card>}
      <ConcernFirst matterId={matter.id} />
    </Stack>
  );
}

/** At least one of the two lists is needed, so neither is marked as optional. */
function AskForm({ state, words }: { state: FormState; words: Words }) {
  const needed = { ...state, fields: { ...state.fields, receivers: { ...state.fields["receivers"]!, required: true } as Field } };
  return (
    <form method="post" action={state.action} noValidate class="form">
      <Unseen state={state} />
      {Object.keys(state.fields).map((name) => <FieldOf key={name} state={name === "receivers" ? needed : state} name={name} />)}
      <FormButtons buttons={[{ label: words.t("consent.ask.button") }]} />
    </form>
  );
}

export function AskPage({ model, seen, state }: { model: AskModel; seen: Seen; state: FormState }) {
  const { words } = seen;
  return (
    <Stack>
      <ConsentCrumbs matter={model.matter} seen={seen} title={words.t("consent.ask.title")} />
      <PageTitle lead={words.t("consent.ask.lead")}>{words.t("consent.ask.title")}</PageTitle>
      <WithSide side={<AskSide model={model} seen={seen} />}>
        <Notice kind="info" title={<>{words.t("consent.ask.own")} <Said>{model.branch}</Said></>}><p>{words.t("consent.ask.own.text")}</p></Notice>
        <AskForm state={state} words={words} />
      </WithSide>
    </Stack>
  );
}

export type CheckQuestion = { readonly disclosing: BranchId; readonly terms: TextTerms };
export type CheckModel = { readonly matter: Matter; readonly draftId: string; readonly draft: AskDraft | undefined; readonly asked: readonly Asked[]; readonly questions: readonly CheckQuestion[] };

function answersOf({ matter, draftId, questions }: CheckModel, words: Words): Answer[] {
  const terms = questions[0]!.terms;
  const href = `/matters/${matter.id}/consents/new?draft=${draftId}`;
  const line = ({ terms: { disclosing, receivers } }: CheckQuestion) => (
    <p><Said>{words.t("consent.check.line", { disclosing: placeName(words, disclosing), receivers: listed(words, receivers.map((one) => placeName(words, one))) })}</Said></p>
  );
  return [
    { label: words.t("consent.ask.direction"), value: <>{questions.map((question) => <div key={question.disclosing}>{line(question)}</div>)}</>, href },
    { label: words.t("consent.page.topics"), value: topicNames(words, terms.topics), href },
    { label: words.t("consent.page.purpose"), value: <SaidText>{terms.purpose}</SaidText>, href },
    { label: words.t("consent.page.until"), value: words.day(terms.until), href },
  ];
}

function QuestionText({ question, asked, open }: { question: CheckQuestion; asked: readonly Asked[]; open: boolean }) {
  const words = useWords();
  const base = words.language;
  const english = base !== "en" && asked.some(({ language }) => language === "en");
  return (
    <Details open={open} summary={<span>{words.t("consent.check.text")} <Said>{placeName(words, question.terms.disclosing)}</Said></span>}>
      <ConsentWords text={consentText(question.terms, words)} language={base} level={3} />
      {english && <Details summary={words.t("consent.check.english")}><ConsentWords text={consentText(question.terms, words.in("en"))} language="en" level={3} /></Details>}
    </Details>
  );
}

function Recipients({ asked }: { asked: readonly Asked[] }) {
  const words = useWords();
  const alone = asked.filter(({ capacity }) => capacity === "child");
  return (
    <Card title={words.t("consent.check.who")}>
      <WhoAnswers asked={asked} />
      <p class="quiet">{words.t("consent.check.letter")}</p>
      {alone.map(({ person, name }) => <p key={person}>{words.t("consent.check.child", { name })}</p>)}
    </Card>
  );
}

/** Everything that is about to be asked, in the words the family will read. @ground U06 */
export function CheckPage({ model, seen, form }: { model: CheckModel; seen: Seen; form: VNode }) {
  const { words } = seen;
  const title = words.t("consent.check.title");
  if (!model.draft) {
    return (
      <Stack>
        <ConsentCrumbs matter={model.matter} seen={seen} title={title} />
        <PageTitle lead={words.t("refusal.consent.draft-gone.next")}>{words.t("refusal.consent.draft-gone")}</PageTitle>
        <Actions><ButtonLink href={`/matters/${model.matter.id}`}>{words.t("error.toChild")}</ButtonLink></Actions>
      </Stack>
    );
  }
  return (
    <Stack>
      <ConsentCrumbs matter={model.matter} seen={seen} title={title} />
      <PageTitle lead={words.t("consent.check.lead")}>{title}</PageTitle>
      <Card><CheckAnswers items={answersOf(model, words)} /></Card>
      <Recipients asked={model.asked} />
      <Card title={words.t("consent.check.texts")}>
        {model.questions.map((question, nth) => <QuestionText key={question.disclosing} question={question} asked={model.asked} open={nth === 0} />)}
      </Card>
      {form}
      <ConcernFirst matterId={model.matter.id} />
    </Stack>
  );
}

