import { z } from "zod";
import { form } from "../house.ts";
import { findMatter, type Matter } from "../matter/index.ts";
import { addYears, type Day } from "../platform/clock.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { MatterId } from "../platform/ids.ts";
import { isRefusal } from "../platform/result.ts";
import { choice, day, line, text } from "../platform/web/fields.ts";
import { textIn, type Practice } from "../practice/index.ts";
import { noteAttendance } from "./attendance-actions.ts";
import { NoteAttendancePage } from "./attendance-pages.tsx";
import { listNoteRows, openNote } from "./attendance-store.ts";
import { AS_LADDER, followsAttendance, readNote, type AttendanceNote } from "./attendance.ts";

type Noting = { readonly matter: Matter; readonly notes: readonly AttendanceNote[]; readonly practice: Practice; readonly today: Day };

const rungs = ({ way }: Practice, words: Words) => way.attendance.map(({ id, order, name, percent, weeks }) => ({
  value: id, label: words.t("tracks.question", { number: order, question: textIn(name, words.language) }), hint: words.t("attendanceLadder.from", { percent, weeks }),
}));

/** Notes the step of the attendance ladder in the matter of a pupil. Whoever does not follow attendance is told who does. @model degerforsmodellen 3.6 */
const noteForm = form({
  path: "/matters/:matter/attendance",
  area: "staff",
  access: "attendance.note",
  audit: { event: "attendance.noted", forFamily: true },
  params: z.object({ matter: MatterId }),
  load: async ({ tx, house: { keys, practice }, params, today }): Promise<Noting | undefined> => {
    const [matter, rows] = await Promise.all([findMatter(tx, keys, params.matter), listNoteRows(tx, params.matter)]);
    return matter && { matter, notes: rows.map((row) => openNote(keys, matter.key, row)), practice, today };
  },
  trace: ({ matter }) => ({ matterId: matter.id, childId: matter.childId }),
  title: (_, words) => words.t("attendanceLadder.note"),
  fields: ({ practice }, words, today) => ({
    percent: line({ label: words.t("attendanceLadder.percent"), hint: words.t("attendanceLadder.percent.hint"), required: true, inputMode: "numeric", width: "short" }),
    weeks: line({ label: words.t("attendanceLadder.weeks"), hint: words.t("attendanceLadder.weeks.hint"), required: true, inputMode: "numeric", width: "short" }),
    rung: choice({ label: words.t("attendanceLadder.which"), required: true, options: [{ value: AS_LADDER, label: words.t("attendanceLadder.which.ladder"), hint: words.t("attendanceLadder.which.ladder.hint") }, ...rungs(practice, words)] }),
    done: text({ label: words.t("attendanceLadder.done"), hint: words.t("attendanceLadder.done.hint"), required: true, max: 2000, rows: 4 }),
    notedOn: day({ label: words.t("attendanceLadder.noted"), required: true, from: addYears(today, -1), to: today }),
    nextOn: day({ label: words.t("attendanceLadder.next"), hint: words.t("attendanceLadder.next.hint"), required: true, from: today, to: addYears(today, 1) }),
  }),
  initial: ({ today }) => ({ rung: AS_LADDER, notedOn: today }),
  buttons: (_, words) => [{ label: words.t("attendanceLadder.save") }],
  view: (model, seen, { form: drawn }) => <NoteAttendancePage {...model} seen={seen} form={followsAttendance(model.matter, model.practice, model.today) ? drawn : undefined} />,
  perform: async (acting, { model: { matter, practice }, values }) => {
    const words = readNote(values, practice);
    if (isRefusal(words)) return words;
    const noted = await noteAttendance(acting, { matter, words, notedOn: values.notedOn, nextOn: values.nextOn });
    return isRefusal(noted) ? noted : { to: `/matters/${matter.id}`, done: "attendanceNoted", trace: { matterId: matter.id, childId: matter.childId, shown: { note: noted } } };
  },
});

export const attendanceRoutes = [noteForm];
