const WARNING = 120;
const SECOND = 1000;

type State = "quiet" | "soon" | "ended";

/**
 * Tells, two minutes before, that an idle session is about to end. Nothing counts down before one's eyes. When another tab
 * has been used the session lives on, so the tabs tell each other.
 */
export class KringCountdown extends HTMLElement {
  #timers: number[] = [];
  #tabs: BroadcastChannel | undefined;

  connectedCallback(): void {
    this.#tabs = "BroadcastChannel" in window ? new BroadcastChannel("kring-session") : undefined;
    this.#tabs?.addEventListener("message", () => this.#begin());
    this.#tabs?.postMessage("used");
    this.querySelector("button")?.addEventListener("click", () => void this.#stay());
    this.querySelector("a")?.setAttribute("href", location.pathname + location.search);
    this.#begin();
  }

  disconnectedCallback(): void {
    this.#tabs?.close();
    this.#timers.forEach(clearTimeout);
  }

  #begin(): void {
    const seconds = Number(this.getAttribute("seconds"));
    this.#timers.forEach(clearTimeout);
    this.#timers = [
      window.setTimeout(() => this.#show("soon"), Math.max(0, seconds - WARNING) * SECOND),
      window.setTimeout(() => this.#show("ended"), seconds * SECOND),
    ];
    this.#show("quiet");
  }

  #show(state: State): void {
    for (const part of this.querySelectorAll<HTMLElement>("[data-when]")) part.hidden = part.dataset["when"] !== state;
    // What was on the screen must not lie open for whoever comes by; what was written stays in the fields.
    document.documentElement.classList.toggle("session-ended", state === "ended");
    if (state === "ended") this.querySelector("a")?.focus();
  }

  async #stay(): Promise<void> {
    const answer = await fetch("/session/stay", { method: "POST" }).catch(() => undefined);
    if (!answer) return;
    if (!answer.ok) return this.#show("ended");
    this.#tabs?.postMessage("used");
    this.#begin();
  }
}
