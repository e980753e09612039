import type { VNode } from "preact";
import type { Card as MatterCard, Look, Matter, Next } from "../matter/index.ts";
import { daysBetween } from "../platform/clock.ts";
import type { Seen } from "../platform/web/route.ts";
import { Actions, ButtonLink, Card, Hidden, Said, ShortLink, Tag } from "../ui/index.ts";
import type { House } from "../house.ts";
import { followUpsFrom, listFollowUpRows, type FollowUpRow } from "./follow-up-store.ts";
import { FollowUpRead } from "./follow-up-view.tsx";
import { isDoneBy, missingIn, nextDayFor, requiredSections, type DraftMeasure, type Measure, type PlanContent } from "./plan.ts";
import { listReceived, readableVersions, reportsIn, type Readable, type Received } from "./plan-received.ts";
import { listNewestRows, listReportRows, planFrom, reportsFrom, type Plan, type ReportRow, type VersionRow } from "./plan-store.ts";
import { sectionLabel } from "./plan-sections.ts";
import { MeasureTable, VoiceWords } from "./plan-view.tsx";
import { allReports } from "./plan-writing.ts";

/** What was read of the plans of one matter, or of many. */
type Rows = { readonly versions: readonly VersionRow[]; readonly reports: readonly ReportRow[]; readonly received: readonly Received[]; readonly house: House; readonly today: string };

/** What one matter knows of its plan: as the one who has the pen, or as a party. `own`: the measures it has told of itself. */
type Known = {
  readonly plan: Plan | undefined; readonly versions: readonly Readable[]; readonly holds: boolean; readonly closed: boolean; readonly own: ReadonlySet<string>;
};

function knownIn(matter: Matter, { versions, reports, received }: Rows): Known {
  const plan = planFrom(matter, versions.filter((row) => row.matter_id === matter.id));
  const came = received.filter(({ matterId }) => matterId === matter.id);
  return {
    plan, versions: readableVersions(plan, came), holds: plan?.holds === true, closed: plan?.closed === true || came.some(({ kind }) => kind === "closing"),
    own: new Set(reports.filter((row) => row.matter_id === matter.id).map((row) => row.measure_id)),
  };
}

/** The earliest measure of one's own that nobody has told of yet. */
const untold = ({ measures }: PlanContent, unit: string, own: ReadonlySet<string>): Measure | undefined =>
  measures.filter((measure) => isDoneBy(measure, unit) && !own.has(measure.id)).toSorted((a, b) => (a.byOn < b.byOn ? -1 : 1))[0];

function nextWhileWriting(matter: Matter, { plan }: Known, { house, today }: Rows): Next | undefined {
  if (!plan?.draft) return undefined;
  const count = new Set(missingIn(plan.draft.content, { required: requiredSections(house.practice), today }).map(({ section }) => section)).size;
  const href = `/matters/${matter.id}/plan`;
  if (count > 0 && plan.adopted.length === 0) return { what: "plan.next.missing", values: { count }, href, dueOn: matter.dueOn };
  return { what: plan.adopted.length === 0 ? "plan.next.adopt" : "plan.next.version", href: count === 0 ? `${href}/adopt` : href, dueOn: matter.dueOn };
}

/** Where a plan is written, followed or taken part in. */
const isPlanned = ({ state }: Matter): boolean => state === "planning" || state === "planned" || state === "taking-part" || state === "following";

/** The step a plan gives its matter; nothing, where the matter's own state says enough. @ground U04 */
function nextOf(matter: Matter, known: Known, rows: Rows): Next | undefined {
  const [newest] = known.versions;
  const base = `/matters/${matter.id}`;
  if (matter.state === "planning" || (matter.state === "planned" && known.plan?.draft)) return nextWhileWriting(matter, known, rows);
  if (!newest || !isPlanned(matter)) return undefined;
  if (matter.state === "planned") return { what: "plan.next.follow", href: `${base}/follow-up`, dueOn: newest.followUpOn };
  const mine = known.closed ? undefined : untold(newest.content, matter.unitId, known.own);
  if (matter.state === "following" && !mine) return undefined;
  if (known.closed) return { what: "plan.next.closed", href: `${base}/close`, dueOn: matter.dueOn };
  if (mine) return { what: "plan.next.report", href: `${base}/reports/${mine.id}`, dueOn: mine.byOn };
  return { what: "plan.next.wait", href: `${base}#plan`, dueOn: nextDayFor(newest.content, matter.unitId, known.own) };
}

type Drawing = { readonly matter: Matter; readonly known: Known; readonly rows: Rows & { readonly followUps: readonly FollowUpRow[] }; readonly seen: Seen };

