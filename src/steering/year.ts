import { addDays, addMonths, type Day } from "../platform/clock.ts";

/** What comes back every year, in one month, with who sees to it. `done`: the years it has been seen to. */
export type YearDuty = { readonly id: string; readonly month: number; readonly what: string; readonly ownerId: string; readonly begunOn: Day; readonly done: readonly number[]; readonly version: number };

export const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

/** One time of it: in which year, from its month's first day to its last. */
export type Turn = { readonly year: number; readonly from: Day; readonly to: Day };
const turnOf = ({ month }: Pick<YearDuty, "month">, year: number): Turn => {
  const from = `${year}-${String(month).padStart(2, "0")}-01`;
  return { year, from, to: addDays(addMonths(from, 1), -1) };
};

/** The time of it that is due: the last one that has begun, unless it is seen to, or it was over before anybody had put it in the wheel. */
export function dueTurn(duty: Pick<YearDuty, "month" | "begunOn" | "done">, today: Day): Turn | undefined {
  const thisYear = turnOf(duty, Number(today.slice(0, 4)));
  const turn = thisYear.from <= today ? thisYear : turnOf(duty, thisYear.year - 1);
  return duty.done.includes(turn.year) || turn.to < duty.begunOn ? undefined : turn;
}

/** The next time of it that has not begun. */
export function nextTurn(duty: YearDuty, today: Day): Turn {
  const thisYear = turnOf(duty, Number(today.slice(0, 4)));
  return thisYear.from > today ? thisYear : turnOf(duty, thisYear.year + 1);
}

/** The twelve months, from the one that is now. */
export const monthsFrom = (today: Day): number[] => MONTHS.map((_, nth) => ((Number(today.slice(5, 7)) - 1 + nth) % 12) + 1);
