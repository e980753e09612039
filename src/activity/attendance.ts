import { addDays, type Day } from "../platform/clock.ts";
import { refuse, type Refusal } from "../platform/result.ts";
import { sessionsOf, type Activity, type Session } from "./activity.ts";

/** How many came, in numbers only: nobody is named and nobody is asked who they are. @model degerforsmodellen 2.3 */
export type Count = {
  readonly adults: number; readonly firstTime: number; readonly children: number;
  readonly fathers: number | undefined; readonly mothers: number | undefined; readonly others: number | undefined;
};

/** How long a count is asked for after the day. What nobody has counted by then, nobody remembers. */
export const ASKED_DAYS = 14;

/** What has been held lately and not been counted, the latest first. */
export function uncounted(activity: Activity, counted: ReadonlySet<Day>, { at, today }: { at: Date; today: Day }): Session[] {
  return sessionsOf(activity, addDays(today, -ASKED_DAYS), today).filter(({ day, endsAt, calledOff }) => !calledOff && endsAt <= at && !counted.has(day)).toReversed();
}

/** The numbers as a form has them. */
export type CountForm = Readonly<Record<"adults" | "firstTime" | "children" | "fathers" | "mothers" | "others", string>>;

const MOST = 500;

/** What a form says, if the numbers can all be true. */
export function readCount(form: CountForm): Count | Refusal {
  const wrong = (Object.keys(form) as Array<keyof CountForm>).find((name) => form[name] !== "" && !(/^\d{1,3}$/.test(form[name]) && Number(form[name]) <= MOST));
  if (wrong) return refuse("attendance.number", { field: wrong });
  const known = (text: string) => (text === "" ? undefined : Number(text));
  const count: Count = { adults: Number(form.adults), firstTime: Number(form.firstTime), children: Number(form.children), fathers: known(form.fathers), mothers: known(form.mothers), others: known(form.others) };
  if (count.firstTime > count.adults) return refuse("attendance.first", { field: "firstTime" });
  return (count.fathers ?? 0) + (count.mothers ?? 0) + (count.others ?? 0) > count.adults ? refuse("attendance.parents", { field: "fathers" }) : count;
}

export const countForm = (count: Count | undefined): CountForm => {
  const text = (value: number | undefined) => (value === undefined ? "" : String(value));
  return { adults: text(count?.adults), firstTime: text(count?.firstTime), children: text(count?.children), fathers: text(count?.fathers), mothers: text(count?.mothers), others: text(count?.others) };
};