function FollowUpLine({ current, seen, closed }: { current: PlanContent; seen: Seen; closed: boolean }) {
  const { words, today } = seen;
  if (closed) return <p>{words.t("plan.closed")}</p>;
  const { on, form, who } = current.followUp;
  const late = on < today ? <Tag kind="late">{words.t("plan.card.late", { days: daysBetween(on, today) })}</Tag> : null;
  return <p>{words.t("plan.card.followUp", { day: words.day(on), form: words.say(`plan.form.${form}`) })} <Said>{who}</Said> {words.t("plan.card.calls")} {late}</p>;
}

function Buttons({ matter, known, seen }: Drawing) {
  const { words } = seen;
  const base = `/matters/${matter.id}`;
  const number = known.versions[0]?.content.number;
  if (!known.holds || known.closed) return <Actions>{number && <ButtonLink href={`${base}/plan/versions/${number}`} kind="quiet">{words.t("plan.card.read")}</ButtonLink>}</Actions>;
  return (
    <Actions>
      {known.plan?.draft && <ButtonLink href={`${base}/plan`}>{words.t(number ? "plan.card.goOn" : "plan.card.write")}</ButtonLink>}
      {!known.plan?.draft && seen.can("follow-up.make") && <ButtonLink href={`${base}/follow-up`}>{words.t("plan.card.follow")}</ButtonLink>}
      {!known.plan?.draft && <ButtonLink href={`${base}/plan`} kind="quiet">{words.t("plan.card.read")}</ButtonLink>}
    </Actions>
  );
}

/** Whose turn it is to tell of a measure: a party its own, whoever has the pen also what the family does. */
function reportLink({ matter, known, seen }: Drawing, current: PlanContent): ((measure: DraftMeasure) => VNode | undefined) | undefined {
  const { words } = seen;
  const may = ({ who }: DraftMeasure) => who !== undefined && (isDoneBy({ who }, matter.unitId) || (known.holds && "family" in who));
  if (known.closed || !seen.can("report.write") || !current.measures.some(may)) return undefined;
  return (measure) => (may(measure) ? <ShortLink href={`/matters/${matter.id}/reports/${measure.id}`} about={<Said>{measure.what}</Said>}>{words.t("plan.report.link")}</ShortLink> : undefined);
}

function InForce({ current, drawing }: { current: PlanContent; drawing: Drawing }) {
  const { matter, rows, known, seen } = drawing;
  const tell = reportLink(drawing, current);
  const ending = followUpsFrom(matter.key, rows.followUps).find(({ decision }) => decision === "closed");
  return (
    <>
      {ending ? <FollowUpRead done={ending} /> : <VoiceWords voice={current.childVoice} />}
      <MeasureTable measures={current.measures} reading={{ practice: rows.house.practice, today: seen.today, caption: <Hidden>{sectionLabel(rows.house.practice, "measures", seen.words.language)}</Hidden>, reports: allReports(reportsFrom(matter.key, rows.reports), reportsIn(rows.received)), ...(tell ? { tell } : {}) }} />
      <FollowUpLine current={current} seen={seen} closed={known.closed} />
    </>
  );
}

function PlanCard(drawing: Drawing) {
  const { known, matter, seen } = drawing;
  const { words } = seen;
  const current = known.versions[0]?.content;
  if (!current && matter.state !== "planning") return null;
  const version = current && <span class="quiet">{words.t("plan.version", { number: current.number })}</span>;
  return (
    <Card id="plan" title={words.t("plan.title")} beside={version}>
      {current && <InForce current={current} drawing={drawing} />}
      {known.plan?.draft && current && <p>{words.t("plan.card.draft")}</p>}
      {!current && !known.plan?.draft ? <Actions><ButtonLink href={`/matters/${matter.id}/plan`}>{words.t("plan.card.write")}</ButtonLink></Actions> : <Buttons {...drawing} />}
    </Card>
  );
}

async function readRows({ tx, house, today }: Look, matters: readonly string[]): Promise<Rows> {
  const [versions, reports, received] = await Promise.all([listNewestRows(tx, matters), listReportRows(tx, matters), listReceived(tx, house.keys, matters)]);
  return { versions, reports, received, house, today };
}

export const planCard: MatterCard = {
  load: async (input) => {
    const [read, followUps] = await Promise.all([readRows(input, [input.matterId]), listFollowUpRows(input.tx, input.matterId)]);
    const rows = { ...read, followUps };
    // The page shows what its next step is told from: opened once.
    let known: Known | undefined;
    const knownOf = (matter: Matter) => (known ??= knownIn(matter, rows));
    return { view: (matter, seen) => <PlanCard matter={matter} known={knownOf(matter)} rows={rows} seen={seen} />, next: (matter) => nextOf(matter, knownOf(matter), rows) };
  },
  know: async (input) => {
    const planned = input.matters.filter(isPlanned).map(({ id }) => id);
    if (planned.length === 0) return {};
    const rows = await readRows(input, planned);
    return { next: (matter) => nextOf(matter, knownIn(matter, rows), rows) };
  },
};
