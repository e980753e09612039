import type { Page, Response } from "playwright-core";
import { expect } from "vitest";
import { kindAt } from "./addresses.ts";
import { openEasel } from "./easel.ts";
import { axeFaults, isTooWide } from "./judge.ts";
import { unlike, type PageState, type Seen } from "./page-states.ts";
import type { Seat, Site } from "./site.ts";
import { Tally } from "./tally.ts";

/** How a journey is walked: by touch, without JavaScript, or with the keyboard alone. */
export type Manner = "by hand" | "without JavaScript" | "by keyboard";

/** A phone in the hand, a tablet that runs no scripts, a desk with a keyboard. */
const widths = { "by hand": 360, "without JavaScript": 768, "by keyboard": 1280 } as const;

/** The pages that somebody has come to by hand, as they were sent. */
const onTheWay = new WeakMap<Site, PageState[]>();
/** What axe has looked at on the ways before this one, and had nothing against. */
const seenBefore: Seen = new Map();

/**
 * What axe has against the pages that somebody has come to by hand, each that looks like none of its kind before it, on this way or on another. They are judged when the way is at
 * its end, in one window: on the way axe would be read and learnt anew for each. `planted`: what it finds on the last when a field without a label is put there.
 */
export async function judgeTheWay(site: Site): Promise<{ readonly pages: number; readonly faults: readonly string[]; readonly planted: readonly string[] }> {
  const [met, faults, { page, draw }] = [onTheWay.get(site) ?? [], [] as string[], await openEasel(site, true)];
  for (const state of unlike(met, seenBefore)) {
    await draw(state);
    faults.push(...(await axeFaults(page)).map((fault) => `${state.path} ${fault}`));
  }
  await draw(met.at(-1)!);
  await page.evaluate(() => document.querySelector("main")!.append(document.createElement("input")));
  const planted = await axeFaults(page);
  if (faults.length > 0) seenBefore.clear();
  await page.context().close();
  return { pages: met.length, faults, planted };
}

/** Somebody at a screen, told in plain words: what they open, fill in, press and see. */
export class Person {
  readonly page: Page;
  readonly #manner: Manner;
  readonly #tally: Tally;
  readonly #met: PageState[];
  #sent: Response | undefined;
  constructor(page: Page, { manner, tally, met }: { manner: Manner; tally: Tally; met: PageState[] }) {
    this.page = page;
    this.#manner = manner;
    this.#tally = tally;
    this.#met = met;
    page.on("response", (response) => {
      if (response.request().isNavigationRequest() && (response.status() < 300 || response.status() >= 400)) this.#sent = response;
    });
  }

  /** `tally`: where it is counted what the way asks of whoever walks it. */
  static async at(site: Site, as: string | undefined, manner: Manner, seat: Seat = {}, tally = new Tally()): Promise<Person> {
    const page = await site.sit({ width: widths[manner], ...(as ? { as } : {}), javaScript: manner !== "without JavaScript", unpainted: true, ...seat });
    const met = onTheWay.get(site) ?? [];
    onTheWay.set(site, met);
    return new Person(page, { manner, tally, met });
  }

  /** Takes the phone in hand: signs in, and comes to what waits. */
  async signsIn(): Promise<void> {
    this.#tally.add({ signIns: 1 });
    await this.opens("/start");
  }

  async opens(path: string): Promise<void> {
    await this.page.goto(path);
    await this.#stands();
  }

  /** Follows the first link with these words. */
  async follows(words: string | RegExp): Promise<void> {
    await this.pressesOn(this.page.getByRole("link", { name: words }).first());
  }

  /** Presses the first button with these words. */
  async presses(words: string | RegExp): Promise<void> {
    await this.pressesOn(this.page.getByRole("button", { name: words }).first());
  }

  /** Writes in the fields with these labels. */
  async fills(fields: Record<string, string>): Promise<void> {
    for (const [label, words] of Object.entries(fields)) {
      this.#tally.add({ fields: 1, characters: words.length });
      const field = this.page.getByLabel(label, { exact: false }).first();
      if (this.#manner === "by keyboard") {
        await this.#tabTo(field);
        await this.page.keyboard.press("ControlOrMeta+A");
        await this.page.keyboard.insertText(words);
      } else await field.fill(words);
    }
  }

  /** Chooses radios or ticks boxes, by the words beside them. */
  async chooses(...labels: Array<string | RegExp>): Promise<void> {
    for (const label of labels) {
      const box = this.page.getByLabel(label, { exact: typeof label === "string" }).first();
      if (await box.isChecked()) continue;
      this.#tally.add({ presses: 1 });
      if (this.#manner === "by keyboard") {
        // A group of radios is one stop for the Tab key; arrows move within it.
        await box.focus();
        await this.page.keyboard.press("Space");
      } else await box.check({ force: true });
      expect(await box.isChecked(), String(label)).toBe(true);
    }
  }

  /** Ticks one answer of a question whose answers are named alike, by the field's own name. */
  async ticks(name: string, value: string): Promise<void> {
    const box = this.page.locator(`[name="${name}"][value="${value}"]`);
    this.#tally.add({ presses: 1 });
    if (this.#manner === "by keyboard") {
      await box.focus();
      await this.page.keyboard.press("Space");
    } else await box.check({ force: true });
    expect(await box.isChecked(), `${name} ${value}`).toBe(true);
  }

