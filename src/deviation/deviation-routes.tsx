import { z } from "zod";
import { form, page, type House } from "../house.ts";
import { listReceivingUnits, listUnits, type Unit } from "../organisation/index.ts";
import { addYears } from "../platform/clock.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { isRefusal } from "../platform/result.ts";
import { choice, choices, day, line, text } from "../platform/web/fields.ts";
import { Card } from "../ui/index.ts";
import type { Asking } from "../platform/web/route.ts";
import type { Practice } from "../practice/index.ts";
import { answerDeviation, reportDeviation, settleDeviation } from "./deviation-actions.ts";
import { DeviationPage, DeviationsPage, NewDeviationPage, type ListModel } from "./deviation-pages.tsx";
import { countDeviations, findDeviation, listDeviations, type Deviation } from "./deviation-store.ts";
import { deviationKinds, readReport } from "./deviation.ts";

const params = z.object({ deviation: z.uuid() });
const sendButton = (words: Words) => [{ label: words.t("deviation.send") }];

const listPage = page({
  path: "/deviations", area: "staff", access: "staff",
  audit: { event: "deviations.listed" },
  load: async ({ tx, house: { practice } }): Promise<ListModel> => {
    const [all, counts] = await Promise.all([listDeviations(tx), countDeviations(tx)]);
    return { all, counts, practice };
  },
  trace: ({ all }) => ({ shown: { deviations: all.map(({ id }) => id) } }),
  title: (_, words) => words.t("deviation.title"),
  view: (model, seen) => <DeviationsPage model={model} seen={seen} />,
});

type Reporting = { readonly units: readonly Unit[]; readonly names: readonly string[]; readonly to: string; readonly practice: Practice };

/** Tells another unit what did not work between the two. No address, field or column of it leads to a child. @model degerforsmodellen 3.3 step 11 */
const newDeviation = form({
  path: "/deviations/new", area: "staff", access: "staff",
  audit: { event: "deviation.reported" },
  load: async ({ tx, house: { practice }, actor, query, at }): Promise<Reporting> => {
    const [units, receiving, self] = await Promise.all([listUnits(tx), listReceivingUnits(tx, at), actor]);
    return { units: units.filter(({ id }) => receiving.has(id) && id !== self?.duty?.unitId), names: units.flatMap(({ name, authority, town }) => [name, authority, town]), to: query.get("to") ?? "", practice };
  },
  title: (_, words) => words.t("deviation.new"),
  fields: ({ units }, words, today) => ({
    to: choice({ label: words.t("deviation.to"), required: true, drawn: "list", options: units.map(({ id, name, authority }) => ({ value: id, label: `${name}, ${authority}`, said: true })) }),
    kind: choice({ label: words.t("deviation.kind"), required: true, options: deviationKinds.map((value) => ({ value, label: words.t(`deviation.kind.${value}`) })) }),
    routine: line({ label: words.t("deviation.routine"), hint: words.t("deviation.routine.hint"), required: true, max: 300 }),
    happenedOn: day({ label: words.t("deviation.happenedOn"), required: true, from: addYears(today, -1), to: today }),
    happened: text({ label: words.t("deviation.happened"), hint: words.t("deviation.happened.hint"), required: true, max: 2000, rows: 4 }),
    expected: text({ label: words.t("deviation.expected"), required: true, max: 1000, rows: 3 }),
    proposal: text({ label: words.t("deviation.proposal"), required: true, max: 1000, rows: 3 }),
    anyway: choices({ label: words.t("consultation.anyway"), options: [{ value: "yes", label: words.t("consultation.anyway.yes") }] }),
    nobody: choices({ label: words.t("deviation.nobody"), required: true, options: [{ value: "yes", label: words.t("deviation.nobody.yes") }] }),
  }),
  initial: ({ to }) => ({ to }),
  buttons: (_, words) => sendButton(words),
  view: ({ practice }, seen, { state }) => <NewDeviationPage state={state} buttons={sendButton(seen.words)} practice={practice} seen={seen} />,
  perform: async (hand, { model: { names }, values }) => {
    const report = readReport(values, names);
    if (isRefusal(report)) return report;
    const sent = await reportDeviation(hand, { to: values.to, report, happenedOn: values.happenedOn });
    return isRefusal(sent) ? sent : { to: `/deviations/${sent}`, done: "deviationSent", trace: { shown: { deviation: sent } } };
  },
});

type One = { readonly deviation: Deviation; readonly practice: Practice };
async function loadOne({ tx, house: { keys, practice }, params: { deviation: id } }: Asking<House, z.output<typeof params>>): Promise<One | undefined> {
  const deviation = await findDeviation(tx, keys, id);
  return deviation && { deviation, practice };
}
const traced = ({ deviation: { id } }: One) => ({ shown: { deviation: id } });

const onePage = page({
  path: "/deviations/:deviation", area: "staff", access: "deviation.read",
  audit: { event: "deviation.read" }, params,
  load: loadOne, trace: traced,
  title: (_, words) => words.t("deviation.one"),
  view: ({ deviation, practice }, seen) => <DeviationPage deviation={deviation} practice={practice} seen={seen} form={undefined} />,
});

const answerForm = form({
  path: "/deviations/:deviation/answer", area: "staff", access: "deviation.answer",
  audit: { event: "deviation.answered" }, params,
  load: loadOne, trace: traced,
  title: (_, words) => words.t("deviation.answer"),
  fields: (_, words) => ({ words: text({ label: words.t("deviation.answer.words"), hint: words.t("deviation.answer.hint"), required: true, max: 3000, rows: 6 }) }),
  buttons: (_, words) => [{ label: words.t("deviation.answer.send") }],
  view: ({ deviation, practice }, seen, drawn) => <DeviationPage deviation={deviation} practice={practice} seen={seen} form={<Card title={seen.words.t("deviation.answer")}>{drawn.form}</Card>} />,
  perform: async (hand, { model, values }) => (await answerDeviation(hand, { deviation: model.deviation, words: values.words })) ?? { to: `/deviations/${model.deviation.id}`, done: "deviationAnswered", trace: traced(model) },
});

/** Agreed, with what was changed; or not, and then it goes to the step above. */
const settleForm = form({
  path: "/deviations/:deviation/settle", area: "staff", access: "deviation.settle",
  audit: { event: "deviation.settled" }, params,
  load: loadOne, trace: traced,
  title: (_, words) => words.t("deviation.settle"),
  fields: (_, words) => ({
    how: choice({ label: words.t("deviation.how"), required: true, options: [{ value: "agreed", label: words.t("deviation.how.agreed") }, { value: "not", label: words.t("deviation.how.not"), hint: words.t("deviation.how.not.hint") }] }),
    words: text({ label: words.t("deviation.settle.words"), hint: words.t("deviation.settle.hint"), required: true, max: 3000, rows: 5 }),
  }),
  buttons: (_, words) => [{ label: words.t("deviation.settle.send") }],
  view: ({ deviation, practice }, seen, drawn) => <DeviationPage deviation={deviation} practice={practice} seen={seen} form={<Card title={seen.words.t("deviation.settle")}>{drawn.form}</Card>} />,
  perform: async (hand, { model, values }) => (await settleDeviation(hand, { deviation: model.deviation, agreed: values.how === "agreed", words: values.words })) ?? { to: `/deviations/${model.deviation.id}`, done: values.how === "agreed" ? "deviationClosed" : "deviationClimbed", trace: traced(model) },
});

export const deviationRoutes = [listPage, newDeviation, onePage, answerForm, settleForm];
