import { expect, test } from "vitest";
import { area, placeWithin, uncut } from "./countries";

/** Whether a place lies within a ring, by the winding of its corners around it. */
function winds(ring: number[][], [x, y]: [number, number]): boolean {
  let turn = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    const a = Math.atan2((ring[i]?.[1] ?? 0) - y, (ring[i]?.[0] ?? 0) - x);
    const b = Math.atan2((ring[i + 1]?.[1] ?? 0) - y, (ring[i + 1]?.[0] ?? 0) - x);
    turn += ((b - a + 3 * Math.PI) % (2 * Math.PI)) - Math.PI;
  }
  return Math.abs(turn) > Math.PI;
}

test.each<[string, number[][]]>([
  ["a square", [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]],
  ["a horseshoe", [[0, 0], [9, 0], [9, 9], [6, 9], [6, 2], [3, 2], [3, 9], [0, 9], [0, 0]]],
  ["a sliver", [[0, 0], [10, 0.3], [0, 0.5], [0, 0]]],
])("the name stands within %s", (...[, ring]) => {
  const at = placeWithin(ring);
  expect(at && winds(ring, at)).toBe(true);
});

test("area tells the direction", () => {
  expect(area([[0, 0], [2, 0], [2, 1], [0, 1], [0, 0]])).toBe(4);
  expect(area([[0, 0], [0, 1], [2, 1], [2, 0], [0, 0]])).toBe(-4);
});

test("the outline leaves out where the scenario was cut", () => {
  const ring = [[0, 0], [4, 0], [5, 2], [4, 4], [0, 4], [0, 0]];
  expect(uncut(ring, [0, 0, 9, 4])).toEqual([[[4, 0], [5, 2], [4, 4]]]);
  expect(uncut(ring, [-1, 0, 9, 9])).toEqual([[[4, 0], [5, 2], [4, 4], [0, 4], [0, 0]]]);
  expect(uncut(ring, null)).toEqual([ring]);
  expect(uncut([[0, 0], [4, 0], [4, 4], [0, 0]], [0, 0, 4, 4])).toEqual([[[4, 4], [0, 0]]]);
  expect(uncut([[178, 0], [180, 0], [180, 4], [178, 0]], null)).toEqual([[[178, 0], [180, 0]], [[180, 4], [178, 0]]]);
  expect(uncut([[-180, 4], [-180, 0], [-178, 0], [-180, 4]], null)).toEqual([[[-180, 0], [-178, 0], [-180, 4]]]);
});
