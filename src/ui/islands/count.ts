const PAUSE = 800;

/** The words under the field: the number changes as one writes, and is spoken only when one pauses. */
export class KringCount extends HTMLElement {
  #timer = 0;

  connectedCallback(): void {
    const field = document.getElementById(this.getAttribute("for") ?? "");
    const line = this.querySelector("p");
    if (!(field instanceof HTMLTextAreaElement) || !line) return;
    const heard = this.#heardCopy();
    const update = () => {
      line.textContent = this.#words(field.value);
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => (heard.textContent = line.textContent), PAUSE);
    };
    field.addEventListener("input", update);
    if (field.value) line.textContent = this.#words(field.value);
  }

  disconnectedCallback(): void {
    clearTimeout(this.#timer);
  }

  #heardCopy(): HTMLElement {
    const copy = document.createElement("p");
    copy.className = "hidden";
    copy.setAttribute("aria-live", "polite");
    this.append(copy);
    return copy;
  }

  #words(value: string): string {
    const left = Number(this.getAttribute("max")) - [...value].length;
    this.classList.toggle("over", left < 0);
    return `${this.getAttribute(left < 0 ? "over" : "left")} ${Math.abs(left)}`;
  }
}
