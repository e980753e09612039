import { sql } from "kysely";
import type { BranchKind } from "../access/secrecy.ts";
import type { BranchId, DutyId, MatterId, UnitId } from "../platform/ids.ts";
import { newId } from "../platform/ids.ts";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { insertRows, sealedArray } from "../platform/db/rows.ts";
import { seal, unseal, type DataKey } from "../platform/seal/seal.ts";
import type { Matter, OpenedMatter } from "../matter/index.ts";
import type { House } from "../house.ts";
import type { Outcome, PlanContent, PlanDraft, Report } from "./plan.ts";

/** A draft with the row version at which each of its parts was last changed: two people may write different parts at once. */
export type OpenDraft = { readonly id: string; readonly planId: string; readonly number: number; readonly version: number; readonly content: PlanDraft; readonly touched: Readonly<Record<string, number>> };
/** Its content is opened where it is read. */
export type Adopted = { readonly id: string; readonly number: number; readonly adoptedAt: Date; readonly followUpOn: Day; readonly content: PlanContent };

/** The plan as one branch has it in its own file. `holds`: this matter has the pen. Adopted versions newest first. */
export type Plan = {
  readonly id: string; readonly holds: boolean; readonly closed: boolean; readonly draft: OpenDraft | undefined; readonly adopted: readonly Adopted[];
};

type Words = { readonly content: PlanDraft; readonly touched: Readonly<Record<string, number>> };

const versions = (tx: Tx) =>
  tx.selectFrom("plan_version as v").leftJoin("plan as p", "p.id", "v.plan_id")
    .select(["v.id", "v.matter_id", "v.plan_id", "v.number", "v.state", "v.sealed", "v.version", "v.adopted_at", "v.follow_up_on", "p.holder_matter_id", "p.state as plan_state"]);
export type VersionRow = Awaited<ReturnType<ReturnType<typeof versions>["execute"]>>[number];

/** The rows of a matter's plan, still sealed: asked for before the matter's key is at hand. */
export const listVersionRows = (tx: Tx, matter: string): Promise<VersionRow[]> => versions(tx).where("v.matter_id", "=", matter).orderBy("v.number", "desc").execute();

/** The same for some matters, of each plan only the newest adopted version and the newest draft: what is in force, and what is being written. */
export const listNewestRows = (tx: Tx, matters: readonly string[]): Promise<VersionRow[]> =>
  tx.selectFrom(versions(tx).where((eb) => eb("v.matter_id", "=", eb.fn.any(eb.val([...matters])))).distinctOn(["v.matter_id", "v.plan_id", "v.state"])
    .orderBy("v.matter_id").orderBy("v.plan_id").orderBy("v.state").orderBy("v.number", "desc").as("newest")).selectAll().orderBy("number", "desc").execute();

const open = (key: DataKey, row: Pick<VersionRow, "id" | "sealed">): Words => unseal<Words>(key, `plan_version:${row.id}`, row.sealed);
const sealWords = (key: DataKey, id: string, { content, touched }: Words): Buffer => seal(key, `plan_version:${id}`, { content, touched });

const draftOf = (key: DataKey, row: VersionRow): OpenDraft => ({ id: row.id, planId: row.plan_id, number: row.number, version: row.version, ...open(key, row) });
function adoptedOf(key: DataKey, row: VersionRow): Adopted {
  let content: PlanContent | undefined;
  return { id: row.id, number: row.number, adoptedAt: row.adopted_at!, followUpOn: row.follow_up_on!, get content() { return (content ??= open(key, row).content as PlanContent); } };
}

/** The plan of a matter from its rows; undefined when there is none. */
export function planFrom(matter: Pick<Matter, "id" | "key">, rows: readonly VersionRow[]): Plan | undefined {
  const current = rows.find((row) => row.holder_matter_id === matter.id) ?? rows[0];
  if (!current) return undefined;
  const own = rows.filter((row) => row.plan_id === current.plan_id);
  const newest = Math.max(0, ...own.filter(({ state }) => state === "adopted").map(({ number }) => number));
  // A draft left from before the pen was handed on, and back, is behind what has been adopted since.
  const draft = own.find(({ state, number }) => state === "draft" && number > newest);
  return {
    id: current.plan_id, holds: current.holder_matter_id === matter.id, closed: current.plan_state === "closed",
    draft: draft && draftOf(matter.key, draft), adopted: own.filter(({ state }) => state === "adopted").map((row) => adoptedOf(matter.key, row)),
  };
}

/** The plan a matter holds, or held before the pen was handed on. */
export async function findPlan(tx: Tx, _house: House, matter: Pick<Matter, "id" | "key">): Promise<Plan | undefined> {
  return planFrom(matter, await listVersionRows(tx, matter.id));
}

