/** Where the two-dimensional code of a page is dark, without its quiet edge. */
export function codeIn(html: string): boolean[][] {
  const svg = /<svg class="qr" viewBox="0 0 (\d+) \1"[\s\S]*?<path d="([^"]+)"/.exec(html);
  if (!svg) throw new Error("there is no code on the page");
  const [size, edge] = [Number(svg[1]) - 8, 4];
  const dark = new Set([...svg[2]!.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${Number(x) - edge} ${Number(y) - edge}`));
  return Array.from({ length: size }, (_, y) => Array.from({ length: size }, (__, x) => dark.has(`${x} ${y}`)));
}

const MASKS: ReadonlyArray<(y: number, x: number) => boolean> = [
  (y, x) => (y + x) % 2 === 0, (y) => y % 2 === 0, (_, x) => x % 3 === 0, (y, x) => (y + x) % 3 === 0, (y, x) => (Math.floor(y / 2) + Math.floor(x / 3)) % 2 === 0,
  (y, x) => ((y * x) % 2) + ((y * x) % 3) === 0, (y, x) => (((y * x) % 2) + ((y * x) % 3)) % 2 === 0, (y, x) => (((y + x) % 2) + ((y * x) % 3)) % 2 === 0,
];
/** Of each size with a middling guard against faults (M), how many blocks of how many words. */
const BLOCKS: Readonly<Record<number, readonly [blocks: number, words: number]>> = { 1: [1, 16], 2: [1, 28], 3: [1, 44], 4: [2, 32], 5: [2, 43], 6: [4, 27] };

/** The parts that every code has, whatever it says. */
const isFixed = (size: number, version: number) => (y: number, x: number): boolean => {
  const middle = version * 4 + 10;
  return (y < 9 && (x < 9 || x >= size - 8)) || (y >= size - 8 && x < 9) || y === 6 || x === 6 || (version > 1 && Math.abs(y - middle) <= 2 && Math.abs(x - middle) <= 2);
};

/** The bits in the order they are laid: two columns at a time from the right, upwards and downwards by turns. */
function bitsOf(code: readonly boolean[][], mask: number): boolean[] {
  const size = code.length;
  const fixed = isFixed(size, (size - 17) / 4);
  const columns = Array.from({ length: (size - 1) / 2 }, (_, nth) => size - 1 - 2 * nth).map((right) => (right <= 6 ? right - 1 : right));
  return columns.flatMap((right, nth) => Array.from({ length: size }, (_, step) => (nth % 2 === 0 ? size - 1 - step : step)).flatMap((y) => [right, right - 1].flatMap((x) => (fixed(y, x) ? [] : [code[y]![x]! !== MASKS[mask]!(y, x)]))));
}

const numberOf = (bits: readonly boolean[]): number => bits.reduce((sum, bit) => sum * 2 + Number(bit), 0);

/** Reads a code as a camera does, but without mending faults: what it says, or an error. Versions 1–6, guard M, bytes. @ground ISO/IEC 18004 */
export function readCode(code: readonly boolean[][]): string {
  const version = (code.length - 17) / 4;
  const format = numberOf(code[8]!.slice(0, 5)) ^ 0b10101;
  if (format >> 3 !== 0) throw new Error("not a code with the guard M");
  const bits = bitsOf(code, format & 7);
  const words = Array.from({ length: Math.floor(bits.length / 8) }, (_, nth) => numberOf(bits.slice(8 * nth, 8 * nth + 8)));
  const [blocks, each] = BLOCKS[version]!;
  const laid = Array.from({ length: blocks }, (_, block) => Array.from({ length: each }, (__, nth) => words[nth * blocks + block]!)).flat();
  const said = laid.flatMap((word) => Array.from({ length: 8 }, (_, nth) => ((word >> (7 - nth)) & 1) === 1));
  if (numberOf(said.slice(0, 4)) !== 0b0100) throw new Error("not bytes");
  const length = numberOf(said.slice(4, 12));
  return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from({ length }, (_, nth) => numberOf(said.slice(12 + 8 * nth, 20 + 8 * nth))));
}
