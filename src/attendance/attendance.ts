import type { BranchKind } from "../access/secrecy.ts";
import type { Section } from "../disclosure/index.ts";
import type { Matter } from "../matter/index.ts";
import type { Day } from "../platform/clock.ts";
import type { Language } from "../platform/i18n/words.tsx";
import { refuse, type Refusal } from "../platform/result.ts";
import { rungFor, schoolStartOn, speaking, textIn, type Practice, type Rung } from "../practice/index.ts";

export type Absence = { readonly percent: number; readonly weeks: number };

const numberIn = (said: string | null, most: number): number | undefined => {
  const written = (said ?? "").trim().replace(/\s*%$/, "");
  return /^\d{1,3}$/.test(written) && Number(written) <= most ? Number(written) : undefined;
};

/** How much is missed and for how long; undefined unless both are whole numbers that can be. */
export function readAbsence(query: URLSearchParams): Absence | undefined {
  const [percent, weeks] = [numberIn(query.get("percent"), 100), numberIn(query.get("weeks"), 52)];
  return percent === undefined || weeks === undefined ? undefined : { percent, weeks };
}

/** What was noted: the step, how much absence for how long, and what was done. */
export type NoteWords = { readonly rung: string; readonly percent: number; readonly weeks: number; readonly done: string };
export type AttendanceNote = { readonly id: string; readonly words: NoteWords; readonly notedOn: Day; readonly nextOn: Day; readonly by: string; readonly at: Date };

/** Whoever follows a pupil's attendance: the school, and pupil health for itself. The database holds the same list. @ground OSL 23:2 */
const FOLLOWING: readonly BranchKind[] = ["school", "independent-school", "pupil-health"];

/** The matter of a child who has begun school, where attendance is followed. @ground SkolL 7:10 @model degerforsmodellen 3.6 */
export const followsAttendance = ({ branchKind, bornOn }: Pick<Matter, "branchKind" | "bornOn">, practice: Practice, today: Day): boolean =>
  FOLLOWING.includes(branchKind) && bornOn !== undefined && today >= schoolStartOn(practice, bornOn);

/** Chosen instead of a step: the one that the package's thresholds give. */
export const AS_LADDER = "as-ladder";

type Written = { readonly percent: string; readonly weeks: string; readonly rung: string; readonly done: string };

/** A note as it may be kept: numbers that can be, and a step. Below the first step somebody has to choose one. @model S73 */
export function readNote(written: Written, practice: Practice): NoteWords | Refusal {
  const absence = readAbsence(new URLSearchParams({ percent: written.percent, weeks: written.weeks }));
  if (!absence) return refuse("attendanceLadder.numbers", { field: /^\s*\d{1,2}\s*$/.test(written.weeks) && Number(written.weeks) <= 52 ? "percent" : "weeks" });
  const rung = written.rung === AS_LADDER ? rungFor(practice, absence)?.id : written.rung;
  return rung === undefined ? refuse("attendanceLadder.below", { field: "rung" }) : { ...absence, rung, done: written.done };
}

/** The step of a note; undefined when the package no longer has it. */
export const rungOf = (practice: Practice, { rung }: Pick<NoteWords, "rung">): Rung | undefined => practice.way.attendance.find(({ id }) => id === rung);

/** A note as a part of a delivery: it touches the area of the wheel that school belongs to. @ground OSL 8:1 */
export function attendanceSections({ words }: Pick<AttendanceNote, "words">, practice: Practice, language: Language): Section[] {
  const { t } = speaking(practice, language);
  const rung = rungOf(practice, words);
  const heading = rung ? t("attendanceLadder.part", { number: rung.order, name: textIn(rung.name, language) }) : t("attendanceLadder.card");
  return [{ topic: practice.way.attendanceArea, heading, text: `${t("attendanceLadder.absence", { percent: words.percent, weeks: words.weeks })} ${words.done}` }];
}
