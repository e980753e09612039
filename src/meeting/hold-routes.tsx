import { viewsOf } from "../consent/index.ts";
import { form } from "../house.ts";
import { calledBy } from "../inquiry/index.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { isRefusal, refuse } from "../platform/result.ts";
import { choice, hidden, line, text, type Fields } from "../platform/web/fields.ts";
import type { FormState } from "../platform/web/form.tsx";
import { HoldPage, type HoldModel, type Writing } from "./hold-pages.tsx";
import { holdMeeting, saveNotes } from "./meeting-actions.ts";
import { findHere, listReplies, MeetingPlace, readAround, uncoveredIn } from "./meeting-here.ts";
import { meetingName } from "./meeting-pages.tsx";
import { lockMeeting } from "./meeting-store.ts";
import { presences, type MeetingDecision } from "./meeting.ts";
import { drawnFrom, howOf, mergeTexts, notePoints, notesOf, seatsOf, textsOf, whoOf, type Texts } from "./notes.ts";

const seatFields = ({ seats }: HoldModel, words: Words): Fields => Object.fromEntries(seats.flatMap((seat) => [
  [howOf(seat), choice({ label: seat.name, said: true, drawn: "list", options: presences.map((how) => ({ value: how, label: words.say(`meeting.how.${how}`) })) })],
  ...(seat.kind === "unit" ? [[whoOf(seat), line({ label: words.t("meeting.hold.who", { unit: seat.name }) })] as const] : []),
]));

const noteFields = ({ meeting, practice }: HoldModel, words: Words): Fields =>
  Object.fromEntries(notePoints(practice, meeting).map(({ field, nth }) => [field, text({ label: words.t("meeting.hold.note", { nth }), rows: 3 })]));

function fieldsOf(model: HoldModel, words: Words): Fields {
  const name = calledBy(model.matter.child.name);
  return {
    ...seatFields(model, words),
    others: line({ label: words.t("meeting.hold.others"), hint: words.t("meeting.hold.others.hint") }),
    childWords: text({ label: words.t("meeting.hold.childWords", { name }), hint: words.t("meeting.hold.childWords.hint") }),
    childMissing: line({ label: words.t("meeting.hold.childMissing", { name }), hint: words.t("meeting.hold.childMissing.hint"), max: 600 }),
    ...noteFields(model, words),
    decision: choice({ label: words.t("meeting.hold.decision"), options: [
      { value: "collaborate", label: words.t("meeting.decision.collaborate"), hint: words.t("meeting.hold.decision.yes.hint") },
      { value: "no-collaboration", label: words.t("meeting.decision.no-collaboration"), hint: words.t("meeting.hold.decision.no.hint") },
    ] }),
    reason: text({ label: words.t("meeting.hold.reason"), hint: words.t("meeting.hold.reason.hint"), rows: 2 }),
    minutes: text({ label: words.t("meeting.hold.minutes"), hint: words.t("meeting.hold.minutes.hint"), rows: 5 }),
    drawn: hidden(""),
  };
}

const textsIn = (values: FormState["values"]): Texts => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === "string" ? value : value.join(" ")]));

/** A choice as it is read, a text as it stands. */
const readable = (fields: Fields, name: string, value: string): string => {
  const field = fields[name];
  return field?.kind === "choice" ? (field.options.find((option) => option.value === value)?.label ?? value) : value;
};

/** The form as somebody goes on with it: their own words kept, the others' put in where they had not written. */
function writingOf({ texts }: HoldModel, state: FormState): Writing {
  const { drawn = drawnFrom(texts), ...mine } = textsIn(state.values);
  const { merged, conflict } = mergeTexts({ mine, drawn, theirs: texts });
  const shown = Object.fromEntries(Object.entries(conflict).map(([name, value]) => [name, readable(state.fields, name, value)]));
  return { state: { ...state, values: merged }, drawn: drawnFrom(texts), conflict: shown };
}

/** A meeting while it goes on. Saved as often as one likes; ended once. @model K1 */
export const holdPage = form({
  path: "/matters/:matter/meetings/:meeting/hold",
  area: "staff",
  access: "meeting.hold",
  audit: { event: "meeting.written", forFamily: true },
  params: MeetingPlace,
  load: async (asking): Promise<HoldModel | undefined> => {
    const { house, today, params } = asking;
    const [here, replies, around] = await Promise.all([findHere(asking), listReplies(asking, params.matter), readAround(asking)]);
    if (!here || here.meeting.state !== "called") return undefined;
    const { matter, meeting } = here;
    const consents = viewsOf(around.consents, today);
    const seats = seatsOf(meeting, matter.child.name);
    return { ...here, practice: house.practice, seats, consents: consents.filter(({ state }) => state === "granted"), uncovered: uncoveredIn(around, matter, meeting), texts: textsOf({ meeting, practice: house.practice, seats }, replies), replies };
  },
  trace: ({ matter, meeting }) => ({ matterId: matter.id, childId: matter.childId, shown: { meeting: meeting.id } }),
  title: ({ meeting }, words) => meetingName(meeting, words),
  fields: fieldsOf,
  initial: ({ texts }) => texts,
  buttons: () => [],
  view: (model, seen, { state }) => <HoldPage model={model} seen={seen} writing={writingOf(model, state)} />,
  perform: async (acting, { model, values, intent }) => {
    const { params, tx, house, words } = acting;
    const meeting = await lockMeeting(tx, house.keys, params.meeting);
    if (meeting?.state !== "called") return refuse("matter.state");
    const around = { meeting, practice: house.practice, seats: model.seats };
    const { drawn = "", ...mine } = textsIn(values);
    const { merged, conflict } = mergeTexts({ mine, drawn, theirs: textsOf(around, model.replies) });
    if (Object.keys(conflict).length > 0) {
      const fields = fieldsOf(model, words);
      return { conflict: Object.fromEntries(Object.entries(conflict).map(([name, value]) => [name, readable(fields, name, value)])) };
    }
    const notes = notesOf(around, merged);
    const here = `/matters/${params.matter}/meetings/${params.meeting}`;
    if (intent !== "hold") {
      const refused = await saveNotes(acting, { meeting: meeting.id, notes });
      return refused ?? { to: `${here}/hold`, done: "meetingSaved", trace: { shown: { meeting: meeting.id } } };
    }
    const refused = await holdMeeting(acting, { ...notes, meeting: meeting.id, decision: (merged["decision"] || undefined) as MeetingDecision | undefined });
    // The plan is written while everybody is still there.
    const next = merged["decision"] === "collaborate" && !meeting.words.followUp ? `/matters/${params.matter}/plan` : here;
    return isRefusal(refused) ? refused : { to: next, done: "meetingHeld", trace: { shown: { meeting: meeting.id, held: true } } };
  },
});

