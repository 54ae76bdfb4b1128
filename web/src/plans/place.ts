import type { Dataset } from "../api/datasets";

/** Where a span of a route is, as people call it: on the border in chainages of the border, else of the route. */
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
