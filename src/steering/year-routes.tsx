import { z } from "zod";
import { byDuty, listPeople, type Somebody } from "../directory/index.ts";
import { dutyOf, form, page } from "../house.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { refuse } from "../platform/result.ts";
import { choice, line } from "../platform/web/fields.ts";
import { Card } from "../ui/index.ts";
import { FormPage } from "./group-pages.tsx";
import { dutiesIn, findPact } from "./group-store.ts";
import { aboutSomebody, type Pact } from "./steering.ts";
import { ownerField } from "./undertaking-routes.tsx";
import { carriersOf, standingIn } from "./undertaking-store.ts";
import { DutyPage, monthOptions, yearCrumb, YearPage, yearPath, type DutyModel, type YearModel } from "./year-pages.tsx";
import { deleteYearDuty, finishYearDuty, insertYearDuty, listYearDuties, saveYearDuty, type YearDraft } from "./year-store.ts";
import { dueTurn, type YearDuty } from "./year.ts";

const ofAgreement = z.object({ agreement: z.string().regex(/^[a-z0-9-]{1,80}$/) });
const ofDuty = ofAgreement.extend({ duty: z.uuid() });

const yearPage = page({
  path: "/agreements/:agreement/year", area: "staff", access: "agreement.read", audit: { event: "year-wheel.read" }, params: ofAgreement,
  load: async ({ tx, house, params }): Promise<YearModel | undefined> => {
    const [pact, duties, people] = await Promise.all([findPact(tx, params), listYearDuties(tx, params.agreement), listPeople(tx, house.keys, { duties: dutiesIn(params) })]);
    return pact && { pact, duties, people: byDuty(people) };
  },
  title: (_, words) => words.t("year.wheel"),
  view: (model, seen) => <YearPage model={model} seen={seen} />,
});

const yearFields = (carriers: readonly Somebody[], words: Words) => ({
  what: line({ label: words.t("year.what"), hint: words.t("year.what.hint"), required: true, max: 120 }), month: choice({ label: words.t("year.month"), required: true, drawn: "list", options: monthOptions(words) }), ownerId: ownerField(carriers, words),
});
const draftOf = ({ what, month, ownerId }: { what: string; month: string; ownerId: string }): YearDraft => ({ what, month: Number(month), ownerId });

type Carried = { readonly pact: Pact; readonly carriers: readonly Somebody[] };

const newForm = form({
  path: "/agreements/:agreement/year/new", area: "staff", access: "agreement.keep", audit: { event: "year-wheel.added" }, params: ofAgreement,
  load: async ({ tx, house, params }): Promise<Carried | undefined> => {
    const [pact, carriers] = await Promise.all([findPact(tx, params), listPeople(tx, house.keys, { duties: carriersOf(params.agreement) })]);
    return pact && { pact, carriers };
  },
  title: (_, words) => words.t("year.new"),
  fields: ({ carriers }, words) => yearFields(carriers, words),
  buttons: (_, words) => [{ label: words.t("steering.save") }],
  view: ({ pact }, { words }, drawn) => <FormPage pact={pact} crumbs={[yearCrumb(words, pact)]} title={words.t("year.new")} lead={words.t("year.new.lead")}><Card>{drawn.form}</Card></FormPage>,
  perform: async ({ tx, today }, { model: { pact }, values }) => {
    const wrong = aboutSomebody({ what: values.what }, [], true);
    if (wrong) return wrong;
    const id = await insertYearDuty(tx, pact.id, draftOf(values), today);
    return { to: yearPath(pact), done: "saved", trace: { shown: { yearDuty: id } } };
  },
});

/** It is seen to, this time: by whoever it belongs to, or who keeps the agreement. */
const dutyForm = form({
  path: "/agreements/:agreement/year/:duty", area: "staff", access: "agreement.read", audit: { event: "year-wheel.done" }, params: ofDuty,
  load: async ({ tx, house, params, actor }): Promise<DutyModel | undefined> => {
    const [pact, duties, people, { keeps }, self] = await Promise.all([
      findPact(tx, { agreement: params.agreement }), listYearDuties(tx, params.agreement), listPeople(tx, house.keys, { duties: dutiesIn({ agreement: params.agreement }) }), standingIn(tx, params.agreement), actor,
    ]);
    const duty = duties.find(({ id }) => id === params.duty);
    return pact && duty && (keeps || duty.ownerId === self?.duty?.id) ? { pact, duty, people: byDuty(people), keeps } : undefined;
  },
  title: (_, words) => words.t("year.one"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("year.done") }],
  view: (model, seen, drawn) => <DutyPage model={model} form={drawn.form} seen={seen} />,
  perform: async (acting, { model: { pact, duty } }) => {
    const turn = dueTurn(duty, acting.today);
    const finished = turn && (await finishYearDuty(acting.tx, { id: duty.id, year: turn.year, by: dutyOf(acting).id, at: acting.at }));
    return finished ? { to: yearPath(pact), done: "saved", trace: { shown: { yearDuty: duty.id, year: turn.year } } } : refuse("steering.changed");
  },
});

type Editing = Carried & { readonly duty: YearDuty };

const editForm = form({
  path: "/agreements/:agreement/year/:duty/edit", area: "staff", access: "agreement.keep", audit: { event: "year-wheel.written" }, params: ofDuty,
  load: async ({ tx, house, params }): Promise<Editing | undefined> => {
    const [pact, duties, carriers] = await Promise.all([findPact(tx, { agreement: params.agreement }), listYearDuties(tx, params.agreement), listPeople(tx, house.keys, { duties: carriersOf(params.agreement) })]);
    const duty = duties.find(({ id }) => id === params.duty);
    return pact && duty && { pact, carriers, duty };
  },
  title: (_, words) => words.t("year.edit"),
  fields: ({ carriers }, words) => yearFields(carriers, words),
  initial: ({ duty: { what, month, ownerId } }) => ({ what, month: String(month), ownerId }),
  version: ({ duty }) => duty.version,
  buttons: (_, words) => [{ label: words.t("steering.save"), value: "save" }, { label: words.t("year.remove"), value: "remove", kind: "danger" }],
  view: ({ pact }, { words }, drawn) => <FormPage pact={pact} crumbs={[yearCrumb(words, pact)]} title={words.t("year.edit")} lead={words.t("year.new.lead")}><Card>{drawn.form}</Card></FormPage>,
  perform: async ({ tx }, { model: { pact, duty }, values, intent, version }) => {
    const done = { to: yearPath(pact), done: "saved", trace: { shown: { yearDuty: duty.id } } };
    if (intent === "remove") return (await deleteYearDuty(tx, duty.id)) ? done : refuse("steering.changed");
    const wrong = aboutSomebody({ what: values.what }, [], true);
    if (wrong) return wrong;
    return (await saveYearDuty(tx, { id: duty.id, version }, draftOf(values))) ? done : { conflict: { what: duty.what } };
  },
});

export const yearRoutes = [yearPage, newForm, dutyForm, editForm];
