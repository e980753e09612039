import type { VNode } from "preact";
import { z } from "zod";
import { MissingConsents } from "../consent/index.ts";
import { form } from "../house.ts";
import { ChildName, type Matter } from "../matter/index.ts";
import { MatterId } from "../platform/ids.ts";
import { isRefusal } from "../platform/result.ts";
import { choice, text } from "../platform/web/fields.ts";
import type { Route, Seen } from "../platform/web/route.ts";
import { Breadcrumb, PageTitle, Pairs, Said, Stack } from "../ui/index.ts";
import { doerName, outcomes, type Measure, type Outcome } from "./plan.ts";
import { findInForce, findReportReceiver, mayReport, reportMeasure, type PlanInForce, type Receiving } from "./report-actions.ts";

type Reporting = { readonly matter: Matter; readonly plan: PlanInForce; readonly measure: Measure; readonly to: Receiving | undefined };

/** Where what is written goes, before it is written. */
function Reach({ reporting: { to, matter }, seen }: { reporting: Reporting; seen: Seen }) {
  const { words } = seen;
  if (!to) return <p>{words.t("plan.report.here")}</p>;
  if (to.coverage.complete) return <p>{words.t("plan.report.to", { unit: to.unit, authority: to.authority })}</p>;
  return <><p>{words.t("plan.report.alone")}</p><MissingConsents coverage={to.coverage} matterId={matter.id} receiver={{ id: to.unitId, name: to.unit }} /></>;
}

function ReportPage({ reporting, seen, form: drawn }: { reporting: Reporting; seen: Seen; form: VNode }) {
  const { words, today } = seen;
  const { matter, measure } = reporting;
  const child = { label: <ChildName matter={matter} today={today} />, href: `/matters/${matter.id}` };
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("list.title"), href: "/list" }, child, { label: words.t("plan.report.title") }]} />
      <PageTitle over={child.label}>{words.t("plan.report.title")}</PageTitle>
      <Pairs
        items={[
          { label: words.t("plan.column.what"), value: <Said>{measure.what}</Said> },
          { label: words.t("plan.column.who"), value: <Said>{doerName(measure.who)}</Said> },
          { label: words.t("plan.column.when"), value: words.day(measure.byOn) },
        ]}
      />
      <Reach reporting={reporting} seen={seen} />
      {drawn}
    </Stack>
  );
}

/** How one measure went, told by the branch that does it; what the family does is noted by whoever has the pen. @model M2 */
const reportForm = form({
  path: "/matters/:matter/reports/:measure", area: "staff", access: "report.write", audit: { event: "measure.reported", forFamily: true },
  params: z.object({ matter: MatterId, measure: z.uuid() }),
  load: async (asking): Promise<Reporting | undefined> => {
    const found = await findInForce(asking, asking.params.matter);
    const measure = found?.plan.content.measures.find(({ id }) => id === asking.params.measure);
    if (!found || !measure || !mayReport(found.plan, measure, found.matter.unitId)) return undefined;
    const { matter, plan } = found;
    return { matter, plan, measure, to: await findReportReceiver(asking, { matter, plan, area: measure.area }) };
  },
  trace: ({ matter, plan, measure }) => ({ matterId: matter.id, childId: matter.childId, shown: { plan: plan.planId, measure: measure.id } }),
  title: (_, words) => words.t("plan.report.title"),
  fields: (_, words) => ({
    outcome: choice({ label: words.t("plan.report.outcome"), required: true, options: outcomes.map((outcome) => ({ value: outcome, label: words.say(`plan.report.is.${outcome}`) })) }),
    words: text({ label: words.t("plan.report.words"), hint: words.t("plan.report.words.hint"), rows: 4, max: 2000 }),
  }),
  buttons: (_, words) => [{ label: words.t("plan.report.button") }],
  view: (reporting, seen, { form: drawn }) => <ReportPage reporting={reporting} seen={seen} form={drawn} />,
  perform: async (hand, { model: { matter, measure }, values }) => {
    const done = await reportMeasure(hand, { matter, measureId: measure.id, outcome: values.outcome as Outcome, words: values.words });
    return isRefusal(done) ? done : { to: `/matters/${matter.id}#plan`, done: done.told ? "planReported" : "planReportedHere" };
  },
});

export const reportRoutes: readonly Route[] = [reportForm];
