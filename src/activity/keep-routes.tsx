import { z } from "zod";
import { keptShelf } from "../directory/index.ts";
import { dutyOf, form, page } from "../house.ts";
import { addDays, type Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import { day, line, time } from "../platform/web/fields.ts";
import { findActivity, listActivities, readSeats } from "./activity-store.ts";
import { comingOf, nextOf, sessionsOf, type Activity, type Session } from "./activity.ts";
import { ASKED_DAYS } from "./attendance.ts";
import { listCounted, listUncounted } from "./attendance-store.ts";
import { formOf } from "./edit.ts";
import { loadChoices, listDrafts, listFillable } from "./draft-store.ts";
import { editFields } from "./edit-fields.ts";
import { EditPage, type EditModel } from "./edit-page.tsx";
import { listChanges, logChange } from "./history-store.ts";
import { changeActivity, decideDate, holdOtherwise } from "./keep-actions.ts";
import { DatePage, KeepListPage, KeepPage, MovePage, type DateModel, type Kept, type KeepModel } from "./keep-pages.tsx";
import { FARTHEST_DAYS } from "./moving.ts";
import { checkActivity } from "./keep-store.ts";
import { listInvited } from "./together-store.ts";

const activity = z.string().regex(/^[a-z0-9-]{1,80}$/);
const one = z.object({ activity });
const dated = z.object({ activity, day: z.iso.date() });

/** How far ahead the keepers see. */
const AHEAD_DAYS = 120;
const MOST_DATES = 20;

const keptOf = (activities: readonly Activity[], missing: readonly Session[], when: { at: Date; today: Day }): Kept[] =>
  activities.map((own) => ({ activity: own, next: nextOf(own, when), uncounted: missing.filter(({ activity: of }) => of.id === own.id).length }));

/** What the acting duty's unit arranges, and, for those who keep a guide, everything in it. */
const listPage = page({
  path: "/our/activities", area: "staff", access: "staff", audit: { event: "activities.listed" },
  load: async ({ tx, actor, at, today }) => {
    const unit = (await actor)?.duty?.unitId;
    if (unit === undefined) return undefined;
    const [ours, missing, kept, drafts, guides, beside, invited] = await Promise.all([
      listActivities(tx, { here: true }), listUncounted(tx, { at, today }), listActivities(tx, { guide: keptShelf() }), listDrafts(tx), listFillable(tx), listActivities(tx, { beside: true }), listInvited(tx)]);
    const others = kept.filter(({ unitId }) => unitId !== unit);
    return { ours: keptOf(ours, missing, { at, today }), guide: keptOf(others, [], { at, today }), drafts, beside: keptOf(beside, [], { at, today }), invited, mayBegin: guides.length > 0, today };
  },
  title: (_, words) => words.t("keep.title"),
  view: (list) => <KeepListPage list={list} />,
});

/** One activity for its keepers; its one button says that everything is still right. */
const keepPage = form({
  path: "/our/activities/:activity", area: "staff", access: "activity.keep", audit: { event: "activity.checked" }, params: one,
  load: async ({ tx, house, params, at, today }): Promise<KeepModel | undefined> => {
    const [own, seatsOf, counts, changes] = await Promise.all([
      findActivity(tx, params.activity), readSeats(tx, { handle: params.activity }), listCounted(tx, addDays(today, -ASKED_DAYS)), listChanges(tx, house.keys, params.activity)]);
    if (!own) return undefined;
    const counted = counts.get(own.id) ?? new Set<Day>();
    const past = sessionsOf(own, addDays(today, -ASKED_DAYS), today).filter(({ endsAt, calledOff }) => !calledOff && endsAt <= at).toReversed();
    return { activity: own, coming: comingOf(own, { at, today, days: AHEAD_DAYS, most: MOST_DATES }), past, counted, seatsOf, changes, today };
  },
  title: (_, words) => words.t("keep.title"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("keep.check") }],
  view: (model, seen, drawn) => <KeepPage model={model} seen={seen} form={drawn.form} />,
  perform: async (hand, { model }) => {
    await checkActivity(hand.tx, model.activity.id, hand.today);
    await logChange(hand.tx, { activity: model.activity.id, what: "checked", duty: dutyOf(hand).id, at: hand.at });
    return { to: `/our/activities/${model.activity.handle}`, done: "activityChecked", trace: { shown: { activity: model.activity.handle } } };
  },
});

