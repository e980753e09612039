import { findGuide } from "../directory/index.ts";
import { listTopics } from "../guide/index.ts";
import { page, type House } from "../house.ts";
import type { Asking } from "../platform/web/route.ts";
import { GuidePlace, keeps } from "./desk-routes.tsx";
import { after, before, firstDayOf, halfAsked, lastDayOf, nameOf, reportOf } from "./needs-report.ts";
import { reportCsv } from "./report-csv.ts";
import { ReportPage, type ReportModel } from "./report-pages.tsx";
import { listAsked } from "./report-store.ts";

async function loadReport({ tx, params, query, today }: Asking<House, { guide: string }>): Promise<ReportModel | undefined> {
  const half = halfAsked(query.get("half"), today);
  const [guide, asked, topics] = await Promise.all([
    findGuide(tx, params.guide), listAsked(tx, { guide: params.guide, from: firstDayOf(before(half)), middle: firstDayOf(half), until: lastDayOf(half) }), listTopics(tx, "sv")]);
  const questions = new Map([...asked.earlier, ...asked.now].flatMap(({ answer }) => (answer ? [[answer.handle, answer.question] as const] : [])));
  return guide && {
    guide, half, now: reportOf(asked.now), earlier: reportOf(asked.earlier), questions, topics: new Map(topics.map(({ handle, name }) => [handle, name])), hasLater: lastDayOf(after(half)) < today,
  };
}

const trace = ({ half }: ReportModel) => ({ shown: { half: nameOf(half) } });

const reportPage = page({
  path: "/guide-work/:guide/report", ...keeps, audit: { event: "needs.reported" }, params: GuidePlace,
  load: loadReport, trace,
  title: (_, words) => words.t("needs-report.title"),
  view: (model, seen) => <ReportPage model={model} seen={seen} />,
});

const csvFile = page({
  path: "/guide-work/:guide/report.csv", ...keeps, audit: { event: "needs.downloaded" }, params: GuidePlace,
  load: loadReport, trace,
  title: (_, words) => words.t("needs-report.title"),
  file: (model, words) => ({ name: `behov-${model.guide.handle}-${nameOf(model.half)}.csv`, type: "text/csv; charset=utf-8; header=present", text: reportCsv(words, model) }),
  view: () => <></>,
});

export const reportRoutes = [reportPage, csvFile];
