import type { PopulationRegister, RegisteredGuardian } from "#src/child/index.ts";
import type { RegisteredPerson } from "#src/organisation/index.ts";
import { addDays, addYears, ageOn, type Day } from "#src/platform/clock.ts";
import type { WorldData } from "#worlds/world-data.ts";
import { drawFrom, type Draw } from "./draw.ts";

/**
 * A county that does not exist: teams of colleagues, each around some fifty children in families with two guardians. Nobody has an
 * identity number: what stands in its place is a word that could never be one.
 */
export const TEAM_CHILDREN = 48;

export const posts = ["preschool-teacher", "school-nurse", "child-health-nurse", "head-teacher", "midwife"] as const;
export type Post = (typeof posts)[number];
type Kind = "preschool" | "school-health" | "child-health" | "school" | "maternity-care";

const places: Record<Post, { kind: Kind; leads: boolean }> = {
  "preschool-teacher": { kind: "preschool", leads: false },
  "school-nurse": { kind: "school-health", leads: true },
  "child-health-nurse": { kind: "child-health", leads: true },
  "head-teacher": { kind: "school", leads: true },
  midwife: { kind: "maternity-care", leads: true },
};

export type GrownChild = {
  readonly name: string; readonly number: string | undefined; readonly bornOn: Day | undefined;
  /** Of a child not yet born: who carries it, and until when. */
  readonly carriedBy: string | undefined; readonly expectedOn: Day | undefined;
  readonly guardians: readonly RegisteredGuardian[];
  /** Who notices, and who is the child lead at this age. @model K1, K2 */
  readonly noticedBy: Post; readonly lead: Post;
};

export type Team = { readonly nth: number; readonly people: Readonly<Record<Post, RegisteredPerson>>; readonly children: readonly GrownChild[]; readonly population: PopulationRegister };

type Municipality = Extract<WorldData["authorities"][number], { kind: "municipality" }>;

/** The units of a kind that serve a municipality: its own, and the region's that name it. */
function unitsFor(world: WorldData, { handle }: Municipality, kind: Kind) {
  const units = world.authorities.flatMap((authority) =>
    authority.branches.filter((branch) => branch.kind === kind).flatMap(({ units: of }) => of.filter(({ serves }) => serves?.includes(handle) ?? authority.handle === handle)));
  if (units.length === 0) throw new Error(`no ${kind} serves ${handle}`);
  return units;
}

const municipalities = (world: WorldData): Municipality[] => world.authorities.flatMap((authority) => (authority.kind === "municipality" ? [authority] : []));

type Names = { readonly given: readonly string[]; readonly family: readonly string[] };
const namesIn = (world: WorldData): Names => ({
  given: [...world.staff, ...world.guardians].map(({ given }) => given), family: [...new Set(world.staff.map(({ family }) => family))],
});

export const staffNumber = (seed: string, team: number, post: Post): string => `grow-${seed}-staff-${team}-${post}`;

function colleague(world: WorldData, of: { seed: string; nth: number; post: Post; draw: Draw }): RegisteredPerson {
  const { seed, nth, post, draw } = of;
  const towns = municipalities(world);
  const units = unitsFor(world, towns[nth % towns.length]!, places[post].kind);
  const unit = units[Math.floor(nth / towns.length) % units.length]!;
  const names = namesIn(world);
  return {
    number: staffNumber(seed, nth, post), name: `${draw.one(names.given)} ${draw.one(names.family)}`, phone: unit.phone, email: "grow@example.se", language: "sv",
    duties: [{ unit: unit.handle, role: post, leads: places[post].leads }],
  };
}

type Family = { readonly name: string; readonly guardians: readonly RegisteredGuardian[] };

function familyOf(names: Names, key: string, draw: Draw): Family {
  const name = draw.one(names.family);
  const guardian = (nth: number): RegisteredGuardian =>
    ({ number: `${key}-guardian-${nth}`, name: `${draw.one(names.given)} ${name}`, phone: "070-1740605", email: "grow@example.se", language: "sv", kind: "parent", custody: "joint" });
  return { name, guardians: [guardian(1), guardian(2)] };
}

/** One child in thirty is not born yet. */
const UNBORN_IN = 30;

function childOf(family: Family, number: string, of: { draw: Draw; names: Names; today: Day }): GrownChild {
  const { draw, names, today } = of;
  if (draw.below(UNBORN_IN) === 0) {
    const [carrier] = family.guardians;
    const expecting = { ...carrier!, kind: "expecting", custody: "sole" } as const;
    return { name: `${carrier!.name}s barn`, number: undefined, bornOn: undefined, carriedBy: carrier!.number, expectedOn: addDays(today, 14 + draw.below(200)), guardians: [expecting], noticedBy: "child-health-nurse", lead: "midwife" };
  }
  const bornOn = addDays(addYears(today, -draw.below(18)), -draw.below(364));
  const young = ageOn(bornOn, today) < 6;
  return {
    name: `${draw.one(names.given)} ${family.name}`, number, bornOn, carriedBy: undefined, expectedOn: undefined, guardians: family.guardians,
    noticedBy: young ? "preschool-teacher" : "school-nurse", lead: young ? "child-health-nurse" : "head-teacher",
  };
}

/** A register that knows the people of one team, as the population register knows those of a country. */
const populationOf = (children: readonly GrownChild[], families: readonly Family[]): PopulationRegister => ({
  findChild: async (number) => {
    const child = children.find((one) => one.number === number);
    return child?.bornOn === undefined ? undefined : { number, name: child.name, bornOn: child.bornOn, guardians: child.guardians };
  },
  findAdult: async (number) => families.flatMap(({ guardians }) => guardians).find((one) => one.number === number),
});

export type Growing = { readonly world: WorldData; readonly seed: string; readonly today: Day };

/** A team, the same for the same seed whichever others there are. */
export function teamOf({ world, seed, today }: Growing, nth: number, size: number): Team {
  const draw = drawFrom(`${seed} ${nth}`);
  const names = namesIn(world);
  const people = Object.fromEntries(posts.map((post) => [post, colleague(world, { seed, nth, post, draw })])) as Record<Post, RegisteredPerson>;
  const [families, children]: [Family[], GrownChild[]] = [[], []];
  while (children.length < size) {
    const key = `grow-${seed}-${nth}-${families.length}`;
    const family = familyOf(names, key, draw);
    families.push(family);
    for (let left = Math.min(1 + draw.below(3), size - children.length); left > 0; left -= 1) children.push(childOf(family, `${key}-child-${left}`, { draw, names, today }));
  }
  return { nth, people, children, population: populationOf(children, families) };
}
