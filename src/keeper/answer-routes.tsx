import { z } from "zod";
import { agesAround, freshnessOf } from "../directory/directory.ts";
import { byDuty, findGuide, listPeople, type Guide } from "../directory/index.ts";
import { addAnswer, endAnswer, findEditable, listAnswerChanges, listAnswers, listKindNames, listTopics, recheckAnswer, saveAnswer, type Editable } from "../guide/index.ts";
import { dutyOf, form, page, type Hand } from "../house.ts";
import type { Tx } from "../platform/db/connection.ts";
import { isRefusal } from "../platform/result.ts";
import { aboutFields, textFields } from "./answer-fields.ts";
import { AddPage, AnswersPage, EditPage, StepPage, TextsPage, type AnswersModel, type EditModel, type Topic } from "./answer-pages.tsx";
import { aboutFormOf, differing, readAbout, readText, textFormOf, withRest, type AboutForm } from "./answers.ts";
import { GuidePlace, keeps } from "./desk-routes.tsx";
import { languageAsked } from "./words.ts";

const AnswerPlace = GuidePlace.extend({ answer: z.string().regex(/^[a-z0-9-]{1,80}$/) });
const byHand = (hand: Hand) => ({ duty: dutyOf(hand).id, at: hand.at, today: hand.today });

async function loadAnswers(tx: Tx, handle: string): Promise<AnswersModel | undefined> {
  const [guide, answers, topics] = await Promise.all([findGuide(tx, handle), listAnswers(tx, "sv"), listTopics(tx, "sv")]);
  return guide && { guide, topics, answers: answers.map((one) => ({ handle: one.handle, question: one.text.question, checkedOn: one.checkedOn, reviewMonths: one.reviewMonths, owner: one.owner, topic: one.topics[0]! })) };
}

const textsPage = page({
  path: "/guide-work/:guide/texts", ...keeps, audit: { event: "answers.listed" }, params: GuidePlace,
  load: async ({ tx, params, today }) => {
    const model = await loadAnswers(tx, params.guide);
    const due = model?.answers.filter(({ checkedOn, reviewMonths }) => freshnessOf(checkedOn, reviewMonths, today) !== "fresh").sort((one, other) => one.checkedOn.localeCompare(other.checkedOn));
    return model && due && { ...model, answers: due };
  },
  title: (_, words) => words.t("keeper.texts.title"),
  view: (model, seen) => <TextsPage model={model} seen={seen} />,
});

const answersPage = page({
  path: "/guide-work/:guide/answers", ...keeps, audit: { event: "answers.listed" }, params: GuidePlace,
  load: ({ tx, params }) => loadAnswers(tx, params.guide),
  title: (_, words) => words.t("keeper.answers"),
  view: (model) => <AnswersPage model={model} />,
});

/** One answer in one language. Saving the Swedish text says that it is right today, and leaves the other languages behind. @model degerforsmodellen 2.5 R5 */
const editForm = form({
  path: "/guide-work/:guide/answers/:answer", ...keeps, audit: { event: "answer.edited" }, params: AnswerPlace,
  load: async ({ tx, house, params, query }): Promise<EditModel | undefined> => {
    const language = languageAsked(query);
    const [guide, answer, topics, names, changes] = await Promise.all([
      findGuide(tx, params.guide), findEditable(tx, params.answer, language), listTopics(tx, "sv"), listKindNames(tx, "sv"), listAnswerChanges(tx, params.answer)]);
    const people = byDuty(await listPeople(tx, house.keys, { duties: [...new Set(changes.map((one) => one.byDuty))] }));
    return guide && answer && { guide, answer, language, topics, names, changes, people };
  },
  trace: ({ answer, language }) => ({ shown: { answer: answer.handle, language } }),
  title: (_, words) => words.t("keeper.answers"),
  fields: ({ guide, answer, language, topics, names }, words) => ({ ...textFields(words, language === "sv"), ...(language === "sv" ? aboutFields(words, { topics, names, ages: agesAround(guide.ages, answer.ages) }) : {}) }),
  initial: ({ answer, language }) => ({ ...definedOf(textFormOf(answer.text)), ...(language === "sv" ? aboutFormOf(answer) : {}) }),
  version: ({ answer }) => answer.version,
  buttons: () => [],
  view: (model, seen, { state }) => <EditPage model={model} seen={seen} state={state} />,
  perform: async (hand, { model: { guide, answer, language }, values, version }) => {
    const text = readText({ ...values, ...("read" in values ? { read: String(values.read) } : {}) }, language === "sv");
    if (isRefusal(text)) return text;
    const about = language === "sv" ? readAbout(values as unknown as AboutForm) : undefined;
    if (isRefusal(about)) return about;
    const saved = version === answer.version && (await saveAnswer(hand.tx, { answer, language, about: about && withRest(about, answer), text, version }, byHand(hand)));
    if (!saved) return { conflict: differing({ ...textFormOf(answer.text), ...aboutFormOf(answer) }, values) };
    return { to: `/guide-work/${guide.handle}/answers/${answer.handle}${language === "sv" ? "" : `?in=${language}`}`, done: "answerSaved", trace: { shown: { answer: answer.handle, language } } };
  },
});

