import type { FormState } from "../platform/web/form.tsx";

/** A field with the short label it has beside its own question, on a page that tells itself what must be answered. */
export function asked(state: FormState, name: string, label?: string): FormState {
  const field = state.fields[name]!;
  return field.kind === "hidden" ? state : { ...state, fields: { ...state.fields, [name]: { ...field, label: label ?? field.label, required: true } } };
}
