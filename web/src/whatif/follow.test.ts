import { expect, test } from "vitest";
import { Border } from "../geo/border";
import { Line, lengthM } from "../geo/line";
import { follow } from "./follow";

function border(...lines: [number, number][][]): Border {
  let from = 0;
  return new Border(
    lines.map((line, i) => {
      let length = 0;
      for (let k = 1; k < line.length; k++) length += lengthM(line[k - 1] ?? [], line[k] ?? []);
      const stretch = { id: `s${i}`, name: "", kind: "land" as const, left: "A", right: "B", line: new Line({ type: "MultiLineString", coordinates: [line] }, from, from + length) };
      from += length;
      return stretch;
    }),
  );
}

const east = 111_319.5; // metres of a degree on the equator

test("on a straight line it is the foot of the pointer, over the joint of two stretches", () => {
  const b = border([[0, 0], [0.5, 0]], [[0.5, 0], [1, 0]]);
  expect(follow(b, 10_000, 0, b.length_m, 0.7, 0.02)).toBeCloseTo(0.7 * east, -1);
  expect(follow(b, 90_000, 0, b.length_m, 0.2, -0.01)).toBeCloseTo(0.2 * east, -1);
});

test("it keeps between its bounds", () => {
  const b = border([[0, 0], [1, 0]]);
  expect(follow(b, 50_000, 40_000, 60_000, 0.9, 0)).toBeCloseTo(60_000, 0);
  expect(follow(b, 50_000, 40_000, 60_000, 0.1, 0)).toBeCloseTo(40_000, 0);
});

test("it does not jump over the neck of a loop, and follows the pointer around it", () => {
  // A loop 20 km out and back, 200 m wide at its neck.
  const b = border([[0, 0], [0, 0.18], [0.0018, 0.18], [0.0018, 0]]);
  const start = 2000; // 2 km up the first leg
  const [x, y] = [0.0018, start / 110_574]; // a place of the other leg, opposite
  expect(Math.abs(b.locate(x, y).at_m - start)).toBeGreaterThan(30_000); // the nearest place is far along the line
  expect(Math.abs(follow(b, start, 0, b.length_m, x, y) - start)).toBeLessThan(500);
  const back = b.length_m - start; // the same place of the other leg
  expect(b.locate(0, y).at_m).toBeLessThan(back - 30_000);
  expect(Math.abs(follow(b, back, 0, b.length_m, 0, y) - back)).toBeLessThan(500);
  let at = start;
  for (let i = 0; i <= 40; i++) at = follow(b, at, 0, b.length_m, 0, (0.18 * i) / 40);
  expect(at).toBeCloseTo(0.18 * 110_574, -2);
  at = follow(b, at, 0, b.length_m, 0.0018, 0.18);
  for (let i = 40; i >= 20; i--) at = follow(b, at, 0, b.length_m, 0.0018, (0.18 * i) / 40);
  expect(at).toBeCloseTo(0.18 * 110_574 + 0.0018 * east + 0.09 * 110_574, -2);
});

test("on a ring it goes over the start, in chainages that count on", () => {
  const b = border([[0, 0], [1, 0], [1, 1]], [[1, 1], [0, 1], [0, 0]]);
  expect(b.closed).toBe(true);
  const L = b.length_m;
  expect(follow(b, L - 5000, L / 2, L + 50_000, 0.1, -0.01)).toBeCloseTo(L + 0.1 * east, -1);
  expect(follow(b, 5000, -L / 2, L / 2, -0.01, 0.05)).toBeCloseTo(-0.05 * 110_574, -2);
  expect(follow(b, 2 * L + 5000, 2 * L - 20_000, 2 * L + 20_000, -0.01, 0.05)).toBeCloseTo(2 * L - 0.05 * 110_574, -2);
});
