import type { Hand } from "../house.ts";
import { listColleagues } from "../organisation/index.ts";
import { newId } from "../platform/ids.ts";
import { addMonths } from "../platform/clock.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { refuse, type Refusal } from "../platform/result.ts";
import { choice, choices, day, line, text, type FieldOption, type Fields, type Raw, type Values } from "../platform/web/fields.ts";
import { textIn, windowFor } from "../practice/index.ts";
import { followUpForms, isDoneBy, partyOf, type Doer, type DraftMeasure, type FollowUpForm, type Goal, type Party, type PlanDraft, type SectionId } from "./plan.ts";
import { areaName, sectionLabel } from "./plan-sections.ts";
import type { Writing } from "./plan-writing.ts";

/**
 * One part of the plan as one small form: drawn on the plan's own page, and on a page of its own when something is wrong. The
 * parts are values so that the page, the route and the comparison of two writers' texts cannot disagree.
 */
export type Part<F extends Fields> = {
  /** The end of its address, under the plan's. */
  readonly path: string;
  readonly section: SectionId;
  /** What it changes, as the draft remembers changes; nothing for what is only added, which disturbs nobody. */
  readonly key?: string;
  /** Its short fields, which stand beside each other where there is room. */
  readonly beside?: readonly (keyof F & string)[];
  /** The text of its button is `plan.do.<button>`. */
  readonly button: "save" | "add";
  fields(writing: Writing, words: Words, today: string): F;
  initial(writing: Writing): Raw;
  apply(draft: PlanDraft, values: Values<F>, by: { hand: Hand; writing: Writing }): PlanDraft | Refusal | Promise<PlanDraft | Refusal>;
  /** How it reads now, field by field. */
  now(draft: PlanDraft): Record<string, string>;
};
const part = <F extends Fields>(of: Part<F>): Part<F> => of;

const hintOf = ({ house }: Writing, id: SectionId, { language }: Words): string | undefined => {
  const section = house.practice.plan.sections.find((one) => one.id === id);
  return section && textIn(section.hint, language);
};
const labelOf = ({ house }: Writing, id: SectionId, { language }: Words): string => sectionLabel(house.practice, id, language);

const voiceKey = "child-voice";
const saidIn = ({ childVoice }: PlanDraft) => (childVoice && "words" in childVoice ? childVoice : { words: "", how: "" });
const whyMissing = ({ childVoice }: PlanDraft): string => (childVoice && "missing" in childVoice ? childVoice.missing : "");
const voiceNow = (draft: PlanDraft) => ({ childWords: saidIn(draft).words, voiceHow: saidIn(draft).how, voiceMissing: whyMissing(draft) });

/** What the child says, in its own words, how it was heard, and who wrote it down. @ground BK 12, REQ-056 */
export const wordsPart = part({
  path: "words", section: "child-voice", key: voiceKey, button: "save",
  fields: (_, words) => ({
    childWords: text({ label: words.t("plan.words.label"), hint: words.t("plan.words.hint"), rows: 3, required: true }),
    voiceHow: line({ label: words.t("plan.words.how"), hint: words.t("plan.words.how.hint"), max: 300, required: true }),
  }),
  initial: ({ content }) => ({ childWords: saidIn(content).words, voiceHow: saidIn(content).how }),
  apply: (draft, { childWords, voiceHow }, { hand }) => ({ ...draft, childVoice: { words: childWords, how: voiceHow, by: hand.actor.name } }),
  now: voiceNow,
});

/** Why there are no words of the child's own: asked and would not, or cannot say it. @ground REQ-056 */
export const noWordsPart = part({
  path: "words/missing", section: "child-voice", key: voiceKey, button: "save",
  fields: (_, words) => ({ voiceMissing: text({ label: words.t("plan.words.missing"), hint: words.t("plan.words.missing.hint"), rows: 2, max: 1000, required: true }) }),
  initial: ({ content }) => ({ voiceMissing: whyMissing(content) }),
  apply: (draft, { voiceMissing }) => ({ ...draft, childVoice: { missing: voiceMissing } }),
  now: voiceNow,
});

export const whyPart = part({
  path: "why", section: "reason", key: "why", button: "save",
  fields: (writing, words) => ({
    reason: text({ label: labelOf(writing, "reason", words), hint: hintOf(writing, "reason", words), rows: 2 }),
    guardiansView: text({ label: labelOf(writing, "guardian-view", words), hint: hintOf(writing, "guardian-view", words), rows: 3 }),
  }),
  initial: ({ content }) => ({ reason: content.reason, guardiansView: content.guardiansView }),
  apply: (draft, { reason, guardiansView }) => ({ ...draft, reason, guardiansView }),
  now: ({ reason, guardiansView }) => ({ reason, guardiansView }),
});

