import { z } from "zod";
import type { Section } from "../disclosure/index.ts";
import { dayOf, timeOf } from "../platform/clock.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { textIn, type Practice } from "../practice/index.ts";
import { agendaOf, cameOf, formOf, placesOf, type Meeting, type PointForm } from "./meeting.ts";

type Said = Pick<Meeting, "at" | "words">;

/** "tisdag 24 november 2026 klockan 14.00" */
export const whenOf = (words: Words, at: Date): string =>
  words.t("meeting.when.text", { day: words.day(dayOf(at)), time: words.language === "en" ? timeOf(at) : timeOf(at).replace(":", ".") });

const section = (heading: string, text: string, own = false): Section => ({ topic: "meeting", heading, text, ...(own ? { own } : {}) });

/** What an invitation says: the question, when and where. Who else comes, and everything about the child, is for the meeting. */
export const invitationSections = ({ at, words: said }: Said, words: Words): Section[] => [
  section(words.t("meeting.question"), said.question),
  section(words.t("meeting.when"), whenOf(words, at)),
  section(words.t("meeting.where"), said.place),
];

/** A meeting as another product, or another page of this one, goes on with it. */
export type MeetingData = { readonly id: string; readonly at: string; readonly place: string; readonly question: string; readonly followUp: boolean };
export const dataOf = ({ id, at, words }: Pick<Meeting, "id" | "at" | "words">): { meeting: MeetingData } =>
  ({ meeting: { id, at: at.toISOString(), place: words.place, question: words.question, followUp: words.followUp } });

const Read = z.object({ meeting: z.object({ id: z.string(), at: z.coerce.date(), place: z.string(), question: z.string(), followUp: z.boolean().default(false) }) });

/** The meeting of a delivery, as its sender froze it; undefined when it carries none. */
export type InvitedTo = z.output<typeof Read>["meeting"];
export const readMeetingData = (data: unknown): InvitedTo | undefined => Read.safeParse(data).data?.meeting;

/** A part of the minutes that can be handed out by itself. */
export type Part = { readonly id: string; readonly heading: string; readonly text: string; readonly own: boolean };

const part = (id: string, heading: string, text: string, own = false): Part[] => (text === "" ? [] : [{ id, heading, text, own }]);

function cameText({ words: said }: Said, words: Words): string {
  const people = cameOf(said.attendance).map(({ name, unit, how }) => words.t("meeting.came.line", { name: unit && unit !== name ? `${name}, ${unit}` : name, how: words.say(`meeting.how.${how}`) }));
  return [...people, said.others].filter((line) => line !== "").join("\n");
}

function decisionText({ decision, words: said }: Meeting, words: Words): string {
  if (!decision) return "";
  return [words.say(`meeting.decision.${decision}`), said.reason].filter((line) => line !== "").join("\n");
}

/** The child's own words, or why there are none. */
const childPart = ({ words: said }: Said, words: Words): Part[] =>
  said.childWords !== "" ? part("child", words.t("meeting.childWords"), said.childWords, true) : part("child", words.t("meeting.childMissing"), said.childMissing);

/** The minutes, part by part, in the order of the agenda: the child before all others. */
export function partsOf(meeting: Meeting, practice: Practice, words: Words): Part[] {
  const { words: said } = meeting;
  const agenda = agendaOf(practice, said);
  const { first, last } = placesOf(agenda, said.followUp);
  const partOf = (form: PointForm, point?: (typeof agenda)[number]): Part[] => {
    if (form === "attendance") return part("came", words.t("meeting.came"), cameText(meeting, words));
    if (form === "child") return childPart(meeting, words);
    if (form === "decision") return part("decision", words.t("meeting.decision"), decisionText(meeting, words));
    return point && form === "notes" ? part(`note-${point.id}`, textIn(point.title, words.language), said.notes[point.id] ?? "") : [];
  };
  return [
    ...part("question", words.t("meeting.question"), said.question),
    ...first.flatMap((form) => partOf(form)), ...agenda.flatMap((point) => partOf(formOf(point), point)), ...last.flatMap((form) => partOf(form)),
    ...part("minutes", words.t("meeting.minutes"), said.minutes),
  ];
}

export const sectionsOf = (parts: readonly Part[]): Section[] => parts.map(({ heading, text, own }) => section(heading, text, own));