const definedOf = ({ read, ...form }: ReturnType<typeof textFormOf>) => ({ ...form, read: read ?? "no" });

type Adding = { readonly guide: Guide; readonly topics: readonly Topic[]; readonly names: ReadonlyMap<string, string> };

const addForm = form({
  path: "/guide-work/:guide/answers/new", ...keeps, audit: { event: "answer.added" }, params: GuidePlace,
  load: async ({ tx, params }): Promise<Adding | undefined> => {
    const [guide, topics, names] = await Promise.all([findGuide(tx, params.guide), listTopics(tx, "sv"), listKindNames(tx, "sv")]);
    return guide && { guide, topics, names };
  },
  title: (_, words) => words.t("answer.add"),
  fields: (model, words) => ({ ...textFields(words, true), ...aboutFields(words, { ...model, ages: model.guide.ages }) }),
  initial: ({ guide }) => ({ audience: "parent", fromAge: String(Math.max(0, guide.ages.from)), toAge: String(guide.ages.to), level: "universal", urgent: "no", review: "6" }),
  buttons: () => [],
  view: ({ guide }, _, { state }) => <AddPage guide={guide} state={state} />,
  perform: async (hand, { model: { guide }, values }) => {
    const text = readText(values, true);
    if (isRefusal(text)) return text;
    const about = readAbout(values);
    if (isRefusal(about)) return about;
    const handle = await addAnswer(hand.tx, { unit: dutyOf(hand).unitId, about, text }, byHand(hand));
    return { to: `/guide-work/${guide.handle}/answers/${handle}`, done: "answerAdded", trace: { shown: { answer: handle } } };
  },
});

type Step = { readonly guide: Guide; readonly answer: Editable };
const loadStep = async ({ tx, params }: { tx: Tx; params: z.output<typeof AnswerPlace> }): Promise<Step | undefined> => {
  const [guide, answer] = await Promise.all([findGuide(tx, params.guide), findEditable(tx, params.answer, "sv")]);
  return guide && answer && { guide, answer };
};

const checkForm = form({
  path: "/guide-work/:guide/answers/:answer/check", ...keeps, audit: { event: "answer.checked" }, params: AnswerPlace,
  load: loadStep,
  title: (_, words) => words.t("answer.check"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("answer.check") }],
  view: (step, { words }, { form: drawn }) => <StepPage {...step} title={words.t("answer.check")} lead={words.t("answer.check.lead")} form={drawn} />,
  perform: async (hand, { model: { guide, answer } }) => {
    await recheckAnswer(hand.tx, answer, byHand(hand));
    return { to: `/guide-work/${guide.handle}/texts`, done: "answerChecked", trace: { shown: { answer: answer.handle } } };
  },
});

const endForm = form({
  path: "/guide-work/:guide/answers/:answer/end", ...keeps, audit: { event: "answer.ended" }, params: AnswerPlace,
  load: loadStep,
  title: (_, words) => words.t("answer.end"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("answer.end"), kind: "danger" as const }],
  view: (step, { words }, { form: drawn }) => <StepPage {...step} title={words.t("answer.end")} lead={words.t("answer.end.lead")} form={drawn} />,
  perform: async (hand, { model: { guide, answer } }) => {
    await endAnswer(hand.tx, answer, byHand(hand));
    return { to: `/guide-work/${guide.handle}/answers`, done: "answerEnded", trace: { shown: { answer: answer.handle } } };
  },
});

export const answerRoutes = [textsPage, answersPage, addForm, editForm, checkForm, endForm];
