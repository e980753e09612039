import { Temporal } from "temporal-polyfill";
import type { Day } from "../clock.ts";

/** A choice in a field: spoken label and hint. `said`: they are somebody's name or words, and not ours. */
export type FieldOption = { readonly value: string; readonly label: string; readonly hint?: string | undefined; readonly said?: boolean | undefined; /** In a list: the heading that it stands under. */ readonly under?: string | undefined };

/** A problem is a message key with its arguments, so that it can be said in any language. */
export type FieldProblem = { readonly key: string; readonly values?: Record<string, string | number> };

type Common = {
  /** Spoken label and hint. */
  readonly label: string;
  readonly hint?: string | undefined;
  readonly required?: boolean | undefined;
  /** The label is somebody's name. */
  readonly said?: boolean | undefined;
};

export type LineField = Common & { readonly kind: "line"; readonly max: number; readonly inputMode?: "numeric" | "tel" | "email" | "text" | undefined; readonly width?: "short" | "medium" | "long" | undefined };
export type TextField = Common & { readonly kind: "text"; readonly max: number; readonly rows?: number | undefined };
export type ChoiceField = Common & { readonly kind: "choice"; readonly options: readonly FieldOption[]; readonly drawn?: "radios" | "list" | undefined };
export type ChoicesField = Common & { readonly kind: "choices"; readonly options: readonly FieldOption[] };
export type DayField = Common & { readonly kind: "day"; readonly from?: Day | undefined; readonly to?: Day | undefined };
export type TimeField = Common & { readonly kind: "time" };
/** A file, which comes as the base64 of its bytes. `most`: how many bytes it may have. */
export type FileField = Common & { readonly kind: "file"; readonly most: number; readonly accept: string };
export type HiddenField = { readonly kind: "hidden"; readonly label: string; readonly value: string };

/** What a form asks for. The same value parses the post, draws the field and words its problem. */
export type Field = LineField | TextField | ChoiceField | ChoicesField | DayField | TimeField | FileField | HiddenField;
export type Fields = Readonly<Record<string, Field>>;

/** What a field gives: several choices as a list, everything else as text, empty when not answered. */
export type ValueOf<F extends Field> = F extends ChoicesField ? string[] : string;
export type Values<F extends Fields> = { [Name in keyof F]: ValueOf<F[Name]> };
export type Raw = Readonly<Record<string, string | readonly string[]>>;
export type Problems = Readonly<Record<string, FieldProblem>>;

export const line = (field: Omit<LineField, "kind" | "max"> & { max?: number }): LineField => ({ max: 200, ...field, kind: "line" });
export const text = (field: Omit<TextField, "kind" | "max"> & { max?: number }): TextField => ({ max: 4000, ...field, kind: "text" });
export const choice = (field: Omit<ChoiceField, "kind">): ChoiceField => ({ ...field, kind: "choice" });
export const choices = (field: Omit<ChoicesField, "kind">): ChoicesField => ({ ...field, kind: "choices" });
export const day = (field: Omit<DayField, "kind">): DayField => ({ ...field, kind: "day" });
export const time = (field: Omit<TimeField, "kind">): TimeField => ({ ...field, kind: "time" });
export const file = (field: Omit<FileField, "kind">): FileField => ({ ...field, kind: "file" });
/** Travels with the form and is checked like any other input: whoever posts may have changed it. */
export const hidden = (value: string): HiddenField => ({ kind: "hidden", label: "", value });

const MONTHS = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];
const ENGLISH = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

function dayFrom(year: string, month: string, dayOfMonth: string): Day | undefined {
  try {
    return Temporal.PlainDate.from({ year: Number(year), month: Number(month), day: Number(dayOfMonth) }, { overflow: "reject" }).toString();
  } catch {
    return undefined;
  }
}

/** A day written in any usual Swedish or English way; undefined when it is no day of the calendar. */
export function parseDay(written: string): Day | undefined {
  const said = written.trim().toLowerCase().replaceAll(/\s+/g, " ");
  const yearFirst = /^(\d{4})[-/. ]?(\d{1,2})[-/. ]?(\d{1,2})$/.exec(said);
  if (yearFirst) return dayFrom(yearFirst[1]!, yearFirst[2]!, yearFirst[3]!);
  const dayFirst = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(said);
  if (dayFirst) return dayFrom(dayFirst[3]!, dayFirst[2]!, dayFirst[1]!);
  const worded = /^(\d{1,2})\.? ([a-zåäö]{3})[a-zåäö]*\.? (\d{4})$/.exec(said);
  if (!worded) return undefined;
  const month = Math.max(MONTHS.indexOf(worded[2]!), ENGLISH.indexOf(worded[2]!)) + 1;
  return month > 0 ? dayFrom(worded[3]!, String(month), worded[1]!) : undefined;
}

