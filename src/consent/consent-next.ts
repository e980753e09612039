import type { Matter, Next } from "../matter/index.ts";
import { dayOf, type Day } from "../platform/clock.ts";
import { windowFor, type Practice } from "../practice/index.ts";
import type { ConsentView } from "./consent-view.ts";

export type NextQuestion = { readonly matter: Pick<Matter, "id" | "branchId" | "dueOn">; readonly views: readonly ConsentView[]; readonly practice: Practice; listed(names: readonly string[]): string };

/** Where the family's answers can be what comes next: where they are asked for, and where something may be sent on once they have come. */
export const mayWait = ({ state }: Pick<Matter, "state">): boolean => state === "consent" || state === "noticed" || state === "other-service";

const latest = (days: readonly Day[]): Day => days.reduce((a, b) => (a > b ? a : b));

/** Whose answers our own question waits for: while they have not come there is nothing else to do. */
export function waitingNext({ matter, views, listed }: Omit<NextQuestion, "practice">): Next | undefined {
  const waiting = views.filter(({ disclosing, state }) => disclosing === matter.branchId && state === "waiting");
  const names = [...new Set(waiting.flatMap(({ waitingFor }) => waitingFor))];
  if (names.length === 0) return undefined;
  return { what: "consent.next.wait", values: { names: listed(names) }, href: `/consents/${waiting[0]!.id}`, dueOn: latest(waiting.map(({ answerBy }) => answerBy)) };
}

/** The day the last yes of a consent came: from then on a meeting can be called. */
const completedOn = ({ givers, askedAt }: ConsentView): Day =>
  dayOf(new Date(Math.max(askedAt.getTime(), ...givers.flatMap(({ given }) => given.slice(0, 1).map(({ at }) => at.getTime())))));

/**
 * The one next step while a matter waits for consent: ask, wait, call the meeting, speak to whoever did not answer, or think again.
 * What counts is what our own branch may tell; the others answer for theirs. A no is respected: the way on is another way to help. @model K2, 2.6
 */
export function nextOf({ matter, views, practice, listed }: NextQuestion): Next {
  const address = `/matters/${matter.id}`;
  const ours = views.filter(({ disclosing, state }) => disclosing === matter.branchId && state !== "lapsed");
  const unanswered = ours.filter(({ state }) => state === "unanswered");
  const granted = ours.filter(({ state }) => state === "granted");
  const waits = waitingNext({ matter, views, listed });
  if (ours.length === 0) return { what: "consent.next.ask", href: `${address}/consents/new`, dueOn: matter.dueOn };
  if (waits) return waits;
  if (granted.length > 0) return { what: "consent.next.meet", href: `${address}/meetings/new`, dueOn: windowFor(practice, "meeting", latest(granted.map(completedOn))).latest };
  if (unanswered.length > 0) {
    const silent = [...new Set(unanswered.flatMap(({ waitingFor }) => waitingFor))];
    return { what: "consent.next.unanswered", values: { names: listed(silent) }, href: `/consents/${unanswered[0]!.id}`, dueOn: latest(unanswered.map(({ answerBy }) => answerBy)) };
  }
  return { what: "consent.next.again", href: `${address}/think-again`, dueOn: matter.dueOn };
}
