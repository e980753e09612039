import { useWords } from "../platform/i18n/words.tsx";
import { Hidden, type Shown } from "./text.tsx";

/** What every field has. A field that is not required says so; nothing is told by an asterisk. */
export type FieldProps = {
  /** Unique on the page; what an error summary links to. */
  id: string;
  name: string;
  label: Shown;
  hint?: Shown;
  /** What is wrong and what to do, spoken, without "Fel:". */
  problem?: Shown;
  required?: boolean | undefined;
  /** The page asks one question and the label is its h1. */
  asTitle?: boolean | undefined;
};

export type FieldWidth = "short" | "medium" | "long" | "full";
export type InputMode = "text" | "numeric" | "decimal" | "email" | "tel" | "url" | "search";

const describedBy = ({ id, hint, problem }: Pick<FieldProps, "id" | "hint" | "problem">, more?: string) =>
  [hint && `${id}-hint`, problem && `${id}-problem`, more].filter(Boolean).join(" ") || undefined;

function LabelText({ label, required }: Pick<FieldProps, "label" | "required">) {
  const words = useWords();
  return (
    <>
      {label}
      {!required && <span class="optional"> {words.t("ui.form.optional")}</span>}
    </>
  );
}

function Label({ id, label, required, asTitle }: FieldProps) {
  const text = (
    <label for={id}>
      <LabelText label={label} required={required} />
    </label>
  );
  return asTitle ? <h1 class="field-title">{text}</h1> : text;
}

function HintAndProblem({ id, hint, problem }: Pick<FieldProps, "id" | "hint" | "problem">) {
  const words = useWords();
  return (
    <>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem && (
        <p class="problem" id={`${id}-problem`}>
          <Hidden>{words.t("ui.form.error")} </Hidden>
          {problem}
        </p>
      )}
    </>
  );
}

const fieldClass = (problem: Shown) => (problem ? "field field-wrong" : "field");

export type TextFieldProps = FieldProps & {
  value?: string | undefined;
  inputMode?: InputMode | undefined;
  autocomplete?: string | undefined;
  width?: FieldWidth | undefined;
};

export function TextField(props: TextFieldProps) {
  const { id, name, problem, value, inputMode, autocomplete = "off", width = "full" } = props;
  return (
    <div class={fieldClass(problem)}>
      <Label {...props} />
      <HintAndProblem {...props} />
      <input
        type="text"
        class={`input width-${width}`}
        id={id}
        name={name}
        value={value}
        inputMode={inputMode}
        autoComplete={autocomplete}
        aria-describedby={describedBy(props)}
        aria-invalid={problem ? "true" : undefined}
      />
    </div>
  );
}

export type FileInputProps = FieldProps & {
  /** The kinds of file the browser offers first, as in HTML. */
  accept: string;
};

/** A file to choose. A browser never gives one back: after a mistake it is chosen anew. */
export function FileInput(props: FileInputProps) {
  const { id, name, problem, accept } = props;
  return (
    <div class={fieldClass(problem)}>
      <Label {...props} />
      <HintAndProblem {...props} />
      <input type="file" class="file" id={id} name={name} accept={accept} aria-describedby={describedBy(props)} aria-invalid={problem ? "true" : undefined} />
    </div>
  );
}

export type DateFieldProps = FieldProps & {
  /** What was written, kept as it was: "2026-12-01", or whatever failed. */
  value?: string | undefined;
};

/** One line for a day. Its hint shows the way to write it; the form forgives other ways. */
export function DateField(props: DateFieldProps) {
  const words = useWords();
  const example = words.t("ui.form.dateHint");
  const hint = props.hint ? (
    <>
      {props.hint} {example}
    </>
  ) : (
    example
  );
  return <TextField {...props} hint={hint} inputMode="numeric" width="short" />;
}

export type TextAreaProps = FieldProps & {
  value?: string | undefined;
  rows?: number | undefined;
  /** How many characters the form takes; more can be written, and is told. */
  maxLength?: number | undefined;
};

