import { z } from "zod";
import { form } from "../house.ts";
import { calledBy } from "../inquiry/index.ts";
import { findMatter } from "../matter/index.ts";
import { listUnits } from "../organisation/index.ts";
import { addDays, addYears, instantOf, workdayFrom, type Day } from "../platform/clock.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { MatterId } from "../platform/ids.ts";
import { isRefusal } from "../platform/result.ts";
import { choice, choices, day, line, text, time, type Values } from "../platform/web/fields.ts";
import { textIn } from "../practice/index.ts";
import { CallPage, type CallModel } from "./call-pages.tsx";
import { callMeeting, type MeetingCall } from "./meeting-actions.ts";
import { listGuests, listOwnColleagues, listParties } from "./meeting-guests.ts";
import { NOT_THIS_TIME } from "./meeting.ts";

/** Room for everybody to answer, and soon enough to matter. */
const SUGGESTED_DAYS = 7;

/** A child not yet born is not asked: everything else about the meeting is the same. */
const isAsked = ({ matter }: CallModel): boolean => matter.bornOn !== undefined;

const whatFields = (model: CallModel, words: Words, today: Day) => {
  const { matter, practice } = model;
  const name = calledBy(matter.child.name);
  const ways = practice.meeting.participation.map(({ id, text: way }) => ({ value: id, label: textIn(way, words.language) }));
  return {
    question: text({ label: words.t("meeting.call.question"), hint: words.t("meeting.call.question.hint"), required: true, max: 600, rows: 3 }),
    on: day({ label: words.t("meeting.call.on"), required: true, from: today, to: addYears(today, 1) }),
    time: time({ label: words.t("meeting.call.time"), hint: words.t("meeting.call.time.hint"), required: true }),
    place: line({ label: words.t("meeting.call.place"), hint: words.t("meeting.call.place.hint"), required: true }),
    child: choice({ label: words.t("meeting.call.child", { name }), required: isAsked(model), options: [...ways, { value: NOT_THIS_TIME, label: words.t("meeting.call.child.not"), hint: words.t("meeting.call.child.not.hint") }] }),
    childWhy: text({ label: words.t("meeting.call.childWhy", { name }), max: 600, rows: 2 }),
    childAgain: day({ label: words.t("meeting.call.childAgain", { name }), from: addDays(today, 1), to: addYears(today, 1) }),
  };
};

const whoFields = ({ parties, guests, colleagues }: CallModel, words: Words) => ({
  guardians: choices({
    label: words.t("meeting.call.guardians"), hint: words.t("meeting.call.guardians.hint"),
    options: parties.map(({ personId, name, kind }) => ({ value: personId, label: name, said: true, ...(kind === "expecting" ? { hint: words.t("meeting.call.carries") } : {}) })),
  }),
  leftOut: line({ label: words.t("meeting.call.leftOut"), max: 600 }),
  // Only these can be chosen: a unit that the family has not said yes to is no option, whatever a post says. @ground OSL 12:2
  units: choices({
    label: words.t("meeting.call.units"), hint: words.t("meeting.call.units.hint"),
    options: guests.filter(({ coverage }) => coverage.complete).map(({ unit }) => ({ value: unit.id, label: unit.name, hint: `${unit.authority}, ${unit.town}`, said: true })),
  }),
  colleagues: choices({
    label: words.t("meeting.call.colleagues"), hint: words.t("meeting.call.colleagues.hint"),
    options: colleagues.map(({ dutyId, name, role }) => ({ value: dutyId, label: name, hint: words.say(`role.${role}`), said: true })),
  }),
});

const fieldsOf = (model: CallModel, words: Words, today: Day) => ({ ...whatFields(model, words, today), ...whoFields(model, words) });

const childOf = (model: CallModel, values: Values<ReturnType<typeof fieldsOf>>, words: Words) =>
  isAsked(model)
    ? { childTakesPart: values.child, childNot: { why: values.childWhy, askAgainOn: values.childAgain } }
    : { childTakesPart: NOT_THIS_TIME, childNot: { why: words.t("meeting.unborn.why"), askAgainOn: model.matter.expectedOn ?? values.on } };

const callOf = (model: CallModel, values: Values<ReturnType<typeof fieldsOf>>, words: Words): MeetingCall => ({
  ...childOf(model, values, words), matter: model.matter, at: instantOf(values.on, values.time), place: values.place, question: values.question, guardians: values.guardians, leftOut: values.leftOut,
  units: model.guests.filter(({ unit }) => values.units.includes(unit.id)).map(({ unit }) => unit), colleagues: values.colleagues,
});

/** Calls the meeting of everybody the family has said yes to. @model K2 */
export const callPage = form({
  path: "/matters/:matter/meetings/new",
  area: "staff",
  access: "meeting.call",
  audit: { event: "meeting.called", forFamily: true },
  fresh: true,
  params: z.object({ matter: MatterId }),
  load: async ({ tx, house, params, at, today, actor }): Promise<CallModel | undefined> => {
    const [matter, units] = await Promise.all([findMatter(tx, house.keys, params.matter), listUnits(tx)]);
    const asking = { tx, house, at, today };
    const not = (await actor)?.duty?.id ?? "";
    if (!matter) return undefined;
    const [parties, guests, colleagues] = await Promise.all([listParties(asking, matter), listGuests(asking, matter, units), listOwnColleagues(asking, { matter, units, not })]);
    return { matter, parties, guests, colleagues, practice: house.practice, today };
  },
  trace: ({ matter }) => ({ matterId: matter.id, childId: matter.childId }),
  title: (_, words) => words.t("meeting.call.title"),
  fields: fieldsOf,
  // Those the decision named and the family has said yes to are chosen: they were asked for this. The day and the place are proposals.
  initial: ({ matter, parties, guests, today }) => ({
    guardians: parties.map(({ personId }) => personId), units: guests.filter(({ coverage, meant }) => meant && coverage.complete).map(({ unit }) => unit.id), on: workdayFrom(addDays(today, SUGGESTED_DAYS)), place: matter.unit,
  }),
  buttons: (_, words) => [{ label: words.t("meeting.call.button") }],
  view: (model, seen, { state }) => <CallPage model={model} seen={seen} state={state} buttons={[{ label: seen.words.t("meeting.call.button") }]} />,
  perform: async (acting, { model, values }) => {
    const called = await callMeeting(acting, callOf(model, values, acting.words));
    if (isRefusal(called)) return called;
    return { to: `/matters/${model.matter.id}/meetings/${called}`, done: "meetingCalled", trace: { shown: { meeting: called, units: values.units } } };
  },
});
