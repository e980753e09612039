import type { NetworkUnit, Tie } from "./network.ts";

/** Two columns: units to the left, by authority, and to the right what they share. A line for each unit that shares it. */
export const MAP = { width: 760, left: 330, right: 444, row: 24, head: 34, top: 12, font: 13 } as const;

type Spot<T> = { readonly of: T; readonly y: number };
export type Line = { readonly unit: string; readonly tie: string; readonly path: string };
export type Drawing = {
  readonly height: number;
  readonly heads: readonly Spot<string>[]; readonly units: readonly Spot<NetworkUnit>[]; readonly ties: readonly Spot<Tie>[]; readonly lines: readonly Line[];
};

function placeUnits(units: readonly NetworkUnit[]): Pick<Drawing, "heads" | "units"> & { readonly bottom: number } {
  const heads: Spot<string>[] = [];
  const spots: Spot<NetworkUnit>[] = [];
  let y: number = MAP.top;
  for (const [authority, own] of Map.groupBy(units, (unit) => unit.authority)) {
    heads.push({ of: authority, y: y + MAP.head / 2 });
    y += MAP.head;
    for (const unit of own) {
      spots.push({ of: unit, y: y + MAP.row / 2 });
      y += MAP.row;
    }
  }
  return { heads, units: spots, bottom: y };
}

/** Each thing as near the middle of its units as there is room, in that order, so that lines cross little and no names meet. */
function placeTies(ties: readonly Tie[], yOf: ReadonlyMap<string, number>, bottom: number): Spot<Tie>[] {
  const wanted = ties.map((tie) => ({ of: tie, y: tie.units.reduce((sum, unit) => sum + yOf.get(unit)!, 0) / tie.units.length })).sort((one, other) => one.y - other.y || one.of.id.localeCompare(other.of.id));
  const ys: number[] = [];
  for (const { y } of wanted) ys.push(Math.max(y, (ys.at(-1) ?? MAP.top) + MAP.row));
  // What was pushed below the last unit is pushed up again, from the end.
  let limit = Math.max(bottom - MAP.row / 2, MAP.top + MAP.row * (ties.length + 0.5));
  for (let nth = ys.length - 1; nth >= 0; nth -= 1) {
    ys[nth] = Math.min(ys[nth]!, limit);
    limit = ys[nth]! - MAP.row;
  }
  return wanted.map(({ of }, nth) => ({ of, y: ys[nth]! }));
}

const curve = (from: number, to: number): string => {
  const middle = (MAP.left + MAP.right) / 2;
  return `M${MAP.left} ${from.toFixed(1)}C${middle} ${from.toFixed(1)} ${middle} ${to.toFixed(1)} ${MAP.right} ${to.toFixed(1)}`;
};

/** Where everything of the map is drawn. Ties name only units that are on the map. */
export function drawingOf(units: readonly NetworkUnit[], ties: readonly Tie[]): Drawing {
  const { heads, units: placed, bottom } = placeUnits(units);
  const yOf = new Map(placed.map(({ of, y }) => [of.id, y]));
  const shared = placeTies(ties, yOf, bottom);
  const lines = shared.flatMap(({ of, y }) => of.units.map((unit) => ({ unit, tie: of.id, path: curve(yOf.get(unit)!, y) })));
  return { heads, units: placed, ties: shared, lines, height: Math.max(bottom, (shared.at(-1)?.y ?? 0) + MAP.row) + MAP.top };
}
