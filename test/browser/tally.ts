/** What a way asks of whoever walks it. `screens`: how much further than the first window its pages reach. */
export type Cost = { readonly pages: number; readonly screens: number; readonly presses: number; readonly fields: number; readonly characters: number; readonly signIns: number };

const NOTHING: Cost = { pages: 0, screens: 0, presses: 0, fields: 0, characters: 0, signIns: 0 };

/** Seconds for each, after the keystroke-level model: a page is looked over, a press includes finding what to press, and a change of person in the demo is two presses and the page to choose on. */
const SECONDS: Cost = { pages: 3, screens: 0.5, presses: 1.2, fields: 1.2, characters: 0.25, signIns: 5.4 };

const parts = Object.keys(NOTHING) as Array<keyof Cost>;
const plus = (a: Cost, b: Partial<Cost>): Cost => Object.fromEntries(parts.map((part) => [part, a[part] + (b[part] ?? 0)])) as Cost;

export const secondsOf = (cost: Cost): number => parts.reduce((sum, part) => sum + cost[part] * SECONDS[part], 0);

/** Counts, stage by stage, what a journey takes. A figure to look at, and never a race against the clock of the machine. */
export class Tally {
  readonly #stages = new Map<string, Cost>();
  #now = "";

  stage(name: string): void {
    this.#now = name;
  }

  add(cost: Partial<Cost>): void {
    this.#stages.set(this.#now, plus(this.#stages.get(this.#now) ?? NOTHING, cost));
  }

  get total(): Cost {
    return [...this.#stages.values()].reduce((sum, cost) => plus(sum, cost), NOTHING);
  }

  /** One line for each stage, and the sum. */
  get table(): string {
    const lines = [...this.#stages, ["together", this.total] as const].map(([name, cost]) => [name, ...parts.map((part) => String(Math.round(cost[part]))), `${Math.round(secondsOf(cost))} s`]);
    const all = [["stage", ...parts, "estimate"], ...lines];
    const widths = all[0]!.map((_, column) => Math.max(...all.map((line) => line[column]!.length)));
    return all.map((line) => line.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join("  ")).join("\n");
  }
}
