import { expect, test } from "vitest";
import { servedSheet } from "./stylesheet.ts";

const served = (css: string) => servedSheet(css).replaceAll(/\s+/g, " ").replaceAll(/ ?([{};:,>]) ?/g, "$1");
const LAYERS = "@layer first, second, third;";

test("a later layer outweighs everything in those before it, wherever it stands", () => {
  expect(served(`${LAYERS}@layer third{a,b::before{color:red}}@layer first{.x .y .z a{color:blue}}@layer second{a:hover{color:green}}`)).toBe(
    "a:not(#_):not(#_),b:not(#_):not(#_)::before{color:red}.x .y .z a{color:blue}a:hover:not(#_){color:green}");
});

test("what cannot be put in an order is refused", () => {
  for (const wrong of ["a{color:red}", "@layer fourth{a{color:red}}", "@layer first{#one{color:red}}"]) expect(() => served(LAYERS + wrong), wrong).toThrow(/layer/);
});

test.each([
  ["padding-block:1px 2px", "padding-top:1px;padding-bottom:2px"], ["margin-inline:auto", "margin-left:auto;margin-right:auto"], ["min-inline-size:0", "min-width:0"], ["inset-block-start:0", "top:0"],
  ["border-block-end:1px solid red", "border-bottom:1px solid red"], ["gap:1rem", "grid-gap:1rem"], ["inline-size:min(44rem,100% - 2rem)", "width:calc(100% - 2rem);width:min(44rem,100% - 2rem)"],
  ["font-size:clamp(1rem,2vw,3rem)", "font-size:1rem;font-size:clamp(1rem,2vw,3rem)"], ["border:1px solid color-mix(in srgb, var(--x) 45%, transparent)", "border:1px solid var(--x);border:1px solid color-mix(in srgb,var(--x) 45%,transparent)"],
  ["grid-template-columns:repeat(auto-fill,minmax(min(100%,9rem),1fr))", "grid-template-columns:repeat(auto-fill,minmax(100%,1fr));grid-template-columns:repeat(auto-fill,minmax(min(100%,9rem),1fr))"],
  ["overflow-wrap:anywhere", "overflow-wrap:break-word;overflow-wrap:anywhere"], ["color:red", "color:red"],
])("%s is said in words that every browser knows", (written, said) => expect(served(`@layer one;@layer one{a{${written}}}`)).toBe(`a{${said}}`));

test("what depends on the direction of reading stays as it is written, and is said by sides only to those who do not know it", () => {
  expect(served("@layer one;@layer one{a{padding-inline-start:1rem;color:red}}")).toBe("a{padding-inline-start:1rem;color:red}@supports not (inset:0){a{padding-left:1rem}[dir=rtl] a{padding-left:0;padding-right:1rem}}");
  expect(served("@layer one;@layer one{a{display:flex;gap:1px 2px}}")).toBe("a{display:flex;grid-gap:1px 2px}@supports not (inset:0){a>*{margin-right:2px}[dir=rtl] a>*{margin-right:0;margin-left:2px}}");
  expect(served("@layer one;@layer one{a,b{display:flex}b{gap:0 1px}}")).toBe("a,b{display:flex}b{grid-gap:0 1px}@supports not (inset:0){b>*{margin-right:1px}[dir=rtl] b>*{margin-right:0;margin-left:1px}}");
  expect(served("@layer one;@layer one{:root{--edge:clamp(1rem,4vw,2rem)}}")).toBe(":root{--edge:1rem}@supports (width:clamp(1px,1px,1px)){:root{--edge:clamp(1rem,4vw,2rem)}}");
});
