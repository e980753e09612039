import { byReach } from "../directory/directory.ts";
import type { Day } from "../platform/clock.ts";
import type { NetworkUnit } from "./network.ts";

/** What one gets to know of a unit on a card in the hand: only what anybody may read. */
export type MeetCard = {
  readonly id: string; readonly name: string; readonly authority: string; readonly mission: string; readonly does: readonly string[]; readonly doesNot: readonly string[];
  readonly phone: string; readonly place: string;
  /** What else the unit has a card for. */
  readonly also: readonly string[];
};

const MOST_DOES = 4;
const MOST_DOES_NOT = 2;
/** Four of A6 on a sheet of A4. */
const ON_A_SHEET = 4;

/** A card for each unit, from the one of its services that reaches most. @model degerforsmodellen 5.3 */
export const meetCardsOf = (units: readonly NetworkUnit[], today: Day): MeetCard[] => units.map(({ id, name, authority, services }) => {
  const [first, ...others] = [...services].sort(byReach(today));
  const { mission, does, doesNot, phone, location } = first!;
  return {
    id, name, authority, mission, does: does.slice(0, MOST_DOES), doesNot: doesNot.slice(0, MOST_DOES_NOT), phone, place: location === undefined ? "" : location.name.includes(location.town) ? location.name : `${location.name}, ${location.town}`,
    also: [...(first!.name === name ? [] : [first!.name]), ...others.map((other) => other.name)],
  };
});

export const sheetsOf = (cards: readonly MeetCard[]): MeetCard[][] =>
  Array.from({ length: Math.ceil(cards.length / ON_A_SHEET) }, (_, nth) => cards.slice(nth * ON_A_SHEET, (nth + 1) * ON_A_SHEET));
