import { dutyOf, type Hand } from "../house.ts";
import type { Day } from "../platform/clock.ts";
import { isRefusal, refuse, type Conflict, type Refusal } from "../platform/result.ts";
import { sessionsOf, type Activity, type Session } from "./activity.ts";
import { findActivity } from "./activity-store.ts";
import { differences, formOf, readEdited, type EditForm } from "./edit.ts";
import { logChange, type Done } from "./history-store.ts";
import { checkMove, moveOf, originOf, type Wanted } from "./moving.ts";
import { callOff, listSignedUpDays, moveDate, searchAnew, settleErasing, takeBack, takeOff, updateActivity } from "./keep-store.ts";
import { moveUp, tellSignedUp } from "./sign-up-store.ts";
import { eraseOn } from "./sign-up.ts";

const isHeld = (activity: Activity, day: Day): boolean => sessionsOf(activity, day, day).some(({ calledOff }) => !calledOff);

/** Those who meant to come on a date that is no more, or is at another time or in another place, are told that there is something to read. */
async function tellOfChange({ tx, house, at, today }: Hand, before: Activity, after: Activity): Promise<void> {
  const moved = before.rule.from !== after.rule.from || before.rule.to !== after.rule.to || before.location?.id !== after.location?.id || before.placeNote !== after.placeNote || before.status !== after.status;
  const days = after.signUp === "series" ? (moved || JSON.stringify(before.rule) !== JSON.stringify(after.rule) ? [today] : []) : (await listSignedUpDays(tx, after.id)).filter((day) => moved || isHeld(before, day) !== isHeld(after, day));
  for (const day of days) await tellSignedUp(tx, house.keys, { activityId: after.id, day, at });
}

function doneTo(before: Activity, after: Activity): Done {
  if (before.status === after.status) return "edited";
  return after.status === "ended" ? "taken-down" : "put-back";
}

/** Changes an activity, and everything that follows from it: the search, the calendars, the line, and those who had signed up. */
export async function changeActivity(hand: Hand, { activity, form, version }: { activity: Activity; form: EditForm; version: number }): Promise<Refusal | Conflict | undefined> {
  const { tx, house, at, today } = hand;
  const written = readEdited(form);
  if (isRefusal(written)) return written;
  // Kinds of help beyond those that the form draws stay as they were.
  const edited = { ...written, kinds: [...new Set([...written.kinds, ...activity.kinds.slice(2)])] };
  if (!(await updateActivity(tx, activity.id, { edited, version, at, today }))) return { conflict: differences(formOf((await findActivity(tx, activity.handle))!), form) };
  const after = (await findActivity(tx, activity.handle))!;
  await logChange(tx, { activity: activity.id, what: doneTo(activity, after), duty: dutyOf(hand).id, at, before: formOf(activity) });
  if (activity.name !== after.name || activity.about !== after.about || activity.forWhom !== after.forWhom) await searchAnew(tx, after);
  if (after.signUp === "series") await settleErasing(tx, after.id, eraseOn(after, undefined));
  if (after.signUp !== "none") await moveUp(tx, house.keys, after.id, at);
  await tellOfChange(hand, activity, after);
  return undefined;
}

/** A date is called off, or held after all: it shows at once, in every calendar, and those who had signed up are told that there is something to read. */
export async function decideDate(hand: Hand, { activity, day, off, reason }: { activity: Activity; day: Day; off: boolean; reason: string }): Promise<Refusal | undefined> {
  const { tx, house, at, today } = hand;
  if (day < today || sessionsOf(activity, day, day).length === 0) return refuse("session.none");
  await (off ? callOff(tx, activity, { day, reason, at }) : takeBack(tx, activity, { day, at }));
  await logChange(tx, { activity: activity.id, what: off ? "called-off" : "held-after-all", duty: dutyOf(hand).id, at, day });
  await tellSignedUp(tx, house.keys, { activityId: activity.id, day, at });
  return undefined;
}

/** A date is held at another time: whoever had signed up for it keeps the seat, and is told that there is something to read. */
export async function holdOtherwise(hand: Hand, session: Session, wanted: Wanted & { reason: string }): Promise<Refusal | undefined> {
  const { tx, house, at, today } = hand;
  const { activity, day } = session;
  const wrong = session.calledOff ? refuse("session.none") : checkMove(session, wanted, today);
  if (wrong) return wrong;
  await moveDate(tx, activity, { origin: originOf(session), day, to: wanted.day, erase: eraseOn(activity, wanted.day), move: moveOf(session, wanted, wanted.reason), at });
  const last = eraseOn(activity, undefined);
  if (activity.signUp === "series" && eraseOn(activity, wanted.day) > last) await settleErasing(tx, activity.id, eraseOn(activity, wanted.day));
  await logChange(tx, { activity: activity.id, what: "moved", duty: dutyOf(hand).id, at, day });
  await tellSignedUp(tx, house.keys, { activityId: activity.id, day: wanted.day, at });
  return undefined;
}

/** Takes somebody off the list who has called, and gives the seat to whoever waits. */
export async function takeOffList({ tx, house, at }: Hand, { activity, who }: { activity: Activity; who: string }): Promise<Refusal | undefined> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(who) || !(await takeOff(tx, activity, who))) return refuse("sign-up.over");
  await moveUp(tx, house.keys, activity.id, at);
  return undefined;
}
