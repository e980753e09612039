import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";

/** The judge itself: for a window that is to judge many pages, to be there on each from the start. */
export const AXE = readFileSync("node_modules/axe-core/axe.min.js", "utf8");

/** Every rule of WCAG 2.2 A and AA, and axe's best practice. */
const ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * Rules whose answer changes with the width and the colours, and that take most of axe's time: they are asked only where they have something
 * new to say. What they look at is marked by `markWhatMayChange`.
 */
const CHANGING = [
  { id: "color-contrast", selector: "[data-fresh]", matches: "color-contrast-matches", excludeHidden: false, any: ["color-contrast"] },
  { id: "scrollable-region-focusable", selector: "[data-scrolls]", matches: "scrollable-region-focusable-matches", any: ["focusable-content", "focusable-element"] },
  { id: "link-in-text-block", selector: "a[data-fresh]", matches: "link-in-text-block-matches", excludeHidden: false, any: [{ id: "link-in-text-block", options: { requiredContrastRatio: 3, allowSameColor: true } }, "link-in-text-block-style"] },
].map((rule) => ({ ...rule, id: `${rule.id} where it may change`, tags: ["changing"] }));
const REPLACED = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block"];

type Found = { id: string; nodes: Array<{ target: string[] }> };
type Axe = { run(context: object, options: object): Promise<{ violations: Found[] }>; configure(spec: object): void; getRules(tags: string[]): object[] };
type Asked = { readonly runOnly: readonly string[]; readonly without?: readonly string[] };

/** What axe has against a page at the width it has now, one line each; nothing is excepted. */
async function axeFaultsBy(page: Page, asked: Asked): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(AXE);
  return page.evaluate(async ({ runOnly, without, changing }) => {
    const { axe } = globalThis as unknown as { axe: Axe };
    if (axe.getRules(["changing"]).length === 0) axe.configure({ rules: changing });
    const rules = Object.fromEntries((without ?? []).map((rule) => [rule, { enabled: false }]));
    const { violations } = await axe.run(document, { runOnly, rules, resultTypes: ["violations"], preload: false });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
  }, { ...asked, changing: CHANGING });
}

/**
 * Marks what axe is to look at again: words and boxes that scroll, which nobody has judged. Words are known by their colours, their size and their ground, a link
 * also by its line and by what it stands among, and a box by whether it, or something in it, can be reached. Gives what the fresh ones are known by.
 */
const markWhatMayChange = (page: Page, judged: Iterable<number>): Promise<number[]> => page.evaluate((known) => {
  const before = new Set(known);
  const kept = new Map<Element, string>();
  /** Everything between the words and the page that can change what they are seen against; what is clear changes nothing. */
  const grounds = (element: Element | null): string => {
    if (!element) return "";
    const { backgroundColor, backgroundImage, opacity } = getComputedStyle(element);
    const own = backgroundColor === "rgba(0, 0, 0, 0)" && backgroundImage === "none" && opacity === "1" ? "" : `${backgroundColor}${backgroundImage}${opacity} `;
    const all = own + (kept.get(element.parentElement!) ?? grounds(element.parentElement));
    kept.set(element, all);
    return all;
  };
  const short = (words: string) => {
    let sum = 7;
    for (let at = 0; at < words.length; at += 1) sum = (Math.imul(sum, 31) + words.charCodeAt(at)) | 0;
    return sum;
  };
  const hasWords = (element: Element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim() !== "");
  /** What tells a link from the words around it. */
  const among = (link: Element) => [getComputedStyle(link).textDecorationLine, getComputedStyle(link.parentElement!).color, hasWords(link.parentElement!)].join(" ");
  const fresh = new Set<number>();
  const mark = (element: Element, as: string, ...by: Array<string | number | boolean>) => {
    const name = short([as, element.tagName, element.getAttribute("class") ?? "", ...by].join("|"));
    if (before.has(name)) return;
    fresh.add(name);
    element.setAttribute(as, "");
  };
  for (const element of document.querySelectorAll("[data-fresh], [data-scrolls]")) ["data-fresh", "data-scrolls"].forEach((name) => element.removeAttribute(name));
  for (const element of document.querySelectorAll("body, body *")) {
    const scrolls = element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight;
    if (scrolls && /auto|scroll/.test(getComputedStyle(element).overflow)) mark(element, "data-scrolls", (element as HTMLElement).tabIndex, element.querySelector("a[href], button, input, select, textarea, summary, [tabindex]") !== null);
    const says = element.matches("input, textarea, select, a[href]") || hasWords(element);
    if (!says || !element.checkVisibility({ visibilityProperty: true })) continue;
    const { color, fontSize, fontWeight, fill, position } = getComputedStyle(element);
    mark(element, "data-fresh", color, fill, fontSize, fontWeight, position, grounds(element), element.matches("a[href]") ? among(element) : "");
  }
  return [...fresh];
}, [...judged]);

