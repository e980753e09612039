import { z } from "zod";
import { listActivities } from "../activity/index.ts";
import { freshnessOf } from "../directory/directory.ts";
import { findGuide, listGuides, listServices, reportCard } from "../directory/index.ts";
import { listLate } from "../contact/index.ts";
import { listAnswers, searchAmong } from "../guide/index.ts";
import { COUNTED_MONTHS, isUnanswered, listCalls } from "../guiding/index.ts";
import { dutyOf, form, page } from "../house.ts";
import { addMonths } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { refuse } from "../platform/result.ts";
import { choice } from "../platform/web/fields.ts";
import { findsOf } from "./finds.tsx";
import { settlings, type Settling } from "./keeper.ts";
import { DeskPage, NeedPage, type DeskModel, type NeedModel } from "./keeper-pages.tsx";
import { listNeeds, settleNeed } from "./need-store.ts";

export const GuidePlace = z.object({ guide: z.string().regex(/^[a-z0-9-]{1,80}$/) });
export const keeps = { area: "staff", access: "guide.keep" } as const;

/** From the menu to the guide one keeps. */
const entrance = page({
  path: "/guide-work", area: "staff", access: "staff", audit: { event: "guide-work.opened" },
  load: async ({ tx, actor }) => {
    const [guides, self] = await Promise.all([listGuides(tx), actor]);
    return guides.find(({ unitId }) => unitId === self?.duty?.unitId);
  },
  go: ({ handle }) => `/guide-work/${handle}`,
  title: (_, words) => words.t("keeper.title"),
  view: () => <></>,
});

const countDue = async (tx: Tx, today: string): Promise<number> =>
  (await listAnswers(tx, "sv")).filter(({ checkedOn, reviewMonths }) => freshnessOf(checkedOn, reviewMonths, today) !== "fresh").length;

async function loadDesk(tx: Tx, handle: string, today: string): Promise<DeskModel | undefined> {
  const [guide, needs, late, due, calls] = await Promise.all([findGuide(tx, handle), listNeeds(tx, handle), listLate(tx), countDue(tx, today), listCalls(tx, handle, addMonths(today, -COUNTED_MONTHS))]);
  return guide && { guide, needs, late: late.filter((one) => one.guide === handle).length, due, unanswered: calls.filter(isUnanswered).length };
}

const deskPage = page({
  path: "/guide-work/:guide", ...keeps, audit: { event: "needs.listed" }, params: GuidePlace,
  load: ({ tx, params, today }) => loadDesk(tx, params.guide, today),
  title: (_, words) => words.t("keeper.title"),
  view: (model, seen) => <DeskPage model={model} seen={seen} />,
});

const needsPage = page({
  path: "/guide-work/:guide/needs", ...keeps, audit: { event: "needs.listed" }, params: GuidePlace,
  load: ({ tx, params, today }) => loadDesk(tx, params.guide, today),
  title: (_, words) => words.t("keeper.needs"),
  view: (model, seen) => <DeskPage model={model} seen={seen} all />,
});

type Settle = NeedModel & { readonly services: ReadonlyArray<{ readonly id: string; readonly name: string }> };

const needForm = form({
  path: "/guide-work/:guide/needs/:need", ...keeps, audit: { event: "need.settled" }, params: GuidePlace.extend({ need: z.uuid() }),
  load: async ({ tx, params, at, today }): Promise<Settle | undefined> => {
    // What is to be searched for is read here too, and so everything that a search could find is read beside it.
    const [guide, needs, services, answers, activities] = await Promise.all([findGuide(tx, params.guide), listNeeds(tx, params.guide), listServices(tx, params.guide), listAnswers(tx, "sv"), listActivities(tx, { guide: params.guide })]);
    const need = needs.find(({ id }) => id === params.need);
    if (!guide || !need) return undefined;
    const hits = need.terms ? await searchAmong(tx, { text: need.terms, language: need.language, guide: guide.handle, at, today }, { answers, services, activities }) : [];
    return { guide, need, finds: findsOf({ hits }), services: services.filter(({ guideId }) => guideId !== undefined) };
  },
  trace: ({ need }) => ({ shown: { need: need.id } }),
  title: (_, words) => words.t("keeper.settle"),
  fields: ({ services }, words) => ({
    how: choice({ label: words.t("keeper.settle.how"), required: true, options: settlings.map((value) => ({ value, label: words.t(`keeper.settle.${value}`) })) }),
    to: choice({ label: words.t("keeper.settle.to"), hint: words.t("keeper.settle.to.hint"), drawn: "list", options: services.map(({ id, name }) => ({ value: id, label: name })) }),
  }),
  buttons: (_, words) => [{ label: words.t("keeper.settle.save") }],
  view: (model, _, drawn) => <NeedPage {...model} form={drawn.form} />,
  perform: async (hand, { model: { guide, need }, values }) => {
    const settling = values.how as Settling;
    const to = settling === "sent-on" ? values.to : "";
    if (settling === "sent-on" && to === "") return refuse("need.where", { field: "to" });
    if (!(await settleNeed(hand.tx, { need: need.id, settling, to: to || undefined, by: dutyOf(hand).id, at: hand.at }))) return refuse("need.settled");
    const about = need.terms || need.answer?.question || "";
    if (to) await reportCard(hand.tx, { serviceId: to, kind: "other", said: hand.words.t("keeper.sent", { terms: about, times: need.times }) });
    return { to: `/guide-work/${guide.handle}`, done: "needSettled", trace: { shown: { need: need.id, settling } } };
  },
});

export const deskRoutes = [entrance, deskPage, needsPage, needForm];
