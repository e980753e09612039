import { newsIn, weaknessOf, type Change, type Forum, type Inside, type News, type Weakness } from "../directory/index.ts";
import type { Service } from "../directory/directory.ts";

/** What can tie two units: one place, a forum they meet in, a transition they both own, something they do together. @model row 28 */
export const tieKinds = ["place", "forum", "transition", "activity"] as const;
export type TieKind = (typeof tieKinds)[number];

/** Something that two units or more share. `name` is data; for a transition it is a handle of ours. */
export type Tie = { readonly id: string; readonly kind: TieKind; readonly name: string; readonly units: readonly string[] };

/** A unit with its cards. */
export type NetworkUnit = { readonly id: string; readonly name: string; readonly authority: string; readonly services: readonly Service[] };

/** The units behind some cards, by authority and name. */
export function unitsOf(services: readonly Service[]): NetworkUnit[] {
  const groups = Map.groupBy(services, ({ unitId }) => unitId);
  return [...groups].map(([id, own]) => ({ id, name: own[0]!.unit, authority: own[0]!.authority, services: own }))
    .sort((one, other) => one.authority.localeCompare(other.authority, "sv") || one.name.localeCompare(other.name, "sv"));
}

type Shared = { readonly kind: TieKind; readonly id: string; readonly name: string; readonly unit: string };

/** What units do together: by whom, and what it is called. */
export type Together = { readonly id: string; readonly name: string; readonly units: readonly string[] };

const sharedBy = (services: readonly Service[]): Shared[] => services.flatMap(({ unitId, location, transitions }) => [
  ...(location ? [{ kind: "place" as const, id: location.id, name: location.name, unit: unitId }] : []),
  ...transitions.map((transition) => ({ kind: "transition" as const, id: transition, name: transition, unit: unitId })),
]);

const sharedIn = (kind: TieKind, all: readonly Together[]): Shared[] => all.flatMap(({ id, name, units }) => units.map((unit) => ({ kind, id, name, unit })));

type Around = { readonly services: readonly Service[]; readonly forums: readonly Forum[]; readonly activities: readonly Together[] };

/** What ties the units of a guide to each other: everything that at least two of them share, in a fixed order. */
export function tiesOf({ services, forums, activities }: Around): Tie[] {
  const known = new Set(services.map(({ unitId }) => unitId));
  const shared = [...sharedBy(services), ...sharedIn("forum", forums), ...sharedIn("activity", activities)].filter(({ unit }) => known.has(unit));
  const ties = [...Map.groupBy(shared, ({ kind, id }) => `${kind}:${id}`)].map(([id, of]): Tie => ({ id, kind: of[0]!.kind, name: of[0]!.name, units: [...new Set(of.map(({ unit }) => unit))].sort() }));
  return ties.filter(({ units }) => units.length > 1).sort((one, other) => tieKinds.indexOf(one.kind) - tieKinds.indexOf(other.kind) || one.name.localeCompare(other.name, "sv") || one.id.localeCompare(other.id));
}

/** The units that a unit shares something with. */
export const neighboursOf = (ties: readonly Tie[], unit: string): Set<string> =>
  new Set(ties.filter(({ units }) => units.includes(unit)).flatMap(({ units }) => units).filter((one) => one !== unit));

/** What may break: units that share nothing with anybody, and cards that hang on one person or on nobody. @model degerforsmodellen 5.3 */
export type Alarms = { readonly alone: readonly NetworkUnit[]; readonly weak: ReadonlyArray<{ readonly service: Service; readonly weakness: Weakness }> };

type Network = { readonly units: readonly NetworkUnit[]; readonly ties: readonly Tie[]; readonly inside: ReadonlyMap<string, Inside>; isHeld(duty: string): boolean };

export function alarmsIn({ units, ties, inside, isHeld }: Network): Alarms {
  const tied = new Set(ties.flatMap((tie) => tie.units));
  return {
    alone: units.filter(({ id }) => !tied.has(id)),
    weak: units.flatMap(({ services }) => services).flatMap((service) => {
      const weakness = weaknessOf(inside.get(service.id) ?? { contact: undefined, deputy: undefined }, isHeld);
      return weakness ? [{ service, weakness }] : [];
    }).sort((one, other) => one.weakness.localeCompare(other.weakness) || one.service.name.localeCompare(other.service.name, "sv")),
  };
}

/** Those who have a place together: one place, many principals. @model row 33 */
export type Place = { readonly id: string; readonly handle: string; readonly services: readonly Service[]; readonly authorities: readonly string[] };

export function placesOf(services: readonly Service[]): Place[] {
  const groups = Map.groupBy(services.filter(({ location }) => location !== undefined), ({ location }) => location!.id);
  return [...groups].map(([id, own]) => ({ id, handle: own[0]!.location!.handle, services: own, authorities: [...new Set(own.map(({ authority }) => authority))].sort((one, other) => one.localeCompare(other, "sv")) }))
    .sort((one, other) => other.authorities.length - one.authorities.length || other.services.length - one.services.length || one.handle.localeCompare(other.handle));
}


/** Something that changed at a unit one follows or shares something with, and which of the two it is. */
export type Told = { readonly change: Change; readonly service: Service; readonly news: readonly News[]; readonly because: "follows" | Tie };

type Hearing = { readonly unit: string; readonly followed: ReadonlySet<string>; readonly ties: readonly Tie[]; readonly services: readonly Service[] };

/** What of all changes is news to a unit: never its own. @model degerforsmodellen 5.3 */
export function newsFor({ unit, followed, ties, services }: Hearing, changes: readonly Change[]): Told[] {
  const cards = new Map(services.map((service) => [service.id, service]));
  return changes.flatMap((change) => {
    const [service, news] = [cards.get(change.serviceId), newsIn(change)];
    if (!service || news.length === 0 || service.unitId === unit) return [];
    const because = followed.has(service.id) ? "follows" : ties.find(({ units }) => units.includes(unit) && units.includes(service.unitId));
    return because === undefined ? [] : [{ change, service, news, because }];
  });
}
