import type { ComponentChildren } from "preact";

/** Anything a component may show: a spoken string, or marked-up words such as `<Said>`. */
export type Shown = ComponentChildren;

type Children = { children: Shown };

/** Not our words: for elements that hold data where a `<bdi>` cannot stand. Preact's own type would drop the value. */
export const asSaid: Readonly<Record<string, string>> = { translate: "no" };

/**
 * Words that people wrote: names, units, free text. Isolated so that a name in another script cannot turn the line around,
 * and marked as not ours so that machine translation leaves it and the test for untranslated text passes it by.
 */
export function Said({ children }: Children) {
  return <bdi {...asSaid}>{children}</bdi>;
}

/** As `Said`, for longer text: its line breaks are kept, and each line finds its own direction. */
export function SaidText({ children }: Children) {
  return (
    <bdi class="said-text" {...asSaid}>
      {children}
    </bdi>
  );
}

/**
 * Texts of the guide, written by staff for whoever reads. Not from a catalogue, but nobody's own words either: a browser that translates
 * may translate them.
 */
export function Written({ children }: Children) {
  return <span {...asWritten}>{children}</span>;
}
export const asWritten: Readonly<Record<string, string>> = { "data-written": "" };

/** Of a double name that is longer than there is room for, the first half: the whole name stands elsewhere on the page. */
export const shortName = (name: string, room: number): string => ([...name].length > room ? (name.split("-")[0] ?? name) : name);

/** Text that is heard but not seen. */
export function Hidden({ children }: Children) {
  return <span class="hidden">{children}</span>;
}

/** A number to call: isolated, left to right in every language. */
export function Phone({ number }: { number: string }) {
  return (
    <a class="phone" href={`tel:${number.replaceAll(/[^+\d]/g, "")}`}>
      <bdi dir="ltr" {...asSaid}>
        {number}
      </bdi>
    </a>
  );
}

export type PageTitleProps = {
  /** A short line above the name: whose page, which meeting. */
  over?: Shown;
  /** One or two sentences below it. */
  lead?: Shown;
  children: Shown;
};

/** The page's only h1, in the house's serif. */
export function PageTitle({ over, lead, children }: PageTitleProps) {
  return (
    <div class="page-title">
      {over && <p class="over">{over}</p>}
      <h1>{children}</h1>
      {lead && <p class="lead">{lead}</p>}
    </div>
  );
}

export type QuoteProps = {
  /** The words as they were said: data, so isolated here. */
  children: Shown;
  /** Who said it, when, how. */
  by?: Shown;
};

/** Somebody's own words, verbatim: the child's before all others. */
export function Quote({ children, by }: QuoteProps) {
  return (
    <figure class="quote">
      <blockquote>
        <SaidText>{children}</SaidText>
      </blockquote>
      {by && <figcaption>{by}</figcaption>}
    </figure>
  );
}
