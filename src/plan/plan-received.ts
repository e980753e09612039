import type { Day } from "../platform/clock.ts";
import type { Content } from "../disclosure/index.ts";
import type { Tx } from "../platform/db/connection.ts";
import { unseal, type KeyRing } from "../platform/seal/seal.ts";
import { outcomes, type PlanContent, type Report } from "./plan.ts";
import type { Plan } from "./plan-store.ts";

/** Something about a plan that another branch delivered into a matter here. Its content is opened where it is read. */
export type Received = { readonly delivery: string; readonly matterId: string; readonly kind: "plan" | "plan-lead" | "report" | "closing"; readonly planId: string; readonly at: Date; readonly fromUnit: string; readonly content: Content };

/** What has come into some matters about their plans, in the order it came. One query, so that a card can send it with all others. */
export async function listReceived(tx: Tx, keys: KeyRing, matters: readonly string[]): Promise<Received[]> {
  const rows = await tx.selectFrom("delivery as d").innerJoin("delivery_copy as c", "c.delivery_id", "d.id").innerJoin("duty as fd", "fd.id", "d.sent_by").innerJoin("unit as fu", "fu.id", "fd.unit_id")
    .where((eb) => eb("d.received_matter_id", "=", eb.fn.any(eb.val([...matters])))).where("c.side", "=", "receiver").where("d.kind", "in", ["plan", "plan-lead", "report", "closing"]).where("d.plan_id", "is not", null)
    .select(["d.id", "d.received_matter_id", "d.kind", "d.plan_id", "d.at", "fu.name", "c.id as copy", "c.data_key", "c.sealed", "c.holder_branch_id"]).orderBy("d.at").execute();
  return rows.flatMap((row) => {
    const { holder_branch_id: holder, data_key: wrapped, plan_id: planId } = row;
    if (!holder || !wrapped || !planId) return [];
    return [{
      delivery: row.id, matterId: row.received_matter_id!, kind: row.kind as Received["kind"], planId, at: row.at, fromUnit: row.name,
      get content() { return unseal<Content>(keys.open(holder, wrapped), `delivery_copy:${row.copy}`, row.sealed); },
    }];
  });
}

/** The plan inside a delivery, as its sender froze it. */
export const planIn = (content: Content): PlanContent | undefined => content.data?.["plan"] as PlanContent | undefined;

/** The report inside a delivery. */
function reportIn(content: Content): Report | undefined {
  const report = content.data?.["report"] as Report | undefined;
  return report && outcomes.includes(report.outcome) ? report : undefined;
}

export const reportsIn = (received: readonly Received[]): Array<Report & { at: Date }> =>
  received.filter(({ kind }) => kind === "report").flatMap(({ content, at }) => {
    const report = reportIn(content);
    return report ? [{ ...report, at }] : [];
  });

/** One version of a plan as it can be read here: adopted here, or received. */
export type Readable = { readonly planId: string; readonly number: number; readonly followUpOn: Day; readonly content: PlanContent; readonly at: Date; readonly fromUnit?: string | undefined };

/**
 * Every version of the plan that can be read in a matter, newest first: those adopted here, and those received from whoever
 * held the pen then. The same version only once, as it was kept here first.
 */
export function readableVersions(plan: Plan | undefined, received: readonly Received[]): Readable[] {
  const own = (plan?.adopted ?? []).map((one): Readable => ({ planId: plan!.id, number: one.number, followUpOn: one.followUpOn, get content() { return one.content; }, at: one.adoptedAt }));
  const came = received.filter(({ kind }) => kind === "plan" || kind === "plan-lead").flatMap(({ planId, content, at, fromUnit }): Readable[] => {
    const copy = planIn(content);
    return copy ? [{ planId, number: copy.number, followUpOn: copy.followUp.on, content: copy, at, fromUnit }] : [];
  });
  const newestFirst = [...own, ...came.toReversed()].toSorted((a, b) => b.number - a.number);
  return newestFirst.filter(({ number }, nth) => newestFirst.findIndex((one) => one.number === number) === nth);
}
