import { z } from "zod";
import { dutyOf, form } from "../house.ts";
import { hasIdentityNumber } from "../platform/identity-numbers.ts";
import { refuse, type Refusal } from "../platform/result.ts";
import { choice, line } from "../platform/web/fields.ts";
import { findActivity } from "./activity-store.ts";
import type { Activity } from "./activity.ts";
import { InvitationPage, LeavePage, PartPage, TogetherPage, type PartModel, type TogetherModel } from "./together-pages.tsx";
import { answerInvitation, findInvitation, insertInvitation, listAskable, listInvitations, partCompany, takeBackInvitation } from "./together-store.ts";

const activity = z.string().regex(/^[a-z0-9-]{1,80}$/);
const one = z.object({ activity });

const numbered = (gives: string): Refusal | undefined => (hasIdentityNumber(gives) ? refuse("activity.identity", { field: "gives" }) : undefined);

/** Who is there, and whom one asks. Nobody is shown before she has said yes herself. @model degerforsmodellen 2.3 */
const togetherForm = form({
  path: "/our/activities/:activity/together", area: "staff", access: "activity.share", audit: { event: "activity.invited" }, params: one,
  load: async ({ tx, params, at }): Promise<TogetherModel | undefined> => {
    const [own, invitations, askable] = await Promise.all([findActivity(tx, params.activity), listInvitations(tx, params.activity), listAskable(tx, params.activity, at)]);
    return own && { activity: own, invitations, askable };
  },
  title: (_, words) => words.t("together.title"),
  fields: ({ askable }, words) => ({
    unit: choice({ label: words.t("together.unit"), hint: words.t("together.unit.hint"), required: true, drawn: "list", options: askable.map(({ id, name, authority }) => ({ value: id, label: `${name}, ${authority}`, said: true })) }),
    gives: line({ label: words.t("together.gives"), hint: words.t("together.gives.hint"), required: true, max: 160 }),
  }),
  buttons: ({ askable }, words) => (askable.length > 0 ? [{ label: words.t("together.ask") }] : []),
  view: (model, _, drawn) => <TogetherPage model={model} form={drawn.form} />,
  perform: async (hand, { model: { activity: own }, values: { unit, gives } }) => {
    const wrong = numbered(gives);
    if (wrong) return wrong;
    await insertInvitation(hand.tx, { activity: own.id, unit, gives, duty: dutyOf(hand).id, at: hand.at });
    return { to: `/our/activities/${own.handle}/together`, done: "unitAsked", trace: { shown: { activity: own.handle, unit } } };
  },
});

/** The unit that arranges it takes back its question, or takes somebody off. */
const partForm = form({
  path: "/our/activities/:activity/together/:unit", area: "staff", access: "activity.share", audit: { event: "activity.parted" }, params: one.extend({ unit: z.uuid() }),
  load: async ({ tx, params }): Promise<PartModel | undefined> => {
    const [own, invitations] = await Promise.all([findActivity(tx, params.activity), listInvitations(tx, params.activity)]);
    const companion = own?.companions.find(({ unitId }) => unitId === params.unit);
    const waiting = invitations.find(({ unitId, answer }) => unitId === params.unit && answer === undefined);
    const name = companion?.unit ?? waiting?.unit;
    return own && name !== undefined ? { activity: own, unit: name, isThere: companion !== undefined } : undefined;
  },
  title: (_, words) => words.t("together.title"),
  fields: () => ({}),
  buttons: ({ isThere }, words) => [{ label: words.t(isThere ? "together.part.send" : "together.back.send"), kind: "danger" }],
  view: (model, _, drawn) => <PartPage model={model} form={drawn.form} />,
  perform: async ({ tx, params }, { model: { activity: own, isThere } }) => {
    const done = await (isThere ? partCompany(tx, own.id, params.unit) : takeBackInvitation(tx, own.id, params.unit));
    return done ? { to: `/our/activities/${own.handle}/together`, done: "unitParted", trace: { shown: { activity: own.handle, unit: params.unit } } } : refuse("invitation.gone");
  },
});

/** A unit answers for itself, in its own words. */
const invitationForm = form({
  path: "/our/activities/:activity/invited", area: "staff", access: "activity.answer", audit: { event: "invitation.answered" }, params: one,
  load: ({ tx, params }) => findInvitation(tx, params.activity),
  title: (_, words) => words.t("invitation.title"),
  fields: ({ answer }, words) => (answer ? {} : {
    answer: choice({ label: words.t("invitation.answer"), required: true, options: (["yes", "no"] as const).map((value) => ({ value, label: words.t(`invitation.answer.${value}`) })) }),
    gives: line({ label: words.t("invitation.gives"), hint: words.t("invitation.gives.hint"), max: 160 }),
  }),
  initial: ({ gives }) => ({ gives }),
  buttons: ({ answer }, words) => (answer ? [] : [{ label: words.t("invitation.send") }]),
  view: (invitation, _, drawn) => <InvitationPage invitation={invitation} form={drawn.form} />,
  perform: async ({ tx }, { model: { id, handle }, values }) => {
    const [said, gives] = [values.answer === "yes" ? "yes" : "no", values.gives ?? ""] as const;
    if (said === "yes" && gives === "") return refuse("invitation.gives", { field: "gives" });
    const wrong = numbered(gives);
    if (wrong) return wrong;
    if (!(await answerInvitation(tx, id, said, gives))) return refuse("invitation.gone");
    return { to: "/our/activities", done: said === "yes" ? "saidYes" : "saidNo", trace: { shown: { activity: handle, said } } };
  },
});

const leaveForm = form({
  path: "/our/activities/:activity/with", area: "staff", access: "activity.answer", audit: { event: "activity.left" }, params: one,
  load: async ({ tx, params, actor }): Promise<Activity | undefined> => {
    const [own, self] = await Promise.all([findActivity(tx, params.activity), actor]);
    return own?.companions.some(({ unitId }) => unitId === self?.duty?.unitId) ? own : undefined;
  },
  title: (_, words) => words.t("leave.title"),
  fields: () => ({}),
  buttons: (_, words) => [{ label: words.t("leave.send"), kind: "danger" }],
  view: (own, _, drawn) => <LeavePage activity={own} form={drawn.form} />,
  perform: async (hand, { model: own }) => {
    if (!(await partCompany(hand.tx, own.id, dutyOf(hand).unitId))) return refuse("invitation.gone");
    return { to: "/our/activities", done: "leftCompany", trace: { shown: { activity: own.handle } } };
  },
});

export const togetherRoutes = [togetherForm, partForm, invitationForm, leaveForm];
