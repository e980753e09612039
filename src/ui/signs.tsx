import { useWords } from "../platform/i18n/words.tsx";
import type { Shown } from "./text.tsx";

/** What a person said about one area. `undefined` means that nobody has spoken about it. */
export type WheelMark = "works" | "both" | "challenging" | "unknown";

export type SignName = WheelMark | "support" | "calm" | "late" | "done" | "info" | "warning" | "error" | "no" | "onward" | "person" | "day";

/** Drawn in a 16 × 16 square around its middle, so that a tag and a wheel can share them. */
export const signPaths: Record<SignName, string> = {
  works: "M-5 .5L-1.5 4L5.5 -4",
  both: "M-4.5 -2.5H4.5M0 -6.5V1.5M-4.5 5.5H4.5",
  challenging: "M-6 1.5C-4 -3.5 -2 -3.5 0 0S4 3.5 6 -1.5",
  unknown: "M-3.2 -3C-3 -7.2 3.4 -7 3.2 -2.8C3 -.2 0 -.2 0 2.2M0 5.6V6",
  support: "M-6.5 0C-6 7.5 6 7.5 6.5 0M-2 -3.5A2 2 0 1 0 2 -3.5A2 2 0 1 0 -2 -3.5",
  calm: "M-4 0A4 4 0 1 0 4 0A4 4 0 1 0 -4 0",
  late: "M-6.5 0A6.5 6.5 0 1 0 6.5 0A6.5 6.5 0 1 0 -6.5 0M0 -3.5V.5L2.5 2.5",
  done: "M-5 .5L-1.5 4L5.5 -4",
  info: "M0 -5.5V-5M0 -1.5V6",
  warning: "M0 -6V1.5M0 5.5V6",
  error: "M0 -6V1.5M0 5.5V6",
  no: "M-5 0H5",
  onward: "M-6 0H6M1.5 -4.5L6 0L1.5 4.5",
  person: "M-2.8 -3.6A2.8 2.8 0 1 0 2.8 -3.6A2.8 2.8 0 1 0 -2.8 -3.6M-6 6.5C-5.5 1 5.5 1 6 6.5",
  day: "M-6 -4.5H6V6H-6ZM-6 -1H6M-3 -7V-4.5M3 -7V-4.5",
};

/** A small picture beside a word; never instead of one. */
export function Sign({ name }: { name: SignName }) {
  return (
    <svg class="sign" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <path d={signPaths[name]} />
    </svg>
  );
}

export type TagKind = "works" | "both" | "challenging" | "unknown" | "support" | "calm" | "late";

const tagWords = {
  works: "ui.mark.works",
  both: "ui.mark.both",
  challenging: "ui.mark.challenging",
  unknown: "ui.mark.unknown",
  support: "ui.mark.support",
  calm: "ui.tag.calm",
  late: "ui.tag.late",
} as const;

export type TagProps = {
  kind: TagKind;
  /** The word; without it, the kind's own word is used. */
  children?: Shown;
};

/** Colour, sign and word together. */
export function Tag({ kind, children }: TagProps) {
  const words = useWords();
  return (
    <span class={`tag tag-${kind}`}>
      <Sign name={kind} />
      <span>{children ?? words.t(tagWords[kind])}</span>
    </span>
  );
}

const SEGMENT = "M-6.2 -17.9A19 19 0 0 1 6.2 -17.9L3.9 -11.2A12 12 0 0 0 -3.9 -11.2Z";
const SEVENTHS = [0, 1, 2, 3, 4, 5, 6].map((nth) => (nth * 360) / 7);

/** The sign of the house: seven around one. */
export function HouseMark() {
  return (
    <svg class="house-mark" viewBox="-20 -20 40 40" width="40" height="40" aria-hidden="true" focusable="false">
      {SEVENTHS.map((degrees) => (
        <path key={degrees} d={SEGMENT} transform={`rotate(${degrees.toFixed(2)})`} />
      ))}
      <circle r="5.4" />
    </svg>
  );
}
