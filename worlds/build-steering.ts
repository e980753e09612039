import { sql, type RawBuilder } from "kysely";
import { z } from "zod";
import { Temporal } from "temporal-polyfill";
import { addDays, dayOf, instantOf, type Day } from "#src/platform/clock.ts";
import type { Tx } from "#src/platform/db/connection.ts";
import { asOwner } from "#src/platform/db/owner.ts";
import { newId } from "#src/platform/ids.ts";
import { dutyAt } from "./build-agreement.ts";
import type { Registering } from "./build.ts";
import { judge, rawOf } from "./world-data.ts";

const words = z.string().trim().min(1);
const clock = z.string().regex(/^\d\d:\d\d$/);
const point = z.strictObject({ title: words, who: words, minutes: z.int(), notes: words.optional(), decision: words.optional(), action: z.strictObject({ what: words, who: words, day: z.int() }).optional() });
const meeting = z.strictObject({
  day: z.int(), from: clock, to: clock, place: words, writtenBy: words.optional(), closedBy: words.optional(), present: z.array(words).default([]), points: z.array(point).min(1),
});
const member = z.strictObject({ who: words, at: words, board: words, task: z.enum(["chair", "secretary", "member", "deputy"]) });
const group = z.strictObject({ kind: words, name: words, purpose: words, mandate: words, rhythm: words, members: z.array(member).min(1), meetings: z.array(meeting) });
const event = z.strictObject({ what: z.enum(["noted", "done", "told"]), who: words, day: z.int(), words });
const undertaking = z.strictObject({ what: words, need: words, prerequisite: z.enum(["structure", "respect", "interplay"]), owner: words, day: z.int(), decision: z.int().optional(), refused: words.optional(), said: z.array(event) });
const value = z.strictObject({ value: z.number(), source: words, said: words.optional() });
const indicator = z.strictObject({ name: words, countedIn: words, aim: words, board: words, who: words, values: z.array(value) });
const goal = z.strictObject({ name: words, why: words, indicators: z.array(indicator) });
const checked = z.strictObject({ question: words, light: z.enum(["yes", "partly", "no"]), evidence: words });
const sheet = z.strictObject({
  agreement: words, groups: z.array(group).min(1), plan: z.array(undertaking), goals: z.array(goal), check: z.array(checked), year: z.array(z.strictObject({ month: z.int().min(1).max(12), what: words, owner: words })),
});
type Sheet = z.infer<typeof sheet>;

/** The Tuesday on or after a day: meetings are not held on Sundays. */
const tuesday = (day: Day): Day => addDays(day, (2 - Temporal.PlainDate.from(day).dayOfWeek + 7) % 7);

type Seat = { readonly id: string; readonly who: string; readonly duty: RawBuilder<string> };
type Filling = { readonly tx: Tx; readonly today: Day; readonly seats: readonly Seat[] };

const seatOf = ({ seats }: Filling, who: string): Seat => {
  const seat = seats.find((one) => one.who === who);
  if (!seat) throw new Error(`steering.yaml: "${who}" is in no such group`);
  return seat;
};

async function fillMeeting(filling: Filling, group_id: string, { points, present, ...held }: z.infer<typeof meeting>): Promise<void> {
  const { tx, today } = filling;
  const [id, day, caller] = [newId() as string, tuesday(addDays(today, held.day)), filling.seats.find(({ who }) => who === held.writtenBy) ?? filling.seats[0]!];
  const called = instantOf(addDays(day, -21), "09:00");
  await tx.insertInto("group_meeting").values({
    id, group_id, starts_at: instantOf(day, held.from), ends_at: instantOf(day, held.to), place: held.place, state: held.writtenBy ? "held" : "called", called_by: caller.duty, called_at: called, changed_at: called,
    written_by: held.writtenBy ? seatOf(filling, held.writtenBy).duty : null, written_at: held.writtenBy ? instantOf(addDays(day, 1), "10:00") : null,
  }).execute();
  let number = 0;
  for (const [nth, { decision, action, ...said }] of points.entries()) {
    const point_id: string = newId();
    await tx.insertInto("group_point").values({ id: point_id, meeting_id: id, position: nth + 1, title: said.title, who: said.who, minutes: said.minutes, notes: said.notes ?? "" }).execute();
    if (decision) await tx.insertInto("group_decision").values({ id: newId(), meeting_id: id, point_id, number: (number += 1), text: decision }).execute();
    if (action) await tx.insertInto("group_action").values({ id: newId(), meeting_id: id, point_id, what: action.what, duty_id: seatOf(filling, action.who).duty, due_on: addDays(today, action.day) }).execute();
  }
  if (present.length > 0) await tx.insertInto("group_attendance").values(present.map((who) => ({ meeting_id: id, member_id: seatOf(filling, who).id }))).execute();
  if (held.closedBy) await tx.updateTable("group_meeting").set({ state: "closed", closed_by: seatOf(filling, held.closedBy).duty, closed_at: instantOf(addDays(day, 6), "14:00") }).where("id", "=", id).execute();
}

