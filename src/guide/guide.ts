import { AGE_LIMITS, byReach, isShown, type Ages, type Level, type Service } from "../directory/directory.ts";
import type { Day } from "../platform/clock.ts";

export const audiences = ["parent", "relative", "young", "staff"] as const;
export type Audience = (typeof audiences)[number];

/** A question families have. Whom to turn to is named by kind of help, so that it holds wherever the guide is. @model S3 */
export type Answer = {
  readonly id: string; readonly handle: string; readonly topics: readonly string[]; readonly audience: Audience; readonly ages: Ages; readonly level: Level;
  readonly urgent: boolean;
  /** Whom to contact, in order. */
  readonly kinds: readonly string[];
  readonly checkedOn: Day; readonly reviewMonths: number; readonly owner: string; readonly version: number;
  readonly text: AnswerText;
};

/** An answer in one language; `language` is the one it is in, which may not be the one that was asked for. */
export type AnswerText = {
  readonly language: string; readonly question: string; readonly answer: string; readonly steps: readonly string[]; readonly happens: string;
  readonly humanChecked: boolean; readonly version: number;
  /** The Swedish text has been changed since this one said the same. */
  readonly isBehind: boolean;
};

/** An answer is read by somebody who is tired: this many words at most, all in all. */
export const MOST_WORDS = 120;
export const wordCount = ({ answer, steps, happens }: Pick<AnswerText, "answer" | "steps" | "happens">): number =>
  [answer, ...steps, happens].join(" ").split(/\s+/).filter(Boolean).length;

export type HitType = "answer" | "service" | "activity";

/** Something that may be shown, and how near it is in its own words; 0 when it is only here for the help it gives. */
export type Candidate = {
  readonly type: HitType; readonly id: string; readonly handle: string; readonly title: string; readonly kinds: readonly string[]; readonly ages: Ages;
  readonly level: Level; readonly nearness: number;
  /** Less than 1 for what nobody has checked in time: it sinks. */
  readonly trust?: number;
};
export type Hit = Candidate & { readonly score: number };

/** How much of a kind's nearness a thing gets for giving it first, second, third, fourth. */
const SHARE = [1, 0.8, 0.65, 0.5] as const;
const share = (place: number): number => SHARE[place] ?? 0.4;
/** A contact that an answer points to comes after the answer. */
const POINTED_TO = 0.85;
/** What fits the question worse than this, or much worse than the best, is left out. */
const LEAST = 0.2;
const LEAST_OF_BEST = 0.35;
const WRONG_AGE = 0.5;
/** An answer that agrees with the kind of help that was asked for comes before the contact it leads to. */
const ANSWER_FIRST = 0.35;
const OF_ONE_KIND = 2;

const AGE = /(?:^|\s)(\d{1,2})\s*-?\s*(?:år|åring|åringen|åriga|års|years?|yo|vuotias|vuotta|sano|jir|سنة|سنوات|ساله|سال|років|роки|рік)/iu;

/** The child's age in years, when somebody wrote it: "3 åring bits", "my 14 year old". */
export function ageIn(text: string): number | undefined {
  const age = Number(AGE.exec(text)?.[1] ?? Number.NaN);
  return age >= 0 && age <= AGE_LIMITS.to ? age : undefined;
}

/** How near each kind of help is: by its own words, and by the answers that point to it. */
function kindsNear(named: ReadonlyMap<string, number>, candidates: readonly Candidate[]): Map<string, number> {
  const near = new Map(named);
  for (const { type, kinds, nearness } of candidates) {
    if (type !== "answer") continue;
    kinds.forEach((kind, place) => near.set(kind, Math.max(near.get(kind) ?? 0, nearness * POINTED_TO * share(place))));
  }
  return near;
}

const inTime = (ages: Ages, age: number | undefined): number => (age === undefined || (ages.from <= age && age <= ages.to) ? 1 : WRONG_AGE);

/** At most two of the same main kind before everything else has had its turn: eight preschools are not eight answers. */
function spread(hits: readonly Hit[]): Hit[] {
  const seen = new Map<string, number>();
  const [first, later]: [Hit[], Hit[]] = [[], []];
  for (const hit of hits) {
    const key = `${hit.type} ${hit.kinds[0]}`;
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    (hit.type === "answer" || nth <= OF_ONE_KIND ? first : later).push(hit);
  }
  return [...first, ...later];
}

/** Among the first three there is somebody to talk to, when there is anybody. @model degerforsmodellen 2.5 */
function withContact(hits: readonly Hit[]): Hit[] {
  const at = hits.findIndex(({ type }) => type === "service");
  if (at < 3) return [...hits];
  const rest = hits.filter((_, nth) => nth !== at);
  return [...rest.slice(0, 2), hits[at]!, ...rest.slice(2)];
}

/**
 * What to show for a question, the best first. `named`: how near each kind of help is in its own words. Each thing is as near as its own
 * words, or as the help it gives.
 */
export function rankHits(named: ReadonlyMap<string, number>, candidates: readonly Candidate[], age?: number): Hit[] {
  const near = kindsNear(named, candidates);
  const scored = candidates.map((candidate): Hit => {
    const byKind = Math.max(0, ...candidate.kinds.map((kind, place) => (near.get(kind) ?? 0) * share(place)));
    const own = candidate.type === "answer" ? candidate.nearness * (1 + ANSWER_FIRST * (named.get(candidate.kinds[0]!) ?? 0)) : Math.max(candidate.nearness, byKind);
    return { ...candidate, score: own * (candidate.trust ?? 1) * inTime(candidate.ages, age) * (candidate.level === "universal" ? 1.02 : 1) };
  }).sort((one, other) => other.score - one.score);
  const least = Math.max(LEAST, LEAST_OF_BEST * (scored[0]?.score ?? 0));
  return withContact(spread(scored.filter(({ score }) => score >= least)));
}

/** What may be shown of some services, the best way in first. */
export const shownIn = (services: readonly Service[], today: Day): Service[] => services.filter((service) => isShown(service, today)).sort(byReach(today));

/** Somebody to turn to when nothing fitted: those who help everybody on. */
export const FOR_EVERYBODY = ["familjecentral", "foraldraradgivning", "elevhalsa", "telefon-1177"];
