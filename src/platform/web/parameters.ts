import { languages, type Spoken } from "../i18n/words.tsx";

/** JSON Schema, as we write it. */
export type Schema = { readonly [word: string]: unknown };

/** A parameter of an address: how it is described, and how it is read. */
export type Parameter<T> = {
  /** What it is, going on from its name: "is a whole number, 1 or more". */
  readonly says: string;
  readonly schema: Schema;
  /** What holds when it is left out. Without this it must be given. */
  readonly otherwise?: { readonly value: T };
  /** Nothing when the text is none of what it may be. */
  read(text: string): T | undefined;
};
export type Parameters = Readonly<Record<string, Parameter<unknown>>>;

type Whole = { readonly says: string; readonly most: number; readonly otherwise: number };

/** A whole number from 1. */
export const whole = ({ says, most, otherwise }: Whole): Parameter<number> => ({
  says, schema: { type: "integer", minimum: 1, maximum: most, default: otherwise }, otherwise: { value: otherwise },
  read: (text) => (/^\d{1,9}$/.test(text) && Number(text) >= 1 && Number(text) <= most ? Number(text) : undefined),
});

export const yesNo = (says: string): Parameter<boolean> => ({
  says: `${says}: true or false`, schema: { type: "boolean", default: false }, otherwise: { value: false },
  read: (text) => (text === "true" ? true : text === "false" ? false : undefined),
});

/** Text that must be given. What no text may hold is refused. */
export const words = (says: string, most: number): Parameter<string> => ({
  says: `${says}, at most ${most} characters`, schema: { type: "string", minLength: 1, maxLength: most },
  // The database takes every character but this one.
  read: (text) => (text.trim() === "" || text.length > most || text.includes("\0") ? undefined : text.trim()),
});

/** Text of a certain form. */
export const matching = (says: string, form: RegExp): Parameter<string> => ({ says, schema: { type: "string", pattern: form.source }, read: (text) => (form.test(text) ? text : undefined) });

export const id = (says: string): Parameter<string> => ({ ...matching(says, UUID), schema: { type: "string", format: "uuid" } });
const UUID = /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;
export const isId = (text: string): boolean => UUID.test(text);

export const oneOf = <T extends string>(says: string, among: readonly T[], otherwise: T): Parameter<T> => ({
  says: `${says}: one of ${among.join(", ")}`, schema: { type: "string", enum: among, default: otherwise }, otherwise: { value: otherwise },
  read: (text) => among.find((one) => one === text),
});

/** A language of ours. */
export const language: Parameter<Spoken> = {
  says: `is one of ${Object.keys(languages).join(", ").replace(/, (?=\w+$)/, " and ")}`, schema: { type: "string", enum: Object.keys(languages), default: "sv" }, otherwise: { value: "sv" },
  read: (text) => (Object.keys(languages) as Spoken[]).find((one) => one === text),
};

/** The same, but it may be left out. */
export const maybe = <T>(parameter: Parameter<T>): Parameter<T | undefined> => ({ ...parameter, otherwise: { value: undefined } });
