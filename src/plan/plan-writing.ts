import { listGuardians, type KnownGuardian } from "../child/index.ts";
import { readConsents, type ConsentsAround } from "../consent/index.ts";
import { listWithheld, type Withheld } from "../disclosure/index.ts";
import type { House } from "../house.ts";
import { findMatter, type Matter } from "../matter/index.ts";
import { listMeetings, type Meeting } from "../meeting/index.ts";
import { listColleagues, listUnits, type Colleague, type Unit } from "../organisation/index.ts";
import type { Asking } from "../platform/web/route.ts";
import type { Day } from "../platform/clock.ts";
import type { MatterId } from "../platform/ids.ts";
import { followUpsFrom, listFollowUpRows } from "./follow-up-store.ts";
import type { FollowUpDone } from "./follow-up.ts";
import { lastHeld, startPlan } from "./plan-actions.ts";
import { latestReports, type PlanDraft, type Report } from "./plan.ts";
import { listReceived, reportsIn } from "./plan-received.ts";
import { listReportRows, listVersionRows, planFrom, reportsFrom, type OpenDraft, type Plan } from "./plan-store.ts";

/** Everything that lies on the table while a plan is written. */
export type Writing = {
  readonly matter: Matter; readonly plan: Plan;
  /** None between an adoption and the next version. */
  readonly draft: OpenDraft | undefined;
  /** What the draft says; the plan in force when there is no draft. */
  readonly content: PlanDraft;
  readonly meeting: Meeting | undefined; readonly guardians: readonly KnownGuardian[]; readonly units: readonly Unit[]; readonly colleagues: readonly Colleague[];
  readonly withheld: Withheld; readonly consents: ConsentsAround; readonly reports: ReadonlyMap<string, Report>; readonly followUps: readonly FollowUpDone[]; readonly house: House; readonly today: Day;
};

/** All reports about a plan's measures that can be read in a matter: one's own and those received. */
export const allReports = (own: readonly (Report & { at: Date })[], came: readonly (Report & { at: Date })[]): ReadonlyMap<string, Report> =>
  latestReports([...own, ...came].toSorted((a, b) => a.at.getTime() - b.at.getTime()));

/** Loads a plan for writing. In a matter that has just decided to work together, opening the plan begins it. */
export async function loadWriting(asking: Asking<House, { matter: MatterId }>): Promise<Writing | undefined> {
  const { tx, house, params, at, today } = asking;
  const id = params.matter;
  const [matter, actor, meetings, rows, reports, received, units, withheld, consents, followUps] = await Promise.all([
    findMatter(tx, house.keys, id), asking.actor, listMeetings(tx, house.keys, id), listVersionRows(tx, id), listReportRows(tx, [id]), listReceived(tx, house.keys, [id]),
    listUnits(tx), listWithheld(tx, { matter: id, at }), readConsents(tx, house, { matter: id }, today), listFollowUpRows(tx, id),
  ]);
  if (!matter || !actor) return undefined;
  const plan = planFrom(matter, rows) ?? (matter.state === "planning" && actor.duty ? await startPlan({ tx, house, actor, at, today }, matter) : undefined);
  const content = plan?.draft?.content ?? plan?.adopted[0]?.content;
  if (!plan?.holds || !content) return undefined;
  const [guardians, colleagues] = await Promise.all([
    listGuardians(tx, house.keys, { child: matter.childId, today }), listColleagues(tx, house.keys, { units: content.parties.map(({ unitId }) => unitId), at }),
  ]);
  return {
    matter, plan, draft: plan.draft, content, meeting: lastHeld(meetings), guardians, units, colleagues, withheld, consents, house, today,
    reports: allReports(reportsFrom(matter.key, reports), reportsIn(received)), followUps: followUpsFrom(matter.key, followUps),
  };
}

export const traceOf = ({ matter, plan, draft }: Pick<Writing, "matter" | "plan" | "draft">) => ({
  matterId: matter.id, childId: matter.childId, shown: { plan: plan.id, version: draft?.number ?? plan.adopted[0]?.number },
});
