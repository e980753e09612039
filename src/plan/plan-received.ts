import type { Content } from "../disclosure/index.ts";
import type { Tx } from "../platform/db/connection.ts";
import { unseal, type KeyRing } from "../platform/seal/seal.ts";
import { outcomes, type PlanContent, type Report } from "./plan.ts";
import type { Plan } from "./plan-store.ts";

/** Something about a plan that another branch delivered into a matter here. */
export type Received = { readonly delivery: string; readonly kind: "plan" | "plan-lead" | "report" | "closing"; readonly planId: string; readonly at: Date; readonly fromUnit: string; readonly content: Content };

/** What has come into a matter about its plan, in the order it came. One query, so that a card can send it with all others. */
export async function listReceived(tx: Tx, keys: KeyRing, matter: string): Promise<Received[]> {
  const rows = await tx.selectFrom("delivery as d").innerJoin("delivery_copy as c", "c.delivery_id", "d.id").innerJoin("duty as fd", "fd.id", "d.sent_by").innerJoin("unit as fu", "fu.id", "fd.unit_id")
    .where("d.received_matter_id", "=", matter).where("c.side", "=", "receiver").where("d.kind", "in", ["plan", "plan-lead", "report", "closing"]).where("d.plan_id", "is not", null)
    .select(["d.id", "d.kind", "d.plan_id", "d.at", "fu.name", "c.id as copy", "c.data_key", "c.sealed", "c.holder_branch_id"]).orderBy("d.at").execute();
  return rows.flatMap((row) => {
    if (!row.holder_branch_id || !row.data_key || !row.plan_id) return [];
    const content = unseal<Content>(keys.open(row.holder_branch_id, row.data_key), `delivery_copy:${row.copy}`, row.sealed);
    return [{ delivery: row.id, kind: row.kind as Received["kind"], planId: row.plan_id, at: row.at, fromUnit: row.name, content }];
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
  received.flatMap(({ kind, content, at }) => {
    const report = kind === "report" ? reportIn(content) : undefined;
    return report ? [{ ...report, at }] : [];
  });

/** One version of a plan as it can be read here: adopted here, or received. */
export type Readable = { readonly planId: string; readonly content: PlanContent; readonly at: Date; readonly fromUnit?: string | undefined };

/**
 * Every version of the plan that can be read in a matter, newest first: those adopted here, and those received from whoever
 * held the pen then. The same version only once, as it was kept here first.
 */
export function readableVersions(plan: Plan | undefined, received: readonly Received[]): Readable[] {
  const own = (plan?.adopted ?? []).map(({ content, adoptedAt }): Readable => ({ planId: plan!.id, content, at: adoptedAt }));
  const came = received.flatMap(({ kind, planId, content, at, fromUnit }): Readable[] => {
    const copy = kind === "plan" || kind === "plan-lead" ? planIn(content) : undefined;
    return copy ? [{ planId, content: copy, at, fromUnit }] : [];
  });
  const newestFirst = [...own, ...came.toReversed()].toSorted((a, b) => b.content.number - a.content.number);
  return newestFirst.filter(({ content }, nth) => newestFirst.findIndex((one) => one.content.number === content.number) === nth);
}
