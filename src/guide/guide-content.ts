import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { z } from "zod";
import { AGE_LIMITS, levels } from "../directory/directory.ts";
import { audiences, MOST_WORDS, wordCount } from "./guide.ts";

const handle = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "is no handle");
const words = z.string().trim().min(1);
const age = z.int().min(AGE_LIMITS.from).max(AGE_LIMITS.to);

const text = z.strictObject({
  question: words, answer: words, steps: z.array(words).min(1).max(4), happens: words, asked: z.array(z.coerce.string().trim().min(1)).min(8).max(40),
});
const answer = text.extend({
  handle, topics: z.array(handle).min(1), audience: z.enum(audiences), ages: z.tuple([age, age]), level: z.enum(levels), urgent: z.boolean(), kinds: z.array(handle).min(1).max(6),
});
const topic = z.strictObject({ handle, name: z.record(z.string(), words) });
const kinds = z.record(handle, z.strictObject({ name: words, words: z.array(z.coerce.string().trim().min(1)) }));

export type AnswerSheet = z.infer<typeof answer>;
export type AnswerTextSheet = z.infer<typeof text>;
/** The guide's content as it is shipped: answers that hold in any municipality, in the languages there are. */
export type GuideContent = {
  readonly topics: ReadonlyArray<z.infer<typeof topic>>;
  readonly answers: readonly AnswerSheet[];
  /** By language, then by the answer's handle. */
  readonly translations: ReadonlyMap<string, Readonly<Record<string, AnswerTextSheet>>>;
  /** By language, then by kind of help. */
  readonly kinds: ReadonlyMap<string, Readonly<Record<string, { readonly name: string; readonly words: readonly string[] }>>>;
};

function read<Shape extends z.ZodType>(folder: string, file: string, shape: Shape): z.infer<Shape> {
  const document = parseDocument(readFileSync(join(folder, file), "utf8"));
  if (document.errors.length > 0) throw new Error(`${file}: ${document.errors[0]!.message}`);
  const judged = shape.safeParse(document.toJS());
  if (!judged.success) throw new Error(judged.error.issues.map(({ path, message }) => `${file}: ${path.join(".")}: ${message}`).join("\n"));
  return judged.data;
}

const languagesOf = (folder: string, stem: string): string[] =>
  readdirSync(folder).flatMap((file) => /^(\w+)\.(\w+)\.yaml$/.exec(file)?.slice(1, 3).join(".") ?? []).filter((name) => name.startsWith(`${stem}.`)).map((name) => name.slice(stem.length + 1)).sort();

/** What a schema cannot see: words that point nowhere, answers that are too long, a kind of help that nobody has named. */
function faultsIn({ topics, answers, translations, kinds: named }: GuideContent): string[] {
  const [known, subjects] = [new Set(Object.keys(named.get("sv") ?? {})), new Set(topics.map((one) => one.handle))];
  const handles = answers.map((one) => one.handle);
  const tooLong = (where: string, sheet: AnswerTextSheet) => (wordCount(sheet) > MOST_WORDS ? [`${where}: ${wordCount(sheet)} words`] : []);
  return [
    ...handles.filter((one, nth) => handles.indexOf(one) !== nth).map((one) => `answer ${one}: there are two`),
    ...answers.flatMap((one) => [
      ...one.topics.filter((name) => !subjects.has(name)).map((name) => `answer ${one.handle}: no topic ${name}`),
      ...one.kinds.filter((name) => !known.has(name)).map((name) => `answer ${one.handle}: no kind ${name}`),
      ...tooLong(`answer ${one.handle}`, one),
    ]),
    ...[...translations].flatMap(([language, sheets]) => Object.entries(sheets).flatMap(([name, sheet]) => [
      ...(handles.includes(name) ? [] : [`${language}: no answer ${name}`]), ...tooLong(`${language}: answer ${name}`, sheet)])),
    ...[...named].flatMap(([language, sheets]) => Object.keys(sheets).filter((name) => !known.has(name)).map((name) => `${language}: no kind ${name}`)),
  ];
}

/** Reads the guide's content from its folder. Throws one error that names every fault. */
export function readGuideContent(folder: string): GuideContent {
  const files = readdirSync(join(folder, "answers")).filter((file) => file.endsWith(".yaml")).sort((one, other) => Number(other === "important.yaml") - Number(one === "important.yaml") || one.localeCompare(other));
  const content: GuideContent = {
    topics: read(folder, "topics.yaml", z.array(topic)),
    answers: files.flatMap((file) => read(join(folder, "answers"), file, z.array(answer))),
    translations: new Map(languagesOf(folder, "answers").map((language) => [language, read(folder, `answers.${language}.yaml`, z.record(handle, text))])),
    kinds: new Map(languagesOf(folder, "words").map((language) => [language, read(folder, `words.${language}.yaml`, kinds)])),
  };
  const faults = faultsIn(content);
  if (faults.length > 0) throw new Error(`the guide's content in ${folder} is refused\n${faults.join("\n")}`);
  return content;
}
