import type { Position } from "geojson";
import { expect, test } from "vitest";
import type { Column, Shape } from "./column";
import { boxOf, cutAtTurn, geoJson, geometryOf } from "./geojson";

interface Row {
  id: string;
  shape: Shape;
  length_m: number;
}
const columns: Column<Row>[] = [{ id: "gap", label: () => "", value: (r) => r.id }, { id: "sheet", label: () => "", value: () => null, sheet: () => "a" }, { id: "length_m", label: () => "", value: (r) => r.length_m, number: true }];
const write = (rows: Row[]) => geoJson(rows, columns, (r) => r.id, (r) => r.shape, { scenario: "abc", sources: [{ name: "n", licence: "l", attribution: "a" }], note: "illustration" });
const lines = (...parts: Position[][]): Shape => ({ type: "lines", parts });

test("a collection has its features, box, sources and note", () => {
  const written = write([
    { id: "a", length_m: 1.23456, shape: lines([[-92.123456789, 14.5], [-91, 15]]) },
    { id: "b", length_m: 2, shape: { type: "place", at: [-93, 14] } },
    { id: "c", length_m: NaN, shape: null },
  ]);
  expect(written).toEqual({
    type: "FeatureCollection",
    bbox: [-93, 14, -91, 15],
    features: [
      { type: "Feature", id: "a", bbox: [-92.1234568, 14.5, -91, 15], geometry: { type: "MultiLineString", coordinates: [[[-92.1234568, 14.5], [-91, 15]]] }, properties: { gap: "a", length_m: 1.235 } },
      { type: "Feature", id: "b", geometry: { type: "Point", coordinates: [-93, 14] }, properties: { gap: "b", length_m: 2 } },
      { type: "Feature", id: "c", geometry: null, properties: { gap: "c", length_m: null } },
    ],
    scenario: "abc",
    sources: [{ name: "n", licence: "l", attribution: "a" }],
    note: "illustration",
  });
});

test("a line over ±180° is cut there, and its box has west > east", () => {
  const [feature] = write([{ id: "a", length_m: 1, shape: lines([[179, 10], [181, 12]]) }]).features;
  expect(feature?.geometry).toEqual({ type: "MultiLineString", coordinates: [[[179, 10], [180, 11]], [[-180, 11], [-179, 12]]] });
  expect(feature?.bbox).toEqual([179, 10, -179, 12]);
});

test.each<[string, Position[], Position[][]]>([
  ["westwards", [[-179, 10], [-181, 12]], [[[-179, 10], [-180, 11]], [[180, 11], [179, 12]]]],
  ["a world away", [[361, 0], [362, 0]], [[[1, 0], [2, 0]]]],
  ["to the edge and on", [[179, 0], [180, 0], [181, 0]], [[[179, 0], [180, 0]], [[-180, 0], [-179, 0]]]],
  ["to the edge and back", [[179, 0], [180, 0], [178, 1]], [[[179, 0], [180, 0], [178, 1]]]],
  ["along the edge", [[180, 0], [180, 5]], [[[-180, 0], [-180, 5]]]],
  ["over and back", [[179, 0], [181, 2], [179, 4]], [[[179, 0], [180, 1]], [[-180, 1], [-179, 2], [-180, 3]], [[180, 3], [179, 4]]]],
  ["all around", [[-90, 0], [450, 0]], [[[-90, 0], [180, 0]], [[-180, 0], [90, 0]]]],
  ["a place", [[1, 1], [1, 1]], []],
])("cutting %s", (_, line, want) => {
  expect(cutAtTurn(line)).toEqual(want);
});

test.each<[string, Position[][], number[] | undefined]>([
  ["nothing", [], undefined],
  ["one part", [[[1, 2], [3, 4]]], [1, 2, 3, 4]],
  ["both sides of ±180°", [[[170, 0], [180, 1]], [[-180, 1], [-175, 2]]], [170, 0, -175, 2]],
  ["far apart, the shorter way round", [[[170, 0], [171, 0]], [[-100, 0], [-99, 0]]], [170, 0, -99, 0]],
  ["both sides of Greenwich", [[[10, 0]], [[-20, 1]]], [-20, 0, 10, 1]],
  ["all around", [[[-180, -1], [180, 1]]], [-180, -1, 180, 1]],
])("box of %s", (_, parts, want) => {
  expect(boxOf(parts)).toEqual(want);
});

test("a place's longitude is within ±180°", () => {
  expect(geometryOf({ type: "place", at: [190, 5] })).toEqual({ type: "Point", coordinates: [-170, 5] });
});
