import { z } from "zod";
import { marks, perspectives } from "../src/practice/index.ts";

/** Everything a handle may point at, gathered before the files are judged, since they point at each other; and the practice's own codes. */
export type Known = Readonly<Record<"municipality" | "unit" | "staff" | "guardian" | "child" | "area" | "topic" | "point" | "participation", ReadonlySet<string>>>;
type Kind = keyof Known;

/** A handle that must exist as one of the kinds. */
export const refer = (known: Known, ...kinds: readonly [Kind, ...Kind[]]) =>
  z.string().refine((text) => kinds.some((kind) => known[kind].has(text)), {
    error: (issue) => `unknown ${kinds.join(" or ")} "${String(issue.input)}"`,
  });

/** One to four sentences in somebody's own words. */
export const words = z.string().trim().min(2).max(700);

const past = z.int().min(-400).max(0);
const day = z.int().min(-400).max(400);
const mark = z.enum(marks);
const how = z.enum(["e-id", "paper", "oral"]);
const form = z.enum(["meeting", "video", "phone", "home-visit"]);

/** The child's own words and how they were heard, or the reason they are missing. @ground BK 12, REQ-056 */
const voice = z.union([z.strictObject({ words, how: words }), z.strictObject({ missing: words })]);

/** Who did it; `as` names the unit for a person with more than one duty. */
const act = <Name extends string>(event: Name, known: Known) => ({
  event: z.literal(event),
  day: past,
  by: refer(known, "staff"),
  as: refer(known, "unit").optional(),
});

/** The ground a delivery stands on. Consent is an event of its own, before the delivery. @ground OSL 10:1, 12:2–3; 23:1–2; 10:27 */
const ground = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("consent") }),
  z.strictObject({ kind: z.enum(["no-harm", "general-clause"]), need: words, why: words }),
]);

const signal = (known: Known) =>
  z.strictObject({
    ...act("signal", known),
    /** What was seen: facts, strengths first. */
    seen: words,
    child_words: words.optional(),
    areas: z.array(refer(known, "area")).min(1),
    /** What was said to whom. */
    told: words,
    wish: words,
  });

const deliverSignal = (known: Known) =>
  z.strictObject({ ...act("deliver_signal", known), to: refer(known, "unit"), ground });

const receive = (known: Known) => z.strictObject(act("receive", known));

const TEXTS_OF = { works: [true, false], both: [true, true], challenging: [false, true], unknown: [false, false] } as const;

const wheelArea = (known: Known) => z
  .strictObject({
    area: refer(known, "area"),
    works: words.optional(),
    challenging: words.optional(),
    mark,
    needs_support: z.boolean().default(false),
  })
  .refine(
    ({ mark: told, works, challenging }) =>
      TEXTS_OF[told][0] === (works !== undefined) && TEXTS_OF[told][1] === (challenging !== undefined),
    { error: "the mark and the texts do not agree", path: ["mark"] },
  );

const wheel = (known: Known) =>
  z.strictObject({
    ...act("wheel", known),
    perspective: z.enum(perspectives),
    /** Whose words these are, where the perspective is not the writer's own. */
    voices: z.array(refer(known, "guardian", "child")).default([]),
    how: words,
    areas: z.array(wheelArea(known)).min(1),
  });

const answer = z.strictObject({ yes: z.boolean(), reason: words });

/** The three questions in their order; the first yes ends them. @model K1 */
const decide = (known: Known) =>
  z
    .strictObject({
      ...act("decide", known),
      answers: z.strictObject({
        "own-service": answer,
        "another-service": answer.optional(),
        "several-together": answer.optional(),
      }),
      outcome: z.enum(["own-service", "other-service", "collaboration"]),
      /** Which others are needed; empty where the own service is enough. */
      parties: z.array(refer(known, "unit")).default([]),
    })
    .refine(({ answers, outcome }) => outcome === leadsTo(answers), { error: "the answers do not lead to the outcome", path: ["outcome"] })
    .refine(({ parties, outcome }) => (outcome === "own-service") === (parties.length === 0), {
      error: "who is needed does not fit the outcome",
      path: ["parties"],
    });

type Answer = z.infer<typeof answer>;

function leadsTo(answers: { "own-service": Answer; "another-service"?: Answer | undefined; "several-together"?: Answer | undefined }): string {
  const [own, another, together] = [answers["own-service"], answers["another-service"], answers["several-together"]];
  if (own.yes) return another ?? together ? "nothing" : "own-service";
  if (another?.yes) return together ? "nothing" : "other-service";
  return another && together?.yes ? "collaboration" : "nothing";
}

