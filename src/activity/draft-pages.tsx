import { Fragment, type VNode } from "preact";
import { agesText } from "../directory/index.ts";
import { addDays } from "../platform/clock.ts";
import { isRefusal } from "../platform/result.ts";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import { Breadcrumb, ButtonLink, Card, CheckAnswers, Notice, PageTitle, Said, Stack, Written, type Answer } from "../ui/index.ts";
import { ruleText, whenText } from "./activity-words.ts";
import { nextStep, steps, type Step } from "./draft.ts";
import type { Draft } from "./draft-store.ts";
import { readRule, type EditForm } from "./edit.ts";
import type { Choices } from "./edit-fields.ts";
import { daysOf } from "./recurrence.ts";

export type StepModel = { readonly draft: Draft; readonly step: Step; readonly choices: Choices };

function DraftCrumbs({ draft, last }: { draft: Draft | undefined; last: string }) {
  const words = useWords();
  const own = draft ? [{ label: <Said>{draft.form.name}</Said>, href: `/our/drafts/${draft.id}` }] : [];
  return <Breadcrumb items={[{ label: words.t("keep.title"), href: "/our/activities" }, ...own, { label: last }]} />;
}

/** One step of the questions. */
export function StepPage({ step, draft, form }: { step: Step; draft: Draft | undefined; form: VNode }) {
  const words = useWords();
  const over = words.t("draft.step", { nth: steps.indexOf(step) + 1, of: steps.length });
  return (
    <Stack>
      <DraftCrumbs draft={draft} last={words.t(`draft.step.${step}`)} />
      <PageTitle over={over} lead={words.t(`draft.lead.${step}`)}>{words.t(`draft.step.${step}`)}</PageTitle>
      <Card>{form}</Card>
    </Stack>
  );
}

type Told = { readonly form: EditForm; readonly choices: Choices; readonly words: Words };

const whatTold = ({ form, choices, words }: Told): Answer[] => {
  const help = [form.help1, form.help2].flatMap((kind) => choices.kinds.find((one) => one.kind === kind)?.name ?? []).join(", ");
  return [
    { label: words.t("edit.name"), value: <Said>{form.name}</Said> }, { label: words.t("edit.about"), value: <Said>{form.about}</Said> },
    { label: words.t("edit.kind"), value: words.say(`activity.kind.${form.kind}`) }, { label: words.t("edit.help1"), value: <Written>{help}</Written> }, { label: words.t("edit.level"), value: words.say(`guide.service.${form.level}`) },
    { label: words.t("edit.forWhom"), value: words.say(`activity.for.${form.forWhom}`) }, { label: words.t("guide.service.ages"), value: agesText(words, { from: Number(form.fromAge), to: Number(form.toAge) }) },
    { label: words.t("edit.meet"), value: words.say(`edit.${form.meet}`) },
  ];
};

/** The rule in words, and the first times that come of it: one sees at once when one has chosen the wrong day. */
function Times({ form, seen }: { form: EditForm; seen: Seen }) {
  const { words, today } = seen;
  const rule = readRule(form);
  if (isRefusal(rule)) return <>{words.t("draft.missing")}</>;
  const coming = daysOf(rule, today, addDays(today, 366)).slice(0, 3);
  return <>{ruleText(words, rule)}{rule.every !== "once" && rule.endsOn && <>, {words.t("activity.rule.until", { day: words.shortDay(rule.endsOn) })}</>}. {coming.length > 0 ? words.t("draft.first", { days: coming.map((day) => whenText(words, { day, from: rule.from, to: rule.to }, today)).join("; ") }) : words.t("draft.never")}</>;
}

