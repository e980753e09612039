import { addDays, type Day } from "../platform/clock.ts";
import { refuse, type Refusal } from "../platform/result.ts";
import { sessionsOf, type Move, type Session } from "./activity.ts";

/** How far one can move a date. */
export const FARTHEST_DAYS = 366;

export type Wanted = { readonly day: Day; readonly from: string; readonly to: string };

/** The day that the rule says, however often the date has been moved since. */
export const originOf = ({ day, moved }: Pick<Session, "day" | "moved">): Day => moved?.from ?? day;

/** What stands in the way of holding a date at another time. There is one time a day, so that whoever has signed up for a day knows which. */
export function checkMove({ activity, ...session }: Session, wanted: Wanted, today: Day): Refusal | undefined {
  if (wanted.to <= wanted.from) return refuse("activity.times", { field: "to" });
  if (wanted.day < today || wanted.day > addDays(today, FARTHEST_DAYS)) return refuse("session.far", { field: "day" });
  if (wanted.day === session.day && wanted.from === session.from && wanted.to === session.to) return refuse("session.same", { field: "day" });
  return wanted.day !== session.day && sessionsOf(activity, wanted.day, wanted.day).length > 0 ? refuse("session.taken", { field: "day" }) : undefined;
}

/** The move that holds a date then; none when it is back where the rule has it. */
export function moveOf(session: Session, { day, from, to }: Wanted, reason: string): Move | undefined {
  const [origin, { rule }] = [originOf(session), session.activity];
  return day === origin && from === rule.from && to === rule.to ? undefined : { from: origin, to: day, starts: from, ends: to, reason };
}
