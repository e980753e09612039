import type { Words } from "../platform/i18n/words.tsx";
import { csvText } from "../platform/web/csv.ts";
import { parts, REST, standingKey, timesIn, type Cell, type Part } from "./needs-report.ts";
import { groupText, itemText, itemTimes, sideText, standingText, type ReportModel } from "./report-pages.tsx";

const COLUMNS = ["part", "by", "about", "group", "times", "earlier", "standing"] as const;
type Line = ReadonlyArray<string | number>;

function linesOf(words: Words, model: ReportModel, part: Part): Line[] {
  const [now, earlier] = [model.now[part], model.earlier[part]];
  const [name, isOfWords] = [words.t(`needs-report.${part}`), part === "zero-hit" || part === "search"];
  const by = (what: "language" | "age" | "topic", cells: readonly Cell[], then: readonly Cell[], label: (key: string) => string): Line[] =>
    cells.map(({ key, times }) => [name, words.t(`needs-report.${what}`), label(key), "", times, timesIn(then, key) ?? "", ""]);
  return [
    ...now.items.map((item): Line => [
      name, words.t(isOfWords ? "needs-report.words" : "needs-report.question"), itemText(words, model, part, item), groupText(words, model, part, item.group), item.times, itemTimes(earlier.items, item) ?? "",
      part === "helped" || item.key === REST ? "" : standingText(words, now.standing.get(standingKey(item.group, item.key))),
    ]),
    ...by(isOfWords ? "language" : "topic", now.groups, earlier.groups, (key) => groupText(words, model, part, key)),
    ...by(isOfWords ? "age" : "language", now.sides, earlier.sides, (key) => sideText(words, part, key)),
  ];
}

/** The report as a table: the same numbers, and none that the page does not tell. */
export const reportCsv = (words: Words, model: ReportModel): string =>
  csvText(COLUMNS.map((column) => words.t(`needs-report.csv.${column}`)), parts.flatMap((part) => linesOf(words, model, part)));
