import type { Topic } from "../consent/index.ts";
import type { Section } from "../disclosure/index.ts";
import type { Language } from "../platform/i18n/words.tsx";
import { speaking, type Practice } from "../practice/index.ts";
import type { ClosingWords } from "./follow-up.ts";
import { topicsOfPlan, type Measure, type PlanContent } from "./plan.ts";
import type { Parcel } from "./plan-recipients.ts";
import { areaName } from "./plan-sections.ts";

type Speaking = { readonly practice: Practice; readonly language: Language };

/** How the measures of one area went, for a receiver who may have them. */
function outcomeSection(area: string, measures: readonly Measure[], { outcomes }: ClosingWords, { practice, language }: Speaking): Section[] {
  const words = speaking(practice, language);
  const lines = measures.filter((measure) => measure.area === area).flatMap(({ id, what }) => {
    const outcome = outcomes.find(({ measureId }) => measureId === id);
    // A measure is often written as a sentence; its full stop would stand before the colon.
    return outcome ? [[words.t("plan.line.outcome", { what: what.replace(/[.\s]+$/, ""), outcome: words.say(`plan.outcome.${outcome.outcome}`) }), outcome.words].filter((one) => one !== "").join("\n")] : [];
  });
  return lines.length === 0 ? [] : [{ topic: area as Topic, heading: words.t("plan.closing.area", { area: areaName(practice, area, language) }), text: lines.join("\n\n") }];
}

/** What was said of measures and areas that are not in a receiver's own cut does not go there. */
function closingFor(copy: PlanContent, closing: ClosingWords): ClosingWords {
  const topics: readonly string[] = topicsOfPlan(copy);
  const outcomes = closing.outcomes.filter(({ measureId }) => copy.measures.some(({ id }) => id === measureId));
  return { ...closing, outcomes, areas: closing.areas.filter(({ area }) => topics.includes(area)) };
}

/** The end of a plan as one receiver gets it: the child's view first, and last whom to turn to. Only measures in its own cut. */
export function closingParcel(copy: PlanContent, closing: ClosingWords, spoken: Speaking): Parcel {
  const words = speaking(spoken.practice, spoken.language);
  const { childExperience: voice, turnTo } = closing;
  const said: Section[] = "missing" in voice
    ? [{ topic: "plan", heading: words.t("plan.voice.missing"), text: voice.missing }]
    : [{ topic: "plan", heading: words.t("plan.closing.voice"), text: voice.words, own: true }, { topic: "plan", heading: words.t("plan.voice.how"), text: voice.how }];
  const areas = spoken.practice.wheel.areas.map(({ id }) => id);
  const whole = (heading: string, text: string): Section[] => (text === "" ? [] : [{ topic: "plan", heading, text }]);
  return {
    what: topicsOfPlan(copy), data: { plan: copy, closing: closingFor(copy, closing) },
    sections: [
      ...said,
      ...areas.flatMap((area) => outcomeSection(area, copy.measures, closing, spoken)),
      ...whole(words.t("plan.closing.guardians"), closing.guardiansView),
      ...whole(words.t("plan.closing.reason"), closing.reason),
      ...whole(words.t("plan.closing.turnTo"), [turnTo.unit, turnTo.words].filter((one) => one !== "").join("\n")),
    ],
  };
}
