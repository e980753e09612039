import type { Feed, FeedData, FeedOrganisation } from "../organisation/index.ts";
import type { Day } from "../platform/clock.ts";
import { refuse, type Refusal } from "../platform/result.ts";
import { cleaned, judgePeople, judgeUnits } from "./rows.ts";
import type { PersonRow, Reading, Refused, UnitRow } from "./register.ts";

/** The types of organisation that are places where people work; a school that has school units is told of by them. */
const UNIT_TYPES = ["Skolenhet", "Skola"];
const digits = (number: string): string => number.replaceAll(/\D/g, "").slice(-10);
const isNow = ({ from, until }: { from: string | undefined; until: string | undefined }, today: Day): boolean => (from ?? today) <= today && (until ?? today) >= today;

const firstTwice = (ids: readonly string[]): string | undefined => ids.find((id, nth) => ids.indexOf(id) !== nth);

type Tree = ReadonlyMap<string, FeedOrganisation>;

/** What stands above an organisation, itself first; undefined when it goes round. */
function above(tree: Tree, from: FeedOrganisation): FeedOrganisation[] | undefined {
  const way: FeedOrganisation[] = [];
  for (let one: FeedOrganisation | undefined = from; one; one = one.parent === undefined ? undefined : tree.get(one.parent)) {
    if (way.includes(one)) return undefined;
    way.push(one);
  }
  return way;
}

/** What is wrong with a feed as a whole, so that nothing in it can be trusted. */
function wrongFeed({ organisations, duties, people }: FeedData, tree: Tree, { organisationNumber }: Feed): Refusal | undefined {
  const lists = { organisations, duties, persons: people };
  for (const [where, list] of Object.entries(lists)) {
    const twice = firstTwice(list.map(({ id }) => id));
    if (twice !== undefined) return refuse("register.feed-twice", { where: `/${where}`, id: twice });
  }
  const round = organisations.find((one) => !above(tree, one));
  if (round) return refuse("register.feed-round", { name: round.displayName.slice(0, 80) });
  return organisations.some((one) => digits(one.organisationNumber) === digits(organisationNumber)) ? undefined : refuse("register.feed-principal", { number: organisationNumber });
}

const branchFor = ({ branches }: Feed, { schoolTypes }: FeedOrganisation): string => {
  const type = schoolTypes.find((one) => one in branches) ?? "*";
  return branches[type] ?? schoolTypes.join(", ");
};

/** Whether an organisation is under the principal whose part of the feed is read. */
const isUnder = (tree: Tree, { organisationNumber: number }: Feed) => (one: FeedOrganisation): boolean =>
  (above(tree, one) ?? []).some(({ organisationNumber }) => digits(organisationNumber) === digits(number));

function unitsIn({ organisations }: FeedData, tree: Tree, feed: Feed, today: Day): { rows: UnitRow[]; refused: Refused[] } {
  const withUnits = new Set(organisations.filter(({ organisationType }) => organisationType === "Skolenhet").map(({ parent }) => parent));
  const places = organisations.filter((one) => UNIT_TYPES.includes(one.organisationType) && !(one.organisationType === "Skola" && withUnits.has(one.id)) && isNow(one, today));
  const rowOf = (one: FeedOrganisation): UnitRow => ({ place: one.id, id: one.id, branch: branchFor(feed, one), name: cleaned(one.displayName), town: cleaned(one.town), phone: cleaned(one.phone) });
  return {
    rows: places.filter(isUnder(tree, feed)).map(rowOf),
    refused: places.filter((one) => !isUnder(tree, feed)(one)).map((one) => ({ place: one.id, id: one.id, what: "unit", why: "principal", cells: [one.id, "", cleaned(one.displayName), "", ""] })),
  };
}

/** The organisation somebody works at as the unit that is read in: a school that is told of by its one school unit counts as that. */
function unitOf(tree: Tree, at: string, units: ReadonlySet<string>): string {
  if (units.has(at)) return at;
  const below = [...tree.values()].filter(({ id, parent }) => parent === at && units.has(id));
  return below.length === 1 ? below[0]!.id : at;
}

function peopleIn({ duties, people }: FeedData, { tree, units, elsewhere, today }: { tree: Tree; units: ReadonlySet<string>; elsewhere: ReadonlySet<string>; today: Day }) {
  const byId = new Map(people.map((one) => [one.id, one]));
  const [rows, refused, hidden]: [PersonRow[], Refused[], string[]] = [[], [], []];
  for (const { id, at, person, role } of duties.filter((duty) => isNow(duty, today) && !elsewhere.has(duty.at))) {
    const who = byId.get(person);
    const not = (why: "protected" | "nobody") => refused.push({ place: id, id, what: "person", why, cells: [id, at, "", cleaned(role), "", ""] });
    if (who?.isProtected) hidden.push(id);
    if (!who || who.isProtected) not(who ? "protected" : "nobody");
    else rows.push({ place: id, id, unit: unitOf(tree, at, units), name: cleaned(who.name), role: cleaned(role), phone: cleaned(who.phone), email: cleaned(who.email) });
  }
  return { rows, refused, hidden };
}

/**
 * What a feed of SS 12000 says of one principal, in the words of the register: school units, and for each duty that applies today somebody
 * who works there. Whoever is protected in the population register is never listed. @ground OSL 21:3, 22:1
 */
export function readingOf(data: FeedData, feed: Feed, today: Day): Reading | Refusal {
  const tree: Tree = new Map(data.organisations.map((one) => [one.id, one]));
  const wrong = wrongFeed(data, tree, feed);
  if (wrong) return wrong;
  const units = unitsIn(data, tree, feed, today);
  if (units.rows.length === 0) return refuse("register.feed-empty");
  const people = peopleIn(data, { tree, units: new Set(units.rows.map(({ id }) => id)), elsewhere: new Set(data.organisations.filter((one) => !isUnder(tree, feed)(one)).map(({ id }) => id)), today });
  const [fitUnits, fitPeople] = [judgeUnits(units.rows), judgePeople(people.rows)];
  return {
    source: feed.name, covers: ["units", "people"], units: fitUnits.fit, people: fitPeople.fit, hidden: people.hidden, notTaken: [...units.refused, ...fitUnits.refused, ...people.refused, ...fitPeople.refused],
  };
}
