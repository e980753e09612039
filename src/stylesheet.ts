import postcss, { list, type AtRule, type Container, type Declaration, type Root, type Rule } from "postcss";

/*
 * The sheet is written in layers and in logical directions. A browser from before March 2022 drops every layer, and one from before 2020 most of the
 * directions: it would show a page without any form. What is served says the same in words that they know. Whatever a modern browser reads, it
 * computes as from the sheet that was written: the same value under an older name, or something that it skips. @ground U34
 */

/** True in browsers from before the end of 2020, which know neither the logical shorthands nor room between the items of a flexible row. */
const OLD = "not (inset:0)";

/** Weighs as much as an id and matches everything: no element is called that. */
const WEIGHT = ":not(#_)";
const PSEUDO_ELEMENT = /(?:::[\w-]+|:(?:before|after|first-letter|first-line))$/;

const heavier = (selector: string, times: number): string => {
  const end = PSEUDO_ELEMENT.exec(selector)?.index ?? selector.length;
  return selector.slice(0, end) + WEIGHT.repeat(times) + selector.slice(end);
};

/** A later layer wins whatever the selectors weigh: so each weighs more than any selector in the layers before it. */
function flatten(root: Root): void {
  const order: string[] = [];
  root.walkAtRules("layer", (layer) => {
    if (!layer.nodes) return void (order.push(...list.comma(layer.params)), layer.remove());
    const place = order.indexOf(layer.params);
    if (place < 0) throw layer.error("a layer whose place in the order is not told");
    layer.walkRules((rule) => {
      if (/#[\w-]/.test(rule.selector)) throw rule.error("an id, which weighs as much as a layer");
      rule.selectors = rule.selectors.map((selector) => heavier(selector, place));
    });
  });
  for (const node of root.nodes) if (node.type !== "comment" && !(node.type === "atrule" && node.name === "layer")) throw node.error("outside every layer");
  root.walkAtRules("layer", (layer) => void layer.replaceWith(layer.nodes!));
}

const SIDES: Readonly<Record<string, string>> = { "block-start": "top", "block-end": "bottom" };
const sided = (family: string, side: string, rest = "") => (family === "inset" ? side : `${family}-${side}${rest}`);

/** The same thing under names that have always been there, where the two do not depend on the direction of reading. */
function renamed({ prop, value }: Declaration): ReadonlyArray<readonly [string, string]> | undefined {
  const size = /^(min-|max-|)(inline|block)-size$/.exec(prop);
  if (size) return [[`${size[1]}${size[2] === "inline" ? "width" : "height"}`, value]];
  if (prop === "gap" || prop === "row-gap") return [[`grid-${prop}`, value]];
  const oneSide = /^(margin|padding|inset|border)-(block-start|block-end)(-\w+)?$/.exec(prop);
  if (oneSide) return [[sided(oneSide[1]!, SIDES[oneSide[2]!]!, oneSide[3]), value]];
  const twoSides = /^(margin|padding|inset|border)-(block|inline)$/.exec(prop);
  if (!twoSides) return undefined;
  const [first, second = first] = twoSides[1] === "border" ? [value] : list.space(value);
  const pair = twoSides[2] === "block" ? ["top", "bottom"] : first === second ? ["left", "right"] : undefined;
  return pair && [[sided(twoSides[1]!, pair[0]!), first!], [sided(twoSides[1]!, pair[1]!), second!]];
}

/** What depends on the direction of reading, as sides: for left to right, and for right to left where the other side is given back. */
function directed({ prop, value }: Declaration): { ltr: string[]; rtl: string[] } | undefined {
  const sides = /(?:^|-)inline-start/.test(prop + value) ? (["left", "right"] as const) : (["right", "left"] as const);
  if (prop === "float" && value.startsWith("inline")) return { ltr: [`float:${sides[0]}`], rtl: [`float:${sides[1]}`] };
  const one = /^(margin|padding|inset|border)-inline-(?:start|end)(-\w+)?$/.exec(prop);
  if (!one) return undefined;
  const [here, there] = sides.map((side) => sided(one[1]!, side, one[2]));
  return { ltr: [`${here}:${value}`], rtl: [`${here}:${one[1] === "inset" ? "auto" : one[2] === "-style" ? "none" : "0"}`, `${there}:${value}`] };
}

const saidIn = (rule: Rule) => new Map(rule.nodes.flatMap((node) => (node.type === "decl" ? [[node.prop, node.value] as const] : [])));

/** Room between the items of a flexible row, as room after each of them. The rows are told by what else is said of them. */
function apart(rule: Rule, rows: ReadonlyMap<string, ReadonlyMap<string, string>>): { ltr: string[]; rtl: string[] } {
  const said = new Map([...(rows.get(rule.selectors[0]!) ?? []), ...saidIn(rule)]);
  if (!/flex/.test(said.get("display") ?? "") || said.get("flex-direction") === "column" || !rule.some((node) => node.type === "decl" && /^(column-)?gap$/.test(node.prop))) return { ltr: [], rtl: [] };
  const [lines = "0", columns = lines] = list.space(said.get("gap") ?? "0");
  const [between, under] = [said.get("column-gap") ?? columns, said.has("flex-wrap") ? lines : "0"];
  const below = under === "0" ? [] : [`margin-bottom:${under}`];
  return between === "0" ? { ltr: below, rtl: below } : { ltr: [`margin-right:${between}`, ...below], rtl: ["margin-right:0", `margin-left:${between}`, ...below] };
}

const CHOSEN = /(?<![\w-])(clamp|min|max|color-mix)\(((?:[^()]|\((?:[^()]|\([^()]*\))*\))*)\)/;

/** A value without the browser's own choosing: what a small screen would get. */
function plain(value: string): string {
  const found = CHOSEN.exec(value);
  if (!found) return value;
  const said = list.comma(found[2]!);
  const chosen = found[1] === "color-mix" ? said[1]!.replace(/ [\d.]+%$/, "") : found[1] === "min" ? (said.find((one) => one.includes("%")) ?? said[0]!) : said[0]!;
  return plain(value.replace(found[0], / [-+*/] /.test(chosen) ? `calc(${chosen})` : chosen));
}

/** Rules that a browser reads on a condition, right after a rule, so that they weigh and come as it does. */
function addAfter(rule: Rule, condition: string, said: ReadonlyArray<readonly [selectors: readonly string[], declarations: readonly string[]]>): AtRule {
  const wanted = said.filter(([selectors, declarations]) => selectors.length > 0 && declarations.length > 0);
  const text = wanted.map(([selectors, declarations]) => `${selectors.join(",")}{${declarations.join(";")}}`).join("");
  const [added] = postcss.parse(`@supports ${condition}{${text}}`).nodes as AtRule[];
  if (wanted.length > 0) rule.after(added!);
  return added!;
}

const inRtl = (selectors: readonly string[]) => selectors.filter((one) => !/^(html|:root|\[dir)/.test(one)).map((one) => `[dir=rtl] ${one}`);

function forOldBrowsers(rule: Rule, between: ReturnType<typeof apart>): void {
  const [ltr, rtl, later]: [string[], string[], string[]] = [[], [], []];
  rule.each((node) => {
    if (node.type !== "decl") return;
    const sides = directed(node);
    if (sides) return void (ltr.push(...sides.ltr), rtl.push(...sides.rtl));
    const older = plain(node.value);
    if (older !== node.value && node.prop.startsWith("--")) {
      later.push(`${node.prop}:${node.value}`);
      node.value = older;
    }
    if (node.prop === "overflow-wrap" && node.value === "anywhere") node.cloneBefore({ value: "break-word" });
    for (const [prop, value] of renamed(node) ?? [[node.prop, node.value] as const]) {
      if (plain(value) !== value) node.cloneBefore({ prop, value: plain(value) });
      node.cloneBefore({ prop, value });
    }
    node.remove();
  });
  // The items of a list are told to have no margin of their own, by rules of about this weight.
  const children = rule.selectors.flatMap((one) => [`${one}>*`, ...(/\b[uo]l(:not\(#_\))*$/.test(one) ? [`${one}>li+li`] : [])]);
  if (later.length > 0) addAfter(rule, "(width:clamp(1px,1px,1px))", [[rule.selectors, later]]);
  addAfter(rule, OLD, [[rule.selectors, ltr], [inRtl(rule.selectors), rtl], [children, between.ltr], [inRtl(children), between.rtl]]);
}

const rulesOf = (container: Container): Rule[] => {
  const rules: Rule[] = [];
  container.walkRules((rule) => void rules.push(rule));
  return rules;
};

/** A sheet of ours as it is served. */
export function servedSheet(css: string): string {
  const root = postcss.parse(css);
  flatten(root);
  const rules = rulesOf(root);
  const rows = new Map(rules.filter((rule) => /flex/.test(saidIn(rule).get("display") ?? "")).flatMap((rule) => rule.selectors.map((one) => [one, saidIn(rule)] as const)));
  for (const [rule, between] of rules.map((one) => [one, apart(one, rows)] as const)) forOldBrowsers(rule, between);
  return root.toString();
}