function whereTold({ form, choices, words }: Told): Answer[] {
  const names = new Intl.DisplayNames(words.locale, { type: "language" });
  return [
    { label: words.t("edit.place"), value: <>{[choices.places.find(({ id }) => id === form.place)?.name, form.placeNote, form.placeLink].filter(Boolean).map((text, nth) => <Fragment key={text}>{nth > 0 && <br />}<Said>{text}</Said></Fragment>)}</> },
    { label: words.t("edit.languages"), value: <Written>{form.languages.map((code) => names.of(code) ?? code).join(", ")}</Written> },
    { label: words.t("edit.interpreter"), value: words.say(`edit.${form.interpreter}`) },
  ];
}

const howTold = ({ form, words }: Told): Answer[] => [
  { label: words.t("edit.signUp"), value: words.say(`edit.signUp.${form.signUp}`) },
  ...(form.signUp === "none" ? [] : [{ label: words.t("edit.capacity"), value: words.t("draft.seats", { seats: form.capacity }) }]),
  { label: words.t("edit.childcare"), value: words.say(`edit.${form.childcare}`) },
  { label: words.t("edit.cost"), value: <>{words.say(`edit.cost.${form.cost}`)}{form.cost === "fee" && form.costNote && <>. <Said>{form.costNote}</Said></>}</> },
  { label: words.t("edit.phone"), value: <Said>{[form.phone, form.email].filter(Boolean).join(", ")}</Said> },
  { label: words.t("edit.review"), value: words.t("edit.review.months", { months: Number(form.review) }) },
];

/** The answers of one step; of one that is not whole, that something is missing. */
function Part({ model: { draft, choices }, step, seen }: { model: Omit<StepModel, "step">; step: Step; seen: Seen }) {
  const { words } = seen;
  const missing = nextStep(draft.form);
  const told: Told = { form: draft.form, choices, words };
  const isWhole = missing === undefined || steps.indexOf(step) < steps.indexOf(missing);
  const answers = { what: () => whatTold(told), when: (): Answer[] => [{ label: words.t("edit.when"), value: <Times form={draft.form} seen={seen} /> }], where: () => whereTold(told), how: () => howTold(told) };
  return (
    <Card title={words.t(`draft.step.${step}`)}>
      {isWhole ? <CheckAnswers items={answers[step]()} /> : <p>{words.t("draft.missing")}</p>}
      <p><ButtonLink kind="quiet" href={`/our/drafts/${draft.id}/${step}`}>{words.t(`draft.change.${step}`)}</ButtonLink></p>
    </Card>
  );
}

/** Every answer before anybody else reads it. */
export function CheckPage({ model, seen, form }: { model: Omit<StepModel, "step">; seen: Seen; form: VNode | undefined }) {
  const { words } = seen;
  const { draft } = model;
  const missing = nextStep(draft.form);
  return (
    <Stack>
      <DraftCrumbs draft={undefined} last={words.t("draft.check")} />
      <PageTitle over={<Said>{draft.form.name}</Said>} lead={words.t("draft.check.lead", { guide: draft.guideName })}>{words.t("draft.check")}</PageTitle>
      {missing && <Notice kind="warning" title={words.t("draft.missing.title")}><p><a href={`/our/drafts/${draft.id}/${missing}`}>{words.t("draft.missing.go", { step: words.t(`draft.step.${missing}`) })}</a></p></Notice>}
      {steps.map((step) => <Part key={step} model={model} step={step} seen={seen} />)}
      {form && <Card title={words.t("draft.publish.title")}><p>{words.t("draft.publish.text")}</p>{form}</Card>}
      <p><a href={`/our/drafts/${draft.id}/remove`}>{words.t("draft.remove")}</a></p>
    </Stack>
  );
}

export function RemovePage({ draft, form }: { draft: Draft; form: VNode }) {
  const words = useWords();
  return (
    <Stack>
      <DraftCrumbs draft={draft} last={words.t("draft.remove")} />
      <PageTitle over={<Said>{draft.form.name}</Said>} lead={words.t("draft.remove.lead")}>{words.t("draft.remove")}</PageTitle>
      {form}
    </Stack>
  );
}
