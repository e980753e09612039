import type { ComponentChildren } from "preact";
import type { Words } from "../platform/i18n/words.tsx";
import { FieldOf, PostButton, Unseen, type FormState } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Actions, BackLink, Button, Card, Details, Notice, PageTitle, Quote, Said, Stack } from "../ui/index.ts";
import type { ConsentView, Given } from "./consent-view.ts";
import { betweenIn, consentText, placeName } from "./consent-text.ts";
import { ConsentWords, topicNames } from "./consent-words.tsx";

/**
 * A consent as one of the guardians sees it. `nextId`: another question about the same child that waits for an answer; `twinId`: one that is
 * this one turned the other way. `turned`: the same question has just been answered the other way round.
 */
export type FamilyModel = { readonly view: ConsentView; readonly nextId: string | undefined; readonly twinId: string | undefined; readonly turned: boolean };

const childIn = (words: Words, { terms }: ConsentView) => terms.child ?? words.t("consent.answer.unborn");

const disclosingIn = (words: Words, { terms }: ConsentView) => placeName(words, terms.disclosing);

const questionOf = (words: Words, view: ConsentView) =>
  view.terms.about ? words.t("consent.answer.title.you", { disclosing: disclosingIn(words, view) }) : words.t("consent.answer.title", { child: childIn(words, view), ...betweenIn(words, view.terms) });

const overOf = (words: Words, { terms, topics }: ConsentView) => (terms.about ? words.t("consent.answer.over.you") : words.t("consent.answer.over", { topics: topicNames(words, topics) }));

const stopsOf = (words: Words, view: ConsentView) =>
  view.terms.about ? words.t("consent.withdraw.stops.you", { disclosing: disclosingIn(words, view) }) : words.t("consent.withdraw.stops", { disclosing: disclosingIn(words, view), child: childIn(words, view) });

function Asker({ view, seen }: { view: ConsentView; seen: Seen }) {
  const { words } = seen;
  const { askedBy } = view;
  return <p class="quiet">{words.t("consent.answer.asker")} <Said>{askedBy.name}</Said>, {words.say(`role.${askedBy.role}`)}, <Said>{askedBy.unit}</Said>.</p>;
}

/** Until when an answer is waited for, and that silence tells nobody anything. */
function AnswerBy({ view, words }: { view: ConsentView; words: Words }) {
  const day = words.day(view.answerBy);
  if (view.state !== "unanswered") return <p>{words.t("consent.answer.by", { day })}</p>;
  return <Notice kind="info" title={words.t("consent.answer.late", { day })}><p>{words.t("consent.answer.late.text")}</p></Notice>;
}

/** The two answers: of one size, one colour and one row, neither before the other in weight. @ground REQ-041 */
function AnswerForm({ state, words }: { state: FormState; words: Words }) {
  return (
    <form id="answer" method="post" action={state.action} noValidate class="form answer-form">
      <Unseen state={state} />
      <FieldOf state={{ ...state, values: {} }} name="shown" />
      <FieldOf state={state} name="words" />
      <Details summary={words.t("consent.answer.condition")} open={state.problems["reservation"] !== undefined || Boolean(state.values["reservation"])}>
        <FieldOf state={state} name="reservation" />
      </Details>
      <p>{words.t("consent.answer.equal")}</p>
      <div class="answer-pair">
        <Button name="intent" value="granted">{words.t("consent.answer.yes")}</Button>
        <Button name="intent" value="refused">{words.t("consent.answer.no")}</Button>
      </div>
    </form>
  );
}

/** What an answer led to, as far as this guardian may know. @ground REQ-055 */
function outcomeOf(words: Words, view: ConsentView): string {
  if (view.own?.answer === "withdrawn") return words.t("consent.own.stopped");
  if (view.own?.answer === "refused") return words.t("consent.own.no");
  return view.state === "granted" ? words.t("consent.own.inForce", { until: words.day(view.until) }) : words.t("consent.own.notYet");
}

function Standing({ own, view, words }: { own: Given; view: ConsentView; words: Words }) {
  return (
    <Notice kind={own.answer === "granted" ? "success" : "info"} title={words.say(`consent.own.${own.answer}`)}>
      <p>{outcomeOf(words, view)}</p>
      <p>{words.say(`consent.own.when.${own.how}`, { when: words.time(own.at) })}</p>
    </Notice>
  );
}

const TheText = ({ view, words }: { view: ConsentView; words: Words }) => <ConsentWords text={consentText(view.terms, words)} language={words.language} />;

