import { createHash } from "node:crypto";
import { attendanceSections, listAttendance, type AttendanceNote } from "../attendance/index.ts";
import type { Topic } from "../consent/index.ts";
import { listContentsInto, listDeliveriesOf, topicsOf, type Section } from "../disclosure/index.ts";
import type { House } from "../house.ts";
import { listDecisions, listWheel, wheelSections, type Decision } from "../inquiry/index.ts";
import type { Matter } from "../matter/index.ts";
import { listMeetings, type Meeting } from "../meeting/index.ts";
import { dayOf, type Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import type { Language, Words } from "../platform/i18n/words.tsx";
import { textIn, speaking, type Practice } from "../practice/index.ts";
import { listSignals, signalSections, type Signal } from "../signal/index.ts";

/** Where something that can be shared stands: a signal, a round of the wheel, a decision, a meeting, a note of school attendance, or what another branch sent. */
export type Source = {
  readonly kind: "signal" | "wheel" | "decision" | "meeting" | "attendance" | "received";
  readonly id: string;
  readonly on: Day;
  /** Who wrote it, or the unit it came from: data. */
  readonly by: string;
};

/** The smallest thing that can be chosen to share. @ground REQ-014 */
export type Item = { readonly id: string; readonly section: Section };
export type Shelf = { readonly source: Source; readonly items: readonly Item[] };

/** The words of a part, in twelve signs. */
export const fingerprintOf = ({ heading, text }: Section): string => createHash("sha256").update(`${heading}\n${text}`).digest("hex").slice(0, 12);

/** An item is named by its own words, so that a choice never falls on words that came in their place. */
const itemOf = ({ kind, id }: Source, section: Section): Item => ({ id: `${kind}:${id}:${fingerprintOf(section)}`, section });

const shelf = (source: Source, sections: readonly Section[]): Shelf[] => (sections.length > 0 ? [{ source, items: sections.map((section) => itemOf(source, section)) }] : []);

const ofSignal = (signal: Signal, practice: Practice, language: Language): Shelf[] =>
  shelf({ kind: "signal", id: signal.id, on: signal.noticedOn, by: signal.by }, signalSections(signal, practice, language));

function ofWheel(entries: Awaited<ReturnType<typeof listWheel>>, practice: Practice, language: Language): Shelf[] {
  const rounds = [...new Set(entries.map(({ round }) => round))].sort((a, b) => b - a);
  return rounds.flatMap((round) => {
    const own = entries.filter((entry) => entry.round === round);
    const latest = own.reduce((last, entry) => (entry.at > last.at ? entry : last));
    return shelf({ kind: "wheel", id: String(round), on: dayOf(latest.at), by: latest.by }, wheelSections(own, practice, language));
  });
}

/** The reasons of a decision may touch whatever the wheel has spoken of, so a consent must cover all of it. */
function ofDecision({ id, at, by, answers }: Decision, also: readonly Topic[], { practice, words: { t, language } }: { practice: Practice; words: Words }): Shelf[] {
  const sections = practice.way.questions.flatMap((question): Section[] => {
    const answer = answers[question.id];
    return answer ? [{ topic: "contact", also, heading: textIn(question.text, language), text: `${t(answer.yes ? "sharing.yes" : "sharing.no")}. ${answer.reason}` }] : [];
  });
  return shelf({ kind: "decision", id, on: dayOf(at), by }, sections);
}

function ofMeeting({ id, at, state, words }: Meeting, { t }: Words): Shelf[] {
  if (state !== "held") return [];
  const part = (heading: string, text: string, own?: true): Section[] => (text ? [{ topic: "meeting", heading, text, ...(own ? { own } : {}) }] : []);
  return shelf({ kind: "meeting", id, on: dayOf(at), by: words.place }, [...part(t("sharing.item.childWords"), words.childWords, true), ...part(t("sharing.item.minutes"), words.minutes)]);
}

const ofAttendance = (note: AttendanceNote, practice: Practice, language: Language): Shelf[] =>
  shelf({ kind: "attendance", id: note.id, on: note.notedOn, by: note.by }, attendanceSections(note, practice, language));

/** What others have sent. Sending it on is a decision of one's own, on a ground of one's own. @ground OSL 7:1, 8:1, REQ-020 */
async function received(tx: Tx, house: House, matter: Matter): Promise<Shelf[]> {
  const [deliveries, contents] = await Promise.all([listDeliveriesOf(tx, matter.id), listContentsInto(tx, house.keys, matter.id)]);
  const incoming = deliveries.filter(({ receivedMatterId, kind }) => receivedMatterId === matter.id && kind !== "invitation");
  return incoming.flatMap(({ id, at, fromUnit }) => shelf({ kind: "received", id, on: dayOf(at), by: fromUnit }, contents.get(id)?.sections ?? []));
}

/** Everything in a matter that can be shared, part by part, the newest of each kind first. */
export async function listShelves(tx: Tx, house: House, of: { matter: Matter; language: Language }): Promise<Shelf[]> {
  const { matter, language } = of;
  const [signals, wheel, decisions, meetings, attendance, fromOthers] = await Promise.all([
    listSignals(tx, house, matter), listWheel(tx, matter), listDecisions(tx, matter), listMeetings(tx, house.keys, matter.id), listAttendance(tx, house.keys, matter), received(tx, house, matter),
  ]);
  const words = speaking(house.practice, language);
  const spokenOf = topicsOf(wheelSections(wheel, house.practice, language));
  return [
    ...signals.flatMap((signal) => ofSignal(signal, house.practice, language)), ...fromOthers, ...ofWheel(wheel, house.practice, language),
    ...decisions.flatMap((decision) => ofDecision(decision, spokenOf, { practice: house.practice, words })), ...meetings.flatMap((meeting) => ofMeeting(meeting, words)),
    ...attendance.flatMap((note) => ofAttendance(note, house.practice, language)),
  ];
}

/** The chosen parts, in the order they stand. */
export const chosenFrom = (shelves: readonly Shelf[], ids: readonly string[]): Section[] =>
  shelves.flatMap(({ items }) => items.filter(({ id }) => ids.includes(id)).map(({ section }) => section));

/** A signal as the product knows it, with nothing in it that was not chosen. */
export function cutSignal(signals: readonly Signal[], sections: readonly Section[]): Record<string, unknown> | undefined {
  const said = new Set(sections.map(({ text }) => text));
  const cut = signals.flatMap(({ words, areas, noticedOn }) => {
    const kept = Object.fromEntries(Object.entries(words).filter(([, text]) => text !== undefined && said.has(text)));
    return Object.keys(kept).length > 0 ? [{ ...kept, areas, noticedOn }] : [];
  });
  return cut[0];
}
