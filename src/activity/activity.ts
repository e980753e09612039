import { CARD_MONTHS, freshnessOf, type Ages, type Level, type Location } from "../directory/directory.ts";
import { addDays, instantOf, type Day } from "../platform/clock.ts";
import { daysOf, pauseOn, type Pause, type Rule } from "./recurrence.ts";

export const activityKinds = ["meeting-place", "parent-meeting", "themed-meeting", "parent-group", "course", "open-house", "lecture", "outreach"] as const;
export type ActivityKind = (typeof activityKinds)[number];

export const audiences = ["all", "fathers", "new-in-sweden", "young-parents", "teen-parents", "relatives", "grandparents", "separated"] as const;
export type Audience = (typeof audiences)[number];

/** Whether one signs up: not at all, for one date, or once for the whole round. */
export const signUps = ["none", "session", "series"] as const;
export type SignUpKind = (typeof signUps)[number];

/** Another unit that is there, and what it comes with. */
export type Companion = { readonly unitId: string; readonly unit: string; readonly gives: string };

/** One time that is held on another day than the rule says, or on the same day at another hour. */
export type Move = { readonly from: Day; readonly to: Day; readonly starts: string; readonly ends: string; readonly reason: string };

/** Something that is held, once or again and again, where families meet each other or somebody who helps. @model degerforsmodellen 2.3 */
export type Activity = {
  readonly id: string; readonly handle: string; readonly status: "active" | "ended"; readonly version: number;
  /** How many times what a calendar knows of it has changed. @ground RFC 5545 3.8.7.4 */
  readonly sequence: number;
  readonly changedAt: Date;
  readonly unitId: string; readonly unit: string; readonly branchId: string; readonly guideId: string; readonly guide: string;
  readonly location: Location | undefined;
  readonly kind: ActivityKind; readonly kinds: readonly string[]; readonly level: Level; readonly ages: Ages;
  readonly name: string; readonly about: string;
  /** Parents meet other parents here: the very thing that helps. @model S5 */
  readonly meet: boolean;
  readonly forWhom: Audience;
  readonly rule: Rule; readonly pauses: readonly Pause[]; readonly moves: readonly Move[];
  readonly signUp: SignUpKind; readonly capacity: number | undefined;
  readonly childcare: boolean; readonly languages: readonly string[]; readonly interpreter: boolean;
  readonly cost: "free" | "fee"; readonly costNote: string; readonly phone: string; readonly email: string;
  /** Where it is in words, beside the place or instead of it; and an address that leads there. */
  readonly placeNote: string; readonly placeLink: string;
  readonly companions: readonly Companion[];
  readonly checkedOn: Day;
  /** How often its unit looks at whether it is still right. */
  readonly reviewMonths: number;
};

/** One time that it is held, or that it was to be held and was called off. Worked out from the rule and never stored. */
export type Session = { readonly activity: Activity; readonly day: Day; readonly from: string; readonly to: string; readonly startsAt: Date; readonly endsAt: Date; readonly calledOff: Pause | undefined; readonly moved: Move | undefined };

const sessionOf = (activity: Activity, day: Day): Session | undefined => {
  const pause = pauseOn(activity.pauses, day);
  if (pause && !pause.calledOff) return undefined;
  const { from, to } = activity.rule;
  return { activity, day, from, to, startsAt: instantOf(day, from), endsAt: instantOf(day, to), calledOff: pause, moved: undefined };
};

/** A time that was moved, when the rule still has the day it was moved from, and has nothing of its own on the other. */
function movedSession(activity: Activity, move: Move): Session | undefined {
  const { to: day, starts, ends } = move;
  const isTaken = daysOf(activity.rule, day, day).length > 0 && !activity.moves.some(({ from }) => from === day) && sessionOf(activity, day) !== undefined;
  if (isTaken || daysOf(activity.rule, move.from, move.from).length === 0) return undefined;
  const calledOff = activity.pauses.find((pause) => pause.calledOff && pause.from <= day && day <= pause.to);
  return { activity, day, from: starts, to: ends, startsAt: instantOf(day, starts), endsAt: instantOf(day, ends), calledOff, moved: move };
}

