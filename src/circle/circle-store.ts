import { sql } from "kysely";
import type { Shelf } from "../directory/index.ts";
import { addDays, type Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { newId } from "../platform/ids.ts";
import type { Circle, Party, Segment, Transition } from "./circle.ts";
import type { CircleSheet } from "./circle-content.ts";

const guideId = (tx: Tx, guide: Shelf) => tx.selectFrom("guide").select("id").where("handle", "=", guide);

/** The parts of a guide's circle, the youngest first. */
export async function listSegments(tx: Tx, guide: string): Promise<Segment[]> {
  const rows = await tx.selectFrom("segment").selectAll().where("guide_id", "=", guideId(tx, guide)).orderBy("min_age").orderBy("max_age").execute();
  return rows.map(({ id, min_age, max_age, arenas }) => ({ id, ages: { from: min_age, to: max_age }, arenas }));
}

/** The places where the baton changes hands, in the order that a child comes to them. */
export async function listTransitions(tx: Tx, guide: Shelf): Promise<Transition[]> {
  const rows = await tx.selectFrom("transition").selectAll().where("guide_id", "=", guideId(tx, guide)).orderBy("at_age").orderBy("name").execute();
  return rows.map(({ id, name, at_age, giving, taking }) => ({ id, name, at: at_age, giving, taking }));
}

async function listParties(tx: Tx, guide: string): Promise<Party[]> {
  const rows = await tx.selectFrom("party").selectAll().where("guide_id", "=", guideId(tx, guide)).orderBy("position").orderBy("name").execute();
  return rows.map(({ id, name, kinds }) => ({ id, name, kinds }));
}

type Agreed = { readonly id: string; readonly name: string; readonly authority: string; readonly kinds: string[]; readonly agreement: string };

/** Those who have signed what is in force, where they say which help they give. */
async function listAgreed(tx: Tx, guide: string, today: Day): Promise<Agreed[]> {
  const { rows } = await sql<Agreed>`select * from kring.circle_parties(${guide}, ${today}::date)`.execute(tx);
  return rows;
}

/** A guide's circle. Its parties are those of the signed agreement that is in force; where there is none, as the guide says. @model S4, degerforsmodellen 2.2 G4 */
export async function readCircle(tx: Tx, guide: string, today: Day): Promise<Circle> {
  const [segments, transitions, parties, agreed] = await Promise.all([listSegments(tx, guide), listTransitions(tx, guide), listParties(tx, guide), listAgreed(tx, guide, today)]);
  if (agreed.length === 0) return { segments, transitions, parties };
  return { segments, transitions, parties: agreed.map(({ id, name, authority, kinds }) => ({ id, name, authority, kinds })), agreement: agreed[0]!.agreement };
}

/** The cards of a guide that name somebody who answers and still holds the duty. */
export async function listNamed(tx: Tx, guide: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`select i.service_id as id from service_internal i join service s on s.id = i.service_id join guide g on g.id = s.guide_id and g.handle = ${guide} where i.contact_duty_id is not null and kring.is_held(i.contact_duty_id)`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** The activities of a guide where it has been counted in a year which parents came: fathers, mothers, others. Never how many. */
export async function listParentsCounted(tx: Tx, guide: string, today: Day): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`select * from kring.parents_counted(${guide}, ${addDays(today, -365)}::date) id`.execute(tx);
  return new Set(rows.map(({ id }) => id));
}

/** What is changed in a circle: a part, a transition, or one who has agreed. Without an id it is a new one. */
export type Piece =
  | { readonly kind: "segment"; readonly from: number; readonly to: number; readonly arenas: readonly string[] }
  | { readonly kind: "transition"; readonly name: string; readonly at: number; readonly giving: readonly string[]; readonly taking: readonly string[] }
  | { readonly kind: "party"; readonly name: string; readonly kinds: readonly string[] };

function rowOf(piece: Piece): { table: "segment" | "transition" | "party"; row: Record<string, unknown> } {
  if (piece.kind === "segment") return { table: "segment", row: { min_age: piece.from, max_age: piece.to, arenas: [...piece.arenas] } };
  if (piece.kind === "transition") return { table: "transition", row: { name: piece.name, at_age: piece.at, giving: [...piece.giving], taking: [...piece.taking] } };
  return { table: "party", row: { name: piece.name, kinds: [...piece.kinds] } };
}

/** Adds a piece to a guide's circle, or changes one. False when there is one like it already, or it is gone. */
export async function savePiece(tx: Tx, guide: string, piece: Piece, id: string | undefined): Promise<boolean> {
  const { table, row } = rowOf(piece);
  const columns = sql.join(Object.keys(row).map((name) => sql.ref(name)));
  const values = sql.join(Object.values(row).map((value) => sql`${value}`));
  const taken = piece.kind === "segment" ? sql<boolean>`x.min_age = ${piece.from} and x.max_age = ${piece.to}` : sql<boolean>`lower(x.name) = lower(${piece.name})`;
  const own = sql`x.guide_id = (select id from guide where handle = ${guide}) and ${taken} and x.id is distinct from ${id ?? null}::uuid`;
  const position = table === "party" && id === undefined ? { column: sql`, position`, value: sql`, (select count(*) from party)` } : { column: sql``, value: sql`` };
  const { numAffectedRows } = id === undefined
    ? await sql`insert into ${sql.table(table)} (id, guide_id, ${columns}${position.column}) select ${newId()}::uuid, g.id, ${values}${position.value} from guide g where g.handle = ${guide} and not exists (select from ${sql.table(table)} x where ${own})`.execute(tx)
    : await sql`update ${sql.table(table)} t set (${columns}) = row(${values}) where t.id = ${id}::uuid and t.guide_id = (select id from guide where handle = ${guide}) and not exists (select from ${sql.table(table)} x where ${own})`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}

/** Takes a piece out of a circle. */
export async function deletePiece(tx: Tx, kind: Piece["kind"], id: string): Promise<void> {
  await tx.deleteFrom(kind).where("id", "=", id).execute();
}

/** Gives a new guide the circle that is shipped; after that it is changed where it is. */
export async function fillCircle(tx: Tx, guide: string, { segments, transitions, parties }: CircleSheet): Promise<void> {
  const own = { guide_id: guide };
  await tx.insertInto("segment").values(segments.map(({ ages, arenas }) => ({ ...own, id: newId(), min_age: ages[0], max_age: ages[1], arenas }))).execute();
  await tx.insertInto("transition").values(transitions.map(({ name, at, giving, taking }) => ({ ...own, id: newId(), name, at_age: at, giving, taking }))).execute();
  await tx.insertInto("party").values(parties.map(({ name, kinds }, position) => ({ ...own, id: newId(), name, kinds, position }))).execute();
}