export const morePart = part({
  path: "more", section: "contingency", key: "more", button: "save",
  fields: (writing, words) => ({
    contingency: text({ label: labelOf(writing, "contingency", words), hint: hintOf(writing, "contingency", words), rows: 2 }),
    disagreements: text({ label: labelOf(writing, "disagreements", words), hint: hintOf(writing, "disagreements", words), rows: 2 }),
    otherPlans: text({ label: labelOf(writing, "other-plans", words), hint: hintOf(writing, "other-plans", words), rows: 2, max: 1000 }),
  }),
  initial: ({ content: { contingency, disagreements, otherPlans } }) => ({ contingency, disagreements, otherPlans }),
  apply: (draft, { contingency, disagreements, otherPlans }) => ({ ...draft, contingency, disagreements, otherPlans }),
  now: ({ contingency, disagreements, otherPlans }) => ({ contingency, disagreements, otherPlans }),
});

const named = (names: readonly string[]): FieldOption[] => [...new Set(names.filter((name) => name !== ""))].map((name) => ({ value: name, label: name }));

/** The names a follow-up's caller is chosen among: the contacts, and whoever owns the matter. */
const callers = ({ content, matter }: Writing): FieldOption[] => named([matter.owner, ...content.parties.map(({ contact }) => contact), content.followUp.who ?? ""]);

const followUpWindow = ({ house, content, today }: Writing) => windowFor(house.practice, content.number === 1 ? "first-follow-up" : "later-follow-up", today);

/** When the plan is followed up, how, and who calls. The practice's own interval stands as a hint, never as a rule. @model M2 */
export const followUpPart = part({
  path: "follow-up", section: "follow-up", key: "follow-up", button: "save", beside: ["followUpOn", "followUpForm", "followUpWho"],
  fields: (writing, words, today) => {
    const { earliest, latest } = followUpWindow(writing);
    const hint = earliest > today ? words.t("plan.followUp.hint", { earliest: words.shortDay(earliest), latest: words.shortDay(latest) }) : words.t("plan.followUp.hint.latest", { latest: words.shortDay(latest) });
    return {
      followUpOn: day({ label: words.t("plan.followUp.on"), hint, from: today, required: true }),
      followUpForm: choice({ label: words.t("plan.followUp.form"), drawn: "list", required: true, options: followUpForms.map((form) => ({ value: form, label: words.say(`plan.form.${form}`) })) }),
      followUpWho: choice({ label: words.t("plan.followUp.who"), drawn: "list", required: true, options: callers(writing) }),
    };
  },
  initial: (writing) => {
    const { content: { followUp }, matter } = writing;
    return { followUpOn: followUp.on ?? followUpWindow(writing).latest, followUpForm: followUp.form ?? followUpForms[0], followUpWho: followUp.who ?? matter.owner };
  },
  apply: (draft, { followUpOn, followUpForm, followUpWho }) => ({ ...draft, followUp: { on: followUpOn, form: followUpForm as FollowUpForm, who: followUpWho } }),
  now: ({ followUp }) => ({ followUpOn: followUp.on ?? "", followUpForm: followUp.form ?? "", followUpWho: followUp.who ?? "" }),
});

const areas = ({ house }: Writing, { language }: Words): FieldOption[] => house.practice.wheel.areas.map(({ id }) => ({ value: id, label: areaName(house.practice, id, language) }));

const goalFields = (writing: Writing, words: Words) => ({
  goal: text({ label: words.t("plan.goal.label"), hint: hintOf(writing, "goals", words), rows: 2, max: 1000, required: true }),
  goalArea: choice({ label: words.t("plan.area"), drawn: "list", required: true, options: areas(writing, words) }),
  sign: line({ label: words.t("plan.goal.sign.label"), hint: words.t("plan.goal.sign.hint"), max: 500 }),
});
const goalOf = (values: Values<ReturnType<typeof goalFields>>): Omit<Goal, "id"> => ({ area: values.goalArea, goal: values.goal, sign: values.sign });
const nowOfGoal = (goal: Goal | undefined) => ({ goal: goal?.goal ?? "", goalArea: goal?.area ?? "", sign: goal?.sign ?? "" });

