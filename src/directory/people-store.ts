import { sql } from "kysely";
import { nameOf } from "../organisation/index.ts";
import type { Day } from "../platform/clock.ts";
import type { OrWorkedOut, Tx } from "../platform/db/connection.ts";
import type { KeyRing } from "../platform/seal/seal.ts";

/** Somebody in the network, as a duty. The name is there when the person or the unit has chosen to show it. See docs/decisions/0011. */
export type Somebody = {
  readonly dutyId: string; readonly role: string; readonly title: string; readonly leads: boolean; readonly unitId: string; readonly unit: string; readonly authority: string;
  readonly name: string | undefined; readonly hasCard: boolean;
  /** The last day of an absence that has not ended. */
  readonly awayUntil: Day | undefined;
};

const awayNow = sql<Day | null>`case when c.away_until >= kring.today() then c.away_until end`.as("away");

type Picked = { readonly duties?: OrWorkedOut<readonly string[]>; readonly units?: OrWorkedOut<readonly string[]> };

/** Everybody who holds one of some duties, or any in some units, now. A name that is not to be shown is never opened. */
export async function listPeople(tx: Tx, keys: KeyRing, { duties = [], units = [] }: Picked): Promise<Somebody[]> {
  const rows = await tx.selectFrom("duty as d").innerJoin("unit as u", "u.id", "d.unit_id").innerJoin("branch as b", "b.id", "u.branch_id").innerJoin("authority as a", "a.id", "b.authority_id")
    .leftJoin("duty_card as c", "c.duty_id", "d.id")
    .leftJoin("person as p", (join) => join.onRef("p.id", "=", "d.person_id").on(sql<boolean>`d.id in (select kring.shown_duties())`))
    .where(sql<boolean>`(d.id = any (${duties}::uuid[]) or d.unit_id = any (${units}::uuid[]))`)
    .where(sql<boolean>`kring.is_held(d.id)`)
    .select(["d.id", "d.role", "d.leads", "u.id as unit_id", "u.name as unit", "a.name as authority", "c.title", "c.tasks", awayNow, "p.id as person_id", "p.data_key", "p.sealed"])
    .orderBy("d.leads", "desc").orderBy("d.role").orderBy("d.id").execute();
  return rows.map((row) => ({
    dutyId: row.id, role: row.role, title: row.title ?? "", leads: row.leads, unitId: row.unit_id, unit: row.unit, authority: row.authority, hasCard: Boolean(row.tasks), awayUntil: row.away ?? undefined,
    name: row.person_id === null ? undefined : nameOf(keys, { id: row.person_id, data_key: row.data_key!, sealed: row.sealed! }),
  }));
}

/** People by their duty. */
export const byDuty = (people: readonly Somebody[]): ReadonlyMap<string, Somebody> => new Map(people.map((one) => [one.dutyId, one]));

/** What somebody tells about their own work. `name`: shown, hidden, or as the unit has named the duty on a card. */
export type DutyCard = {
  readonly dutyId: string; readonly name: "shown" | "hidden" | "as-named"; readonly title: string; readonly tasks: string; readonly competences: readonly string[];
  readonly languages: readonly string[]; readonly askMe: string; readonly studyVisits: boolean; readonly reach: string; readonly deputy: string | undefined; readonly awayUntil: Day | undefined; readonly version: number;
};

const nameSaid = (shows: boolean | null): DutyCard["name"] => (shows === null ? "as-named" : shows ? "shown" : "hidden");
const showsName = (name: DutyCard["name"]): boolean | null => (name === "as-named" ? null : name === "shown");

/** The card of a duty that is held now. */
export async function findDutyCard(tx: Tx, duty: string): Promise<DutyCard | undefined> {
  const row = await tx.selectFrom("duty_card as c").selectAll("c").select(awayNow).where("duty_id", "=", duty).executeTakeFirst();
  return row && {
    dutyId: row.duty_id, name: nameSaid(row.shows_name), title: row.title, tasks: row.tasks, competences: row.competences, languages: row.languages, askMe: row.ask_me,
    studyVisits: row.study_visits, reach: row.reach, deputy: row.deputy_duty_id ?? undefined, awayUntil: row.away ?? undefined, version: row.version,
  };
}

