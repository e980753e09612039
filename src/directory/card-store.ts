import { sql, type RawBuilder, type Selectable } from "kysely";
import type { OrWorkedOut, Tx } from "../platform/db/connection.ts";
import type { ServiceChange as ChangeRow, ServiceInternal as InsideRow, ServiceReport as ReportRow } from "../platform/db/types.gen.ts";
import { newId } from "../platform/ids.ts";
import { NOTHING_INSIDE, type Card, type Change, type Inside, type Report } from "./card.ts";
import { findService } from "./directory-store.ts";

const insideOf = (row: Selectable<InsideRow>): Inside => ({
  line: row.direct_line, contact: row.contact_duty_id ?? undefined, deputy: row.deputy_duty_id ?? undefined,
  consult: { hours: row.consult_hours, how: row.consult_how }, invite: row.invite, answersWithin: row.answers_within ?? undefined,
  need: row.need, feedback: row.feedback, guiding: row.guiding, legalBasis: row.legal_basis, limits: row.limits, talks: row.talks,
});

/** The inside of some cards, by service. Nothing for who acts in no duty. */
export async function listInside(tx: Tx, services: OrWorkedOut<readonly string[]>): Promise<Map<string, Inside>> {
  const rows = await tx.selectFrom("service_internal").selectAll().where(sql<boolean>`service_id = any (${services}::uuid[])`).execute();
  return new Map(rows.map((row) => [row.service_id, insideOf(row)]));
}

/** One card by its service's handle. */
export async function findCard(tx: Tx, handle: string): Promise<Card | undefined> {
  const [service, row] = await Promise.all([
    findService(tx, handle),
    tx.selectFrom("service_internal as i").innerJoin("service as s", "s.id", "i.service_id").where("s.handle", "=", handle).selectAll("i").executeTakeFirst(),
  ]);
  return service && { service, inside: row ? insideOf(row) : NOTHING_INSIDE };
}

const changeOf = (row: Selectable<ChangeRow>): Change => ({ id: row.id, serviceId: row.service_id, at: row.at, byDuty: row.by_duty, what: row.what as Change["what"], fields: row.fields, version: row.version });

/** A card's id by its handle, worked out where it is asked for. */
export const cardNamed = (handle: string): RawBuilder<string> => sql<string>`(select s.id from service s where s.handle = ${handle})`;

/** What has been done to a card, the latest first. */
export async function listChanges(tx: Tx, service: OrWorkedOut<string>): Promise<Change[]> {
  return (await tx.selectFrom("service_change").selectAll().where("service_id", "=", service).orderBy("at", "desc").limit(40).execute()).map(changeOf);
}

/** When the owner of each of some cards was last reminded. */
export async function listNudges(tx: Tx, services: OrWorkedOut<readonly string[]>): Promise<Map<string, Date>> {
  const rows = await tx.selectFrom("service_change").where("what", "=", "nudged").where(sql<boolean>`service_id = any (${services}::uuid[])`).groupBy("service_id")
    .select(({ fn }) => ["service_id", fn.max("at").as("at")]).execute();
  return new Map(rows.map(({ service_id, at }) => [service_id, at]));
}

/** What has been done to any card since a moment, the latest first. */
export async function listChangesSince(tx: Tx, since: Date): Promise<Change[]> {
  return (await tx.selectFrom("service_change").selectAll().where("at", ">=", since).orderBy("at", "desc").execute()).map(changeOf);
}

/** The cards that something has been done to since a moment, worked out where they are asked for. */
export const changedSince = (since: Date): RawBuilder<string[]> => sql<string[]>`array(select distinct service_id from service_change where at >= ${since})`;

export async function logChange(tx: Tx, change: Omit<Change, "id">): Promise<void> {
  const { serviceId, at, byDuty, what, fields, version } = change;
  await tx.insertInto("service_change").values({ id: newId(), service_id: serviceId, at, by_duty: byDuty, what, fields: [...fields], version }).execute();
}

const reportOf = (row: Selectable<ReportRow>): Report => ({ id: row.id, serviceId: row.service_id, at: row.at, byDuty: row.by_duty ?? undefined, kind: row.kind as Report["kind"], said: row.said });

/** What waits to be seen to on the cards that the acting duty answers for, the oldest first. */
export async function listReports(tx: Tx): Promise<Report[]> {
  return (await tx.selectFrom("service_report").selectAll().where("settled_at", "is", null).orderBy("at").execute()).map(reportOf);
}

/** Says that a card is wrong: also when nobody has signed in. */
export async function reportCard(tx: Tx, { serviceId, kind, said }: Pick<Report, "serviceId" | "kind" | "said">): Promise<void> {
  await sql`select kring.report_card(${newId()}::uuid, ${serviceId}::uuid, ${kind}, ${said})`.execute(tx);
}

