import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { partKinds, statuses } from "./model.ts";

const words = z.string().trim().min(1);
const part = z.strictObject({ part: z.string().regex(/^[a-z][a-z0-9-]*$/), kind: z.enum(partKinds), status: z.enum(statuses), source: words.optional(), title: words, said: words, titleEn: words, saidEn: words })
  .refine(({ status, source }) => (status === "official") === (source !== undefined), "what is official has a source, and nothing else has");

export type PartSheet = z.infer<typeof part>;

/** Reads what a model says of itself. Throws one error that names every fault. */
export function readModel(file: string): PartSheet[] {
  const judged = z.array(part).min(1).safeParse(parse(readFileSync(file, "utf8")));
  if (!judged.success) throw new Error(judged.error.issues.map(({ path, message }) => `${file}: ${path.join(".")}: ${message}`).join("\n"));
  return judged.data;
}
