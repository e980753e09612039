import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync(new URL("./app.css", import.meta.url), "utf8");

type Scheme = Readonly<Record<string, string>>;

const colours = (text: string): Scheme =>
  Object.fromEntries([...text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name = "", value = ""]) => [name, value]));

function schemesOf(stylesheet: string): Record<"light" | "dark", Scheme> {
  const [light = "", dark = ""] = stylesheet.split("(prefers-color-scheme: dark)");
  const base = colours(light);
  return { light: base, dark: { ...base, ...colours(dark.slice(0, dark.indexOf("html {"))) } };
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(scheme: Scheme, one: string, other: string): number {
  const [a, b] = [scheme[one], scheme[other]].map((colour) => luminance(colour ?? "#808080"));
  return (Math.max(a ?? 0, b ?? 0) + 0.05) / (Math.min(a ?? 0, b ?? 0) + 0.05);
}

const pairs = (fronts: readonly string[], grounds: readonly string[]) =>
  fronts.flatMap((front) => grounds.map((ground) => [front, ground] as const));

const bodyText = [
  ...pairs(["ink", "ink-soft", "pine"], ["paper", "surface", "sunken", "accent-soft"]),
  ...pairs(["ink"], ["works-soft", "challenging-soft", "alarm-soft", "pine-soft"]),
  ...pairs(["alarm"], ["surface", "paper", "alarm-soft"]),
  ["on-pine", "pine"],
  ["paper", "ink"],
] as const;

const graphics = [
  ...pairs(["line-strong", "accent", "pine", "focus"], ["paper", "surface"]),
  ...pairs(["accent"], ["accent-soft"]),
  ...pairs(["support"], ["surface", "sunken", "works-soft", "both-soft", "challenging-soft"]),
  ["works", "works-soft"],
  ["both", "both-soft"],
  ["challenging", "challenging-soft"],
  ["alarm", "alarm-soft"],
  ["focus", "focus-halo"],
] as const;

/** Every rule that sets both a text colour and a background says itself what must be readable. */
const pairsInRules = (stylesheet: string) =>
  [...stylesheet.matchAll(/\{([^{}]*)\}/g)].flatMap(([, rule = ""]) => {
    const front = /(?:^|;)\s*color: var\(--([\w-]+)\)/.exec(rule)?.[1];
    const ground = /background: var\(--([\w-]+)\)/.exec(rule)?.[1];
    return front && ground ? [[front, ground] as const] : [];
  });

type Needed = { pairs: readonly (readonly [string, string])[]; ratio: number };

const tooWeak = (scheme: Scheme, { pairs: needed, ratio }: Needed) =>
  needed
    .filter(([front, ground]) => contrast(scheme, front, ground) < ratio)
    .map(([front, ground]) => `${front} on ${ground}: ${contrast(scheme, front, ground).toFixed(2)}`);

const schemes = schemesOf(css);

test.each(["light", "dark"] as const)("a tired eye can read every line in the %s scheme", (name) => {
  expect(tooWeak(schemes[name], { pairs: bodyText, ratio: 7 })).toEqual([]);
});

test.each(["light", "dark"] as const)("every text on a ground of its own can be read in the %s scheme", (name) => {
  const found = pairsInRules(css);
  expect(found.length).toBeGreaterThan(12);
  expect(tooWeak(schemes[name], { pairs: found, ratio: 4.5 })).toEqual([]);
});

test.each(["light", "dark"] as const)("edges, signs and focus can be seen in the %s scheme", (name) => {
  expect(tooWeak(schemes[name], { pairs: graphics, ratio: 3 })).toEqual([]);
});

test("the dark scheme has a value of its own for every colour", () => {
  const dark = css.slice(css.indexOf("(prefers-color-scheme: dark)"), css.indexOf("html {"));
  expect(Object.keys(colours(dark)).sort()).toEqual(Object.keys(schemes.light).sort());
});

test("pale text on a pale ground is found out", () => {
  const pale = schemesOf(":root { --paper: #faf6ee; --ink: #b8b0a0; } @media screen and (prefers-color-scheme: dark) { } html { }");
  expect(tooWeak(pale.light, { pairs: [["ink", "paper"]], ratio: 4.5 })).toHaveLength(1);
  expect(pairsInRules(".a { color: var(--ink); background: var(--paper); }")).toEqual([["ink", "paper"]]);
});

test("the stylesheet knows no left and no right", () => {
  const physical = /(?:^|[\s;{-])(?:left|right)\b|(?:margin|padding|border)-(?:top|bottom)|(?:^|[\s;])(?:top|bottom):/m;
  const rules = css.replaceAll(/\/\*[\s\S]*?\*\//g, "");
  expect(rules).not.toMatch(physical);
  expect(".a { margin-left: 1rem; }").toMatch(physical);
});

test("nothing on a page moves by itself", () => {
  const motion = /(?:^|[\s;{])(?:transition|animation|scroll-behavior)[\w-]*:/m;
  expect(css).not.toMatch(motion);
  expect(".a { transition: all 1s; }").toMatch(motion);
});
