import type { Feature, MultiLineString, MultiPolygon, Position } from "geojson";
import { layerName } from "../facts/titles";
import { features, type Dataset } from "../api/datasets";
import { countryName } from "./sides";

/** Where the numbers of sectors stand: at their middles. The public sees a number only. */
export async function sectorLabels(dataset: Dataset, signal: AbortSignal): Promise<Feature[]> {
  const { plan, border } = dataset;
  if (plan) {
    const numbers = new Map(plan.pairs.map((p) => [p.id, p.number]));
    return plan.sectors.map((s) => label(border.at((s.from_m + s.to_m) / 2), `${numbers.get(s.pair) ?? ""}${s.layer === "surface" ? "" : ` ${layerName(s.layer)}`}`));
  }
  const sectors = await features<MultiLineString>(dataset.path, "sectors", dataset.collections, signal);
  return sectors.features.map((f) => {
    const p = f.properties as { sector: number | string; from_m: number; to_m: number };
    return label(border.at((p.from_m + p.to_m) / 2), String(p.sector));
  });
}

const countries = new Map<string, Promise<{ code: string; at: [number, number] }[]>>();

/** Where the names of the countries stand: within the largest part of each. */
export async function countryLabels(dataset: Dataset, locale: string): Promise<Feature[]> {
  if (!dataset.collections.includes("countries")) return [];
  const kept = countries.get(dataset.path) ?? placesOfCountries(dataset);
  countries.set(dataset.path, kept);
  kept.catch(() => countries.delete(dataset.path)); // ask anew the next time
  return (await kept).map((c) => label(c.at, countryName(c.code, locale)));
}

async function placesOfCountries(dataset: Dataset): Promise<{ code: string; at: [number, number] }[]> {
  const { features: all } = await features<MultiPolygon>(dataset.path, "countries", dataset.collections);
  return all.flatMap((f) => {
    const rings = f.geometry.coordinates.map((p) => p[0] ?? []).sort((a, b) => Math.abs(area(b)) - Math.abs(area(a)));
    const at = rings[0] && placeWithin(rings[0]);
    const p = f.properties as { code?: string; name?: string };
    return at ? [{ code: p.code ?? p.name ?? "", at }] : [];
  });
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

function label(at: [number, number], text: string): Feature {
  return { type: "Feature", geometry: { type: "Point", coordinates: at }, properties: { text } };
}
