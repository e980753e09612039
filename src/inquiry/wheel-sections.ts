import type { Section } from "../disclosure/index.ts";
import type { Language, Words } from "../platform/i18n/words.tsx";
import { perspectives, textIn, speaking, type AreaId, type Practice } from "../practice/index.ts";
import { markText, supportText, type WheelEntry } from "./inquiry.ts";

/** A consent's topics are the areas of the wheel; a package with another area must first be able to ask consent for it. */
const topics: Readonly<Record<AreaId, Section["topic"]>> = {
  health: "health", development: "development", learning: "learning", care: "care", home: "home", relations: "relations", safety: "safety",
};

function topicOf(area: AreaId): Section["topic"] {
  const topic = topics[area];
  if (!topic) throw new Error(`no consent can cover the area ${area}`);
  return topic;
}

/** "Det som fungerar: …", the strengths first; a child's words stand alone, as they were said. */
function said({ perspective, works, challenging }: WheelEntry, words: Words): string {
  if (perspective === "child") return [works, challenging].filter(Boolean).join("\n");
  const parts = [works && words.t("inquiry.part.works", { text: works }), challenging && words.t("inquiry.part.challenging", { text: challenging })];
  return parts.filter(Boolean).join("\n");
}

function sectionOf(entry: WheelEntry, practice: Practice, words: Words): Section {
  const name = practice.wheel.areas.find(({ id }) => id === entry.area)!.name;
  const whose = practice.wheel.perspectives.find(({ id }) => id === entry.perspective)!.name;
  const marks = [markText(practice, entry.mark, "professional"), ...(entry.needsSupport ? [supportText(practice, "professional")] : [])];
  const spoken = marks.map((text) => textIn(text, words.language)).join(", ");
  const text = said(entry, words);
  const heading = words.t("inquiry.part.heading", { area: textIn(name, words.language), whose: textIn(whose, words.language), marks: spoken });
  const how = entry.how && words.t("inquiry.part.how", { how: entry.how, day: words.time(entry.at) });
  const own = entry.perspective === "child" && text !== "";
  return { topic: topicOf(entry.area), heading, text: own ? text : [text, how].filter(Boolean).join("\n") || spoken, ...(own ? { own } : {}) };
}

/** A wheel as parts of a delivery: area by area in the model's order, the child's own words first in each. */
export function wheelSections(entries: readonly WheelEntry[], practice: Practice, language: Language): Section[] {
  const words = speaking(practice, language);
  const of = (area: AreaId) => perspectives.flatMap((perspective) => entries.filter((entry) => entry.area === area && entry.perspective === perspective));
  return practice.wheel.areas.flatMap(({ id }) => of(id)).map((entry) => sectionOf(entry, practice, words));
}
