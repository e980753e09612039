/** In the drawing's own units: 320 across, the middle at 0. */
export type Point = readonly [x: number, y: number];

/** One of the wheel's parts, as paths. */
export type Segment = {
  /** The inner part, which carries the mark. */
  readonly field: string;
  /** Half of the inner part, clockwise side first: for "both". */
  readonly halves: readonly [string, string];
  /** Ripples across the inner part: for "challenging". */
  readonly ripples: readonly string[];
  /** Ripples across the second half only. */
  readonly halfRipples: readonly string[];
  /** The outer band, which carries the name. */
  readonly band: string;
  /** The line that the name is written on, running so that no name stands on its head. */
  readonly line: string;
  /** Where the mark's sign stands when it is alone. */
  readonly alone: Point;
  /** Where it stands, and where the sign for "needs support" stands, when there are both. */
  readonly pair: readonly [Point, Point];
};

export const WHEEL = { size: 320, font: 16, centre: 40, inner: 47, field: 123, band: 126, outer: 156 } as const;

const TURN = 2 * Math.PI;
const RIPPLES = [57, 68, 79, 90, 101, 112];

/** Clockwise from twelve o'clock, as one reads a clock. */
const at = (radius: number, angle: number): Point => [round(radius * Math.sin(angle)), round(-radius * Math.cos(angle))];
const round = (value: number) => Math.round(value * 10) / 10 + 0;
const point = (radius: number, angle: number) => at(radius, angle).join(" ");
const arc = (radius: number, angle: number, sweep: 0 | 1) => `A${radius} ${radius} 0 0 ${sweep} ${point(radius, angle)}`;

type Span = { readonly from: number; readonly to: number };

/** The gap between neighbours is equally wide at every radius, so the angle that is taken away is not. */
const inset = ({ from, to }: Span, radius: number, gap: number): Span => ({
  from: from + gap / radius,
  to: to - gap / radius,
});

function ringPart(span: Span, inner: number, outer: number): string {
  const out = inset(span, outer, GAP);
  const back = inset(span, inner, GAP);
  const edges = [`M${point(outer, out.from)}`, arc(outer, out.to, 1), `L${point(inner, back.to)}`, arc(inner, back.from, 0)];
  return `${edges.join("")}Z`;
}

const GAP = 1.8;
const PADDING = 6;

function ripple(span: Span, radius: number): string {
  const { from, to } = inset(span, radius, PADDING);
  return `M${point(radius, from)}${arc(radius, to, 1)}`;
}

/** Below the horizon the line runs the other way round, a little further out, so that letters keep their feet down. */
function nameLine({ from, to }: Span): string {
  const below = Math.cos((from + to) / 2) < -0.2;
  const radius = below ? 146.5 : 135.5;
  return below ? `M${point(radius, to)}${arc(radius, from, 0)}` : `M${point(radius, from)}${arc(radius, to, 1)}`;
}

function segmentsOf(count: number): readonly Segment[] {
  const width = TURN / count;
  return Array.from({ length: count }, (_, nth) => {
    const middle = nth * width;
    const span = { from: middle - width / 2, to: middle + width / 2 };
    const second = { from: middle, to: span.to };
    return {
      field: ringPart(span, WHEEL.inner, WHEEL.field),
      halves: [ringPart({ from: span.from, to: middle }, WHEEL.inner, WHEEL.field), ringPart(second, WHEEL.inner, WHEEL.field)],
      ripples: RIPPLES.map((radius) => ripple(span, radius)),
      halfRipples: RIPPLES.map((radius) => ripple(second, radius)),
      band: ringPart(span, WHEEL.band, WHEEL.outer),
      line: nameLine(span),
      alone: at(85, middle),
      pair: [at(69, middle), at(101, middle)],
    };
  });
}

const worked = new Map<number, readonly Segment[]>();

/** Equal segments, the first with its middle at the top, then clockwise. No value changes any size, so they are worked out once. */
export function wheelGeometry(count: number): readonly Segment[] {
  const segments = worked.get(count) ?? segmentsOf(count);
  worked.set(count, segments);
  return segments;
}

/** Room for a name on the line of its segment. */
export const nameRoom = (count: number) => (TURN / count) * 139 - 10;
