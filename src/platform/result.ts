/**
 * Three kinds of error only. A Refusal and a Conflict are values; a Fault is thrown and logged once at the edge.
 * The code of a refusal is also the key of its text: `refusal.<code>` in messages/.
 */
export type Refusal = { readonly refused: string; readonly details?: Record<string, string | number> };

/** Somebody else changed the row since the form was drawn: both texts are shown and nothing is written. */
export type Conflict = { readonly conflict: Record<string, string> };

export const refuse = (refused: string, details?: Record<string, string | number>): Refusal =>
  details ? { refused, details } : { refused };

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === "object" && value !== null && "refused" in value;

export const isConflict = (value: unknown): value is Conflict =>
  typeof value === "object" && value !== null && "conflict" in value;
