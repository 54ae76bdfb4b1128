import { expect, test } from "vitest";
import { Line, lengthM } from "./line";

// Lengths by GeographicLib (GeodSolve -i).
test.each([
  [[-92.2, 14.5], [-92.19, 14.51], 1544.72],
  [[-90.44, 16.07], [-90.44, 16.08], 1106.595],
])("length of %j to %j", (from, to, want) => {
  expect(Math.abs(lengthM(from, to) - want)).toBeLessThan(0.01);
});

test("chainages run from the server's start to its end, over ±180 too", () => {
  const line = new Line({ type: "MultiLineString", coordinates: [[[179, 10], [180, 10]], [[-180, 10], [-179, 10]]] }, 1000, 221000);
  expect(line.at(1000)).toEqual([179, 10]);
  expect(line.at(221000)).toEqual([-179, 10]);
  expect(Math.abs(line.at(111000)[0])).toBeCloseTo(180, 6);
  expect(line.slice(56000, 166000).map((p) => p[0])).toEqual([expect.closeTo(179.5, 6), 180, expect.closeTo(180.5, 6)]);
  expect(line.locate(-179.5, 10.001).at_m).toBeCloseTo(166000, 0);
});

// Lengths along edges straight in longitude and latitude, by numerical integration
// on WGS84 in steps of 1/200000.
test.each([
  [[-94.3, 11.9], [-92.2, 14.5], 366807.781, [91835.582, 183584.899, 275243.704], 2.5],
  [[0, 60], [3, 58], 281723.889, [69863.175, 140103.898, 210723.68], 1],
])("a long edge from %j to %j is measured along its degrees", (from, to, length, quarters, bound) => {
  const line = new Line({ type: "MultiLineString", coordinates: [[from, to]] }, 0, length);
  quarters.forEach((m, i) => {
    const t = (i + 1) / 4;
    const place: [number, number] = [(from[0] ?? 0) + ((to[0] ?? 0) - (from[0] ?? 0)) * t, (from[1] ?? 0) + ((to[1] ?? 0) - (from[1] ?? 0)) * t];
    expect(lengthM(line.at(m), place)).toBeLessThan(bound);
    expect(Math.abs(line.locate(place[0], place[1]).at_m - m)).toBeLessThan(bound);
    expect(lengthM(line.slice(m, length)[0] ?? [], place)).toBeLessThan(bound);
  });
});