/** Somebody has seen to what was said of a card; the words are not kept. */
export async function settleReports(tx: Tx, service: string, by: { duty: string; at: Date }): Promise<void> {
  await tx.updateTable("service_report").set({ settled_at: by.at, settled_by: by.duty, said: "" }).where("service_id", "=", service).where("settled_at", "is", null).execute();
}

/** Its owner says that a card is right today. False when it was not the owner. */
export async function recheck(tx: Tx, service: string, today: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable("service").set({ checked_on: today }).where("id", "=", service).executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Which cards the acting duty's unit follows. */
export async function listFollowed(tx: Tx): Promise<Set<string>> {
  return new Set((await tx.selectFrom("service_follow").select("service_id").where(sql<boolean>`unit_id = kring.unit_id()`).execute()).map((row) => row.service_id));
}

/** The units that follow a card. */
export async function listFollowers(tx: Tx, service: string): Promise<string[]> {
  return (await tx.selectFrom("service_follow").select("unit_id").where("service_id", "=", service).execute()).map((row) => row.unit_id);
}

export async function follow(tx: Tx, { unit, service, today }: { unit: string; service: string; today: string }): Promise<void> {
  await tx.insertInto("service_follow").values({ unit_id: unit, service_id: service, since: today }).onConflict((row) => row.doNothing()).execute();
}

export async function stopFollowing(tx: Tx, { unit, service }: { unit: string; service: string }): Promise<void> {
  await tx.deleteFrom("service_follow").where("unit_id", "=", unit).where("service_id", "=", service).execute();
}

/** Who answers for some cards: the contact person and deputy of each, or else those who receive for its unit. */
export const answering = (services: OrWorkedOut<readonly string[]>): RawBuilder<string[]> => sql<string[]>`array(select d from unnest(${services}::uuid[]) s, kring.card_duties(s) d)`;

/** The same, card by card. */
export async function listCardDuties(tx: Tx, services: OrWorkedOut<readonly string[]>): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ id: string; duties: string[] }>`select s as id, array(select d from kring.card_duties(s) d) as duties from unnest(${services}::uuid[]) s`.execute(tx);
  return new Map(rows.map(({ id, duties }) => [id, duties]));
}

/** The contact persons and deputies of some cards, worked out where they are asked for. */
export const namedOn = (services: OrWorkedOut<readonly string[]>): RawBuilder<string[]> =>
  sql<string[]>`array(select distinct unnest(array[i.contact_duty_id, i.deputy_duty_id]) from service_internal i where i.service_id = any (${services}::uuid[]))`;

/** Everybody whom a card names: on it, in its log and as having said that it is wrong. */
export const speakingOf = (handle: string): RawBuilder<string[]> => sql<string[]>`array(
  select unnest(array[i.contact_duty_id, i.deputy_duty_id]) from service_internal i where i.service_id = ${cardNamed(handle)}
  union select c.by_duty from service_change c where c.service_id = ${cardNamed(handle)}
  union select r.by_duty from service_report r where r.service_id = ${cardNamed(handle)} and r.settled_at is null)`;

/** The cards that wait for the acting duty when they are due: those that name it, and its unit's that name nobody, when it receives for the unit. Worked out where they are asked for. */
export const answeredFor = (): RawBuilder<string[]> => sql<string[]>`array(
  select s.id from service s left join service_internal i on i.service_id = s.id
  where s.status <> 'ended' and (s.unit_id = kring.unit_id() or kring.duty_id() in (i.contact_duty_id, i.deputy_duty_id)) and kring.duty_id() in (select kring.card_duties(s.id)))`;

/** The duties of those who have said that a card is wrong, as far as the acting duty may know, worked out where they are asked for. */
export const reporters = (): RawBuilder<string[]> => sql<string[]>`array(select r.by_duty from service_report r where r.settled_at is null and r.by_duty is not null)`;

/** Every card of the acting duty's unit, and those elsewhere that wait for the duty. */
export const mine = (): RawBuilder<string[]> => sql<string[]>`(array(select s.id from service s where s.unit_id = kring.unit_id() and s.status <> 'ended') || ${answeredFor()})`;

/** Tells those who hold some duties that there is something to read: never more than one letter a week. */
export async function writeLetters(tx: Tx, duties: readonly string[]): Promise<void> {
  await sql`select kring.write_letters(${[...duties]}::uuid[])`.execute(tx);
}

/** Whether the acting duty speaks for its unit in the network. */
export async function readSpeaks(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ speaks: boolean }>`select kring.speaks_for_unit() as speaks`.execute(tx);
  return rows[0]!.speaks;
}
