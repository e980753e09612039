import type { Ages } from "../directory/directory.ts";
import { ageOptions } from "../directory/index.ts";
import { audiences } from "../guide/guide.ts";
import type { Topic } from "./answer-pages.tsx";
import type { Words } from "../platform/i18n/words.tsx";
import { choice, choices, line, text, type Fields } from "../platform/web/fields.ts";
import { KIND_FIELDS, MOST_STEPS, REVIEW_MONTHS } from "./answers.ts";

/** The words of an answer. `read`: whether somebody who knows the language has read it; Swedish is written by those who do. */
export const textFields = (words: Words, isSwedish: boolean) => ({
  question: line({ label: words.t("answer.edit.question"), hint: words.t("answer.edit.question.hint"), required: true, max: 120 }),
  answer: text({ label: words.t("answer.edit.answer"), hint: words.t("answer.edit.answer.hint"), required: true, max: 1500, rows: 6 }),
  steps: text({ label: words.t("answer.edit.steps"), hint: words.t("answer.edit.steps.hint", { most: MOST_STEPS }), required: true, max: 800, rows: 4 }),
  happens: text({ label: words.t("answer.edit.happens"), hint: words.t("answer.edit.happens.hint"), required: true, max: 600, rows: 3 }),
  asked: text({ label: words.t("answer.edit.asked"), hint: words.t("answer.edit.asked.hint"), required: true, max: 4000, rows: 8 }),
  ...(isSwedish ? {} : { read: choice({ label: words.t("answer.edit.read"), required: true, options: (["yes", "no"] as const).map((value) => ({ value, label: words.t(`answer.edit.read.${value}`) })) }) }),
}) satisfies Fields;

/** What an answer is about, the same in every language. */
export function aboutFields(words: Words, { topics, names, ages: bounds }: { topics: readonly Topic[]; names: ReadonlyMap<string, string>; ages: Ages }) {
  const ages = ageOptions(words, bounds);
  const kinds = [...names].map(([value, label]) => ({ value, label })).sort((one, other) => one.label.localeCompare(other.label, "sv"));
  const kind = (nth: number) => choice({ label: words.t("answer.edit.kind", { nth: nth + 1 }), ...(nth === 0 ? { hint: words.t("answer.edit.kind.hint"), required: true } : {}), drawn: "list", options: kinds });
  return {
    [KIND_FIELDS[0]]: kind(0), [KIND_FIELDS[1]]: kind(1), [KIND_FIELDS[2]]: kind(2), [KIND_FIELDS[3]]: kind(3),
    topics: choices({ label: words.t("answer.edit.topics"), required: true, options: topics.map(({ handle, name }) => ({ value: handle, label: name, said: true })) }),
    audience: choice({ label: words.t("answer.edit.audience"), required: true, drawn: "list", options: audiences.map((value) => ({ value, label: words.t(`answer.edit.audience.${value}`) })) }),
    fromAge: choice({ label: words.t("edit.from-age"), required: true, drawn: "list", options: ages }),
    toAge: choice({ label: words.t("edit.to-age"), required: true, drawn: "list", options: ages }),
    level: choice({ label: words.t("answer.edit.level"), required: true, options: (["universal", "targeted"] as const).map((value) => ({ value, label: words.t(`guide.service.${value}`) })) }),
    urgent: choice({ label: words.t("answer.edit.urgent"), hint: words.t("answer.edit.urgent.hint"), required: true, options: (["yes", "no"] as const).map((value) => ({ value, label: words.t(`edit.${value}`) })) }),
    review: choice({ label: words.t("answer.edit.review"), required: true, drawn: "list", options: REVIEW_MONTHS.map((months) => ({ value: String(months), label: words.t("answer.edit.review.months", { months }) })) }),
  } satisfies Fields;
}
