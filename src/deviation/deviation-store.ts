import { sql } from "kysely";
import { nameOf } from "../organisation/index.ts";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import type { ActingDuty } from "../platform/db/with-actor.ts";
import { newId } from "../platform/ids.ts";
import type { KeyRing } from "../platform/seal/seal.ts";
import type { DeviationKind, DeviationState, Report, StepKind } from "./deviation.ts";

/** A deviation as a list shows it. `side`: whose it is, seen from the acting duty. */
export type Listed = {
  readonly id: string; readonly fromUnitId: string; readonly toUnitId: string; readonly from: string; readonly to: string; readonly side: "ours" | "theirs" | "above"; readonly kind: DeviationKind; readonly routine: string;
  readonly level: number; readonly state: DeviationState; readonly answerBy: Day; readonly reportedAt: Date; readonly closedAt: Date | undefined;
};
export type Done = { readonly what: StepKind; readonly level: number; readonly words: string; readonly by: string | undefined; readonly unit: string | undefined; readonly at: Date };
export type Deviation = Listed & Report & { readonly happenedOn: Day; readonly reporter: string; readonly steps: readonly Done[] };

const all = (tx: Tx) =>
  tx.selectFrom("deviation as v").innerJoin("unit as f", "f.id", "v.from_unit_id").innerJoin("unit as t", "t.id", "v.to_unit_id")
    .select(["v.id", "v.from_unit_id", "v.to_unit_id", "f.name as from", "t.name as to", "v.kind", "v.routine", "v.level", "v.state", "v.answer_by", "v.reported_at", "v.closed_at"])
    .select(sql<Listed["side"]>`case kring.unit_id() when v.from_unit_id then 'ours' when v.to_unit_id then 'theirs' else 'above' end`.as("side"));
type Row = Awaited<ReturnType<ReturnType<typeof all>["execute"]>>[number];

const listedOf = (row: Row): Listed => ({
  id: row.id, fromUnitId: row.from_unit_id, toUnitId: row.to_unit_id, from: row.from, to: row.to, side: row.side, kind: row.kind as DeviationKind, routine: row.routine, level: row.level,
  state: row.state as DeviationState, answerBy: row.answer_by as unknown as string, reportedAt: row.reported_at, closedAt: row.closed_at ?? undefined,
});

/** Those between the acting duty's unit and others, and those that have climbed to where it coordinates; row-level security gives no others. */
export const listDeviations = async (tx: Tx): Promise<Listed[]> => (await all(tx).orderBy(sql`v.state = 'closed'`).orderBy("v.answer_by").orderBy("v.reported_at").execute()).map(listedOf);

/** What waits for the acting duty: to answer, where it receives or coordinates; or an answer to look at, where it works. */
export async function listDeviationTasks(tx: Tx, duty: Pick<ActingDuty, "unitId" | "leads">): Promise<Listed[]> {
  const open = (await all(tx).where("v.state", "<>", "closed").orderBy("v.answer_by").execute()).map(listedOf);
  return open.filter(({ side, state }) => (state === "waiting" ? side === "above" || (side === "theirs" && duty.leads) : side === "ours" && duty.leads));
}

/** One with its words and all that has been done. */
export async function findDeviation(tx: Tx, keys: KeyRing, id: string): Promise<Deviation | undefined> {
  const [row, steps] = await Promise.all([
    all(tx).innerJoin("duty as d", "d.id", "v.reported_by").innerJoin("person as p", "p.id", "d.person_id").where("v.id", "=", id)
      .select(["v.happened_on", "v.happened", "v.expected", "v.proposal", "p.id as person", "p.data_key", "p.sealed"]).executeTakeFirst(),
    tx.selectFrom("deviation_step as s").leftJoin("duty as d", "d.id", "s.by_duty").leftJoin("person as p", "p.id", "d.person_id").leftJoin("unit as u", "u.id", "d.unit_id").where("s.deviation_id", "=", id)
      .select(["s.what", "s.level", "s.words", "s.at", "u.name as unit", "p.id", "p.data_key", "p.sealed"]).orderBy("s.at").execute(),
  ]);
  if (!row) return undefined;
  return {
    ...listedOf(row), happenedOn: row.happened_on as unknown as string, happened: row.happened, expected: row.expected, proposal: row.proposal,
    reporter: nameOf(keys, { id: row.person, data_key: row.data_key, sealed: row.sealed }),
    steps: steps.map(({ what, level, words, at, unit, id: person, data_key, sealed }) => ({ what: what as StepKind, level, words, at, unit: unit ?? undefined, by: person && data_key && sealed ? nameOf(keys, { id: person, data_key, sealed }) : undefined })),
  };
}

const letterTo = (tx: Tx, unit: string, at: Date) => sql`select kring.write_to_receivers(${unit}, null, ${at})`.execute(tx);

type New = { readonly by: ActingDuty; readonly to: string; readonly report: Report; readonly happenedOn: Day; readonly answerBy: Day; readonly at: Date };

/** Sends a report. Nothing when nobody receives at the unit. */
export async function insertDeviation(tx: Tx, { by, to, report, happenedOn, answerBy, at }: New): Promise<string | undefined> {
  const { rows } = await sql<{ there: boolean }>`select exists (select from kring.request_receivers(${to}, null)) as there`.execute(tx);
  if (!rows[0]!.there) return undefined;
  const id: string = newId();
  await tx.insertInto("deviation").values({ id, from_unit_id: by.unitId, to_unit_id: to, reported_by: by.id, ...report, happened_on: happenedOn, answer_by: answerBy, reported_at: at }).execute();
  await letterTo(tx, to, at);
  return id;
}

type Going = {
  readonly deviation: Pick<Listed, "id" | "state" | "level">; readonly to: DeviationState; readonly what: StepKind; readonly words: string; readonly by: string; readonly at: Date;
  /** When it goes to the step above: by when that one answers. */
  readonly above?: { readonly level: number; readonly answerBy: Day } | undefined; readonly letter: string;
};

/** Takes a deviation on, and notes how. False when somebody else has just done so. */
export async function takeOn(tx: Tx, { deviation, to, what, words, by, at, above, letter }: Going): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable("deviation").set({ state: to, closed_at: to === "closed" ? at : null, ...(above ? { level: above.level, answer_by: above.answerBy } : {}) })
    .where("id", "=", deviation.id).where("state", "=", deviation.state).where("level", "=", deviation.level).executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await tx.insertInto("deviation_step").values({ id: newId(), deviation_id: deviation.id, level: deviation.level, what, words, by_duty: by, at }).execute();
  await letterTo(tx, letter, at);
  return true;
}

export type Count = { readonly kind: DeviationKind; readonly count: number; readonly climbed: number; readonly closed: number; readonly days: number | undefined };

/** How many of each kind, for steering. */
export async function countDeviations(tx: Tx): Promise<Count[]> {
  const { rows } = await sql<{ kind: string; count: number; climbed: number; closed: number; days: number | null }>`select * from kring.deviation_counts()`.execute(tx);
  return rows.map((row) => ({ ...row, kind: row.kind as DeviationKind, days: row.days ?? undefined }));
}

/** What nobody answered in time climbs. Gives how many. */
export async function climbDeviations(tx: Tx, of: { ladder: ReadonlyArray<{ level: number; answerBy: Day }>; at: Date }): Promise<number> {
  const { rows } = await sql<{ climbed: number }>`select kring.climb_deviations(${JSON.stringify(of.ladder)}::jsonb, ${of.at}) as climbed`.execute(tx);
  return rows[0]!.climbed;
}
