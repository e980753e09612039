import type { Page } from "playwright-core";
import postcss, { type AtRule, type Declaration, type Root } from "postcss";
import { fitFaults } from "./judge.ts";

/*
 * What Chrome 60 (2017) makes of a sheet: it drops what it does not know. Which version learnt what is in the compatibility data of MDN.
 */

const AT_RULES = /^(layer|container|property|starting-style|scope)$/; // 99, 105, 85, 117, 118
const SELECTORS = /:(is|where|has|focus-visible)\b|:not\([^()]*[,\s][^()]*\)|::(file-selector-button|marker)/; // 88, 88, 105, 86; lists in :not 88; 89, 86
const PROPERTIES = /^(inset|scroll-padding|scroll-margin|((margin|padding|border)-(inline|block)))|^(row-gap|gap|text-underline-offset|text-decoration-thickness|text-wrap|color-scheme|accent-color|aspect-ratio|appearance|hyphenate-limit-chars|forced-color-adjust|container(-type|-name)?|overscroll-behavior|text-size-adjust)$/;
const VALUES = /(?<![\w-])(clamp|min|max|color-mix|light-dark)\(|^(anywhere|inline-start|inline-end)$|\bsubgrid\b/; // 79, 79, 79, 111, 123; 80, 118, 118; 117
const MEDIA = /[<>]|forced-colors|prefers-color-scheme/; // 104, 89, 76

const isTrue = ({ params }: AtRule): boolean => /^not \(inset:\s*0\)$/.test(params);

function forget(declaration: Declaration): void {
  const { prop, value } = declaration;
  // A property of one's own may hold anything; where it is used it then counts as nothing.
  if (prop.startsWith("--")) declaration.value = VALUES.test(value) ? "initial" : value;
  else if (PROPERTIES.test(prop) || VALUES.test(value)) declaration.remove();
}

function as2018(css: string): string {
  const root: Root = postcss.parse(css);
  root.walkAtRules((rule) => {
    if (AT_RULES.test(rule.name) || (rule.name === "media" && MEDIA.test(rule.params))) rule.remove();
    else if (rule.name === "supports") rule.replaceWith(isTrue(rule) ? rule.nodes! : []);
  });
  root.walkRules((rule) => void (SELECTORS.test(rule.selector) && rule.remove()));
  root.walkDecls(forget);
  return root.toString();
}

/** A page as such a telephone shows it, and what there is against it at 360 × 640 and wider. */
export async function faultsOnOldPhone(page: Page, path: string, sheet: string): Promise<string[]> {
  await page.unroute("**/assets/*.css");
  await page.route("**/assets/*.css", (route) => route.fulfill({ contentType: "text/css", body: as2018(sheet) }));
  await page.setViewportSize({ width: 360, height: 640 });
  await page.goto(path);
  const found = await page.evaluate(() => {
    const [faults, style] = [[] as string[], (one: Element) => getComputedStyle(one)];
    // Room between the items of a flexible row came in 2020; in a grid it is as old as the grid.
    for (const one of document.querySelectorAll<HTMLElement>("body *")) if (style(one).display.includes("flex")) one.style.gap = "0";
    const size = (selector: string) => parseFloat(style(document.querySelector(selector)!).fontSize);
    const [title, part] = [document.querySelector("h1")!, document.querySelector("h2")!];
    if (!(size("h1") > 1.3 * size("h2") && size("h2") > 1.1 * size("main p"))) faults.push(`sizes of titles: ${size("h1")}, ${size("h2")}, ${size("main p")}`);
    if (!(Number(style(title).fontWeight) >= 600 && Number(style(part).fontWeight) >= 600)) faults.push("titles are not bold");
    const { left, right, top } = title.getBoundingClientRect();
    if (left < 12 || right > innerWidth - 12) faults.push("no room at the edge");
    if (top > 400) faults.push(`the title is not in the first view: ${top}`);
    if (style(document.body).backgroundColor === "rgba(0, 0, 0, 0)") faults.push("no paper");
    for (const button of document.querySelectorAll("main .button")) if (button.getBoundingClientRect().height < 44) faults.push(`a button lower than 44 px: ${button.textContent}`);
    for (const drawing of document.querySelectorAll("svg")) if (!drawing.hasAttribute("width") || !drawing.hasAttribute("height")) faults.push(`a drawing without a size: ${drawing.getAttribute("class")}`);
    const mark = document.querySelector(".house-mark")!.getBoundingClientRect();
    if (mark.width > 48 || mark.height > 48) faults.push("the mark fills the view");
    const wordsOf = (one: Element) => {
      const range = document.createRange();
      range.selectNodeContents(one);
      return range.getBoundingClientRect();
    };
    // The words of links beside each other do not run together, nor lie over each other.
    for (const row of document.querySelectorAll(".chips ul, .topics, .contacts, .nav ul, .links ul")) {
      const boxes = [...row.querySelectorAll("a")].map(wordsOf);
      const touch = (one: DOMRect, other: DOMRect) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > -4 && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1;
      if (boxes.some((one, nth) => boxes.slice(nth + 1).some((other) => touch(one, other)))) faults.push(`words run together: ${row.textContent}`);
    }
    return faults;
  });
  return [...found, ...(await fitFaults(page))];
}
