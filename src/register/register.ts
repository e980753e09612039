/** A unit as a source tells of it. `place`: the row of a file, or the id in a feed. `branch`: as it is written, name or handle. */
export type UnitRow = { readonly place: string; readonly id: string; readonly branch: string; readonly name: string; readonly town: string; readonly phone: string };
/** Somebody who works there. `unit`: the source's id of the unit, or what it is called. */
export type PersonRow = { readonly place: string; readonly id: string; readonly unit: string; readonly name: string; readonly role: string; readonly phone: string; readonly email: string };

/** Why something was not taken. */
export type Why =
  | "cells" | "no-id" | "id" | "name" | "town" | "phone" | "no-town" | "no-phone" | "email" | "role" | "number" | "twice" | "branch" | "unit" | "other-source" | "same-name" | "protected" | "principal" | "nobody";

/** Something that was refused, with what stood there. `id`: so that it does not count as gone from the source. */
export type Refused = { readonly place: string; readonly id: string; readonly what: "unit" | "person"; readonly why: Why; readonly cells: readonly string[]; readonly of?: string | undefined };

/** What a source says, once every row has been looked at on its own. `hidden`: ids of those who must not be listed any more. */
export type Reading = {
  readonly source: string; readonly covers: ReadonlyArray<"units" | "people">; readonly units: readonly UnitRow[]; readonly people: readonly PersonRow[]; readonly notTaken: readonly Refused[]; readonly hidden: readonly string[];
};

export type StandingUnit = { readonly id: string; readonly branchId: string; readonly name: string; readonly town: string; readonly phone: string; readonly source: string | undefined; readonly sourceId: string | undefined; readonly missing: boolean };
export type Listed = {
  readonly id: string; readonly unitId: string; readonly branchId: string; readonly source: string; readonly sourceId: string; readonly role: string; readonly name: string; readonly phone: string; readonly email: string; readonly missing: boolean;
};

/** What stands in the register now, in the branches that somebody keeps. */
export type Standing = { readonly branches: ReadonlyArray<{ readonly id: string; readonly handle: string; readonly name: string }>; readonly units: readonly StandingUnit[]; readonly people: readonly Listed[] };

/** Which unit somebody works at: one that is there, or one that comes with the same intake. */
type UnitAt = { readonly branchId: string; readonly id: string | undefined; readonly sourceId: string | undefined; readonly name: string };
type NewUnit = Omit<UnitRow, "place" | "branch"> & { readonly branchId: string };
type NewPerson = Omit<PersonRow, "place" | "unit"> & { readonly unit: UnitAt };

/** What differs between a source and what stands, and so would be changed. The same source once more gives no difference. */
export type Difference = {
  readonly units: { readonly added: readonly NewUnit[]; readonly changed: ReadonlyArray<{ readonly was: StandingUnit; readonly is: NewUnit }>; readonly same: number; readonly missing: readonly StandingUnit[] };
  readonly people: { readonly added: readonly NewPerson[]; readonly changed: ReadonlyArray<{ readonly was: Listed; readonly is: NewPerson }>; readonly same: number; readonly missing: readonly Listed[]; readonly hidden: readonly Listed[] };
  readonly notTaken: readonly Refused[];
};

const fold = (text: string): string => text.normalize("NFC").replaceAll(/\s+/g, " ").trim().toLocaleLowerCase("sv");
const key = (branch: string, id: string): string => `${branch}\n${id}`;

type Settled<Row, Was, Is> = { readonly refused: Refused } | { readonly row: Row; readonly was: Was | undefined; readonly is: Is };
type SettledUnit = Settled<UnitRow, StandingUnit, NewUnit>;
type SettledPerson = Settled<PersonRow, Listed, NewPerson>;

const notUnit = ({ place, id, branch, name, town, phone }: UnitRow, why: Why, of?: string): SettledUnit => ({ refused: { place, id, what: "unit", why, cells: [id, branch, name, town, phone], of } });
const notPerson = ({ place, id, unit, name, role, phone, email }: PersonRow, why: Why, of?: string): SettledPerson => ({ refused: { place, id, what: "person", why, cells: [id, unit, name, role, phone, email], of } });

/** Settles one row after another, each knowing which those before it have claimed. The first to claim something has it. */
function inOrder<Row extends { place: string }, S>(rows: readonly Row[], settle: (row: Row, claimed: Map<string, string>) => S): S[] {
  const claimed = new Map<string, string>();
  return rows.map((row) => settle(row, claimed));
}

function settleUnit(row: UnitRow, { source }: Reading, { branches, units }: Standing, claimed: Map<string, string>): SettledUnit {
  const branch = branches.find(({ handle, name }) => fold(row.branch) === handle || fold(row.branch) === fold(name));
  if (!branch) return notUnit(row, "branch", row.branch);
  const [byId, byName] = [`id ${key(branch.id, row.id)}`, `name ${key(branch.id, fold(row.name))}`];
  if (claimed.has(byId)) return notUnit(row, "twice", claimed.get(byId));
  const own = units.filter(({ branchId }) => branchId === branch.id);
  const known = own.find((unit) => unit.source === source && unit.sourceId === row.id);
  const called = own.find((unit) => unit.id !== known?.id && fold(unit.name) === fold(row.name));
  if (claimed.has(byName) || (called && (known || called.source === source))) return notUnit(row, "same-name", row.name);
  if (called?.source !== undefined) return notUnit(row, "other-source", row.name);
  const was = known ?? called;
  const [town, phone] = [row.town || was?.town || "", row.phone || was?.phone || ""];
  if (town === "") return notUnit(row, "no-town");
  if (phone === "") return notUnit(row, "no-phone");
  claimed.set(byId, row.place).set(byName, row.place);
  return { row, was, is: { id: row.id, name: row.name, town, phone, branchId: branch.id } };
}

