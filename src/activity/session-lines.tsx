import type { Day } from "../platform/clock.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { asSaid, Said, Tag } from "../ui/index.ts";
import type { Session } from "./activity.ts";
import type { SeatsOf } from "./activity-store.ts";
import { timeText, whenText } from "./activity-words.ts";

export type Shown = { readonly seatsOf: SeatsOf; readonly today: Day };

/** How many more can come; missing where nobody signs up. */
export function seatsLeft({ activity, day }: Session, seatsOf: SeatsOf): number | undefined {
  if (activity.capacity === undefined) return undefined;
  const { taken, waiting } = seatsOf(activity, day);
  return waiting > 0 ? 0 : Math.max(0, activity.capacity - taken);
}

/** Where it is and how one comes, in a few words. */
function Ways({ session, seatsOf }: { session: Session; seatsOf: SeatsOf }) {
  const words = useWords();
  const { activity, calledOff } = session;
  const left = seatsLeft(session, seatsOf);
  const said = [
    ...(calledOff ? [] : [left === undefined ? words.t("activity.drop-in") : words.t("activity.seats", { seats: left })]),
    ...(activity.childcare ? [words.t("activity.childcare")] : []),
    ...(activity.forWhom === "all" ? [] : [words.t(`activity.for.${activity.forWhom}`)]),
  ];
  return <span class="session-ways">{activity.location && <Said>{activity.location.name}</Said>}{said.map((text, nth) => <span key={text}>{(nth > 0 || activity.location) && " · "}{text}</span>)}</span>;
}

function Name({ session: { activity, calledOff, moved } }: { session: Session }) {
  const words = useWords();
  return (
    <span class="session-name">
      <a href={words.to(`/activities/${activity.handle}`)}><Said>{activity.name}</Said></a>
      {calledOff && <> <Tag kind="late">{words.t("activity.off")}</Tag></>}
      {!calledOff && moved && <> <Tag kind="calm">{words.t("activity.moved")}</Tag></>}
    </span>
  );
}

/** The times of one day: when on the left, what and where beside it. */
export function DayLines({ sessions, seatsOf }: { sessions: readonly Session[]; seatsOf: SeatsOf }) {
  const words = useWords();
  return (
    <ul class="sessions">
      {sessions.map((session) => (
        <li key={session.activity.id} class={session.calledOff ? "session session-off" : "session"}>
          <span class="session-time">{timeText(words, session)}</span>
          <Name session={session} />
          <Ways session={session} seatsOf={seatsOf} />
        </li>
      ))}
    </ul>
  );
}

/** Some times on different days: the day of the month in a disc, and when in words. */
export function ComingLines({ sessions, seatsOf, today }: { sessions: readonly Session[] } & Shown) {
  const words = useWords();
  return (
    <ul class="sessions">
      {sessions.map((session) => (
        <li key={`${session.activity.id} ${session.day}`} class="session session-dated">
          <span class="disc" aria-hidden="true" {...asSaid}>{Number(session.day.slice(8))}</span>
          <Name session={session} />
          <span class="session-when">{whenText(words, session, today)}</span>
          <Ways session={session} seatsOf={seatsOf} />
        </li>
      ))}
    </ul>
  );
}
