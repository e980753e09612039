import type { House } from "../house.ts";
import type { Matter } from "../matter/index.ts";
import { nameOf } from "../organisation/index.ts";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { insertRows } from "../platform/db/rows.ts";
import { seal, unseal, type DataKey } from "../platform/seal/seal.ts";
import type { AreaId } from "../practice/index.ts";
import type { Signal, SignalWords } from "./signal.ts";

export type NewSignalRow = {
  readonly id: string; readonly matter: Pick<Matter, "id" | "branchId"> & { readonly key: DataKey }; readonly byDuty: string;
  readonly words: SignalWords; readonly areas: readonly AreaId[]; readonly noticedOn: Day; readonly at: Date;
};

export async function insertSignals(tx: Tx, all: readonly NewSignalRow[]): Promise<void> {
  await insertRows(tx, "signal", all.map(({ id, matter, byDuty, words, areas, noticedOn, at }) => ({
    id, matter_id: matter.id, branch_id: matter.branchId, by_duty: byDuty, noticed_on: noticedOn, areas: [...areas],
    sealed: seal(matter.key, `signal:${id}`, words), created_at: at,
  })));
}

/** The rows of a matter's signals, the latest first, still sealed: a card asks for them before the matter's key is at hand. */
export const listSealedSignals = (tx: Tx, matterId: string) =>
  tx.selectFrom("signal as s").innerJoin("duty as d", "d.id", "s.by_duty").innerJoin("person as p", "p.id", "d.person_id")
    .where("s.matter_id", "=", matterId)
    .select(["s.id as signal", "s.areas", "s.noticed_on", "s.sealed as words", "s.created_at", "d.role", "p.id", "p.data_key", "p.sealed"])
    .orderBy("s.created_at", "desc").orderBy("s.id").execute();
export type SealedSignal = Awaited<ReturnType<typeof listSealedSignals>>[number];

export const openSignal = (house: House, key: DataKey, row: SealedSignal): Signal => ({
  id: row.signal, words: unseal<SignalWords>(key, `signal:${row.signal}`, row.words), areas: row.areas, noticedOn: row.noticed_on,
  by: nameOf(house.keys, row), byRole: row.role, at: row.created_at,
});

/** Everything noticed in a matter, opened, the latest first. */
export async function listSignals(tx: Tx, house: House, matter: Pick<Matter, "id" | "key">): Promise<Signal[]> {
  return (await listSealedSignals(tx, matter.id)).map((row) => openSignal(house, matter.key, row));
}
