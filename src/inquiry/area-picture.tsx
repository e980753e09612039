/** Line drawings in a 48 × 48 square, for the symbols a practice package may name. A symbol nobody has drawn is left out. */
const drawings: Readonly<Record<string, string>> = {
  heart: "M24 41C11 32 5 24.5 5 17a9.5 9.5 0 0 1 19-2.5a9.5 9.5 0 0 1 19 2.5C43 24.5 37 32 24 41Z",
  sprout: "M24 43V20M24 31C13 31 8 25 8 15.5C18 15.5 24 21 24 31ZM24 22C24 12.5 30 6 40 6C40 16 34 22 24 22ZM12 43H36",
  book: "M24 14C19.5 10.5 12.5 9 5 9.5V37C12.5 36.5 19.5 38 24 41.5C28.5 38 35.5 36.5 43 37V9.5C35.5 9 28.5 10.5 24 14ZM24 14V41.5M11 17.5C14 17.5 16.5 18 18.5 19M11 25C14 25 16.5 25.5 18.5 26.5M37 17.5C34 17.5 31.5 18 29.5 19M37 25C34 25 31.5 25.5 29.5 26.5",
  hands: "M5 20C5 34 12.5 43 24 43S43 34 43 20M5 20C8.5 17.5 12 20 13 24L16 31M43 20C39.5 17.5 36 20 35 24L32 31M18.5 17V11.5a2 2 0 0 1 4 0V16M22.5 11V8a2 2 0 0 1 4 0V16M26.5 11.5a2 2 0 0 1 4 0V21C30.5 25.5 28 28 24.5 28S18 25.5 17.5 22L15.5 18.5a1.9 1.9 0 0 1 3-2",
  house: "M4 24.5L24 7L44 24.5M10 20V42H38V20M20.5 24.5H27.5V32H20.5ZM24 24.5V32M20.5 28.2H27.5M32 13.5V8H36V17",
  friends: "M6.5 15a4 4 0 1 0 8 0a4 4 0 1 0-8 0M20 11a4 4 0 1 0 8 0a4 4 0 1 0-8 0M33.5 15a4 4 0 1 0 8 0a4 4 0 1 0-8 0M10.5 21V33L7 43M10.5 33L14 43M24 17V32L20.5 43M24 32L27.5 43M37.5 21V33L34 43M37.5 33L41 43M3 31L10.5 23.5L17.5 28.5L24 20.5L30.5 28.5L37.5 23.5L45 31",
  umbrella: "M5 25a19 17 0 0 1 38 0C40 22.5 36 22.5 33.5 25C31 22.5 27 22.5 24 25C21 22.5 17 22.5 14.5 25C12 22.5 8 22.5 5 25ZM24 8V4.5M24 25V38a4.5 4.5 0 0 0 9 0M8 33V36M14 38V41M40 32V35",
};

export type AreaPictureProps = {
  readonly symbol: string;
  /** What the picture shows, for who cannot see it; without it the picture only decorates. */
  readonly alt?: string | undefined;
};

/** A small picture of an area: something to point at, for a child who does not read. */
export function AreaPicture({ symbol, alt }: AreaPictureProps) {
  const path = drawings[symbol];
  if (!path) return null;
  const spoken = alt === undefined ? { "aria-hidden": true } : { role: "img" as const, "aria-label": alt };
  return (
    <svg class="area-picture" viewBox="0 0 48 48" width="48" height="48" focusable="false" {...spoken}>
      <path d={path} />
    </svg>
  );
}