/** The units somebody may be said to work at: those that stand, as they will be called, and those that come. */
function placesAfter(settled: readonly SettledUnit[], { source }: Reading, { units }: Standing): UnitAt[] {
  const taken = settled.flatMap((one) => ("is" in one ? [one] : []));
  const renamed = new Map(taken.flatMap(({ was, is }) => (was ? [[was.id, is] as const] : [])));
  const standing = units.map((unit) => {
    const is = renamed.get(unit.id);
    return { branchId: unit.branchId, id: unit.id, sourceId: is?.id ?? (unit.source === source ? unit.sourceId : undefined), name: is?.name ?? unit.name };
  });
  return [...standing, ...taken.filter(({ was }) => !was).map(({ is }) => ({ branchId: is.branchId, id: undefined, sourceId: is.id, name: is.name }))];
}

/** The unit a row means: by its id in the source, or else by its name where only one is called that. */
function unitMeant(places: readonly UnitAt[], written: string): UnitAt | undefined {
  const byId = places.filter(({ sourceId }) => sourceId === written);
  const found = byId.length > 0 ? byId : places.filter(({ name }) => fold(name) === fold(written));
  return found.length === 1 ? found[0] : undefined;
}

function settlePerson(row: PersonRow, { source, people, places }: { source: string; people: Standing["people"]; places: readonly UnitAt[] }, claimed: Map<string, string>): SettledPerson {
  const unit = unitMeant(places, row.unit);
  if (!unit) return notPerson(row, "unit", row.unit);
  const claim = key(unit.branchId, row.id);
  if (claimed.has(claim)) return notPerson(row, "twice", claimed.get(claim));
  claimed.set(claim, row.place);
  const was = people.find((one) => one.source === source && one.sourceId === row.id && one.branchId === unit.branchId);
  const { id, name, role, phone, email } = row;
  return { row, was, is: { id, name, role, phone, email, unit } };
}

const isSameUnit = ({ was, is }: { was: StandingUnit; is: NewUnit }): boolean => was.name === is.name && was.town === is.town && was.phone === is.phone && was.sourceId === is.id && !was.missing;
const isSamePerson = ({ was, is }: { was: Listed; is: NewPerson }): boolean =>
  was.name === is.name && was.role === is.role && was.phone === is.phone && was.email === is.email && was.unitId === is.unit.id && !was.missing;

function sorted<Was, Is>(settled: ReadonlyArray<Settled<unknown, Was, Is>>, isSame: (pair: { was: Was; is: Is }) => boolean) {
  const pairs = settled.flatMap((one) => ("is" in one && one.was !== undefined ? [{ was: one.was, is: one.is }] : []));
  return {
    added: settled.flatMap((one) => ("is" in one && one.was === undefined ? [one.is] : [])), changed: pairs.filter((pair) => !isSame(pair)), same: pairs.filter(isSame).length,
    refused: settled.flatMap((one) => ("refused" in one ? [one.refused] : [])), seen: new Set<unknown>(pairs.map(({ was }) => was)),
  };
}

/**
 * Compares what a source says with what stands. What a source has told of and no longer does is missing, and only that: what another source
 * or a person has written stays as it is. Ours.
 */
export function differ(reading: Reading, standing: Standing): Difference {
  const settled = inOrder(reading.units, (row, claimed) => settleUnit(row, reading, standing, claimed));
  const places = placesAfter(settled, reading, standing);
  const [units, people] = [sorted(settled, isSameUnit), sorted(inOrder(reading.people, (row, claimed) => settlePerson(row, { source: reading.source, people: standing.people, places }, claimed)), isSamePerson)];
  const notTaken = [...reading.notTaken, ...units.refused, ...people.refused].toSorted((a, b) => Number(a.place) - Number(b.place) || 0);
  const told = (what: Refused["what"]) => new Set(notTaken.filter((one) => one.what === what).map(({ id }) => id));
  const [toldUnits, toldPeople, mustHide] = [told("unit"), told("person"), new Set(reading.hidden)];
  const isGone = (one: { source: string | undefined; sourceId: string | undefined; missing: boolean }, seen: ReadonlySet<unknown>, still: ReadonlySet<string>) =>
    one.source === reading.source && !one.missing && !seen.has(one) && !still.has(one.sourceId ?? "");
  const hidden = standing.people.filter((one) => one.source === reading.source && mustHide.has(one.sourceId));
  return {
    units: { added: units.added, changed: units.changed, same: units.same, missing: reading.covers.includes("units") ? standing.units.filter((one) => isGone(one, units.seen, toldUnits)) : [] },
    people: { added: people.added, changed: people.changed, same: people.same, hidden, missing: reading.covers.includes("people") ? standing.people.filter((one) => isGone(one, people.seen, toldPeople)) : [] },
    notTaken,
  };
}

export type Counts = { readonly [Of in "units" | "people"]: { readonly added: number; readonly changed: number; readonly same: number; readonly missing: number } } & { readonly notTaken: number };

export const countsOf = ({ units, people, notTaken }: Difference): Counts => ({
  units: { added: units.added.length, changed: units.changed.length, same: units.same, missing: units.missing.length },
  people: { added: people.added.length, changed: people.changed.length, same: people.same, missing: people.missing.length + people.hidden.length },
  notTaken: notTaken.length,
});

/** Whether there is anything to take in. */
export const isNothing = ({ units, people }: Counts): boolean => [units, people].every(({ added, changed, missing }) => added + changed + missing === 0);