/** The draft, locked until the transaction ends, so that what is read is what is changed. */
export async function lockDraft(tx: Tx, matter: Pick<Matter, "id" | "key">): Promise<OpenDraft | undefined> {
  const row = await tx.selectFrom("plan_version as v").where("v.matter_id", "=", matter.id).where("v.state", "=", "draft")
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom("plan_version as n").select("n.id").whereRef("n.matter_id", "=", "v.matter_id").where("n.state", "=", "adopted").whereRef("n.number", ">=", "v.number"))))
    .select(["v.id", "v.plan_id", "v.number", "v.sealed", "v.version"]).orderBy("v.number", "desc").limit(1).forUpdate().executeTakeFirst();
  return row && { id: row.id, planId: row.plan_id, number: row.number, version: row.version, ...open(matter.key, row) };
}

/** Lets one writer at a time begin something in a matter. */
export async function lockMatter(tx: Tx, matter: string): Promise<void> {
  await tx.selectFrom("matter").where("id", "=", matter).select("id").forUpdate().execute();
}

/** A plan for each matter, with nothing in it yet. */
export async function insertPlans(tx: Tx, matters: readonly OpenedMatter[], at: Date): Promise<string[]> {
  const opening = matters.map((matter) => ({ matter, id: newId<"plan">() }));
  await insertRows(tx, "plan", opening.map(({ matter, id }) => ({
    id, child_id: matter.childId, holder_matter_id: matter.id, branch_id: matter.branchId, state: "draft", opened_at: at, closed_at: null,
  })));
  return opening.map(({ id }) => id);
}

export type NewDraft = { readonly matter: OpenedMatter; readonly planId: string; readonly content: PlanDraft };

export async function insertDrafts(tx: Tx, all: readonly NewDraft[]): Promise<OpenDraft[]> {
  const drafting = all.map((of) => ({ ...of, id: newId<"plan-version">() }));
  await insertRows(tx, "plan_version", drafting.map(({ id, matter, planId, content }) => ({
    id, plan_id: planId, matter_id: matter.id, branch_id: matter.branchId, number: content.number, state: "draft", follow_up_on: null,
    sealed: sealWords(matter.key, id, { content, touched: {} }), adopted_at: null, adopted_by: null,
  })));
  return drafting.map(({ id, planId, content }) => ({ id, planId, number: content.number, version: 1, content, touched: {} }));
}

export const insertDraft = async (tx: Tx, of: NewDraft): Promise<OpenDraft> => (await insertDrafts(tx, [of]))[0]!;

/** Keeps an adopted version that came from another branch in one's own file, over a draft of the same number that never became anything. */
export async function keepAdopted(tx: Tx, of: { matter: Matter; planId: string; content: PlanContent; at: Date; by: DutyId }): Promise<void> {
  const { matter, planId, content, at, by } = of;
  const there = await tx.selectFrom("plan_version").where("plan_id", "=", planId).where("matter_id", "=", matter.id).where("number", "=", content.number).select(["id", "state"]).executeTakeFirst();
  if (there?.state === "adopted") return;
  const id = there?.id ?? newId();
  const words = { state: "adopted", follow_up_on: content.followUp.on, sealed: sealWords(matter.key, id, { content, touched: {} }), adopted_at: at, adopted_by: by };
  if (there) await tx.updateTable("plan_version").set(words).where("id", "=", id).execute();
  else await tx.insertInto("plan_version").values({ id, plan_id: planId, matter_id: matter.id, branch_id: matter.branchId, number: content.number, ...words }).execute();
}

/** Writes a draft that is locked; its row's version goes up by one. */
export async function updateDraft(tx: Tx, key: DataKey, draft: Pick<OpenDraft, "id" | "content" | "touched">): Promise<void> {
  await tx.updateTable("plan_version").set((eb) => ({ sealed: sealWords(key, draft.id, draft), version: eb("version", "+", 1) }))
    .where("id", "=", draft.id).where("state", "=", "draft").execute();
}

export type Adopting = { readonly matter: Pick<Matter, "key">; readonly draft: OpenDraft; readonly content: PlanContent };

