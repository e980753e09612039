import { readGuideContent, type GuideContent } from "#src/guide/guide-content.ts";
import { readGuideSheet, type GuideSheet } from "./guide-data.ts";
import { readWorld, type WorldData } from "./world-data.ts";

/** A family guide of the demo: whose it is, and who answers for it. */
export type DemoGuide = { readonly handle: string; readonly name: string; readonly unit: string };

export const DEMO_GUIDES: readonly DemoGuide[] = [
  { handle: "degerfors", name: "Degerfors", unit: "folkhalsoforvaltningen" },
  { handle: "kronoberg", name: "Kronoberg", unit: "markaryd-fritid" },
];

/** The world of the demo: the children of Kronoberg with the people around them, and the services of both guides. */
export const readDemoWorld = (): WorldData => readWorld("worlds/kronoberg", ["worlds/national", "worlds/degerfors"]);

export type DemoGuides = { readonly content: GuideContent; readonly sheets: readonly GuideSheet[] };

export const readDemoGuides = (): DemoGuides => ({
  content: readGuideContent("packages-of-practice/guide"),
  sheets: [readGuideSheet("worlds/national", undefined), ...DEMO_GUIDES.map(({ handle }) => readGuideSheet(`worlds/${handle}`, handle))],
});
