import { freshness, isShown, sessionsOf, type Activity } from "../activity/activity.ts";
import { agesIn, overlaps, type Ages, type Service } from "../directory/directory.ts";
import { addDays, type Day } from "../platform/clock.ts";
import { arenasOf, boundsOf, cardsOf, covers, ownersOf, type Circle, type Party, type Segment, type Transition } from "./circle.ts";

/** What a meeting place ought to have been thought through for. @model degerforsmodellen 2.2 G5 */
export const cares = ["time", "place", "language", "childcare", "fathers"] as const;
export type Care = (typeof cares)[number];

/** What is nearly a meeting place for some ages, and what would make it one. */
export type Near = { readonly activity: Activity; readonly how: "repeat" | "meet" | "widen" };

/** What is missing in a part of the circle, by the rule that found it. */
export type Gap =
  | { readonly rule: "G1"; readonly what: "arena"; readonly ages: readonly number[] }
  | { readonly rule: "G1"; readonly what: "meeting-place"; readonly ages: readonly number[]; readonly near: readonly Near[] }
  | { readonly rule: "G2"; readonly what: "service" | "activity"; readonly name: string; readonly handle: string }
  | { readonly rule: "G3"; readonly transition: Transition; readonly sides: ReadonlyArray<"giving" | "taking"> }
  | { readonly rule: "G4"; readonly party: Party; readonly card: Service | undefined }
  | { readonly rule: "G5"; readonly cares: readonly Care[] };

export type SegmentGaps = { readonly segment: Segment; readonly arenas: readonly Service[]; readonly meetingPlaces: readonly Activity[]; readonly contacts: ReadonlyArray<{ readonly party: Party; readonly card: Service }>; readonly gaps: readonly Gap[] };

/** Everything the rules look at: what the guide shows today, and which of its cards name somebody who answers. */
export type Seen = {
  readonly circle: Circle; readonly services: readonly Service[]; readonly activities: readonly Activity[];
  /** The cards with a contact person who still holds the duty. */
  readonly named: ReadonlySet<string>;
  /** The activities where it has been counted which parents came. */
  readonly counted: ReadonlySet<string>;
  readonly today: Day;
};

const YEAR = 365;
const MOST_NEAR = 3;
/** What needs least comes first. */
const WAYS = ["repeat", "meet", "widen"] as const;

/** Held again and again, lately: what happens once is no place one can come back to. */
const isRegular = ({ today }: Seen) => (activity: Activity): boolean =>
  activity.rule.every !== "once" && isShown(activity, today) && sessionsOf(activity, addDays(today, -YEAR), today).some(({ calledOff }) => calledOff === undefined);

/** Where parents meet parents, whoever they are, again and again. @model S5, degerforsmodellen 2.2 G1 */
const isMeetingPlace = (activity: Activity): boolean => activity.meet && activity.level === "universal";

/** What would need least to become a meeting place for some ages. */
function nearTo(ages: Ages, seen: Seen): Near[] {
  const regular = isRegular(seen);
  const universal = seen.activities.filter((activity) => activity.level === "universal" && isShown(activity, seen.today));
  const hows = universal.flatMap((activity): Near[] => {
    const here = overlaps(activity.ages, ages);
    if (here && activity.meet && !regular(activity)) return [{ activity, how: "repeat" }];
    if (here && !activity.meet && regular(activity)) return [{ activity, how: "meet" }];
    return !here && activity.meet && regular(activity) && overlaps({ from: activity.ages.from - 1, to: activity.ages.to + 1 }, ages) ? [{ activity, how: "widen" }] : [];
  });
  const away = ({ activity: { ages: own } }: Near): number => Math.abs(own.from - ages.from) + Math.abs(own.to - ages.to);
  const inOrder = hows.sort((one, other) => WAYS.indexOf(one.how) - WAYS.indexOf(other.how) || away(one) - away(other));
  // One of each way first: three that are alike are one idea.
  const [first, later]: [Near[], Near[]] = [[], []];
  for (const near of inOrder) (first.some(({ how }) => how === near.how) ? later : first).push(near);
  return [...first, ...later].slice(0, MOST_NEAR);
}

/** G1: every year of a childhood has somebody who meets every family, and somewhere parents meet. @model degerforsmodellen 2.2 */
function uncovered({ ages }: Segment, { arenas, places }: Found, seen: Seen): Gap[] {
  const without = (some: ReadonlyArray<{ readonly ages: Ages }>): number[] => agesIn(ages).filter((age) => !some.some((one) => covers(one.ages, age)));
  const [noArena, noPlace] = [without(arenas), without(places)];
  return [
    ...(noArena.length > 0 ? [{ rule: "G1" as const, what: "arena" as const, ages: noArena }] : []),
    ...(noPlace.length > 0 ? [{ rule: "G1" as const, what: "meeting-place" as const, ages: noPlace, near: nearTo({ from: noPlace[0]!, to: noPlace.at(-1)! }, seen) }] : []),
  ];
}

