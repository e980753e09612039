import { byReach, CARD_MONTHS, freshnessOf, overlaps, type Ages, type Service } from "../directory/directory.ts";
import { ageIn } from "../guide/guide.ts";
import type { Day } from "../platform/clock.ts";

/** A card that fits a need, how well, and how near its own name is to what was asked. */
export type Fitting = { readonly service: Service; readonly score: number; readonly nearness: number };

const GRADE = /(?:^|\s)(?:åk|årskurs|klass)\.?\s*([1-9])(?!\d)|(?:^|\s)([1-9]):?an(?=\s|$)/iu;
const SCHOOL_AGE = 6;

/** The ages a need is about, when it says: "14 år", or "åk 8", where one is fourteen or fifteen by the end of it. */
export function agesIn(text: string): Ages | undefined {
  const age = ageIn(text);
  if (age !== undefined) return { from: age, to: age };
  const match = GRADE.exec(text);
  const grade = Number(match?.[1] ?? match?.[2] ?? Number.NaN);
  return Number.isNaN(grade) ? undefined : { from: grade + SCHOOL_AGE, to: grade + SCHOOL_AGE + 1 };
}

/** So near its own name that it is what was asked for. What nobody has checked in time must be named more exactly to come first. */
const BY_NAME = 0.55;
const BY_EXACT_NAME = 0.8;
const isNamed = ({ service, nearness }: Fitting, today: Day): boolean => nearness >= (freshnessOf(service.checkedOn, CARD_MONTHS, today) === "fresh" ? BY_NAME : BY_EXACT_NAME);

/** What fits much worse than the best is noise. */
const OF_BEST = 0.6;
const MOST = 8;

/**
 * Whom to show for a need: what was asked for by name first; then what is for everybody before what is for some, and in each what nobody has
 * checked in time last. Who is for other ages is left out when somebody is for these. @model degerforsmodellen 5.3
 */
export function whoFits(text: string, fitting: readonly Fitting[], today: Day): Service[] {
  const ages = agesIn(text);
  const least = OF_BEST * Math.max(0, ...fitting.map(({ score }) => score));
  const near = fitting.filter(({ score }) => score >= least).sort((one, other) => other.score - one.score);
  const inAge = near.filter(({ service }) => ages === undefined || overlaps(service.ages, ages));
  const kept = (inAge.length > 0 ? inAge : near).slice(0, MOST);
  const inOrder = (named: boolean) => kept.filter((one) => isNamed(one, today) === named).map(({ service }) => service).sort(byReach(today));
  return [...inOrder(true), ...inOrder(false)];
}
