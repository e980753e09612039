import type { VNode } from "preact";
import { useWords } from "../platform/i18n/words.tsx";
import { FieldOf, FormButtons, Unseen, type FormState } from "../platform/web/form.tsx";
import { PageTitle, Said, Stack } from "../ui/index.ts";
import type { Activity } from "./activity.ts";
import { asked } from "./draft.ts";
import type { EditForm } from "./edit.ts";
import type { Choices } from "./edit-fields.ts";
import { KeepCrumbs } from "./keep-pages.tsx";

export type EditModel = { readonly activity: Activity; readonly choices: Choices };

type Part = { readonly title: "edit.what" | "edit.when" | "edit.where" | "edit.how"; readonly names: ReadonlyArray<keyof EditForm> };
const PARTS: readonly Part[] = [
  { title: "edit.what", names: asked.what }, { title: "edit.when", names: ["every", "weekday", "nth", "from", "to", "starts", "ends"] },
  { title: "edit.where", names: asked.where }, { title: "edit.how", names: [...asked.how, "status"] },
];

/** A long form in four parts. */
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
