import type { VNode } from "preact";
import { freshnessOf } from "../directory/directory.ts";
import type { Guide, Somebody } from "../directory/index.ts";
import type { AnswerChange, Editable } from "../guide/index.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { FieldOf, FormButtons, PostButton, Unseen, type FormState } from "../platform/web/form.tsx";
import type { Seen } from "../platform/web/route.ts";
import { ButtonLink, Card, Empty, Notice, PageTitle, Quote, Said, Stack, Tag, Written } from "../ui/index.ts";
import { deskOf, KeeperCrumbs, languageName } from "./keeper-pages.tsx";
import { guideLanguages } from "./words.ts";

export type Topic = { readonly handle: string; readonly name: string };
export type AnswerLine = { readonly handle: string; readonly question: string; readonly checkedOn: string; readonly reviewMonths: number; readonly owner: string; readonly topic: string };
export type AnswersModel = { readonly guide: Guide; readonly answers: readonly AnswerLine[]; readonly topics: readonly Topic[] };

const pathOf = (guide: Guide, handle: string): string => deskOf(guide, `/answers/${handle}`);

/** One answer to keep true: since when, one press, or change it. */
function Kept({ guide, answer, seen }: { guide: Guide; answer: AnswerLine; seen: Seen }) {
  const { words, today } = seen;
  const isDue = freshnessOf(answer.checkedOn, answer.reviewMonths, today) !== "fresh";
  return (
    <li class="kept">
      <h2><a href={pathOf(guide, answer.handle)}><Written>{answer.question}</Written></a></h2>
      <p>{isDue && <Tag kind="late">{words.t("keeper.texts.due")}</Tag>} <span class="quiet">{words.t("keeper.texts.checked", { day: words.day(answer.checkedOn), owner: answer.owner })}</span></p>
      {isDue && <div class="actions"><PostButton action={`${pathOf(guide, answer.handle)}/check`} once={seen.once()} label={words.t("answer.check")} /><ButtonLink href={pathOf(guide, answer.handle)} kind="quiet">{words.t("answer.change")}</ButtonLink></div>}
    </li>
  );
}

/** The answers whose day to look at them has passed, the oldest first. @model degerforsmodellen 2.5 R5 */
export function TextsPage({ model: { guide, answers }, seen }: { model: AnswersModel; seen: Seen }) {
  const words = useWords();
  return (
    <Stack>
      <KeeperCrumbs guide={guide} trail={[{ label: words.t("keeper.texts.title") }]} />
      <PageTitle lead={words.t("keeper.texts.lead")}>{words.t("keeper.texts.title")}</PageTitle>
      {answers.length === 0 && <Empty title={words.t("keeper.texts.none")} text={words.t("keeper.texts.none.text")} action={<a href={deskOf(guide, "/answers")}>{words.t("keeper.answers")}</a>} />}
      <ul class="kepts">{answers.map((answer) => <Kept key={answer.handle} guide={guide} answer={answer} seen={seen} />)}</ul>
    </Stack>
  );
}

/** Every answer by topic, and the way to a new one. */
export function AnswersPage({ model: { guide, answers, topics } }: { model: AnswersModel }) {
  const words = useWords();
  return (
    <Stack>
      <KeeperCrumbs guide={guide} trail={[{ label: words.t("keeper.answers") }]} />
      <PageTitle lead={words.t("keeper.answers.lead", { count: answers.length })}>{words.t("keeper.answers")}</PageTitle>
      <p><ButtonLink href={deskOf(guide, "/answers/new")}>{words.t("answer.add")}</ButtonLink></p>
      {topics.map(({ handle, name }) => {
        const of = answers.filter(({ topic }) => topic === handle);
        if (of.length === 0) return null;
        return <Card key={handle} title={<Written>{name}</Written>}><ul class="links-list">{of.map((one) => <li key={one.handle}><a href={pathOf(guide, one.handle)}><Written>{one.question}</Written></a></li>)}</ul></Card>;
      })}
    </Stack>
  );
}

export type EditModel = {
  readonly guide: Guide; readonly answer: Editable; readonly language: string; readonly topics: readonly Topic[]; readonly names: ReadonlyMap<string, string>;
  readonly changes: readonly AnswerChange[]; readonly people: ReadonlyMap<string, Somebody>;
};

const WORDED = ["question", "answer", "steps", "happens", "asked", "read"];

/** The form in its two parts: the words, and what the answer is about. */
function AnswerForm({ state, label }: { state: FormState; label: string }) {
  const words = useWords();
  const rest = Object.keys(state.fields).filter((name) => !WORDED.includes(name));
  return (
    <form method="post" action={state.action} noValidate class="form card-form">
      <Unseen state={state} />
      <section class="card"><h2>{words.t("answer.edit.words")}</h2><div class="fields">{WORDED.filter((name) => name in state.fields).map((name) => <FieldOf key={name} state={state} name={name} />)}</div></section>
      {rest.length > 0 && <section class="card"><h2>{words.t("answer.edit.about")}</h2><div class="fields">{rest.map((name) => <FieldOf key={name} state={state} name={name} />)}</div></section>}
      <FormButtons buttons={[{ label }]} />
    </form>
  );
}

