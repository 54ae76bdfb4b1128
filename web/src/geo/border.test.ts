import { expect, test } from "vitest";
import { Border } from "./border";
import { Line } from "./line";

// A square of 100 m a side in chainages, as a ring of two stretches.
const stretch = (id: string, from: number, points: [number, number][]) => ({ id, name: id, kind: "land" as const, left: "A", right: "B", line: new Line({ type: "MultiLineString", coordinates: [points] }, from, from + 200) });
const ring = new Border([stretch("a", 0, [[0, 0], [1, 0], [1, 1]]), stretch("b", 200, [[1, 1], [0, 1], [0, 0]])]);

const corners = (lines: [number, number][][]) => lines.map((line) => line.map(([x, y]) => [Math.round(x * 1000) / 1000, Math.round(y * 1000) / 1000]));

test.each([
  [[-150, -50], [250, 350]],
  [[-50, 50], [350, 450]],
  [[450, 550], [50, 150]],
  [[-850, -750], [350, 450]],
] as const)("on a ring the part between %j is that between %j", (one, other) => {
  expect(ring.closed).toBe(true);
  const lines = corners(ring.slice(one[0], one[1]));
  expect(lines.flat().length).toBeGreaterThan(2);
  expect(lines).toEqual(corners(ring.slice(other[0], other[1])));
});

test("a border that is no ring has nothing beyond its ends", () => {
  const open = new Border([stretch("a", 0, [[0, 0], [1, 0], [1, 1]])]);
  expect(corners(open.slice(-50, 100))).toEqual(corners(open.slice(0, 100)));
  expect(open.slice(-50, -10)).toEqual([]);
  expect(open.wrap(-50)).toBe(-50);
});
