import { SECRECY } from "../access/secrecy.ts";
import type { Matter } from "../matter/index.ts";
import type { Unit } from "../organisation/index.ts";

/** Units of one authority, under its name. */
export type UnitGroup = { readonly authority: string; readonly units: readonly Unit[] };

/** The region's health care and the police serve more than one municipality; the school nurse is the municipality's own. */
const isCountyWide = ({ kind }: Unit) => kind === "police" || (SECRECY[kind].authority === "health" && kind !== "school-health");
const isMunicipal = (unit: Unit) => !isCountyWide(unit) && SECRECY[unit.kind].authority !== "private";
const rank = (unit: Unit) => (isMunicipal(unit) ? 0 : unit.kind === "police" ? 2 : isCountyWide(unit) ? 1 : 3);

/** Units by authority: the municipality's first, then health care, the police and associations. */
function grouped(units: readonly Unit[]): UnitGroup[] {
  const ordered = units.toSorted((one, other) => rank(one) - rank(other));
  const authorities = [...new Set(ordered.map(({ authority }) => authority))];
  return authorities.map((authority) => ({ authority, units: ordered.filter((unit) => unit.authority === authority) }));
}

/** The towns of the municipality that has services in a town. */
function townsAround(units: readonly Unit[], town: string): ReadonlySet<string> {
  const municipal = units.filter(isMunicipal);
  const local = new Set(municipal.filter((unit) => unit.town === town).map(({ authorityId }) => authorityId));
  return new Set([town, ...municipal.filter(({ authorityId }) => local.has(authorityId)).map((unit) => unit.town)]);
}

/** `met`: those that have already had to do with it, in this matter. */
type Around = { readonly met: readonly UnitGroup[]; readonly near: readonly UnitGroup[]; readonly far: readonly UnitGroup[] };

/**
 * The others one may need, those around the child first: everything in the municipality, and of health care and the police
 * what is there, or the whole county's where a branch has nothing so near. The own branch is left out: it is not "others". @model K2
 */
export function unitsAround(all: readonly Unit[], matter: Pick<Matter, "unitId" | "branchId">, known: ReadonlySet<string> = new Set()): Around {
  const town = all.find(({ id }) => id === matter.unitId)?.town ?? "";
  const towns = townsAround(all, town);
  const inTown = ({ town: place }: Unit) => towns.has(place);
  const isNear = (unit: Unit) => inTown(unit) || (isCountyWide(unit) && !all.some((other) => other.branchId === unit.branchId && inTown(other)));
  const others = all.filter(({ branchId }) => branchId !== matter.branchId);
  const [met, unmet] = [others.filter(({ id }) => known.has(id)), others.filter(({ id }) => !known.has(id))];
  return { met: grouped(met), near: grouped(unmet.filter(isNear)), far: grouped(unmet.filter((unit) => !isNear(unit))) };
}