/** How many of the text's parts say who tells whom: that is all that differs when the same question is turned. */
const WHO_PARTS = 2;

/** The whole text, every word of it; of a question that has just been read the other way round, what differs is in sight and the rest behind one press. */
function Asking({ model: { view, turned }, words }: { model: FamilyModel; words: Words }) {
  if (!turned) return <Card><TheText view={view} words={words} /></Card>;
  const drawn = (parts: { from: number; to?: number }) => <ConsentWords text={consentText(view.terms, words)} language={words.language} parts={parts} />;
  return (
    <Card>
      <p>{words.t("consent.answer.turned")}</p>
      {drawn({ from: 0, to: WHO_PARTS })}
      <Details summary={words.t("consent.answer.turned.rest")}>{drawn({ from: WHO_PARTS })}</Details>
    </Card>
  );
}

function Answered({ own, model, seen, state }: { own: Given; model: FamilyModel; seen: Seen; state: FormState }) {
  const { words } = seen;
  const { view } = model;
  const failed = Object.keys(state.problems).length > 0;
  return (
    <Stack>
      <Standing own={own} view={view} words={words} />
      {model.nextId && <p><a href={`/consents/${model.nextId}/answer`}>{words.t("consent.answer.next")}</a></p>}
      {own.words && <Quote by={words.t("consent.answer.ownWords")}>{own.words}</Quote>}
      {own.answer === "granted" && <Actions><PostButton action={`/consents/${view.id}/withdraw`} once={seen.once()} label={words.t("consent.answer.withdraw")} kind="quiet" /></Actions>}
      <Details summary={words.t("consent.answer.read")}><ConsentWords text={own.text} language={own.language} /></Details>
      {own.answer !== "granted" && (
        <Details summary={words.t("consent.answer.change")} open={failed}>
          <TheText view={view} words={words} />
          <AnswerForm state={state} words={words} />
        </Details>
      )}
    </Stack>
  );
}

function Lapsed({ view, words }: { view: ConsentView; words: Words }) {
  return <Notice kind="info" title={words.t("consent.own.lapsed")}><p>{words.t("consent.own.lapsed.text", { until: words.day(view.until) })}</p></Notice>;
}

function Frame({ model, seen, children }: { model: FamilyModel; seen: Seen; children: ComponentChildren }) {
  const { words } = seen;
  return (
    <Stack>
      <BackLink href={`/family/${model.view.childId}`}>{words.t("consent.answer.back")}</BackLink>
      <PageTitle over={overOf(words, model.view)}>{questionOf(words, model.view)}</PageTitle>
      {children}
    </Stack>
  );
}

/** The question to a guardian: the text, and two answers of equal weight; afterwards how it stands, and the way to take it back. */
export function AnswerPage({ model, seen, state }: { model: FamilyModel; seen: Seen; state: FormState }) {
  const { words } = seen;
  const { view } = model;
  if (view.state === "lapsed") return <Frame model={model} seen={seen}><Lapsed view={view} words={words} /></Frame>;
  if (view.own) return <Frame model={model} seen={seen}><Answered own={view.own} model={model} seen={seen} state={state} /></Frame>;
  return (
    <Frame model={model} seen={seen}>
      <Asker view={view} seen={seen} />
      <AnswerBy view={view} words={words} />
      <p><a href="#answer">{words.t("consent.answer.jump")}</a></p>
      <Asking model={model} words={words} />
      <AnswerForm state={state} words={words} />
    </Frame>
  );
}

/** Taking a yes back: one look at what it does, one button. Nobody is asked why. @ground OSL 12:2, REQ-033–034 */
export function WithdrawPage({ model, seen, form }: { model: FamilyModel; seen: Seen; form: ComponentChildren }) {
  const { words } = seen;
  const { view } = model;
  return (
    <Stack>
      <BackLink href={`/family/${view.childId}`}>{words.t("consent.answer.back")}</BackLink>
      <PageTitle lead={words.t("consent.withdraw.lead")}>{words.t("consent.withdraw.title")}</PageTitle>
      {view.own?.answer !== "granted" && <Notice kind="info" title={words.t("refusal.consent.nothing-to-withdraw")} />}
      <ul>
        <li>{stopsOf(words, view)}</li>
        <li>{words.t("consent.withdraw.stays")}</li>
        <li>{words.t("consent.withdraw.help")}</li>
      </ul>
      {form}
      <p><a href={`/consents/${view.id}/answer`}>{words.t("consent.withdraw.keep")}</a></p>
    </Stack>
  );
}
