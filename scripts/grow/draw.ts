import { createHash } from "node:crypto";

/** Chance that is the same every time: the same seed gives the same county. */
export type Draw = {
  below(limit: number): number;
  one<T>(of: readonly T[]): T;
  some<T>(of: readonly T[], count: number): T[];
};

export function drawFrom(seed: string): Draw {
  let state = createHash("sha256").update(seed).digest().readUInt32LE(0);
  // Mulberry32: 32 bits of state are plenty for inventing people.
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    one: (of) => of[below(of.length)]!,
    some: (of, count) => of.map((value) => ({ value, place: next() })).sort((a, b) => a.place - b.place).slice(0, count).map(({ value }) => value),
  };
}
