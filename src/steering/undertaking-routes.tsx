import { z } from "zod";
import { byDuty, listPeople, type Somebody } from "../directory/index.ts";
import { dutyOf, form, page } from "../house.ts";
import { addYears, type Day } from "../platform/clock.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { refuse } from "../platform/result.ts";
import { choice, day, line, text } from "../platform/web/fields.ts";
import { Card, Said } from "../ui/index.ts";
import { FormPage, whoText, type People } from "./group-pages.tsx";
import { dutiesIn, findPact } from "./group-store.ts";
import { aboutSomebody, type Pact } from "./steering.ts";
import { groundText, planCrumb, PlanPage, planPath, PointPage, type PlanModel, type PointModel } from "./undertaking-pages.tsx";
import { carriersOf, decideUndertaking, findUndertaking, insertUndertaking, listEvents, listGrounds, listUndertakings, reportUndertaking, saveUndertaking, standingIn } from "./undertaking-store.ts";
import { prerequisites, stepsOf, type Ground, type Undertaking } from "./undertaking.ts";

const ofAgreement = z.object({ agreement: z.string().regex(/^[a-z0-9-]{1,80}$/) });
const ofPoint = ofAgreement.extend({ point: z.uuid() });
const YEARS = 4;

const planPage = page({
  path: "/agreements/:agreement/plan", area: "staff", access: "agreement.read", audit: { event: "action-plan.read" }, params: ofAgreement,
  load: async ({ tx, house, params }): Promise<PlanModel | undefined> => {
    const [pact, points, people] = await Promise.all([findPact(tx, params), listUndertakings(tx, params.agreement), listPeople(tx, house.keys, { duties: dutiesIn(params) })]);
    return pact && { pact, points, people: byDuty(people) };
  },
  title: (_, words) => words.t("undertaking.plan"),
  view: (model, seen) => <PlanPage model={model} seen={seen} />,
});

type Carried = { readonly pact: Pact; readonly carriers: readonly Somebody[] };
export const ownerField = (carriers: readonly Somebody[], words: Words) => {
  const people: People = byDuty(carriers);
  return choice({ label: words.t("undertaking.owner"), hint: words.t("undertaking.owner.hint"), required: true, drawn: "list", options: carriers.map(({ dutyId }) => ({ value: dutyId, label: whoText(words, people, dutyId), said: true })) });
};
const dueField = (words: Words, today: Day) => day({ label: words.t("undertaking.due"), required: true, from: today, to: addYears(today, YEARS) });
const pointFields = (carriers: readonly Somebody[], words: Words, today: Day) => ({
  what: line({ label: words.t("undertaking.what"), required: true, max: 160 }), need: text({ label: words.t("undertaking.need"), hint: words.t("undertaking.need.hint"), required: true, max: 1000, rows: 3 }),
  prerequisite: choice({ label: words.t("undertaking.prerequisite"), required: true, options: prerequisites.map((value) => ({ value, label: words.t(`undertaking.prerequisite.${value}`), hint: words.t(`undertaking.prerequisite.${value}.hint`) })) }),
  ownerId: ownerField(carriers, words), dueOn: dueField(words, today),
});

const newForm = form({
  path: "/agreements/:agreement/plan/new", area: "staff", access: "agreement.keep", audit: { event: "action-plan.proposed" }, params: ofAgreement,
  load: async ({ tx, house, params }): Promise<Carried | undefined> => {
    const [pact, carriers] = await Promise.all([findPact(tx, params), listPeople(tx, house.keys, { duties: carriersOf(params.agreement) })]);
    return pact && { pact, carriers };
  },
  title: (_, words) => words.t("undertaking.new"),
  fields: ({ carriers }, words, today) => pointFields(carriers, words, today),
  buttons: (_, words) => [{ label: words.t("undertaking.propose") }],
  view: ({ pact }, { words }, drawn) => <FormPage pact={pact} crumbs={[planCrumb(words, pact)]} title={words.t("undertaking.new")} lead={words.t("undertaking.new.lead")}><Card>{drawn.form}</Card></FormPage>,
  perform: async (acting, { model: { pact }, values }) => {
    const wrong = aboutSomebody({ what: values.what, need: values.need }, [], true);
    if (wrong) return wrong;
    const id = await insertUndertaking(acting.tx, { agreement: pact.id, ...values, by: dutyOf(acting).id, at: acting.at });
    return { to: planPath(pact, `/${id}`), done: "saved", trace: { shown: { undertaking: id } } };
  },
});

