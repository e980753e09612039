import { z } from "zod";
import { chosenOf, guideAsked } from "../directory/directory.ts";
import { listGuides } from "../directory/index.ts";
import { page } from "../house.ts";
import { ActivitiesPage } from "./activities-page.tsx";
import { ActivityPage } from "./activity-page.tsx";
import { findActivity, listActivities, readSeats } from "./activity-store.ts";
import { comingOf, isShown } from "./activity.ts";
import { ActivityPosterPage } from "./poster-page.tsx";
import { comingFor, fromIn, wishIn } from "./coming.ts";

const open = { area: "guide", access: "public", audit: "nothing" } as const;
export const named = z.object({ activity: z.string().regex(/^[a-z0-9-]{1,80}$/) });

const activitiesPage = page({
  path: "/activities", ...open,
  load: async (asking) => {
    const { tx, query, at, today } = asking;
    const handle = guideAsked(asking);
    const [guides, all, seatsOf] = await Promise.all([listGuides(tx), listActivities(tx, { guide: handle }), readSeats(tx, { guide: handle })]);
    const activities = all.filter((activity) => isShown(activity, today));
    const wish = wishIn(query);
    const coming = comingFor(activities, wish, { at, today, from: fromIn(query, today) });
    return { guide: chosenOf(guides, handle), coming, wish, seatsOf, today, languages: [...new Set(activities.flatMap(({ languages }) => languages))].sort() };
  },
  title: (_, words) => words.t("activity.title"),
  view: (model) => <ActivitiesPage {...model} />,
});

/** How many of the coming dates one sees. */
const MOST_DATES = 8;

const activityPage = page({
  path: "/activities/:activity", ...open, params: named,
  load: async ({ tx, house, params, at, today }) => {
    const [activity, seatsOf] = await Promise.all([findActivity(tx, params.activity), readSeats(tx, { handle: params.activity })]);
    return activity && isShown(activity, today) ? { activity, seatsOf, today, url: house.url, coming: comingOf(activity, { at, today, most: MOST_DATES }) } : undefined;
  },
  title: ({ activity }) => activity.name,
  view: (model) => <ActivityPage {...model} />,
});

const posterPage = page({
  path: "/activities/:activity/poster", ...open, params: named,
  load: async ({ tx, house, params, today }) => {
    const activity = await findActivity(tx, params.activity);
    return activity && isShown(activity, today) ? { activity, address: house.url, today } : undefined;
  },
  title: ({ activity }) => activity.name,
  view: (model) => <ActivityPosterPage {...model} />,
});

export const activityRoutes = [activitiesPage, activityPage, posterPage];
