import type { Insertable } from "kysely";
import { activityPhrases, insertActivities, insertCounts, listActivities, sessionsOf, type Session } from "#src/activity/index.ts";
import { addDays, type Day } from "#src/platform/clock.ts";
import type { Tx } from "#src/platform/db/connection.ts";
import type { Activity as ActivityRow } from "#src/platform/db/types.gen.ts";
import { newId } from "#src/platform/ids.ts";
import { addPhrases } from "#src/platform/search/search.ts";
import type { ActivitySheet } from "./guide-data.ts";

/** The ids that a sheet's handles stand for, and the day the world is built. */
export type Places = { unit(handle: string): string; guide: string; location(handle: string): string; readonly today: Day; readonly at: Date };

function ruleRow({ repeats, once, starts, ends }: ActivitySheet, today: Day) {
  if (once) {
    const on = addDays(today, once.inDays);
    return { every: "once", weekday: null, nth: null, from_time: once.from, to_time: once.to, starts_on: on, ends_on: on };
  }
  const { every, on, from, to } = repeats!;
  return {
    every, weekday: on, nth: repeats!.every === "month" ? (repeats!.nth === "last" ? -1 : repeats!.nth) : null, from_time: from, to_time: to,
    starts_on: addDays(today, starts!), ends_on: ends === undefined ? null : addDays(today, ends),
  };
}

/** A round with an end is signed up for once; what goes on is signed up for date by date. */
const signUpOf = ({ drop, repeats, ends }: ActivitySheet): string => (drop === "in" ? "none" : repeats && ends !== undefined ? "series" : "session");

const activityRow = (sheet: ActivitySheet, places: Places) => ({
  id: newId() as string, handle: sheet.handle, unit_id: places.unit(sheet.unit), guide_id: places.guide, location_id: sheet.at ? places.location(sheet.at) : null,
  kind: sheet.kind, kinds: sheet.kinds, level: sheet.level, min_age: sheet.ages[0], max_age: sheet.ages[1], name: sheet.name, about: sheet.about, meet: sheet.meet, for_whom: sheet.forWhom,
  ...ruleRow(sheet, places.today), sign_up: signUpOf(sheet), capacity: sheet.capacity ?? null, childcare: sheet.childcare, languages: sheet.languages, interpreter: sheet.interpreter,
  cost: sheet.cost, cost_note: sheet.costNote ?? "", phone: sheet.contact, checked_on: addDays(places.today, -sheet.checked), changed_at: places.at,
} satisfies Insertable<ActivityRow>);

/** Fills the activities of one guide, with who else is there and when they rest. */
export async function fillActivities(tx: Tx, sheets: readonly ActivitySheet[], { shelf, ...places }: Places & { readonly shelf: string }): Promise<void> {
  const rows = sheets.map((sheet) => ({ sheet, row: activityRow(sheet, places) }));
  await insertActivities(tx, {
    activities: rows.map(({ row }) => row),
    companions: rows.flatMap(({ sheet, row }) => sheet.with.map(({ unit, gives }, position) => ({ activity_id: row.id, unit_id: places.unit(unit), gives, position }))),
    pauses: rows.flatMap(({ sheet, row }) => sheet.pauses.map(({ from, to }) => ({ activity_id: row.id, from_on: addDays(places.today, from), to_on: addDays(places.today, to), called_off: false, reason: "" }))),
  });
  await addPhrases(tx, rows.flatMap(({ sheet, row }) => activityPhrases({ ...sheet, id: row.id }, shelf)));
}

/** A number that is the same each time for the same words. */
const invented = (seed: string, most: number): number => [...seed].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9_973, 7) % (most + 1);

function countOf({ activity: { id, handle, unitId }, day }: Session, duty: string, at: Date) {
  const adults = 3 + invented(`${handle} ${day}`, 9);
  const fathers = invented(`${day} ${handle}`, Math.floor(adults / 2));
  return {
    activity_id: id, unit_id: unitId, on_day: day, adults, first_time: invented(`new ${handle} ${day}`, Math.min(3, adults)), children: invented(`with ${handle} ${day}`, adults + 2),
    fathers, mothers: adults - fathers, others: 0, by_duty: duty, noted_at: at,
  };
}

/** How many came, as the units with somebody to count have noted it: every time so far but the last, which still waits. */
export async function countHistory(tx: Tx, { today, at }: Pick<Places, "today" | "at">): Promise<void> {
  const duties = await tx.selectFrom("duty").select(["id", "unit_id"]).orderBy("id").execute();
  const dutyAt = new Map(duties.map(({ id, unit_id }) => [unit_id, id]));
  const counts = (await listActivities(tx, {})).flatMap((activity) => {
    const duty = dutyAt.get(activity.unitId);
    const held = sessionsOf(activity, activity.rule.startsOn, addDays(today, -1)).filter(({ calledOff }) => !calledOff);
    return duty ? held.slice(0, -1).map((session) => countOf(session, duty, at)) : [];
  });
  await insertCounts(tx, counts);
}
