import { sql } from "kysely";
import type { Matter } from "../matter/index.ts";
import type { Tx } from "../platform/db/connection.ts";
import { insertRows } from "../platform/db/rows.ts";
import { newId } from "../platform/ids.ts";
import { seal, unseal, type DataKey } from "../platform/seal/seal.ts";
import type { Mark, Perspective } from "../practice/index.ts";
import type { AreaSaid, Closing, ClosingOutcome, ClosingWords, Decision, Outcome, WheelEntry } from "./inquiry.ts";

/** The matter a row belongs to, with the key its words are sealed with. */
type Keyed = Pick<Matter, "id" | "branchId" | "key">;
type EntryWords = Pick<WheelEntry, "works" | "challenging" | "how" | "by">;
type DecisionWords = Pick<Decision, "answers" | "who" | "by">;
type Author = { readonly dutyId: string; readonly at: Date };

/** The wheel still sealed: asked for before the matter's key is at hand, so that a page is one round trip. In the order of its writing. */
export const listSealedWheel = (tx: Tx, matterId: string) =>
  tx.selectFrom("wheel_entry").where("matter_id", "=", matterId)
    .select(["id", "round", "perspective", "area", "mark", "needs_support", "sealed", "at", "version"]).orderBy("at").orderBy("id").execute();
type SealedEntry = Awaited<ReturnType<typeof listSealedWheel>>[number];

export const openEntry = (key: DataKey, row: SealedEntry): WheelEntry => ({
  ...unseal<EntryWords>(key, `wheel_entry:${row.id}`, row.sealed), id: row.id, round: row.round, perspective: row.perspective as Perspective, area: row.area,
  mark: row.mark as Mark, needsSupport: row.needs_support, at: row.at, version: row.version,
});

/** Every area somebody has spoken about, in all perspectives and rounds. */
export async function listWheel(tx: Tx, matter: Pick<Matter, "id" | "key">): Promise<WheelEntry[]> {
  return (await listSealedWheel(tx, matter.id)).map((row) => openEntry(matter.key, row));
}

/**
 * The round that is written now: 1 at the inquiry, then one for each follow-up. With a plan in force the next follow-up's wheel is
 * being made, so the picture from before stays as it was.
 */
export async function currentRound(tx: Tx, matterId: string): Promise<number> {
  const { rows } = await sql<{ round: number }>`select ${ROUND} as round from kring.matter m where m.id = ${matterId}::uuid`.execute(tx);
  return rows[0]?.round ?? 1;
}
const ROUND = sql`(1 + (select count(*) from kring.follow_up f where f.matter_id = m.id) + (m.state = 'planned')::int)::int`;

/** The matters, of some, in whose present round somebody has spoken. */
export async function listSpokenIn(tx: Tx, matters: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select m.id from kring.matter m where m.id = any(${matters}::uuid[]) and exists (select from kring.wheel_entry e where e.matter_id = m.id and e.round = ${ROUND})`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** Lets one writer at a time change the wheel of a matter, so that what is compared is what is overwritten. */
export const holdWheel = (tx: Tx, matterId: string) => tx.selectFrom("matter").select("id").where("id", "=", matterId).forUpdate().execute();

export type NewEntry = { readonly matter: Keyed; readonly round: number; readonly perspective: Perspective; readonly area: string; readonly said: AreaSaid; readonly words: Pick<WheelEntry, "how" | "by"> } & Author;

function rowOf({ matter, round, perspective, area, said, words, dutyId, at }: NewEntry) {
  const id = newId();
  const sealed: EntryWords = { works: said.works, challenging: said.challenging, ...words };
  return {
    id, matter_id: matter.id, branch_id: matter.branchId, round, perspective, area, mark: said.mark, needs_support: said.needsSupport,
    by_duty: dutyId, by_person: null, sealed: seal(matter.key, `wheel_entry:${id}`, sealed), at,
  };
}

export async function insertEntries(tx: Tx, entries: readonly NewEntry[]): Promise<void> {
  await insertRows(tx, "wheel_entry", entries.map(rowOf));
}

export type ChangedEntry = { readonly matter: Keyed; readonly entry: WheelEntry; readonly said: AreaSaid; readonly words: Pick<WheelEntry, "how" | "by"> } & Author;

export async function updateEntry(tx: Tx, { matter, entry, said, words, dutyId, at }: ChangedEntry): Promise<void> {
  const sealed: EntryWords = { works: said.works, challenging: said.challenging, ...words };
  await tx.updateTable("wheel_entry").set({
    mark: said.mark, needs_support: said.needsSupport, sealed: seal(matter.key, `wheel_entry:${entry.id}`, sealed), version: entry.version + 1, by_duty: dutyId, by_person: null, at,
  }).where("id", "=", entry.id).execute();
}

export const listSealedDecisions = (tx: Tx, matterId: string) =>
  tx.selectFrom("decision").where("matter_id", "=", matterId).select(["id", "outcome", "sealed", "at"]).orderBy("at", "desc").orderBy("id").execute();
type SealedDecision = Awaited<ReturnType<typeof listSealedDecisions>>[number];

export const openDecision = (key: DataKey, row: SealedDecision): Decision => ({
  ...unseal<DecisionWords>(key, `decision:${row.id}`, row.sealed), id: row.id, outcome: row.outcome as Outcome, at: row.at,
});

/** The decisions of a matter, the latest first: thinking again never takes away what was thought before. */
export async function listDecisions(tx: Tx, matter: Pick<Matter, "id" | "key">): Promise<Decision[]> {
  return (await listSealedDecisions(tx, matter.id)).map((row) => openDecision(matter.key, row));
}

export type NewDecision = { readonly matter: Keyed; readonly outcome: Outcome; readonly words: DecisionWords } & Author;

export async function insertDecisions(tx: Tx, all: readonly NewDecision[]): Promise<void> {
  await insertRows(tx, "decision", all.map(({ matter, outcome, words, dutyId, at }) => {
    const id = newId();
    return { id, matter_id: matter.id, branch_id: matter.branchId, by_duty: dutyId, outcome, sealed: seal(matter.key, `decision:${id}`, words), at };
  }));
}

export const listSealedClosings = (tx: Tx, matterId: string) =>
  tx.selectFrom("closing").where("matter_id", "=", matterId).select(["id", "outcome", "sealed", "at"]).orderBy("at", "desc").execute();
type SealedClosing = Awaited<ReturnType<typeof listSealedClosings>>[number];

export const openClosing = (key: DataKey, row: SealedClosing): Closing => ({
  ...unseal<ClosingWords & { by: string }>(key, `closing:${row.id}`, row.sealed), id: row.id, outcome: row.outcome as ClosingOutcome, at: row.at,
});

export async function insertClosing(tx: Tx, { matter, outcome, words, dutyId, at }: { matter: Keyed; outcome: ClosingOutcome; words: ClosingWords & { by: string } } & Author): Promise<void> {
  const id = newId();
  await tx.insertInto("closing").values({ id, matter_id: matter.id, branch_id: matter.branchId, by_duty: dutyId, outcome, sealed: seal(matter.key, `closing:${id}`, words), at }).execute();
}