function Languages({ guide, answer, language }: Pick<EditModel, "guide" | "answer" | "language">) {
  const words = useWords();
  return (
    <Card title={words.t("answer.languages")}>
      <ul class="links-list">
        {guideLanguages.map((one) => {
          const there = answer.languages.find((text) => text.language === one);
          return (
            <li key={one}>
              {one === language ? <strong><Said>{languageName(one)}</Said></strong> : <a href={`${pathOf(guide, answer.handle)}?in=${one}`}><Said>{languageName(one)}</Said></a>}{" "}
              {!there && <span class="quiet">{words.t("answer.languages.none")}</span>}
              {there?.isBehind && <Tag kind="late">{words.t("answer.languages.behind")}</Tag>}
              {there && !there.humanChecked && <span class="quiet">{words.t("answer.languages.machine")}</span>}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function Log({ changes, people }: Pick<EditModel, "changes" | "people">) {
  const words = useWords();
  if (changes.length === 0) return null;
  return (
    <Card title={words.t("answer.log")}>
      <ul class="links-list">
        {changes.map(({ id, at, what, language, byDuty }) => (
          <li key={id}>{words.t(`answer.log.${what}`)}{language && language !== "sv" && <> (<Said>{languageName(language)}</Said>)</>} <span class="quiet">{words.time(at)} · <Said>{people.get(byDuty)?.name ?? words.t("answer.log.somebody")}</Said></span></li>
        ))}
      </ul>
    </Card>
  );
}

/** An answer as it is edited, in one language: beside it the Swedish it is to say the same as. */
export function EditPage({ model, seen, state }: { model: EditModel; seen: Seen; state: FormState }) {
  const { words } = seen;
  const { guide, answer, language } = model;
  const path = pathOf(guide, answer.handle);
  const isBehind = answer.languages.some((one) => one.language === language && one.isBehind);
  return (
    <Stack>
      <KeeperCrumbs guide={guide} trail={[{ label: words.t("keeper.answers"), href: deskOf(guide, "/answers") }, { label: <Written>{answer.swedish.question}</Written> }]} />
      <PageTitle over={<Said>{languageName(language)}</Said>} lead={words.t("keeper.texts.checked.short", { day: words.day(answer.checkedOn) })}><Written>{answer.swedish.question}</Written></PageTitle>
      <div class="actions">
        <ButtonLink href={`/answers/${answer.handle}`} kind="quiet">{words.t("answer.as-public")}</ButtonLink>
        <ButtonLink href={`${path}/end`} kind="quiet">{words.t("answer.end")}</ButtonLink>
      </div>
      {isBehind && <Notice kind="warning" title={words.t("answer.behind")}><p>{words.t("answer.behind.text")}</p></Notice>}
      {language !== "sv" && <Card title={words.t("answer.swedish")}><Quote>{[answer.swedish.answer, ...answer.swedish.steps.map((step) => `• ${step}`), answer.swedish.happens].join("\n")}</Quote></Card>}
      <AnswerForm state={state} label={words.t("answer.save")} />
      <Card title={words.t("answer.check.title")}><PostButton action={`${path}/check`} once={seen.once()} kind="quiet" label={words.t("answer.check")} /></Card>
      <Languages guide={guide} answer={answer} language={language} />
      <Log changes={model.changes} people={model.people} />
    </Stack>
  );
}

export function AddPage({ guide, state }: { guide: Guide; state: FormState }) {
  const words = useWords();
  return (
    <Stack>
      <KeeperCrumbs guide={guide} trail={[{ label: words.t("keeper.answers"), href: deskOf(guide, "/answers") }, { label: words.t("answer.add") }]} />
      <PageTitle lead={words.t("answer.add.lead")}>{words.t("answer.add")}</PageTitle>
      <AnswerForm state={state} label={words.t("answer.add.save")} />
    </Stack>
  );
}

/** Before an answer is confirmed or taken down: which one. */
export function StepPage({ guide, answer, title, lead, form }: { guide: Guide; answer: Editable; title: string; lead: string; form: VNode }) {
  return (
    <Stack>
      <KeeperCrumbs guide={guide} trail={[{ label: <Written>{answer.swedish.question}</Written>, href: pathOf(guide, answer.handle) }, { label: title }]} />
      <PageTitle over={<Written>{answer.swedish.question}</Written>} lead={lead}>{title}</PageTitle>
      {form}
    </Stack>
  );
}
