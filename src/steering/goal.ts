import { hasIdentityNumber } from "../platform/identity-numbers.ts";
import { refuse, type Refusal } from "../platform/result.ts";

/** The figure of a year, where it comes from, and what it says. */
export type YearValue = { readonly year: number; readonly value: number; readonly source: string; readonly said: string; readonly dutyId: string; readonly at: Date; readonly version: number };
/** What tells how a goal goes: what it is counted in, what is aimed at, and the party that gives the figure. The first year first. */
export type Indicator = { readonly id: string; readonly goalId: string; readonly name: string; readonly countedIn: string; readonly aim: string; readonly partyId: string; readonly values: readonly YearValue[] };
/** A prioritised goal of an agreement, as it is followed up. @model degerforsmodellen 4.2, 4.4 */
export type Goal = { readonly id: string; readonly name: string; readonly why: string; readonly version: number; readonly indicators: readonly Indicator[] };

export const lights = ["yes", "partly", "no"] as const;
export type Light = (typeof lights)[number];
/** A question of the yearly follow-up, how it stands, and what shows it. The question is data. @model degerforsmodellen 4.4 */
export type Checked = { readonly question: string; readonly light: Light | ""; readonly evidence: string };
export type YearlyCheck = { readonly year: number; readonly answers: readonly Checked[]; readonly version: number };

export const MOST_QUESTIONS = 12;

/** A figure as it is written here: comma or point, a space between thousands. Nothing when it is no figure. */
export function figureFrom(written: string): number | undefined {
  const plain = written.replaceAll(/[\s\u00a0]/g, "").replace(",", ".").replace(/^[−–]/, "-");
  return /^-?\d{1,9}(\.\d{1,4})?$/.test(plain) ? Number(plain) : undefined;
}

/** The years of some indicators, the first first. */
export const yearsOf = (indicators: readonly Indicator[]): number[] => [...new Set(indicators.flatMap(({ values }) => values.map(({ year }) => year)))].toSorted((one, other) => one - other);

/** Where the points of a line stand in a box: the same figures as in the table, never a figure of its own. */
export function linePoints(values: readonly Pick<YearValue, "year" | "value">[], { width, height, pad }: { width: number; height: number; pad: number }): Array<readonly [number, number]> {
  const [years, figures] = [values.map(({ year }) => year), values.map(({ value }) => value)];
  const [first, last, low, high] = [Math.min(...years), Math.max(...years), Math.min(...figures), Math.max(...figures)];
  const along = (year: number) => (last === first ? width / 2 : pad + ((year - first) / (last - first)) * (width - 2 * pad));
  const up = (value: number) => (high === low ? height / 2 : height - pad - ((value - low) / (high - low)) * (height - 2 * pad));
  return values.map(({ year, value }) => [Math.round(along(year) * 10) / 10, Math.round(up(value) * 10) / 10] as const);
}

/** The questions of a year as a form gives them, or the first thing that is wrong. What has no question is left out. */
export function checkFrom(values: Readonly<Record<string, string | readonly string[]>>): Checked[] | Refusal {
  const said = (name: string): string => { const value = values[name]; return typeof value === "string" ? value : ""; };
  const answers: Checked[] = [];
  for (let row = 0; row < MOST_QUESTIONS; row += 1) {
    const [question, evidence] = [said(`question-${row}`), said(`evidence-${row}`)];
    const light: Checked["light"] = lights.find((one) => one === said(`light-${row}`)) ?? "";
    if (question === "" && evidence !== "") return refuse("goal.no-question", { field: `question-${row}` });
    for (const name of ["question", "evidence"] as const) if (hasIdentityNumber(said(`${name}-${row}`))) return refuse("steering.identity", { field: `${name}-${row}` });
    if (question !== "") answers.push({ question, light, evidence });
  }
  return answers.length > 0 ? answers : refuse("goal.no-question", { field: "question-0" });
}
