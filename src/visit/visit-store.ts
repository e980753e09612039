import { sql } from "kysely";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { newId } from "../platform/ids.ts";
import { visitTasks, type Answered, type Offer, type Visit, type VisitState, type VisitTask } from "./visit.ts";

/** What units let others come and see. Everybody who works with families reads it. */
export async function listOffers(tx: Tx): Promise<Offer[]> {
  const rows = await tx.selectFrom("visit_offer as o").innerJoin("unit as u", "u.id", "o.unit_id").innerJoin("branch as b", "b.id", "u.branch_id").innerJoin("authority as a", "a.id", "b.authority_id")
    .select(["o.unit_id", "u.name as unit", "a.name as authority", "o.shows", "o.days", "o.most", "o.host_duty_id", "o.version"]).orderBy("a.name").orderBy("u.name").execute();
  return rows.map(({ unit_id, host_duty_id, ...row }) => ({ ...row, unitId: unit_id, host: host_duty_id ?? undefined }));
}

/** Says what the acting duty's unit offers, over the version it was drawn from (0: there was none); false when it had changed meanwhile. */
export async function saveOffer(tx: Tx, { unitId, host, version, shows, days, most }: Omit<Offer, "unit" | "authority">): Promise<boolean> {
  const row = { shows, days, most, host_duty_id: host ?? null };
  if (version === 0) return ((await tx.insertInto("visit_offer").values({ unit_id: unitId, ...row }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows ?? 0n) > 0n;
  return (await tx.updateTable("visit_offer").set({ ...row, version: version + 1 }).where("unit_id", "=", unitId).where("version", "=", version).executeTakeFirst()).numUpdatedRows > 0n;
}

export async function endOffer(tx: Tx, unit: string): Promise<void> {
  await tx.deleteFrom("visit_offer").where("unit_id", "=", unit).execute();
}

const all = (tx: Tx) => tx.selectFrom("visit as v").innerJoin("unit as u", "u.id", "v.unit_id").innerJoin("unit as w", "w.id", "v.visiting_unit_id").leftJoin("visit_offer as o", "o.unit_id", "v.unit_id")
  .select(["v.id", "v.unit_id", "v.visiting_unit_id", "v.asked_by", "v.asked_at", "v.people", "v.wants", "v.state", "v.on_day", "v.word", "v.learnt", "v.news_for", "u.name as unit", "w.name as visiting", "o.host_duty_id"])
  .select(sql<Day[]>`v.days::text[]`.as("days"));
type Row = Awaited<ReturnType<ReturnType<typeof all>["execute"]>>[number];

const visitOf = (row: Row): Visit => ({
  id: row.id, unitId: row.unit_id, unit: row.unit, visitingId: row.visiting_unit_id, visiting: row.visiting, askedBy: row.asked_by, askedAt: row.asked_at, people: row.people, days: row.days,
  wants: row.wants, state: row.state as VisitState, onDay: (row.on_day as unknown as Day | null) ?? undefined, word: row.word, learnt: row.learnt, newsFor: row.news_for ?? undefined, host: row.host_duty_id ?? undefined,
});

/** Those of the acting duty's unit, to it and from it; the latest first. */
export async function listVisits(tx: Tx): Promise<Visit[]> {
  return (await all(tx).orderBy("v.asked_at", "desc").orderBy("v.id").execute()).map(visitOf);
}

export async function findVisit(tx: Tx, id: string): Promise<Visit | undefined> {
  const row = await all(tx).where("v.id", "=", id).executeTakeFirst();
  return row && visitOf(row);
}

/** What visits ask of the acting duty, which need not be known before they are read. */
export async function listVisitTasks(tx: Tx, { duty, today }: { duty: Promise<{ readonly id: string; readonly unitId: string; readonly leads: boolean } | undefined>; today: Day }): Promise<VisitTask[]> {
  const [visits, acting] = await Promise.all([listVisits(tx), duty]);
  return acting ? visitTasks(visits, acting, today) : [];
}

const tell = (tx: Tx, id: string) => sql`select kring.write_of_visit(${id}::uuid)`.execute(tx);

type New = { readonly unit: string; readonly by: { readonly id: string; readonly unitId: string }; readonly at: Date; readonly days: readonly Day[]; readonly people: number; readonly wants: string };

/** Asks to come. Undefined when the unit has been asked already and has not answered. */
export async function insertVisit(tx: Tx, { unit, by, at, days, people, wants }: New): Promise<string | undefined> {
  const id: string = newId();
  const added = await tx.insertInto("visit").values({ id, unit_id: unit, visiting_unit_id: by.unitId, asked_by: by.id, asked_at: at, people, days: sql<never>`${[...days]}::date[]`, wants, news_for: unit })
    .onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  if ((added.numInsertedOrUpdatedRows ?? 0n) === 0n) return undefined;
  await tell(tx, id);
  return id;
}

type Step = Answered | { readonly state: "cancelled"; readonly word: string } | { readonly state: "made"; readonly learnt: string };

/** Takes a visit one step on, and tells the other unit. False when it is no longer where it was when the form was drawn. */
export async function stepVisit(tx: Tx, { id, state, ...visit }: Visit, step: Step, own: string): Promise<boolean> {
  const { state: to, ...said } = step;
  const told = "onDay" in said ? { on_day: said.onDay, word: said.word } : said;
  const nothingToRead = "learnt" in said && said.learnt === "";
  const other = own === visit.unitId ? visit.visitingId : visit.unitId;
  const { numUpdatedRows } = await tx.updateTable("visit").set({ state: to, ...told, news_for: nothingToRead ? null : other }).where("id", "=", id).where("state", "=", state).executeTakeFirst();
  if (numUpdatedRows > 0n && !nothingToRead) await tell(tx, id);
  return numUpdatedRows > 0n;
}

/** The unit has looked at what happened last. */
export async function markLooked(tx: Tx, { id, newsFor }: Pick<Visit, "id" | "newsFor">): Promise<void> {
  if (newsFor !== undefined) await tx.updateTable("visit").set({ news_for: null }).where("id", "=", id).where("news_for", "=", newsFor).execute();
}

/** Whether one unit has visited another, of all that have told so in the last two years. */
export async function listVisited(tx: Tx): Promise<(visiting: string, visited: string) => boolean> {
  const { rows } = await sql<{ visiting: string; visited: string }>`select visiting, visited from kring.visits_made()`.execute(tx);
  const made = new Set(rows.map(({ visiting, visited }) => `${visiting} ${visited}`));
  return (visiting, visited) => made.has(`${visiting} ${visited}`);
}

/** Takes away what was asked and told about visits two years ago. Gives how many. */
export async function forgetVisits(tx: Tx, at: Date): Promise<number> {
  const { rows } = await sql<{ gone: number }>`select kring.forget_visits(${at}) as gone`.execute(tx);
  return rows[0]!.gone;
}
