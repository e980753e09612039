import { readReach, type Reach } from "../contact/contact.ts";
import { addWorkdays, type Day } from "../platform/clock.ts";
import { hasIdentityNumber } from "../platform/identity-numbers.ts";
import { isRefusal, refuse, type Refusal } from "../platform/result.ts";

/** How well a service follows the law, in the law's own three words. @ground DOS 13 §, REQ-181 */
export const statuses = ["full", "partial", "none"] as const;
export type Status = (typeof statuses)[number];

/** What is known not to work for everybody in the software itself. A body takes away what does not hold where it is. */
export const lackKinds = ["languages", "cards", "readers", "states", "print", "sign"] as const;
export type Lack = (typeof lackKinds)[number];

export const triers = ["ourselves", "somebody-else"] as const;

/** Every field that the law asks for, but for whose it is and the way to say that something does not work. @ground DOS 13 §, REQ-181 */
export type Statement = {
  readonly status: Status; readonly lacks: readonly Lack[];
  /** The body's own words, one thing on each line. */
  readonly more: string; readonly burden: string; readonly outside: string;
  readonly triedBy: (typeof triers)[number]; readonly assessedOn: Day; readonly updatedOn: Day;
  /** 0 while the body has said nothing of its own. */
  readonly version: number;
};

/** What the software says of itself where the body has not said anything yet. */
export const SHIPPED: Statement = { status: "partial", lacks: lackKinds, more: "", burden: "", outside: "", triedBy: "ourselves", assessedOn: "2026-11-20", updatedOn: "2026-11-20", version: 0 };

export const linesOf = (text: string): string[] => text.split("\n").map((line) => line.trim()).filter(Boolean);

/** Nobody is in full accord with the law and lists what is not. Only what the law lets be out can remain. @ground DOS 13 § */
export const contradiction = ({ status, lacks, more }: Pick<Statement, "status" | "lacks" | "more">): Refusal | undefined =>
  (status === "full" && (lacks.length > 0 || more !== "") ? refuse("accessibility.full", { field: "status" }) : undefined);

/** Within how many working days whoever wants an answer gets one. */
export const ANSWER_DAYS = 5;
export const answerBy = (today: Day): Day => addWorkdays(today, ANSWER_DAYS);
/** More than this in an hour is nobody's obstacle. */
export const MOST_AN_HOUR = 30;
export const MOST_WORDS = 1_000;

/** What somebody wrote. Who it is is not asked; how to answer is there only when an answer is wanted. @ground GDPR 5.1 c */
export type Obstacle = { readonly about: string; readonly where: string; readonly reach: Reach | undefined; readonly language: string };

/** What the form said, read. No field may hold an identity number. @ground GDPR 5.1 c, 87 */
export function readObstacle({ about, where, reach }: { readonly about: string; readonly where: string; readonly reach: string }, language: string): Obstacle | Refusal {
  for (const [field, said] of [["about", about], ["where", where]] as const) if (hasIdentityNumber(said)) return refuse("contact.identity", { field });
  const read = reach === "" ? undefined : readReach(reach);
  return isRefusal(read) ? read : { about, where, reach: read, language };
}
