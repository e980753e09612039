import { z } from "zod";
import { questionsOf } from "../access/grounds.ts";
import { CATALOGUE, type Question } from "../access/grounds-catalogue.ts";
import { isSecretFromFamily } from "../disclosure/index.ts";
import { dutyOf, form, type Hand, type House } from "../house.ts";
import { dropDraft, rewriteDraft } from "../matter/index.ts";
import { MatterId } from "../platform/ids.ts";
import { isRefusal, refuse, type Refusal } from "../platform/result.ts";
import { choice, text, type Field, type Fields, type Values } from "../platform/web/fields.ts";
import type { Acting, Asking, Done } from "../platform/web/route.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { findStep, withGround, type Step } from "./bench.ts";
import { one } from "./compose.ts";
import { othersTest, OTHERS_TEST } from "./others.ts";
import { propose } from "./proposal-actions.ts";
import { refuseToSend, send } from "./send-actions.ts";
import { consentCarries, decidersFor, mayNeedReservation, ruleOf, wayNames, type Parcel, type Way } from "./sharing.ts";
import { AskPage, CheckPage, GroundPage, RefusePage, TestPage } from "./step-pages.tsx";

const params = z.object({ matter: MatterId, draft: z.uuid() });
type Params = z.output<typeof params>;

const addressOf = ({ matter, way, draft }: Step, page: string) => `/matters/${matter.id}/${way}/${draft}/${page}`;

/** The tests of the chosen ground as its sender must answer them. */
const testsOf = ({ parcel, own }: Step): Question[] => {
  const ground = CATALOGUE.grounds.find(({ code }) => code === parcel.ground);
  return ground ? questionsOf(ground, own.kind) : [];
};

const testField = (words: Words, { kind, message }: Question): Field => {
  const label = words.say(message);
  if (kind === "text") return text({ label, required: true, max: 2000, rows: 3 });
  return choice({ label, required: true, options: [{ value: "yes", label: words.t("sharing.yes") }, { value: "no", label: words.t("sharing.no") }] });
};
const fieldsOf = (words: Words, questions: readonly Question[]): Fields => Object.fromEntries(questions.map((question) => [question.id, testField(words, question)]));

const answersIn = (questions: readonly Question[], values: Values<Fields>) => Object.fromEntries(questions.map(({ id }) => [id, one(values, id)]));

/** Consent has one question, and it is best answered with everything in sight: on the page before sending. */
const askedLast = (step: Step): Question[] => (step.foreign.length > 0 && step.parcel.ground === "consent" ? testsOf(step) : []);

/** Where it is sent from: by the sender alone, or by asking whoever decides. */
const lastPage = ({ needed }: Step) => (needed ? "ask" : "check");

/** What is asked last of all: the question of consent, and whether another ground reaches everybody else that is spoken of. */
const lastFields = (step: Step, words: Words): Fields => ({ ...fieldsOf(words, askedLast(step)), ...(step.foreign.length > 0 ? othersTest(step.parcel, words) : {}) });
const lastAnswers = (step: Step, values: Values<Fields>) => ({ ...answersIn(askedLast(step), values), ...(values[OTHERS_TEST] ? { [OTHERS_TEST]: one(values, OTHERS_TEST) } : {}) });

const save = async ({ tx, at }: Pick<Hand, "tx" | "at">, { matter, draft }: Step, parcel: Parcel) => rewriteDraft(tx, { matter, draft, words: parcel, at });

/** A refusal about a test stands at that test. */
const atQuestion = (refusal: Refusal): Refusal => {
  const question = refusal.details?.["question"];
  return question === undefined ? refusal : { ...refusal, details: { ...refusal.details, field: question } };
};

const common = (way: Way) => ({
  area: "staff" as const,
  access: ruleOf(way).action,
  params,
  load: (asking: Asking<House, Params>) => findStep(asking, { way, ...asking.params }),
  // Some grounds are such that the family may not see that anything was sent.
  trace: ({ matter, parcel }: Step) => ({
    matterId: matter.id, childId: matter.childId, ground: parcel.ground, shown: { way, items: parcel.items.length },
    ...(isSecretFromFamily(parcel.ground ?? "") ? { hiddenFromFamily: true } : {}),
  }),
});
/** Not for the family's page: nothing has been decided yet, and what is never sent would only puzzle. @ground TF 2:12 */
const prepared = { event: "delivery.prepared" } as const;

