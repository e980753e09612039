import type { Day } from "../platform/clock.ts";
import type { Id, MatterId } from "../platform/ids.ts";
import { refuse, type Refusal } from "../platform/result.ts";
import type { Practice } from "../practice/index.ts";

export type MeetingId = Id<"meeting">;

/** How somebody took part. `part`: there for a while. */
export const presences = ["room", "video", "phone", "part", "absent"] as const;
export type Presence = (typeof presences)[number];

/** Somebody who is to be there: the one who leads, a guardian, a colleague, or another branch's unit. `delivery`: the invitation. */
export type Invited = {
  readonly kind: "chair" | "guardian" | "colleague" | "unit"; readonly id: string; readonly name: string;
  readonly about?: string | undefined; readonly delivery?: string | undefined;
};

/** `who`: "child", or the id of somebody invited. `name`: who it was; of a unit, whoever came. */
export type Attendance = { readonly who: string; readonly name: string; readonly unit?: string | undefined; readonly how: Presence };

/** The child is not there this time: why, and when somebody asks again. @model 6.4 */
export type NotThisTime = { readonly why: string; readonly askAgainOn: Day };

/** What a meeting says, before and after. Sealed whole. */
export type MeetingWords = {
  readonly question: string; readonly place: string;
  /** A way of the package, or "not". */
  readonly childTakesPart: string; readonly childNot?: NotThisTime | undefined;
  readonly invited: readonly Invited[];
  /** Why a guardian who decides for the child was not invited. */
  readonly leftOut?: string | undefined;
  /** About a plan that already is: another agenda, and no decision whether to begin. */
  readonly followUp: boolean;
  readonly attendance: readonly Attendance[]; readonly others: string;
  readonly childWords: string; readonly childMissing: string;
  /** What was said, by point of the agenda. */
  readonly notes: Readonly<Record<string, string>>;
  readonly minutes: string; readonly reason: string;
  /** What is being decided, until it is. */
  readonly leaning: MeetingDecision | "";
  /** Units that could not be told that the meeting was cancelled: their consent had ended. */
  readonly untold?: readonly string[] | undefined;
};

/** What is written during a meeting. */
export type Notes = Pick<MeetingWords, "attendance" | "others" | "childWords" | "childMissing" | "notes" | "minutes" | "reason" | "leaning">;

export type MeetingDecision = "collaborate" | "no-collaboration";

/** Samverkansmöte. @model K1, K2 */
export type Meeting = {
  readonly id: MeetingId; readonly matterId: MatterId; readonly state: "called" | "held" | "cancelled"; readonly at: Date;
  readonly decision: MeetingDecision | undefined; readonly version: number; readonly words: MeetingWords;
};

export const NOT_THIS_TIME = "not";
export const emptyNotes: Notes = { attendance: [], others: "", childWords: "", childMissing: "", notes: {}, minutes: "", reason: "", leaning: "" };

type Point = Practice["meeting"]["agenda"][number];

export const agendaOf = (practice: Practice, { followUp }: Pick<MeetingWords, "followUp">): readonly Point[] =>
  [...(followUp ? practice.meeting.followUpAgenda : practice.meeting.agenda)].sort((a, b) => a.order - b.order);

/** What a point of the agenda is filled in with. A point the house has no form for gets room for notes. */
export type PointForm = "attendance" | "sharing" | "child" | "decision" | "plan" | "notes";

const forms: Readonly<Record<string, PointForm>> = {
  welcome: "attendance", "purpose-and-consent": "sharing", decision: "decision", measures: "plan", "plan-lead": "plan", "follow-up": "plan",
};
export const formOf = ({ id, voice }: Pick<Point, "id" | "voice">): PointForm => (voice === "child" ? "child" : (forms[id] ?? "notes"));

/** What must be asked even where a package's agenda has no point for it, and where it then stands. */
export function placesOf(agenda: readonly Point[], followUp: boolean): { first: PointForm[]; last: PointForm[] } {
  const has = (form: PointForm) => agenda.some((point) => formOf(point) === form);
  return { first: has("attendance") ? [] : ["attendance"], last: followUp || has("decision") ? [] : ["decision"] };
}

/** What is missing before a meeting can be ended. The child's words, or why they are missing, come before all else. @ground BK 12, REQ-056 */
export function checkHeld(notes: Notes, decision: MeetingDecision | undefined, followUp: boolean): Refusal | undefined {
  if (notes.attendance.every(({ how }) => how === "absent")) return refuse("meeting.nobody");
  if (notes.childWords === "" && notes.childMissing === "") return refuse("meeting.child-voice", { field: "childWords" });
  if (!followUp && !decision) return refuse("meeting.no-decision", { field: "decision" });
  if (!followUp && decision === "no-collaboration" && notes.reason === "") return refuse("meeting.no-reason", { field: "reason" });
  return notes.minutes === "" ? refuse("meeting.no-minutes", { field: "minutes" }) : undefined;
}

/** Who came, from what the form says of each. */
export const cameOf = (attendance: readonly Attendance[]): Attendance[] => attendance.filter(({ how }) => how !== "absent");
