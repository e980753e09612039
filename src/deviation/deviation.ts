import { tellingWords } from "../consultation/consultation.ts";
import { addWorkdays, type Day } from "../platform/clock.ts";
import { hasIdentityNumber } from "../platform/identity-numbers.ts";
import { refuse, type Refusal } from "../platform/result.ts";
import type { Practice } from "../practice/index.ts";

/** What did not work. @model degerforsmodellen 3.3 step 11 */
export const deviationKinds = ["no-answer", "no-show", "late", "between-chairs", "routine", "other"] as const;
export type DeviationKind = (typeof deviationKinds)[number];
export type DeviationState = "waiting" | "answered" | "closed";
export type StepKind = "answered" | "not-agreed" | "climbed" | "closed";

/** What is reported: which routine or agreement, what happened, what was expected, and what would make it better. */
export type Report = { readonly kind: DeviationKind; readonly routine: string; readonly happened: string; readonly expected: string; readonly proposal: string };

export type DeviationStep = Practice["way"]["deviations"][number];

/** The step of the ladder a deviation stands on; the last one for what has climbed past a ladder that has become shorter. */
export const stepAt = (practice: Practice, level: number): DeviationStep => practice.way.deviations[Math.min(level, practice.way.deviations.length) - 1]!;
/** The step above, while there is one. */
export const stepAbove = (practice: Practice, level: number): DeviationStep | undefined => practice.way.deviations[level];

/** Until when a step has to answer. */
export const answerBy = ({ workdays }: DeviationStep, today: Day): Day => addWorkdays(today, workdays);

/** For every step but the first, by when it answers what comes up to it today. */
export const climbing = (practice: Practice, today: Day): Array<{ level: number; answerBy: Day }> => practice.way.deviations.slice(1).map((step) => ({ level: step.order, answerBy: answerBy(step, today) }));

type Written = Readonly<Record<"kind" | "routine" | "happened" | "expected" | "proposal", string>> & { readonly anyway: readonly string[]; readonly nobody: readonly string[] };

const parts = ["routine", "happened", "expected", "proposal"] as const;

/** What may tell whom it is about, without the names of units, which are what it is about. */
export const tellingIn = (text: string, units: readonly string[]): string[] => tellingWords(text, []).filter((word) => !units.some((name) => name.includes(word)));

/** A report as it may be sent: no number of anybody's, nobody named, and whoever writes has said that no child can be told from it. @ground GDPR 5.1 c, OSL 8:1 */
export function readReport(written: Written, units: readonly string[]): Report | Refusal {
  for (const field of parts) if (hasIdentityNumber(written[field])) return refuse("deviation.identity", { field });
  const telling = tellingIn(parts.map((field) => written[field]).join("\n"), units);
  if (telling.length > 0 && written.anyway.length === 0) return refuse("deviation.telling", { field: "anyway", words: telling.slice(0, 8).join(", ") });
  if (written.nobody.length === 0) return refuse("deviation.nobody-named", { field: "nobody" });
  const kind = deviationKinds.find((one) => one === written.kind) ?? "other";
  return { kind, routine: written.routine, happened: written.happened, expected: written.expected, proposal: written.proposal };
}

/** Words written afterwards: never anybody's number. */
export const readWords = (words: string): string | Refusal => {
  if (words === "") return refuse("deviation.empty", { field: "words" });
  return hasIdentityNumber(words) ? refuse("deviation.identity", { field: "words" }) : words;
};
