import { z } from "zod";
import { publicForm } from "../house.ts";
import { isRefusal } from "../platform/result.ts";
import { choice, line, text, type ChoiceField } from "../platform/web/fields.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { comingOf, isShown, sessionsOf, type Activity } from "./activity.ts";
import { findActivity, listActivities, readSeats } from "./activity-store.ts";
import { named } from "./activity-routes.tsx";
import { leaveActivity, signUp } from "./sign-up-actions.ts";
import { dateOptions, mayLeave, SignUpPage, YoursPage, type SigningModel, type YoursModel } from "./sign-up-pages.tsx";
import { findOwnSignUp, type OwnSignUp } from "./sign-up-store.ts";

/** Among how many dates one chooses. */
const MOST_DATES = 6;
const MOST_PEOPLE = 8;

const numbers = (field: Omit<ChoiceField, "kind" | "options" | "drawn">, from: number): ChoiceField =>
  choice({ ...field, drawn: "list", options: Array.from({ length: MOST_PEOPLE + 1 - from }, (_, nth) => String(nth + from)).map((value) => ({ value, label: value })) });

const fieldsOf = (model: SigningModel, words: Words) => ({
  ...(model.activity.signUp === "session" ? { day: choice({ label: words.t("sign-up.day"), required: true, options: dateOptions(words, model) }) } : {}),
  name: line({ label: words.t("sign-up.name"), hint: words.t("sign-up.name.hint"), required: true, max: 60, width: "medium" }),
  to: line({ label: words.t("sign-up.to"), hint: words.t("sign-up.to.hint"), required: true, max: 254, width: "long" }),
  adults: numbers({ label: words.t("sign-up.adults"), required: true }, 0),
  children: numbers({ label: words.t("sign-up.children"), hint: model.activity.childcare ? words.t("sign-up.children.hint") : undefined, required: true }, 0),
  said: text({ label: words.t("sign-up.said"), hint: words.t("sign-up.said.hint"), max: 500, rows: 3 }),
});

/** Signing up without an account: whoever comes is known to the organiser, for as long as it takes, and to nobody else. @ground GDPR 5.1 c, 25 */
const signUpForm = publicForm({
  path: "/activities/:activity/sign-up", area: "guide", access: "public", audit: { event: "visitor.signed-up" }, params: named,
  load: async ({ tx, params, query, at, today }): Promise<SigningModel | undefined> => {
    const [activity, seatsOf] = await Promise.all([findActivity(tx, params.activity), readSeats(tx, { handle: params.activity })]);
    if (!activity || activity.signUp === "none" || !isShown(activity, today)) return undefined;
    const dates = comingOf(activity, { at, today }).filter(({ calledOff }) => !calledOff).slice(0, activity.signUp === "series" ? 1 : MOST_DATES);
    return dates.length > 0 ? { activity, dates, seatsOf, today, asked: query.get("day") ?? "" } : undefined;
  },
  title: (_, words) => words.t("sign-up.title"),
  fields: fieldsOf,
  initial: ({ asked, dates }) => ({ day: dates.length === 1 ? dates[0]!.day : asked, adults: "1", children: "0" }),
  buttons: (_, words) => [{ label: words.t("sign-up.send") }],
  view: (model, _, { form }) => <SignUpPage model={model} form={form} />,
  perform: async (visiting, { model: { activity }, values }) => {
    const { name, to, said } = values;
    const signed = await signUp(visiting, { activity, day: values.day, name, to, said, adults: Number(values.adults), children: Number(values.children) });
    if (isRefusal(signed)) return signed;
    return { to: visiting.words.to(`/yours/${signed.secret}`), done: "signedUp", trace: { shown: { activity: activity.handle, day: values.day ?? "all" } } };
  },
});

async function loadYours(own: OwnSignUp, activity: Activity | undefined, { secret, at, today }: { secret: string; at: Date; today: string }): Promise<YoursModel | undefined> {
  if (!activity) return undefined;
  const [planned] = own.day === undefined ? comingOf(activity, { at, today }) : sessionsOf(activity, own.day, own.day);
  // What has been taken down is not held, whatever its rule says.
  const session = planned && activity.status === "ended" ? { ...planned, calledOff: { from: planned.day, to: planned.day, calledOff: true, reason: "" } } : planned;
  const lastDay = own.day ?? activity.rule.endsOn ?? today;
  return { secret, own, activity, session, isOver: session ? session.endsAt <= at : lastDay < today, today };
}

/** The page behind a private address, which is all that is needed to leave. A wrong address is the one page for what does not exist. */
const yoursForm = publicForm({
  path: "/yours/:secret", area: "guide", access: "public", audit: { event: "visitor.left" }, params: z.object({ secret: z.string().regex(/^[\w-]{43}$/) }),
  load: async ({ tx, params: { secret }, at, today }): Promise<YoursModel | undefined> => {
    const own = await findOwnSignUp(tx, secret);
    const [activity] = own ? await listActivities(tx, { ids: [own.activityId] }) : [];
    return own && loadYours(own, activity, { secret, at, today });
  },
  title: (_, words) => words.t("yours.title"),
  fields: () => ({}),
  buttons: (model, words) => (mayLeave(model) ? [{ label: words.t("yours.leave.send"), kind: "danger" }] : []),
  view: (model, _, { form }) => <YoursPage model={model} form={form} />,
  perform: async (visiting, { model: { secret, activity } }) => {
    const refused = await leaveActivity(visiting, secret);
    return refused ?? { to: visiting.words.to(`/yours/${secret}`), done: "leftActivity", trace: { shown: { activity: activity.handle } } };
  },
});

export const signUpRoutes = [signUpForm, yoursForm];
