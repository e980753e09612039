import { z } from "zod";
import { byDuty, listPeople } from "../directory/index.ts";
import { dutyOf, form, page } from "../house.ts";
import type { Day } from "../platform/clock.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { isRefusal, refuse } from "../platform/result.ts";
import { choice, line, text, type Fields } from "../platform/web/fields.ts";
import { Card, Said } from "../ui/index.ts";
import { CheckForm, figure, GoalForm, goalsCrumb, GoalsPage, goalsPath, type GoalsModel } from "./goal-pages.tsx";
import { insertGoal, insertIndicator, listChecks, listCountedFor, listGoals, saveCheck, saveFigure, saveGoal } from "./goal-store.ts";
import { checkFrom, figureFrom, lights, MOST_QUESTIONS, type Checked, type Goal, type Indicator, type YearlyCheck, type YearValue } from "./goal.ts";
import { FormPage } from "./group-pages.tsx";
import { dutiesIn, findPact } from "./group-store.ts";
import { aboutSomebody, type Pact } from "./steering.ts";

const ofAgreement = z.object({ agreement: z.string().regex(/^[a-z0-9-]{1,80}$/) });
const ofGoal = ofAgreement.extend({ goal: z.uuid() });
const staff = { area: "staff" } as const;

/** The year an address names: not before 1990, and not one that has not begun. */
const yearIn = (query: URLSearchParams, today: Day): number => {
  const [asked, now] = [Number(/^\d{4}$/.exec(query.get("year") ?? "")?.[0] ?? NaN), Number(today.slice(0, 4))];
  return asked >= 1990 && asked <= now ? asked : now;
};

const goalsPage = page({
  path: "/agreements/:agreement/goals", ...staff, access: "agreement.read", audit: { event: "goals.read" }, params: ofAgreement,
  load: async ({ tx, house, params }): Promise<GoalsModel | undefined> => {
    const [pact, goals, checks, people, countsFor] = await Promise.all([
      findPact(tx, params), listGoals(tx, params.agreement), listChecks(tx, params.agreement), listPeople(tx, house.keys, { duties: dutiesIn(params) }), listCountedFor(tx, params.agreement),
    ]);
    return pact && { pact, goals, checks, people: byDuty(people), countsFor };
  },
  title: (_, words) => words.t("goal.goals"),
  view: (model, seen) => <GoalsPage model={model} seen={seen} />,
});

const goalFields = (words: Words) => ({ name: line({ label: words.t("goal.name"), required: true, max: 160 }), why: text({ label: words.t("goal.why"), hint: words.t("goal.why.hint"), required: true, max: 600, rows: 3 }) });

const newForm = form({
  path: "/agreements/:agreement/goals/new", ...staff, access: "agreement.keep", audit: { event: "goal.begun" }, params: ofAgreement,
  load: ({ tx, params }) => findPact(tx, params),
  title: (_, words) => words.t("goal.new"),
  fields: (_, words) => goalFields(words),
  buttons: (_, words) => [{ label: words.t("steering.save") }],
  view: (pact, { words }, drawn) => <GoalForm pact={pact} goal={undefined} title={words.t("goal.new")} form={drawn.form} />,
  perform: async ({ tx }, { model: pact, values }) => {
    const wrong = aboutSomebody(values, [], true);
    if (wrong) return wrong;
    const id = await insertGoal(tx, pact.id, values);
    return { to: goalsPath(pact, `/${id}/edit`), done: "saved", trace: { shown: { goal: id } } };
  },
});

type Found = { readonly pact: Pact; readonly goal: Goal };
const findGoal = async (tx: Parameters<typeof findPact>[0], params: z.infer<typeof ofGoal>): Promise<Found | undefined> => {
  const [pact, goals] = await Promise.all([findPact(tx, { agreement: params.agreement }), listGoals(tx, params.agreement)]);
  const goal = goals.find(({ id }) => id === params.goal);
  return pact && goal && { pact, goal };
};

