import { randomUUID } from "node:crypto";
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
