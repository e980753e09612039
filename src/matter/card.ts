import type { VNode } from "preact";
import type { House } from "../house.ts";
import type { Day } from "../platform/clock.ts";
import type { Tx } from "../platform/db/connection.ts";
import type { Seen } from "../platform/web/route.ts";
import type { Matter } from "./matter-store.ts";

/** The one next step of a matter: a message key, where it is done, and when it falls due. The owner is the matter's. @ground U04 */
export type Next = { readonly what: string; readonly values?: Record<string, string | number>; readonly href?: string; readonly dueOn?: Day | undefined; readonly owner?: string | undefined };

/** Something besides the next step that waits for whoever works with a matter: a row of its own on the list. @ground U05 */
export type Task = { readonly matter: Matter; readonly next: Next };

export type CardInput = { readonly tx: Tx; readonly house: House; readonly matterId: string; readonly at: Date; readonly today: Day };

/**
 * A card, its rows read: it draws itself, and may know the next step better than the matter's state does. `before`: a step that goes
 * before every other card's, as when somebody else has been asked to take over.
 */
export type LoadedCard = { view(matter: Matter, seen: Seen): VNode | null; before?(matter: Matter): Next | undefined; next?(matter: Matter): Next | undefined };

/** The one next step, of what the cards know. @ground U04 */
export function betterNext(cards: readonly LoadedCard[], matter: Matter): Next | undefined {
  return [...cards.map((card) => card.before?.(matter)), ...cards.map((card) => card.next?.(matter))].find((next) => next !== undefined);
}

/** A room's part of the child's page. All cards' queries are sent together, so none may wait for another's answer. */
export type Card = { load(input: CardInput): Promise<LoadedCard> };
