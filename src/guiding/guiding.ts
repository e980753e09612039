/** What came of a call that somebody made together with a family. Nothing else is noted of it. @model degerforsmodellen row 23 */
export const outcomes = ["reached", "booked", "message", "no-answer"] as const;
export type Outcome = (typeof outcomes)[number];

/** A call as the unit that made it sees it: whom it was to, which day, what came of it. */
export type Guiding = { readonly id: string; readonly service: string; readonly handle: string; readonly onDay: string; readonly came: Outcome };

/** How it goes when a service is called: numbers, from how many units. */
export type Calls = {
  readonly serviceId: string; readonly handle: string; readonly name: string; readonly phone: string;
  readonly calls: number; readonly gotThrough: number; readonly messages: number; readonly unanswered: number; readonly units: number;
};

/** How far back calls are counted, and how long they are kept. */
export const COUNTED_MONTHS = 6;
export const KEPT_MONTHS = 24;

const OFTEN = 3;

/** Nobody answers there: three times or more, and at least every other time. One bad afternoon is none. */
export const isUnanswered = ({ calls, unanswered }: Pick<Calls, "calls" | "unanswered">): boolean => unanswered >= OFTEN && unanswered * 2 >= calls;

/** Where the guide's own addresses lead while somebody guides: the same page with the notes beside it, or the colleagues' own. */
export function guidedAddress(path: string): string {
  const [, kind, handle, rest] = /^\/(answers|services)\/([a-z0-9-]+)(\/report)?(?=$|[?#])/.exec(path) ?? [];
  if (kind === undefined) return path;
  if (rest === "/report") return kind === "services" ? `/network/services/${handle}/report` : path;
  return `/guiding/${kind}/${handle}`;
}
