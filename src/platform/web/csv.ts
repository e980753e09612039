import Papa from "papaparse";

/**
 * What a spreadsheet would take for a formula, after blanks and in wide letters too. Such a cell is given a `'` before it, so that nothing
 * somebody wrote ever runs where it is opened.
 */
const FORMULA = /^[\s\p{Cc}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** A table for spreadsheets: a heading and rows. It begins with the mark that tells that the letters are UTF-8. */
export const csvText = (fields: readonly string[], rows: ReadonlyArray<ReadonlyArray<string | number>>): string =>
  `\u{FEFF}${Papa.unparse({ fields: [...fields], data: rows.map((row) => [...row]) }, { newline: "\r\n", escapeFormulae: FORMULA })}\r\n`;
