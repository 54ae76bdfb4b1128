import type { Dataset } from "../api/datasets";

// Where a span of a route is: on the border in chainages of the border, else of
// the route.

/** A span with what people call it, and the box that it lies in. */
export interface Spot {
  name: string; // of the stretch or route
  onBorder: boolean;
  from_m: number; // of the border where it is on it
  to_m: number;
  order: number; // by which places are sorted: along the border, then the routes beside it
}

/** Finds a span of a route; undefined where the dataset has no such route. */
export function spotOf(d: Pick<Dataset, "border" | "routes">, route: string, from_m: number, to_m: number): Spot | undefined {
  const stretch = d.border.stretches.find((s) => s.id === route);
  if (stretch) {
    const start = stretch.line.from_m;
    return { name: stretch.name, onBorder: true, from_m: start + from_m, to_m: start + to_m, order: start + from_m };
  }
  const beside = d.routes.get(route);
  if (!beside) return undefined;
  const before = [...d.routes.keys()].indexOf(route);
  return { name: beside.name, onBorder: false, from_m, to_m, order: d.border.length_m + before * 1e8 + from_m };
}

/** West, south, east, north of a span; undefined where it is nowhere. East is beyond 180 where it goes over it. */
export function boundsOf(d: Pick<Dataset, "border" | "routes">, route: string, from_m: number, to_m: number): [number, number, number, number] | undefined {
  const stretch = d.border.stretches.find((s) => s.id === route);
  if (stretch) return box([stretch.line.slice(stretch.line.from_m + from_m, stretch.line.from_m + to_m)]);
  const beside = d.routes.get(route);
  return beside && box([beside.line.slice(from_m, to_m)]);
}

/** The box of a span of the border. */
export function borderBounds(d: Pick<Dataset, "border">, from_m: number, to_m: number): [number, number, number, number] | undefined {
  return box(d.border.slice(from_m, to_m));
}

function box(parts: readonly (readonly (readonly [number, number])[])[]): [number, number, number, number] | undefined {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const part of parts)
    for (const [x, y] of part) {
      west = Math.min(west, x);
      east = Math.max(east, x);
      south = Math.min(south, y);
      north = Math.max(north, y);
    }
  return west <= east ? [west, south, east, north] : undefined;
}
