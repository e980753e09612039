import { z } from "zod";
import { addDays, addMonths, addWorkdays, ageOn, type Day } from "../platform/clock.ts";
import type { Language } from "../platform/i18n/words.tsx";

/**
 * A practice model as data: one schema per file of a package. The engine knows the closed lists below; everything
 * else – areas, questions, sections, agenda, words – belongs to the package, so that another region writes no code.
 */
export const leadRoles = ["midwife", "child-health-nurse", "head-teacher", "activity-officer"] as const;
export const marks = ["works", "both", "challenging", "unknown"] as const;
export const perspectives = ["child", "guardian", "professional"] as const;
export const stages = ["notice", "gather", "collaborate"] as const;
export const steps = [
  "signal",
  "receive",
  "inquire",
  "decide",
  "consent",
  "meet",
  "plan",
  "hand-over",
  "follow-up",
  "close",
] as const;
/** @model K1 the order is the rule: our own service first, then another's, only then several together */
export const questions = ["own-service", "another-service", "several-together"] as const;
export const intervals = ["acknowledge-signal", "consent-answer", "meeting", "first-follow-up", "later-follow-up"] as const;
const warnings = ["consent-ends", "birthday"] as const;
export const roles = ["child-lead", "plan-lead", "contact-person", "noticing-adult"] as const;
export const meetingRoles = ["chair", "note-taker", "child-support"] as const;
const outcomes = ["handle-here", "hand-over-matter", "collaborate", "next-question", "inquire-more"] as const;
const voices = ["chair", "child", "guardians", "professionals", "everyone", "family"] as const;
const reviews = ["consents", "guardian-access", "own-access", "lead", "plan"] as const;

const entry = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject(shape).readonly();
const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();
const words = z.string().trim().min(1, "is empty");
const slug = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "must be lower-case English words joined by hyphens");
const order = z.int().positive();

/** `official` only where a Kronoberg source says it, and then with that source; the English is always our translation. */
const text = entry({
  sv: words,
  en: words,
  status: z.enum(["official", "proposed", "local"]),
  source: words.optional(),
});

const about = entry({
  id: slug,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, "must be three numbers, such as 1.0.0"),
  valid: entry({
    from: z.iso.date("must be a day, such as 2026-01-01"),
    until: z.iso.date("must be a day, such as 2026-12-31").optional(),
  }),
  name: text,
  process: text,
  summary: text,
  sources: list(entry({ id: words, title: words })),
});

const ageSpan = entry({ fromAge: z.int().min(0).max(17), toAge: z.int().min(0).max(17) });

const area = entry({
  id: slug,
  order,
  surfacesReportOfConcern: z.boolean().default(false),
  name: text,
  meaning: text,
  advice: text.optional(),
  picture: entry({ symbol: slug, word: text, alt: text }),
  questions: entry({
    adults: list(text).prefault([]),
    younger: list(text).prefault([]),
    older: list(text).prefault([]),
  }),
});

const wheel = entry({
  name: text,
  readers: entry({ younger: ageSpan, older: ageSpan }),
  marks: list(entry({ id: z.enum(marks), sign: words.nullable(), word: text, childWord: text })),
  needsSupport: entry({ word: text, childWord: text }),
  perspectives: list(entry({ id: z.enum(perspectives), name: text, help: text })),
  areas: list(area),
});

const point = z.union([z.enum(["pregnancy", "birth", "school-start"]), z.int().min(1).max(18)], {
  error: "must be pregnancy, birth, school-start or an age from 1 to 18",
});

const rule = entry({
  id: slug,
  from: point,
  until: point,
  outsideUpperSecondary: z.boolean().optional(),
  lead: z.enum(leadRoles),
});

const duty = entry({
  id: slug,
  order,
  rhythm: z.enum(["once", "ongoing", "when-needed"]),
  text,
  parts: list(entry({ id: slug, text })).prefault([]),
});

const lead = entry({
  roles: list(entry({ id: z.enum(roles), name: text, meaning: text })),
  leads: list(entry({ id: z.enum(leadRoles), name: text, place: text })),
  schoolStart: entry({ age: z.int().min(1).max(10), month: z.int().min(1).max(12), day: z.int().min(1).max(28) }),
  rules: list(rule),
  duties: list(duty),
});

const answer = entry({ outcome: z.enum(outcomes), text });

const way = entry({
  stages: list(entry({ id: z.enum(stages), name: text })),
  steps: list(entry({ id: z.enum(steps), order, stage: z.enum(stages), name: text, help: text, family: text })),
  questions: list(
    entry({ id: z.enum(questions), order, text, help: text, prompts: list(text), ifYes: answer, ifNo: answer }),
  ),
});

const section = entry({
  id: slug,
  order,
  required: z.enum(["to-adopt", "to-close", "optional"]),
  entry: z.enum(["gathered", "written"]),
  basis: list(z.enum(["kronoberg", "scotland", "proposed"])),
  label: text,
  hint: text,
});

const agendaPoint = entry({ id: slug, order, voice: z.enum(voices), title: text, help: text });
const item = entry({ id: slug, text });

const meeting = entry({
  name: text,
  minutes: entry({ least: z.int().positive(), most: z.int().positive() }),
  roles: list(entry({ id: z.enum(meetingRoles), name: text, help: text })),
  preparation: entry({ withFamily: list(item), beforeInviting: list(item) }),
  participation: list(item),
  agenda: list(agendaPoint),
  followUpAgenda: list(agendaPoint),
});

const interval = entry({
  id: z.enum(intervals),
  least: z.int().positive().optional(),
  most: z.int().positive(),
  unit: z.enum(["workdays", "days", "weeks", "months"]),
  configurable: z.boolean(),
  name: text,
  countedFrom: text,
});

const warning = entry({
  id: z.enum(warnings),
  before: z.int().positive(),
  unit: z.enum(["days", "weeks", "months"]),
  configurable: z.boolean(),
  name: text,
});

const threshold = entry({
  age: z.int().min(1).max(18),
  reviews: list(z.enum(reviews)),
  grounds: list(words),
  meaning: text,
});

/** One key per file: `wheel` is what `wheel.yaml` says. */
export const practiceSchema = entry({
  package: about,
  wheel,
  lead,
  way,
  plan: entry({ name: text, purpose: text, sections: list(section) }),
  meeting,
  times: entry({ intervals: list(interval), warnings: list(warning).prefault([]), ages: list(threshold) }),
});

export type Practice = z.infer<typeof practiceSchema>;
export type Text = z.infer<typeof text>;
export type Area = z.infer<typeof area>;
export type Step = Practice["way"]["steps"][number];

/** An area of the package's own wheel; which there are, only the package knows. */
export type AreaId = string;
export type Mark = (typeof marks)[number];
export type Perspective = (typeof perspectives)[number];
export type LeadRole = (typeof leadRoles)[number];
export type StepId = (typeof steps)[number];
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

/** A text in the reader's language; the pseudo-language brackets it, as it does every text from a catalogue. */
export function textIn(text: Text, language: Language): string {
  if (language === "x-pseudo") return `⟦${text.sv}⟧`;
  return language === "en" ? text.en : text.sv;
}

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

/** The guiding questions of an area for adults, or for a child of that age; none for a child too young to be asked. */
export function questionsFor(practice: Practice, id: AreaId, reader: "adults" | number): readonly Text[] {
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
