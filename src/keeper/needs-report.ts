import { addDays, type Day } from "../platform/clock.ts";
import type { NeedKind, Settling } from "./keeper.ts";

/** Half a year: the first from January, the second from July. */
export type Half = { readonly year: number; readonly nth: 1 | 2 };

export const halfOf = (day: Day): Half => ({ year: Number(day.slice(0, 4)), nth: day.slice(5, 7) <= "06" ? 1 : 2 });
export const before = ({ year, nth }: Half): Half => (nth === 2 ? { year, nth: 1 } : { year: year - 1, nth: 2 });
export const after = ({ year, nth }: Half): Half => (nth === 1 ? { year, nth: 2 } : { year: year + 1, nth: 1 });
export const firstDayOf = ({ year, nth }: Half): Day => `${year}-${nth === 1 ? "01" : "07"}-01`;
export const lastDayOf = (half: Half): Day => addDays(firstDayOf(after(half)), -1);
export const nameOf = ({ year, nth }: Half): string => `${year}-${nth}`;

const FIRST_YEAR = 2020;

/** The half-year that an address names, or the last one. Only one that is over is told of: two reports of the same weeks would tell what came between. */
export function halfAsked(written: string | null, today: Day): Half {
  const last = before(halfOf(today));
  const [, year, nth] = /^(\d{4})-([12])$/.exec(written ?? "") ?? [];
  const asked: Half = { year: Number(year), nth: nth === "1" ? 1 : 2 };
  return year !== undefined && asked.year >= FIRST_YEAR && firstDayOf(asked) <= firstDayOf(last) ? asked : last;
}

/** Some times that the same was asked, with everything that is kept of it. `settled`: when and how it was taken care of. */
export type Asked = {
  readonly what: NeedKind | "helped"; readonly language: string; readonly terms: string; readonly ages: string | undefined; readonly times: number;
  readonly answer: { readonly handle: string; readonly question: string; readonly topic: string } | undefined;
  readonly settled: { readonly at: Date; readonly how: Settling } | undefined;
};

/** A number below this is told nowhere and can be worked out from nothing. @model degerforsmodellen 2.5 R3, 8.3 */
export const LEAST = 5;

/** What has no place of its own: all that is too rare to be told apart. */
export const REST = "";

/** What is counted: an item within a group, and something else that is known of it. */
export type Counted = { readonly item: string; readonly group: string; readonly side: string; readonly times: number };
export type Cell = { readonly key: string; readonly times: number };
/** Each of the three lists adds up to the total, and no number in them is below the least. */
export type Guarded = { readonly total: number; readonly groups: readonly Cell[]; readonly items: ReadonlyArray<Cell & { readonly group: string }>; readonly sides: readonly Cell[] };

function sumBy<T extends { readonly times: number }>(rows: readonly T[], keyOf: (row: T) => string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + row.times);
  return sums;
}

const within = (group: string, item: string): string => `${group}\n${item}`;

/** What is rare joins the rest: a rare group with all that is in it, a rare item within its group, a rare side by itself. */
function joined(rows: readonly Counted[]): Counted[] {
  const enough = (sums: ReadonlyMap<string, number>, key: string): boolean => sums.get(key)! >= LEAST;
  const [groups, sides] = [sumBy(rows, ({ group }) => group), sumBy(rows, ({ side }) => side)];
  const grouped = rows.map((row) => ({ ...row, ...(enough(groups, row.group) ? {} : { group: REST, item: REST }), side: enough(sides, row.side) ? row.side : REST }));
  const items = sumBy(grouped, ({ group, item }) => within(group, item));
  return grouped.map((row) => (enough(items, within(row.group, row.item)) ? row : { ...row, item: REST }));
}

const byTimes = (one: Cell, other: Cell): number => Number(one.key === REST) - Number(other.key === REST) || other.times - one.times || one.key.localeCompare(other.key, "sv");
const cellsOf = (sums: ReadonlyMap<string, number>): Cell[] => [...sums].map(([key, times]) => ({ key, times })).sort(byTimes);

/**
 * Counts so that no number below the least is told, nor can be worked out from others: what is rare is joined with what else is rare, and
 * where even that is too little it is left out of everything, the total too. What is left is counted anew until nothing more has to go.
 * So every list adds up to the same total, and whatever is subtracted from whatever, cells are left. @model degerforsmodellen 2.5 R3
 */
export function guarded(rows: readonly Counted[]): Guarded {
  let left = rows;
  for (;;) {
    const now = joined(left);
    const [items, sides] = [sumBy(now, ({ group, item }) => within(group, item)), sumBy(now, ({ side }) => side)];
    const kept = left.filter((_, nth) => items.get(within(now[nth]!.group, now[nth]!.item))! >= LEAST && sides.get(now[nth]!.side)! >= LEAST);
    if (kept.length < left.length) {
      left = kept;
      continue;
    }
    const ofGroups = [...Map.groupBy(now, ({ group }) => group)].flatMap(([group, own]) => cellsOf(sumBy(own, ({ item }) => item)).map((cell) => ({ ...cell, group })));
    return { total: now.reduce((sum, { times }) => sum + times, 0), groups: cellsOf(sumBy(now, ({ group }) => group)), items: ofGroups.sort(byTimes), sides: cellsOf(sides) };
  }
}

/** What was asked for and not found, what did not help after a search, and which answers did not help and did. */
export const parts = ["zero-hit", "search", "answer", "helped"] as const;
export type Part = (typeof parts)[number];

const partOf = ({ what, answer }: Asked): Part | undefined => (what === "zero-hit" ? "zero-hit" : answer === undefined ? (what === "not-helped" ? "search" : undefined) : what === "helped" ? "helped" : "answer");

/** Words are told within their language, with the child's age beside; answers within their topic, with the language beside. */
const countedOf = (part: Part, { terms, language, ages, answer, times }: Asked): Counted =>
  (part === "zero-hit" || part === "search" ? { item: terms, group: language, side: ages ?? REST, times } : { item: answer!.handle, group: answer!.topic || REST, side: language, times });

/** Where something stands now: taken care of, how; or (undefined) it waits. */
export type Standing = Settling | undefined;

function standingOf(rows: readonly Asked[]): Standing {
  if (rows.some(({ settled }) => settled === undefined)) return undefined;
  return rows.toSorted((one, other) => other.settled!.at.getTime() - one.settled!.at.getTime())[0]?.settled!.how;
}

export type PartReport = Guarded & { readonly standing: ReadonlyMap<string, Standing> };
export type HalfReport = Readonly<Record<Part, PartReport>>;
export const standingKey = within;

export function reportOf(asked: readonly Asked[]): HalfReport {
  const of = (part: Part): PartReport => {
    const rows = asked.filter((one) => partOf(one) === part);
    const counted = rows.map((one) => countedOf(part, one));
    return { ...guarded(counted), standing: new Map([...Map.groupBy(rows.keys(), (nth) => within(counted[nth]!.group, counted[nth]!.item))].map(([key, nths]) => [key, standingOf(nths.map((nth) => rows[nth]!))])) };
  };
  return { "zero-hit": of("zero-hit"), search: of("search"), answer: of("answer"), helped: of("helped") };
}

/** How often the same was told half a year before; undefined where it was not told. */
export const timesIn = (cells: readonly Cell[], key: string): number | undefined => (key === REST ? undefined : cells.find((cell) => cell.key === key)?.times);
