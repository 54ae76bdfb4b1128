import type { BBox, Feature, FeatureCollection, Geometry, Position } from "geojson";
import { turn } from "../geo/line";
import type { Source } from "../api/datasets";
import type { Column, Shape } from "./column";
import { rounded } from "./csv";

/** Rows as GeoJSON (RFC 7946): lines cut at ±180°, seven decimals, and beside the features where the data is from. */
export interface Written extends FeatureCollection<Geometry | null> {
  scenario?: string;
  sources: Source[];
  note?: string;
}

/** The features of rows: id, geometry, and the columns' values as properties. */
export function geoJson<Row>(rows: readonly Row[], columns: readonly Column<Row>[], key: (row: Row) => string, shape: (row: Row) => Shape, about: { scenario: string; sources: Source[]; note: string }): Written {
  const written = columns.filter((c) => !c.sheet);
  const features = rows.map((row): Feature<Geometry | null> => {
    const geometry = geometryOf(shape(row));
    const properties: Record<string, string | number | null> = {};
    for (const c of written) {
      const value = c.value(row);
      properties[c.id] = typeof value === "number" ? (Number.isFinite(value) ? rounded(c.id, value) : null) : value;
    }
    const bbox = geometry?.type === "MultiLineString" ? boxOf(geometry.coordinates) : undefined;
    return { type: "Feature", id: key(row), ...(bbox ? { bbox } : {}), geometry, properties };
  });
  const bbox = boxOf(features.flatMap((f) => partsOf(f.geometry)));
  return {
    type: "FeatureCollection",
    ...(bbox ? { bbox } : {}),
    features,
    ...(about.scenario === "" ? {} : { scenario: about.scenario }),
    sources: about.sources,
    ...(about.note === "" ? {} : { note: about.note }),
  };
}

/** The geometry of a shape: a Point, or a MultiLineString that is cut at ±180°. */
export function geometryOf(shape: Shape): Geometry | null {
  if (!shape) return null;
  if (shape.type === "place") return { type: "Point", coordinates: decimals([turn(shape.at[0] ?? 0), shape.at[1] ?? 0]) };
  const coordinates = shape.parts.flatMap(cutAtTurn).map((part) => part.map(decimals)).filter((part) => part.length > 1);
  return coordinates.length > 0 ? { type: "MultiLineString", coordinates } : null;
}

/** A line whose longitudes run on, cut wherever it crosses ±180°. */
export function cutAtTurn(line: readonly Position[]): Position[][] {
  const parts: Position[][] = [];
  let part: Position[] = [];
  let world = Math.round((line[0]?.[0] ?? 0) / 360); // how many turns the part is away from −180…180
  line.forEach(([x = 0, y = 0], i) => {
    const [px = x, py = y] = line[i - 1] ?? [];
    for (let way = beyond(x, world); way !== 0; way = beyond(x, world)) {
      const edge = 360 * world + 180 * way;
      const cut = x === px ? y : py + ((y - py) * (edge - px)) / (x - px);
      parts.push([...part, [180 * way, cut]]);
      part = [[-180 * way, cut]];
      world += way;
    }
    part.push([x - 360 * world, y]);
  });
  return [...parts, part].map(withoutRepeats).filter((p) => p.length > 1);
}

/** 1 or −1 where a longitude is east or west of a world. */
function beyond(x: number, world: number): number {
  if (x > 360 * world + 180) return 1;
  return x < 360 * world - 180 ? -1 : 0;
}

function withoutRepeats(part: readonly Position[]): Position[] {
  return part.filter(([x, y], i) => i === 0 || x !== part[i - 1]?.[0] || y !== part[i - 1]?.[1]);
}

/** The smallest box around parts; its west is greater than its east where it crosses ±180°. */
export function boxOf(parts: readonly Position[][]): BBox | undefined {
  let [south, north] = [Infinity, -Infinity];
  const spans: [number, number][] = [];
  for (const part of parts) {
    if (part.length === 0) continue;
    let [west, east] = [Infinity, -Infinity];
    for (const [x = 0, y = 0] of part) {
      [west, east] = [Math.min(west, x), Math.max(east, x)];
      [south, north] = [Math.min(south, y), Math.max(north, y)];
    }
    spans.push([west, east]);
  }
  spans.sort((a, b) => a[0] - b[0]);
  const [first] = spans;
  if (!first) return undefined;
  // The box is what the widest stretch without anything leaves of the round.
  let [end, widest, west, east] = [first[1], -Infinity, 0, 0];
  for (const [from, to] of [...spans.slice(1), [first[0] + 360, first[1] + 360] as [number, number]]) {
    if (from - end > widest) [widest, west, east] = [from - end, from, end];
    end = Math.max(end, to);
  }
  if (widest < 0) return [-180, south, 180, north].map(tidy) as BBox;
  return [inRound(west), south, east, north].map(tidy) as BBox;
}

function inRound(x: number): number {
  return x >= 180 ? x - 360 : x;
}

function partsOf(geometry: Geometry | null): Position[][] {
  if (geometry?.type === "Point") return [[geometry.coordinates]];
  return geometry?.type === "MultiLineString" ? geometry.coordinates : [];
}

function decimals([x = 0, y = 0]: Position): Position {
  return [tidy(x), tidy(y)];
}

function tidy(x: number): number {
  return Number(x.toFixed(7)) + 0;
}
