import { z } from "zod";
import { listNear } from "../directory/index.ts";
import { form, page } from "../house.ts";
import { listReceivingUnits, listUnits, type Unit } from "../organisation/index.ts";
import type { Day } from "../platform/clock.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { isRefusal } from "../platform/result.ts";
import { choice, choices, text } from "../platform/web/fields.ts";
import { Card } from "../ui/index.ts";
import { windowFor } from "../practice/index.ts";
import { answerConsultation, askForAdvice, passOn } from "./consultation-actions.ts";
import { ConsultationPage, ConsultationsPage, NewConsultationPage } from "./consultation-pages.tsx";
import { findConsultation, listConsultations, markSeen, type Consultation } from "./consultation-store.ts";
import { ageBands, checks, readQuestion } from "./consultation.ts";

const staff = { area: "staff", access: "staff" } as const;
const params = z.object({ consultation: z.uuid() });
/** Whom one may ask: those around first, and everybody else after them. */
function unitOptions(words: Words, { units, near }: Pick<Asking, "units" | "near">) {
  const place = new Map(near.map((id, nth) => [id, nth]));
  const away = ({ id }: Unit) => place.get(id) ?? near.length;
  return units.toSorted((one, other) => away(one) - away(other))
    .map(({ id, name, authority }) => ({ value: id, label: `${name}, ${authority}`, said: true, under: words.t(place.has(id) ? "consultation.to.near" : "consultation.to.others") }));
}
const askButton = (words: Words) => [{ label: words.t("consultation.send") }];

type Asking = { readonly units: readonly Unit[]; /** Ids of those around, the nearest first. */ readonly near: readonly string[]; readonly places: readonly string[]; readonly to: string; readonly answerBy: Day; readonly kept: Day };

/** Asks another unit, without saying whom it is about. No address, field or column of it leads to a child. @ground REQ-019 @model degerforsmodellen 3.2 T1 */
const newConsultation = form({
  path: "/consultations/new", ...staff,
  audit: { event: "consultation.asked" },
  load: async ({ tx, house, actor, query, at, today }): Promise<Asking> => {
    const [units, receiving, near, self] = await Promise.all([listUnits(tx), listReceivingUnits(tx, at), listNear(tx), actor]);
    const answerBy = windowFor(house.practice, "consultation-answer", today).latest;
    const others = units.filter(({ id }) => receiving.has(id) && id !== self?.duty?.unitId);
    return { units: others, near, places: [...new Set(units.flatMap(({ name, town }) => [name, town]))], to: query.get("to") ?? "", answerBy, kept: windowFor(house.practice, "consultation-kept", answerBy).latest };
  },
  title: (_, words) => words.t("consultation.new"),
  fields: (asking, words) => ({
    to: choice({ label: words.t("consultation.to"), hint: words.t("consultation.to.hint"), required: true, drawn: "list", options: unitOptions(words, asking) }),
    age: choice({ label: words.t("consultation.age"), required: true, drawn: "list", options: ageBands.map((value) => ({ value, label: words.t(`consultation.age.${value}`) })) }),
    asked: text({ label: words.t("consultation.asked"), hint: words.t("consultation.asked.hint"), required: true, max: 2000, rows: 5 }),
    tried: text({ label: words.t("consultation.tried"), hint: words.t("consultation.tried.hint"), required: true, max: 2000, rows: 3 }),
    anyway: choices({ label: words.t("consultation.anyway"), options: [{ value: "yes", label: words.t("consultation.anyway.yes") }] }),
    checks: choices({ label: words.t("consultation.checks"), required: true, options: checks.map((value) => ({ value, label: words.t(`consultation.checks.${value}`) })) }),
  }),
  initial: ({ to }) => ({ to }),
  buttons: (_, words) => askButton(words),
  view: ({ answerBy, kept }, seen, { state }) => <NewConsultationPage state={state} buttons={askButton(seen.words)} answerBy={answerBy} kept={kept} seen={seen} />,
  perform: async (acting, { model: { places }, values }) => {
    const question = readQuestion(values, places);
    if (isRefusal(question)) return question;
    const asked = await askForAdvice(acting, { to: values.to, question });
    return isRefusal(asked) ? asked : { to: `/consultations/${asked}`, done: "saved", trace: { shown: { consultation: asked } } };
  },
});

