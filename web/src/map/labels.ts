import type { Feature, MultiLineString } from "geojson";
import { features, type Dataset } from "../api/datasets";
import { layerName } from "../facts/titles";
import type { Country } from "./countries";
import { countryName } from "./sides";

/** Where the numbers of sectors stand: at their middles. The public sees a number only. */
export async function sectorLabels(dataset: Dataset, signal: AbortSignal): Promise<Feature[]> {
  const { plan, border } = dataset;
  if (plan) {
    const numbers = new Map(plan.pairs.map((p) => [p.id, p.number]));
    return plan.sectors.filter((s) => s.to_m > s.from_m).map((s) => label(border.at((s.from_m + s.to_m) / 2), `${numbers.get(s.pair) ?? ""}${s.layer === "surface" ? "" : ` ${layerName(s.layer)}`}`));
  }
  const sectors = await features<MultiLineString>(dataset.path, "sectors", dataset.collections, signal);
  return sectors.features.map((f) => {
    const p = f.properties as { sector: number | string; from_m: number; to_m: number };
    return label(border.at((p.from_m + p.to_m) / 2), String(p.sector));
  });
}

/** The names of countries in a language, where they stand. */
export function countryLabels(countries: readonly Country[], locale: string): Feature[] {
  return countries.map((c) => label(c.at, countryName(c.code, locale)));
}

function label(at: [number, number], text: string): Feature {
  return { type: "Feature", geometry: { type: "Point", coordinates: at }, properties: { text } };
}
