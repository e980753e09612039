import type { Service } from "../directory/directory.ts";
import type { Report } from "../directory/index.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { FieldOf, FormButtons, Unseen, type FormState } from "../platform/web/form.tsx";
import { Breadcrumb, Notice, PageTitle, Said, Stack } from "../ui/index.ts";
import type { People } from "./card-parts.tsx";
import { Reports } from "./card-parts.tsx";
import { sections, type Choosing } from "./edit-fields.ts";

/** The form of a card in its parts, each saying who reads it. */
export function CardForm({ state, choosing, button, first = [] }: { state: FormState; choosing: Choosing; button: string; first?: readonly string[] }) {
  const words = useWords();
  const here = new Set(Object.keys(state.fields));
  return (
    <form method="post" action={state.action} noValidate class="form card-form">
      <Unseen state={state} />
      <nav class="letters" aria-label={words.t("network.edit.parts")}><ul>{sections.map(({ name }) => <li key={name}><a href={`#part-${name}`}>{words.t(`network.edit.part.${name}`)}</a></li>)}</ul></nav>
      {first.map((name) => <FieldOf key={name} state={state} name={name} />)}
      {sections.map(({ name, reads, fields }) => (
        <section key={name} class="card" aria-labelledby={`part-${name}`}>
          <div class="card-head">
            <h2 id={`part-${name}`}>{words.t(`network.edit.part.${name}`)}</h2>
            <span class="quiet">{words.t(`network.edit.reads.${reads}`)}</span>
          </div>
          {name === "reach" && <p class="hint">{words.t("network.edit.hours.hint")}</p>}
          <div class="fields">{Object.keys(fields({ words, choosing })).filter((field) => here.has(field)).map((field) => <FieldOf key={field} state={state} name={field} />)}</div>
        </section>
      ))}
      <FormButtons buttons={[{ label: button }]} />
    </form>
  );
}

export type EditProps = { readonly service: Service; readonly reports: readonly Report[]; readonly people: People; readonly choosing: Choosing; readonly state: FormState };

export function EditPage({ service, reports, people, choosing, state }: EditProps) {
  const words = useWords();
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("network.title"), href: "/network" }, { label: <Said>{service.name}</Said>, href: `/network/services/${service.handle}` }, { label: words.t("network.edit.title") }]} />
      <PageTitle over={<Said>{service.name}</Said>} lead={words.t("network.edit.lead")}>{words.t("network.edit.title")}</PageTitle>
      {reports.length > 0 && <Notice kind="warning" title={words.t("network.report.waiting", { count: reports.length })}><Reports reports={reports} people={people} /></Notice>}
      <CardForm state={state} choosing={choosing} button={words.t("network.edit.save")} />
    </Stack>
  );
}

export function AddPage({ choosing, state }: { choosing: Choosing; state: FormState }) {
  const words = useWords();
  return (
    <Stack>
      <Breadcrumb items={[{ label: words.t("network.title"), href: "/network" }, { label: words.t("network.add.title") }]} />
      <PageTitle lead={words.t("network.add.lead")}>{words.t("network.add.title")}</PageTitle>
      <CardForm state={state} choosing={choosing} button={words.t("network.add.save")} first={["unit"]} />
    </Stack>
  );
}
