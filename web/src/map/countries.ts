import type { MultiPolygon, Position } from "geojson";
import { features, type Dataset } from "../api/datasets";

/** A country of the scenario: where its name stands, and its outline but for where the scenario cut it. */
export interface Country {
  code: string;
  at: [number, number];
  lines: Position[][];
}

/** The countries of a scenario; none where it has none. */
export async function countriesOf(dataset: Dataset, signal: AbortSignal): Promise<Country[]> {
  const { features: all } = await features<MultiPolygon>(dataset.path, "countries", dataset.collections, signal);
  return all.flatMap((f) => {
    const rings = f.geometry.coordinates.map((p) => p[0] ?? []).sort((a, b) => Math.abs(area(b)) - Math.abs(area(a)));
    const at = rings[0] && placeWithin(rings[0]);
    const p = f.properties as { code?: string; name?: string };
    const lines = f.geometry.coordinates.flat().flatMap((ring) => uncut(ring, dataset.land));
    return at ? [{ code: p.code ?? p.name ?? "", at, lines }] : [];
  });
}

/** The parts of a ring that do not lie on the sides of a box, or on ±180, where areas are cut in two. */
export function uncut(ring: readonly Position[], box: readonly number[] | null): Position[][] {
  const out: Position[][] = [];
  let line: Position[] = [];
  for (let i = 0; i + 1 < ring.length; i++) {
    const [a = [], b = []] = [ring[i], ring[i + 1]];
    const cut = [[-180, 180, ...(box ? [box[0], box[2]] : [])], box ? [box[1], box[3]] : []].some((sides, axis) => sides.some((side) => near(a[axis], side) && near(b[axis], side)));
    if (line.length === 0) line.push(a);
    if (!cut) line.push(b);
    if (cut || i + 2 === ring.length) {
      if (line.length > 1) out.push(line);
      line = [];
    }
  }
  return out;
}

function near(x: number | undefined, side: number | undefined): boolean {
  return x !== undefined && side !== undefined && Math.abs(x - side) < 1e-6;
}

/** Twice the area of a ring in square degrees; its sign is the direction. */
export function area(ring: readonly Position[]): number {
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i++) sum += (ring[i]?.[0] ?? 0) * (ring[i + 1]?.[1] ?? 0) - (ring[i + 1]?.[0] ?? 0) * (ring[i]?.[1] ?? 0);
  return sum;
}

/** A place well inside a ring: the middle of the longest part, inside it, of nine lines across it. */
export function placeWithin(ring: readonly Position[]): [number, number] | undefined {
  const ys = ring.map((p) => p[1] ?? 0);
  const [south, north] = [Math.min(...ys), Math.max(...ys)];
  let best: { at: [number, number]; wide: number } | undefined;
  for (let k = 1; k < 10; k++) {
    const y = south + ((north - south) * k) / 10;
    const xs = crossings(ring, y);
    for (let i = 0; i + 1 < xs.length; i += 2) {
      const [from = 0, to = 0] = [xs[i], xs[i + 1]];
      const wide = (to - from) * (1 - Math.abs(k - 5) / 10); // rather in the middle
      if (!best || wide > best.wide) best = { at: [(from + to) / 2, y], wide };
    }
  }
  return best?.at;
}

function crossings(ring: readonly Position[], y: number): number[] {
  const xs: number[] = [];
  for (let i = 0; i + 1 < ring.length; i++) {
    const [x1 = 0, y1 = 0] = ring[i] ?? [];
    const [x2 = 0, y2 = 0] = ring[i + 1] ?? [];
    if (y1 > y !== y2 > y) xs.push(x1 + ((y - y1) / (y2 - y1)) * (x2 - x1));
  }
  return xs.sort((a, b) => a - b);
}
