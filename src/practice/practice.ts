import type { z } from "zod";
import { addDays, addMonths, addWorkdays, ageOn, type Day } from "../platform/clock.ts";
import { wordsIn, type Given, type Giving, type Language, type Spoken, type Words } from "../platform/i18n/words.tsx";
import { workTopics, type area, type asked, type intervals, type leadRoles, type marks, type perspectives, type point, type practiceSchema, type rule, type steps, type text, type tracks, type warnings } from "./practice-schema.ts";

export type Practice = z.infer<typeof practiceSchema>;
export type Text = z.infer<typeof text>;
export type Question = z.infer<typeof asked>;
export type Area = z.infer<typeof area>;
export type Step = Practice["way"]["steps"][number];

/** An area of the package's own wheel; which there are, only the package knows. */
export type AreaId = string;
/** What a consent or a delivery may be about: an area of the package's wheel, or one of the work topics. */
export type Topic = AreaId;
export type Mark = (typeof marks)[number];
export type Perspective = (typeof perspectives)[number];
export type LeadRole = (typeof leadRoles)[number];
export type StepId = (typeof steps)[number];
export type TrackId = (typeof tracks)[number];
export type IntervalId = (typeof intervals)[number];
export type WarningId = (typeof warnings)[number];
export type Threshold = Practice["times"]["ages"][number];
type Point = z.infer<typeof point>;
type Rule = z.infer<typeof rule>;

/** What is known of a child when somebody asks who leads. Expected but not yet born: `expectedOn` alone. */
export type LifeSituation = {
  readonly bornOn?: Day | undefined;
  readonly expectedOn?: Day | undefined;
  readonly on: Day;
  /** Has not started, or has dropped out of, upper secondary school. */
  readonly outsideUpperSecondary?: boolean | undefined;
};

/** The first day of school for a child born that day: the calendar year decides, never the birthday. @ground SkolL 7:10 */
export function schoolStartOn(practice: Practice, bornOn: Day): Day {
  const { age, month, day } = practice.lead.schoolStart;
  const two = (number: number) => String(number).padStart(2, "0");
  return `${Number(bornOn.slice(0, 4)) + age}-${two(month)}-${two(day)}`;
}

function hasReached(practice: Practice, point: Point, { bornOn, on }: LifeSituation): boolean {
  if (point === "pregnancy") return true;
  if (bornOn === undefined || on < bornOn) return false;
  if (point === "birth") return true;
  if (point === "school-start") return on >= schoolStartOn(practice, bornOn);
  return ageOn(bornOn, on) >= point;
}

/** Every rule that answers; a checked package has exactly one until the child is 18, and none after. */
export function rulesFor(practice: Practice, situation: LifeSituation): readonly Rule[] {
  const outside = situation.outsideUpperSecondary ?? false;
  return practice.lead.rules.filter(
    (rule) =>
      hasReached(practice, rule.from, situation) &&
      !hasReached(practice, rule.until, situation) &&
      (rule.outsideUpperSecondary ?? outside) === outside,
  );
}

/**
 * Who is the child lead that day. Undefined for an adult, and when neither birth nor expected birth is known.
 * @model K1
 */
export function leadFor(practice: Practice, situation: LifeSituation): LeadRole | undefined {
  if (situation.bornOn === undefined && situation.expectedOn === undefined) return undefined;
  return rulesFor(practice, situation)[0]?.lead;
}

/** What the model gives the pages' sentences: its terms, and how each area and each mark is named, and what a consent to an area is about. */
const givenBy = ({ terms, plan, wheel }: Practice, language: Spoken): Given => ({
  terms: Object.fromEntries(Object.entries({ ...terms, plan: plan.name, wheelName: wheel.name }).map(([name, term]) => [name, textIn(term, language)])),
  texts: Object.fromEntries([
    ...wheel.areas.flatMap(({ id, name, consent }) => [[`consent.topicName.${id}`, textIn(name, language).toLowerCase()], [`consent.topic.${id}`, textIn(consent, language)]]),
    ...wheel.marks.map(({ id, word }) => [`ui.mark.${id}`, textIn(word, language)]), ["ui.mark.support", textIn(wheel.needsSupport.word, language)],
  ]),
});

