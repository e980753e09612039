import { addDays, addMonths, type Day } from "../platform/clock.ts";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import type { Seen } from "../platform/web/route.ts";
import { clockTime, dayOfYear, daylight, festivalsFrom, monthAround, moonOn, sunOn, weekOf, type Calendar, type Place } from "./almanac.ts";

/** `here`: where the sun is said to rise; nowhere before the house has a guide with places. */
export type Almanac = { readonly today: Day; readonly shown: Day; readonly here: (Place & { readonly name: string }) | undefined };

/** "2026-12", if that is a month not too far away; else the month of today. */
export function monthAsked(asked: string | null, today: Day): Day {
  const day = `${asked ?? ""}-01`;
  const near = day >= addMonths(today, -600) && day <= addMonths(today, 600);
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(asked ?? "") && near ? day : today;
}

const monthOf = (day: Day) => day.slice(0, 7);
const monthName = (words: Words, day: Day) => words.say(`weather.month.${day.slice(5, 7)}`, { year: day.slice(0, 4) });

/** Where the quick exit leads. Made of the calendar and the sun alone: nothing is fetched from anywhere. @ground U38 */
export function WeatherPage({ almanac: { today, shown, here }, seen }: { almanac: Almanac; seen: Seen }) {
  const { words } = seen;
  return (
    <>
      <div class="almanac-head">
        <h1>{words.day(today)}</h1>
        <p>{words.t("weather.week", { week: weekOf(today), nth: dayOfYear(today) })}</p>
      </div>
      <div class="almanac-blocks">
        <div class="almanac-block">
          <Month today={today} shown={shown} calendar={monthAround(shown)} />
        </div>
        <div class="almanac-column">
          <div class="almanac-block">
            <h2>{words.t("weather.now")}</h2>
            <p>{words.say(`weather.usual.${today.slice(5, 7)}`)}</p>
          </div>
          {here && <SkyBlock today={today} here={here} />}
          <Festivals today={today} />
        </div>
      </div>
    </>
  );
}

function Month({ today, shown, calendar }: { today: Day; shown: Day; calendar: Calendar }) {
  const words = useWords();
  const turn = (months: number) => `/weather?month=${monthOf(addMonths(shown, months))}&lang=${words.language}`;
  return (
    <>
      <table class="almanac-month">
        <caption>{monthName(words, shown)}</caption>
        <thead>
          <tr>
            <th scope="col">{words.t("weather.w")}</th>
            {["1", "2", "3", "4", "5", "6", "7"].map((weekday) => <th key={weekday} scope="col">{words.say(`weather.weekday.${weekday}`)}</th>)}
          </tr>
        </thead>
        <tbody>
          {calendar.weeks.map(({ number, days }) => (
            <tr key={number}>
              <th scope="row">{number}</th>
              {days.map((day) => (
                <td key={day} class={monthOf(day) === monthOf(shown) ? undefined : "outside"} aria-current={day === today ? "date" : undefined}>{Number(day.slice(8))}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="almanac-turn"><a href={turn(-1)}>{monthName(words, addMonths(shown, -1))}</a> <a href={turn(1)}>{monthName(words, addMonths(shown, 1))}</a></p>
    </>
  );
}

function SkyBlock({ today, here }: { today: Day; here: NonNullable<Almanac["here"]> }) {
  const words = useWords();
  const [sun, before] = [sunOn(today, here), sunOn(addDays(today, -1), here)];
  if (!sun || !before) return null;
  const change = daylight(sun) - daylight(before);
  return (
    <div class="almanac-block">
      <h2>{words.t("weather.sky", { place: here.name })}</h2>
      <dl>
        <dt>{words.t("weather.up")}</dt>
        <dd>{clockTime(sun.up)}</dd>
        <dt>{words.t("weather.down")}</dt>
        <dd>{clockTime(sun.down)}</dd>
        <dt>{words.t("weather.length")}</dt>
        <dd>{words.t("weather.hours", { hours: Math.floor(daylight(sun) / 60), minutes: daylight(sun) % 60 })}</dd>
        <dt>{words.t("weather.moon")}</dt>
        <dd>{words.say(`weather.moon.${moonOn(today)}`)}</dd>
      </dl>
      <p>{change === 0 ? words.t("weather.same") : words.t(change < 0 ? "weather.shorter" : "weather.longer", { minutes: Math.abs(change) })}</p>
    </div>
  );
}

function Festivals({ today }: { today: Day }) {
  const words = useWords();
  return (
    <div class="almanac-block">
      <h2>{words.t("weather.coming")}</h2>
      <dl>
        {festivalsFrom(today, 4).flatMap(({ name, day }) => [<dt key={name}>{words.say(`weather.festival.${name}`)}</dt>, <dd key={day}>{words.shortDay(day)}</dd>])}
      </dl>
    </div>
  );
}
