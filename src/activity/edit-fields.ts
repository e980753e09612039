import { levels, weekdays, type Ages } from "../directory/directory.ts";
import { ageOptions, weekdayName } from "../directory/index.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { choice, choices, day, line, text, time, type Fields, type FieldOption } from "../platform/web/fields.ts";
import { activityKinds, audiences, REVIEW_MONTHS, signUps } from "./activity.ts";
import { nths } from "./recurrence.ts";

/** What one chooses among: the places of the guide, the kinds of help and the languages. */
export type Choices = { readonly places: ReadonlyArray<{ readonly id: string; readonly name: string }>; readonly kinds: ReadonlyArray<{ readonly kind: string; readonly name: string }>; readonly languages: readonly string[]; /** Those of the guide. */ readonly ages: Ages };

const EVERY = ["once", "week", "2-weeks", "month"] as const;

/** What is asked for; the same words draw it and read it. */
export function editFields({ places, kinds, languages, ages: bounds }: Choices, words: Words) {
  const said = <T extends string>(values: readonly T[], key: (value: T) => string): FieldOption[] => values.map((value) => ({ value, label: words.say(key(value)) }));
  const ages = ageOptions(words, bounds);
  const names = new Intl.DisplayNames(words.locale, { type: "language" });
  const yesNo = said(["yes", "no"], (value) => `edit.${value}`);
  const help = kinds.map(({ kind, name }) => ({ value: kind, label: name })).sort((one, other) => one.label.localeCompare(other.label, "sv"));
  return {
    ...whatFields(words, { said, ages, yesNo, help }),
    every: choice({ label: words.t("edit.every"), required: true, options: said(EVERY, (value) => `edit.every.${value}`) }),
    weekday: choice({ label: words.t("edit.weekday"), drawn: "list", options: weekdays.map((value) => ({ value, label: weekdayName(words, value, "long") })) }),
    nth: choice({ label: words.t("edit.nth"), drawn: "list", options: said(nths.map(String), (value) => `edit.nth.${value}`) }),
    from: time({ label: words.t("edit.from"), required: true }),
    to: time({ label: words.t("edit.to"), required: true }),
    starts: day({ label: words.t("edit.starts"), hint: words.t("edit.starts.hint"), required: true }),
    ends: day({ label: words.t("edit.ends"), hint: words.t("edit.ends.hint") }),
    place: choice({ label: words.t("edit.place"), hint: words.t("edit.place.hint"), drawn: "list", options: places.map(({ id, name }) => ({ value: id, label: name })) }),
    placeNote: line({ label: words.t("edit.placeNote"), hint: words.t("edit.placeNote.hint"), max: 160 }),
    placeLink: line({ label: words.t("edit.placeLink"), hint: words.t("edit.placeLink.hint"), max: 300 }),
    signUp: choice({ label: words.t("edit.signUp"), required: true, options: said(signUps, (value) => `edit.signUp.${value}`) }),
    capacity: line({ label: words.t("edit.capacity"), hint: words.t("edit.capacity.hint"), inputMode: "numeric", width: "short", max: 3 }),
    childcare: choice({ label: words.t("edit.childcare"), required: true, options: yesNo }),
    languages: choices({ label: words.t("edit.languages"), required: true, options: languages.map((code) => ({ value: code, label: names.of(code) ?? code, said: true })) }),
    interpreter: choice({ label: words.t("edit.interpreter"), required: true, options: yesNo }),
    cost: choice({ label: words.t("edit.cost"), required: true, options: said(["free", "fee"], (value) => `edit.cost.${value}`) }),
    costNote: line({ label: words.t("edit.costNote"), max: 120 }),
    phone: line({ label: words.t("edit.phone"), required: true, inputMode: "tel", width: "medium", max: 30 }),
    email: line({ label: words.t("edit.email"), hint: words.t("edit.email.hint"), inputMode: "email", width: "long", max: 254 }),
    review: choice({ label: words.t("edit.review"), hint: words.t("edit.review.hint"), required: true, drawn: "list", options: REVIEW_MONTHS.map((months) => ({ value: String(months), label: words.t("edit.review.months", { months }) })) }),
    status: choice({ label: words.t("edit.status"), required: true, options: said(["active", "ended"], (value) => `edit.status.${value}`) }),
  } satisfies Fields;
}

type Options = { said<T extends string>(values: readonly T[], key: (value: T) => string): FieldOption[]; readonly ages: FieldOption[]; readonly yesNo: FieldOption[]; readonly help: FieldOption[] };

/** What it is, and for whom. */
const whatFields = (words: Words, { said, ages, yesNo, help }: Options) => ({
  name: line({ label: words.t("edit.name"), required: true, max: 100 }),
  about: text({ label: words.t("edit.about"), hint: words.t("edit.about.hint"), required: true, max: 500, rows: 3 }),
  kind: choice({ label: words.t("edit.kind"), required: true, drawn: "list", options: said(activityKinds, (value) => `activity.kind.${value}`) }),
  help1: choice({ label: words.t("edit.help1"), hint: words.t("edit.help1.hint"), required: true, drawn: "list", options: help }),
  help2: choice({ label: words.t("edit.help2"), drawn: "list", options: help }),
  level: choice({ label: words.t("edit.level"), required: true, options: levels.map((value) => ({ value, label: words.t(`guide.service.${value}`), hint: words.t(`edit.level.${value}`) })) }),
  forWhom: choice({ label: words.t("edit.forWhom"), required: true, drawn: "list", options: said(audiences, (value) => `activity.for.${value}`) }),
  fromAge: choice({ label: words.t("edit.from-age"), required: true, drawn: "list", options: ages }),
  toAge: choice({ label: words.t("edit.to-age"), required: true, drawn: "list", options: ages }),
  meet: choice({ label: words.t("edit.meet"), required: true, options: yesNo }),
}) satisfies Fields;
