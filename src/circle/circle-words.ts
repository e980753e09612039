import type { Words } from "../platform/i18n/words.tsx";
import type { Segment } from "./circle.ts";

/** "Väntar barn", "1–5 år"; in the drawing only the numbers. */
export function segmentName(words: Words, { ages: { from, to } }: Pick<Segment, "ages">, length: "short" | "long" = "long"): string {
  if (to < 0) return words.t(length === "short" ? "guide.ages.expecting.short" : "guide.ages.expecting");
  const first = Math.max(0, from);
  return length === "short" ? `${first}–${to}` : words.t("guide.ages.span", { from: first, to });
}

/** What a transition is called: those we know of in our words, a guide's own in its. */
export const transitionName = (words: Words, name: string): string => (words.has(`network.transition.${name}`) ? words.say(`network.transition.${name}`) : name);