/** G2: what is for some has something for everybody beside it. @model S5 P4, degerforsmodellen 2.2 */
function alone(segment: Segment, { arenas }: Found, seen: Seen): Gap[] {
  const here = <T extends { readonly ages: Ages }>(some: readonly T[]) => some.filter(({ ages }) => overlaps(ages, segment.ages));
  const activities = here(seen.activities.filter((activity) => isShown(activity, seen.today)));
  const beside = (one: Ages, others: ReadonlyArray<{ readonly ages: Ages }>) => others.some(({ ages }) => overlaps(ages, { from: Math.max(one.from, segment.ages.from), to: Math.min(one.to, segment.ages.to) }));
  const forAll = activities.filter(({ level, rule }) => level === "universal" && rule.every !== "once");
  return [
    ...here(seen.services).filter(({ level, ages }) => level === "targeted" && !beside(ages, arenas)).map(({ name, handle }): Gap => ({ rule: "G2", what: "service", name, handle })),
    ...activities.filter(({ level, ages }) => level === "targeted" && !beside(ages, forAll)).map(({ name, handle }): Gap => ({ rule: "G2", what: "activity", name, handle })),
  ];
}

/** G3: somebody gives and somebody takes, each time the baton changes hands. @model degerforsmodellen 2.2 */
function ownerless(transition: Transition, services: readonly Service[]): Gap[] {
  const owners = ownersOf(transition, services);
  const sides = (["giving", "taking"] as const).filter((side) => owners[side].length === 0);
  return sides.length > 0 ? [{ rule: "G3", transition, sides }] : [];
}

/** G4: each of those who have agreed has somebody to call, by name. @model degerforsmodellen 2.2 */
function contactsIn(segment: Segment, { circle, services, named }: Seen): { contacts: Array<{ party: Party; card: Service }>; gaps: Gap[] } {
  const found = circle.parties.map((party) => {
    const cards = cardsOf(party, segment, services);
    return { party, card: cards.find(({ id }) => named.has(id)), first: cards[0] };
  });
  return {
    contacts: found.flatMap(({ party, card }) => (card ? [{ party, card }] : [])),
    gaps: found.flatMap(({ party, card, first }): Gap[] => (card ? [] : [{ rule: "G4", party, card: first }])),
  };
}

const EVENING = "16:30";
const isAfterWork = ({ rule }: Activity): boolean => rule.every !== "once" && (rule.from >= EVENING || rule.on === "sa" || rule.on === "su");

/** G5: of the meeting places together: when, where, in which language, with whom for the children, and who of the parents comes. @model degerforsmodellen 2.2 */
function uncared({ places }: Found, { counted, today }: Seen): Gap[] {
  if (places.length === 0) return [];
  const isThought: Record<Care, boolean> = {
    time: places.some(isAfterWork), place: places.every((one) => one.location !== undefined && freshness(one, today) === "fresh"),
    language: places.some(({ languages, interpreter }) => interpreter || languages.some((one) => one !== "sv")), childcare: places.some(({ childcare }) => childcare), fathers: places.some(({ id }) => counted.has(id)),
  };
  const lacking = cares.filter((care) => !isThought[care]);
  return lacking.length > 0 ? [{ rule: "G5", cares: lacking }] : [];
}

type Found = { readonly arenas: readonly Service[]; readonly places: readonly Activity[] };

/** A transition belongs to the segment where the child comes: the last that begins no later than it. */
const ofTransition = (transition: Transition, segments: readonly Segment[]): Segment | undefined =>
  segments.filter(({ ages }) => covers(ages, transition.at)).at(-1) ?? segments.at(-1);

/** What is missing, part by part of the circle. */
export function gapsIn(seen: Seen): SegmentGaps[] {
  const { circle: { segments, transitions }, services, activities } = seen;
  const places = activities.filter((activity) => isMeetingPlace(activity) && isRegular(seen)(activity));
  return segments.map((segment) => {
    const found: Found = { arenas: arenasOf(segment, services), places: places.filter(({ ages }) => overlaps(ages, segment.ages)) };
    const { contacts, gaps } = contactsIn(segment, seen);
    return {
      segment, arenas: found.arenas, meetingPlaces: found.places, contacts,
      gaps: [
        ...uncovered(segment, found, seen), ...alone(segment, found, seen),
        ...transitions.filter((one) => ofTransition(one, segments) === segment).flatMap((one) => ownerless(one, services)), ...gaps, ...uncared(found, seen),
      ],
    };
  });
}

/** Ages between the first and the last that belong to no part of the circle. */
export function holesIn(segments: readonly Segment[]): number[] {
  const bounds = boundsOf(segments);
  return bounds ? agesIn(bounds).filter((age) => !segments.some(({ ages }) => covers(ages, age))) : [];
}
