import { expect, test } from "vitest";
import { drawnDataset, drawnGap, drawnPlan, east } from "./drawn.fixture";
import { boundsOf, shapeOf } from "./shape";
import type { Layer, Sector } from "../model/plan";
import { boundaryId } from "../whatif/movables";

const sector = (id: string, pair: string, from_m: number, to_m: number): Sector => ({ id, pair, layer: "surface", from_m, to_m, length_m: to_m - from_m, lambda_h: 1, calendar_h: 1, calendar_exact: true, achieved_h: 1, share: 1 });
const plan = drawnPlan({ layers: [{ name: "surface" } as Layer], sectors: [sector("S1", "P1", 0, 12_000), sector("S2", "P2", 12_000, 20_000)], coverage: [{ route: "land", from_m: 0, to_m: 1000, revisit_h: 1, mean_h: 1, watched_km_h: 1, beats: null, watches: null }, { route: "land", from_m: 1000, to_m: 3000, revisit_h: 1, mean_h: 1, watched_km_h: 1, beats: null, watches: null }] });
const post = { id: "p", name: "P", side: "AA", at: [0.5, 0.2] as [number, number], watch_radius_m: 0, mgrs: "" };
const dataset = drawnDataset({ plan, posts: new Map([["p", post]]) });
const gaps = [drawnGap("g", "land", 0, 1000)];

/** West and east of a shape, in metres along the equator. */
const ends = (sort: Parameters<typeof shapeOf>[2]["sort"], id: string) => {
  const box = boundsOf(shapeOf(dataset, gaps, { sort, id }));
  return box && [Math.round(box[0] / east(1)), Math.round(box[2] / east(1))];
};

test.each([
  ["sector", "S1", [0, 12_000]],
  ["pair", "P2", [12_000, 20_000]],
  ["gap", "g", [10_000, 11_000]],
  ["stretch", "land", [10_000, 20_000]],
  ["route", "road", [0, 5000]],
  ["route", "river", [0, 10_000]],
  ["coverage", "land/2", [11_000, 13_000]],
  ["boundary", boundaryId("surface", ["P1", "P2"], ["to", "from"]), [12_000, 12_000]],
  ["boundary", boundaryId("surface", ["P1"], ["from"]), [0, 0]],
  ["boundary", "gone", undefined],
  ["gap", "gone", undefined],
  ["beat", "gone", undefined],
] as const)("%s %s", (sort, id, want) => {
  expect(ends(sort, id)).toEqual(want);
});

test("a post is a place, and a box knows of ±180", () => {
  expect(boundsOf(shapeOf(dataset, [], { sort: "post", id: "p" }))).toEqual([0.5, 0.2, 0.5, 0.2]);
  expect(boundsOf({ lines: [[[179, 1], [181, 2]]], places: [[-179.5, 0]] })).toEqual([-181, 0, -179, 2]);
});
