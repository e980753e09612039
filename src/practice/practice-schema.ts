import { z } from "zod";
import { BRANCH_KINDS } from "../platform/branch-kinds.ts";

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
/** Advice without a name, working together with consent, and the report of concern: three ways that are never mixed. @model S69 */
export const tracks = ["consultation", "collaboration", "concern"] as const;
/** What keeps a child well comes before what puts it at risk. @model S5 */
export const questionGroups = ["strengths", "risks"] as const;
/** Work topics: what a consent may be about besides the areas of the package's wheel. */
export const workTopics = ["contact", "meeting", "plan"] as const;
export const intervals = [
  "acknowledge-signal",
  "consent-answer",
  "meeting",
  "first-follow-up",
  "later-follow-up",
  "consultation-answer",
  "consultation-kept",
] as const;
export const warnings = ["consent-ends", "birthday"] as const;
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

const said = {
  sv: words,
  en: words,
  status: z.enum(["official", "proposed", "local"]),
  source: words.optional(),
};
/** `official` only where a source of the model's own says it, and then with that source; the English is always our translation. */
export const text = entry(said);

/** A guiding question: what makes for health, or what is a risk, where the package keeps the two apart. @model S5 */
export const asked = entry({ ...said, group: z.enum(questionGroups).optional() });

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

export const area = entry({
  id: slug,
  order,
  surfacesReportOfConcern: z.boolean().default(false),
  name: text,
  meaning: text,
  advice: text.optional(),
  /** What somebody says yes to who consents to this area. */
  consent: text,
  picture: entry({ symbol: slug, word: text, alt: text }),
  questions: entry({
    adults: list(asked).prefault([]),
    younger: list(asked).prefault([]),
    older: list(asked).prefault([]),
  }),
});

const wheel = entry({
  name: text,
  /** Where the wheel comes from, and how much of it is the model's own. */
  note: text,
  groups: entry({ strengths: text, risks: text }).optional(),
  readers: entry({ younger: ageSpan, older: ageSpan }),
  marks: list(entry({ id: z.enum(marks), sign: words.nullable(), word: text, childWord: text })),
  needsSupport: entry({ word: text, childWord: text }),
  perspectives: list(entry({ id: z.enum(perspectives), name: text, help: text })),
  areas: list(area),
});

export const point = z.union([z.enum(["pregnancy", "birth", "school-start"]), z.int().min(1).max(18)], {
  error: "must be pregnancy, birth, school-start or an age from 1 to 18",
});

export const rule = entry({
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

const track = entry({ id: z.enum(tracks), order, name: text, when: text, consent: text, identity: text, owner: text });

/** A step of the ladder of school attendance: from how much absence that has lasted how long, who acts and how. @model S73 */
const rung = entry({ id: slug, order, percent: z.int().min(0).max(100), weeks: z.int().min(0).max(52), name: text, who: text, help: text });

/**
 * A forum where parties meet again and again about children, one at a time and with consent, such as SSPF: whom it is for, who is in it, what makes
 * one think of it, who keeps it together and how often it meets. It gives nobody a right. @model S67, S68
 */
const forum = entry({
  id: slug,
  order,
  name: words,
  about: text,
  limits: list(entry({ id: slug, text })),
  ages: entry({ from: z.int().min(0).max(20), to: z.int().min(0).max(20) }),
  parties: list(entry({ id: slug, name: text, kinds: list(z.enum(BRANCH_KINDS)) })),
  signs: list(entry({ id: slug, text })),
  strengths: text,
  consent: text,
  coordinator: text,
  everyWeeks: z.int().positive().max(52),
  agenda: list(entry({ id: slug, text })),
});

/** A step of the ladder that deviations between the parties climb: who answers there, and within how many working days. @model S74 */
const deviationStep = entry({ id: slug, order, workdays: z.int().positive().max(250), name: text, who: text });

const way = entry({
  tracks: list(track),
  attendance: list(rung),
  /** The area of the wheel that what is said of attendance belongs to, when it is shared. */
  attendanceArea: slug,
  forums: list(forum).prefault([]),
  deviations: list(deviationStep),
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
  /** Where it comes from. */
  basis: list(slug),
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

/** What the pages call the one who leads, the wheel and the meeting, in the form a sentence needs. */
const terms = entry({ lead: text, wheel: text, meeting: text, theMeeting: text });

/** One key per file: `wheel` is what `wheel.yaml` says. */
export const practiceSchema = entry({
  package: about,
  terms,
  wheel,
  lead,
  way,
  plan: entry({ name: text, purpose: text, sections: list(section) }),
  meeting,
  times: entry({ intervals: list(interval), warnings: list(warning).prefault([]), ages: list(threshold) }),
});
