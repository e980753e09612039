import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { activityKinds, audiences } from "#src/activity/activity.ts";
import { reportKinds } from "#src/directory/index.ts";
import { AGE_LIMITS, channelKinds, levels, weekdays } from "#src/directory/directory.ts";
import { judge, rawOf } from "./world-data.ts";

const handle = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "not a kebab-case handle");
const words = z.string().trim().min(1);
const sentences = z.array(words);
const age = z.int().min(AGE_LIMITS.from).max(AGE_LIMITS.to);
const ages = z.tuple([age, age]);
const time = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, "not a time");

const location = z.strictObject({
  handle, name: words, street: words, postalCode: z.string().regex(/^\d{3} \d{2}$/), town: words, latitude: z.number(), longitude: z.number(), access: words, transport: words.optional(),
});

const internal = z.strictObject({
  line: words, contact: handle.optional(), deputy: handle.optional(), consult: z.strictObject({ hours: words, how: words }).optional(),
  invite: words, answersWithin: z.int().min(0).max(30), need: words, feedback: words, guiding: words, legalBasis: words.optional(), limits: words.optional(), talks: words.optional(),
});

const service = z.strictObject({
  handle, unit: handle, at: handle.optional(), kinds: z.array(handle).min(1).max(4), level: z.enum(levels), ages, name: words, also: sentences, mission: words,
  does: sentences.min(1), doesNot: sentences, forWhom: words, askFor: words.optional(), phone: words, channel: z.strictObject({ kind: z.enum(channelKinds), value: words }),
  hours: z.array(z.strictObject({ days: z.array(z.enum(weekdays)).min(1), from: time, to: time })), hoursNote: words.optional(), whenClosed: words.optional(), happens: words,
  anonymous: z.enum(["yes", "no", "at-first"]), record: z.enum(["yes", "no"]), cost: z.enum(["free", "fee"]), costNote: words.optional(), selfReferral: z.boolean(),
  waiting: words.optional(), languages: z.array(z.string()).min(1), interpreter: z.boolean(), professions: sentences, methods: sentences, transitions: z.array(handle).default([]),
  /** Days since its owner last said that it is right. */
  checked: z.int().min(0), internal: internal.optional(),
});

const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "not a time");
const weekly = z.strictObject({ every: z.enum(["week", "2-weeks"]), on: z.enum(weekdays), from: hour, to: hour });
const monthly = z.strictObject({ every: z.literal("month"), nth: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal("last")]), on: z.enum(weekdays), from: hour, to: hour });
/** Days from the day the world is built. */
const days = z.int();

const activity = z.strictObject({
  handle, unit: handle, at: handle.optional(), with: z.array(z.union([handle.transform((unit) => ({ unit, gives: "" })), z.strictObject({ unit: handle, gives: words })])).default([]),
  kind: z.enum(activityKinds), kinds: z.array(handle).min(1).max(4), level: z.enum(levels), ages, name: words, about: words, meet: z.boolean(), forWhom: z.enum(audiences),
  repeats: z.discriminatedUnion("every", [weekly, monthly]).optional(), once: z.strictObject({ inDays: days, from: hour, to: hour }).optional(), starts: days.optional(), ends: days.optional(),
  pauses: z.array(z.strictObject({ from: days, to: days })).default([]), drop: z.enum(["in", "sign-up"]), capacity: z.int().min(1).max(500).optional(), childcare: z.boolean(),
  languages: z.array(z.string()).min(1), interpreter: z.boolean(), cost: z.enum(["free", "fee"]), costNote: words.optional(), contact: words, checked: z.int().min(0),
}).refine(({ repeats, once, starts }) => (repeats === undefined) !== (once === undefined) && (repeats === undefined) === (starts === undefined), "either repeats with starts, or once")
  .refine(({ drop, capacity }) => (drop === "sign-up") === (capacity !== undefined), "capacity goes with sign-up");