async function fillGroup({ tx, registering, agreement }: { tx: Tx; registering: Registering; agreement: RawBuilder<string> }, { members, meetings, ...own }: z.infer<typeof group>): Promise<void> {
  const [id, today] = [newId() as string, dayOf(registering.at)];
  await tx.insertInto("cooperation_group").values({ id, agreement_id: agreement, ...own }).execute();
  const seats: Seat[] = members.map(({ who, at }) => ({ id: newId(), who, duty: dutyAt(registering, who, at) }));
  const began = instantOf(addDays(today, -200), "09:00");
  await tx.insertInto("group_member").values(members.map(({ board, task }, nth) => ({
    id: seats[nth]!.id, group_id: id, party_id: sql<string>`(select id from agreement_party where agreement_id = ${agreement} and board = ${board})`, duty_id: seats[nth]!.duty, task,
    deputy_for: task === "deputy" ? seats[nth - 1]!.id : null, state: "accepted", invited_by: seats[0]!.duty, invited_at: began, answered_at: began,
  }))).execute();
  for (const one of meetings) await fillMeeting({ tx, today, seats }, id, one);
}

type Agreed = { readonly tx: Tx; readonly today: Day; readonly agreement: RawBuilder<string>; duty(who: string): RawBuilder<string> };

/** The action plan: what was proposed, decided in a numbered decision, done and told. */
async function fillPlan({ tx, today, agreement, duty }: Agreed, plan: Sheet["plan"]): Promise<void> {
  for (const [nth, { decision, refused, said, ...point }] of plan.entries()) {
    const id: string = newId();
    const state = decision === undefined ? "proposed" : refused ? "rejected" : (said.findLast(({ what }) => what !== "noted")?.what ?? "approved");
    const decided = sql<string>`(select d.id from group_decision d join group_meeting m on m.id = d.meeting_id join cooperation_group g on g.id = m.group_id where g.agreement_id = ${agreement} and g.kind = 'steering' and d.number = ${decision ?? 0})`;
    await tx.insertInto("undertaking").values({ id, agreement_id: agreement, number: nth + 1, what: point.what, need: point.need, prerequisite: point.prerequisite, owner_duty_id: duty(point.owner), due_on: addDays(today, point.day), state, decision_id: decision === undefined ? null : decided }).execute();
    const told = (what: string, who: string, day: number, words_: string) => ({ id: newId(), undertaking_id: id, at: instantOf(addDays(today, day), "10:00"), duty_id: duty(who), what, words: words_ });
    await tx.insertInto("undertaking_event").values([
      told("proposed", "ingrid", -75, ""), ...(decision === undefined ? [] : [told(refused ? "rejected" : "approved", "magnus", -60, refused ?? "")]), ...said.map(({ what, who, day, words: words_ }) => told(what, who, day, words_)),
    ]).execute();
  }
}

/** Goals with the figures of the years before this one, and last year's follow-up. */
async function fillGoals({ tx, today, agreement, duty }: Agreed, { goals, check }: Pick<Sheet, "goals" | "check">): Promise<void> {
  const [year, at] = [Number(today.slice(0, 4)), instantOf(`${today.slice(0, 4)}-01-15`, "10:00")];
  for (const [nth, { indicators, ...own }] of goals.entries()) {
    const goal_id: string = newId();
    await tx.insertInto("goal").values({ id: goal_id, agreement_id: agreement, position: nth + 1, ...own }).execute();
    for (const [place, { name, countedIn, aim, board, who, values }] of indicators.entries()) {
      const indicator_id: string = newId();
      await tx.insertInto("goal_indicator").values({ id: indicator_id, goal_id, position: place + 1, name, counted_in: countedIn, aim, party_id: sql<string>`(select id from agreement_party where agreement_id = ${agreement} and board = ${board})` }).execute();
      await tx.insertInto("goal_value").values(values.map((one, back) => ({ indicator_id, year: year - values.length + back, value: one.value, source: one.source, said: one.said ?? "", duty_id: duty(who), at }))).execute();
    }
  }
  await tx.insertInto("yearly_check").values({ agreement_id: agreement, year: year - 1, answers: sql<never>`${JSON.stringify(check)}::jsonb`, duty_id: duty("ingrid"), at }).execute();
}

/** The year wheel, as if it had been made this month: nothing is left over from before. */
async function fillYear({ tx, today, agreement, duty }: Agreed, year: Sheet["year"]): Promise<void> {
  await tx.insertInto("year_duty").values(year.map(({ month, what, owner }) => ({ id: newId(), agreement_id: agreement, month, what, owner_duty_id: duty(owner), begun_on: `${today.slice(0, 7)}-01` }))).execute();
}

/** Fills the groups of the demo's agreement with what they have done. The agreement must be there. */
export const registerSteering = (registering: Registering): Promise<void> =>
  asOwner(registering.owner, async (tx) => {
    const { agreement: handle, groups, ...rest } = judge("steering.yaml", rawOf("worlds/degerfors", "steering.yaml"), sheet);
    const agreement = sql<string>`(select id from agreement where handle = ${handle})`;
    for (const one of groups) await fillGroup({ tx, registering, agreement }, one);
    const places = new Map(groups.flatMap(({ members }) => members.map(({ who, at }) => [who, at] as const)));
    const agreed: Agreed = { tx, today: dayOf(registering.at), agreement, duty: (who) => dutyAt(registering, who, places.get(who) ?? "") };
    await fillPlan(agreed, rest.plan);
    await fillGoals(agreed, rest);
    await fillYear(agreed, rest.year);
  });
