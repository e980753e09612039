import { createHash } from "node:crypto";
import type { Reply } from "./meeting-here.ts";
import { agendaOf, formOf, type Attendance, type Invited, type Meeting, type MeetingDecision, type Notes, type Presence } from "./meeting.ts";
import type { Practice } from "../practice/index.ts";

/** What is written during a meeting as a form carries it: one text by field. */
export type Texts = Readonly<Record<string, string>>;

/** Somebody around the table; `key` names the fields about them. */
export type Seat = Pick<Invited, "name" | "about" | "delivery"> & { readonly key: string; readonly kind: Invited["kind"] | "child" };

/** Everybody who is to be there, the child first. */
export const seatsOf = ({ words }: Pick<Meeting, "words">, child: string): Seat[] => [
  { key: "child", name: child, kind: "child" }, ...words.invited.map(({ id, ...one }) => ({ key: id, ...one })),
];

export const howOf = ({ key }: Seat): string => `how-${key}`;
export const whoOf = ({ key }: Seat): string => `who-${key}`;
const noteOf = (point: string): string => `note-${point}`;

/** The points of the agenda that get notes of their own, as fields. `nth`: the point's number on the agenda. */
export const notePoints = (practice: Practice, { words }: Pick<Meeting, "words">): { id: string; field: string; nth: number }[] =>
  agendaOf(practice, words).flatMap((point, nth) => (formOf(point) === "notes" ? [{ id: point.id, field: noteOf(point.id), nth: nth + 1 }] : []));

type Around = { readonly meeting: Pick<Meeting, "words">; readonly practice: Practice; readonly seats: readonly Seat[] };

/** What is written so far, by field. The one who leads, and whoever answered that they come, is there until somebody says otherwise. `replies`: who answered for a unit that it comes. */
export function textsOf({ meeting: { words }, practice, seats }: Around, replies: ReadonlyMap<string, Reply>): Texts {
  const at = new Map(words.attendance.map((one) => [one.who, one]));
  const begun = words.attendance.length > 0;
  const isExpected = (seat: Seat) => seat.kind === "chair" || (!begun && replies.get(seat.delivery ?? "")?.answer === "coming");
  const comes = (seat: Seat) => [replies.get(seat.delivery ?? "")].find((reply) => reply?.answer === "coming")?.by;
  const named = (seat: Seat) => at.get(seat.key)?.name ?? comes(seat) ?? "";
  return {
    ...Object.fromEntries(seats.map((seat) => [howOf(seat), at.get(seat.key)?.how ?? (isExpected(seat) ? "room" : "")])),
    ...Object.fromEntries(seats.filter(({ kind }) => kind === "unit").map((seat) => [whoOf(seat), named(seat) === seat.name ? "" : named(seat)])),
    ...Object.fromEntries(notePoints(practice, { words }).map(({ id, field }) => [field, words.notes[id] ?? ""])),
    others: words.others, childWords: words.childWords, childMissing: words.childMissing, decision: words.leaning, reason: words.reason, minutes: words.minutes,
  };
}

function attendanceOf(seats: readonly Seat[], texts: Texts): Attendance[] {
  return seats.flatMap((seat): Attendance[] => {
    const how = texts[howOf(seat)] ?? "";
    if (how === "") return [];
    const unit = seat.kind === "unit" ? seat.name : undefined;
    return [{ who: seat.key, name: (unit && texts[whoOf(seat)]) || seat.name, ...(unit ? { unit } : {}), how: how as Presence }];
  });
}

/** The notes that a form's texts make. */
export function notesOf({ meeting, practice, seats }: Around, texts: Texts): Notes {
  const text = (name: string) => texts[name] ?? "";
  return {
    attendance: attendanceOf(seats, texts), others: text("others"), childWords: text("childWords"), childMissing: text("childMissing"),
    notes: { ...meeting.words.notes, ...Object.fromEntries(notePoints(practice, meeting).map(({ id, field }) => [id, text(field)])) },
    minutes: text("minutes"), reason: text("reason"), leaning: text("decision") as MeetingDecision | "",
  };
}

const fingerprint = (text: string): string => (text === "" ? "" : createHash("sha256").update(text).digest("base64url").slice(0, 10));

/** What a form was drawn from, without the words: travels with it, and tells afterwards who changed what. */
export const drawnFrom = (texts: Texts): string => Object.keys(texts).sort().map((name) => fingerprint(texts[name]!)).join(".");

export type Merged = { readonly merged: Texts; /** The other's text, by field. */ readonly conflict: Texts };

/**
 * Two people may take notes at once. What only one of them changed is kept from that one; what both changed is a conflict, where
 * the writer's own text stays and the other's is shown beside it. Nobody's words are lost. @ground S39
 */
export function mergeTexts({ mine, drawn, theirs }: { mine: Texts; drawn: string; theirs: Texts }): Merged {
  const names = Object.keys(theirs).sort();
  const before = drawn.split(".");
  const known = before.length === names.length;
  const merged: Record<string, string> = {};
  const conflict: Record<string, string> = {};
  for (const [nth, name] of names.entries()) {
    const [own, other] = [mine[name] ?? "", theirs[name]!];
    const untouched = known && fingerprint(own) === before[nth];
    merged[name] = untouched ? other : own;
    if (!untouched && own !== other && !(known && fingerprint(other) === before[nth])) conflict[name] = other;
  }
  return { merged, conflict };
}