const editForm = form({
  path: "/agreements/:agreement/goals/:goal/edit", ...staff, access: "agreement.keep", audit: { event: "goal.written" }, params: ofGoal,
  load: ({ tx, params }) => findGoal(tx, params),
  title: (_, words) => words.t("goal.edit"),
  fields: (_, words) => goalFields(words),
  initial: ({ goal: { name, why } }) => ({ name, why }),
  version: ({ goal }) => goal.version,
  buttons: (_, words) => [{ label: words.t("steering.save") }],
  view: ({ pact, goal }, { words }, drawn) => <GoalForm pact={pact} goal={goal} title={words.t("goal.edit")} form={drawn.form} />,
  perform: async ({ tx }, { model: { pact, goal }, values, version }) => {
    const wrong = aboutSomebody(values, [], true);
    if (wrong) return wrong;
    return (await saveGoal(tx, { id: goal.id, version }, values)) ? { to: goalsPath(pact), done: "saved", trace: { shown: { goal: goal.id } } } : { conflict: { name: goal.name, why: goal.why } };
  },
});

const indicatorForm = form({
  path: "/agreements/:agreement/goals/:goal/indicators/new", ...staff, access: "agreement.keep", audit: { event: "goal.indicator.added" }, params: ofGoal,
  load: ({ tx, params }) => findGoal(tx, params),
  title: (_, words) => words.t("goal.indicator.new"),
  fields: ({ pact }, words) => ({
    name: line({ label: words.t("goal.indicator.name"), hint: words.t("goal.indicator.name.hint"), required: true, max: 160 }), countedIn: line({ label: words.t("goal.counted-in"), hint: words.t("goal.counted-in.hint"), required: true, max: 40, width: "medium" }),
    aim: line({ label: words.t("goal.aim"), hint: words.t("goal.aim.hint"), required: true, max: 80 }), partyId: choice({ label: words.t("goal.party"), required: true, options: pact.parties.map(({ id, board, authority }) => ({ value: id, label: `${board}, ${authority}`, said: true })) }),
  }),
  buttons: (_, words) => [{ label: words.t("steering.save") }],
  view: ({ pact, goal }, { words }, drawn) => <FormPage pact={pact} crumbs={[goalsCrumb(words, pact)]} over={<Said>{goal.name}</Said>} title={words.t("goal.indicator.new")} lead={words.t("goal.indicator.lead")}><Card>{drawn.form}</Card></FormPage>,
  perform: async ({ tx }, { model: { pact, goal }, values }) => {
    const wrong = aboutSomebody(values, [], true);
    if (wrong) return wrong;
    await insertIndicator(tx, goal.id, values);
    return { to: goalsPath(pact), done: "saved", trace: { shown: { goal: goal.id } } };
  },
});

type Giving = { readonly pact: Pact; readonly indicator: Indicator; readonly year: number; readonly known: YearValue | undefined };

/** The figure of a year. Given for the party that is named, and by nobody else: row-level security holds it too. */
const figureForm = form({
  path: "/agreements/:agreement/goals/indicators/:indicator", ...staff, access: "agreement.read", audit: { event: "goal.figure.given" }, params: ofAgreement.extend({ indicator: z.uuid() }),
  load: async ({ tx, params, query, today }): Promise<Giving | undefined> => {
    const [pact, goals, countsFor] = await Promise.all([findPact(tx, { agreement: params.agreement }), listGoals(tx, params.agreement), listCountedFor(tx, params.agreement)]);
    const indicator = goals.flatMap(({ indicators }) => indicators).find(({ id }) => id === params.indicator);
    const year = yearIn(query, today);
    return pact && indicator && countsFor.has(indicator.partyId) ? { pact, indicator, year, known: indicator.values.find((value) => value.year === year) } : undefined;
  },
  title: (_, words) => words.t("goal.give"),
  fields: ({ indicator }, words) => ({
    value: line({ label: words.t("goal.value"), hint: words.t("goal.value.hint", { unit: indicator.countedIn }), required: true, max: 20, width: "short", inputMode: "text" }), source: line({ label: words.t("goal.source"), hint: words.t("goal.source.hint"), required: true, max: 200 }),
    said: text({ label: words.t("goal.said"), max: 600, rows: 3 }),
  }),
  initial: ({ known }) => (known ? { value: String(known.value).replace(".", ","), source: known.source, said: known.said } : {}),
  version: ({ known }) => known?.version ?? 0,
  buttons: (_, words) => [{ label: words.t("steering.save") }],
  view: ({ pact, indicator, year }, { words, today }, drawn) => (
    <FormPage pact={pact} crumbs={[goalsCrumb(words, pact)]} over={<Said>{indicator.name}</Said>} title={words.t("goal.give.of", { year: String(year) })} lead={words.t("goal.give.lead")}>
      <Card>{drawn.form}</Card>
      <p>{words.t("goal.other-years")} {[0, 1, 2, 3, 4].map((back) => Number(today.slice(0, 4)) - back).filter((other) => other !== year).map((other, nth) => <span key={other}>{nth > 0 && ", "}<a href={goalsPath(pact, `/indicators/${indicator.id}?year=${other}`)}>{String(other)}</a></span>)}</p>
    </FormPage>
  ),
  perform: async (acting, { model: { pact, indicator, year, known }, values, version }) => {
    const value = figureFrom(values.value);
    if (value === undefined) return refuse("goal.no-figure", { field: "value" });
    const wrong = aboutSomebody({ source: values.source, said: values.said }, [], true);
    if (wrong) return wrong;
    const saved = await saveFigure(acting.tx, { indicator: indicator.id, year, value, source: values.source, said: values.said, by: dutyOf(acting).id, at: acting.at }, version);
    if (saved) return { to: goalsPath(pact), done: "saved", trace: { shown: { indicator: indicator.id, year } } };
    return known ? { conflict: { value: figure(acting.words, known.value), source: known.source, said: known.said } } : refuse("steering.changed");
  },
});