export const newGoalPart = part({
  path: "goals/new", section: "goals", button: "add", beside: ["goalArea", "sign"], fields: goalFields, initial: () => ({}), now: () => ({}),
  apply: (draft, values) => ({ ...draft, goals: [...draft.goals, { id: newId(), ...goalOf(values) }] }),
});

/** Puts an entry where it was, or last when somebody else has taken it away meanwhile. */
const put = <E extends { readonly id: string }>(all: readonly E[], entry: E): E[] =>
  all.some(({ id }) => id === entry.id) ? all.map((one) => (one.id === entry.id ? entry : one)) : [...all, entry];

export const goalPart = (id: string) => part({
  path: `goals/${id}`, section: "goals", key: `goal:${id}`, button: "save", fields: goalFields,
  initial: ({ content }) => nowOfGoal(content.goals.find((goal) => goal.id === id)),
  apply: (draft, values) => ({ ...draft, goals: put(draft.goals, { id, ...goalOf(values) }) }),
  now: (draft) => nowOfGoal(draft.goals.find((goal) => goal.id === id)),
});

const FAMILY = "family:";
const UNIT = "unit:";
const doerValue = (who: Doer | undefined): string => (!who ? "" : "family" in who ? `${FAMILY}${who.family}` : `${UNIT}${who.unit}`);

/** Those who can do something: the services that take part, the child, its guardians, and whoever is named already. */
function doers({ content, matter, guardians }: Writing): FieldOption[] {
  const family = [matter.child.name, ...guardians.map(({ name }) => name), ...content.measures.flatMap(({ who }) => (who && "family" in who ? who.family : []))];
  return [...content.parties.map(({ unitId, unit }) => ({ value: `${UNIT}${unitId}`, label: unit })), ...named(family).map(({ value }) => ({ value: `${FAMILY}${value}`, label: value }))];
}

function doerFrom(draft: PlanDraft, value: string): Doer | undefined {
  if (value.startsWith(FAMILY)) return { family: value.slice(FAMILY.length) };
  const party = draft.parties.find(({ unitId }) => `${UNIT}${unitId}` === value);
  return party && { unit: party.unitId, name: party.unit };
}

const measureFields = (writing: Writing, words: Words, today: string) => ({
  what: text({ label: words.t("plan.measure.what"), rows: 2, max: 1000, required: true }),
  who: choice({ label: words.t("plan.measure.who"), drawn: "list", required: true, options: doers(writing) }),
  byOn: day({ label: words.t("plan.measure.byOn"), required: true, ...(writing.content.number === 1 ? { from: today } : {}) }),
  area: choice({ label: words.t("plan.area"), drawn: "list", required: true, options: areas(writing, words) }),
});
const nowOfMeasure = (measure: DraftMeasure | undefined) => ({ what: measure?.what ?? "", who: doerValue(measure?.who), byOn: measure?.byOn ?? "", area: measure?.area ?? "" });

export const newMeasurePart = part({
  path: "measures/new", section: "measures", button: "add", beside: ["who", "byOn", "area"], fields: measureFields, initial: ({ today }) => ({ byOn: addMonths(today, 1) }), now: () => ({}),
  apply: (draft, { what, who, byOn, area }) => ({ ...draft, measures: [...draft.measures, { id: newId(), what, who: doerFrom(draft, who), byOn, area, withheldFrom: [] }] }),
});

/** Who can be without a row of the plan: every other branch that takes part, and the guardians. @ground REQ-095 */
const readers = ({ content, matter, guardians }: Writing): FieldOption[] => [
  ...content.parties.filter(({ branchId }) => branchId !== matter.branchId).map(({ unitId, unit }) => ({ value: unitId, label: unit, said: true })),
  ...guardians.map(({ personId, name }) => ({ value: personId, label: name, said: true })),
];

const wholeMeasureFields = (writing: Writing, words: Words, today: string) => ({
  ...measureFields(writing, words, today),
  whoElse: line({ label: words.t("plan.measure.whoElse"), hint: words.t("plan.measure.whoElse.hint"), max: 100 }),
  withheldFrom: choices({ label: words.t("plan.measure.withheld"), hint: words.t("plan.measure.withheld.hint"), options: readers(writing) }),
});

