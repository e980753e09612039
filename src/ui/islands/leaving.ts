/** Forms that are written in for long, and sent with one of several buttons. */
const LONG = "form[data-unsaved]";

const isTouched = (control: Element): boolean => {
  if (control instanceof HTMLInputElement) return /^(radio|checkbox)$/.test(control.type) ? control.checked !== control.defaultChecked : control.type !== "hidden" && control.value !== control.defaultValue;
  if (control instanceof HTMLTextAreaElement) return control.value !== control.defaultValue;
  return control instanceof HTMLSelectElement && [...control.options].some((option) => option.selected !== option.defaultSelected && (option.defaultSelected || option.index > 0));
};

const isUnsaved = (page: Document): boolean => [...page.querySelectorAll<HTMLFormElement>(LONG)].some((form) => [...form.elements].some(isTouched));

/** Leaving with something unsaved is asked about, also by a button that has nothing to do with the form. @ground U07 */
export function askBeforeLeaving(page: Document): void {
  let leaving = false;
  page.addEventListener("submit", ({ target, defaultPrevented }) => {
    if (!defaultPrevented && target instanceof HTMLFormElement && target.matches(LONG)) leaving = true;
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && isUnsaved(page)) event.preventDefault();
  });
  addEventListener("pageshow", () => (leaving = false));
}
