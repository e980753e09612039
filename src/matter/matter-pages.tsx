import { ageOn, daysBetween, type Day } from "../platform/clock.ts";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import { Said } from "../ui/index.ts";
import type { Matter } from "./matter-store.ts";

export type Aged = { readonly bornOn?: Day | undefined; readonly expectedOn?: Day | undefined };

/** "4 år", "7 månader", "väntas 3 mars 2027". */
export function ageWords(words: Words, { bornOn, expectedOn }: Aged, today: Day): string {
  if (bornOn === undefined) return expectedOn ? words.t("matter.expected", { day: words.shortDay(expectedOn) }) : "";
  const years = ageOn(bornOn, today);
  return years > 0 ? words.t("matter.years", { years }) : words.t("matter.months", { months: Math.floor(daysBetween(bornOn, today) / 30.44) });
}

/** A child's name with its age: how a child is spoken of everywhere in the house. */
export function ChildName({ matter, today }: { matter: Pick<Matter, "child" | "bornOn" | "expectedOn">; today: Day }) {
  const words = useWords();
  return <><Said>{matter.child.name}</Said>, {ageWords(words, matter, today)}</>;
}
