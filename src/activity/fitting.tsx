import type { Shelf } from "../directory/index.ts";
import type { Day } from "../platform/clock.ts";
import type { Asking } from "../platform/web/route.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { listActivities, readSeats } from "./activity-store.ts";
import { byTime, comingOf, isShown, variedNext, type Activity, type Session } from "./activity.ts";
import { ComingLines, type Shown } from "./session-lines.tsx";

/** The next times of what fits something else: an age, a topic, an answer. */
export type Fitting = Shown & { readonly sessions: readonly Session[] };

/** How far ahead something is near enough to be shown where one looked for something else. */
const NEAR_DAYS = 31;
/** What was asked for in one's own words may be a little further away. */
const SOON_DAYS = 92;

type Fits = { readonly fits: (activity: Activity) => boolean; readonly most: number };
type When = Pick<Asking<unknown, unknown>, "tx" | "at" | "today">;

/** A guide's activities, to choose among when it is known what fits. */
export async function listFittingAny({ tx, at, today }: When, guide: Shelf): Promise<(wish: Fits) => Fitting> {
  const [activities, seatsOf] = await Promise.all([listActivities(tx, { guide }), readSeats(tx, { guide })]);
  return ({ fits, most }) => {
    const fitting = activities.filter((activity) => isShown(activity, today) && fits(activity));
    return { sessions: variedNext(fitting.flatMap((activity) => comingOf(activity, { at, today, days: NEAR_DAYS })), most), seatsOf, today };
  };
}

/** The next few of a guide's activities that fit. */
export const listFitting = async (when: When, guide: Shelf, wish: Fits): Promise<Fitting> => (await listFittingAny(when, guide))(wish);

/** The next times of some activities, the nearest first; those that are not held soon are left out. */
export const nextTimes = (activities: readonly Activity[], when: { at: Date; today: Day }): Session[] =>
  activities.flatMap((activity) => (isShown(activity, when.today) ? comingOf(activity, { ...when, days: SOON_DAYS }).find(({ calledOff }) => !calledOff) : undefined) ?? []).sort(byTime);

/** Where one can meet others, under something else; nothing when nothing fits. */
export function MeetOthers({ fitting, title }: { fitting: Fitting; title: string }) {
  const words = useWords();
  if (fitting.sessions.length === 0) return null;
  return (
    <section class="meet-others" aria-labelledby="meet-title">
      <h2 id="meet-title">{title}</h2>
      <ComingLines {...fitting} />
      <p><a href={words.to("/activities")}>{words.t("activity.front.all")}</a></p>
    </section>
  );
}
