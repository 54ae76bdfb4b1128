import { expect, test } from "vitest";
import { roundLength } from "./scale";

test.each([[1, 1], [1.9, 1], [2, 2], [4.99, 2], [5, 5], [9, 5], [10, 10], [480_000, 200_000], [0.4, 0.2]])("a bar of at most %d m is %d m long", (m, want) => {
  expect(roundLength(m)).toBeCloseTo(want, 9);
});
