import { threeTimes } from "./three-times.ts";

const WITHIN = 5000;
const LEFT = "kring-left";

/**
 * The quick exit. The page is gone before the next one has been asked for: a slow line must not keep it on the screen.
 * The address is replaced, and a page that the back button fetches from the browser's memory asks the server again.
 */
export class KringExit extends HTMLElement {
  #stop = new AbortController();

  connectedCallback(): void {
    const { signal } = (this.#stop = new AbortController());
    const third = threeTimes(WITHIN);
    addEventListener("keydown", (event) => this.#keyed(event, third), { signal });
    addEventListener("pageshow", (event) => event.persisted && this.#shownAgain(), { signal });
    this.#link()?.addEventListener("click", (event) => this.#pressed(event), { signal });
    sessionStorage.removeItem(LEFT);
  }

  disconnectedCallback(): void {
    this.#stop.abort();
  }

  #link(): HTMLAnchorElement | null {
    return this.querySelector("a");
  }

  #keyed(event: KeyboardEvent, third: (now: number) => boolean): void {
    if (event.key === "Shift" && !event.repeat && third(event.timeStamp)) this.#leave();
  }

  #pressed(event: Event): void {
    event.preventDefault();
    this.#leave();
  }

  #shownAgain(): void {
    if (!sessionStorage.getItem(LEFT)) return;
    document.documentElement.classList.add("leaving");
    location.reload();
  }

  #leave(): void {
    const to = this.#link()?.href ?? "/";
    document.documentElement.classList.add("leaving");
    document.title = "…";
    document.body.replaceChildren();
    sessionStorage.setItem(LEFT, "1");
    history.replaceState(null, "", "/");
    location.replace(to);
  }
}