const groundRoute = (way: Way) =>
  form({
    ...common(way),
    path: `/matters/:matter/${way}/:draft/ground`,
    audit: prepared,
    title: (_, words) => words.t("sharing.ground.title"),
    fields: ({ offers, foreign }: Step, words): Fields => ({
      ground: choice({
        label: words.t("sharing.ground.label"), required: true,
        options: [...(consentCarries(foreign) ? ["consent" as const] : []), ...offers.offered.map(({ code }) => code)].map((code) => ({ value: code, label: words.say(`ground.${code}.name`) })),
      }),
      ...(mayNeedReservation(foreign.map(({ unit }) => unit)) ? { reservation: text({ label: words.t("sharing.ground.reservation"), hint: words.t("sharing.ground.reservation.hint"), max: 1000, rows: 3 }) } : {}),
    }),
    initial: ({ parcel }: Step) => ({ ground: parcel.ground ?? "", reservation: parcel.reservation ?? "" }),
    buttons: (_, words) => [{ label: words.t("sharing.continue") }],
    view: (step: Step, seen, { state }) => <GroundPage step={step} seen={seen} state={state} />,
    perform: async (acting, { model, values }) => {
      const parcel: Parcel = { ...model.parcel, ground: one(values, "ground"), reservation: one(values, "reservation") || undefined };
      await save(acting, model, parcel);
      const step = withGround(model, parcel);
      return { to: addressOf(model, testsOf(step).length > askedLast(step).length ? "test" : lastPage(step)) };
    },
  });

const testRoute = (way: Way) =>
  form({
    ...common(way),
    path: `/matters/:matter/${way}/:draft/test`,
    audit: prepared,
    title: (_, words) => words.t("sharing.ground.title"),
    fields: (step: Step, words): Fields => fieldsOf(words, testsOf(step)),
    initial: ({ parcel }: Step) => parcel.answers,
    buttons: (_, words) => [{ label: words.t("sharing.continue") }],
    view: (step: Step, seen, { form: drawn, state }) => <TestPage step={step} seen={seen} form={drawn} state={state} />,
    perform: async (acting, { model, values }) => {
      const questions = testsOf(model);
      const answers = answersIn(questions, values);
      const no = questions.find(({ id, kind }) => kind === "yes-required" && answers[id] !== "yes");
      if (no) return refuse("ground.test-no", { field: no.id });
      await save(acting, model, { ...model.parcel, answers });
      return { to: addressOf(model, lastPage(model)) };
    },
  });

/** What was put together is gone when it has been sent or will not be, and with it the question that was never asked. */
async function throwAway({ tx }: Pick<Hand, "tx">, { draft, parcel }: Step): Promise<boolean> {
  if (parcel.question) await dropDraft(tx, parcel.question);
  return dropDraft(tx, draft);
}

const DONE: Record<Way, string> = { "pass-on": "passedOn", deliver: "delivered", "hand-over": "offered", "child-lead": "offered", "plan-lead": "offered" };

async function sendStep(acting: Acting<House, unknown>, step: Step, answers: Record<string, string>): Promise<Done | Refusal> {
  const { matter, way } = step;
  if (!(await throwAway(acting, step))) return refuse("sharing.gone");
  const sent = await send(acting, { matter, parcel: { ...step.parcel, answers: { ...step.parcel.answers, ...answers } } });
  if (isRefusal(sent)) return atQuestion(sent);
  return { to: `/matters/${matter.id}`, done: DONE[way], trace: { shown: { deliveries: sent.deliveries } } };
}

