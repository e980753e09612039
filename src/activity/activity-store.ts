import { sql, type Insertable, type Selectable } from "kysely";
import type { Level, Weekday } from "../directory/directory.ts";
import { locationOf, type Shelf } from "../directory/index.ts";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import type { Activity as ActivityRow, ActivityPause as PauseRow, ActivityWith as WithRow, Location as LocationRow } from "../platform/db/types.gen.ts";
import { languages, wordsIn, type Spoken } from "../platform/i18n/words.tsx";
import type { Phrase } from "../platform/search/search.ts";
import type { Activity, ActivityKind, Audience, Companion, Move, SignUpKind } from "./activity.ts";
import type { Nth, Pause, Rule } from "./recurrence.ts";

type Row = Selectable<ActivityRow> & {
  unit: string; branch_id: string; guide: string; location: Selectable<LocationRow> | null;
  companions: readonly Companion[] | null; pauses: readonly Pause[] | null; moves: readonly Move[] | null;
};

function ruleOf({ every, weekday, nth, starts_on: startsOn, ends_on, from_time: from, to_time: to }: Row): Rule {
  const when = { startsOn, endsOn: ends_on ?? undefined, from, to };
  if (every === "once") return { ...when, every };
  const on = weekday as Weekday;
  return every === "month" ? { ...when, every, on, nth: nth as Nth } : { ...when, every: every as "week" | "2-weeks", on };
}

const activityOf = (row: Row): Activity => ({
  id: row.id, handle: row.handle, status: row.status as Activity["status"], version: row.version, sequence: row.sequence, changedAt: row.changed_at as unknown as Date,
  unitId: row.unit_id, unit: row.unit, branchId: row.branch_id, guideId: row.guide_id, guide: row.guide, location: row.location ? locationOf(row.location) : undefined,
  kind: row.kind as ActivityKind, kinds: row.kinds, level: row.level as Level, ages: { from: row.min_age, to: row.max_age }, name: row.name, about: row.about,
  meet: row.meet, forWhom: row.for_whom as Audience, rule: ruleOf(row), pauses: row.pauses ?? [], moves: row.moves ?? [], signUp: row.sign_up as SignUpKind, capacity: row.capacity ?? undefined,
  childcare: row.childcare, languages: row.languages, interpreter: row.interpreter, cost: row.cost as Activity["cost"], costNote: row.cost_note, phone: row.phone, email: row.email,
  placeNote: row.place_note, placeLink: row.place_link,
  companions: row.companions ?? [], checkedOn: row.checked_on, reviewMonths: row.review_months,
});

const activities = (tx: Tx) =>
  tx.selectFrom("activity as a").innerJoin("unit as u", "u.id", "a.unit_id").innerJoin("guide as g", "g.id", "a.guide_id").leftJoin("location as l", "l.id", "a.location_id")
    .selectAll("a").select(["u.name as unit", "u.branch_id", "g.handle as guide"]).select((eb) => eb.fn.toJson("l").as("location"))
    .select((eb) => [
      eb.selectFrom("activity_with as w").innerJoin("unit as wu", "wu.id", "w.unit_id").whereRef("w.activity_id", "=", "a.id")
        .select(sql`json_agg(json_build_object('unitId', w.unit_id, 'unit', wu.name, 'gives', w.gives) order by w.position)`.as("companions")).as("companions"),
      eb.selectFrom("activity_pause as p").whereRef("p.activity_id", "=", "a.id")
        .select(sql`json_agg(json_build_object('from', p.from_on, 'to', p.to_on, 'calledOff', p.called_off, 'reason', p.reason) order by p.from_on)`.as("pauses")).as("pauses"),
      eb.selectFrom("activity_move as m").whereRef("m.activity_id", "=", "a.id")
        .select(sql`json_agg(json_build_object('from', m.from_on, 'to', m.to_on, 'starts', m.from_time, 'ends', m.to_time, 'reason', m.reason) order by m.from_on)`.as("moves")).as("moves"),
    ]).orderBy("a.name");

