import { expect, test } from "vitest";
import { Border } from "../geo/border";
import { Line } from "../geo/line";
import type { Plan } from "../model/plan";
import { fileName } from "../ui/save-file";
import { pairsAt } from "./pairs-at";
import { borderShape, boundsOf, middleOf, spanOf } from "./places";

test("a box runs on over ±180°, as maps are shown", () => {
  expect(boundsOf({ type: "lines", parts: [[[179, 1], [181, 3]]] })).toEqual([179, 1, 181, 3]);
  expect(boundsOf({ type: "lines", parts: [[[179, 1], [180, 1]], [[-180, 1], [-179, 2]]] })).toEqual([179, 1, 181, 2]);
  expect(boundsOf({ type: "place", at: [5, 6] })).toEqual([5, 6, 5, 6]);
  expect(boundsOf(null)).toBeNull();
  expect(middleOf({ type: "lines", parts: [[[1, 1], [2, 2], [3, 3]]] })).toEqual([2, 2]);
});

test("a span of a route has its box, one of the border also over ±180°", () => {
  const stretch = (id: string, x: number, from: number, to: number) => ({ id, name: id, kind: "land" as const, left: "", right: "", line: new Line({ type: "MultiLineString", coordinates: [[[x, 10], [x + 1, 11]]] }, from, to) });
  const border = new Border([stretch("s1", 178.5, 0, 1000), stretch("s2", 179.5, 1000, 2000), stretch("s3", -179.5, 2000, 3000)]);
  expect(boundsOf(spanOf({ border, routes: new Map() }, "s1", 0, 1000).shape)).toEqual([178.5, 10, 179.5, 11]);
  expect(boundsOf(borderShape({ border }, 0, 3000))).toEqual([178.5, 10, 181.5, 11]);
  expect(boundsOf(borderShape({ border }, 5000, 6000))).toBeNull();
});

test("pairs at a chainage: one of each layer, on a ring over its ends too", () => {
  const plan = { sectors: [{ pair: "a", layer: "surface", from_m: 0, to_m: 10 }, { pair: "c", layer: "surface", from_m: 20, to_m: 105 }, { pair: "x", layer: "air", from_m: 5, to_m: 50 }] } as Plan;
  const open = new Border([{ id: "s", name: "s", kind: "land", left: "", right: "", line: new Line({ type: "MultiLineString", coordinates: [[[0, 0], [1, 0]]] }, 0, 100) }]);
  expect([-1, 0, 7, 10, 15, 20, 60, 120].map((m) => pairsAt(plan, open, m).join())).toEqual(["", "a", "a,x", "x", "x", "c,x", "c", ""]);
  const ring = new Border([{ id: "s", name: "s", kind: "land", left: "", right: "", line: new Line({ type: "MultiLineString", coordinates: [[[0, 0], [1, 0], [0, 1], [0, 0]]] }, 0, 100) }]);
  const around = { sectors: [{ pair: "c", layer: "surface", from_m: 20, to_m: 105 }] } as Plan;
  expect([3, 6, 20, 99].map((m) => pairsAt(around, ring, m).join())).toEqual(["c", "", "c", "c"]);
});

test("names of files are plain", () => {
  expect(fileName("csv", "Guatemala–México: río/mar", "gaps", "2027-01-04")).toBe("guatemala-mexico-rio-mar_gaps_2027-01-04.csv");
  expect(fileName("geojson", "../..", "gaps", "")).toBe("lindero_gaps.geojson");
});
