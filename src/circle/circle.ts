import { overlaps, type Ages, type Service } from "../directory/directory.ts";

/** A part of the circle: ages that belong together, and the kinds of help where every family is met there. @model degerforsmodellen 2.2 */
export type Segment = { readonly id: string; readonly ages: Ages; readonly arenas: readonly string[] };

/** Where the baton changes hands: from some kinds of help to others, when the child has become so old. `name` is what a card says that owns a side. @model degerforsmodellen 2.2 */
export type Transition = { readonly id: string; readonly name: string; readonly at: number; readonly giving: readonly string[]; readonly taking: readonly string[] };

/** One of those who have agreed to work together, told by the kinds of help it gives. @model S4 */
export type Party = { readonly id: string; readonly name: string; readonly kinds: readonly string[]; /** Whose it is, when it has signed an agreement: then only that authority's cards are its. */ readonly authority?: string | undefined };

/** A guide's circle, as whoever keeps the guide has drawn it. */
export type Circle = { readonly segments: readonly Segment[]; readonly transitions: readonly Transition[]; readonly parties: readonly Party[]; /** The signed agreement that the parties come from, by its handle. */ readonly agreement?: string | undefined };

/** What a part of the circle is called in an address: "expecting", "10-12". */
export const handleOf = ({ ages: { from, to } }: Pick<Segment, "ages">): string => (to < 0 ? "expecting" : `${from < 0 ? "expecting" : from}-${to}`);

export const covers = ({ from, to }: Ages, age: number): boolean => from <= age && age <= to;
const gives = (service: Pick<Service, "kinds">, kinds: readonly string[]): boolean => service.kinds.some((kind) => kinds.includes(kind));

/** Whom the guide is for: from its first segment to its last. Undefined while the circle is empty. @model row 4 */
export const boundsOf = (segments: readonly Segment[]): Ages | undefined =>
  (segments.length === 0 ? undefined : { from: Math.min(...segments.map(({ ages }) => ages.from)), to: Math.max(...segments.map(({ ages }) => ages.to)) });

/** Those who meet every family in a part of the circle, in the order of its arenas. */
export function arenasOf<S extends Pick<Service, "kinds" | "ages" | "level">>({ ages, arenas }: Segment, services: readonly S[]): S[] {
  const meeting = services.filter((service) => service.level === "universal" && overlaps(service.ages, ages));
  return arenas.flatMap((kind) => meeting.filter(({ kinds }) => kinds.find((one) => arenas.includes(one)) === kind));
}

/** Who owns each side of a transition: the cards that say so and give that help, before the child has come so old and after. */
export function ownersOf({ name, at, giving, taking }: Transition, services: readonly Service[]): { readonly giving: readonly Service[]; readonly taking: readonly Service[] } {
  const owning = services.filter(({ transitions }) => transitions.includes(name));
  return { giving: owning.filter((one) => gives(one, giving) && covers(one.ages, at - 1)), taking: owning.filter((one) => gives(one, taking) && covers(one.ages, at)) };
}

/** The cards of a party at some ages: those who meet everybody first. */
export const cardsOf = ({ kinds, authority }: Party, { ages, arenas }: Segment, services: readonly Service[]): Service[] =>
  services.filter((service) => gives(service, kinds) && overlaps(service.ages, ages) && (authority === undefined || service.authority === authority)).sort((one, other) => Number(gives(other, arenas)) - Number(gives(one, arenas)) || Number(other.level === "universal") - Number(one.level === "universal"));
