import type { Matter, MatterState } from "../matter/index.ts";
import { addDays, type Day } from "../platform/clock.ts";
import { warnFrom, type Practice } from "../practice/index.ts";
import { consentState, type Consent, type Giver } from "./consent.ts";

/** Ours, for a package that says nothing: time enough to meet the family once before the last day. @ground REQ-044 */
const USUAL_DAYS = 30;

/** From which day on it is told that a consent ends. */
export const endsSoonFrom = (practice: Practice, until: Day): Day => warnFrom(practice, "consent-ends", until) ?? addDays(until, -USUAL_DAYS);

/** Who only looks on, or has finished, tells nobody anything more: there a consent may end without a word. */
const TELLS_NOTHING: ReadonlySet<MatterState> = new Set<MatterState>(["following", "closed"]);

/** A newer question to the same givers about the same receivers, answered or not: then that is the one to look at. */
const isAskedAgain = (consent: Consent, others: readonly Consent[]): boolean =>
  others.some(({ id, disclosing, askedAt, receivers }) =>
    id !== consent.id && disclosing === consent.disclosing && askedAt !== undefined && consent.askedAt !== undefined && askedAt > consent.askedAt && consent.receivers.every((one) => receivers.includes(one)));

/** A consent with everything that tells whether somebody must think of its end. */
export type Standing = {
  readonly consent: Consent; readonly others: readonly Consent[]; readonly givers: readonly Giver[];
  /** Somebody who works with the matter has said that it may end. */
  readonly letEnd: boolean;
  readonly matter: Pick<Matter, "state">; readonly practice: Practice; readonly today: Day;
};

/**
 * Whether a consent that was given is about to end, or has ended, while the matter still needs it. It is never renewed by itself:
 * the family is asked again, or somebody says that it may end. @ground REQ-044
 */
export function endingOf({ consent, others, givers, letEnd, matter, practice, today }: Standing): "soon" | "over" | undefined {
  // What somebody else has said yes to is about certain words: other words are another question.
  if (consent.about || letEnd || TELLS_NOTHING.has(matter.state) || today < endsSoonFrom(practice, consent.until) || isAskedAgain(consent, others)) return undefined;
  const over = today > consent.until;
  return consentState(consent, givers, over ? consent.until : today) === "granted" ? (over ? "over" : "soon") : undefined;
}