/** One measure with all that can be said of it: also somebody else near the family, and who shall not have this row. */
export const measurePart = (id: string) => part({
  path: `measures/${id}`, section: "measures", key: `measure:${id}`, button: "save",
  fields: (writing, words, today) => {
    const fields = wholeMeasureFields(writing, words, today);
    // Whoever is named instead makes the list needless.
    return { ...fields, who: { ...fields.who, required: false }, byOn: { ...fields.byOn, from: undefined } };
  },
  initial: ({ content }) => {
    const measure = content.measures.find((one) => one.id === id);
    return { ...nowOfMeasure(measure), withheldFrom: measure?.withheldFrom ?? [] };
  },
  apply: (draft, { what, who, whoElse, byOn, area, withheldFrom }) => {
    const doer = whoElse === "" ? doerFrom(draft, who) : { family: whoElse };
    if (!doer) return refuse("plan.measure.who", { field: "who" });
    if ("unit" in doer && withheldFrom.includes(doer.unit)) return refuse("plan.measure.withheld-from-doer", { field: "withheldFrom" });
    return { ...draft, measures: put<DraftMeasure>(draft.measures, { id, what, who: doer, byOn, area, withheldFrom }) };
  },
  now: (draft) => nowOfMeasure(draft.measures.find((one) => one.id === id)),
});

const contacts = ({ colleagues, content }: Writing, unit: string): FieldOption[] =>
  named([...colleagues.filter(({ unitId }) => unitId === unit).map(({ name }) => name), content.parties.find(({ unitId }) => unitId === unit)?.contact ?? ""]);

/** A service that was not at the table, with the one who receives what is sent there as its contact. */
export const newPartyPart = part({
  path: "parties/new", section: "parties", button: "add", initial: () => ({}), now: () => ({}),
  fields: ({ units, content }, words) => ({
    unit: choice({
      label: words.t("plan.party.unit"), drawn: "list", required: true,
      options: units.filter(({ id }) => !content.parties.some(({ unitId }) => unitId === id)).map(({ id, name, authority }) => ({ value: id, label: `${name}, ${authority}` })),
    }),
  }),
  apply: async (draft, { unit }, { writing, hand }) => {
    const found = writing.units.find(({ id }) => id === unit);
    if (!found || draft.parties.some(({ unitId }) => unitId === unit)) return draft;
    const colleagues = await listColleagues(hand.tx, hand.house.keys, { units: [unit], at: hand.at });
    return { ...draft, parties: [...draft.parties, partyOf(found, colleagues.find(({ leads }) => leads)?.name ?? "")] };
  },
});

const nowOfParty = (party: Party | undefined) => ({ contact: party?.contact ?? "", phone: party?.phone ?? "" });

export const partyPart = (unit: string) => part({
  path: `parties/${unit}`, section: "parties", key: `party:${unit}`, button: "save",
  fields: (writing, words) => ({
    contact: choice({ label: words.t("plan.party.contact"), hint: words.t("plan.party.contact.hint"), drawn: "list", required: true, options: contacts(writing, unit) }),
    phone: line({ label: words.t("plan.party.phone"), inputMode: "tel", width: "medium", max: 40, required: true }),
  }),
  initial: ({ content }) => nowOfParty(content.parties.find(({ unitId }) => unitId === unit)),
  apply: (draft, { contact, phone }) => ({ ...draft, parties: draft.parties.map((party) => (party.unitId === unit ? { ...party, contact, phone } : party)) }),
  now: (draft) => nowOfParty(draft.parties.find(({ unitId }) => unitId === unit)),
});

/** What can be taken away: the last part of its address, what it changes, and the draft without it. */
export const removals = {
  measures: { section: "measures", key: "measure", named: (draft: PlanDraft, id: string) => draft.measures.find((one) => one.id === id)?.what, without: (draft: PlanDraft, id: string): PlanDraft => ({ ...draft, measures: draft.measures.filter((one) => one.id !== id) }) },
  goals: { section: "goals", key: "goal", named: (draft: PlanDraft, id: string) => draft.goals.find((one) => one.id === id)?.goal, without: (draft: PlanDraft, id: string): PlanDraft => ({ ...draft, goals: draft.goals.filter((one) => one.id !== id) }) },
  parties: { section: "parties", key: "party", named: (draft: PlanDraft, id: string) => draft.parties.find(({ unitId }) => unitId === id)?.unit, without: (draft: PlanDraft, id: string): PlanDraft => ({ ...draft, parties: draft.parties.filter(({ unitId }) => unitId !== id) }) },
} as const satisfies Record<string, { section: SectionId; key: string; named(draft: PlanDraft, id: string): string | undefined; without(draft: PlanDraft, id: string): PlanDraft }>;

/** Whether a unit still has something to do in the plan, and so cannot leave it. */
export const isNeeded = ({ measures, leadUnitId }: PlanDraft, unit: string): boolean => unit === leadUnitId || measures.some(({ who }) => who !== undefined && isDoneBy({ who }, unit));
