import { z } from "zod";
import { byDuty, cardsIn, findCard, listInside, listPeople, namedOn, shelfOf, speakingOf } from "../directory/index.ts";
import { ageIn } from "../guide/guide.ts";
import { listAnswers, listKindNames, loadAnswer, loadService, noteTerms, readTerms, search } from "../guide/index.ts";
import { dutyOf, form, page, type House } from "../house.ts";
import { guideOr, readHandle } from "../network/index.ts";
import { addMonths } from "../platform/clock.ts";
import { refuse } from "../platform/result.ts";
import type { Asking } from "../platform/web/route.ts";
import { choice, hidden } from "../platform/web/fields.ts";
import { GuidedAnswerPage, GuidedServicePage, GuidingPage, GuidingStep, type GuidedAnswer, type GuidedService, type GuidingModel, type Noted } from "./guiding-pages.tsx";
import { deleteGuiding, insertGuiding, listGuidings } from "./guiding-store.ts";
import { COUNTED_MONTHS, outcomes, type Outcome } from "./guiding.ts";

const staff = { area: "staff", access: "staff" } as const;
const handle = z.string().regex(/^[a-z0-9-]{1,80}$/);
const ServicePlace = z.object({ service: handle });

const MOST_ANSWERS = 6;
/** An answer leads to a few; more than these is a list to choose from, and each has its own page. */
const MOST_NOTED = 4;

/** Notes that nothing was found: the needs of families whom staff guide count too. @model degerforsmodellen 2.5 R3 */
async function loadFound({ tx, at, today, query }: Asking<House, unknown>): Promise<Omit<GuidingModel, "calls">> {
  const asked = (query.get("q") ?? "").trim().slice(0, 200);
  if (asked === "") return { asked, answers: (await listAnswers(tx, "sv")).slice(0, MOST_ANSWERS), contacts: [], names: new Map() };
  const [result, names, terms, guide] = await Promise.all([search(tx, { text: asked, language: "sv", guide: guideOr(null), at, today }), listKindNames(tx, "sv"), readTerms(tx, asked, "sv"), readHandle(tx, guideOr(null))]);
  const ranked = <T extends { readonly id: string }>(items: readonly T[]): T[] => result.hits.flatMap((hit) => items.filter(({ id }) => id === hit.id));
  if (!result.sure && guide !== undefined) await noteTerms(tx, { what: "zero-hit", guide, language: "sv", today, terms, age: ageIn(asked) });
  return { asked, answers: ranked(result.answers).slice(0, MOST_ANSWERS), contacts: ranked(result.services), names };
}

/** The same guide as the family has, for somebody who sits beside them. @model degerforsmodellen row 23 */
const guidingPage = page({
  path: "/guiding", ...staff, audit: { event: "guidings.listed" },
  load: async (asking): Promise<GuidingModel> => {
    const [found, calls] = await Promise.all([loadFound(asking), listGuidings(asking.tx, addMonths(asking.today, -COUNTED_MONTHS))]);
    return { ...found, calls };
  },
  title: (_, words) => words.t("guiding.title"),
  view: (model, seen) => <GuidingPage model={model} seen={seen} />,
});

const answerPage = page({
  path: "/guiding/answers/:answer", ...staff, audit: { event: "answer.guided" }, params: z.object({ answer: handle }),
  load: async (asking): Promise<GuidedAnswer | undefined> => {
    const { tx, house, params } = asking;
    const guide = guideOr(null);
    const [shown, inside, people] = await Promise.all([loadAnswer(asking, { handle: params.answer, guide, language: "sv" }), listInside(tx, cardsIn(guide)), listPeople(tx, house.keys, { duties: namedOn(cardsIn(guide)) })]);
    const noted = shown?.contacts.slice(0, MOST_NOTED).map((service): Noted => ({ service, inside: inside.get(service.id) }));
    return shown && { page: shown, noted: noted ?? [], people: byDuty(people) };
  },
  title: ({ page: { answer } }) => answer.text.question,
  view: (model, seen) => <GuidedAnswerPage model={model} seen={seen} />,
});

const servicePage = page({
  path: "/guiding/services/:service", area: "staff", access: "card.read", audit: { event: "service.guided" }, params: ServicePlace,
  load: async (asking): Promise<GuidedService | undefined> => {
    const { tx, house, params } = asking;
    const [shown, card, people] = await Promise.all([loadService(asking, { handle: params.service, guide: shelfOf(params.service), language: "sv" }), findCard(tx, params.service), listPeople(tx, house.keys, { duties: speakingOf(params.service) })]);
    return shown && card && { page: shown, noted: card, people: byDuty(people) };
  },
  trace: ({ page: { service } }) => ({ shown: { service: service.id } }),
  title: ({ page: { service } }) => service.name,
  view: (model, seen) => <GuidedServicePage model={model} seen={seen} />,
});

/** "We called together": which service, today, and what came of it. There is nowhere to write. @ground GDPR 5.1 c @model degerforsmodellen row 23 */
const callForm = form({
  path: "/guiding/services/:service/call", area: "staff", access: "card.read", audit: { event: "call.noted" }, params: ServicePlace,
  load: async ({ tx, params }) => {
    const card = await findCard(tx, params.service);
    return card && card.service.status !== "ended" ? card.service : undefined;
  },
  title: (_, words) => words.t("guiding.called"),
  fields: (_, words) => ({ came: choice({ label: words.t("guiding.came"), required: true, options: outcomes.map((value) => ({ value, label: words.t(`guiding.came.${value}`) })) }), from: hidden("") }),
  buttons: (_, words) => [{ label: words.t("guiding.called.save") }],
  view: (service, { words }, drawn) => <GuidingStep service={service.name} handle={service.handle} title={words.t("guiding.called")} lead={words.t("guiding.called.text")} form={drawn.form} />,
  perform: async (hand, { model: service, values }) => {
    const came = values.came as Outcome;
    await insertGuiding(hand.tx, { guide: guideOr(null), unit: dutyOf(hand).unitId, service: service.id, today: hand.today, came });
    const to = handle.safeParse(values.from).success ? `/guiding/answers/${values.from}` : `/guiding/services/${service.handle}`;
    return { to, done: came === "no-answer" ? "callUnanswered" : "callNoted", trace: { shown: { service: service.id, came } } };
  },
});

/** A press that went wrong, by anybody of the unit, the same day. */
const removeForm = form({
  path: "/guiding/calls/:call/remove", ...staff, audit: { event: "call.taken-back" }, params: z.object({ call: z.uuid() }),
  load: async ({ tx, params, today }) => (await listGuidings(tx, today)).find(({ id }) => id === params.call),
  title: (_, words) => words.t("guiding.remove"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("guiding.remove.yes"), kind: "danger" as const }],
  view: ({ service, handle: of, came }, { words }, drawn) => <GuidingStep service={service} handle={of} title={words.t("guiding.remove")} lead={words.t("guiding.remove.lead", { came: words.t(`guiding.came.${came}`) })} form={drawn.form} />,
  perform: async ({ tx }, { model: { id } }) => ((await deleteGuiding(tx, id)) ? { to: "/guiding", done: "callRemoved" } : refuse("guiding.gone")),
});

export const guidingRoutes = [guidingPage, answerPage, servicePage, callForm, removeForm];