type Picked = {
  readonly guide?: Shelf | undefined; readonly handle?: string | undefined; readonly ids?: readonly string[] | undefined;
  /** Those of the acting duty's unit, whoever that is. */
  readonly here?: true;
  /** Those of others where that unit is too. */
  readonly beside?: true;
  /** Whose main kind of help is one of these. */
  readonly mainKinds?: readonly string[] | undefined;
};

/** Activities by name: of a guide, of the acting duty's unit, of some kinds, some by id, or the one that a handle names. */
export async function listActivities(tx: Tx, { guide, handle, ids, here, beside, mainKinds }: Picked): Promise<Activity[]> {
  const rows = await activities(tx)
    .$if(guide !== undefined, (query) => query.where("g.handle", "=", guide!))
    .$if(handle !== undefined, (query) => query.where("a.handle", "=", handle!))
    .$if(here ?? false, (query) => query.where(sql<boolean>`a.unit_id = kring.unit_id()`))
    .$if(beside ?? false, (query) => query.where("a.status", "=", "active").where(sql<boolean>`exists (select from activity_with w where w.activity_id = a.id and w.unit_id = kring.unit_id())`))
    .$if(mainKinds !== undefined, (query) => query.where(sql<boolean>`a.kinds[1] = any (${[...(mainKinds ?? [])]}::text[])`))
    .$if(ids !== undefined, (query) => query.where((eb) => eb("a.id", "=", eb.fn.any(eb.val([...(ids ?? [])]))))).execute();
  return (rows as unknown as Row[]).map(activityOf);
}

export const findActivity = async (tx: Tx, handle: string): Promise<Activity | undefined> => (await listActivities(tx, { handle }))[0];

/** How full the dates are: seats taken and parties that wait. A whole round has no day. */
export type Seats = { readonly taken: number; readonly waiting: number };
export type SeatsOf = (activity: Pick<Activity, "id" | "signUp">, day: Day) => Seats;

/** How full the dates of a guide's activities are, or of one activity's. */
export async function readSeats(tx: Tx, { guide, handle }: Pick<Picked, "guide" | "handle">): Promise<SeatsOf> {
  const { rows } = await sql<Seats & { activity_id: string; on_day: Day | null }>`select * from kring.seats_taken(${guide ?? null}, ${handle ?? null})`.execute(tx);
  const seats = new Map(rows.map(({ activity_id, on_day, taken, waiting }) => [`${activity_id} ${on_day ?? ""}`, { taken, waiting }]));
  return ({ id, signUp }, day) => seats.get(`${id} ${signUp === "series" ? "" : day}`) ?? { taken: 0, waiting: 0 };
}

export async function insertActivities(tx: Tx, of: { activities: ReadonlyArray<Insertable<ActivityRow>>; companions: ReadonlyArray<Insertable<WithRow>>; pauses: ReadonlyArray<Insertable<PauseRow>> }): Promise<void> {
  if (of.activities.length > 0) await tx.insertInto("activity").values([...of.activities]).execute();
  if (of.companions.length > 0) await tx.insertInto("activity_with").values([...of.companions]).execute();
  if (of.pauses.length > 0) await tx.insertInto("activity_pause").values([...of.pauses]).execute();
}

/** What the search knows of an activity: what it is called, what one does there, and, in every language, whom it is for. */
export function activityPhrases({ id, name, about, forWhom }: Pick<Activity, "id" | "name" | "about" | "forWhom">, shelf: string): Phrase[] {
  const said = (text: string, boost: number, language = "sv"): Phrase => ({ item: `activity:${id}`, shelf, language, text, boost });
  const whom = forWhom === "all" ? [] : Object.keys(languages).map((language) => said(wordsIn(language as Spoken).say(`activity.for.${forWhom}`), 0.8, language));
  return [said(name, 1.02), said(about, 0.75), ...whom];
}
