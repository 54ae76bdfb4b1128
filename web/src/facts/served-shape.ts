import { signal } from "@preact/signals";
import type { Geometry, Position } from "geojson";
import type { Chosen } from "../state/selection";
import type { Shape } from "../map/shape";

/** Where a thing is that only the server knows of: it came with its facts. */
export const servedShape = signal<{ what: Chosen; shape: Shape } | null>(null);

/** The lines and places of a geometry. */
export function shapeOfGeometry(g: Geometry): Shape {
  const place = ([x = 0, y = 0]: Position): [number, number] => [x, y];
  switch (g.type) {
    case "Point":
      return { lines: [], places: [place(g.coordinates)] };
    case "LineString":
      return { lines: [g.coordinates], places: [] };
    case "MultiLineString":
      return { lines: g.coordinates, places: [] };
    default:
      return { lines: [], places: [] };
  }
}

/** The shape that came from the server, if it is of this thing. */
export function servedShapeOf(what: Chosen): Shape | undefined {
  const served = servedShape.value;
  return served?.what.sort === what.sort && served.what.id === what.id ? served.shape : undefined;
}
