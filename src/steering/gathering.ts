import type { Day } from "../platform/clock.ts";
import { refuse, type Refusal } from "../platform/result.ts";
import type { Member } from "./steering.ts";

/** A meeting of a group: never about a child. `held`: its minutes are being written. `closed`: they are adjusted, and never change. */
export type Gathering = {
  readonly id: string; readonly groupId: string; readonly startsAt: Date; readonly endsAt: Date; readonly place: string; readonly state: "called" | "cancelled" | "held" | "closed"; readonly others: string;
  readonly calledBy: string; readonly calledAt: Date; readonly changedAt: Date; readonly sequence: number; readonly writtenBy: string | undefined; readonly writtenAt: Date | undefined;
  readonly closedBy: string | undefined; readonly closedAt: Date | undefined; readonly version: number;
};

/** A point of the agenda: who brings it, how many minutes it may take, and what was said. */
export type Point = { readonly id: string; readonly title: string; readonly who: string; readonly minutes: number | undefined; readonly notes: string };
/** What was decided. It gets its number when the minutes are closed. */
export type Decision = { readonly id: string; readonly meetingId: string; readonly pointId: string; readonly number: number | undefined; readonly text: string; readonly on: Date };
/** What a member has taken on. */
export type Action = { readonly id: string; readonly pointId: string; readonly what: string; readonly dutyId: string; readonly dueOn: Day; readonly doneAt: Date | undefined };
export type Correction = { readonly id: string; readonly dutyId: string; readonly at: Date; readonly text: string };

export type Minutes = {
  readonly gathering: Gathering; readonly points: readonly Point[]; readonly decisions: readonly Decision[]; readonly actions: readonly Action[]; readonly present: readonly string[]; readonly corrections: readonly Correction[];
};

/** A point as it is written: with its id when it is there already. */
export type PointDraft = { readonly id: string | undefined; readonly title: string; readonly who: string; readonly minutes: number | undefined };

export const MOST_POINTS = 20;
const MOST_MINUTES = 480;

/** How many rows of points a form has: what is there, and a few more. */
export const rowsFor = (points: readonly unknown[]): number => Math.min(MOST_POINTS, Math.max(4, points.length + 2));

/** The agenda a form gives, or the first thing that is wrong with it. */
export function agendaFrom(before: readonly Point[], values: Readonly<Record<string, string | readonly string[]>>): PointDraft[] | Refusal {
  const said = (name: string): string => { const value = values[name]; return typeof value === "string" ? value : ""; };
  const points: PointDraft[] = [];
  for (let row = 0; row < rowsFor(before); row += 1) {
    const [title, who, long] = [said(`title-${row}`), said(`who-${row}`), said(`long-${row}`)];
    if (title === "" && (who !== "" || long !== "")) return refuse("steering.untitled", { field: `title-${row}` });
    if (long !== "" && !(/^\d{1,3}$/.test(long) && Number(long) > 0 && Number(long) <= MOST_MINUTES)) return refuse("steering.minutes", { field: `long-${row}` });
    if (title !== "") points.push({ id: before[row]?.id, title, who, minutes: long === "" ? undefined : Number(long) });
  }
  return points.length > 0 ? points : refuse("steering.no-points", { field: "title-0" });
}

/** Whether somebody may adjust the minutes: of the group, and not the one who wrote them. */
export const canAdjust = ({ state, writtenBy }: Gathering, members: readonly Member[], duty: string | undefined): boolean =>
  state === "held" && duty !== undefined && writtenBy !== duty && members.some(({ dutyId, state: place }) => dutyId === duty && place === "accepted");

/** The next one that is still to be held. */
export const nextGathering = (all: readonly Gathering[], at: Date): Gathering | undefined =>
  all.filter(({ state, endsAt }) => state === "called" && endsAt > at).toSorted((one, other) => one.startsAt.getTime() - other.startsAt.getTime())[0];
