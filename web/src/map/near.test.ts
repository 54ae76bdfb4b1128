import { expect, test } from "vitest";
import { nearLongitude, pixelOf } from "./near";

test.each([
  [-179, 181, 181],
  [-179, -181, -179],
  [179, -181, -181],
  [10, 10, 10],
  [-92, 640, 628],
])("%d near %d is %d", (x, to, want) => {
  expect(nearLongitude(x, to)).toBe(want);
});

test("a place beyond ±180 is beside the middle of the map, not a world away", () => {
  const map = { getCenter: () => ({ lng: 179.5 }), project: ([x, y]: [number, number]) => ({ x: (x - 179.5) * 100 + 400, y: 300 - y * 100 }) };
  expect(pixelOf(map as unknown as Parameters<typeof pixelOf>[0], [-179.5, 1])).toEqual({ x: 500, y: 200 });
});