/** Words and boxes that axe has judged and found well: words like them on the same ground are as easy to read on the next page, and a box as easy to reach. */
const judgedBefore = new Set<number>();

/** What axe has against a page at this width and in these colours: by the rules whose answer changes with them, and by all the `others` when told so. */
async function axeFaultsNow(page: Page, others: boolean): Promise<string[]> {
  const fresh = await markWhatMayChange(page, judgedBefore);
  if (!others && fresh.length === 0) return [];
  const faults = await axeFaultsBy(page, others ? { runOnly: ["changing", ...ALL], without: REPLACED } : { runOnly: ["changing"] });
  if (!faults.some((fault) => / where it may change:/.test(fault))) fresh.forEach((one) => judgedBefore.add(one));
  return faults;
}

/** Headers and footers that have been judged by everything and found well, by what stands in them. */
const judgedFrames = new Set<string>();

/** Hides the header and the footer of a page when there have been some like them: they are the same on most pages, and a third of what there is to look at. Gives what they are known by. */
async function setFramesAside(page: Page): Promise<string[]> {
  const frames = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>("body > header, body > footer")].map(({ outerHTML }) =>
    [document.documentElement.lang, document.documentElement.dir, document.body.className, outerHTML.replaceAll(/ (href|action|value)="[^"]*"/g, "")].join(" ")));
  await page.evaluate((known) => document.querySelectorAll<HTMLElement>("body > header, body > footer").forEach((frame, nth) => {
    if (known[nth]) frame.style.visibility = "hidden";
  }), frames.map((frame) => judgedFrames.has(frame)));
  return frames;
}

/** What axe has against a page as it stands, by every rule; words in colours that it has judged on another page are not judged again. */
export async function axeFaults(page: Page): Promise<string[]> {
  await setFramesAside(page);
  return axeFaultsNow(page, true);
}

/** Whether the page is wider than its window: never, at any width. */
export const isTooWide = (page: Page): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

/** What is too small to hit, sticks out or is cut off, at the width the window has now. @ground U17, U18, WCAG 1.4.10, 2.5.8 */
const layoutFaults = (page: Page): Promise<string[]> => page.evaluate(() => {
  const named = (element: Element) => `${element.tagName.toLowerCase()}.${element.className} "${(element.textContent || element.getAttribute("name") || "").trim().slice(0, 40)}"`;
  const isShown = (element: HTMLElement) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".hidden, thead") && element.getBoundingClientRect().width > 1;
  const found: string[] = [];
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) {
    const wide = [...document.querySelectorAll<HTMLElement>("body *")].filter((element) => isShown(element) && element.getBoundingClientRect().right > width + 0.5);
    found.push(`too wide, by ${wide.slice(-2).map(named).join(" and ")}`);
  }
  for (const box of document.querySelectorAll<HTMLElement>("h1, h2, h3, p, li, dt, dd, th, td, label, legend, summary, .button, .tag, .choice, .card, .notice, .next, .row, .disc")) {
    if (isShown(box) && box.clientWidth > 0 && box.scrollWidth > box.clientWidth + 1) found.push(`wider than its box: ${named(box)}`);
  }
  for (const control of document.querySelectorAll<HTMLElement>("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
    // Points of a drawing have a measure of their own.
    if (!isShown(control) || control.matches(".skip, svg a")) continue;
    const { width: w, height: h } = control.getBoundingClientRect();
    // A link within a sentence is as high as its line: the one exception of WCAG 2.5.8 that is used here.
    const around = control.closest("p, li, dd, td, blockquote");
    const inSentence = getComputedStyle(control).display === "inline" && around !== null && around.textContent.trim() !== control.textContent.trim();
    if (!inSentence && (w < 24 || h < 24)) found.push(`smaller than 24 px: ${named(control)}`);
    if (control.matches(".button-primary") && h < 44) found.push(`lower than 44 px: ${named(control)}`);
  }
  return found;
});

