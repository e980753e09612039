import { sql, type Insertable, type RawBuilder, type Selectable } from "kysely";
import type { OrWorkedOut, Tx } from "../platform/db/connection.ts";
import type { Guide as GuideRow, Location as LocationRow, Service as ServiceRow } from "../platform/db/types.gen.ts";
import { newId } from "../platform/ids.ts";
import type { Phrase } from "../platform/search/search.ts";
import type { Ages, Hours, Level, Location, Service } from "./directory.ts";

/** A family guide: whose it is, and the words for the people it serves. */
export type Guide = { readonly id: string; readonly handle: string; readonly name: string; readonly served: string; readonly unitId: string; /** Whom it is for: from the first segment of its circle to the last. @model row 4 */ readonly ages: Ages };

const guideOf = (row: Selectable<GuideRow> & { readonly ages: Ages }): Guide => ({ id: row.id, handle: row.handle, name: row.name, served: row.served, unitId: row.unit_id, ages: row.ages });

/** The guides, the one shown first in front. */
export async function listGuides(tx: Tx): Promise<Guide[]> {
  const ages = sql<Ages>`(select json_build_object('from', coalesce(min(s.min_age), -1), 'to', coalesce(max(s.max_age), 20)) from segment s where s.guide_id = guide.id)`;
  return (await tx.selectFrom("guide").selectAll().select(ages.as("ages")).orderBy("position").execute()).map(guideOf);
}

export const locationOf = (row: Selectable<LocationRow>): Location => ({
  id: row.id, handle: row.handle, name: row.name, street: row.street, postalCode: row.postal_code, town: row.town,
  latitude: row.latitude, longitude: row.longitude, access: row.access,
});

export type Row = Selectable<ServiceRow> & { unit: string; branch: string; branch_kind: string; authority: string; authority_id: string; authority_kind: string; promise_days: number | null; location: Selectable<LocationRow> | null };

export const serviceOf = (row: Row): Service => ({
  id: row.id, handle: row.handle, status: row.status as Service["status"], version: row.version,
  unitId: row.unit_id, unit: row.unit, branch: row.branch, branchKind: row.branch_kind, authority: row.authority, authorityId: row.authority_id, authorityKind: row.authority_kind,
  guideId: row.guide_id ?? undefined, location: row.location ? locationOf(row.location) : undefined,
  kinds: row.kinds, level: row.level as Level, ages: { from: row.min_age, to: row.max_age }, name: row.name, also: row.also,
  mission: row.mission, does: row.does, doesNot: row.does_not, forWhom: row.for_whom,
  askFor: row.ask_for, phone: row.phone, channel: { kind: row.channel_kind as Service["channel"]["kind"], value: row.channel_value },
  hours: row.hours as unknown as readonly Hours[], hoursNote: row.hours_note, whenClosed: row.when_closed,
  happens: row.happens, anonymous: row.anonymous as Service["anonymous"], record: row.record, cost: row.cost as Service["cost"], costNote: row.cost_note,
  selfReferral: row.self_referral, waiting: row.waiting, languages: row.languages, interpreter: row.interpreter,
  professions: row.professions, methods: row.methods, transitions: row.transitions, checkedOn: row.checked_on as unknown as string,
  promiseDays: row.promise_days ?? undefined,
});

export const services = (tx: Tx) =>
  tx.selectFrom("service as s").innerJoin("unit as u", "u.id", "s.unit_id").innerJoin("branch as b", "b.id", "u.branch_id").innerJoin("authority as a", "a.id", "b.authority_id")
    .leftJoin("location as l", "l.id", "s.location_id").leftJoin("contact_desk as k", "k.service_id", "s.id")
    .selectAll("s").select(["u.name as unit", "b.name as branch", "b.kind as branch_kind", "a.name as authority", "a.id as authority_id", "a.kind as authority_kind", "k.promise_days"])
    .select((eb) => eb.fn.toJson("l").as("location"));

/** Which guide, by its handle. */
export type Shelf = OrWorkedOut<string>;

/** One guide by its handle. */
export const findGuide = async (tx: Tx, handle: string): Promise<Guide | undefined> => (await listGuides(tx)).find((guide) => guide.handle === handle);

/** The guide that a card is in, worked out where it is asked for; none for what the whole country has. */
export const shelfOf = (service: string): RawBuilder<string> => sql<string>`(select g.handle from service s join guide g on g.id = s.guide_id where s.handle = ${service})`;

/** The guide that the acting duty's unit keeps, worked out where it is asked for; none for most. */
export const keptShelf = (): RawBuilder<string> => sql<string>`(select g.handle from guide g where g.unit_id = kring.unit_id() order by g.position limit 1)`;

/** The unit that a card is of, and those that have cards at the same place, worked out where they are asked for. */
export const unitOf = (service: string): RawBuilder<string[]> => sql<string[]>`array(select s.unit_id from service s where s.handle = ${service})`;
export const unitsAround = (service: string): RawBuilder<string[]> =>
  sql<string[]>`array(select distinct o.unit_id from service s join service o on o.id = s.id or o.location_id = s.location_id where s.handle = ${service})`;

/** The cards of a guide, without what the whole country has, worked out where they are asked for. */
export const cardsIn = (guide: Shelf): RawBuilder<string[]> => sql<string[]>`array(select s.id from service s join guide g on g.id = s.guide_id where g.handle = ${guide} and s.status <> 'ended')`;

