import { z } from "zod";
import { form } from "../house.ts";
import { isRefusal } from "../platform/result.ts";
import { hidden, text } from "../platform/web/fields.ts";
import type { Language } from "../platform/i18n/words.tsx";
import type { House } from "../house.ts";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { refuse } from "../platform/result.ts";
import { answerConsent } from "./consent-actions.ts";
import { readConsents } from "./consent-store.ts";
import { consentText, hashOf } from "./consent-text.ts";
import { inTurn, isTurned, viewOf } from "./consent-view.ts";
import { AnswerPage, WithdrawPage, type FamilyModel } from "./family-pages.tsx";

const params = z.object({ consent: z.uuid() });

async function loadOwn({ tx, house, params: { consent }, today }: { tx: Tx; house: House; params: { consent: string }; today: Day }): Promise<FamilyModel | undefined> {
  const around = await readConsents(tx, house, { consent }, today);
  const views = [...around.consents, ...around.aboutOthers].map((known) => viewOf(around, known, today));
  const view = views.find(({ id }) => id === consent);
  const [next] = inTurn(views.filter(({ id }) => id !== consent));
  const [twin] = inTurn(views).filter((other) => view !== undefined && isTurned(view, other));
  return view && { view, nextId: next?.id, twinId: twin?.id, turned: views.some((other) => other.own !== undefined && isTurned(view, other)) };
}

const traceOf = ({ view }: FamilyModel) => ({ matterId: view.matterId, childId: view.childId, shown: { consent: view.id } });

/** A guardian reads the question and answers it. @ground OSL 12:2, REQ-030–031, REQ-041, REQ-205 */
const answerPage = form({
  path: "/consents/:consent/answer",
  area: "family",
  access: "consent.answer",
  audit: { event: "consent.answered" },
  fresh: true,
  params,
  load: loadOwn,
  trace: traceOf,
  title: (_, words) => words.t("consent.answer.tab"),
  fields: ({ view }, words) => ({
    words: text({ label: words.t("consent.answer.words"), hint: words.t("consent.answer.words.hint"), max: 1000, rows: 3 }),
    reservation: text({ label: words.t("consent.answer.reservation"), hint: words.t("consent.answer.reservation.hint"), max: 500, rows: 2 }),
    shown: hidden(hashOf(consentText(view.terms, words))),
  }),
  buttons: () => [],
  view: (model, seen, { state }) => <AnswerPage model={model} seen={seen} state={state} />,
  perform: async (hand, { model, values, intent }) => {
    if (intent !== "granted" && intent !== "refused") return refuse("consent.choose-answer");
    const refused = await answerConsent(hand, { consentId: model.view.id, answer: intent, language: hand.actor.language as Language, ...values });
    if (isRefusal(refused)) return refused;
    const done = intent === "granted" ? "consentYes" : "consentNo";
    // After a yes the same question turned the other way follows at once; after a no it is said first what the no leads to.
    const at = intent === "granted" ? (model.twinId ?? model.view.id) : model.view.id;
    return { to: `/consents/${at}/answer`, done, trace: { ...traceOf(model), shown: { consent: model.view.id, answer: intent } } };
  },
});

/**
 * A yes taken back. It asks for no fresh sign-in: taking back must be as easy as giving, and it can only stop something.
 * @ground REQ-033, S15, U42
 */
const withdrawPage = form({
  path: "/consents/:consent/withdraw",
  area: "family",
  access: "consent.answer",
  audit: { event: "consent.withdrawn" },
  params,
  load: loadOwn,
  trace: traceOf,
  title: (_, words) => words.t("consent.withdraw.tab"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("consent.answer.withdraw") }],
  view: (model, seen, { form: drawn }) => <WithdrawPage model={model} seen={seen} form={drawn} />,
  perform: async (hand, { model }) => {
    const refused = await answerConsent(hand, { consentId: model.view.id, answer: "withdrawn", language: hand.actor.language as Language });
    if (isRefusal(refused)) return refused;
    return { to: `/consents/${model.view.id}/answer`, done: "consentWithdrawn", trace: { ...traceOf(model), shown: { consent: model.view.id, answer: "withdrawn" } } };
  },
});

export const familyConsentRoutes = [answerPage, withdrawPage];