const consultationsPage = page({
  path: "/consultations", ...staff,
  audit: { event: "consultations.listed" },
  load: ({ tx }) => listConsultations(tx),
  trace: (all) => ({ shown: { consultations: all.map(({ id }) => id) } }),
  title: (_, words) => words.t("consultation.title"),
  view: (all, seen) => <ConsultationsPage all={all} seen={seen} />,
});

type One = { readonly consultation: Consultation };

/** What every address of one question has in common. */
const onOne = { area: "staff", params, trace: ({ consultation: { id } }: One) => ({ shown: { consultation: id } }), title: (_: One, words: Words) => words.t("consultation.one") } as const;

/** Read by whoever asked and by the unit that is asked. Whoever asked says here that the answer is read. */
const consultationPage = form({
  ...onOne, path: "/consultations/:consultation", access: "consultation.read", audit: { event: "consultation.read" },
  load: async ({ tx, house, params: { consultation: id } }): Promise<One | undefined> => {
    const consultation = await findConsultation(tx, house.keys, id);
    return consultation && { consultation };
  },
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("consultation.seen"), kind: "quiet" }],
  view: ({ consultation }, seen, drawn) => {
    const { mine, state, seen: done, id } = consultation;
    const answering = !mine && state === "waiting" ? <p><a class="button button-primary" href={`/consultations/${id}/answer`}>{seen.words.t("consultation.answer.open")}</a></p> : undefined;
    return <ConsultationPage consultation={consultation} seen={seen} form={mine && state !== "waiting" && !done ? drawn.form : answering} />;
  },
  perform: async ({ tx, at }, { model: { consultation: { id } } }) => {
    await markSeen(tx, id, at);
    return { to: "/list", done: "saved", trace: { shown: { consultation: id } } };
  },
});

type Answering = One & Pick<Asking, "units" | "near">;

const intents = ["answered", "declined", "passed"] as const;

/** The answer, a no with its reason, or on to a unit that knows better. */
const answerForm = form({
  ...onOne, path: "/consultations/:consultation/answer", access: "consultation.answer", audit: { event: "consultation.answered" },
  load: async ({ tx, house, at, params: { consultation } }): Promise<Answering | undefined> => {
    const [found, units, receiving, near] = await Promise.all([findConsultation(tx, house.keys, consultation), listUnits(tx), listReceivingUnits(tx, at), listNear(tx)]);
    return found && { consultation: found, near, units: units.filter(({ id }) => receiving.has(id) && id !== found.unitId && id !== found.askingUnitId) };
  },
  fields: (answering, words) => ({
    how: choice({ label: words.t("consultation.how"), required: true, options: intents.map((value) => ({ value, label: words.t(`consultation.how.${value}`) })) }),
    answer: text({ label: words.t("consultation.answer"), hint: words.t("consultation.answer.hint"), max: 3000, rows: 6 }),
    to: choice({ label: words.t("consultation.pass.to"), hint: words.t("consultation.pass.hint"), drawn: "list", options: unitOptions(words, answering) }),
  }),
  initial: () => ({ how: "answered" }),
  buttons: (_, words) => [{ label: words.t("consultation.answer.send") }],
  view: ({ consultation }, seen, drawn) => <ConsultationPage consultation={consultation} seen={seen} form={<Card title={seen.words.t("consultation.answer.open")}>{drawn.form}</Card>} />,
  perform: async (acting, { model: { consultation }, values }) => {
    const done = values.how === "passed" ? await passOn(acting, { consultation, to: values.to }) : await answerConsultation(acting, { id: consultation.id, state: values.how === "declined" ? "declined" : "answered", answer: values.answer });
    return isRefusal(done) ? done : { to: "/consultations", done: "saved", trace: { shown: { consultation: consultation.id, how: values.how } } };
  },
});

export const consultationRoutes = [newConsultation, consultationsPage, consultationPage, answerForm];
