import { z } from "zod";
import { findGuide, listReports, reportCard } from "../directory/index.ts";
import { COUNTED_MONTHS, isUnanswered, listCalls } from "../guiding/index.ts";
import { form, page, type House } from "../house.ts";
import { addMonths } from "../platform/clock.ts";
import { refuse } from "../platform/result.ts";
import type { Asking } from "../platform/web/route.ts";
import { CallsPage, TellPage, type CallsModel } from "./call-pages.tsx";
import { GuidePlace, keeps } from "./desk-routes.tsx";

async function loadCalls({ tx, params, today }: Asking<House, { guide: string }>): Promise<CallsModel | undefined> {
  const [guide, calls, reports] = await Promise.all([findGuide(tx, params.guide), listCalls(tx, params.guide, addMonths(today, -COUNTED_MONTHS)), listReports(tx)]);
  return guide && { guide, calls, told: new Set(reports.filter(({ kind }) => kind === "number").map(({ serviceId }) => serviceId)) };
}

const callsPage = page({
  path: "/guide-work/:guide/calls", ...keeps, audit: { event: "calls.listed" }, params: GuidePlace,
  load: loadCalls,
  title: (_, words) => words.t("keeper.calls"),
  view: (model, seen) => <CallsPage model={model} seen={seen} />,
});

/** Nobody answers there: said on the card, as anybody may say of a number that is dead. */
const tellForm = form({
  path: "/guide-work/:guide/calls/:service", ...keeps, audit: { event: "card.reported" }, params: GuidePlace.extend({ service: z.string().regex(/^[a-z0-9-]{1,80}$/) }),
  load: async (asking) => {
    const model = await loadCalls(asking);
    const calls = model?.calls.find((one) => one.handle === asking.params.service && isUnanswered(one));
    return model && calls && { ...model, of: calls };
  },
  trace: ({ of }) => ({ shown: { service: of.serviceId } }),
  title: (_, words) => words.t("keeper.calls.tell"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("keeper.calls.tell") }],
  view: ({ guide, of }, seen, drawn) => <TellPage guide={guide} calls={of} seen={seen} form={drawn.form} />,
  perform: async ({ tx, words }, { model: { guide, of, told } }) => {
    if (told.has(of.serviceId)) return refuse("calls.told");
    await reportCard(tx, { serviceId: of.serviceId, kind: "number", said: words.t("keeper.calls.said", { unanswered: of.unanswered, calls: of.calls }) });
    return { to: `/guide-work/${guide.handle}/calls`, done: "callsTold" };
  },
});

export const callRoutes = [callsPage, tellForm];