type Checking = { readonly pact: Pact; readonly year: number; readonly check: YearlyCheck | undefined; readonly questions: readonly Checked[] };

/** What one can ask, where nobody has asked anything yet. @model degerforsmodellen 4.4 */
const EXAMPLES = ["governance", "documents", "forums", "routines", "reach", "consequences", "goals"] as const;
const rowsOf = ({ questions }: Checking): number => (questions.length === 0 ? EXAMPLES.length : Math.min(MOST_QUESTIONS, questions.length + 1));
const exampleFor = ({ questions }: Checking, row: number, words: Words): string | undefined => (questions.length === 0 && EXAMPLES[row] ? words.t(`goal.example.${EXAMPLES[row]}`) : undefined);

/** The yearly follow-up. A year begins with the questions of the last one, and the first with examples of what one can ask. */
const checkForm = form({
  path: "/agreements/:agreement/goals/check", ...staff, access: "agreement.keep", audit: { event: "goals.checked" }, params: ofAgreement,
  load: async ({ tx, params, query, today }): Promise<Checking | undefined> => {
    const [pact, checks] = await Promise.all([findPact(tx, params), listChecks(tx, params.agreement)]);
    const year = yearIn(query, today);
    const check = checks.find((one) => one.year === year);
    return pact && { pact, year, check, questions: check?.answers ?? checks[0]?.answers.map(({ question }) => ({ question, light: "", evidence: "" })) ?? [] };
  },
  title: (_, words) => words.t("goal.check"),
  fields: (model, words) => Object.assign({}, ...Array.from({ length: rowsOf(model) }, (_, row) => ({
    [`question-${row}`]: line({ label: words.t("goal.question", { number: row + 1 }), hint: exampleFor(model, row, words), max: 200 }), [`light-${row}`]: choice({ label: words.t("goal.light"), options: lights.map((value) => ({ value, label: words.t(`goal.light.${value}`) })) }),
    [`evidence-${row}`]: text({ label: words.t("goal.evidence"), max: 600, rows: 2 }),
  }))) as Fields,
  initial: ({ questions }) => Object.fromEntries(questions.flatMap(({ question, light, evidence }, row) => [[`question-${row}`, question], [`light-${row}`, light], [`evidence-${row}`, evidence]])),
  version: ({ check }) => check?.version ?? 0,
  buttons: (_, words) => [{ label: words.t("steering.save") }],
  view: ({ pact, year }, { words }, { state }) => <CheckForm pact={pact} year={year} state={state} buttons={[{ label: words.t("steering.save") }]} />,
  perform: async (acting, { model: { pact, year, questions }, values, version }) => {
    const answers = checkFrom(values);
    if (isRefusal(answers)) return answers;
    if (await saveCheck(acting.tx, { agreement: pact.id, year, answers, by: dutyOf(acting).id, at: acting.at }, version)) return { to: goalsPath(pact), done: "saved", trace: { shown: { year } } };
    return { conflict: Object.fromEntries(questions.map(({ evidence }, row) => [`evidence-${row}`, evidence])) };
  },
});

export const goalRoutes = [goalsPage, newForm, editForm, indicatorForm, figureForm, checkForm];