/** A guide, as a condition: its own services and the whole country's. */
const inGuide = (tx: Tx, guide: Shelf) => services(tx).innerJoin("guide as g", (join) => join.on("g.handle", "=", guide)).where((eb) => eb.or([eb("s.guide_id", "is", null), eb("s.guide_id", "=", eb.ref("g.id"))]));

/** Every service of a guide (by its handle), by name. */
export async function listServices(tx: Tx, guide: Shelf): Promise<Service[]> {
  return ((await inGuide(tx, guide).where("s.status", "<>", "ended").orderBy("s.name").execute()) as unknown as Row[]).map(serviceOf);
}

/** The services of a guide that give any of some kinds of help: named, or worked out by a subquery. */
export async function listServicesOfKinds(tx: Tx, guide: Shelf, kinds: OrWorkedOut<readonly string[]>): Promise<Service[]> {
  const rows = await inGuide(tx, guide).where("s.status", "<>", "ended").where(sql<boolean>`s.kinds && ${kinds}::text[]`).orderBy("s.name").execute();
  return (rows as unknown as Row[]).map(serviceOf);
}

const MOST_OF_A_KIND = 8;

/** As `listServicesOfKinds`, and of each main kind no more than anybody looks through: those that were checked last. `besides`: some more, by id. */
export async function listSomeOfKinds(tx: Tx, guide: Shelf, kinds: OrWorkedOut<readonly string[]>, besides: readonly string[] = []): Promise<Service[]> {
  const some = sql<string[]>`array(select r.id from (
    select x.id, row_number() over (partition by x.kinds[1] order by x.checked_on desc, x.id) as nth
    from service x join guide o on o.handle = ${guide} where (x.guide_id is null or x.guide_id = o.id) and x.status <> 'ended' and x.kinds && ${kinds}::text[]) r
    where r.nth <= ${MOST_OF_A_KIND}) || ${[...besides]}::uuid[]`;
  const rows = await services(tx).where(sql<boolean>`s.id = any (${some})`).orderBy("s.name").execute();
  return (rows as unknown as Row[]).map(serviceOf);
}

/** The others of a guide that are where a service, by its handle, is. */
export async function listServicesBeside(tx: Tx, guide: Shelf, handle: string): Promise<Service[]> {
  const rows = await inGuide(tx, guide).where("s.status", "<>", "ended").where("s.handle", "<>", handle)
    .where("s.location_id", "=", sql<string>`(select x.location_id from service x where x.handle = ${handle})`).orderBy("s.name").execute();
  return (rows as unknown as Row[]).map(serviceOf);
}

/** One service by its handle, in whichever guide it is. */
export async function findService(tx: Tx, handle: string): Promise<Service | undefined> {
  const row = (await services(tx).where("s.handle", "=", handle).executeTakeFirst()) as unknown as Row | undefined;
  return row && serviceOf(row);
}

/** Some services by id, in no order. */
export async function listServicesById(tx: Tx, ids: OrWorkedOut<readonly string[]>): Promise<Service[]> {
  return ((await services(tx).where(sql<boolean>`s.id = any (${ids}::uuid[])`).execute()) as unknown as Row[]).map(serviceOf);
}

/** Every place one can come to, by name. */
export async function listLocations(tx: Tx): Promise<Location[]> {
  return (await tx.selectFrom("location").selectAll().orderBy("name").execute()).map(locationOf);
}

/** The middle of a guide's places, by what the guide is called; none while it has no place. */
export async function findMiddle(tx: Tx, guide: Shelf): Promise<(Pick<Location, "latitude" | "longitude"> & { readonly name: string }) | undefined> {
  return tx.selectFrom("guide as g").innerJoin("service as s", "s.guide_id", "g.id").innerJoin("location as l", "l.id", "s.location_id").where("g.handle", "=", guide).groupBy("g.name")
    .select(["g.name", sql<number>`avg(l.latitude)`.as("latitude"), sql<number>`avg(l.longitude)`.as("longitude")]).executeTakeFirst();
}

export const insertGuide = async (tx: Tx, row: Omit<Insertable<GuideRow>, "id">): Promise<string> => {
  const id: string = newId();
  await tx.insertInto("guide").values({ ...row, id }).execute();
  return id;
};

export async function insertLocations(tx: Tx, rows: ReadonlyArray<Omit<Insertable<LocationRow>, "id">>): Promise<void> {
  if (rows.length > 0) await tx.insertInto("location").values(rows.map((row) => ({ ...row, id: newId() }))).execute();
}

export async function insertServices(tx: Tx, rows: ReadonlyArray<Insertable<ServiceRow>>): Promise<void> {
  if (rows.length > 0) await tx.insertInto("service").values([...rows]).execute();
}

/** What the search knows of a service: its names first, then what it does. Its limits are not what it is found by. */
export function phrasesOf(of: Pick<Service, "id" | "name" | "also" | "mission" | "does" | "forWhom" | "methods" | "professions">, shelf: string | undefined): Phrase[] {
  const said = (text: string, boost: number): Phrase => ({ item: `service:${of.id}`, shelf, language: "sv", text, boost });
  return [
    ...[of.name, ...of.also].map((name) => said(name, 1.02)),
    ...[of.mission, of.forWhom, ...of.does].map((text) => said(text, 0.75)),
    ...[...of.methods, ...of.professions].map((text) => said(text, 0.8)),
  ];
}
