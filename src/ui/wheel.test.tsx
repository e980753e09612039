import fc from "fast-check";
import type { ComponentChild } from "preact";
import { renderToString } from "preact-render-to-string";
import { expect, test } from "vitest";
import { SpokenIn, wordsIn } from "../platform/i18n/words.tsx";
import { Wheel, WheelTable, type WheelArea } from "./wheel.tsx";
import { nameRoom, WHEEL, wheelGeometry } from "./wheel-geometry.ts";

const words = wordsIn("sv");
const render = (part: ComponentChild) => renderToString(<SpokenIn value={words}>{part}</SpokenIn>);

const names = ["Hälsa", "Utveckling", "Lärande", "Omsorg", "Hemmet", "Relationer", "Trygghet"];
const marks = ["works", "both", "challenging", "unknown", undefined] as const;
const spokenMarks = ["works", "both", "challenging", "unknown", "none"].map((mark) => words.say(`ui.mark.${mark}`));
const support = words.t("ui.mark.support");

const wheels: fc.Arbitrary<WheelArea[]> = fc.tuple(
  ...names.map((label, nth) =>
    fc.record({
      id: fc.constant(`area-${nth}`),
      label: fc.constant(label),
      mark: fc.constantFrom(...marks),
      needsSupport: fc.boolean(),
    }),
  ),
);

type Said = { area: string; mark: string; support: boolean };

const textOf = (html: string) => html.replaceAll(/<(?:svg|span class="cell-label")[\s\S]*?<\/(?:svg|span)>/g, "").replaceAll(/<[^>]+>/g, " ");
const readMarks = (text: string) => ({
  mark: spokenMarks.filter((word) => text.includes(word)).join(" and "),
  support: text.includes(support),
});

/** What somebody hears who is read the drawing: the names of its parts. */
function heardInDrawing(html: string): Said[] {
  return [...html.matchAll(/<g class="sector [^"]*"[^>]*><title>([^:<]+): ([^<]+)<\/title>/g)].map(([, area = "", rest = ""]) => ({
    area,
    ...readMarks(rest),
  }));
}

/** What somebody sees who cannot tell colours apart: the signs. */
function seenInDrawing(html: string): Said[] {
  const bySign = { "sign-works": 0, "sign-both": 1, "sign-challenging": 2, "sign-unknown": 3 };
  return html
    .split('<g class="sector ')
    .slice(1)
    .map((part) => {
      const sign = Object.entries(bySign).find(([name]) => part.includes(name));
      return {
        area: /<textPath[^>]*>([^<]+)</.exec(part)?.[1] ?? "",
        mark: spokenMarks[sign ? sign[1] : 4] ?? "",
        support: part.includes("sign-support"),
      };
    });
}

function readInTable(html: string): Said[] {
  return [...html.matchAll(/<tr role="row"><th scope="row" role="rowheader">([^<]+)<\/th>([\s\S]*?)<\/tr>/g)].map(
    ([, area = "", cell = ""]) => ({ area, ...readMarks(textOf(cell)) }),
  );
}

const expected = (areas: readonly WheelArea[]): Said[] =>
  areas.map(({ label, mark, needsSupport }) => ({
    area: label,
    mark: words.say(`ui.mark.${mark ?? "none"}`),
    support: needsSupport,
  }));

const drawn = (areas: readonly WheelArea[]) => render(<Wheel areas={areas} centre="Elis" caption="Elis" />);
const listed = (areas: readonly WheelArea[]) =>
  render(<WheelTable caption="Det som sagts" perspectives={[{ id: "child", label: "Elis", areas }]} />);

test("whatever was said, the drawing and the table say the same", () => {
  fc.assert(
    fc.property(wheels, (areas) => {
      const drawing = drawn(areas);
      expect(heardInDrawing(drawing)).toEqual(expected(areas));
      expect(seenInDrawing(drawing)).toEqual(expected(areas));
      expect(readInTable(listed(areas))).toEqual(expected(areas));
    }),
    { numRuns: 1000 },
  );
});

test("on a grey print each mark has a pattern of its own", () => {
  const patternOf = (mark: WheelArea["mark"]) => {
    const html = drawn([{ id: "a", label: "Hälsa", mark, needsSupport: false }]);
    const drawnPatterns = ["sector-half", "sector-ripples", "sector-unknown", "sector-none"].filter((name) => html.includes(name));
    return drawnPatterns.join(" ");
  };
  expect(new Set(marks.map(patternOf)).size).toBe(marks.length);
});

test("a drawing that tells another story than the table is found out", () => {
  const said: WheelArea[] = names.map((label, nth) => ({ id: `area-${nth}`, label, mark: "works", needsSupport: false }));
  const other = said.map((area, nth) => (nth === 2 ? { ...area, mark: "challenging" as const } : area));
  expect(heardInDrawing(drawn(other))).not.toEqual(readInTable(listed(said)));
  expect(seenInDrawing(drawn(other))).not.toEqual(readInTable(listed(said)));
});

test("a child's wheel gives no number and no sum, only words", () => {
  fc.assert(
    fc.property(wheels, (areas) => {
      const drawing = drawn(areas);
      const shown = [...drawing.matchAll(/<(?:title|textPath|text|figcaption)[^>]*>([^<]*)</g)].map(([, text]) => text).join(" ");
      expect(shown).not.toMatch(/\d|%/);
    }),
    { numRuns: 200 },
  );
});

test("every area has the same room, whatever was said in it", () => {
  const shapes = (areas: WheelArea[]) => [...drawn(areas).matchAll(/class="sector-(?:field|band)" d="([^"]+)"/g)].map(([, d]) => d);
  const blank = names.map((label, nth) => ({ id: `area-${nth}`, label, needsSupport: false }));
  fc.assert(
    fc.property(wheels, (areas) => {
      expect(shapes(areas)).toEqual(shapes(blank));
    }),
    { numRuns: 200 },
  );
});

test("the first area lies at the top and the rest follow clockwise, equally far apart", () => {
  const segments = wheelGeometry(7);
  const angles = segments.map(({ alone: [x, y] }) => (Math.atan2(x, -y) * 180) / Math.PI);
  expect(angles[0]).toBeCloseTo(0, 0);
  angles.forEach((angle, nth) => expect((angle + 360) % 360).toBeCloseTo((nth * 360) / 7, 0));
});

test("names in the wheel are at least 14 pixels tall on a phone 360 pixels wide", () => {
  const narrowest = 360 - 2 * (16 + 1 + 17 + 3);
  expect((WHEEL.font * narrowest) / WHEEL.size).toBeGreaterThanOrEqual(14);
  expect(drawn([{ id: "a", label: "Hälsa", needsSupport: false }])).toContain(`viewBox="-160 -160 320 320"`);
});

test("a name too long for its segment is pressed together to fit it", () => {
  const long = names.map((label, nth) => ({ id: `area-${nth}`, label: nth ? label : "Samhällsgemenskapen", needsSupport: false }));
  expect(drawn(long)).toContain(`textLength="${Math.round(nameRoom(7))}"`);
  expect(drawn(long.slice(1))).not.toContain(`textLength="${Math.round(nameRoom(7))}"`);
});

test("the child's name and what was said are marked as people's own words", () => {
  expect(drawn([])).toMatch(/<g translate="no"><text class="wheel-name"[^>]*>Elis</);
});
