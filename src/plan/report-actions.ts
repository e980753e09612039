import { coverageIn, readConsents, type ConsentsAround, type CoverageHere, type Topic } from "../consent/index.ts";
import { deliver } from "../disclosure/index.ts";
import { dutyOf, type Hand } from "../house.ts";
import { findMatter, type Matter } from "../matter/index.ts";
import type { Language } from "../platform/i18n/words.tsx";
import { isRefusal, refuse, type Refusal } from "../platform/result.ts";
import { speaking } from "../practice/index.ts";
import { isDoneBy, latestReports, nextDayFor, type Measure, type Outcome, type PlanContent, type Report } from "./plan.ts";
import { areaName } from "./plan-sections.ts";
import { standingOn } from "./plan-recipients.ts";
import { listReceived, readableVersions } from "./plan-received.ts";
import { findHolder, insertReport, listReportRows, listVersionRows, planFrom, reportsFrom, setDue, type Holder } from "./plan-store.ts";

/** The plan in force as it can be read in a matter, whether this matter has the pen, and what consent lets it tell. */
export type PlanInForce = { readonly planId: string; readonly content: PlanContent; readonly holds: boolean; readonly reported: readonly Report[]; readonly consents: ConsentsAround };

type Asking = Pick<Hand, "tx" | "house" | "today">;

/** A matter with its plan. One round trip. */
export async function findInForce({ tx, house, today }: Asking, matterId: string): Promise<{ matter: Matter; plan: PlanInForce } | undefined> {
  const [matter, versions, received, reports, consents] = await Promise.all([
    findMatter(tx, house.keys, matterId), listVersionRows(tx, matterId), listReceived(tx, house.keys, [matterId]), listReportRows(tx, [matterId]), readConsents(tx, house, { matter: matterId }, today),
  ]);
  const plan = matter && planFrom(matter, versions);
  const [newest] = readableVersions(plan, received);
  if (!matter || !newest) return undefined;
  return { matter, plan: { planId: newest.planId, content: newest.content, holds: plan?.holds === true && plan.id === newest.planId, reported: reportsFrom(matter.key, reports), consents } };
}

/** The measures somebody may report in a matter: a unit its own, and whoever has the pen also what the family does. @model M2 */
export const mayReport = ({ holds }: Pick<PlanInForce, "holds">, measure: Measure, unit: string): boolean => isDoneBy(measure, unit) || (holds && "family" in measure.who);

export type Receiving = Holder & { readonly coverage: CoverageHere };

/** Who would get a report, and whether consent covers it. Undefined when nobody else has the plan. */
export async function findReportReceiver({ tx, today }: Asking, { matter, plan, area }: { matter: Matter; plan: PlanInForce; area: string }): Promise<Receiving | undefined> {
  const holder = plan.holds ? undefined : await findHolder(tx, plan.planId);
  if (!holder || holder.branchId === matter.branchId) return undefined;
  return { ...holder, coverage: coverageIn(plan.consents, { disclosing: matter.branchId, receiver: holder.branchId, topics: ["contact", "plan", area as Topic], today }) };
}

type Telling = { readonly matter: Matter; readonly planId: string; readonly measure: Measure; readonly report: Report; readonly to: Receiving };

async function tell(hand: Hand, { matter, planId, measure, report, to }: Telling): Promise<boolean> {
  if (!to.coverage.complete) return false;
  const reservation = to.coverage.reservations.join("\n");
  const language = hand.actor.language as Language;
  const words = speaking(hand.house.practice, language);
  const text = [words.say(`plan.outcome.${report.outcome}`), report.words].filter((one) => one !== "").join("\n");
  const id = await deliver(hand, {
    matter, receiver: { unit: to.unitId, branch: to.branchId, kind: to.kind }, kind: "report", what: ["contact", "plan", measure.area],
    sections: [{ topic: "plan", heading: words.t("plan.report.measure"), text: measure.what }, { topic: measure.area as Topic, heading: areaName(hand.house.practice, measure.area, language), text }],
    data: { report }, why: words.t("plan.report.why"), standing: standingOn(to.coverage.relying), planId,
    ...(reservation === "" ? { receivedMatterId: to.matterId } : { reservation }),
  });
  return !isRefusal(id);
}

export type Reporting = { readonly matter: Matter; readonly measureId: string; readonly outcome: Outcome; readonly words: string };

/**
 * Says how a measure went. It is kept in one's own file, and told to whoever has the pen where consent covers it.
 * `told`: whether it reached the holder, or needed not to. @model M2
 */
export async function reportMeasure(hand: Hand, { matter, measureId, outcome, words }: Reporting): Promise<{ told: boolean } | Refusal> {
  const plan = (await findInForce(hand, matter.id))?.plan;
  const measure = plan?.content.measures.find(({ id }) => id === measureId);
  if (!plan || !measure || !mayReport(plan, measure, matter.unitId)) return refuse("plan.not-yours");
  const report: Report = { measureId, outcome, words, unit: matter.unit, on: hand.today };
  await insertReport(hand.tx, { matter, planId: plan.planId, report, by: dutyOf(hand).id, at: hand.at });
  const reported = new Set(latestReports([...plan.reported, report]).keys());
  if (matter.state === "taking-part" || matter.state === "following") await setDue(hand.tx, matter.id, nextDayFor(plan.content, matter.unitId, reported));
  const to = await findReportReceiver(hand, { matter, plan, area: measure.area });
  return { told: to ? await tell(hand, { matter, planId: plan.planId, measure, report, to }) : true };
}
