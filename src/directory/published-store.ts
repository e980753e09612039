import { sql, type ExpressionBuilder, type RawBuilder } from "kysely";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import type { Authority as AuthorityRow, DB } from "../platform/db/types.gen.ts";
import { AT_ONCE, CARD_MONTHS, type Level, type Location, type Service } from "./directory.ts";
import { locationOf, serviceOf, services, type Row } from "./directory-store.ts";

/** A card as it is given away: with the name of what it helps with, and for whom the guide is (missing for the whole country). */
export type Published = Service & { readonly kindNames: readonly string[]; readonly served: string | undefined };

/** Who answers for some of what is published. */
export type Publisher = {
  readonly id: string; readonly name: string; readonly kind: AuthorityRow["kind"]; readonly locations: readonly Location[];
  readonly services: ReadonlyArray<Pick<Service, "id" | "name" | "status">>;
};

/** Which cards somebody wants; what is left out does not narrow. Only what the pages show on `today` is ever given. */
export type Picking = {
  readonly today: Day;
  readonly ids?: readonly string[]; readonly guide?: string | undefined; readonly organizations?: readonly string[] | undefined; readonly unit?: string;
  readonly kinds?: readonly string[] | undefined; readonly level?: Level | undefined; readonly checkedSince?: Day | undefined;
  /** Those that have a place; that say what they do not do; that are there before the child is born. */
  readonly placed?: true; readonly limited?: true; readonly expecting?: true;
  /** Each of these stands somewhere on the card. */
  readonly words?: readonly string[];
};

/** A part of a list, counted from nought. */
export type Part = { readonly from: number; readonly most: number };
export const EVERYTHING: Part = { from: 0, most: 1_000_000 };

/** `isShown`, as the database says it. */
const shownOn = (today: Day): RawBuilder<boolean> =>
  sql`(s.status <> 'ended' and (s.kinds && ${[...AT_ONCE]}::text[] or ${today}::date < (s.checked_on + make_interval(months => ${2 * CARD_MONTHS}))::date))`;

const onCard = (word: string): RawBuilder<boolean> =>
  sql`strpos(lower(concat_ws(' ', s.name, array_to_string(s.also, ' '), s.mission, s.for_whom, array_to_string(s.does, ' '), u.name, a.name)), lower(${word})) > 0`;

type Joined = ExpressionBuilder<DB & { s: DB["service"]; a: DB["authority"] }, "s" | "a">;

function conditions(picking: Picking) {
  const { ids, guide, organizations, unit, kinds, level, checkedSince, placed, limited, expecting, words = [] } = picking;
  return (eb: Joined) => eb.and([
    shownOn(picking.today),
    ...(ids ? [eb("s.id", "=", eb.fn.any(eb.val([...ids])))] : []),
    ...(organizations ? [eb("a.id", "=", eb.fn.any(eb.val([...organizations])))] : []),
    ...(unit ? [eb("s.unit_id", "=", unit)] : []),
    ...(guide === undefined ? [] : [sql<boolean>`exists (select from guide g where g.handle = ${guide} and (s.guide_id is null or s.guide_id = g.id))`]),
    ...(kinds ? [eb("s.kinds", "&&", eb.val([...kinds]))] : []),
    ...(level ? [eb("s.level", "=", level)] : []),
    ...(checkedSince ? [sql<boolean>`s.checked_on >= ${checkedSince}::date`] : []),
    ...(placed ? [eb("s.location_id", "is not", null)] : []),
    ...(limited ? [sql<boolean>`cardinality(s.does_not) > 0`] : []),
    ...(expecting ? [eb("s.min_age", "<", 0)] : []),
    ...words.map(onCard),
  ]);
}

const picked = (tx: Tx, picking: Picking) =>
  tx.selectFrom("service as s").innerJoin("unit as u", "u.id", "s.unit_id").innerJoin("branch as b", "b.id", "u.branch_id").innerJoin("authority as a", "a.id", "b.authority_id").where(conditions(picking));

const KIND_NAMES = sql<string[]>`array(select k.name from kind_name k where k.language = 'sv' and k.kind = any (s.kinds) order by array_position(s.kinds, k.kind))`;

/** A part of the published cards, by name, and how many there are in all. One query, which looks closer only at the cards of the part. */
export async function listPublished(tx: Tx, picking: Picking, { from, most }: Part = EVERYTHING): Promise<{ items: Published[]; total: number }> {
  const part = picked(tx, picking).select("s.id").select((eb) => eb.fn.countAll<number>().over().as("total")).orderBy("s.name").orderBy("s.id").limit(most).offset(from);
  const rows = await services(tx).innerJoin(part.as("part"), "part.id", "s.id").leftJoin("guide as g", "g.id", "s.guide_id")
    .select(["part.total", "g.served", KIND_NAMES.as("kind_names")]).orderBy("s.name").orderBy("s.id").execute();
  const items = (rows as unknown as ReadonlyArray<Row & { served: string | null; kind_names: readonly string[] }>).map((row) => ({ ...serviceOf(row), kindNames: row.kind_names, served: row.served ?? undefined }));
  return { items, total: rows[0]?.total ?? 0 };
}

/** Every published card by its id alone, with the day it was last looked through. */
export async function listPublishedIds(tx: Tx, picking: Picking): Promise<Array<{ id: string; checkedOn: Day }>> {
  return picked(tx, picking).select(["s.id", sql<Day>`s.checked_on`.as("checkedOn")]).orderBy("s.name").orderBy("s.id").execute();
}

/** A part of those who answer for published cards, by name, with all their cards and places. `named`: a part of the name. */
export async function listPublishers(tx: Tx, { named = "", ...picking }: Picking & { readonly named?: string }, { from, most }: Part = EVERYTHING): Promise<{ items: Publisher[]; total: number }> {
  const rows = await picked(tx, picking).leftJoin("location as l", "l.id", "s.location_id").where(sql<boolean>`strpos(lower(a.name), lower(${named})) > 0`)
    .select(["a.id", "a.name", "a.kind"]).select((eb) => eb.fn.countAll<number>().over().as("total"))
    .select(sql<Publisher["services"]>`json_agg(json_build_object('id', s.id, 'name', s.name, 'status', s.status) order by s.name, s.id)`.as("services"))
    .select(sql<Array<Parameters<typeof locationOf>[0]> | null>`jsonb_agg(distinct to_jsonb(l)) filter (where l.id is not null)`.as("places"))
    .groupBy(["a.id", "a.name", "a.kind"]).orderBy("a.name").orderBy("a.id").limit(most).offset(from).execute();
  return { items: rows.map(({ id, name, kind, services: cards, places }) => ({ id, name, kind, services: cards, locations: (places ?? []).map(locationOf) })), total: rows[0]?.total ?? 0 };
}

/** What each kind of help is called: in a language, and in Swedish where it has no name in that. */
export async function listKinds(tx: Tx, language: string): Promise<Array<{ kind: string; name: string; language: string }>> {
  const rows = await tx.selectFrom("kind_name").where("language", "in", [language, "sv"]).selectAll().orderBy("kind").execute();
  const named = new Map(rows.filter((row) => row.language === "sv").map((row) => [row.kind, row]));
  for (const row of rows) if (row.language === language) named.set(row.kind, row);
  return [...named.values()];
}
