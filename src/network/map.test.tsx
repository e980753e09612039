import fc from "fast-check";
import { renderToString } from "preact-render-to-string";
import { describe, expect, test } from "vitest";
import type { Service } from "../directory/directory.ts";
import { SpokenIn, wordsIn } from "../platform/i18n/words.tsx";
import { drawingOf, MAP } from "./map-geometry.ts";
import { MapPage } from "./map-pages.tsx";
import { alarmsIn, neighboursOf, newsFor, placesOf, tiesOf, unitsOf, type Tie } from "./network.ts";

const service = (id: string, unitId: string, more: Partial<Service> = {}): Service => ({
  id, handle: id, unitId, unit: `Enheten ${unitId}`, authority: "Kommunen", name: `Kortet ${id}`, transitions: [], location: undefined, kinds: ["bvc"], level: "universal", ...more,
} as Service);
const at = (place: string, more: Partial<Service> = {}): Partial<Service> => ({ location: { id: place, handle: place, name: `Huset ${place}` } as Service["location"], ...more });
const forum = (id: string, ...units: string[]) => ({ id, name: `Forum ${id}`, about: "", meets: "", units });

describe("what ties units together", () => {
  const services = [service("a", "A", at("hus", { transitions: ["mvc-bvc"] })), service("a2", "A"), service("b", "B", at("hus")), service("c", "C", { transitions: ["mvc-bvc"] }), service("d", "D", at("annat"))];
  const ties = tiesOf({ services, forums: [forum("f", "B", "C", "Z"), forum("ensam", "D")], activities: [{ id: "x", name: "Sångstund", units: ["C", "B"] }] });

  test("a place, a forum, a transition and something done together, when two at least share it; who has no card is not on the map", () => {
    expect(ties.map(({ kind, name, units }) => [kind, name, units.join("")])).toEqual([["place", "Huset hus", "AB"], ["forum", "Forum f", "BC"], ["transition", "mvc-bvc", "AC"], ["activity", "Sångstund", "BC"]]);
    expect([...neighboursOf(ties, "A")].toSorted((a, b) => a.localeCompare(b))).toEqual(["B", "C"]);
    expect(neighboursOf(ties, "D").size).toBe(0);
  });
  test("who stands alone and what hangs on one person or nobody, nobody first", () => {
    const inside = new Map(Object.entries({ a: { contact: "p", deputy: "q" }, b: { contact: "p", deputy: undefined }, c: { contact: "gone", deputy: "q" } })) as never;
    const { alone, weak } = alarmsIn({ units: unitsOf(services), ties, inside, isHeld: (duty) => duty !== "gone" });
    expect(alone.map(({ id }) => id)).toEqual(["D"]);
    expect(weak.map(({ service: { id }, weakness }) => [id, weakness])).toEqual([["a2", "no-contact"], ["d", "no-contact"], ["b", "no-deputy"], ["c", "no-deputy"]]);
  });
  test("one place with most principals comes first", () => {
    const places = placesOf([service("1", "A", at("x")), service("2", "B", at("y")), service("3", "C", at("y", { authority: "Regionen" }))]);
    expect(places.map(({ handle, authorities }) => [handle, authorities])).toEqual([["y", ["Kommunen", "Regionen"]], ["x", ["Kommunen"]]]);
  });
  test("news comes from those one follows or shares something with, never from oneself", () => {
    const change = (id: string, serviceId: string, fields: string[]) => ({ id, serviceId, at: new Date(0), byDuty: "p", what: "edited" as const, fields, version: 2 });
    const changes = [change("1", "b", ["phone"]), change("2", "a", ["phone"]), change("3", "d", ["location"]), change("4", "b", ["mission"]), change("5", "c", ["status"])];
    const heard = (followed: string[]) => newsFor({ unit: "A", followed: new Set(followed), ties, services }, changes).map(({ change: { id }, because }) => [id, because === "follows" ? "follows" : because.kind]);
    expect(heard([])).toEqual([["1", "place"], ["5", "transition"]]);
    expect(heard(["d", "b"])).toEqual([["1", "follows"], ["3", "follows"], ["5", "transition"]]);
  });
});