/** Points of a drawing that are small and have less room around them than a finger: within 12 px of the middle of one is no other, nor its own 12 px. @ground WCAG 2.5.8 */
const pointFaults = (page: Page): Promise<string[]> => page.evaluate(() => {
  const points = [...document.querySelectorAll("svg a")].map((link) => ({ link, box: link.getBoundingClientRect() })).filter(({ box }) => box.width > 0);
  const isSmall = ({ width, height }: DOMRect) => width < 24 || height < 24;
  const middle = ({ x, y, width, height }: DOMRect) => [x + width / 2, y + height / 2] as const;
  const isNear = (one: DOMRect, other: DOMRect) => {
    const [x, y] = middle(one);
    const [a, b] = isSmall(other) ? middle(other) : [Math.min(Math.max(x, other.left), other.right), Math.min(Math.max(y, other.top), other.bottom)];
    return Math.hypot(x - a, y - b) < (isSmall(other) ? 24 : 12);
  };
  return points.filter(({ box }, nth) => isSmall(box) && points.some((other, at) => at !== nth && isNear(box, other.box)))
    .map(({ link }) => `too near another point: ${(link.getAttribute("aria-label") ?? link.textContent).trim().slice(0, 40)}`);
});

/** One title, the landmarks, the language: what a listener finds the way by. @ground U20 */
const frameFaults = (page: Page): Promise<string[]> => page.evaluate(() => {
  const count = (selector: string) => document.querySelectorAll(selector).length;
  // A page has a second one in store, for when its session has ended and nothing else is shown.
  const titles = [...document.querySelectorAll("h1")].filter((title) => title.checkVisibility({ visibilityProperty: true }));
  const wanted: Array<[string, boolean]> = [
    ["one h1", titles.length === 1], ["one main", count("main") === 1], ["the language is told", /^(sv|en|ar)$/.test(document.documentElement.lang)], ["the tab has a title", document.title.trim() !== ""],
  ];
  // The almanac one leaves to, and the page of another's that the demo signs in by, have no frame of this house.
  if (count("body[class^=area-]") > 0) wanted.push(["a header", count("body > header") === 1], ["a footer", count("body > footer") === 1], ["the way past the menu", count("a.skip[href='#main']") === 1]);
  return wanted.filter(([, holds]) => !holds).map(([what]) => `not there: ${what}`);
});

