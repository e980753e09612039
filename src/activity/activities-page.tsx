import { ageOptions, type Guide } from "../directory/index.ts";
import { addDays, type Day } from "../platform/clock.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { Button, ButtonLink, Empty, Notice, PageTitle, Select } from "../ui/index.ts";
import { audiences, timesOfDay, type Wish } from "./activity.ts";
import { nearDayText } from "./activity-words.ts";
import { queryOf, WINDOW_DAYS, type Coming } from "./coming.ts";
import { ComingLines, DayLines, type Shown } from "./session-lines.tsx";

export type ListModel = Shown & { readonly guide: Guide; readonly coming: Coming; readonly wish: Wish; readonly languages: readonly string[] };

const LATER = 8;

/** An address of the list with a wish kept. */
const addressOf = (wish: Wish, more: Readonly<Record<string, string>> = {}, path = "/activities"): string => {
  const query = queryOf(wish);
  for (const [name, value] of Object.entries(more)) query.set(name, value);
  return query.size > 0 ? `${path}?${query}` : path;
};

/** What one looks for, asked with GET: the address can be kept, sent on and subscribed to. */
function WishForm({ guide, wish, languages }: Pick<ListModel, "guide" | "wish" | "languages">) {
  const words = useWords();
  const spoken = new Intl.DisplayNames(words.locale, { type: "language" });
  const any = words.t("activity.filter.any");
  return (
    <form class="wish" method="get" action="/activities">
      {words.chosen.map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
      <Select required id="age" name="age" label={words.t("activity.filter.age")} empty={any} value={wish.age === undefined ? "" : String(wish.age)}
        options={ageOptions(words, guide.ages)} />
      <Select required id="time" name="time" label={words.t("activity.filter.time")} empty={any} value={wish.time ?? ""} options={timesOfDay.map((time) => ({ value: time, label: words.t(`activity.time.${time}`) }))} />
      <Select required id="for" name="for" label={words.t("activity.filter.for")} empty={any} value={wish.forWhom ?? ""}
        options={audiences.filter((one) => one !== "all").map((one) => ({ value: one, label: words.t(`activity.for.${one}`) }))} />
      <Select required id="spoken" name="spoken" label={words.t("activity.filter.spoken")} empty={any} value={wish.language ?? ""} options={languages.map((code) => ({ value: code, label: spoken.of(code) ?? code }))} />
      <div class="choice"><input type="checkbox" id="meet" name="meet" value="1" checked={wish.meet ?? false} /><label for="meet">{words.t("activity.filter.meet")}</label></div>
      <Button kind="quiet">{words.t("activity.filter.show")}</Button>
    </form>
  );
}

function Nothing({ coming, wish, seatsOf, today }: Pick<ListModel, "coming" | "wish"> & Shown) {
  const words = useWords();
  const wishes = queryOf(wish).size > 0;
  return (
    <>
      <Empty title={words.t("activity.empty.title")} text={words.t("activity.empty.text")} action={wishes ? <ButtonLink kind="quiet" href={words.to("/activities")}>{words.t("activity.filter.clear")}</ButtonLink> : undefined} />
      {coming.next && <section><h2>{words.t("activity.empty.next")}</h2><ComingLines sessions={[coming.next]} seatsOf={seatsOf} today={today} /></section>}
    </>
  );
}

function Around({ coming, wish, today }: Pick<ListModel, "coming" | "wish"> & { today: Day }) {
  const words = useWords();
  return (
    <p class="actions">
      {coming.hasMore && <a href={words.to(addressOf(wish, { from: addDays(coming.from, WINDOW_DAYS) }))}>{words.t("activity.more")}</a>}
      {coming.from > today && <a href={words.to(addressOf(wish))}>{words.t("activity.back")}</a>}
    </p>
  );
}

/** What is coming, day by day. @model degerforsmodellen 2.3 */
export function ActivitiesPage({ guide, coming, wish, languages, seatsOf, today }: ListModel) {
  const words = useWords();
  const later = coming.later.slice(0, LATER);
  return (
    <div class="stack">
      <PageTitle lead={words.t("activity.lead")}>{words.t("activity.title")}</PageTitle>
      <details class="wish-box" open={queryOf(wish).size > 0}><summary>{words.t("activity.filter")}</summary><WishForm guide={guide} wish={wish} languages={languages} /></details>
      {coming.days.length === 0 && <Nothing coming={coming} wish={wish} seatsOf={seatsOf} today={today} />}
      <div class="days">
        {coming.days.map(({ day, sessions }) => (
          <section key={day} class="day" aria-labelledby={`d-${day}`}>
            <h2 id={`d-${day}`}>{nearDayText(words, day, today)}</h2>
            <DayLines sessions={sessions} seatsOf={seatsOf} />
          </section>
        ))}
      </div>
      <Around coming={coming} wish={wish} today={today} />
      {coming.days.length > 0 && later.length > 0 && <section class="later"><h2>{words.t("activity.later")}</h2><ComingLines sessions={later} seatsOf={seatsOf} today={today} /></section>}
      <Notice kind="info" title={words.t("activity.calendar")}>
        <p>{words.t("activity.calendar.text")}</p>
        <p><a href={words.to(addressOf(wish, {}, "/activities.ics"))}>{words.t("activity.calendar.all")}</a></p>
      </Notice>
    </div>
  );
}
