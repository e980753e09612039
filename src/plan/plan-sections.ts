import type { Topic } from "../consent/index.ts";
import type { Section } from "../disclosure/index.ts";
import type { Language, Words } from "../platform/i18n/words.tsx";
import { getArea, textIn, speaking, type AreaId, type Practice } from "../practice/index.ts";
import { doerName, topicsOfPlan, type Goal, type Measure, type PlanContent, type SectionId } from "./plan.ts";

/** A section's name in the package's own words; its id, should a package leave the section out. */
export const sectionLabel = (practice: Practice, id: SectionId, language: Language): string => {
  const section = practice.plan.sections.find((one) => one.id === id);
  return section ? textIn(section.label, language) : id;
};

export const areaName = (practice: Practice, area: AreaId, language: Language): string => textIn(getArea(practice, area).name, language);

/** Several areas inside a sentence. */
export const areaNames = (practice: Practice, areas: readonly AreaId[], language: Language): string =>
  areas.map((area) => areaName(practice, area, language).toLowerCase()).join(", ");

const measureText = (measure: Measure, words: Words): string => words.t("plan.line.measure", { what: measure.what, who: doerName(measure.who), day: words.day(measure.byOn) });
const goalText = ({ goal, sign }: Goal, words: Words): string => (sign === "" ? goal : words.t("plan.line.goal", { goal, sign }));

function perArea<E extends { area: AreaId }>(entries: readonly E[], practice: Practice, language: Language, of: { label: string; text(entry: E): string }): Section[] {
  const areas = practice.wheel.areas.map(({ id }) => id).filter((id) => entries.some(({ area }) => area === id));
  return areas.map((area) => ({
    topic: area as Topic, heading: `${of.label}: ${areaName(practice, area, language)}`,
    text: entries.filter((entry) => entry.area === area).map(of.text).join("\n\n"),
  }));
}

function voiceSections({ childVoice }: PlanContent, heading: string, words: Words): Section[] {
  if ("missing" in childVoice) return [{ topic: "plan", heading: words.t("plan.voice.missing"), text: childVoice.missing }];
  return [{ topic: "plan", heading, text: childVoice.words, own: true }, { topic: "plan", heading: words.t("plan.voice.how"), text: childVoice.how }];
}

/** The plan as sections of a delivery: the child's own words first, each area under its own topic. @ground OSL 12:2, REQ-031 @model K1, M2 */
export function planSections(content: PlanContent, practice: Practice, language: Language): Section[] {
  const words = speaking(practice, language);
  const label = (id: SectionId) => sectionLabel(practice, id, language);
  const whole = (id: SectionId, text: string): Section[] => (text === "" ? [] : [{ topic: "plan", heading: label(id), text }]);
  const { followUp, parties } = content;
  return [
    ...voiceSections(content, label("child-voice"), words),
    ...whole("reason", content.reason),
    ...whole("guardian-view", content.guardiansView),
    ...perArea(content.goals, practice, language, { label: label("goals"), text: (goal) => goalText(goal, words) }),
    ...perArea(content.measures, practice, language, { label: label("measures"), text: (measure) => measureText(measure, words) }),
    ...whole("parties", parties.map(({ unit, authority, contact, phone }) => words.t("plan.line.party", { unit, authority, contact, phone })).join("\n")),
    ...whole("follow-up", words.t("plan.line.followUp", { day: words.day(followUp.on), form: words.say(`plan.form.${followUp.form}`), who: followUp.who })),
    ...whole("contingency", content.contingency),
    ...whole("disagreements", content.disagreements),
    ...whole("other-plans", content.otherPlans),
  ];
}

/** What a delivery of the plan consists of. `data.plan` lets a receiver that takes over go on with it. */
export const planParcel = (content: PlanContent, practice: Practice, language: Language) => ({
  what: topicsOfPlan(content), sections: planSections(content, practice, language), data: { plan: content },
});