/** Whether the focus shows wherever it can stand, and nothing else covers where it stands. @ground U16, WCAG 2.4.7, 2.4.11 */
async function focusFaults(page: Page): Promise<string[]> {
  // The browser shows the focus once somebody has used the keyboard.
  await page.keyboard.press("Tab");
  return page.evaluate(() => {
    const found: string[] = [];
    for (const control of document.querySelectorAll<HTMLElement>("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
      if (!control.checkVisibility({ visibilityProperty: true })) continue;
      control.focus();
      const named = `${control.tagName.toLowerCase()} "${(control.textContent || control.getAttribute("name") || "").trim().slice(0, 40)}"`;
      const label = control.closest("label, .choice")?.querySelector("label") ?? control.closest("label");
      const shows = ({ outlineStyle, outlineWidth }: CSSStyleDeclaration) => outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
      if (![null, "::before"].some((part) => shows(getComputedStyle(control, part))) && !(label && shows(getComputedStyle(label)))) found.push(`the focus does not show: ${named}`);
      const { left, right, top, bottom } = control.getBoundingClientRect();
      const isOn = (x: number, y: number) => {
        const at = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
        return at !== null && (control.contains(at) || at.contains(control) || Boolean(control.closest("label, .choice, kring-exit")?.contains(at)));
      };
      if (![0.5, 0.1, 0.9].some((x) => [0.5, 0.2, 0.8].some((y) => isOn(x, y)))) found.push(`covered while it has the focus: ${named}`);
    }
    (document.activeElement as HTMLElement | null)?.blur();
    scrollTo(0, 0);
    return found;
  });
}

/** With the colours of the reader's own choosing, what can be pressed or filled in still has an edge. @ground U16, WCAG 1.4.11 */
const edgeFaults = (page: Page): Promise<string[]> => page.evaluate(() => {
  const found: string[] = [];
  const rgb = (colour: string) => colour.replaceAll(/\s/g, "");
  const hasEdge = ({ borderTopStyle, borderTopWidth, borderTopColor, backgroundColor }: CSSStyleDeclaration) =>
    borderTopStyle !== "none" && parseFloat(borderTopWidth) >= 1 && rgb(borderTopColor) !== rgb(backgroundColor) && borderTopColor !== "rgba(0, 0, 0, 0)";
  for (const control of document.querySelectorAll<HTMLElement>(".button, .input, .choice input, .card, .notice, .error-summary, .next, .tag")) {
    if (!control.checkVisibility({ visibilityProperty: true })) continue;
    if (![null, "::before"].some((part) => hasEdge(getComputedStyle(control, part)))) found.push(`no edge in forced colours: ${control.tagName.toLowerCase()}.${control.className}`);
  }
  return found;
});

const WIDTHS = [360, 768, 1280] as const;
const HEIGHT = 800;

/**
 * What there is against a page at every width it may have; 320 is a wide screen at four times its size. The window keeps its last width from one page to the
 * next, and need not be drawn anew for the first of this one.
 */
async function faultsAtEvery(page: Page, look: (width: number) => Promise<string[]>): Promise<string[]> {
  const found: string[] = [];
  for (const width of page.viewportSize()?.width === WIDTHS[2] ? [...WIDTHS.toReversed(), 320] : [320, ...WIDTHS]) {
    await page.setViewportSize({ width, height: HEIGHT });
    const faults = [...(await layoutFaults(page)), ...(await pointFaults(page)), ...(await look(width))];
    found.push(...faults.map((fault) => `${width}: ${fault}`));
  }
  return found;
}

/** What does not fit. How small a thing is to hit is asked here: axe has nothing to say of links in a drawing. */
export const fitFaults = (page: Page): Promise<string[]> => faultsAtEvery(page, async () => []);

/** What there is against the colours of a page in the dark, at the width it has now. */
async function darkFaults(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: "dark" });
  const faults = await axeFaultsNow(page, false);
  await page.emulateMedia({ colorScheme: "light" });
  return faults.map((fault) => `dark: ${fault}`);
}

/**
 * What there can be against a page each part of which has been judged on another: axe's whole look, and whether it fits. What is on it, how it is named and in
 * what order does not change with the width, since the HTML is the same: that is asked once.
 */
export async function faultsOfTheWhole(page: Page): Promise<string[]> {
  await setFramesAside(page);
  return [...(await frameFaults(page)), ...(await faultsAtEvery(page, async (width) => (width === WIDTHS[0] ? axeFaultsNow(page, true) : [])))];
}

/** Everything there is against one page, which is loaded once: for axe, for the eye, for the finger and for the keyboard. */
export async function faultsOf(page: Page): Promise<string[]> {
  const frames = await setFramesAside(page);
  const found = await frameFaults(page);
  const looks: Readonly<Record<number, () => Promise<string[]>>> = {
    360: async () => [...(await axeFaultsNow(page, true)), ...(await focusFaults(page))],
    768: () => axeFaultsNow(page, false),
    1280: async () => [...(await axeFaultsNow(page, false)), ...(await focusFaults(page))],
  };
  found.push(...(await faultsAtEvery(page, async (width) => looks[width]?.() ?? [])));
  found.push(...(await darkFaults(page)));
  await page.emulateMedia({ forcedColors: "active" });
  found.push(...(await edgeFaults(page)));
  await page.emulateMedia({ forcedColors: "none" });
  if (found.length === 0) for (const frame of frames) judgedFrames.add(frame);
  return found;
}
