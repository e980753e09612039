import type { VNode } from "preact";
import { Button, CheckboxGroup, DateField, FileInput, RadioGroup, Said, Select, TextArea, TextField, type Option, type Problem } from "../../ui/index.ts";
import { useWords, type Words } from "../i18n/words.tsx";
import type { Conflict } from "../result.ts";
import type { Field, FieldOption, Fields, Problems, Raw } from "./fields.ts";

/** One way to send a form. Several buttons: the pressed one's value arrives as `intent`. */
export type FormButton = { readonly label: string; readonly value?: string | undefined; readonly kind?: "primary" | "quiet" | "danger" | undefined };

/** Everything needed to draw a form: fields, what they hold, what is wrong, and what makes the post safe to repeat. */
export type FormState = {
  readonly action: string;
  readonly fields: Fields;
  readonly values: Raw;
  readonly problems: Problems;
  readonly once: string;
  readonly version?: number | undefined;
  /** Somebody else's words, when the post met them: only then has the reader seen what stands now. */
  readonly conflict?: Conflict | undefined;
};

const one = (value: string | readonly string[] | undefined): string => (typeof value === "string" ? value : (value?.[0] ?? ""));
const many = (value: string | readonly string[] | undefined): readonly string[] => (typeof value === "string" ? [value] : (value ?? []));

/** What is wrong with a field, in words; undefined when nothing is. */
function spokenProblem(words: Words, problems: Problems, name: string): string | undefined {
  const problem = problems[name];
  if (!problem) return undefined;
  const spoken = Object.entries(problem.values ?? {}).map(([key, value]) => [key, key === "day" ? words.day(String(value)) : value] as const);
  return words.say(problem.key, Object.fromEntries(spoken));
}

/** The problems of a form as links to their fields, in the order of the form. */
export function problemLinks(words: Words, state: Pick<FormState, "fields" | "problems">): Problem[] {
  const named = Object.keys(state.fields).filter((name) => state.problems[name]);
  const general = Object.keys(state.problems).filter((name) => !(name in state.fields));
  return [...general, ...named].map((name) => ({ id: name in state.fields ? `f-${name}` : "main", text: spokenProblem(words, state.problems, name)! }));
}

const optionOf = ({ value, label, hint, said }: FieldOption): Option =>
  ({ value, label: said ? <Said>{label}</Said> : label, ...(hint === undefined ? {} : { hint: said ? <Said>{hint}</Said> : hint }) });

/** One field of a form, drawn with what was written and what is wrong with it. For pages that lay out a form themselves. */
export function FieldOf({ state, name }: { state: FormState; name: string }): VNode {
  const words = useWords();
  const field: Field = state.fields[name]!;
  const value = state.values[name];
  const common = { id: `f-${name}`, name, label: field.label, problem: spokenProblem(words, state.problems, name) };
  if (field.kind === "hidden") return <input type="hidden" name={name} value={one(value) || field.value} />;
  const asked = { ...common, label: field.said ? <Said>{field.label}</Said> : field.label, hint: field.hint, required: field.required };
  switch (field.kind) {
    case "line":
      return <TextField {...asked} value={one(value)} inputMode={field.inputMode} width={field.width ?? "full"} />;
    case "text":
      return <TextArea {...asked} value={one(value)} rows={field.rows ?? 4} maxLength={field.max} />;
    case "choice":
      return field.drawn === "list"
        ? <Select {...asked} options={field.options.map(({ value: v, label, under }) => ({ value: v, label, under }))} value={one(value)} empty={words.t("form.choose")} />
        : <RadioGroup {...asked} options={field.options.map(optionOf)} value={one(value)} />;
    case "choices":
      return <CheckboxGroup {...asked} options={field.options.map(optionOf)} values={many(value)} />;
    case "day":
      return <DateField {...asked} value={one(value)} />;
    case "file":
      return <FileInput {...asked} accept={field.accept} />;
    case "time":
      return <TextField {...asked} value={one(value)} width="short" inputMode="text" />;
  }
}

/** What every form carries unseen: its once-id and, when it changes something, the version it was drawn from. */
export function Unseen({ state }: { state: Pick<FormState, "once" | "version"> }): VNode {
  return (
    <>
      <input type="hidden" name="once" value={state.once} />
      {state.version !== undefined && <input type="hidden" name="version" value={String(state.version)} />}
    </>
  );
}

/** Whether a form has a file to choose: such a form is sent in parts. */
const sendsFile = ({ fields }: FormState): boolean => Object.values(fields).some(({ kind }) => kind === "file");

/** A whole form in the order of its fields. `children` stand between the fields and the buttons. */
export function FormOf({ state, buttons, children }: { state: FormState; buttons: readonly FormButton[]; children?: VNode | undefined }): VNode {
  return (
    <form method="post" action={state.action} encType={sendsFile(state) ? "multipart/form-data" : undefined} noValidate class="form">
      <Unseen state={state} />
      {Object.keys(state.fields).map((name) => <FieldOf key={name} state={state} name={name} />)}
      {children}
      <FormButtons buttons={buttons} />
    </form>
  );
}

export function FormButtons({ buttons }: { buttons: readonly FormButton[] }): VNode {
  return (
    <div class="actions">
      {buttons.map(({ label, value, kind }) => (
        <Button key={label} kind={kind ?? "primary"} {...(value === undefined ? {} : { name: "intent", value })}>{label}</Button>
      ))}
    </div>
  );
}

/** A form that asks nothing: one button that posts, for example "Ta emot". */
export function PostButton({ action, once, label, kind, fields = {} }: { action: string; once: string; label: string; kind?: "primary" | "quiet" | "danger"; fields?: Record<string, string> }): VNode {
  return (
    <form method="post" action={action} class="form-inline">
      <input type="hidden" name="once" value={once} />
      {Object.entries(fields).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
      <Button kind={kind ?? "primary"}>{label}</Button>
    </form>
  );
}