type Pointed = Carried & { readonly point: Undertaking };

const editForm = form({
  path: "/agreements/:agreement/plan/:point/edit", area: "staff", access: "agreement.keep", audit: { event: "action-plan.written" }, params: ofPoint,
  load: async ({ tx, house, params }): Promise<Pointed | undefined> => {
    const [pact, point, carriers] = await Promise.all([findPact(tx, params), findUndertaking(tx, { agreement: params.agreement, id: params.point }), listPeople(tx, house.keys, { duties: carriersOf(params.agreement) })]);
    return pact && point?.state === "proposed" ? { pact, point, carriers } : undefined;
  },
  title: (_, words) => words.t("undertaking.edit"),
  fields: ({ carriers }, words, today) => pointFields(carriers, words, today),
  initial: ({ point: { what, need, prerequisite, ownerId, dueOn } }) => ({ what, need, prerequisite, ownerId, dueOn }),
  version: ({ point }) => point.version,
  buttons: (_, words) => [{ label: words.t("steering.save") }],
  view: ({ pact, point }, { words }, drawn) => <FormPage pact={pact} crumbs={[planCrumb(words, pact), { label: words.t("undertaking.number", { number: point.number }), href: planPath(pact, `/${point.id}`) }]} title={words.t("undertaking.edit")} lead={words.t("undertaking.edit.lead")}><Card>{drawn.form}</Card></FormPage>,
  perform: async ({ tx }, { model: { pact, point }, values, version }) => {
    const wrong = aboutSomebody({ what: values.what, need: values.need }, [], true);
    if (wrong) return wrong;
    if (await saveUndertaking(tx, { id: point.id, version }, values)) return { to: planPath(pact, `/${point.id}`), done: "saved", trace: { shown: { undertaking: point.id } } };
    return { conflict: { what: point.what, need: point.need, dueOn: point.dueOn } };
  },
});

/** One point. Whoever answers for it, or keeps the agreement, says here how it goes. */
const pointPage = form({
  path: "/agreements/:agreement/plan/:point", area: "staff", access: "agreement.read", audit: { event: "action-plan.reported" }, params: ofPoint,
  load: async ({ tx, house, params, actor }): Promise<PointModel | undefined> => {
    const [pact, point, events, grounds, people, { decides, keeps }, self] = await Promise.all([
      findPact(tx, params), findUndertaking(tx, { agreement: params.agreement, id: params.point }), listEvents(tx, params.point), listGrounds(tx, params.agreement), listPeople(tx, house.keys, { duties: dutiesIn(params) }),
      standingIn(tx, params.agreement), actor,
    ]);
    if (!pact || !point) return undefined;
    return { pact, point, events, grounds, people: byDuty(people), steps: stepsOf(point, { speaks: keeps || point.ownerId === self?.duty?.id, decides }), mayEdit: keeps && point.state === "proposed" };
  },
  trace: ({ point }) => ({ shown: { undertaking: point.id } }),
  title: ({ point }, words) => words.t("undertaking.number", { number: point.number }),
  fields: ({ steps }, words) => ({ words: text({ label: words.t(steps[0] === "tell" ? "undertaking.tell.words" : "undertaking.note.words"), hint: steps[0] === "tell" ? words.t("undertaking.tell.hint") : undefined, required: true, max: 1000, rows: 3 }) }),
  buttons: ({ steps }, words) => (steps[0] === "tell" ? [{ label: words.t("undertaking.told"), value: "told" }] : [{ label: words.t("undertaking.noted"), value: "noted", kind: "quiet" as const }, { label: words.t("undertaking.done"), value: "done" }]),
  view: (model, seen, drawn) => <PointPage model={model} form={model.steps[0] === "note" || model.steps[0] === "tell" ? drawn.form : undefined} seen={seen} />,
  perform: async (acting, { model: { pact, point, steps }, values, intent }) => {
    const to = steps[0] === "tell" ? "told" : steps[0] === "note" ? (intent === "done" ? "done" : "noted") : undefined;
    if (to === undefined) return refuse("undertaking.not-yours");
    const wrong = aboutSomebody({ words: values.words }, [], true);
    if (wrong) return wrong;
    if (!(await reportUndertaking(acting.tx, point, to, { by: dutyOf(acting).id, at: acting.at, words: values.words }))) return refuse("steering.changed");
    return { to: planPath(pact, `/${point.id}`), done: "saved", trace: { shown: { undertaking: point.id, to } } };
  },
});

