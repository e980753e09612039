import { addMonths, type Day } from "../platform/clock.ts";

export const levels = ["universal", "targeted"] as const;
export type Level = (typeof levels)[number];

export const weekdays = ["mo", "tu", "we", "th", "fr", "sa", "su"] as const;
export type Weekday = (typeof weekdays)[number];
/** When somebody answers, or the door is open: `HH:MM`, and `24:00` for midnight at the end of a day. */
export type Hours = { readonly days: readonly Weekday[]; readonly from: string; readonly to: string };

export const channelKinds = ["email", "web", "visit", "letter"] as const;
export type Channel = { readonly kind: (typeof channelKinds)[number]; readonly value: string };

/** What an address may not hold as it is. @ground RFC 3986 */
const encoded = (part: string): string => part.replaceAll(/%(?![0-9a-f]{2})/gi, "%25").replaceAll(/[^\w\-.~!$&'()*+,;=:@/?%]/g, encodeURIComponent);

/** The address of a web channel in the form that every program follows; nothing when what somebody wrote is none. */
export function webAddress(written: string): string | undefined {
  const address = URL.parse(/^https?:\/\//i.test(written) ? written : `https://${written}`);
  if (!address || /\s/.test(written) || !/^[a-z0-9.-]+(:\d+)?$/.test(address.host)) return undefined;
  return `${address.origin}${encoded(address.pathname)}${encoded(address.search)}${address.hash && `#${encoded(address.hash.slice(1))}`}`;
}

/** Ages in whole years, both ends included; -1 is a child that is expected, and 20 lasts until the 21st birthday. @model S3 */
export type Ages = { readonly from: number; readonly to: number };

/** Within these every guide is: whom one is for is told by its circle. @model row 4 */
export const AGE_LIMITS: Ages = { from: -1, to: 25 };

/** Every age of some ages, the child that is expected (−1) among them. */
export const agesIn = ({ from, to }: Ages): number[] => Array.from({ length: to - from + 1 }, (_, nth) => from + nth);

/** Ages that hold all of these. */
export const agesAround = (...some: readonly Ages[]): Ages => ({ from: Math.min(...some.map(({ from }) => from)), to: Math.max(...some.map(({ to }) => to)) });

export type Location = {
  readonly id: string; readonly handle: string; readonly name: string; readonly street: string; readonly postalCode: string; readonly town: string;
  readonly latitude: number; readonly longitude: number; readonly access: string;
};

/** What anybody may know of a service: its unit's public card. @model S1 */
export type Service = {
  readonly id: string; readonly handle: string; readonly status: "active" | "paused" | "ended"; readonly version: number;
  readonly unitId: string; readonly unit: string; readonly branch: string; readonly branchKind: string; readonly authority: string;
  readonly authorityId: string; readonly authorityKind: string;
  /** Missing for what the whole country has. */
  readonly guideId: string | undefined;
  readonly location: Location | undefined;
  /** The kinds of help, the main one first. */
  readonly kinds: readonly string[];
  readonly level: Level; readonly ages: Ages;
  readonly name: string; readonly also: readonly string[];
  readonly mission: string; readonly does: readonly string[]; readonly doesNot: readonly string[]; readonly forWhom: string;
  /** Whom to ask for when one calls, as a role: "familjerådgivaren". Empty where whoever answers helps. */
  readonly askFor: string;
  readonly phone: string; readonly channel: Channel; readonly hours: readonly Hours[]; readonly hoursNote: string;
  /** Where to turn when nobody answers, out of hours. */
  readonly whenClosed: string;
  readonly happens: string; readonly anonymous: "yes" | "no" | "at-first"; readonly record: boolean;
  readonly cost: "free" | "fee"; readonly costNote: string; readonly selfReferral: boolean; readonly waiting: string;
  readonly languages: readonly string[]; readonly interpreter: boolean;
  readonly professions: readonly string[]; readonly methods: readonly string[]; readonly transitions: readonly string[];
  readonly checkedOn: Day;
  /** Within how many working days they get in touch with whoever asks for it; missing when they do not. @model degerforsmodellen 2.5 R4 */
  readonly promiseDays: number | undefined;
};

/** The guide that an address names, or the house's own. */
export const guideAsked = ({ query, house }: { readonly query: URLSearchParams; readonly house: { readonly guide: string } }): string =>
  (/^[a-z0-9-]{1,40}$/.test(query.get("guide") ?? "") ? query.get("guide")! : house.guide);
export const chosenOf = <Guide extends { readonly handle: string }>(guides: readonly Guide[], handle: string): Guide => guides.find((guide) => guide.handle === handle) ?? guides[0]!;

/** A card is checked every six months. @ground U40 */
export const CARD_MONTHS = 6;

/**
 * How true something still is: `fresh`, `due` when its owner should look again, `stale` when nobody has for twice as long. What is stale is
 * not shown to the public, unless somebody may need it at once. @model degerforsmodellen 2.5 R5
 */
export type Freshness = "fresh" | "due" | "stale";

export function freshnessOf(checkedOn: Day, months: number, today: Day): Freshness {
  if (today < addMonths(checkedOn, months)) return "fresh";
  return today < addMonths(checkedOn, 2 * months) ? "due" : "stale";
}

export const overlaps = (one: Ages, other: Ages): boolean => one.from <= other.to && other.from <= one.to;

/** Kinds of help for somebody in danger now: never hidden. */
export const AT_ONCE: ReadonlySet<string> = new Set(["akut-112", "polis", "socialjour", "orosanmalan", "telefon-1177", "bris", "vald-nara"]);

export const isShown = (service: Pick<Service, "checkedOn" | "kinds" | "status">, today: Day): boolean =>
  service.status !== "ended" && (freshnessOf(service.checkedOn, CARD_MONTHS, today) !== "stale" || service.kinds.some((kind) => AT_ONCE.has(kind)));

/** What is for everybody before what is for some, and within each what was checked in time before what was not. */
export const byReach = (today: Day) => (one: Service, other: Service): number => {
  const rank = (service: Service) => (service.level === "universal" ? 0 : 2) + (freshnessOf(service.checkedOn, CARD_MONTHS, today) === "fresh" ? 0 : 1);
  return rank(one) - rank(other);
};

/** Runs of weekdays as one says them: `[["mo", "fr"], ["su", "su"]]`. */
export function runsOf(days: readonly Weekday[]): Array<readonly [Weekday, Weekday]> {
  const places = days.map((day) => weekdays.indexOf(day)).sort((a, b) => a - b);
  const runs: Array<[number, number]> = [];
  for (const place of places) {
    const last = runs.at(-1);
    if (last && last[1] === place - 1) last[1] = place;
    else runs.push([place, place]);
  }
  return runs.map(([from, to]) => [weekdays[from]!, weekdays[to]!]);
}
