import type { VNode } from "preact";
import { weekdays } from "../directory/directory.ts";
import { weekdayName } from "../directory/index.ts";
import type { Words } from "../platform/i18n/words.tsx";
import { useWords } from "../platform/i18n/words.tsx";
import { choice, choices, day, line, text, time, type Fields, type FieldOption } from "../platform/web/fields.ts";
import { FieldOf, FormButtons, Unseen, type FormState } from "../platform/web/form.tsx";
import { PageTitle, Said, Stack } from "../ui/index.ts";
import { activityKinds, audiences, signUps, type Activity } from "./activity.ts";
import { KeepCrumbs } from "./keep-pages.tsx";
import { nths } from "./recurrence.ts";

export type EditModel = { readonly activity: Activity; readonly places: ReadonlyArray<{ readonly id: string; readonly name: string }>; readonly languages: readonly string[] };

const AGES = Array.from({ length: 22 }, (_, nth) => nth - 1);
const EVERY = ["once", "week", "2-weeks", "month"] as const;

/** What is asked for; the same words draw it and read it. */
export function editFields({ places, languages }: EditModel, words: Words) {
  const said = <T extends string>(values: readonly T[], key: (value: T) => string): FieldOption[] => values.map((value) => ({ value, label: words.say(key(value)) }));
  const ages = AGES.map((age) => ({ value: String(age), label: age < 0 ? words.t("guide.ages.expecting") : words.t("guide.ages.one", { from: age }) }));
  const names = new Intl.DisplayNames(words.locale, { type: "language" });
  const yesNo = said(["yes", "no"], (value) => `edit.${value}`);
  return {
    name: line({ label: words.t("edit.name"), required: true, max: 100 }),
    about: text({ label: words.t("edit.about"), hint: words.t("edit.about.hint"), required: true, max: 500, rows: 3 }),
    kind: choice({ label: words.t("edit.kind"), required: true, drawn: "list", options: said(activityKinds, (value) => `activity.kind.${value}`) }),
    forWhom: choice({ label: words.t("edit.forWhom"), required: true, drawn: "list", options: said(audiences, (value) => `activity.for.${value}`) }),
    fromAge: choice({ label: words.t("edit.from-age"), required: true, drawn: "list", options: ages }),
    toAge: choice({ label: words.t("edit.to-age"), required: true, drawn: "list", options: ages }),
    meet: choice({ label: words.t("edit.meet"), required: true, options: yesNo }),
    every: choice({ label: words.t("edit.every"), required: true, options: said(EVERY, (value) => `edit.every.${value}`) }),
    weekday: choice({ label: words.t("edit.weekday"), drawn: "list", options: weekdays.map((value) => ({ value, label: weekdayName(words, value, "long") })) }),
    nth: choice({ label: words.t("edit.nth"), drawn: "list", options: said(nths.map(String), (value) => `edit.nth.${value}`) }),
    from: time({ label: words.t("edit.from"), required: true }),
    to: time({ label: words.t("edit.to"), required: true }),
    starts: day({ label: words.t("edit.starts"), hint: words.t("edit.starts.hint"), required: true }),
    ends: day({ label: words.t("edit.ends"), hint: words.t("edit.ends.hint") }),
    place: choice({ label: words.t("edit.place"), drawn: "list", options: places.map(({ id, name }) => ({ value: id, label: name })) }),
    signUp: choice({ label: words.t("edit.signUp"), required: true, options: said(signUps, (value) => `edit.signUp.${value}`) }),
    capacity: line({ label: words.t("edit.capacity"), hint: words.t("edit.capacity.hint"), inputMode: "numeric", width: "short", max: 3 }),
    childcare: choice({ label: words.t("edit.childcare"), required: true, options: yesNo }),
    languages: choices({ label: words.t("edit.languages"), required: true, options: languages.map((code) => ({ value: code, label: names.of(code) ?? code, said: true })) }),
    interpreter: choice({ label: words.t("edit.interpreter"), required: true, options: yesNo }),
    cost: choice({ label: words.t("edit.cost"), required: true, options: said(["free", "fee"], (value) => `edit.cost.${value}`) }),
    costNote: line({ label: words.t("edit.costNote"), max: 120 }),
    phone: line({ label: words.t("edit.phone"), required: true, inputMode: "tel", width: "medium", max: 30 }),
    status: choice({ label: words.t("edit.status"), required: true, options: said(["active", "ended"], (value) => `edit.status.${value}`) }),
  } satisfies Fields;
}

type Part = { readonly title: "edit.what" | "edit.when" | "edit.how"; readonly names: ReadonlyArray<keyof ReturnType<typeof editFields>> };
const PARTS: readonly Part[] = [
  { title: "edit.what", names: ["name", "about", "kind", "forWhom", "fromAge", "toAge", "meet"] },
  { title: "edit.when", names: ["every", "weekday", "nth", "from", "to", "starts", "ends"] },
  { title: "edit.how", names: ["place", "signUp", "capacity", "childcare", "languages", "interpreter", "cost", "costNote", "phone", "status"] },
];

/** A long form in three parts. */
export function EditPage({ model: { activity }, state }: { model: EditModel; state: FormState }): VNode {
  const words = useWords();
  return (
    <Stack>
      <KeepCrumbs activity={activity} last={words.t("edit.title")} />
      <PageTitle over={<Said>{activity.name}</Said>} lead={activity.signUp === "none" ? undefined : words.t("edit.told")}>{words.t("edit.title")}</PageTitle>
      <form method="post" action={state.action} noValidate class="form">
        <Unseen state={state} />
        {PARTS.map(({ title, names }) => (
          <section key={title} class="stack">
            <h2>{words.t(title)}</h2>
            {names.map((name) => <FieldOf key={name} state={state} name={name} />)}
          </section>
        ))}
        <FormButtons buttons={[{ label: words.t("edit.save") }]} />
      </form>
    </Stack>
  );
}