  /** Answers a question by the words of the question and of the answer, where answers are named alike. */
  async answers(question: string | RegExp, option: string): Promise<void> {
    const asked = this.page.getByRole("group", { name: question }).or(this.page.getByRole("region", { name: question })).first();
    const box = asked.getByLabel(option, { exact: true }).first();
    if (this.#manner === "by keyboard") await this.#walkTo(box);
    else await box.check({ force: true });
    expect(await box.isChecked(), `${String(question)}: ${option}`).toBe(true);
  }

  /** Opens what lies folded away. */
  async unfolds(words: string | RegExp): Promise<void> {
    const summary = this.page.locator("summary").filter({ hasText: words }).first();
    this.#tally.add({ presses: 1 });
    if (this.#manner === "by keyboard") {
      await this.#tabTo(summary);
      await this.page.keyboard.press("Enter");
    } else await this.#touch(summary);
  }

  /** Follows the child's own link in the row of one's list that says what is next. */
  async followsIn(next: RegExp): Promise<void> {
    await this.pressesOn(this.page.locator(".row").filter({ hasText: next }).getByRole("link").first());
  }

  /** Writes in a field by its own name, where several have the same label. */
  async writes(name: string, words: string): Promise<void> {
    this.#tally.add({ fields: 1, characters: words.length });
    await this.page.locator(`[name="${name}"]`).fill(words);
  }

  /** Picks in a list by the field's own name. */
  async picksIn(name: string, option: string): Promise<void> {
    this.#tally.add({ presses: 2 });
    await this.page.locator(`select[name="${name}"]`).selectOption({ label: option });
  }

  async picks(label: string, option: string | RegExp): Promise<void> {
    this.#tally.add({ presses: 2 });
    const select = this.page.getByLabel(label).first();
    const value = await select.locator("option").filter({ hasText: option }).first().getAttribute("value");
    await select.selectOption(value);
  }

  async sees(...words: Array<string | RegExp>): Promise<void> {
    const text = (await this.page.locator("body").innerText()).replaceAll(/\s+/g, " ");
    for (const one of words) expect(text).toMatch(typeof one === "string" ? new RegExp(one.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")) : one);
  }

  async seesNot(words: string): Promise<void> {
    expect(await this.page.locator("body").innerText()).not.toContain(words);
  }

  get path(): string {
    return new URL(this.page.url()).pathname;
  }

  /** Presses this very link or button, for where several have the same words, and comes to what it leads to. */
  async pressesOn(target: ReturnType<Page["locator"]>): Promise<void> {
    this.#tally.add({ presses: 1 });
    if (this.#manner === "by keyboard") {
      await this.#tabTo(target);
      await Promise.all([this.page.waitForEvent("framenavigated"), this.page.keyboard.press("Enter")]);
    } else await Promise.all([this.page.waitForEvent("framenavigated"), this.#touch(target)]);
    await this.page.waitForLoadState("load");
    await this.#stands();
  }

  /** Scrolls to a control and presses the middle of it, where nothing else may lie. */
  async #touch(target: ReturnType<Page["locator"]>): Promise<void> {
    const middle = await target.evaluate((element) => {
      element.scrollIntoView({ block: "center" });
      // Of a link that is broken between two lines the first part.
      const { left, right, top, bottom } = element.getClientRects()[0]!;
      const [x, y] = [(left + right) / 2, (top + bottom) / 2];
      const hit = document.elementFromPoint(x, y);
      return hit !== null && element.contains(hit) ? { x, y } : undefined;
    });
    if (!middle) throw new Error(`something lies over it on ${this.path}: ${await target.innerText()}`);
    await this.page.mouse.click(middle.x, middle.y);
  }

  /** Reaches a control with the Tab key alone, and sees where the focus is. */
  async #tabTo(target: ReturnType<Page["locator"]>): Promise<void> {
    const wanted = await target.elementHandle();
    for (let presses = 0; presses < 250; presses += 1) {
      if (await this.page.evaluate((element) => document.activeElement === element, wanted)) {
        const outline = await this.page.evaluate(() => {
          // A radio or box is drawn by its ::before, and so is the ring around it.
          const drawn = [null, "::before"].map((part) => getComputedStyle(document.activeElement!, part));
          return drawn.some(({ outlineStyle, boxShadow }) => outlineStyle !== "none" || boxShadow !== "none");
        });
        expect(outline, `the focus shows on ${this.path}`).toBe(true);
        return;
      }
      await this.page.keyboard.press("Tab");
    }
    throw new Error(`cannot be reached with the keyboard on ${this.path}: ${await target.innerText().catch(() => "a field")}`);
  }

  /** A group of radios is one stop for the Tab key, and arrows go on within it; a box is a stop of its own. */
  async #walkTo(box: ReturnType<Page["locator"]>): Promise<void> {
    const name = await box.getAttribute("name");
    const type = await box.getAttribute("type");
    const group = type === "radio" ? this.page.locator(`input[name="${name}"]`) : box;
    const chosen = group.and(this.page.locator(":checked"));
    await this.#tabTo((await chosen.count()) > 0 ? chosen.first() : group.first());
    for (let steps = await group.count(); steps > 0 && !(await box.evaluate((element) => element === document.activeElement)); steps -= 1) await this.page.keyboard.press("ArrowDown");
    if (!(await box.isChecked())) await this.page.keyboard.press("Space");
  }

  /** Every page on the way fits its window, and is kept to be judged by axe; no page is an error. */
  async #stands(): Promise<void> {
    this.#tally.add({ pages: 1, screens: Math.max(0, await this.page.evaluate(() => document.documentElement.scrollHeight / innerHeight - 1)) });
    expect(await this.page.title(), this.path).not.toMatch(/gick fel|finns inte/);
    expect(await isTooWide(this.page), `${this.path} fits`).toBe(false);
    // The same pages are sent to those who walk in other manners; at other widths they are judged in states.test.ts.
    if (this.#manner === "by hand") this.#met.push({ kind: kindAt(this.path) ?? this.path, state: "on the way", path: this.path, html: await this.#sent!.text() });
  }
}
