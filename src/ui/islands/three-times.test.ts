import { expect, test } from "vitest";
import { threeTimes } from "./three-times.ts";

const answers = (moments: readonly number[]) => moments.map(threeTimes(5000));

test("a child who presses Shift three times within five seconds leaves the page", () => {
  expect(answers([0, 900, 1800])).toEqual([false, false, true]);
});

test("somebody who writes with capital letters now and then stays", () => {
  expect(answers([0, 2600, 5200, 7800, 10400])).toEqual([false, false, false, false, false]);
});

test("a slow start does not use up the quick presses after it", () => {
  expect(answers([0, 6000, 6500, 7000])).toEqual([false, false, false, true]);
});
