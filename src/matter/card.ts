import type { VNode } from "preact";
import type { House } from "../house.ts";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import type { Seen } from "../platform/web/route.ts";
import type { Matter } from "./matter-store.ts";
import { nextStepOf } from "./next-step.ts";

/** The one next step of a matter: a message key, where it is done, and when it falls due. The owner is the matter's. @ground U04 */
export type Next = { readonly what: string; readonly values?: Record<string, string | number>; readonly href?: string; readonly dueOn?: Day | undefined; readonly owner?: string | undefined };

/** Something besides the next step that waits for whoever works with a matter: a row of its own on the list. @ground U05 */
export type Task = { readonly matter: Matter; readonly next: Next };

/** Somebody looks, now. */
export type Look = { readonly tx: Tx; readonly house: House; readonly at: Date; readonly today: Day };
export type CardInput = Look & { readonly matterId: string };
export type ListInput = Look & { readonly matters: readonly Matter[] };

/**
 * What a card knows better of a matter's next step than its state does. `before`: a step that goes before every other card's, as when
 * somebody else has been asked to take over.
 */
export type Knowing = { readonly before?: (matter: Matter) => Next | undefined; readonly next?: (matter: Matter) => Next | undefined };

/** A card, its rows read: it draws itself, and may know the next step. */
export type LoadedCard = Knowing & { view(matter: Matter, seen: Seen): VNode | null };

/**
 * A room's part of the child's page. All cards' queries are sent together, so none may wait for another's answer. `know`: as much of the
 * same as next steps are told from, read once for many matters; the rule is the page's own.
 */
export type Card = { load(input: CardInput): Promise<LoadedCard>; know?(input: ListInput): Promise<Knowing> };

/** The one next step, of what the cards know. Whoever comes after the first that knows is not asked, and opens nothing. @ground U04 */
export function nextStepIn(cards: readonly Knowing[], matter: Matter): Next {
  for (const tell of [...cards.map(({ before }) => before), ...cards.map(({ next }) => next)]) {
    const next = tell?.(matter);
    if (next) return next;
  }
  return nextStepOf(matter);
}

/** The next steps of some matters, each as its own page tells it. */
export async function listNextSteps(cards: readonly Card[], input: ListInput): Promise<Next[]> {
  if (input.matters.length === 0) return [];
  const known = await Promise.all(cards.flatMap((card) => card.know?.(input) ?? []));
  return input.matters.map((matter) => nextStepIn(known, matter));
}
