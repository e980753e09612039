import Papa from "papaparse";
import { refuse, type Refusal } from "../platform/result.ts";
import { cleaned, judgePeople, judgeUnits, withoutNumbers } from "./rows.ts";
import type { PersonRow, Reading, Refused, UnitRow } from "./register.ts";

/** What a file tells of, and the columns it then has, in the order of the template. */
export const columns = { units: ["id", "gren", "namn", "ort", "telefon"], people: ["id", "enhet", "namn", "roll", "telefon", "epost"] } as const;
export type FileKind = keyof typeof columns;
export const MOST_BYTES = 1_000_000;
const MOST_ROWS = 5_000;
export const FILE = "file";

const atFile = (why: string, details: Record<string, string | number> = {}): Refusal => refuse(`register.${why}`, { ...details, field: "file" });

/** The text of a file. Spreadsheets write UTF-8 with or without a mark, UTF-16 with one, or the Windows letters of Western Europe. */
function decoded(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  const text = (() => {
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      return new TextDecoder("windows-1252").decode(bytes);
    }
  })();
  return text.includes("\u0000") || text.startsWith("PK\u0003\u0004") ? undefined : text;
}

/** What stands between the cells: what the first line has most of. */
function separatorIn(text: string): string {
  const first = text.slice(0, text.search(/[\r\n]|$/));
  const [best] = [";", "\t", ","].toSorted((a, b) => first.split(b).length - first.split(a).length);
  return best!;
}

/** What is wrong with the columns of a file, by name. */
function wrongColumns(named: readonly string[], wanted: readonly string[]): Refusal | undefined {
  const twice = named.find((name, nth) => name !== "" && named.indexOf(name) !== nth);
  if (twice !== undefined) return atFile("column-twice", { column: twice });
  const lacking = wanted.find((name) => !named.includes(name));
  if (lacking !== undefined) return atFile("column-missing", { column: lacking, columns: named.join(", ").slice(0, 200) });
  const odd = named.find((name) => !wanted.includes(name));
  return odd === undefined ? undefined : atFile("column-odd", { column: odd.slice(0, LONGEST_NAME) || "–" });
}
const LONGEST_NAME = 40;

type Line = { readonly place: string; readonly cells: readonly string[] };

/** The lines of a file under its heads, each with the number a spreadsheet gives it; or what is wrong with the file as a whole. */
function linesOf(bytes: Uint8Array, wanted: readonly string[]): { lines: Line[]; order: readonly number[]; short: Line[] } | Refusal {
  const text = decoded(bytes);
  if (text === undefined) return atFile("not-csv");
  const { data, errors } = Papa.parse<string[]>(text, { delimiter: separatorIn(text), header: false, skipEmptyLines: false });
  const broken = errors.find(({ type }) => type === "Quotes");
  if (broken) return atFile("quotes", { row: (broken.row ?? 0) + 1 });
  const [head = [], ...rest] = data;
  const named = head.map((cell) => cleaned(cell).toLocaleLowerCase("sv"));
  while (named.at(-1) === "") named.pop();
  const wrong = wrongColumns(named, wanted);
  if (wrong) return wrong;
  const lines = rest.map((cells, nth) => ({ place: String(nth + 2), cells: cells.map(cleaned) })).filter(({ cells }) => cells.some((cell) => cell !== ""));
  if (lines.length === 0) return atFile("empty");
  if (lines.length > MOST_ROWS) return atFile("too-many", { most: MOST_ROWS, rows: lines.length });
  const isWhole = ({ cells }: Line) => cells.length >= named.length && cells.slice(named.length).every((cell) => cell === "");
  return { lines: lines.filter(isWhole), short: lines.filter((line) => !isWhole(line)), order: wanted.map((name) => named.indexOf(name)) };
}

/** Reads a file of units or of people. Something wrong with the file refuses it whole; something wrong with a line, that line. */
export function readCsv(bytes: Uint8Array, kind: FileKind): Reading | Refusal {
  const read = linesOf(bytes, columns[kind]);
  if ("refused" in read) return read;
  const short = read.short.map(({ place, cells }): Refused => ({ place, id: cells[read.order[0]!] ?? "", what: kind === "units" ? "unit" : "person", why: "cells", cells: withoutNumbers(columns[kind].map((_, nth) => cells[nth] ?? "")) }));
  const ordered = read.lines.map(({ place, cells }) => ({ place, cells: read.order.map((nth) => cells[nth] ?? "") }));
  const common = { source: FILE, covers: [kind], hidden: [] };
  if (kind === "units") {
    const { fit, refused } = judgeUnits(ordered.map(({ place, cells: [id = "", branch = "", name = "", town = "", phone = ""] }): UnitRow => ({ place, id, branch, name, town, phone })));
    return { ...common, units: fit, people: [], notTaken: [...short, ...refused] };
  }
  const { fit, refused } = judgePeople(ordered.map(({ place, cells: [id = "", unit = "", name = "", role = "", phone = "", email = ""] }): PersonRow => ({ place, id, unit, name, role, phone, email })));
  return { ...common, units: [], people: fit, notTaken: [...short, ...refused] };
}

/** A cell that no spreadsheet takes for a formula. */
const safe = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);

/** Lines as a file that a Swedish spreadsheet opens as it is: marked as UTF-8, semicolons between. */
export const csvOf = (lines: ReadonlyArray<readonly string[]>): string => `\uFEFF${Papa.unparse(lines.map((line) => line.map(safe)), { delimiter: ";", newline: "\r\n" })}\r\n`;
