import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { AGE_LIMITS } from "../directory/directory.ts";

const kinds = z.array(z.string().regex(/^[a-z][a-z0-9-]*$/)).min(1);
const age = z.int().min(AGE_LIMITS.from).max(AGE_LIMITS.to);

const sheet = z.strictObject({
  segments: z.array(z.strictObject({ ages: z.tuple([age, age]).refine(([from, to]) => from <= to, "the ages run backwards"), arenas: kinds })).min(1),
  transitions: z.array(z.strictObject({ name: z.string().min(1), at: age.min(0), giving: kinds, taking: kinds })),
  parties: z.array(z.strictObject({ name: z.string().min(1), kinds })),
});

/** The circle that a new guide begins with. */
export type CircleSheet = z.infer<typeof sheet>;

/** Reads a shipped circle. Throws one error that names every fault. */
export function readCircleSheet(file: string): CircleSheet {
  const judged = sheet.safeParse(parse(readFileSync(file, "utf8")));
  if (!judged.success) throw new Error(judged.error.issues.map(({ path, message }) => `${file}: ${path.join(".")}: ${message}`).join("\n"));
  return judged.data;
}