/** A browser drops the first line break in a textarea, so one is put there for it to drop. */
export function TextArea(props: TextAreaProps) {
  const { id, name, problem, value, rows = 4, maxLength } = props;
  const counted = maxLength === undefined ? undefined : `${id}-count`;
  return (
    <div class={fieldClass(problem)}>
      <Label {...props} />
      <HintAndProblem {...props} />
      <textarea
        class="input width-full"
        id={id}
        name={name}
        rows={rows}
        aria-describedby={describedBy(props, counted)}
        aria-invalid={problem ? "true" : undefined}
      >
        {value && `\n${value}`}
      </textarea>
      {maxLength !== undefined && <Count id={id} max={maxLength} />}
    </div>
  );
}

function Count({ id, max }: { id: string; max: number }) {
  const words = useWords();
  return (
    <kring-count for={id} max={max} left={words.t("ui.form.left")} over={words.t("ui.form.over")}>
      <p class="hint" id={`${id}-count`}>
        {words.t("ui.form.max", { max })}
      </p>
    </kring-count>
  );
}

export type Option = {
  value: string;
  label: Shown;
  hint?: Shown;
  /** Stands after the label, such as a `Tag`. */
  tag?: Shown;
  /** What is asked about it once it is chosen. Browsers that cannot tell show it always. */
  more?: Shown;
};

type Choice = Option & { id: string; name: string; type: "radio" | "checkbox"; checked: boolean };

function ChoiceLine({ id, name, type, value, label, hint, tag, more, checked }: Choice) {
  const line = (
    <div class="choice">
      <input
        type={type}
        id={id}
        name={name}
        value={value}
        checked={checked}
        aria-describedby={hint ? `${id}-hint` : undefined}
      />
      <label for={id}>
        <span class="choice-label">
          {label} {tag}
        </span>
      </label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
  return more ? <>{line}<div class="choice-more">{more}</div></> : line;
}

type ChoicesProps = FieldProps & {
  type: Choice["type"];
  options: readonly Option[];
  chosen: readonly string[];
};

/** The first option carries the field's own id, so that the error summary's link lands where an answer can be given. */
function Choices(props: ChoicesProps) {
  const { id, name, label, required, problem, asTitle, type, options, chosen } = props;
  const text = <LabelText label={label} required={required} />;
  return (
    <div class={fieldClass(problem)}>
      <fieldset aria-describedby={describedBy(props)}>
        <legend>{asTitle ? <h1 class="field-title">{text}</h1> : text}</legend>
        <HintAndProblem {...props} />
        <div class="choices">
          {options.map((option, nth) => (
            <ChoiceLine
              key={option.value}
              {...option}
              id={nth === 0 ? id : `${id}-${nth + 1}`}
              name={name}
              type={type}
              checked={chosen.includes(option.value)}
            />
          ))}
        </div>
      </fieldset>
    </div>
  );
}

export type RadioGroupProps = FieldProps & { options: readonly Option[]; value?: string | undefined };

export function RadioGroup({ value, ...props }: RadioGroupProps) {
  return <Choices {...props} type="radio" chosen={value === undefined ? [] : [value]} />;
}

export type CheckboxGroupProps = FieldProps & { options: readonly Option[]; values?: readonly string[] | undefined };

export function CheckboxGroup({ values = [], ...props }: CheckboxGroupProps) {
  return <Choices {...props} type="checkbox" chosen={values} />;
}

export type SelectProps = FieldProps & {
  /** `under`: a heading that several in a row stand under. */
  options: readonly { value: string; label: string; under?: string | undefined }[];
  value?: string | undefined;
  /** The first, empty line; without it the list begins with its first option. */
  empty?: string | undefined;
};

export function Select(props: SelectProps) {
  const { id, name, problem, options, value, empty } = props;
  return (
    <div class={fieldClass(problem)}>
      <Label {...props} />
      <HintAndProblem {...props} />
      <select
        class="input"
        id={id}
        name={name}
        aria-describedby={describedBy(props)}
        aria-invalid={problem ? "true" : undefined}
      >
        {empty !== undefined && <option value="">{empty}</option>}
        {[...Map.groupBy(options, ({ under }) => under)].map(([under, some]) => {
          const lines = some.map((option) => (
            <option key={option.value} value={option.value} selected={option.value === value}>
              {option.label}
            </option>
          ));
          return under === undefined ? lines : <optgroup key={under} label={under}>{lines}</optgroup>;
        })}
      </select>
    </div>
  );
}