/** Any network: up to forty units in some authorities, tied in any way. */
const networks = fc.integer({ min: 1, max: 40 }).chain((count) => {
  const ids = Array.from({ length: count }, (_, nth) => `u${nth}`);
  const units = ids.map((id, nth) => ({ id, name: `Enheten ${nth}`, authority: `Huvudman ${nth % 5}`, services: [service(`s${nth}`, id)] })).sort((one, other) => one.authority.localeCompare(other.authority));
  const tie = fc.record({ kind: fc.constantFrom("place" as const, "forum" as const, "activity" as const), members: fc.uniqueArray(fc.constantFrom(...ids), { minLength: Math.min(2, count), maxLength: 9 }) });
  return fc.array(tie, { maxLength: 30 }).map((all) => ({
    units, ties: all.filter(({ members }) => members.length > 1).map(({ kind, members }, nth): Tie => ({ id: `${kind}:${nth}`, kind, name: `Delat ${nth}`, units: members })),
  }));
});

const draw = (units: Parameters<typeof drawingOf>[0], ties: readonly Tie[]): string => renderToString(
  <SpokenIn value={wordsIn("sv")}>
    <MapPage model={{ guide: { id: "g", handle: "g", name: "G", served: "Orten", unitId: "u0", ages: { from: -1, to: 20 } }, units, ties, alarms: alarmsIn({ units, ties, inside: new Map(), isHeld: () => true }) }} />
  </SpokenIn>,
);
const pairs = (found: Iterable<readonly [string, string]>) => [...found].map((pair) => pair.join(" × ")).toSorted((a, b) => a.localeCompare(b));

/** What the list says: each unit, and under it what it shares. */
function inList(html: string): { units: string[]; shared: string[] } {
  const list = html.slice(html.indexOf('class="map-list"'), html.indexOf('class="map-legend"'));
  const items = list.split("<li id=").slice(1);
  const unitIn = (item: string) => /data-unit="([^"]+)"/.exec(item)![1]!;
  return { units: items.map(unitIn), shared: pairs(items.flatMap((item) => [...item.matchAll(/data-tie="([^"]+)"/g)].map((match) => [unitIn(item), match[1]!] as const))) };
}

/** What the drawing shows: each unit's dot and name, and each line. */
function inDrawing(html: string): { units: string[]; shared: string[] } {
  const svg = html.slice(html.indexOf('<svg class="map"'));
  return {
    units: [...svg.matchAll(/<a href="#u-[^"]+" data-unit="([^"]+)"/g)].map((match) => match[1]!),
    shared: pairs([...svg.matchAll(/<path [^>]*data-unit="([^"]+)" data-tie="([^"]+)"/g)].map((match) => [match[1]!, match[2]!] as const)),
  };
}

describe("the list and the drawing", () => {
  test("hold the same units and the same ties, whatever the network", () => {
    fc.assert(fc.property(networks, ({ units, ties }) => {
      const html = draw(units, ties);
      expect(inDrawing(html)).toEqual(inList(html));
      expect(inList(html).shared).toHaveLength(ties.reduce((sum, tie) => sum + tie.units.length, 0));
      expect(inList(html).units).toHaveLength(units.length);
    }), { numRuns: 60 });
  });
  test("a line that is missing from the drawing, or a unit from the list, is noticed", () => {
    const html = draw(unitsOf([service("a", "A", at("hus")), service("b", "B", at("hus"))]), [{ id: "place:hus", kind: "place", name: "Huset", units: ["A", "B"] }]);
    expect(inDrawing(html)).toEqual(inList(html));
    expect(inDrawing(html.replace(/<path [^>]*data-tie="place:hus"[^>]*>/, ""))).not.toEqual(inList(html));
    expect(inList(html.replace('data-unit="A"', 'data-unit="Z"'))).not.toEqual(inDrawing(html));
  });
  test("no two names meet, nothing stands outside the picture, and thirty units have room at 768 pixels", () => {
    fc.assert(fc.property(networks, ({ units, ties }) => {
      const { heads, units: placed, ties: shared, height } = drawingOf(units, ties);
      for (const column of [[...heads, ...placed], shared]) {
        const ys = column.map(({ y }) => y).sort((one, other) => one - other);
        for (const [nth, y] of ys.entries()) {
          if (nth > 0) expect(y - ys[nth - 1]!).toBeGreaterThanOrEqual(MAP.font + 6);
          expect(y).toBeGreaterThan(MAP.font / 2);
          expect(y).toBeLessThan(height - MAP.font / 2);
        }
      }
    }), { numRuns: 200 });
    expect(MAP.width).toBeLessThan(768);
  });
});