export type ActivitySheet = z.infer<typeof activity>;
const daysAgo = z.int().min(0);
const network = z.strictObject({
  forums: z.array(z.strictObject({ handle, name: words, about: words, meets: words, units: z.array(handle).min(1) })),
  people: z.array(z.strictObject({
    who: handle, unit: handle, name: z.enum(["shown", "hidden", "as-named"]), title: words, tasks: words, competences: sentences, languages: sentences, askMe: words,
    studyVisits: z.boolean(), reach: words, deputy: handle.optional(), /** For how many days yet. */ away: z.int().min(0).optional(),
  })),
  changes: z.array(z.strictObject({ service: handle, daysAgo, by: handle, what: z.enum(["added", "edited", "checked"]), fields: z.array(words).default([]) })),
  reports: z.array(z.strictObject({ service: handle, daysAgo, by: handle.optional(), kind: z.enum(reportKinds), said: words })),
  follows: z.array(z.strictObject({ unit: handle, services: z.array(handle).min(1) })),
  /** How well units know each other's missions. */
  knowing: z.array(z.strictObject({ unit: handle, by: handle, daysAgo, knows: z.record(handle, z.int().min(0).max(3)) })).default([]),
  /** Who lets others come and see, and visits asked for, agreed and told of. Days count from the day the world is built. */
  visits: z.strictObject({
    offers: z.array(z.strictObject({ unit: handle, shows: words, days: words, most: z.int().min(1).max(30), host: handle.optional() })),
    asked: z.array(z.strictObject({
      unit: handle, by: handle, from: handle, daysAgo, people: z.int().min(1), days: z.array(z.int()).min(1).max(3), wants: words,
      state: z.enum(["asked", "agreed", "made"]), on: z.int().optional(), word: words.optional(), learnt: words.optional(),
    })),
  }).default({ offers: [], asked: [] }),
  /** What nothing was found for, and what did not help: words of a dictionary only. */
  needs: z.array(z.strictObject({
    what: z.enum(["zero-hit", "not-helped", "helped"]), terms: words.default(""), language: words.default("sv"), ages: words.optional(), answer: handle.optional(), daysAgo, times: z.int().min(1),
    settled: z.enum(["answered", "word"]).optional(),
  })).default([]),
  /** Calls that staff made together with families. */
  guidings: z.array(z.strictObject({ unit: handle, service: handle, daysAgo, came: z.enum(["reached", "booked", "message", "no-answer"]) })).default([]),
  /** Answers that have not been read through for this many days. */
  texts: z.array(z.strictObject({ answer: handle, checked: daysAgo })).default([]),
});

export type NetworkSheet = z.infer<typeof network>;
const NOTHING_KNOWN: NetworkSheet = { forums: [], people: [], changes: [], reports: [], follows: [], knowing: [], visits: { offers: [], asked: [] }, needs: [], guidings: [], texts: [] };

export type LocationSheet = z.infer<typeof location>;
export type ServiceSheet = z.infer<typeof service>;
/** What there is in one place, or (`handle` missing) in the whole country. */
export type GuideSheet = {
  readonly handle: string | undefined; readonly folder: string; readonly locations: readonly LocationSheet[]; readonly services: readonly ServiceSheet[];
  readonly activities: readonly ActivitySheet[];
  readonly network: NetworkSheet;
};

const listIn = <Shape extends z.ZodType>(folder: string, file: string, shape: Shape): Array<z.infer<Shape>> =>
  existsSync(join(folder, file)) ? judge(file, rawOf(folder, file), z.array(shape)) : [];

/** Reads the services and places of a world's folder. */
export const readGuideSheet = (folder: string, guide: string | undefined): GuideSheet => ({
  handle: guide, folder, locations: listIn(folder, "locations.yaml", location), services: listIn(folder, "services.yaml", service), activities: listIn(folder, "activities.yaml", activity),
  network: existsSync(join(folder, "network.yaml")) ? judge("network.yaml", rawOf(folder, "network.yaml"), network) : NOTHING_KNOWN,
});