const givings = new WeakMap<Practice, Giving>();
/** Worked out once for each language: every page speaks of the model. */
function giving(practice: Practice): Giving {
  let known = givings.get(practice);
  if (known) return known;
  const given = new Map<Spoken, Given>();
  known = (language) => {
    let one = given.get(language);
    if (!one) given.set(language, (one = givenBy(practice, language)));
    return one;
  };
  givings.set(practice, known);
  return known;
}

/** The words of one language, speaking of the model as the package does. */
export const speaking = (practice: Practice, language: Language, chosen?: Words["chosen"]): Words => wordsIn(language, chosen, giving(practice));

/** A text in the reader's language; the pseudo-language brackets it, as it does every text from a catalogue. */
export function textIn(text: Text, language: Language): string {
  if (language === "x-pseudo") return `⟦${text.sv}⟧`;
  return language === "en" ? text.en : text.sv;
}

/** What a consent may be about, in the order it is asked. */
export const topicsIn = (practice: Practice): readonly Topic[] => [...areaIds(practice), ...workTopics];

export const areaIds = (practice: Practice): readonly AreaId[] => practice.wheel.areas.map((area) => area.id);

export function getArea(practice: Practice, id: AreaId): Area {
  const area = practice.wheel.areas.find((one) => one.id === id);
  if (!area) throw new Error(`no area ${id} in ${practice.package.id}`);
  return area;
}

export function getStep(practice: Practice, id: StepId): Step {
  const step = practice.way.steps.find((one) => one.id === id);
  if (!step) throw new Error(`no step ${id} in ${practice.package.id}`);
  return step;
}

export function getTrack(practice: Practice, id: TrackId): Practice["way"]["tracks"][number] {
  const track = practice.way.tracks.find((one) => one.id === id);
  if (!track) throw new Error(`no track ${id} in ${practice.package.id}`);
  return track;
}

export type Rung = Practice["way"]["attendance"][number];

export type Forum = Practice["way"]["forums"][number];

export const findForum = (practice: Practice, id: string): Forum | undefined => practice.way.forums.find((forum) => forum.id === id);

/** The step of the attendance ladder that so much absence for so long has reached; none below the first. @model S73 */
export const rungFor = (practice: Practice, { percent, weeks }: { readonly percent: number; readonly weeks: number }): Rung | undefined =>
  practice.way.attendance.findLast((rung) => percent >= rung.percent && weeks >= rung.weeks);

/** The guiding questions of an area for adults, or for a child of that age; none for a child too young to be asked. */
export function questionsFor(practice: Practice, id: AreaId, reader: "adults" | number): readonly Question[] {
  const { adults, younger, older } = getArea(practice, id).questions;
  if (reader === "adults") return adults;
  const ages = practice.wheel.readers;
  if (reader < ages.younger.fromAge) return [];
  return reader < ages.older.fromAge ? younger : older;
}

const later = {
  workdays: addWorkdays,
  days: addDays,
  weeks: (day: Day, weeks: number) => addDays(day, weeks * 7),
  months: addMonths,
};

/** The days between which something should happen, counted from a day. */
export function windowFor(practice: Practice, id: IntervalId, from: Day): { earliest: Day; latest: Day } {
  const interval = practice.times.intervals.find((one) => one.id === id);
  if (!interval) throw new Error(`no interval ${id} in ${practice.package.id}`);
  const add = later[interval.unit];
  return {
    earliest: interval.least === undefined ? from : add(from, interval.least),
    latest: add(from, interval.most),
  };
}

/** From which day on it is told that something happens on a later one; undefined where the package does not say. */
export function warnFrom(practice: Practice, id: WarningId, day: Day): Day | undefined {
  const found = practice.times.warnings.find((one) => one.id === id);
  return found && later[found.unit](day, -found.before);
}
