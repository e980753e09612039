import { z } from "zod";
import { dutyOf, form } from "../house.ts";
import type { Day } from "../platform/clock.ts";
import { isRefusal } from "../platform/result.ts";
import { hidden, line } from "../platform/web/fields.ts";
import { findActivity } from "./activity-store.ts";
import { sessionsOf, type Activity } from "./activity.ts";
import { countForm, readCount, type Count } from "./attendance.ts";
import { findCount, keepCount } from "./attendance-store.ts";
import { takeOffList } from "./keep-actions.ts";
import { AttendancePage, PeoplePage, type PeopleModel } from "./people-pages.tsx";
import { listComers } from "./sign-up-store.ts";

const activity = z.string().regex(/^[a-z0-9-]{1,80}$/);

/** Who comes on a date, or to a whole round. @ground GDPR 5.1 c, 5.2 */
const peoplePage = form({
  path: "/our/activities/:activity/people/:day", area: "staff", access: "activity.people", audit: { event: "visitors.taken-off" },
  params: z.object({ activity, day: z.union([z.iso.date(), z.literal("all")]) }),
  load: async ({ tx, house, params }): Promise<PeopleModel | undefined> => {
    const own = await findActivity(tx, params.activity);
    const day = params.day === "all" ? undefined : params.day;
    return own && { activity: own, day, comers: await listComers(tx, house.keys, own.id, day) };
  },
  trace: ({ activity: own, day, comers }) => ({ shown: { activity: own.handle, day: day ?? "all", people: comers.length } }),
  title: (_, words) => words.t("people.title"),
  fields: () => ({ who: hidden("") }),
  buttons: () => [],
  view: (model, seen) => <PeoplePage model={model} seen={seen} />,
  perform: async (acting, { model: { activity: own, day }, values }) => {
    const refused = await takeOffList(acting, { activity: own, who: values.who });
    return refused ?? { to: `/our/activities/${own.handle}/people/${day ?? "all"}`, done: "takenOff", trace: { shown: { activity: own.handle, day: day ?? "all", off: 1 } } };
  },
});

type Counted = { readonly activity: Activity; readonly day: Day; readonly count: (Count & { readonly version: number }) | undefined };

const attendancePage = form({
  path: "/our/activities/:activity/attendance/:day", area: "staff", access: "activity.people", audit: { event: "attendance.counted" }, params: z.object({ activity, day: z.iso.date() }),
  load: async ({ tx, params, at }): Promise<Counted | undefined> => {
    const own = await findActivity(tx, params.activity);
    const [session] = own ? sessionsOf(own, params.day, params.day) : [];
    if (!own || !session || session.calledOff || session.startsAt > at) return undefined;
    return { activity: own, day: params.day, count: await findCount(tx, own.id, params.day) };
  },
  title: (_, words) => words.t("attendance.title"),
  fields: (_, words) => {
    const number = (name: "adults" | "firstTime" | "children" | "fathers" | "mothers" | "others", required: boolean) =>
      line({ label: words.t(`attendance.${name}`), required, hint: name === "fathers" ? words.t("attendance.parents.hint") : undefined, inputMode: "numeric", width: "short", max: 10 });
    return { adults: number("adults", true), firstTime: number("firstTime", true), children: number("children", true), fathers: number("fathers", false), mothers: number("mothers", false), others: number("others", false) };
  },
  initial: ({ count }) => countForm(count),
  version: ({ count }) => count?.version ?? 0,
  buttons: (_, words) => [{ label: words.t("attendance.save") }],
  view: ({ activity: own, day }, seen, drawn) => <AttendancePage activity={own} day={day} form={drawn.form} seen={seen} />,
  perform: async (acting, { model: { activity: own, day }, values, version }) => {
    const count = readCount(values);
    if (isRefusal(count)) return count;
    const kept = await keepCount(acting.tx, { activity: own, day, count, version, byDuty: dutyOf(acting).id, at: acting.at });
    if (!kept) {
      const now = countForm(await findCount(acting.tx, own.id, day));
      return { conflict: Object.fromEntries(Object.entries(now).filter(([name, value]) => value !== values[name as keyof typeof now])) };
    }
    return { to: `/our/activities/${own.handle}`, done: "counted", trace: { shown: { activity: own.handle, day } } };
  },
});

export const peopleRoutes = [peoplePage, attendancePage];
