import { handleOf, segmentName, type Segment } from "../circle/index.ts";
import { useWords } from "../platform/i18n/words.tsx";
import { asSaid } from "../ui/index.ts";

const TURN = 2 * Math.PI;
const GAP = 0.035;
const RADII = { hole: 58, inner: 122, band: 128, outer: 146 } as const;
const MIDDLE = 150;

const place = (radius: number, angle: number): string => `${(MIDDLE + radius * Math.sin(angle)).toFixed(1)} ${(MIDDLE - radius * Math.cos(angle)).toFixed(1)}`;

/** A part of a ring from one angle to another, between two radii. */
const part = (from: number, to: number, inside: number, outside: number): string =>
  `M${place(outside, from)}A${outside} ${outside} 0 0 1 ${place(outside, to)}L${place(inside, to)}A${inside} ${inside} 0 0 0 ${place(inside, from)}Z`;

/** The red thread as a circle: an inner ring for everybody, an outer for when more is needed. The list beside it says the same. @model S3 */
export function Circle({ segments, current }: { segments: readonly Segment[]; current?: string | undefined }) {
  const words = useWords();
  return (
    <svg class="circle" viewBox="0 0 300 300" width="300" height="300" aria-hidden="true" focusable="false">
      {segments.map((segment, nth) => {
        const [from, to] = [(nth / segments.length) * TURN + GAP, ((nth + 1) / segments.length) * TURN - GAP];
        const [x, y] = place((RADII.hole + RADII.inner) / 2, (from + to) / 2).split(" ");
        return (
          <a key={segment.id} href={words.to(`/ages/${handleOf(segment)}`)} tabIndex={-1} class={handleOf(segment) === current ? "circle-now" : undefined}>
            <path class="circle-inner" d={part(from, to, RADII.hole, RADII.inner)} />
            <path class="circle-outer" d={part(from, to, RADII.band, RADII.outer)} />
            <text x={x} y={y} text-anchor="middle" dominant-baseline="middle" {...asSaid}>{segmentName(words, segment, "short")}</text>
          </a>
        );
      })}
    </svg>
  );
}

export function SegmentList({ segments, current }: { segments: readonly Segment[]; current?: string | undefined }) {
  const words = useWords();
  return (
    <ul class="segments">
      {segments.map((segment) => (
        <li key={segment.id}>
          <a href={words.to(`/ages/${handleOf(segment)}`)} aria-current={handleOf(segment) === current ? "page" : undefined}>{segmentName(words, segment)}</a>
        </li>
      ))}
    </ul>
  );
}
