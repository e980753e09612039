import { z } from "zod";
import { listDeliveriesOf } from "../disclosure/index.ts";
import { form } from "../house.ts";
import { findMatter } from "../matter/index.ts";
import { listReceivingUnits, listUnits } from "../organisation/index.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { MatterId, UnitId } from "../platform/ids.ts";
import { isRefusal } from "../platform/result.ts";
import { choice, choices, text, type Field, type Fields, type Values } from "../platform/web/fields.ts";
import { textIn } from "../practice/index.ts";
import { DecisionPage, type Deciding } from "./decision-pages.tsx";
import { decide } from "./inquiry-actions.ts";
import { currentRound, listSealedWheel, openEntry } from "./inquiry-store.ts";
import { conclude, type Answer, type Answers, type QuestionId } from "./inquiry.ts";
import { unitsAround } from "./units-around.ts";

function fieldsOf({ matter, practice, units }: Deciding, words: Words): Fields {
  const { near, far } = unitsAround(units, matter);
  const options = [...near, ...far].flatMap(({ units: some }) => some).map(({ id, name, authority }) => ({ value: id, label: `${name}, ${authority}` }));
  const asked = practice.way.questions.flatMap(({ id, order, ifYes, ifNo }) => Object.entries({
    [`${id}_answer`]: choice({
      label: words.t("inquiry.decision.answer", { nth: order }), required: order === 1,
      options: [
        { value: "yes", label: words.t("inquiry.decision.yes"), hint: textIn(ifYes.text, words.language) },
        { value: "no", label: words.t("inquiry.decision.no"), hint: textIn(ifNo.text, words.language) },
      ],
    }),
    [`${id}_reason`]: text({ label: words.t("inquiry.decision.reason.of", { nth: order }), required: order === 1, rows: 3 }),
  }));
  return {
    ...Object.fromEntries<Field>(asked),
    other: choice({ label: words.t("inquiry.decision.other"), hint: words.t("inquiry.decision.other.hint"), drawn: "list", options }),
    who: choices({ label: words.t("inquiry.decision.who"), hint: words.t("inquiry.decision.who.hint"), options }),
  };
}

function answersIn(values: Values<Fields>, questions: readonly QuestionId[]): Answers {
  const answerTo = (id: QuestionId): Answer | undefined => {
    const answer = values[`${id}_answer`];
    return answer === "yes" || answer === "no" ? { yes: answer === "yes", reason: String(values[`${id}_reason`] ?? "") } : undefined;
  };
  return Object.fromEntries(questions.map((id) => [id, answerTo(id)]));
}

/** Those the answers point at: the one it belongs to, or those who must meet. */
function whoIn(values: Values<Fields>, answers: Answers): UnitId[] {
  const concluded = conclude(answers);
  if (concluded.is !== "outcome") return [];
  const chosen = { "own-service": [], "other-service": values["other"] ?? [], collaboration: values["who"] ?? [] }[concluded.outcome];
  return [chosen].flat().flatMap((id) => UnitId.safeParse(id).data ?? []);
}

/** The three questions. Where each answer leads, the child's page says what comes next. @model K1 */
export const decisionPage = form({
  path: "/matters/:matter/decision",
  area: "staff",
  access: "decision.make",
  audit: { event: "decision.made", forFamily: true },
  params: z.object({ matter: MatterId }),
  load: async ({ tx, house, params, at }): Promise<Deciding | undefined> => {
    const [matter, rows, round, units, receiving, deliveries] = await Promise.all([
      findMatter(tx, house.keys, params.matter), listSealedWheel(tx, params.matter), currentRound(tx, params.matter), listUnits(tx), listReceivingUnits(tx, at), listDeliveriesOf(tx, params.matter),
    ]);
    return matter && { matter, met: new Set(deliveries.flatMap(({ fromUnitId, toUnitId }) => [fromUnitId, toUnitId ?? ""])), practice: house.practice, units: units.filter(({ id }) => receiving.has(id)), entries: rows.filter((row) => row.round === round).map((row) => openEntry(matter.key, row)) };
  },
  trace: ({ matter }) => ({ matterId: matter.id, childId: matter.childId }),
  title: (_, words) => words.t("inquiry.decision.title"),
  fields: fieldsOf,
  buttons: (_, words) => [{ label: words.t("inquiry.decision.save") }],
  view: (model, seen, { state }) => <DecisionPage model={model} state={state} seen={seen} buttons={[{ label: seen.words.t("inquiry.decision.save") }]} />,
  perform: async (acting, { model, values }) => {
    const answers = answersIn(values, model.practice.way.questions.map(({ id }) => id));
    const refused = await decide(acting, { matter: model.matter, answers, who: whoIn(values, answers) });
    if (isRefusal(refused)) return refused;
    const concluded = conclude(answers);
    const outcome = concluded.is === "outcome" ? concluded.outcome : undefined;
    // Whoever has found that several must help each other asks the family next: that is one thought.
    return { to: `/matters/${model.matter.id}${outcome === "collaboration" ? "/consents/new" : ""}`, done: `inquiry.${outcome}`, trace: { shown: { outcome } } };
  },
});
