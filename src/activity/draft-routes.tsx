import { z } from "zod";
import { dutyOf, form, type Hand } from "../house.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { isRefusal, refuse } from "../platform/result.ts";
import { choice, type Field, type Fields, type Values } from "../platform/web/fields.ts";
import { asked, BLANK, faultIn, nextStep, settled, steps, type Step } from "./draft.ts";
import { CheckPage, RemovePage, StepPage, type StepModel } from "./draft-pages.tsx";
import { beginDraft, dropDraft, findDraft, listFillable, loadChoices, publish, saveDraft, type Fillable } from "./draft-store.ts";
import { differences, readEdited, type EditForm } from "./edit.ts";
import { editFields, type Choices } from "./edit-fields.ts";
import { logChange } from "./history-store.ts";

const byHand = (hand: Hand) => ({ unit: dutyOf(hand).unitId, duty: dutyOf(hand).id, at: hand.at });

/** The questions of one step, in their order. */
function stepFields(step: Step, choices: Choices, words: Words): Fields {
  const all: Readonly<Record<string, Field>> = editFields(choices, words);
  return Object.fromEntries(asked[step].map((name) => [name, all[name]!]));
}

const answersIn = (values: Values<Fields>): Partial<EditForm> => values as Partial<EditForm>;

/** Where one goes on: at what is still missing, or at the answers as a whole. */
const onward = (draft: string, form: EditForm): string => {
  const next = nextStep(form);
  return next ? `/our/drafts/${draft}/${next}` : `/our/drafts/${draft}`;
};

type Beginning = { readonly guides: readonly Fillable[]; readonly choices: Choices };

/** Begins an activity: only for a unit that whoever keeps a guide has let in. */
const newForm = form({
  path: "/our/activities/new", area: "staff", access: "staff", audit: { event: "activity.begun" },
  load: async ({ tx }): Promise<Beginning | undefined> => {
    const guides = await listFillable(tx);
    return guides[0] && { guides, choices: await loadChoices(tx, guides[0].id, {}) };
  },
  title: (_, words) => words.t("draft.new"),
  fields: ({ guides, choices }, words) => ({
    ...(guides.length > 1 ? { guide: choice({ label: words.t("draft.guide"), required: true, options: guides.map(({ id, name }) => ({ value: id, label: name, said: true })) }) } : {}),
    ...stepFields("what", choices, words),
  }),
  initial: () => ({ forWhom: BLANK.forWhom }),
  buttons: (_, words) => [{ label: words.t("draft.next") }],
  view: (_, __, drawn) => <StepPage step="what" draft={undefined} form={drawn.form} />,
  perform: async (hand, { model: { guides }, values: { guide, ...values } }) => {
    const answered = settled({ ...BLANK, ...answersIn(values) });
    const wrong = faultIn("what", answered);
    if (wrong) return wrong;
    const draft = await beginDraft(hand.tx, typeof guide === "string" ? guide : guides[0]!.id, answered, byHand(hand));
    return { to: onward(draft, answered), done: "draftSaved", trace: { shown: { draft } } };
  },
});

const stepForm = form({
  path: "/our/drafts/:draft/:step", area: "staff", access: "activity.write", audit: { event: "activity.drafted" }, params: z.object({ draft: z.uuid(), step: z.enum(steps) }),
  load: async ({ tx, params: { draft: id, step } }): Promise<StepModel | undefined> => {
    const draft = await findDraft(tx, id);
    return draft && { draft, step, choices: await loadChoices(tx, draft.guideId, draft.form) };
  },
  title: ({ step }, words) => words.t(`draft.step.${step}`),
  fields: ({ step, choices }, words) => stepFields(step, choices, words),
  initial: ({ draft: { form: written }, step }) => Object.fromEntries(asked[step].map((name) => [name, written[name]])),
  version: ({ draft }) => draft.version,
  buttons: (_, words) => [{ label: words.t("draft.next") }],
  view: ({ draft, step }, _, drawn) => <StepPage step={step} draft={draft} form={drawn.form} />,
  perform: async (hand, { model: { draft, step }, values, version }) => {
    const answered = settled({ ...draft.form, ...answersIn(values) });
    const wrong = faultIn(step, answered);
    if (wrong) return wrong;
    if (!(await saveDraft(hand.tx, { id: draft.id, version }, answered, byHand(hand)))) {
      const now = differences(draft.form, answered);
      return { conflict: Object.fromEntries(Object.entries(now).filter(([name]) => name in values)) };
    }
    return { to: onward(draft.id, answered), done: "draftSaved", trace: { shown: { draft: draft.id, step } } };
  },
});

/** All the answers before anybody else reads them; its one button lets everybody. */
const checkForm = form({
  path: "/our/drafts/:draft", area: "staff", access: "activity.write", audit: { event: "activity.published" }, params: z.object({ draft: z.uuid() }),
  load: async ({ tx, params }): Promise<Omit<StepModel, "step"> | undefined> => {
    const draft = await findDraft(tx, params.draft);
    return draft && { draft, choices: await loadChoices(tx, draft.guideId, draft.form) };
  },
  title: (_, words) => words.t("draft.check"),
  fields: () => ({}),
  version: ({ draft }) => draft.version,
  buttons: ({ draft }, words) => (nextStep(draft.form) ? [] : [{ label: words.t("draft.publish") }]),
  view: (model, seen, drawn) => <CheckPage model={model} seen={seen} form={nextStep(model.draft.form) ? undefined : drawn.form} />,
  perform: async (hand, { model: { draft }, version }) => {
    if (nextStep(draft.form)) return refuse("activity.unfinished");
    const edited = readEdited(draft.form);
    if (isRefusal(edited)) return edited;
    if (!(await dropDraft(hand.tx, { id: draft.id, version }))) return refuse("activity.rewritten");
    const { unit, duty, at } = byHand(hand);
    const { id, handle } = await publish(hand.tx, { draft, edited, unit, at, today: hand.today });
    await logChange(hand.tx, { activity: id, what: "published", duty, at });
    return { to: `/our/activities/${handle}`, done: "activityPublished", trace: { shown: { activity: handle } } };
  },
});

const removeForm = form({
  path: "/our/drafts/:draft/remove", area: "staff", access: "activity.write", audit: { event: "draft.removed" }, params: z.object({ draft: z.uuid() }),
  load: ({ tx, params }) => findDraft(tx, params.draft),
  title: (_, words) => words.t("draft.remove"),
  fields: () => ({}),
  version: ({ version }) => version,
  buttons: (_, words) => [{ label: words.t("draft.remove"), kind: "danger" }],
  view: (draft, _, drawn) => <RemovePage draft={draft} form={drawn.form} />,
  perform: async (hand, { model: draft, version }) => {
    if (!(await dropDraft(hand.tx, { id: draft.id, version }))) return refuse("activity.rewritten");
    return { to: "/our/activities", done: "draftRemoved", trace: { shown: { draft: draft.id } } };
  },
});

export const draftRoutes = [newForm, removeForm, checkForm, stepForm];
