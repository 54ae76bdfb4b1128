import { expect, test } from "vitest";
import { drawnDataset, drawnGap, east } from "./drawn.fixture";
import { comparedLines, gapLines, openParts, wholeParts } from "./gap-lines";

const dataset = drawnDataset();

/** Where lines run, in whole metres along the equator. */
const metres = (lines: number[][][]) => lines.map((line) => line.map(([x = 0]) => Math.round(x / east(1))));

test("gaps lie on their own route, in its chainages", () => {
  const lines = gapLines(dataset, wholeParts([drawnGap("a", "land", 2000, 4000), drawnGap("b", "road", 1000, 5000), drawnGap("c", "nowhere", 0, 1), drawnGap("d", "river", 4000, 7000)]));
  expect(lines.features.map((f) => [f.properties.gap, metres(f.geometry.coordinates)])).toEqual([
    ["a", [[12_000, 14_000]]],
    ["b", [[1000, 5000]]],
    ["d", [[4000, 5000, 7000]]],
  ]);
  expect(lines.features[1]?.geometry.coordinates[0]?.[0]?.[1]).toBe(0.1);
});

test("what is open at an hour is a part of them", () => {
  const wedge = drawnGap("a", "land", 0, 4000, { from_h: 2, to_h: 14, outline: [{ at_m: 0, from_h: 2, to_h: 14 }, { at_m: 4000, from_h: 6, to_h: 10 }] });
  const at = (hour: number) => gapLines(dataset, openParts([wedge], hour)).features.map((f) => metres(f.geometry.coordinates));
  expect(at(1)).toEqual([]);
  expect(at(4)).toEqual([[[10_000, 12_000]]]);
  expect(at(8)).toEqual([[[10_000, 14_000]]]);
  expect(at(13)).toEqual([[[10_000, 11_000]]]);
});

test("a comparison draws what opens and what closes", () => {
  const lines = comparedLines(dataset, { opened: [{ route: "river", from_m: 0, to_m: 1000 }], closed: [{ route: "road", from_m: 0, to_m: 500 }] });
  expect(lines.features.map((f) => f.properties)).toEqual([{ what: "opened" }, { what: "closed" }]);
});

test("5,000 gaps of one place are quick", () => {
  const many = Array.from({ length: 5000 }, (_, i) => drawnGap(`g${i}`, "land", 0, 4000, { from_h: i, to_h: i + 1 }));
  const begun = performance.now();
  expect(gapLines(dataset, wholeParts(many)).features).toHaveLength(5000);
  expect(gapLines(dataset, openParts(many, 17.5)).features).toHaveLength(1);
  expect(performance.now() - begun).toBeLessThan(2000); // far from quadratic, on any machine
});
