import type { Position } from "geojson";
import type { Dataset } from "../api/datasets";
import type { Kind } from "../model/plan";
import type { Shape } from "./column";

/** A span of a route, with what is known of the route. */
export interface RouteSpan {
  name: string;
  kind: Kind | "";
  side: string; // empty: of both
  border_m: [number, number] | null; // chainages of the border; null: beside it
  shape: Shape;
  at: (m: number) => Position | null; // the place at a chainage of the route
}

/** The span of a route between two of its chainages. */
export function spanOf(d: Pick<Dataset, "border" | "routes">, route: string, fromM: number, toM: number): RouteSpan {
  const stretch = d.border.stretches.find((s) => s.id === route);
  if (stretch) {
    const start = stretch.line.from_m;
    return {
      name: stretch.name,
      kind: stretch.kind,
      side: "",
      border_m: [start + fromM, start + toM],
      shape: lines([stretch.line.slice(start + fromM, start + toM)]),
      at: (m) => stretch.line.at(start + m),
    };
  }
  const known = d.routes.get(route);
  return {
    name: known?.name ?? route,
    kind: known?.kind ?? "",
    side: known?.side ?? "",
    border_m: null,
    shape: known ? lines([known.line.slice(fromM, toM)]) : null,
    at: (m) => known?.line.at(m) ?? null,
  };
}

/** The shape of a span of the border. */
export function borderShape(d: Pick<Dataset, "border">, fromM: number, toM: number): Shape {
  return lines(d.border.slice(fromM, toM));
}

function lines(parts: Position[][]): Shape {
  return parts.some((p) => p.length > 1) ? { type: "lines", parts: parts.filter((p) => p.length > 1) } : null;
}

/** West, south, east and north of a shape, east of 180 where it crosses there, as maps are shown. */
export function boundsOf(shape: Shape): [number, number, number, number] | null {
  if (!shape) return null;
  const points = shape.type === "place" ? [shape.at] : shape.parts.flat();
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  const first = points[0]?.[0] ?? 0;
  for (const [lon = 0, y = 0] of points) {
    const x = lon - 360 * Math.round((lon - first) / 360);
    [west, east] = [Math.min(west, x), Math.max(east, x)];
    [south, north] = [Math.min(south, y), Math.max(north, y)];
  }
  return [west, south, east, north];
}

/** The middle of a shape, where pointing at its row points. */
export function middleOf(shape: Shape): [number, number] | null {
  const points = shape?.type === "place" ? [shape.at] : (shape?.parts.flat() ?? []);
  const [x, y] = points[points.length >> 1] ?? [];
  return x === undefined || y === undefined ? null : [x, y];
}
