import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isMap, isScalar, isSeq, LineCounter, parseDocument, visit, type Document } from "yaml";
import { z } from "zod";
import { flawsIn, type Flaw, type Path } from "./practice-check.ts";
import { practiceSchema } from "./practice-schema.ts";
import type { Practice } from "./practice.ts";

/** One file of a package: what it says, and on which line it says it. */
type Sheet = { readonly data: unknown; readonly faults: readonly Fault[]; lineOf(path: Path): number };
type Fault = { readonly file: string; readonly line: number; readonly reason: string };

const parts = Object.keys(practiceSchema.unwrap().shape);
const fileOf = (part: string | number | undefined) => `${String(part)}.yaml`;

/** Where a package lies, by its name. */
export const packageFolder = (name: string): string => join("packages-of-practice", name);

/**
 * The practice model in a folder, checked and frozen. A fault anywhere refuses the whole package, and the error says
 * file, line and reason of every fault found: half a model must never meet a child.
 */
export function loadPractice(folder: string): Practice {
  const sheets = new Map(parts.map((part) => [part, readSheet(folder, fileOf(part))]));
  const unread = [...strayFiles(folder), ...[...sheets.values()].flatMap(({ faults }) => faults)];
  if (unread.length > 0) throw refusal(folder, unread);

  const data = Object.fromEntries([...sheets].map(([part, sheet]) => [part, sheet.data]));
  const refused = (flaws: readonly Flaw[], sentence: typeof senseSentence) =>
    refusal(
      folder,
      flaws.map(({ path, reason }) => ({ ...placeOf(sheets, path), reason: sentence(data, path, reason) })),
    );
  const parsed = practiceSchema.safeParse(data, { error: plainly });
  if (!parsed.success) throw refused(parsed.error.issues.flatMap(flawsOf), shapeSentence);
  const flaws = flawsIn(parsed.data);
  if (flaws.length > 0) throw refused(flaws, senseSentence);
  return parsed.data;
}

function placeOf(sheets: ReadonlyMap<string, Sheet>, [part, ...inner]: Path) {
  return { file: fileOf(part), line: sheets.get(String(part))?.lineOf(inner) ?? 1 };
}

function refusal(folder: string, faults: readonly Fault[]): Error {
  const lines = faults.map(({ file, line, reason }) => `${file}:${line}: ${reason}`);
  return new Error(`the practice package in ${folder} is refused\n${lines.join("\n")}`);
}

function strayFiles(folder: string): Fault[] {
  const known = new Set(parts.map(fileOf));
  return namesIn(folder)
    .filter((name) => /\.ya?ml$/.test(name) && !known.has(name))
    .map((file) => ({ file, line: 1, reason: `the file is no part of a package, which has ${[...known].join(", ")}` }));
}

const namesIn = (folder: string): readonly string[] => readdirSync(folder).sort();

function readSheet(folder: string, file: string): Sheet {
  if (!namesIn(folder).includes(file))
    return { data: undefined, faults: [{ file, line: 1, reason: "the file is missing" }], lineOf: () => 1 };
  const counter = new LineCounter();
  const document = parseDocument(readFileSync(join(folder, file), "utf8"), {
    lineCounter: counter,
    prettyErrors: false,
  });
  const faults = [...document.errors, ...document.warnings].map(({ pos, message }) => ({
    file,
    line: counter.linePos(beginningOf(document, pos[0])).line,
    reason: firstLine(message),
  }));
  return {
    data: faults.length > 0 ? undefined : document.toJS(),
    faults,
    lineOf: (path) => counter.linePos(offsetOf(document.contents, path)).line,
  };
}

/** A quotation mark that is never closed runs to the end of the file; the fault is where it was opened. */
function beginningOf(document: Document, offset: number): number {
  let beginning = offset;
  visit(document, (_, node) => {
    if (!isScalar(node) || !node.range) return;
    const [start, end] = node.range;
    if (start < offset && offset <= end) beginning = start;
  });
  return beginning;
}

