import type { SegmentGaps, Transition } from "../circle/index.ts";
import type { Service } from "../directory/directory.ts";

export const statuses = ["official", "proposed", "local"] as const;
export const partKinds = ["name", "purpose", "layer", "principle", "prerequisite"] as const;

/** A part of what the model says of itself, as it was written at a time. `by` is missing for what was shipped. @model S3, S5 */
export type Part = {
  readonly part: string; readonly kind: (typeof partKinds)[number]; readonly version: number; readonly title: string; readonly said: string; readonly titleEn: string; readonly saidEn: string;
  readonly status: (typeof statuses)[number]; readonly at: Date; readonly by: string | undefined;
};

/** How a principle stands: what the software never lets happen, and what is counted now. @model S5, row 3 */
export type Check = { readonly key: "p1" | "p2" | "p3" | "p4" | "p5"; readonly done: number; readonly of: number };

type Looked = { readonly services: readonly Service[]; readonly parts: readonly SegmentGaps[]; readonly transitions: readonly Transition[] };

/** The check of each principle with its present outcome; those that only hold always have nothing to count. */
export function checksOf({ services, parts, transitions }: Looked): Check[] {
  const gaps = parts.flatMap((one) => one.gaps);
  const targeted = services.filter(({ level }) => level === "targeted").length;
  const alone = new Set(gaps.flatMap((gap) => (gap.rule === "G2" && gap.what === "service" ? [gap.handle] : []))).size;
  return [
    { key: "p1", done: 0, of: 0 }, { key: "p2", done: 0, of: 0 },
    { key: "p3", done: services.filter(({ methods }) => methods.length > 0).length, of: services.length },
    { key: "p4", done: targeted - alone, of: targeted },
    { key: "p5", done: transitions.length - gaps.filter(({ rule }) => rule === "G3").length, of: transitions.length },
  ];
}