/** Writes one's own card over the version it was drawn from (0: there was none); false when it had changed meanwhile. */
export async function saveDutyCard(tx: Tx, { dutyId, version, ...card }: DutyCard): Promise<boolean> {
  const row = {
    shows_name: showsName(card.name), title: card.title, tasks: card.tasks, competences: [...card.competences], languages: [...card.languages], ask_me: card.askMe,
    study_visits: card.studyVisits, reach: card.reach, deputy_duty_id: card.deputy ?? null, away_until: card.awayUntil ?? null,
  };
  if (version === 0) return ((await tx.insertInto("duty_card").values({ duty_id: dutyId, ...row }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows ?? 0n) > 0n;
  return (await tx.updateTable("duty_card").set({ ...row, version: version + 1 }).where("duty_id", "=", dutyId).where("version", "=", version).executeTakeFirst()).numUpdatedRows > 0n;
}

/** Takes back what somebody has told. That the name is never to be shown stays said. */
export async function deleteDutyCard(tx: Tx, duty: string): Promise<void> {
  await tx.deleteFrom("duty_card").where("duty_id", "=", duty).where((eb) => eb.or([eb("shows_name", "is", null), eb("shows_name", "=", true)])).execute();
  await tx.updateTable("duty_card").set({ title: "", tasks: "", competences: [], languages: [], ask_me: "", study_visits: false, reach: "", deputy_duty_id: null, away_until: null, version: sql`version + 1` }).where("duty_id", "=", duty).execute();
}

/** Those whose own cards say something of what is asked, the nearest first. */
export async function findPeopleAbout(tx: Tx, keys: KeyRing, words: readonly string[], most: number): Promise<Somebody[]> {
  const asked = words.filter((word) => word.length > 2).map((word) => `'${word.replaceAll(/[^\p{L}\p{N}]/gu, "")}'`).filter((word) => word.length > 2).join(" | ");
  if (asked === "") return [];
  const nearest = sql<string[]>`array(
    select c.duty_id from (select duty_id, to_tsvector('swedish', concat_ws(' ', title, tasks, ask_me, array_to_string(competences, ' '))) as said from duty_card) c, to_tsquery('swedish', ${asked}) q
    where c.said @@ q order by ts_rank(c.said, q) desc, c.duty_id limit ${most})`;
  const [duties, people] = await Promise.all([sql<{ ids: string[] }>`select ${nearest} as ids`.execute(tx), listPeople(tx, keys, { duties: nearest })]);
  const order = duties.rows[0]!.ids;
  return people.sort((one, other) => order.indexOf(one.dutyId) - order.indexOf(other.dutyId));
}

/** The cards that name a duty as contact person or deputy: what its holder is shown for. */
export async function listNaming(tx: Tx, duty: string): Promise<Array<{ handle: string; name: string; as: "contact" | "deputy" }>> {
  const rows = await tx.selectFrom("service_internal as i").innerJoin("service as s", "s.id", "i.service_id").where("s.status", "<>", "ended")
    .where((eb) => eb.or([eb("i.contact_duty_id", "=", duty), eb("i.deputy_duty_id", "=", duty)])).select(["s.handle", "s.name", "i.contact_duty_id as contact"]).orderBy("s.name").execute();
  return rows.map(({ handle, name, contact }) => ({ handle, name, as: contact === duty ? "contact" : "deputy" }));
}

/** Takes away what was told about work in duties that have ended. Says how much it was. */
export async function forgetFormerDuties(tx: Tx, at: Date): Promise<number> {
  const { rows } = await sql<{ forgotten: number }>`select kring.forget_former_duties(${at}) as forgotten`.execute(tx);
  return rows[0]!.forgotten;
}
