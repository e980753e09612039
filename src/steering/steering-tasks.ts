import { sql } from "kysely";
import { addDays, dayOf, type Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { dueTurn } from "./year.ts";

/** What the work under an agreement asks of somebody: where it is done, what it is called, and by when. */
export type SteeringTask = {
  readonly key: string; readonly name: string; readonly href: string; readonly what: "invited" | "meeting" | "action" | "adjust" | "undertaking" | "to-tell" | "year"; readonly dueOn: Day | undefined;
};

/** How far ahead a meeting, and what one answers for, stand on lists. Ours. */
const [MEETING_DAYS, UNDERTAKING_DAYS] = [21, 30] as const;

const self = sql<string>`kring.duty_id()`;
const groups = (tx: Tx) => tx.selectFrom("group_member as m").innerJoin("cooperation_group as g", "g.id", "m.group_id").where("m.duty_id", "=", self).where("g.ended_on", "is", null);

/** Invitations to answer, meetings that are near, what one has taken on, and minutes that a chair or secretary is to see adjusted. */
async function listOfGroups(tx: Tx, at: Date): Promise<SteeringTask[]> {
  const mine = () => groups(tx).where("m.state", "=", "accepted").innerJoin("group_meeting as x", "x.group_id", "g.id");
  const [invited, coming, actions, unadjusted] = await Promise.all([
    groups(tx).where("m.state", "=", "invited").select(["m.id", "g.id as group", "g.name"]).execute(),
    mine().where("x.state", "=", "called").where("x.ends_at", ">", at).where("x.starts_at", "<", new Date(at.getTime() + MEETING_DAYS * 86_400_000)).select(["x.id", "g.id as group", "g.name", "x.starts_at"]).execute(),
    tx.selectFrom("group_action as a").innerJoin("group_meeting as x", "x.id", "a.meeting_id").where("a.duty_id", "=", self).where("a.done_at", "is", null).select(["a.id", "x.group_id as group", "a.what as name", "a.due_on"]).execute(),
    mine().where("x.state", "=", "held").where("m.task", "in", ["chair", "secretary"]).where("x.written_by", "<>", self).select(["x.id", "g.id as group", "g.name"]).execute(),
  ]);
  return [
    ...invited.map((one): SteeringTask => ({ key: `invited ${one.id}`, name: one.name, href: `/groups/${one.group}/members/${one.id}`, what: "invited", dueOn: undefined })),
    ...unadjusted.map((one): SteeringTask => ({ key: `adjust ${one.id}`, name: one.name, href: `/groups/${one.group}/meetings/${one.id}`, what: "adjust", dueOn: undefined })),
    ...actions.map((one): SteeringTask => ({ key: `action ${one.id}`, name: one.name, href: `/groups/${one.group}/actions/${one.id}`, what: "action", dueOn: one.due_on })),
    ...coming.map((one): SteeringTask => ({ key: `meeting ${one.id}`, name: one.name, href: `/groups/${one.group}/meetings/${one.id}`, what: "meeting", dueOn: dayOf(one.starts_at) })),
  ];
}

/** Points of action plans that one answers for and are near or late, or are to be told of; and what comes in the year wheel. */
async function listOfAgreements(tx: Tx, today: Day): Promise<SteeringTask[]> {
  const [points, duties] = await Promise.all([
    tx.selectFrom("undertaking as u").innerJoin("agreement as a", "a.id", "u.agreement_id").where("u.owner_duty_id", "=", self)
      .where((eb) => eb.or([eb("u.state", "=", "done"), eb.and([eb("u.state", "=", "approved"), eb("u.due_on", "<=", addDays(today, UNDERTAKING_DAYS))])])).select(["u.id", "u.what", "u.state", "u.due_on", "a.handle"]).execute(),
    tx.selectFrom("year_duty as y").innerJoin("agreement as a", "a.id", "y.agreement_id").where("y.owner_duty_id", "=", self)
      .select(["y.id", "y.what", "y.month", "y.begun_on", "a.handle"]).select(sql<number[]>`array(select d.year from year_duty_done d where d.year_duty_id = y.id)`.as("done")).execute(),
  ]);
  return [
    ...points.map((one): SteeringTask => ({ key: `undertaking ${one.id}`, name: one.what, href: `/agreements/${one.handle}/plan/${one.id}`, what: one.state === "done" ? "to-tell" : "undertaking", dueOn: one.state === "done" ? undefined : one.due_on })),
    ...duties.flatMap((one): SteeringTask[] => {
      const turn = dueTurn({ month: one.month, begunOn: one.begun_on, done: one.done }, today);
      return turn ? [{ key: `year ${one.id}`, name: one.what, href: `/agreements/${one.handle}/year/${one.id}`, what: "year", dueOn: turn.to }] : [];
    }),
  ];
}

/** What the work under agreements asks of the acting duty. */
export async function listSteeringTasks(tx: Tx, { at, today }: { at: Date; today: Day }): Promise<SteeringTask[]> {
  return (await Promise.all([listOfGroups(tx, at), listOfAgreements(tx, today)])).flat();
}