const firstLine = (message: string): string => message.split("\n")[0] ?? message;

/** Where the path's last key that exists stands: a missing thing is reported at what it is missing from. */
function offsetOf(root: unknown, path: Path): number {
  let node = root;
  let offset = startOf(root);
  for (const key of path) {
    const next = step(node, key);
    if (!next) break;
    offset = startOf(next.shown);
    node = next.inner;
  }
  return offset;
}

function step(node: unknown, key: string | number): { shown: unknown; inner: unknown } | undefined {
  if (isSeq(node) && typeof key === "number" && key < node.items.length)
    return { shown: node.items[key], inner: node.items[key] };
  if (!isMap(node)) return undefined;
  const pair = node.items.find((one) => isScalar(one.key) && String(one.key.value) === String(key));
  return pair && { shown: pair.key, inner: pair.value };
}

const placed = z.object({ range: z.tuple([z.number()], z.number()) });
const startOf = (node: unknown): number => placed.safeParse(node).data?.range[0] ?? 0;

type Issue = z.core.$ZodIssue;

/** An unknown key is reported where it stands, one fault each. */
function flawsOf(issue: Issue): Flaw[] {
  const path = issue.path.filter((key) => typeof key !== "symbol");
  if (issue.code !== "unrecognized_keys") return [{ path, reason: issue.message }];
  return issue.keys.map((key) => ({ path: [...path, key], reason: "is not a key that is known here" }));
}

const kinds: Record<string, string> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "keys with values",
  array: "a list",
};

const kindOf = (value: unknown): string => (Array.isArray(value) ? "array" : typeof value);

/** Words for the faults the schema itself has none for. */
function plainly(issue: z.core.$ZodRawIssue): string | undefined {
  const { input } = issue;
  if (input === undefined) return "is missing";
  if (input === null) return "is empty";
  if (issue.code === "invalid_value")
    return `must be ${issue.values.map(String).join(" or ")}, not ${JSON.stringify(input)}`;
  if (issue.code !== "invalid_type") return undefined;
  return `must be ${kinds[issue.expected] ?? issue.expected}, not ${kinds[kindOf(input)] ?? kindOf(input)}`;
}

const singulars: Record<string, string> = {
  areas: "area",
  marks: "mark",
  perspectives: "perspective",
  leads: "lead",
  roles: "role",
  rules: "rule",
  duties: "duty",
  parts: "part",
  stages: "stage",
  steps: "step",
  tracks: "track",
  attendance: "attendance step",
  forums: "forum",
  deviations: "deviation step",
  parties: "party",
  signs: "sign",
  limits: "limit",
  questions: "question",
  sections: "section",
  sources: "source",
  intervals: "interval",
  agenda: "agenda point",
  followUpAgenda: "follow-up point",
  withFamily: "preparation",
  beforeInviting: "preparation",
  participation: "way to take part",
};

/** The innermost thing on the path that has an id – `area "safety"` – and the rest of the path after it. */
function subjectOf(data: unknown, path: Path): { subject: string; trail: string } {
  let value = data;
  let subject = "";
  let from = 1;
  path.forEach((key, at) => {
    value = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
    const id = named.safeParse(value).data?.id;
    const list = String(path[at - 1]);
    if (id === undefined || typeof key !== "number") return;
    subject = `${singulars[list] ?? list} "${id}"`;
    from = at + 1;
  });
  return { subject, trail: trailOf(path.slice(from)) };
}

const named = z.object({ id: z.string() });

const trailOf = (path: Path): string =>
  path.map((key, at) => (typeof key === "number" ? `[${key + 1}]` : `${at > 0 ? "." : ""}${key}`)).join("");

function shapeSentence(data: unknown, path: Path, reason: string): string {
  const { subject, trail } = subjectOf(data, path);
  return `${[subject, trail].filter(Boolean).join(": ") || "the file"} ${reason}`;
}

function senseSentence(data: unknown, path: Path, reason: string): string {
  const { subject, trail } = subjectOf(data, path);
  return `${subject || trail} ${reason}`;
}