/** Given for one disclosing branch, to named receivers, on topics, for a time. @ground OSL 12:2, REQ-030–032 */
const consent = (known: Known) =>
  z.strictObject({
    ...act("consent", known),
    disclosing: refer(known, "unit"),
    receivers: z.array(refer(known, "unit")).min(1),
    topics: z.array(refer(known, "topic")).min(1),
    purpose: words,
    /** Days from the day it was asked for. */
    until_days: z.int().min(1).max(730),
    /** How the child's own say was judged, the first time the child answers. @ground OSL 12:3, REQ-038 */
    maturity: z.strictObject({ decides: z.enum(["alone", "with-guardians"]), reason: words }).optional(),
    answers: z
      .array(
        z.discriminatedUnion("answer", [
          z.strictObject({
            answer: z.enum(["granted", "refused"]),
            who: refer(known, "guardian", "child"),
            day: past,
            how,
            said: words.optional(),
          }),
          z.strictObject({ answer: z.literal("none"), who: refer(known, "guardian", "child") }),
        ]),
      )
      .min(1),
  });

const person = (known: Known) => ({
  who: refer(known, "staff", "guardian", "child"),
  as: refer(known, "unit").optional(),
});

const meeting = (known: Known) =>
  z.strictObject({
    /** The day it was called. */
    ...act("meeting", known),
    meets_day: day,
    meets_at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    place: words,
    question: words,
    child_takes_part: refer(known, "participation"),
    invited: z.array(z.strictObject(person(known))).min(2),
    notes: z.array(z.strictObject({ point: refer(known, "point"), words })).default([]),
    /** Left out while the meeting lies ahead. */
    held: z
      .strictObject({
        attendance: z
          .array(z.strictObject({ ...person(known), how: z.enum(["room", "video", "phone", "part", "absent"]) }))
          .min(2),
        minutes: words,
        decision: z.strictObject({ collaborate: z.boolean(), reason: words }),
      })
      .optional(),
  });

const plan = (known: Known) =>
  z.strictObject({
    ...act("plan", known),
    version: z.int().min(1),
    /** Why there is a plan, in words the child understands. */
    reason: words,
    child_voice: voice,
    guardians_view: words,
    goals: z.array(z.strictObject({ area: refer(known, "area"), goal: words, sign: words })).min(1),
    measures: z
      .array(
        z.strictObject({
          ref: z.string().regex(/^[a-z]+$/),
          what: words,
          who: z.union([
            z.strictObject({ unit: refer(known, "unit") }),
            z.strictObject({ family: refer(known, "guardian", "child") }),
          ]),
          by_day: day,
          area: refer(known, "area"),
        }),
      )
      .min(1),
    /** One person per unit. @model K1 */
    contacts: z.array(z.strictObject({ unit: refer(known, "unit"), who: refer(known, "staff") })).min(1),
    follow_up: z.strictObject({ day, form, who: refer(known, "staff") }),
  });

const report = (known: Known) =>
  z.strictObject({
    ...act("report", known),
    /** For what the family does, whoever holds the plan writes down what they say. */
    measure: z.string(),
    status: z.enum(["done", "partly", "not-done"]),
    words,
  });

const handOver = (known: Known) =>
  z.strictObject({
    ...act("hand_over", known),
    /** The whole matter, the role of child lead, or the lead of the plan. @model K2 */
    kind: z.enum(["matter", "lead", "plan"]),
    to: refer(known, "unit"),
    ground,
    words,
  });

const accept = (known: Known) => z.strictObject({ ...act("accept", known), reason: words.optional() });

const giveBack = (known: Known) => z.strictObject({ ...act("return", known), reason: words });

const followUp = (known: Known) =>
  z.strictObject({
    ...act("follow_up", known),
    form,
    present: z.array(z.strictObject(person(known))).min(1),
    child_experience: voice,
    guardians_view: words,
    areas: z.array(z.strictObject({ area: refer(known, "area"), before: mark, now: mark, words })).min(1),
    decision: z.enum(["next-version", "closed"]),
    reason: words,
  });

const close = (known: Known) =>
  z.strictObject({
    ...act("close", known),
    outcome: z.enum(["own-service", "handed-over", "needs-met", "no-collaboration", "consent-withdrawn", "moved", "adult"]),
    words,
    child_view: voice,
    turn_to: z.strictObject({ unit: refer(known, "unit"), words }),
  });

/** A step of the ladder of school attendance, noted by the school. The step is the one the package's thresholds give. */
const attendance = (known: Known) =>
  z.strictObject({ ...act("attendance", known), percent: z.int().min(0).max(100), weeks: z.int().min(0).max(52), did: words, next_day: day });

/** One thing that happened around a child, as data for the builder. */
export const eventOf = (known: Known) =>
  z.discriminatedUnion("event", [
    signal(known), deliverSignal(known), receive(known), wheel(known), decide(known), consent(known), meeting(known), plan(known),
    report(known), handOver(known), accept(known), giveBack(known), followUp(known), close(known), attendance(known),
  ]);

export type StoryEvent = z.infer<ReturnType<typeof eventOf>>;
export type EventOf<Name extends StoryEvent["event"]> = Extract<StoryEvent, { event: Name }>;
