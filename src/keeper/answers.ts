import { audiences, MOST_WORDS, wordCount, type Audience } from "../guide/guide.ts";
import type { AnswerDraft, Editable, TextDraft } from "../guide/index.ts";
import { hasIdentityNumber } from "../platform/identity-numbers.ts";
import { refuse, type Refusal } from "../platform/result.ts";

export const KIND_FIELDS = ["kind1", "kind2", "kind3", "kind4"] as const;
export const REVIEW_MONTHS = [3, 6, 12, 24] as const;
export const MOST_STEPS = 4;

/** A text as its form has it. */
export type TextForm = Readonly<Record<"question" | "answer" | "steps" | "happens" | "asked", string>> & { readonly read?: string };
/** What an answer is about, as its form has it. */
export type AboutForm = Readonly<Record<(typeof KIND_FIELDS)[number] | "audience" | "fromAge" | "toAge" | "level" | "urgent" | "review", string>> & { readonly topics: readonly string[] };

const linesOf = (written: string): string[] => [...new Set(written.split("\n").map((line) => line.replaceAll(/\s+/g, " ").trim()).filter(Boolean))];

/** The words somebody wrote; or what is too much, or somebody's own number. An answer is read by somebody who is tired. @ground GDPR 87 */
export function readText(form: TextForm, isSwedish: boolean): TextDraft | Refusal {
  for (const field of ["question", "answer", "steps", "happens", "asked"] as const) if (hasIdentityNumber(form[field])) return refuse("answer.identity", { field });
  const draft = { question: form.question, answer: form.answer, steps: linesOf(form.steps), happens: form.happens, asked: linesOf(form.asked), humanChecked: isSwedish || form.read === "yes" };
  if (draft.steps.length === 0 || draft.steps.length > MOST_STEPS) return refuse("answer.steps", { field: "steps", most: MOST_STEPS });
  const count = wordCount(draft);
  return count > MOST_WORDS ? refuse("answer.words", { field: "answer", count, most: MOST_WORDS }) : draft;
}

export function readAbout(form: AboutForm): AnswerDraft | Refusal {
  const ages = { from: Number(form.fromAge), to: Number(form.toAge) };
  if (ages.from > ages.to) return refuse("activity.ages", { field: "toAge" });
  const kinds = [...new Set(KIND_FIELDS.map((field) => form[field]).filter(Boolean))];
  return {
    topics: form.topics, audience: audiences.find((one) => one === form.audience) as Audience, ages, level: form.level === "targeted" ? "targeted" : "universal", urgent: form.urgent === "yes", kinds,
    reviewMonths: Number(form.review),
  };
}

export const textFormOf = (draft: TextDraft | undefined): TextForm => ({
  question: draft?.question ?? "", answer: draft?.answer ?? "", steps: draft?.steps.join("\n") ?? "", happens: draft?.happens ?? "", asked: draft?.asked.join("\n") ?? "", read: draft?.humanChecked ? "yes" : "no",
});

export const aboutFormOf = (draft: AnswerDraft): AboutForm => ({
  kind1: draft.kinds[0] ?? "", kind2: draft.kinds[1] ?? "", kind3: draft.kinds[2] ?? "", kind4: draft.kinds[3] ?? "", audience: draft.audience, fromAge: String(draft.ages.from), toAge: String(draft.ages.to),
  level: draft.level, urgent: draft.urgent ? "yes" : "no", review: String(draft.reviewMonths), topics: draft.topics,
});

/** Kinds beyond those that the form draws stay as they were. */
export const withRest = (draft: AnswerDraft, before: Pick<Editable, "kinds">): AnswerDraft => ({ ...draft, kinds: [...new Set([...draft.kinds, ...before.kinds.slice(KIND_FIELDS.length)])] });

type Form = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Field by field, what stands now where it is not what somebody wrote. */
export function differing(now: Form, written: Form): Record<string, string> {
  const said = (value: string | readonly string[] | undefined): string => (typeof value === "string" ? value : (value ?? []).join(", "));
  return Object.fromEntries(Object.keys(now).filter((name) => name in written && said(now[name]) !== said(written[name])).map((name) => [name, said(now[name])]));
}