type Deciding = Pointed & { readonly grounds: readonly Ground[] };

/** What the steering group decided about a point, by a numbered decision in closed minutes. */
const decideForm = form({
  path: "/agreements/:agreement/plan/:point/decide", area: "staff", access: "agreement.read", audit: { event: "action-plan.decided" }, params: ofPoint,
  load: async ({ tx, house, params }): Promise<Deciding | undefined> => {
    const [pact, point, grounds, carriers, { decides }] = await Promise.all([
      findPact(tx, params), findUndertaking(tx, { agreement: params.agreement, id: params.point }), listGrounds(tx, params.agreement), listPeople(tx, house.keys, { duties: carriersOf(params.agreement) }), standingIn(tx, params.agreement),
    ]);
    return pact && point && stepsOf(point, { speaks: false, decides }).includes("decide") ? { pact, point, grounds, carriers } : undefined;
  },
  title: (_, words) => words.t("undertaking.decide"),
  fields: ({ grounds, carriers }, words, today) => ({
    to: choice({ label: words.t("undertaking.verdict"), required: true, options: (["approved", "rejected"] as const).map((value) => ({ value, label: words.t(`undertaking.verdict.${value}`) })) }),
    decision: choice({ label: words.t("undertaking.by-decision"), hint: words.t(grounds.length === 0 ? "undertaking.by-decision.none" : "undertaking.by-decision.hint"), required: true, drawn: "list", options: grounds.map((ground) => ({ value: ground.id, label: groundText(words, ground), said: true })) }),
    ownerId: ownerField(carriers, words), dueOn: day({ label: words.t("undertaking.due"), required: true, to: addYears(today, YEARS) }), words: text({ label: words.t("undertaking.verdict.why"), max: 600, rows: 2 }),
  }),
  initial: ({ point: { ownerId, dueOn } }) => ({ ownerId, dueOn }),
  version: ({ point }) => point.version,
  buttons: (_, words) => [{ label: words.t("undertaking.decide.save") }],
  view: ({ pact, point }, { words }, drawn) => <FormPage pact={pact} crumbs={[planCrumb(words, pact), { label: words.t("undertaking.number", { number: point.number }), href: planPath(pact, `/${point.id}`) }]} over={<Said>{point.what}</Said>} title={words.t("undertaking.decide")} lead={words.t("undertaking.decide.lead")}><Card>{drawn.form}</Card></FormPage>,
  perform: async (acting, { model: { pact, point }, values, version }) => {
    if (values.to === "rejected" && values.words === "") return refuse("undertaking.why", { field: "words" });
    const wrong = aboutSomebody({ words: values.words }, [], true);
    if (wrong) return wrong;
    const verdict = { to: values.to === "rejected" ? "rejected" as const : "approved" as const, decision: values.decision, ownerId: values.ownerId, dueOn: values.dueOn };
    const decided = await decideUndertaking(acting.tx, { id: point.id, version }, verdict, { by: dutyOf(acting).id, at: acting.at, words: values.words });
    return decided ? { to: planPath(pact, `/${point.id}`), done: "saved", trace: { shown: { undertaking: point.id, decision: values.decision, to: values.to } } } : refuse("steering.changed");
  },
});

export const undertakingRoutes = [planPage, newForm, pointPage, editForm, decideForm];