/** A time of day written in any usual way, as `HH:MM`. */
export function parseTime(written: string): string | undefined {
  const match = /^(?:kl\.? ?)?(\d{1,2})(?:[.: ]?(\d{2}))?$/.exec(written.trim().toLowerCase());
  if (!match) return undefined;
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? "0")];
  if (hour > 23 || minute > 59) return undefined;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;
const MEGABYTE = 1_000_000;

/** How many bytes something in base64 stands for. */
const bytesIn = (written: string): number => Math.floor((written.replace(/=+$/, "").length * 3) / 4);

function readFile(field: FileField, written: string): Read {
  if (written === "") return field.required ? { value: "", problem: { key: "form.missing.file" } } : { value: "" };
  if (!BASE64.test(written)) return { value: "", problem: { key: "form.missing.file" } };
  const size = bytesIn(written);
  if (size > field.most) return { value: "", problem: { key: "form.fileTooLarge", values: { most: field.most / MEGABYTE, size: Math.ceil((size * 10) / MEGABYTE) / 10 } } };
  return { value: written };
}

type Read = { value: string | string[]; problem?: FieldProblem };

const missing = ({ kind, label }: Field & Common): FieldProblem => ({ key: kind === "choice" || kind === "choices" ? `form.missing.${kind}` : "form.missing", values: { label } });

function readText(field: LineField | TextField, written: string): Read {
  const value = (field.kind === "line" ? written.replaceAll(/\s+/g, " ") : written.replaceAll("\r\n", "\n")).replaceAll("\u0000", "").trim();
  if (field.required && value === "") return { value, problem: missing(field) };
  if (value.length > field.max) return { value, problem: { key: "form.tooLong", values: { max: field.max, length: value.length } } };
  return { value };
}

function readDay(field: DayField, written: string): Read {
  if (written.trim() === "") return field.required ? { value: "", problem: missing(field) } : { value: "" };
  const value = parseDay(written);
  if (value === undefined) return { value: written, problem: { key: "form.notADay" } };
  if (field.from !== undefined && value < field.from) return { value: written, problem: { key: "form.dayTooEarly", values: { day: field.from } } };
  if (field.to !== undefined && value > field.to) return { value: written, problem: { key: "form.dayTooLate", values: { day: field.to } } };
  return { value };
}

function readTime(field: TimeField, written: string): Read {
  if (written.trim() === "") return field.required ? { value: "", problem: missing(field) } : { value: "" };
  const value = parseTime(written);
  return value === undefined ? { value: written, problem: { key: "form.notATime" } } : { value };
}

function readChoice(field: ChoiceField, written: string): Read {
  if (written === "") return field.required ? { value: "", problem: missing(field) } : { value: "" };
  return field.options.some((option) => option.value === written) ? { value: written } : { value: "", problem: { key: "form.notAnOption" } };
}

function readChoices(field: ChoicesField, written: readonly string[]): Read {
  const value = [...new Set(written)].filter((one) => field.options.some((option) => option.value === one));
  if (value.length < new Set(written).size) return { value, problem: { key: "form.notAnOption" } };
  return field.required && value.length === 0 ? { value, problem: missing(field) } : { value };
}

function read(field: Field, written: readonly string[]): Read {
  const first = written[0] ?? "";
  switch (field.kind) {
    case "line":
    case "text":
      return readText(field, first);
    case "choice":
      return readChoice(field, first);
    case "choices":
      return readChoices(field, written);
    case "day":
      return readDay(field, first);
    case "time":
      return readTime(field, first);
    case "file":
      return readFile(field, first);
    case "hidden":
      return { value: first.slice(0, 4000) };
  }
}

export type Parsed<F extends Fields> = { readonly values: Values<F>; readonly problems: Problems };

/** Reads a post. Never throws: whatever was written comes back in `values`, and `problems` says what is wrong with it. */
export function parseFields<F extends Fields>(fields: F, post: URLSearchParams): Parsed<F> {
  const values: Record<string, string | string[]> = {};
  const problems: Record<string, FieldProblem> = {};
  for (const [name, field] of Object.entries(fields)) {
    const { value, problem } = read(field, post.getAll(name));
    values[name] = value;
    if (problem) problems[name] = problem;
  }
  return { values: values as Values<F>, problems };
}
