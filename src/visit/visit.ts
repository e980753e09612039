import { hasIdentityNumber } from "../platform/identity-numbers.ts";
import type { Day } from "../platform/clock.ts";
import { refuse, type Refusal } from "../platform/result.ts";

export type VisitState = "asked" | "agreed" | "declined" | "cancelled" | "made";

/** What a unit lets others come and see. `host`: the duty somebody receives them in. */
export type Offer = {
  readonly unitId: string; readonly unit: string; readonly authority: string; readonly shows: string; readonly days: string; readonly most: number; readonly host: string | undefined; readonly version: number;
};

/** A visit, from when it is asked for until it is told of. `word`: what was said last. `newsFor`: the unit that has not looked since. */
export type Visit = {
  readonly id: string; readonly unitId: string; readonly unit: string; readonly visitingId: string; readonly visiting: string; readonly askedBy: string; readonly askedAt: Date; readonly people: number;
  readonly days: readonly Day[]; readonly wants: string; readonly state: VisitState; readonly onDay: Day | undefined; readonly word: string; readonly learnt: string; readonly newsFor: string | undefined;
  readonly host: string | undefined;
};

/** How many at most are hosted at a time, anywhere. */
export const MOST_PEOPLE = 30;

/** A number of people, as it was written; undefined when it is none, or more than there is room for. */
export function peopleFrom(written: string, most: number): number | undefined {
  const people = /^\d{1,2}$/.test(written) ? Number(written) : 0;
  return people >= 1 && people <= most ? people : undefined;
}

type Asked = { readonly days: readonly string[]; readonly people: string; readonly wants: string; readonly most: number };

/** What somebody asks for: the days in order and once each, as many as there is room for, and no number of anybody's. @ground GDPR 5.1 c */
export function readAsking({ days, people, wants, most }: Asked): { readonly days: readonly Day[]; readonly people: number; readonly wants: string } | Refusal {
  if (hasIdentityNumber(wants)) return refuse("visit.identity", { field: "wants" });
  const many = peopleFrom(people, most);
  return many === undefined ? refuse("visit.people", { field: "people", most }) : { days: [...new Set(days.filter(Boolean))].sort(), people: many, wants };
}

export type Answering = { readonly how: string; readonly other: string; readonly word: string };
export type Answered = { readonly state: "agreed"; readonly onDay: Day; readonly word: string } | { readonly state: "declined"; readonly word: string };

/** Yes with a day and where to meet, or no with a word. `how` is one of the days that were proposed, `other` or `no`. */
export function readAnswer({ days }: Pick<Visit, "days">, { how, other, word }: Answering, today: Day): Answered | Refusal {
  if (hasIdentityNumber(word)) return refuse("visit.identity", { field: "word" });
  if (word === "") return refuse("visit.word", { field: "word" });
  if (how === "no") return { state: "declined", word };
  const onDay = how === "other" ? other : days.find((day) => day === how);
  return onDay === undefined || onDay < today ? refuse("visit.day", { field: how === "other" ? "other" : "how" }) : { state: "agreed", onDay, word };
}

/** Its day has come: those who came may tell of it. */
export const isTellable = ({ state, onDay }: Pick<Visit, "state" | "onDay">, today: Day): boolean => state === "agreed" && onDay !== undefined && onDay <= today;

type Acting = { readonly id: string; readonly unitId: string; readonly leads: boolean };
/** What a visit asks of somebody: to answer, to look at what happened, or to tell of it. */
export type VisitTask = { readonly visit: Visit; readonly what: VisitState | "tell" };

/** What waits for the acting duty: as whoever asked, or as those who receive at the unit that is visited and whoever hosts. */
export function visitTasks(visits: readonly Visit[], { id, unitId, leads }: Acting, today: Day): VisitTask[] {
  return visits.flatMap((visit): VisitTask[] => {
    const mine = visit.unitId === unitId ? leads || visit.host === id : visit.askedBy === id;
    if (!mine) return [];
    if (visit.visitingId === unitId && isTellable(visit, today)) return [{ visit, what: "tell" }];
    return visit.newsFor === unitId ? [{ visit, what: visit.state }] : [];
  });
}
