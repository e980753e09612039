import type { Practice } from "#src/practice/index.ts";
import { readGuideContent, type GuideContent } from "#src/guide/guide-content.ts";
import { readGuideSheet, type GuideSheet } from "./guide-data.ts";
import { practiceTold, readWorld, type WorldData } from "./world-data.ts";

/** A family guide of the demo: whose it is, and who answers for it. */
export type DemoGuide = { readonly handle: string; readonly name: string; readonly unit: string };

export const DEMO_GUIDES: readonly DemoGuide[] = [
  { handle: "degerfors", name: "Degerfors", unit: "folkhalsoforvaltningen" },
  { handle: "kronoberg", name: "Kronoberg", unit: "markaryd-fritid" },
];

/** The places of the demo that have children to tell of. */
const PLACES = ["worlds/kronoberg", "worlds/degerfors"];

/**
 * The world of the demo: the organisations and the staff of all places, and the children of the one whose stories are told by this
 * practice. A story told in another model's areas and points would be another story.
 */
export function readDemoWorld(practice: Practice): WorldData {
  const told = PLACES.find((place) => practiceTold(place) === practice.package.id);
  if (!told) throw new Error(`no child of the demo world is told of by the practice package ${practice.package.id}`);
  return readWorld(told, practice, ["worlds/national", ...PLACES.filter((place) => place !== told)]);
}

export type DemoGuides = { readonly content: GuideContent; readonly sheets: readonly GuideSheet[] };

export const readDemoGuides = (): DemoGuides => ({
  content: readGuideContent("packages-of-practice/guide"),
  sheets: [readGuideSheet("worlds/national", undefined), ...DEMO_GUIDES.map(({ handle }) => readGuideSheet(`worlds/${handle}`, handle))],
});
