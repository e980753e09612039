import type { Section } from "./agreement.ts";

/** A paragraph that stands in both versions, or in one of them only. */
export type Piece = { readonly is: "same" | "added" | "removed"; readonly text: string };
/** A part of two versions set against each other. `headed`: its heading before, when it was another. */
export type Compared = { readonly key: string; readonly heading: string; readonly headed: string | undefined; readonly pieces: readonly Piece[] };

const paragraphsOf = (text: string): string[] => text.split(/\n+/).map((one) => one.trim()).filter(Boolean);

/** The longest common run of paragraphs, as lengths from each place to the end. */
function commonFrom(before: readonly string[], after: readonly string[]): number[][] {
  const lengths = Array.from({ length: before.length + 1 }, () => Array<number>(after.length + 1).fill(0));
  for (let b = before.length - 1; b >= 0; b -= 1)
    for (let a = after.length - 1; a >= 0; a -= 1)
      lengths[b]![a] = before[b] === after[a] ? lengths[b + 1]![a + 1]! + 1 : Math.max(lengths[b + 1]![a]!, lengths[b]![a + 1]!);
  return lengths;
}

/** What was taken away and what was added between two texts, paragraph by paragraph; what was taken away stands first. */
export function compareTexts(one: string, other: string): Piece[] {
  const [before, after] = [paragraphsOf(one), paragraphsOf(other)];
  const lengths = commonFrom(before, after);
  const pieces: Piece[] = [];
  let [b, a] = [0, 0];
  while (b < before.length || a < after.length) {
    if (b < before.length && a < after.length && before[b] === after[a]) {
      pieces.push({ is: "same", text: after[a]! });
      [b, a] = [b + 1, a + 1];
    } else if (b < before.length && (a >= after.length || lengths[b + 1]![a]! >= lengths[b]![a + 1]!)) {
      pieces.push({ is: "removed", text: before[b]! });
      b += 1;
    } else {
      pieces.push({ is: "added", text: after[a]! });
      a += 1;
    }
  }
  return pieces;
}

/** The parts that differ between two versions, in the order of the later one; parts that are gone come last. */
export function compareSections(before: readonly Section[], after: readonly Section[]): Compared[] {
  const earlier = new Map(before.map((section) => [section.key, section]));
  const gone = before.filter(({ key }) => !after.some((section) => section.key === key));
  const all = [
    ...after.map(({ key, heading, text }) => ({ key, heading, headed: earlier.get(key)?.heading ?? heading, pieces: compareTexts(earlier.get(key)?.text ?? "", text) })),
    ...gone.map(({ key, heading, text }) => ({ key, heading, headed: heading, pieces: compareTexts(text, "") })),
  ];
  return all.map(({ headed, ...rest }) => ({ ...rest, headed: headed === rest.heading ? undefined : headed }))
    .filter(({ headed, pieces }) => headed !== undefined || pieces.some(({ is }) => is !== "same"));
}
