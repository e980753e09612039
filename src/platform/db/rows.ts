import { CompiledQuery, type Insertable } from "kysely";
import type { Tx } from "./connection.ts";
import { columnTypes, type DB } from "./types.gen.ts";

const BYTEA = 17;
const [HEAD_BYTES, LENGTH_BYTES, NULL_LENGTH] = [20, 4, -1];

/** Sealed words as one array, in the database's own binary form: they travel as they are. */
export function sealedArray(values: ReadonlyArray<Buffer | null>): Buffer {
  const array = Buffer.allocUnsafe(values.reduce((sum, value) => sum + LENGTH_BYTES + (value?.length ?? 0), HEAD_BYTES));
  let end = 0;
  // One dimension, whether anything in it is null, what it holds, how many, counted from one.
  for (const word of [1, values.includes(null) ? 1 : 0, BYTEA, values.length, 1]) end = array.writeInt32BE(word, end);
  for (const value of values) {
    end = array.writeInt32BE(value?.length ?? NULL_LENGTH, end);
    if (value) end += value.copy(array, end);
  }
  return array;
}

const quoted = (text: string): string => `"${text.replaceAll(/["\\]/g, "\\$&")}"`;

function element(value: unknown): string {
  if (value === null) return "NULL";
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return quoted(arrayOf(value));
  return typeof value === "string" ? quoted(value) : String(value);
}
const arrayOf = (values: readonly unknown[]): string => `{${values.map(element).join(",")}}`;

type Table = keyof DB & keyof typeof columnTypes;

const texts = new Map<string, string>();

function textFor(table: Table, columns: readonly string[]): string {
  const known = `${table} ${columns.join()}`;
  const text = texts.get(known);
  if (text) return text;
  const types = columns.map((column) => (columnTypes[table] as Record<string, string>)[column]!);
  const names = columns.map((column) => `"${column}"`).join(", ");
  // An array would come apart into its elements: it travels as text.
  const isArray = (type: string) => type.endsWith("[]");
  const parameters = types.map((type, nth) => `$${nth + 1}::${isArray(type) ? "text" : type}[]`).join(", ");
  const values = columns.map((column, nth) => (isArray(types[nth]!) ? `"${column}"::${types[nth]!}` : `"${column}"`)).join(", ");
  const made = `insert into "${table}" (${names}) select ${values} from unnest(${parameters}) as r(${names})`;
  texts.set(known, made);
  return made;
}

/**
 * Rows to add, each column as one array, in the order they are given: the text is the same however many they are, so that it is read
 * and planned once. All have the columns of the first; what is undefined is null.
 */
export function rowsQuery<T extends Table>(table: T, rows: ReadonlyArray<Insertable<DB[T]>>): CompiledQuery {
  const given = rows as ReadonlyArray<Record<string, unknown>>;
  const columns = Object.keys(given[0]!);
  const types = columnTypes[table] as Record<string, string>;
  return CompiledQuery.raw(textFor(table, columns), columns.map((column) => {
    const values = given.map((row) => row[column] ?? null);
    return types[column] === "bytea" ? sealedArray(values as Array<Buffer | null>) : arrayOf(values);
  }));
}

export async function insertRows<T extends Table>(tx: Tx, table: T, rows: ReadonlyArray<Insertable<DB[T]>>): Promise<void> {
  if (rows.length > 0) await tx.executeQuery(rowsQuery(table, rows));
}
