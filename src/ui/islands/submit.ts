const AGAIN = 8000;

/**
 * A second press on the way is not sent. The button is not disabled, because then its own name and value would be lost and
 * the keyboard's place with it; after eight seconds one may try again.
 */
export function listenForSubmits(page: Document): void {
  const sent = new Map<HTMLFormElement, number>();
  const forget = (form: HTMLFormElement) => {
    sent.delete(form);
    form.classList.remove("sending");
  };
  page.addEventListener("submit", (event) => {
    if (event.defaultPrevented || !(event.target instanceof HTMLFormElement)) return;
    const form = event.target;
    if (sent.has(form)) return event.preventDefault();
    form.classList.add("sending");
    sent.set(form, window.setTimeout(() => forget(form), AGAIN));
  });
  // A page that comes back from the browser's memory has not been sent.
  addEventListener("pageshow", (event) => event.persisted && [...sent.keys()].forEach(forget));
}
