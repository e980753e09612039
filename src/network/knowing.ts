import { addMonths, type Day } from "../platform/clock.ts";
import type { NetworkUnit } from "./network.ts";

/** How well a unit knows another's mission: not yet, roughly, when to call, well. */
export const knowledge = [0, 1, 2, 3] as const;
export type Much = (typeof knowledge)[number];

/** Who knows this much knows when to call: what the model aims at between all who take part. @model degerforsmodellen 5.3 */
export const ENOUGH = 2;
/** A unit is asked anew once a year. @model degerforsmodellen 5.3 */
export const ASKED_MONTHS = 12;

/** What a unit has said of how well it knows another, and when. */
export type Knowing = { readonly unit: string; readonly of: string; readonly much: Much; readonly saidOn: Day };

/** Whether it is time for a unit to say: it never has, or not for a year. */
export const isAsked = (said: readonly Knowing[], unit: string, today: Day): boolean =>
  !said.some(({ unit: by, saidOn }) => by === unit && addMonths(saidOn, ASKED_MONTHS) > today);

/** How well one unit knows another, as far as it has said. */
export type Known = (unit: string, of: string) => Much | undefined;

export function knownFrom(said: readonly Knowing[]): Known {
  const much = new Map(said.map((one) => [`${one.unit} ${one.of}`, one.much]));
  return (unit, of) => much.get(`${unit} ${of}`);
}

/** Two units and how well each knows the other. */
export type Pair = { readonly one: NetworkUnit; readonly other: NetworkUnit; readonly ones: Much | undefined; readonly others: Much | undefined };

const saidIn = ({ ones, others }: Pair): number[] => [ones, others].filter((much) => much !== undefined);
const least = (pair: Pair): number => Math.min(...saidIn(pair));
const mean = (pair: Pair): number => saidIn(pair).reduce((sum, much) => sum + much, 0) / saidIn(pair).length;
const names = ({ one, other }: Pair): string => `${one.name} ${other.name}`;

/** Where meeting is worth most: two of whom one at least does not know when to call the other; those who know each other least first. What nobody has said is no gap. */
export function gapsIn(units: readonly NetworkUnit[], known: Known): Pair[] {
  const pairs = units.flatMap((one, nth) => units.slice(nth + 1).map((other): Pair => ({ one, other, ones: known(one.id, other.id), others: known(other.id, one.id) })));
  return pairs.filter((pair) => saidIn(pair).length > 0 && least(pair) < ENOUGH)
    .sort((a, b) => least(a) - least(b) || mean(a) - mean(b) || names(a).localeCompare(names(b), "sv"));
}

/** Who to put beside whom the next time people meet: every unit once, those who know each other least first. @model degerforsmodellen 5.3 */
export function besideFrom(gaps: readonly Pair[]): Pair[] {
  const seated = new Set<string>();
  const beside: Pair[] = [];
  for (const pair of gaps) {
    if (seated.has(pair.one.id) || seated.has(pair.other.id)) continue;
    seated.add(pair.one.id).add(pair.other.id);
    beside.push(pair);
  }
  return beside;
}

/** How many others a unit knows well enough, and how many of those who have said know it so. */
export type Reach = { readonly knows: number; readonly knownBy: number; readonly said: number };

export function reachOf(units: readonly NetworkUnit[], known: Known, unit: string): Reach {
  const others = units.filter(({ id }) => id !== unit);
  const [given, received] = [others.map(({ id }) => known(unit, id)), others.map(({ id }) => known(id, unit))];
  const enough = (many: ReadonlyArray<Much | undefined>): number => many.filter((much) => much !== undefined && much >= ENOUGH).length;
  return { knows: enough(given), knownBy: enough(received), said: given.filter((much) => much !== undefined).length };
}