/** Makes locked drafts the plans. From here on the database refuses to change them. @ground REQ-094 */
export async function adoptDrafts(tx: Tx, all: readonly Adopting[], { by, at }: { by: DutyId; at: Date }): Promise<void> {
  const ids = all.map(({ draft }) => draft.id);
  const sealed = all.map(({ matter, draft, content }) => sealWords(matter.key, draft.id, { content, touched: {} }));
  const followUps = all.map(({ content }) => content.followUp.on);
  await sql`
    update kring.plan_version v set sealed = a.sealed, state = 'adopted', follow_up_on = a.follow_up_on, adopted_at = ${at}, adopted_by = ${by}, version = v.version + 1
    from unnest(${ids}::uuid[], ${sealedArray(sealed)}::bytea[], ${followUps}::date[]) a(id, sealed, follow_up_on)
    where v.id = a.id and v.state = 'draft'`.execute(tx);
  await tx.updateTable("plan").set({ state: "active" }).where((eb) => eb("id", "=", eb.fn.any(eb.val(all.map(({ draft }) => draft.planId))))).execute();
}

export async function endPlan(tx: Tx, plan: string, at: Date): Promise<void> {
  await tx.updateTable("plan").set({ state: "closed", closed_at: at }).where("id", "=", plan).execute();
}

/** Who has the pen of a plan now, as far as the actor may know. */
export type Holder = { readonly matterId: MatterId; readonly branchId: BranchId; readonly unitId: UnitId; readonly unit: string; readonly kind: BranchKind; readonly authority: string };

export async function findHolder(tx: Tx, plan: string): Promise<Holder | undefined> {
  const { rows } = await sql<Holder>`
    select h.matter_id as "matterId", h.branch_id as "branchId", h.unit_id as "unitId", u.name as unit, b.kind, a.name as authority
    from kring.plan_holder(${plan}::uuid) h join kring.unit u on u.id = h.unit_id join kring.branch b on b.id = h.branch_id join kring.authority a on a.id = b.authority_id`.execute(tx);
  return rows[0];
}

/** Where each unit already has this plan; for its holder. */
export async function listPlanMatters(tx: Tx, plan: string): Promise<ReadonlyMap<string, MatterId>> {
  const { rows } = await sql<{ unit_id: string; matter_id: string }>`select * from kring.plan_matters(${plan}::uuid)`.execute(tx);
  return new Map(rows.map((row) => [row.unit_id, row.matter_id as MatterId]));
}

/** Gives the matter a delivery went into its next day. */
export async function tellDue(tx: Tx, delivery: string, due: Day): Promise<void> {
  await sql`select kring.tell_due(${delivery}::uuid, ${due}::date)`.execute(tx);
}

/** The next day of a matter of one's own. */
export async function setDue(tx: Tx, matter: string, due: Day): Promise<void> {
  await tx.updateTable("matter").set((eb) => ({ due_on: due, version: eb("version", "+", 1) })).where("id", "=", matter).execute();
}

export async function insertReport(tx: Tx, of: { matter: Matter; planId: string; report: Report; by: DutyId; at: Date }): Promise<string> {
  const id = newId();
  const { matter, report } = of;
  await tx.insertInto("measure_report").values({
    id, plan_id: of.planId, measure_id: report.measureId, matter_id: matter.id, branch_id: matter.branchId, outcome: report.outcome,
    sealed: seal(matter.key, `measure_report:${id}`, { words: report.words, unit: report.unit, on: report.on }), by_duty: of.by, at: of.at,
  }).execute();
  return id;
}

const reports = (tx: Tx, matters: readonly string[]) =>
  tx.selectFrom("measure_report").where((eb) => eb("matter_id", "=", eb.fn.any(eb.val([...matters])))).select(["id", "matter_id", "plan_id", "measure_id", "outcome", "sealed", "at"]).orderBy("at");
export type ReportRow = Awaited<ReturnType<ReturnType<typeof reports>["execute"]>>[number];
export const listReportRows = (tx: Tx, matters: readonly string[]): Promise<ReportRow[]> => reports(tx, matters).execute();

export const reportsFrom = (key: DataKey, rows: readonly ReportRow[]): Array<Report & { at: Date }> =>
  rows.map((row) => ({ measureId: row.measure_id, outcome: row.outcome as Outcome, at: row.at, ...unseal<{ words: string; unit: string; on: Day }>(key, `measure_report:${row.id}`, row.sealed) }));

/** A copy of a plan that has left a matter, and the unit or person it went to. */
export type TakenCopy = { readonly planId: string; readonly to: string; readonly at: Date };

export async function listTaken(tx: Tx, matter: string): Promise<TakenCopy[]> {
  const rows = await tx.selectFrom("delivery").where("matter_id", "=", matter).where("kind", "=", "plan").where("decision", "=", "sent").select(["plan_id", "to_unit_id", "to_person_id", "at"]).execute();
  return rows.map((row) => ({ planId: row.plan_id ?? "", to: row.to_unit_id ?? row.to_person_id ?? "", at: row.at }));
}
