import { hasIdentityNumber } from "../platform/identity-numbers.ts";
import type { PersonRow, Refused, UnitRow, Why } from "./register.ts";

const LONGEST = 80;
const PHONE = /^\+?\d[\d \-–/()]{3,30}$/;
const EMAIL = /^[^\s@<>"]{1,64}@[^\s@<>"]+\.[^\s@<>"]+$/;
const UNSEEN = /[\p{Cc}\p{Cf}]/gu;

/**
 * What stood in a cell as one line of plain text. A mark that keeps a spreadsheet from reckoning with it is taken away; what looks like a
 * formula is text like any other.
 */
export const cleaned = (cell: string): string => cell.normalize("NFC").replaceAll(/\s+/g, " ").replaceAll(UNSEEN, "").trim().replace(/^'(?=[=+\-@])/, "");

type Check = readonly [isWrong: boolean, why: Why];
const firstWrong = (checks: readonly Check[]): Why | undefined => checks.find(([isWrong]) => isWrong)?.[1];

const isTooLong = (text: string): boolean => text.length > LONGEST;
const isNoName = (text: string): boolean => text.length < 2 || isTooLong(text) || !/\p{L}/u.test(text);

/** What is wrong with a unit's row by itself; nothing when it may be compared. Identity numbers are never taken. @ground GDPR 5.1 c */
export function wrongUnit({ id, branch, name, town, phone }: UnitRow): Why | undefined {
  return firstWrong([
    [hasIdentityNumber([id, branch, name, town, phone].join(" ; ")), "number"], [id === "", "no-id"], [isTooLong(id), "id"], [isNoName(name), "name"], [isTooLong(town), "town"], [phone !== "" && !PHONE.test(phone), "phone"],
  ]);
}

export function wrongPerson({ id, unit, name, role, phone, email }: PersonRow): Why | undefined {
  return firstWrong([
    [hasIdentityNumber([id, unit, name, role, phone, email].join(" ; ")), "number"], [id === "", "no-id"], [isTooLong(id), "id"], [isNoName(name), "name"], [isNoName(role), "role"],
    [phone !== "" && !PHONE.test(phone), "phone"], [email !== "" && (!EMAIL.test(email) || email.length > LONGEST), "email"],
  ]);
}

/** What stood in refused cells, but for numbers of people, which are not kept even there. */
export const withoutNumbers = (cells: readonly string[]): string[] => cells.map((cell) => (hasIdentityNumber(cell) ? "***" : cell));

/** Rows set apart: those that may be compared, and those refused for what stands in them. */
export function judged<Row extends UnitRow | PersonRow>(rows: readonly Row[], of: { what: Refused["what"]; wrong(row: Row): Why | undefined; cells(row: Row): readonly string[] }): { fit: Row[]; refused: Refused[] } {
  const told = rows.map((row) => ({ row, why: of.wrong(row) }));
  return {
    fit: told.flatMap(({ row, why }) => (why === undefined ? [row] : [])),
    refused: told.flatMap(({ row, why }) => (why === undefined ? [] : [{ place: row.place, id: hasIdentityNumber(row.id) ? "" : row.id, what: of.what, why, cells: withoutNumbers(of.cells(row)) }])),
  };
}

export const judgeUnits = (rows: readonly UnitRow[]) => judged(rows, { what: "unit", wrong: wrongUnit, cells: ({ id, branch, name, town, phone }) => [id, branch, name, town, phone] });
export const judgePeople = (rows: readonly PersonRow[]) => judged(rows, { what: "person", wrong: wrongPerson, cells: ({ id, unit, name, role, phone, email }) => [id, unit, name, role, phone, email] });
