import { addMonths, daysBetween, type Day } from "../platform/clock.ts";
import { CARD_MONTHS, freshnessOf, type Service } from "./directory.ts";

/** What a unit tells colleagues and nobody else. People are named by their duty. @model degerforsmodellen 5.2 */
export type Inside = {
  readonly line: string;
  readonly contact: string | undefined; readonly deputy: string | undefined;
  readonly consult: { readonly hours: string; readonly how: string };
  readonly invite: string;
  /** In working days; missing when the unit has not said. */
  readonly answersWithin: number | undefined;
  readonly need: string; readonly feedback: string; readonly guiding: string;
  /** The law the unit works by; what comes first and who decides; what it can hold a talk or a parents' meeting about. */
  readonly legalBasis: string; readonly limits: string; readonly talks: string;
};

export const NOTHING_INSIDE: Inside = { line: "", contact: undefined, deputy: undefined, consult: { hours: "", how: "" }, invite: "", answersWithin: undefined, need: "", feedback: "", guiding: "", legalBasis: "", limits: "", talks: "" };

/** A unit's whole card: what anybody may know, and what colleagues may. */
export type Card = { readonly service: Service; readonly inside: Inside };

type Editable = Pick<Service,
  "name" | "also" | "kinds" | "level" | "ages" | "mission" | "does" | "doesNot" | "forWhom" | "status" | "askFor" | "phone" | "channel" | "hours" | "hoursNote" | "whenClosed" | "happens" | "anonymous" |
  "record" | "selfReferral" | "cost" | "costNote" | "waiting" | "languages" | "interpreter" | "professions" | "methods" | "transitions">;

/** Everything of a card that can be changed, by the names its log uses. People, places and forums are ids. */
export type CardDraft = Editable & Omit<Inside, "consult"> & {
  readonly location: string | undefined; readonly forums: readonly string[]; readonly consultHours: string; readonly consultHow: string;
};

/** A card as something to change. `forums`: those that its unit sits in. */
export function draftOf({ service, inside }: Card, forums: readonly string[]): CardDraft {
  const { name, also, kinds, level, ages, mission, does, doesNot, forWhom, status, askFor, phone, channel, hours, hoursNote, whenClosed, happens, anonymous, record, selfReferral, cost, costNote } = service;
  const { waiting, languages, interpreter, professions, methods, transitions } = service;
  const { consult, ...rest } = inside;
  return {
    name, also, kinds, level, ages, mission, does, doesNot, forWhom, status, askFor, phone, channel, hours, hoursNote, whenClosed, happens, anonymous, record, selfReferral, cost, costNote,
    waiting, languages, interpreter, professions, methods, transitions, location: service.location?.id, forums, ...rest, consultHours: consult.hours, consultHow: consult.how,
  };
}

/** The names of what differs between two drafts. */
export const changedIn = (before: CardDraft, after: CardDraft): string[] =>
  (Object.keys(after) as Array<keyof CardDraft>).filter((name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null));

/** Where something depends on one person, or on nobody. @model degerforsmodellen 5.3, row 28 */
export type Weakness = "no-contact" | "no-deputy";

/** What is missing on a card, by who of its people still holds the duty. */
export function weaknessOf({ contact, deputy }: Pick<Inside, "contact" | "deputy">, isHeld: (duty: string) => boolean): Weakness | undefined {
  const held = [contact, deputy].filter((duty): duty is string => duty !== undefined && isHeld(duty));
  if (held.length === 0) return "no-contact";
  return held.length === 1 ? "no-deputy" : undefined;
}

/** The day a card is to be looked at again. @ground U40 */
export const dueOn = ({ checkedOn }: Pick<Service, "checkedOn">): Day => addMonths(checkedOn, CARD_MONTHS);

/** Days since a card should have been looked at; negative while it is still right. */
export const daysOverdue = (service: Pick<Service, "checkedOn">, today: Day): number => daysBetween(dueOn(service), today);

export const isDue = ({ checkedOn }: Pick<Service, "checkedOn">, today: Day): boolean => freshnessOf(checkedOn, CARD_MONTHS, today) !== "fresh";

export const changeKinds = ["added", "edited", "checked", "ended", "nudged"] as const;
/** A line of a card's log: who did what to which fields, and when. Never what stood there before. */
export type Change = { readonly id: string; readonly serviceId: string; readonly at: Date; readonly byDuty: string; readonly what: (typeof changeKinds)[number]; readonly fields: readonly string[]; /** The card's, after it. */ readonly version: number };

/** What others need to know when it changes: whom to call, where, at which number, whether at all. @model degerforsmodellen 5.3 */
const NEWS = { contact: "contact", location: "moved", phone: "phone", line: "phone", status: "status" } as const;
export type News = (typeof NEWS)[keyof typeof NEWS] | "added" | "ended";

/** What of a change is news to those who work with the unit; nothing for most changes. */
export function newsIn({ what, fields }: Pick<Change, "what" | "fields">): News[] {
  if (what === "added" || what === "ended") return [what];
  if (what !== "edited") return [];
  return [...new Set(fields.flatMap((field) => (field in NEWS ? [NEWS[field as keyof typeof NEWS]] : [])))];
}

/** News is news for a month. */
export const NEWS_DAYS = 30;

export const reportKinds = ["number", "hours", "place", "closed", "other"] as const;
/** Somebody says that a card is wrong. `byDuty` is missing when it was somebody from outside, who has left no name. */
export type Report = { readonly id: string; readonly serviceId: string; readonly at: Date; readonly byDuty: string | undefined; readonly kind: (typeof reportKinds)[number]; readonly said: string };

/** Somebody has been reminded lately: once a week is enough. */
export const NUDGE_DAYS = 7;
