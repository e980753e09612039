import type { Words } from "../platform/i18n/words.tsx";
import type { Segment } from "./guide.ts";

/** "Väntar barn", "1–5 år"; in the drawing only the numbers. */
export function segmentName(words: Words, { ages: { from, to } }: Segment, length: "short" | "long" = "long"): string {
  if (to < 0) return words.t(length === "short" ? "guide.ages.expecting.short" : "guide.ages.expecting");
  return length === "short" ? `${from}–${to}` : words.t("guide.ages.span", { from, to });
}
