import regular from "@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2?url";
import bold from "@fontsource/noto-sans/files/noto-sans-latin-600-normal.woff2?url";
import regularMore from "@fontsource/noto-sans/files/noto-sans-latin-ext-400-normal.woff2?url";
import boldMore from "@fontsource/noto-sans/files/noto-sans-latin-ext-600-normal.woff2?url";
import type { FeatureCollection } from "geojson";
import type { GeoJSONSourceSpecification, LayerSpecification, SourceSpecification, StyleSpecification } from "maplibre-gl";
import type { Dataset } from "../api/datasets";
import { finestZoom, groundCollections, planCollections, tilesOf, wayCollections } from "./tiles";

// The letters of labels are drawn from the page's own font files: there is no
// address of glyphs, so nothing is ever asked of another host.
const latin = ["U+0000-00FF", "U+0131", "U+0152-0153", "U+02BB-02BC", "U+02C6", "U+02DA", "U+02DC", "U+2000-206F", "U+20AC", "U+2122", "U+2191", "U+2193", "U+2212", "U+2215"];
const more = ["U+0100-02BA", "U+02BD-02C5", "U+02C7-02CC", "U+02CE-02D7", "U+02DD-02FF", "U+1D00-1DBF", "U+1E00-1E9F", "U+1EF2-1EFF", "U+2020", "U+20A0-20AB", "U+20AD-20C0", "U+2113", "U+2C60-2C7F", "U+A720-A7FF"];

/** A collection without features. */
export const nothing: FeatureCollection = { type: "FeatureCollection", features: [] };

/** Sources that the page fills itself. */
export const drawnSources = ["world", "world-lines", "box", "gaps", "gaps-open", "compared", "moving", "chosen", "pointed", "sector-labels", "country-labels", "country-lines"] as const;

/** Sources of tiles, and what each asks for. */
export const tileSources = { ground: groundCollections, plan: [...planCollections, "gaps"], ways: wayCollections } as const;

export type TileSource = keyof typeof tileSources;

/** Address of the tiles of a source: of those collections that there are; where there is none, of some that does no harm. */
export function templateOf(source: TileSource, dataset: Dataset): string {
  const wanted = source === "plan" && dataset.plan ? planCollections : tileSources[source];
  return tilesOf(dataset, wanted) ?? tilesOf(dataset, dataset.collections.slice(0, 1)) ?? "";
}

/** The style: fonts, sources that are still empty, and layers. */
export function styleOf(ground: Dataset, shown: Dataset, layers: LayerSpecification[]): StyleSpecification {
  const drawn: GeoJSONSourceSpecification = { type: "geojson", data: nothing, maxzoom: 14, tolerance: 0.25 };
  const gaps: GeoJSONSourceSpecification = { ...drawn, promoteId: "gap" };
  const tiles = (source: TileSource, dataset: Dataset): SourceSpecification => ({ type: "vector", tiles: [templateOf(source, dataset)], maxzoom: finestZoom, promoteId: { coverage: "stretch" } });
  return {
    version: 8,
    "font-faces": {
      "Noto Sans": [{ url: regular, "unicode-range": latin }, { url: regularMore, "unicode-range": more }],
      "Noto Sans Bold": [{ url: bold, "unicode-range": latin }, { url: boldMore, "unicode-range": more }],
    },
    sources: {
      ...Object.fromEntries(drawnSources.map((s) => [s, drawn])),
      gaps,
      "gaps-open": gaps,
      ground: tiles("ground", ground),
      plan: tiles("plan", shown),
      ways: tiles("ways", shown),
    },
    layers,
  };
}
