import { CompiledQuery, type Insertable } from "kysely";
import type { Tx } from "./connection.ts";
import { columnTypes, type DB } from "./types.gen.ts";

const [BYTEA, UUID] = [17, 2950];
const [HEAD_BYTES, LENGTH_BYTES, NULL_LENGTH, UUID_BYTES] = [20, 4, -1, 16];

/** The head of an array in the database's own binary form: one dimension, whether anything is null, what it holds, how many, counted from one. */
function headOf(array: Buffer, of: { holds: number; count: number; anyNull: boolean }): number {
  let end = 0;
  for (const word of [1, of.anyNull ? 1 : 0, of.holds, of.count, 1]) end = array.writeInt32BE(word, end);
  return end;
}

/** Sealed words as one array, in binary: they travel as they are. */
export function sealedArray(values: ReadonlyArray<Buffer | null>): Buffer {
  const array = Buffer.allocUnsafe(values.reduce((sum, value) => sum + LENGTH_BYTES + (value?.length ?? 0), HEAD_BYTES));
  let end = headOf(array, { holds: BYTEA, count: values.length, anyNull: values.includes(null) });
  for (const value of values) {
    end = array.writeInt32BE(value?.length ?? NULL_LENGTH, end);
    if (value) end += value.copy(array, end);
  }
  return array;
}

/** Identifiers as one array, in binary: the database need not read each of them letter by letter. */
export function idArray(values: ReadonlyArray<string | null>): Buffer {
  const anyNull = values.includes(null);
  const array = Buffer.allocUnsafe(values.reduce((sum, value) => sum + LENGTH_BYTES + (value === null ? 0 : UUID_BYTES), HEAD_BYTES));
  let end = headOf(array, { holds: UUID, count: values.length, anyNull });
  for (const value of values) {
    end = array.writeInt32BE(value === null ? NULL_LENGTH : UUID_BYTES, end);
    if (value === null) continue;
    const written = array.write(value.replaceAll("-", ""), end, "hex");
    if (written !== UUID_BYTES) throw new Error(`${value} is no identifier`);
    end += written;
  }
  return array;
}

const ODD = /["\\]/;
const quoted = (text: string): string => `"${ODD.test(text) ? text.replaceAll(/["\\]/g, "\\$&") : text}"`;

function element(value: unknown): string {
  if (value === null) return "NULL";
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return quoted(arrayOf(value));
  return typeof value === "string" ? quoted(value) : String(value);
}
const arrayOf = (values: readonly unknown[]): string => `{${values.map(element).join(",")}}`;

type Table = keyof DB & keyof typeof columnTypes;
type Column = { readonly name: string; readonly type: string; readonly values: readonly unknown[]; /** The same in all of many rows: it travels once. */ readonly once: boolean };

/** So many rows that what is the same in all of them is so by nature, and not by chance. */
const MANY = 8;

function columnsOf(table: Table, rows: ReadonlyArray<Record<string, unknown>>): Column[] {
  const types = columnTypes[table] as Record<string, string>;
  return Object.keys(rows[0]!).map((name, nth) => {
    const values = rows.map((row) => row[name] ?? null);
    // The first column says how many rows there are.
    return { name, type: types[name]!, values, once: rows.length >= MANY && nth > 0 && values.every((value) => value === values[0]) };
  });
}

const texts = new Map<string, string>();

function textFor(table: Table, columns: readonly Column[]): string {
  const known = `${table} ${columns.map(({ name, once }) => (once ? `${name}*` : name)).join()}`;
  const text = texts.get(known);
  if (text) return text;
  // An array would come apart into its elements: it travels as text.
  const isArray = (type: string) => type.endsWith("[]");
  const names = columns.map(({ name }) => `"${name}"`).join(", ");
  const values = columns.map(({ name, type, once }, nth) => (once ? `$${nth + 1}::${type}` : isArray(type) ? `"${name}"::${type}` : `"${name}"`)).join(", ");
  const each = columns.flatMap(({ name, type, once }, nth) => (once ? [] : [{ name, array: `$${nth + 1}::${isArray(type) ? "text" : type}[]` }]));
  const made = `insert into "${table}" (${names}) select ${values} from unnest(${each.map(({ array }) => array).join(", ")}) as r(${each.map(({ name }) => `"${name}"`).join(", ")})`;
  texts.set(known, made);
  return made;
}

function parameterOf({ type, values, once }: Column): unknown {
  if (once) return Array.isArray(values[0]) ? arrayOf(values[0]) : values[0];
  if (type === "bytea") return sealedArray(values as Array<Buffer | null>);
  return type === "uuid" ? idArray(values as Array<string | null>) : arrayOf(values);
}

/**
 * Rows to add, each column as one array, in the order they are given: the text is the same however many they are, so that it is read
 * and planned once; what is the same in all of many rows travels once. All have the columns of the first; what is undefined is null.
 */
export function rowsQuery<T extends Table>(table: T, rows: ReadonlyArray<Insertable<DB[T]>>): CompiledQuery {
  const columns = columnsOf(table, rows as ReadonlyArray<Record<string, unknown>>);
  return CompiledQuery.raw(textFor(table, columns), columns.map(parameterOf));
}

export async function insertRows<T extends Table>(tx: Tx, table: T, rows: ReadonlyArray<Insertable<DB[T]>>): Promise<void> {
  if (rows.length > 0) await tx.executeQuery(rowsQuery(table, rows));
}