const checkRoute = (way: Way) =>
  form({
    ...common(way),
    path: `/matters/:matter/${way}/:draft/check`,
    audit: { event: "delivery.sent", forFamily: true },
    fresh: true,
    title: (_, words) => words.t("sharing.check.title"),
    fields: (step: Step, words): Fields => lastFields(step, words),
    buttons: (_, words) => [{ label: words.t(`sharing.check.send.${way}`) }],
    view: (step: Step, seen, { state }) => <CheckPage step={step} seen={seen} state={state} />,
    perform: (acting, { model, values }) => sendStep(acting, model, lastAnswers(model, values)),
  });

/** Those who can be asked, the colleagues at hand first. */
function deciderField({ deciding, needed, own }: Step, words: Words): Field {
  const there = (needed ? decidersFor(needed, deciding) : []).toSorted((a, b) => Number(b.unitId === own.id) - Number(a.unitId === own.id));
  const many = there.length > 7;
  return choice({
    label: words.t("proposal.ask.decider"), required: true, drawn: many ? "list" : "radios",
    options: there.map(({ dutyId, name, role, unit }) => {
      const place = words.t("proposal.ask.place", { role: words.say(`role.${role}`), unit });
      return { value: dutyId, label: many ? `${name}, ${place}` : name, hint: place, said: true };
    }),
  });
}

async function askStep(acting: Acting<House, unknown>, step: Step, values: Values<Fields>): Promise<Done | Refusal> {
  const { matter, draft, persons, language } = step;
  const parcel = { ...step.parcel, answers: { ...step.parcel.answers, ...lastAnswers(step, values) } };
  const decider = step.deciding.colleagues.find(({ dutyId }) => dutyId === one(values, "decider"));
  if (!decider) return refuse("proposal.no-decider", { field: "decider" });
  const child = { name: matter.child.name, bornOn: matter.bornOn, expectedOn: matter.expectedOn };
  const asked = await propose(acting, { matter, draft, decider, words: { parcel, child, language, persons: persons.map(({ personId, name }) => ({ personId, name })) } });
  if (isRefusal(asked)) return atQuestion(asked);
  return { to: `/matters/${matter.id}`, done: "asked", trace: { shown: { proposal: asked.proposal } } };
}

const askRoute = (way: Way) =>
  form({
    ...common(way),
    load: async (asking: Asking<House, Params>) => {
      const step = await findStep(asking, { way, ...asking.params });
      return step?.needed && { step, needed: step.needed };
    },
    trace: ({ step }) => common(way).trace(step),
    path: `/matters/:matter/${way}/:draft/ask`,
    audit: { event: "proposal.made" },
    title: (_, words) => words.t("proposal.ask.title"),
    fields: ({ step }, words): Fields => ({ ...lastFields(step, words), decider: deciderField(step, words) }),
    buttons: (_, words) => [{ label: words.t("proposal.ask.button") }],
    view: (model, seen, { state }) => <AskPage {...model} seen={seen} state={state} />,
    perform: (acting, { model, values }) => askStep(acting, model.step, values),
  });

const refuseRoute = (way: Way) =>
  form({
    ...common(way),
    path: `/matters/:matter/${way}/:draft/refuse`,
    audit: { event: "delivery.refused" },
    fresh: true,
    title: (_, words) => words.t("sharing.refuse.title"),
    fields: (_: Step, words) => ({ reason: text({ label: words.t("sharing.refuse.reason"), required: true, max: 2000 }) }),
    buttons: (_, words) => [{ label: words.t("sharing.refuse.button") }],
    view: (step: Step, seen, { form: drawn }) => <RefusePage step={step} seen={seen} form={drawn} />,
    perform: async (acting, { model, values }) => {
      dutyOf(acting);
      if (!(await throwAway(acting, model))) return refuse("sharing.gone");
      await refuseToSend(acting, { matter: model.matter, parcel: model.parcel }, values.reason);
      return { to: `/matters/${model.matter.id}`, done: "refusedToSend" };
    },
  });

/** Ground, tests, the last look, whom to ask where another decides, and the decision not to; for each way out of a matter. */
export const stepRoutes = wayNames.flatMap((way) => [groundRoute(way), testRoute(way), checkRoute(way), askRoute(way), refuseRoute(way)]);
