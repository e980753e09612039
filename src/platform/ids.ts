import { hash, randomUUID } from "node:crypto";
import { z } from "zod";

/**
 * Identifiers are random (UUID v4, never v7: a time-ordered id tells when a matter was opened) and branded, so that a
 * matter's id cannot be passed where a child's is meant.
 */
export type Id<Of extends string> = string & { readonly __of: Of };

const of = <Of extends string>() => z.uuid().transform((text) => text as Id<Of>);

export const PersonId = of<"person">();
export const DutyId = of<"duty">();
export const BranchId = of<"branch">();
export const UnitId = of<"unit">();
export const ChildId = of<"child">();
export const MatterId = of<"matter">();

export type PersonId = Id<"person">;
export type DutyId = Id<"duty">;
export type BranchId = Id<"branch">;
export type UnitId = Id<"unit">;
export type ChildId = Id<"child">;
export type MatterId = Id<"matter">;

/** A new random identifier. */
export const newId = <Of extends string>(): Id<Of> => randomUUID() as Id<Of>;

/** The names that `namedId` makes identifiers of are ours: this is whose they are. */
const NAMES = Buffer.from("2f1d9b1c5d0e4c1a9a7be5f0c3a86b47", "hex");

/** An identifier for what has none of its own, always the same for the same name (UUID v5). Only for what everybody may know. */
export function namedId(name: string): string {
  const hex = hash("sha1", Buffer.concat([NAMES, Buffer.from(name)]), "hex");
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}