/** Its sessions between two days, both included, those that were called off among them; not those within a break. */
export function sessionsOf(activity: Activity, from: Day, to: Day): Session[] {
  const { rule, moves } = activity;
  const own = daysOf(rule, from, to).filter((day) => !moves.some((move) => move.from === day)).flatMap((day) => sessionOf(activity, day) ?? []);
  const moved = moves.filter((move) => from <= move.to && move.to <= to).flatMap((move) => movedSession(activity, move) ?? []);
  return moved.length === 0 ? own : [...own, ...moved].sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime());
}

/** How far ahead one looks for the next time. */
const YEAR = 366;

/** What is still to come, from a moment on: the one going on is among them until it is over. */
export function comingOf(activity: Activity, { at, today, days = YEAR, most }: { at: Date; today: Day; days?: number; most?: number }): Session[] {
  return sessionsOf(activity, today, addDays(today, days)).filter(({ endsAt }) => endsAt > at).slice(0, most);
}

/** The next time that it is really held. */
export const nextOf = (activity: Activity, when: { at: Date; today: Day }): Session | undefined => comingOf(activity, when).find(({ calledOff }) => !calledOff);

export const byTime = (one: Session, other: Session): number => one.startsAt.getTime() - other.startsAt.getTime() || one.activity.name.localeCompare(other.activity.name, "sv");

/** How often an activity is looked at, where nobody has said otherwise: as a card. */
export const REVIEW_MONTHS = [3, CARD_MONTHS, 12] as const;

/** An activity is shown as a card is: until nobody has said for twice its time that it is right. @ground U40 */
export const freshness = ({ checkedOn, reviewMonths }: Pick<Activity, "checkedOn" | "reviewMonths">, today: Day) => freshnessOf(checkedOn, reviewMonths, today);
export const isShown = (activity: Pick<Activity, "status" | "checkedOn" | "reviewMonths">, today: Day): boolean => activity.status === "active" && freshness(activity, today) !== "stale";

/** When the evening begins: what starts now or later can be gone to after work. */
const EVENING = "16:30";
export const timesOfDay = ["day", "evening", "weekend"] as const;
export type TimeOfDay = (typeof timesOfDay)[number];

/** What somebody looks for among the activities. */
export type Wish = { readonly age?: number | undefined; readonly time?: TimeOfDay | undefined; readonly forWhom?: Audience | undefined; readonly language?: string | undefined; readonly meet?: boolean | undefined };

const isWeekend = (day: Day): boolean => [0, 6].includes(new Date(`${day}T12:00:00Z`).getUTCDay());

function isAt({ day, from }: Session, time: TimeOfDay): boolean {
  if (time === "weekend") return isWeekend(day);
  return !isWeekend(day) && (from >= EVENING) === (time === "evening");
}

/** Whether an activity is what somebody looks for. What is for all is also for fathers; what is for fathers is not for all. */
export const suits = ({ ages, forWhom, languages, meet }: Activity, wish: Wish): boolean =>
  (wish.age === undefined || (ages.from <= wish.age && wish.age <= ages.to)) && (wish.forWhom === undefined || forWhom === "all" || forWhom === wish.forWhom) &&
  (wish.language === undefined || languages.includes(wish.language)) && (!wish.meet || meet);

export const suitsSession = (session: Session, wish: Wish): boolean => suits(session.activity, wish) && (wish.time === undefined || isAt(session, wish.time));

/** Ages whose parents meet each other: with the small ones, the school children and the teenagers. */
const STAGES = [(from: number) => from <= 5, (from: number) => from >= 6 && from <= 12, (from: number) => from >= 13];

/** The next few, one of each activity, and first of all one for each stage of a childhood: small children would else fill every list. */
export function variedNext(sessions: readonly Session[], most: number): Session[] {
  const first = [...new Map(sessions.filter(({ calledOff }) => !calledOff).toSorted(byTime).toReversed().map((session) => [session.activity.id, session])).values()].toSorted(byTime);
  const ofEach = STAGES.flatMap((isStage) => first.find(({ activity }) => activity.level === "universal" && isStage(activity.ages.from)) ?? []);
  return [...ofEach, ...first.filter((session) => !ofEach.includes(session))].slice(0, most).toSorted(byTime);
}