const editPage = form({
  path: "/our/activities/:activity/edit", area: "staff", access: "activity.keep", audit: { event: "activity.changed" }, params: one,
  load: async ({ tx, params }): Promise<EditModel | undefined> => {
    const own = await findActivity(tx, params.activity);
    if (!own) return undefined;
    return { activity: own, choices: await loadChoices(tx, own.guideId, own) };
  },
  title: (_, words) => words.t("edit.title"),
  fields: ({ choices }, words) => editFields(choices, words),
  initial: ({ activity: own }) => formOf(own),
  version: ({ activity: own }) => own.version,
  buttons: (_, words) => [{ label: words.t("edit.save") }],
  view: (model, _, { state }) => <EditPage model={model} state={state} />,
  perform: async (acting, { model, values, version }) => {
    const refused = await changeActivity(acting, { activity: model.activity, form: values, version });
    return refused ?? { to: `/our/activities/${model.activity.handle}`, done: "activityChanged", trace: { shown: { activity: model.activity.handle } } };
  },
});

/** A date that is still to come. */
async function loadDate({ tx, params, today }: { tx: Tx; params: z.output<typeof dated>; today: Day }): Promise<DateModel | undefined> {
  const own = await findActivity(tx, params.activity);
  const session = own && params.day >= today ? sessionsOf(own, params.day, params.day)[0] : undefined;
  return own && session && { activity: own, session };
}

const datePage = form({
  path: "/our/activities/:activity/days/:day", area: "staff", access: "activity.keep", audit: { event: "session.decided" }, params: dated,
  load: loadDate,
  title: (_, words) => words.t("keep.calling-off"),
  fields: ({ session }, words) => (session.calledOff ? {} : { reason: line({ label: words.t("off.reason"), hint: words.t("off.reason.hint"), max: 120 }) }),
  buttons: ({ session }, words) => [session.calledOff ? { label: words.t("off.back.send") } : { label: words.t("off.send"), kind: "danger" }],
  view: (model, _, drawn) => <DatePage model={model} form={drawn.form} />,
  perform: async (acting, { model: { activity: own, session }, values }) => {
    const off = session.calledOff === undefined;
    const refused = await decideDate(acting, { activity: own, day: session.day, off, reason: values.reason ?? "" });
    return refused ?? { to: `/our/activities/${own.handle}`, done: off ? "calledOff" : "heldAfterAll", trace: { shown: { activity: own.handle, day: session.day, off } } };
  },
});

const movePage = form({
  path: "/our/activities/:activity/days/:day/move", area: "staff", access: "activity.keep", audit: { event: "session.moved" }, params: dated,
  load: async (asking): Promise<DateModel | undefined> => {
    const model = await loadDate(asking);
    return model?.session.calledOff ? undefined : model;
  },
  title: (_, words) => words.t("move.send"),
  fields: (_, words, today) => ({
    day: day({ label: words.t("move.day"), required: true, from: today, to: addDays(today, FARTHEST_DAYS) }), from: time({ label: words.t("edit.from"), required: true }), to: time({ label: words.t("edit.to"), required: true }),
    reason: line({ label: words.t("off.reason"), hint: words.t("off.reason.hint"), max: 120 }),
  }),
  initial: ({ session }) => ({ day: session.day, from: session.from, to: session.to, reason: session.moved?.reason ?? "" }),
  buttons: (_, words) => [{ label: words.t("move.send") }],
  view: (model, _, drawn) => <MovePage model={model} form={drawn.form} />,
  perform: async (acting, { model: { activity: own, session }, values }) => {
    const refused = await holdOtherwise(acting, session, values);
    return refused ?? { to: `/our/activities/${own.handle}`, done: "dateMoved", trace: { shown: { activity: own.handle, day: session.day, to: values.day } } };
  },
});

export const keepRoutes = [listPage, keepPage, editPage, datePage, movePage];
