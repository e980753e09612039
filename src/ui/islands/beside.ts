/** Forms of a page that belong together: each is saved by itself, and what stands in one is not lost when another is sent. */
const TOGETHER = "form[data-together]";

const isTouched = (control: Element): boolean => {
  if (control instanceof HTMLInputElement) return /^(radio|checkbox)$/.test(control.type) ? control.checked !== control.defaultChecked : control.type !== "hidden" && control.value !== control.defaultValue;
  if (control instanceof HTMLTextAreaElement) return control.value !== control.defaultValue;
  return control instanceof HTMLSelectElement && [...control.options].some((option) => option.selected !== option.defaultSelected && (option.defaultSelected || option.index > 0));
};

const touched = (page: Document): HTMLFormElement[] => [...page.querySelectorAll<HTMLFormElement>(TOGETHER)].filter((form) => [...form.elements].some(isTouched));

/** Saves a form without leaving the page. Whatever is kept leads on; whatever is not comes back as a page with its problems. */
async function isSaved(form: HTMLFormElement): Promise<boolean> {
  const body = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => undefined);
  return answer?.type === "opaqueredirect";
}

/**
 * What stands in the forms beside the one that is sent is saved first. If one of them lacks something, the one that was pressed is saved
 * here, and the other is sent as usual, so that its page says what it lacks. Leaving with something unsaved is asked about. @ground U07
 */
export function keepBesides(page: Document): void {
  let leaving = false;
  page.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || leaving || !(form instanceof HTMLFormElement)) return;
    if (!form.matches(TOGETHER)) return;
    const besides = touched(page).filter((other) => other !== form);
    leaving = true;
    if (besides.length === 0) return;
    event.preventDefault();
    void (async () => {
      let last = form;
      for (const other of besides) {
        if (await isSaved(other)) continue;
        if (last === form && !(await isSaved(form))) break;
        last = other;
      }
      last.submit();
    })();
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && touched(page).length > 0) event.preventDefault();
  });
  addEventListener("pageshow", () => (leaving = false));
}
