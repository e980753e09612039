import { useWords } from "../platform/i18n/words.tsx";
import { Qr } from "./qr.tsx";
import { asSaid, type Shown } from "./text.tsx";

export type PosterProps = {
  over: Shown;
  /** What it is called, large. */
  title: string;
  about: Shown;
  /** When, where, for whom: in that order, and only what somebody needs to come. */
  facts: ReadonlyArray<{ readonly label: Shown; readonly value: Shown }>;
  /** Where the code leads, and the same to write oneself. */
  address: string;
  scan: Shown;
  by: Shown;
  back: string;
};

/** A name that is longer than a line is set smaller, so that all of it is read from afar. */
const LONG = 28;

/** One A4 to put on a wall, in black and white: never more than one page. @model degerforsmodellen 2.5 R8 */
export function Poster({ over, title, about, facts, address, scan, by, back }: PosterProps) {
  const words = useWords();
  return (
    <>
      <p class="poster-how"><a href={back}>{words.t("poster.back")}</a> {words.t("poster.how")}</p>
      <article class={title.length > LONG ? "poster poster-long" : "poster"}>
        <p class="poster-over">{over}</p>
        <h1><span {...asSaid}>{title}</span></h1>
        <p class="poster-about">{about}</p>
        <dl>{facts.map(({ label, value }, nth) => <div key={nth}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
        <div class="poster-code">
          <Qr address={address} label={words.t("poster.code")} />
          <div>
            <p><strong>{scan}</strong></p>
            <p>{words.t("poster.write")}<br /><span class="poster-address" dir="ltr" {...asSaid}>{address.replace(/^https?:\/\//, "").replace(/\?.*$/, "")}</span></p>
          </div>
        </div>
        <p class="poster-by">{by}</p>
      </article>
    </>
  );
}
