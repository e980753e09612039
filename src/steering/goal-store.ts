import { sql } from "kysely";
import type { Tx } from "../platform/db/connection.ts";
import { newId } from "../platform/ids.ts";
import type { Checked, Goal, Indicator, YearlyCheck, YearValue } from "./goal.ts";

/** The goals of an agreement with their indicators and the figures of every year. */
export async function listGoals(tx: Tx, agreement: string): Promise<Goal[]> {
  const [goals, indicators, values] = await Promise.all([
    tx.selectFrom("goal as g").innerJoin("agreement as a", "a.id", "g.agreement_id").where("a.handle", "=", agreement).select(["g.id", "g.name", "g.why", "g.version"]).orderBy("g.position").orderBy("g.id").execute(),
    tx.selectFrom("goal_indicator as i").innerJoin("goal as g", "g.id", "i.goal_id").innerJoin("agreement as a", "a.id", "g.agreement_id").where("a.handle", "=", agreement)
      .select(["i.id", "i.goal_id", "i.name", "i.counted_in", "i.aim", "i.party_id"]).orderBy("i.position").orderBy("i.id").execute(),
    tx.selectFrom("goal_value as v").innerJoin("goal_indicator as i", "i.id", "v.indicator_id").innerJoin("goal as g", "g.id", "i.goal_id").innerJoin("agreement as a", "a.id", "g.agreement_id").where("a.handle", "=", agreement)
      .selectAll("v").orderBy("v.year").execute(),
  ]);
  const valueOf = (row: (typeof values)[number]): YearValue => ({ year: row.year, value: Number(row.value), source: row.source, said: row.said, dutyId: row.duty_id, at: row.at, version: row.version });
  const indicatorOf = (row: (typeof indicators)[number]): Indicator =>
    ({ id: row.id, goalId: row.goal_id, name: row.name, countedIn: row.counted_in, aim: row.aim, partyId: row.party_id, values: values.filter(({ indicator_id }) => indicator_id === row.id).map(valueOf) });
  return goals.map((goal) => ({ ...goal, indicators: indicators.filter(({ goal_id }) => goal_id === goal.id).map(indicatorOf) }));
}

/** The parties of an agreement that the acting duty gives figures for. */
export async function listCountedFor(tx: Tx, agreement: string): Promise<Set<string>> {
  const rows = await tx.selectFrom("agreement_party as p").innerJoin("agreement as a", "a.id", "p.agreement_id").where("a.handle", "=", agreement).where(sql<boolean>`kring.counts_for(p.id)`).select("p.id").execute();
  return new Set(rows.map(({ id }) => id));
}

export type GoalDraft = { readonly name: string; readonly why: string };
export async function insertGoal(tx: Tx, agreement: string, draft: GoalDraft): Promise<string> {
  const id: string = newId();
  await tx.insertInto("goal").values({ id, agreement_id: agreement, position: sql`(select coalesce(max(position), 0) + 1 from goal where agreement_id = ${agreement}::uuid)`, ...draft }).execute();
  return id;
}

/** Writes a goal over the row version it was drawn from; false when it had changed. */
export async function saveGoal(tx: Tx, { id, version }: { id: string; version: number }, draft: GoalDraft): Promise<boolean> {
  return (await tx.updateTable("goal").set({ ...draft, version: version + 1 }).where("id", "=", id).where("version", "=", version).executeTakeFirst()).numUpdatedRows > 0n;
}

export type IndicatorDraft = { readonly name: string; readonly countedIn: string; readonly aim: string; readonly partyId: string };
export async function insertIndicator(tx: Tx, goal: string, { name, countedIn, aim, partyId }: IndicatorDraft): Promise<void> {
  await tx.insertInto("goal_indicator").values({ id: newId(), goal_id: goal, position: sql`(select coalesce(max(position), 0) + 1 from goal_indicator where goal_id = ${goal}::uuid)`, name, counted_in: countedIn, aim, party_id: partyId }).execute();
}

type Figure = { readonly indicator: string; readonly year: number; readonly value: number; readonly source: string; readonly said: string; readonly by: string; readonly at: Date };
/** The figure of a year, over the row version it was drawn from (0: there was none); false when it had changed. */
export async function saveFigure(tx: Tx, { indicator, year, by, ...figure }: Figure, version: number): Promise<boolean> {
  const row = { ...figure, duty_id: by };
  if (version === 0) return ((await tx.insertInto("goal_value").values({ indicator_id: indicator, year, ...row }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows ?? 0n) > 0n;
  return (await tx.updateTable("goal_value").set({ ...row, version: version + 1 }).where("indicator_id", "=", indicator).where("year", "=", year).where("version", "=", version).executeTakeFirst()).numUpdatedRows > 0n;
}

/** The yearly follow-ups of an agreement, the latest first. */
export async function listChecks(tx: Tx, agreement: string): Promise<YearlyCheck[]> {
  const rows = await tx.selectFrom("yearly_check as c").innerJoin("agreement as a", "a.id", "c.agreement_id").where("a.handle", "=", agreement).select(["c.year", "c.answers", "c.version"]).orderBy("c.year", "desc").execute();
  return rows.map(({ answers, ...check }) => ({ ...check, answers: answers as unknown as Checked[] }));
}

/** Writes the follow-up of a year over the row version it was drawn from (0: there was none); false when it had changed. */
export async function saveCheck(tx: Tx, { agreement, year, answers, by, at }: { agreement: string; year: number; answers: readonly Checked[]; by: string; at: Date }, version: number): Promise<boolean> {
  const row = { answers: sql<never>`${JSON.stringify(answers)}::jsonb`, duty_id: by, at };
  if (version === 0) return ((await tx.insertInto("yearly_check").values({ agreement_id: agreement, year, ...row }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows ?? 0n) > 0n;
  return (await tx.updateTable("yearly_check").set({ ...row, version: version + 1 }).where("agreement_id", "=", agreement).where("year", "=", year).where("version", "=", version).executeTakeFirst()).numUpdatedRows > 0n;
}
