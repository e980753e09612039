import { useId } from "preact/hooks";
import { useWords, type Words } from "../platform/i18n/words.tsx";
import { DataTable } from "./lists.tsx";
import { signPaths, Tag, type SignName, type WheelMark } from "./signs.tsx";
import { asSaid, shortName, type Shown } from "./text.tsx";
import { nameRoom, WHEEL, wheelGeometry, type Point, type Segment } from "./wheel-geometry.ts";

/** What one person, or one group of people, said about one area. */
export type WheelArea = {
  id: string;
  label: string;
  /** Missing when nobody has spoken about the area: it is left blank and counts for nothing. */
  mark?: WheelMark | undefined;
  needsSupport: boolean;
  /** What was said, for the table: a quote, or what works and what is challenging. */
  said?: Shown;
};

export type WheelProps = {
  /** In the model's order: the first at the top, then clockwise. */
  areas: readonly WheelArea[];
  /** The child's first name: data. */
  centre: string;
  /** Whose picture it is, and when: "Elis · 20 november". */
  caption: Shown;
};

/** "Trygghet: utmanande, behöver stöd" */
export function wheelWords(words: Words, { label, mark, needsSupport }: WheelArea): string {
  const spoken = [words.t(mark ? `ui.mark.${mark}` : "ui.mark.none")];
  if (needsSupport) spoken.push(words.t("ui.mark.support"));
  return `${label}: ${spoken.join(", ")}`;
}

/**
 * One picture of one child's life, as one person sees it. Every segment is equally large whatever was said in it: the
 * wheel cannot be read as a score, and three wheels are never made into one. @model K12
 */
export function Wheel({ areas, centre, caption }: WheelProps) {
  const id = useId();
  const words = useWords();
  const segments = wheelGeometry(areas.length);
  return (
    <figure class="wheel">
      <svg viewBox="-160 -160 320 320" width="320" height="320" role="img" aria-labelledby={`${id}-all`}>
        <title id={`${id}-all`}>{areas.map((area) => wheelWords(words, area)).join(". ")}</title>
        {segments.map((segment, nth) => {
          const area = areas[nth];
          return area && <Sector key={area.id} id={`${id}-${nth}`} area={area} segment={segment} room={nameRoom(areas.length)} />;
        })}
        <circle class="wheel-centre" r={WHEEL.centre} />
        <CentreName name={centre} />
      </svg>
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

type SectorProps = { id: string; area: WheelArea; segment: Segment; room: number };

function Sector({ id, area, segment, room }: SectorProps) {
  const words = useWords();
  const { label, mark = "none", needsSupport } = area;
  return (
    <g class={`sector sector-${mark}${needsSupport ? " sector-support" : ""}`} data-area={area.id}>
      <title>{wheelWords(words, area)}</title>
      <path class="sector-field" d={segment.field} />
      <Pattern mark={mark} segment={segment} />
      {mark !== "none" && <SectorSign name={mark} at={needsSupport ? segment.pair[0] : segment.alone} />}
      {needsSupport && <SectorSign name="support" at={mark === "none" ? segment.alone : segment.pair[1]} />}
      <path class="sector-band" d={segment.band} />
      <path id={id} class="sector-line" d={segment.line} />
      <text class="sector-name" font-size={WHEEL.font} {...squeezed(label, room)}>
        <textPath href={`#${id}`} startOffset="50%" text-anchor="middle">
          {label}
        </textPath>
      </text>
    </g>
  );
}

function Pattern({ mark, segment }: { mark: WheelMark | "none"; segment: Segment }) {
  if (mark === "challenging") return <path class="sector-ripples" d={segment.ripples.join("")} />;
  if (mark !== "both") return null;
  return (
    <>
      <path class="sector-half" d={segment.halves[1]} />
      <path class="sector-ripples" d={segment.halfRipples.join("")} />
    </>
  );
}

function SectorSign({ name, at: [x, y] }: { name: SignName; at: Point }) {
  return (
    <g class={`sector-sign sign-${name}`} transform={`translate(${x} ${y})`}>
      <circle r="14" />
      <path d={signPaths[name]} transform="scale(1.25)" />
    </g>
  );
}

/** Across the middle, a little within its edge; and how many letters stand there and can be read. */
const CENTRE_ROOM = 66;
const CENTRE_LETTERS = 9;

/** A name that would not find room is pressed together, never made smaller than can be read. */
function squeezed(text: string, room: number) {
  const wanted = [...text].length * WHEEL.font * 0.62;
  return wanted > room ? { textLength: Math.round(room), lengthAdjust: "spacingAndGlyphs" as const } : {};
}

function CentreName({ name }: { name: string }) {
  const called = shortName(name, CENTRE_LETTERS);
  return (
    <g {...asSaid}>
      <text class="wheel-name" font-size={WHEEL.font + 2} y="6" text-anchor="middle" {...squeezed(called, CENTRE_ROOM)}>
        {called}
      </text>
    </g>
  );
}

/** Wheels beside each other: the child's first, then the guardians', then the professionals'. @model K12 */
export function Wheels({ children }: { children: Shown }) {
  const words = useWords();
  const marks = ["works", "both", "challenging", "unknown", "support"] as const;
  return (
    <div class="wheels">
      <div class="wheels-row">{children}</div>
      <ul class="wheels-legend" aria-label={words.t("ui.wheel.legend")}>
        {marks.map((mark) => (
          <li key={mark}>
            <Tag kind={mark} />
          </li>
        ))}
      </ul>
    </div>
  );
}

export type Perspective = { id: string; label: Shown; areas: readonly WheelArea[] };
export type WheelTableProps = { caption: Shown; perspectives: readonly Perspective[] };

/** The source that the wheels repeat: area by area, who said what. All perspectives have the same areas in the same order. */
export function WheelTable({ caption, perspectives }: WheelTableProps) {
  const words = useWords();
  const areas = perspectives[0]?.areas ?? [];
  return (
    <DataTable
      caption={caption}
      columns={[{ label: words.t("ui.wheel.area") }, ...perspectives.map(({ label }) => ({ label }))]}
      rows={areas.map(({ id, label }) => ({
        key: id,
        cells: [label, ...perspectives.map((view) => <SaidAbout area={view.areas.find((area) => area.id === id)} />)],
      }))}
    />
  );
}

function SaidAbout({ area }: { area: WheelArea | undefined }) {
  const words = useWords();
  return (
    <>
      <p class="said-marks">
        {area?.mark ? <Tag kind={area.mark} /> : <span class="quiet">{words.t("ui.mark.none")}</span>}{" "}
        {area?.needsSupport && <Tag kind="support" />}
      </p>
      {area?.said && <div class="said-about">{area.said}</div>}
    </>
  );
}
