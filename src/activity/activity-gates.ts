import { guideAsked } from "../directory/directory.ts";
import type { House } from "../house.ts";
import { dayOf, type Clock } from "../platform/clock.ts";
import type { Database } from "../platform/db/with-actor.ts";
import { chosenIn, wordsIn, type Language, type Words } from "../platform/i18n/words.tsx";
import type { Gate } from "../platform/web/gate.ts";
import { SAFE_HEADERS } from "../platform/web/request.ts";
import { findActivity, listActivities } from "./activity-store.ts";
import { isShown, suits, type Activity } from "./activity.ts";
import { calendarText, type Described } from "./calendar.ts";
import { wishIn } from "./coming.ts";

type GateDeps = { readonly house: House; readonly database: Database; readonly clock: Clock; readonly url: string; languageOf(request: Request): Language };

const calendar = (text: string, name: string): Response =>
  new Response(text, { headers: { ...SAFE_HEADERS, "content-type": "text/calendar; charset=utf-8", "content-disposition": `inline; filename="${name}.ics"`, "cache-control": "no-cache" } });

const nothing = (): Response => new Response("", { status: 404, headers: { ...SAFE_HEADERS, "cache-control": "no-store" } });

/** What a calendar tells of an activity: enough to go there without looking anything up. */
function describedIn(words: Words, url: string) {
  return (activity: Activity): Described => ({
    summary: activity.name, calledOff: words.t("activity.off.of", { name: activity.name }), url: `${url}${words.to(`/activities/${activity.handle}`)}`,
    description: [
      activity.about, words.t(activity.signUp === "none" ? "activity.page.how.drop-in" : `activity.page.how.${activity.signUp}`), ...(activity.childcare ? [words.t("activity.page.childcare")] : []),
      `${words.t("activity.page.ask")} ${activity.phone}`,
    ].join("\n"),
  });
}

const wordsFor = (deps: GateDeps, request: Request, query: URLSearchParams): Words => wordsIn(deps.languageOf(request), chosenIn(query));

/** Everything that suits a wish, as a calendar to subscribe to. */
const allGate = (deps: GateDeps): Gate => ({
  path: "/activities.ics", method: "GET", access: "public", audit: "nothing",
  handle: async (request) => {
    const [query, today] = [new URL(request.url).searchParams, dayOf(deps.clock.now())];
    const words = wordsFor(deps, request, query);
    const activities = await deps.database.withoutActor((tx) => listActivities(tx, { guide: guideAsked({ query, house: deps.house }) }));
    const wish = wishIn(query);
    const shown = activities.filter((activity) => isShown(activity, today) && suits(activity, wish));
    return calendar(calendarText({ name: words.t("activity.title"), activities: shown, describe: describedIn(words, deps.url) }, today), "kring");
  },
});

/** One activity, as a calendar to subscribe to. */
const oneGate = (deps: GateDeps): Gate => ({
  path: "/activities/:file{[a-z0-9-]+\\.ics}", method: "GET", access: "public", audit: "nothing",
  handle: async (request, { file = "" }) => {
    const [query, today] = [new URL(request.url).searchParams, dayOf(deps.clock.now())];
    const words = wordsFor(deps, request, query);
    const handle = file.slice(0, -".ics".length);
    const activity = await deps.database.withoutActor((tx) => findActivity(tx, handle));
    if (!activity || !isShown(activity, today)) return nothing();
    return calendar(calendarText({ name: activity.name, activities: [activity], describe: describedIn(words, deps.url) }, today), handle);
  },
});

export const activityGates = (deps: GateDeps): Gate[] => [allGate(deps), oneGate(deps)];
