/** Tells of each call whether it is the third, or a later one, within `within` milliseconds. */
export function threeTimes(within: number): (now: number) => boolean {
  let pressed: number[] = [];
  return (now) => {
    pressed = [...pressed.filter((at) => now - at < within), now];
    return pressed.length >= 3;
  };
}
