import type { MessageKey } from "../platform/i18n/catalogues.ts";
import type { Practice, Text } from "../practice/index.ts";

/** The set of blanks for when paper is what there is: on a home visit, in a meeting room without a screen, or when nothing answers. @model degerforsmodellen 5.5, row 59 */
export const BLANKS = ["F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "F11", "F12", "F13"] as const;
export type BlankId = (typeof BLANKS)[number];

/** Words of ours, or words of the practice package. */
export type Saying = MessageKey | Text;

/** A piece of paper to fill in, from above: rows to write on, boxes to tick, a table, something to read, or names to sign. */
export type Part = { readonly label: Saying; readonly help?: Saying } & (
  | { readonly is: "rows"; readonly rows: number }
  | { readonly is: "boxes"; readonly options: readonly Saying[]; readonly rows: number }
  | { readonly is: "table"; readonly columns: readonly Saying[]; readonly rows: number }
  | { readonly is: "reading"; readonly points: readonly Saying[] }
);

const rows = (label: Saying, count: number, help?: Saying): Part => ({ is: "rows", label, rows: count, ...(help && { help }) });
const boxes = (label: Saying, options: readonly Saying[], help?: Saying): Part => ({ is: "boxes", label, options, rows: 0, ...(help && { help }) });
/** Boxes to tick with room under them to tell more. */
const told = (label: Saying, options: readonly Saying[], count: number, help?: Saying): Part => ({ is: "boxes", label, options, rows: count, ...(help && { help }) });
const table = (label: Saying, columns: readonly Saying[], count: number, help?: Saying): Part => ({ is: "table", label, columns, rows: count, ...(help && { help }) });
const reading = (label: Saying, points: readonly Saying[]): Part => ({ is: "reading", label, points });

const signed: Part = table("blank.signed", ["blank.signed.who", "blank.signed.name", "blank.signed.day"], 3);
const whose: Part = table("blank.whose", ["blank.whose.name", "blank.whose.born", "blank.whose.place"], 1);

/** Room to write under each point, in the order they are taken. */
const agendaOf = (points: Practice["meeting"]["agenda"]): Part[] => points.toSorted((a, b) => a.order - b.order).map(({ title, help }) => rows(title, 2, help));

/** What a plan says, in the package's own order. What is gathered by the program is one row of paper; measures and parties are tables. @model K7 */
function sectionOf({ id, entry, label, hint }: Practice["plan"]["sections"][number]): Part {
  if (id === "measures") return table(label, ["blank.measure.what", "blank.measure.who", "blank.measure.when", "blank.measure.notice"], 5, hint);
  if (id === "parties") return table(label, ["blank.party.service", "blank.party.contact", "blank.party.phone"], 4, hint);
  return rows(label, entry === "gathered" ? 1 : 3, hint);
}

type Written = Record<BlankId, (practice: Practice) => readonly Part[]>;

const WRITTEN: Written = {
  F1: () => [
    reading("blank.F1.nobody", ["blank.F1.nobody.1", "blank.F1.nobody.2"]),
    table("blank.F1.between", ["blank.F1.asks", "blank.F1.answers", "blank.day"], 1), rows("blank.F1.about", 1, "blank.F1.about.help"), rows("blank.F1.wonder", 4), rows("blank.F1.tried", 3),
    rows("blank.F1.advice", 4), rows("blank.F1.next", 2),
  ],
  F2: () => [
    reading("blank.F2.what", ["blank.F2.what.1", "blank.F2.what.2"]), reading("blank.F2.choose", ["blank.F2.choose.1", "blank.F2.choose.2", "blank.F2.choose.3"]),
    reading("blank.F2.see", ["blank.F2.see.1", "blank.F2.see.2"]), reading("blank.F2.duty", ["blank.F2.duty.1"]), table("blank.F2.contact", ["blank.party.contact", "blank.party.service", "blank.party.phone"], 2), rows("blank.F2.given", 1),
  ],
  F3: ({ wheel }) => [
    whose, rows("blank.F3.from", 1, "blank.F3.from.help"), table("blank.F3.to", ["blank.party.service", "blank.F3.to.why"], 4), boxes("blank.F3.about", [...wheel.areas.toSorted((a, b) => a.order - b.order).map(({ consent }) => consent), "blank.F3.about.other"]),
    rows("blank.F3.not", 2), rows("blank.F3.until", 1, "blank.F3.until.help"), told("blank.F3.child", ["blank.F3.child.young", "blank.F3.child.asked"], 1),
    reading("blank.F3.withdraw", ["blank.F3.withdraw.1", "blank.F3.withdraw.2"]), told("blank.F3.how", ["blank.F3.how.paper", "blank.F3.how.oral"], 1), signed,
  ],
  F4: ({ meeting }) => [
    rows("blank.F4.to", 1), rows("blank.F4.question", 3, "blank.F4.question.help"), table("blank.F4.when", ["blank.day", "blank.F4.time", "blank.F4.place"], 1, "blank.F4.when.help"), table("blank.F4.come", ["blank.party.contact", "blank.party.service"], 6, "blank.F4.come.help"),
    boxes("blank.F4.child", meeting.participation.map(({ text }) => text)), boxes("blank.F4.before", meeting.preparation.beforeInviting.map(({ text }) => text)), table("blank.F4.from", ["blank.party.contact", "blank.party.phone"], 1),
  ],
  F5: ({ wheel }) => [
    whose, boxes("blank.F5.whose", wheel.perspectives.map(({ name }) => name), "blank.F5.whose.help"),
    ...wheel.areas.toSorted((a, b) => a.order - b.order).map((area) => told(area.name, [...wheel.marks.map(({ word }) => word), wheel.needsSupport.word], 3, area.meaning)),
    // A model that keeps apart what makes for health and what is a risk has them summed up, in that order.
    ...(wheel.groups ? [rows(wheel.groups.strengths, 3), rows(wheel.groups.risks, 3)] : []),
  ],
  F6: ({ meeting }) => [table("blank.F6.present", ["blank.party.contact", "blank.party.service", "blank.F6.role"], 6), ...agendaOf(meeting.agenda), rows("blank.F6.decided", 3)],
  F7: ({ plan }) => [...plan.sections.filter(({ required }) => required !== "to-close").toSorted((a, b) => a.order - b.order).map(sectionOf), signed],
  F8: ({ meeting }) => [
    table("blank.F8.measures", ["blank.measure.what", "blank.F8.done", "blank.F8.effect"], 5), ...agendaOf(meeting.followUpAgenda),
    boxes("blank.F8.child", ["blank.F8.yes", "blank.F8.partly", "blank.F8.no"], "blank.F8.child.help"), boxes("blank.F8.guardian", ["blank.F8.yes", "blank.F8.partly", "blank.F8.no"], "blank.F8.guardian.help"), rows("blank.F8.next", 1),
  ],
  F9: () => [whose, rows("blank.F9.why", 2), table("blank.F9.outcome", ["blank.measure.what", "blank.F9.became"], 4), rows("blank.F9.child", 3), rows("blank.F9.turn", 2, "blank.F9.turn.help"), table("blank.F9.told", ["blank.F9.told.who", "blank.day"], 3)],
  F10: () => [
    whose, table("blank.F10.between", ["blank.F10.from", "blank.F10.to", "blank.day"], 1), rows("blank.F10.works", 3), rows("blank.F10.needs", 3), rows("blank.F10.under-way", 3), boxes("blank.F10.consent", ["blank.F10.consent.yes", "blank.F10.consent.no"], "blank.F10.consent.help"),
    rows("blank.F10.first", 2), rows("blank.F10.parents", 2), told("blank.F10.received", ["blank.F10.received.yes", "blank.F10.received.no"], 1, "blank.F10.received.help"), signed,
  ],
  F11: () => [
    reading("blank.F11.nobody", ["blank.F11.nobody.1"]), table("blank.F11.between", ["blank.F11.from", "blank.F11.to", "blank.day"], 1), rows("blank.F11.expected", 2, "blank.F11.expected.help"), rows("blank.F11.happened", 3), rows("blank.F11.meant", 2), rows("blank.F11.proposal", 2),
    rows("blank.F11.answer", 3), boxes("blank.F11.solved", ["blank.F11.solved.here", "blank.F11.solved.heads", "blank.F11.solved.steering"]),
  ],
  F12: () => [
    reading("blank.F12.now", ["blank.F12.now.1", "blank.F12.now.2"]), boxes("blank.F12.think", ["blank.F12.think.1", "blank.F12.think.2", "blank.F12.think.3", "blank.F12.think.4"]),
    boxes("blank.F12.call", ["blank.F12.call.1", "blank.F12.call.2", "blank.F12.call.3"]), table("blank.F12.numbers", ["blank.F12.numbers.day", "blank.F12.numbers.night"], 1), boxes("blank.F12.after", ["blank.F12.after.1", "blank.F12.after.2", "blank.F12.after.3"]),
    reading("blank.F12.paper", ["blank.F12.paper.1"]),
  ],
  F13: ({ wheel }) => [
    reading("blank.F13.nobody", ["blank.F13.nobody.1"]), rows("blank.F13.child", 2, "blank.F13.child.help"), rows("blank.F13.story", 5), rows("blank.F13.who", 2),
    table("blank.F13.wheel", ["blank.F13.area", "blank.F13.strength", "blank.F13.worry"], wheel.areas.length), rows("blank.F13.secret", 3, "blank.F13.secret.help"), rows("blank.F13.first", 3), rows("blank.F13.learnt", 3),
  ],
};

/** What stands on a blank, with the words of this installation's model. */
export const partsOf = (id: BlankId, practice: Practice): readonly Part[] => WRITTEN[id](practice);
