import { addWorkdays, type Day } from "../platform/clock.ts";

/** What the guide's keeper looks at: what nothing was found for, and what did not help. */
export type NeedKind = "zero-hit" | "not-helped";

/** The same thing asked for again and again, in one language: terms, an answer, or both. Never who asked. @model degerforsmodellen 2.5 R3 */
export type Need = {
  readonly id: string; readonly what: NeedKind; readonly language: string; readonly terms: string; readonly ages: readonly string[];
  readonly answer: { readonly handle: string; readonly question: string } | undefined;
  readonly times: number; readonly firstOn: Day; readonly lastOn: Day;
};

/** What was done about it. `sent-on`: the owner of a card was told. The last four: nothing, and why. */
export const settlings = ["word", "answered", "sent-on", "already", "not-ours", "unclear", "test"] as const;
export type Settling = (typeof settlings)[number];

const reasons = ["already", "not-ours", "unclear", "test"] as const;
type Reason = (typeof reasons)[number];

/** Nothing was to be done, and this is why; undefined when something was. */
export const reasonOf = (settling: Settling): Reason | undefined => reasons.find((one) => one === settling);

/** Within this many working days somebody has looked at it. @model degerforsmodellen 2.5 R3 */
export const LOOKED_AT_DAYS = 5;

/** How long a need may wait, and since when it has waited too long. */
export const waitsLong = ({ firstOn }: Pick<Need, "firstOn">, today: Day): boolean => addWorkdays(firstOn, LOOKED_AT_DAYS) < today;
