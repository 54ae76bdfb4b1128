import { effect } from "@preact/signals";
import type { Feature, MultiLineString } from "geojson";
import type { GeoJSONSource, LayerSpecification, Map as MapLibreMap } from "maplibre-gl";
import { compared, type Compared, type Span } from "../plans/compared";
import type { Dataset } from "../api/datasets";
import { shown } from "../state/shown";
import { dark } from "../state/view";
import { linesOf } from "./gap-lines";

// What a second plan opens and closes, while two are compared: opened as a broad
// line, closed as two thin ones, so that they are told apart without colour.

const source = "compared";

/** What opened and closed as lines of the dataset that is shown; spans of other borders are left out. */
export function comparedLines(dataset: Dataset, c: Compared): Feature<MultiLineString, { change: "opened" | "closed" }>[] {
  const lines = (change: "opened" | "closed", spans: readonly Span[]) =>
    spans.flatMap((s) => {
      const coordinates = linesOf(dataset, s.route, s.from_m, s.to_m);
      return coordinates.length === 0 ? [] : [{ type: "Feature" as const, geometry: { type: "MultiLineString" as const, coordinates }, properties: { change } }];
    });
  return [...lines("opened", c.opened), ...lines("closed", c.closed)];
}

/** Draws the comparison that is open. Returns what ends it. */
export function drawCompared(map: MapLibreMap): (() => void)[] {
  map.addSource(source, { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  for (const layer of layersOf(colours())) map.addLayer(layer);
  return [
    effect(() => {
      const [c, dataset] = [compared.value, shown.value];
      void map.getSource<GeoJSONSource>(source)?.setData({ type: "FeatureCollection", features: c && dataset ? comparedLines(dataset, c) : [] });
    }),
    effect(() => {
      dark();
      for (const layer of layersOf(colours())) if (layer.type === "line") map.setPaintProperty(layer.id, "line-color", layer.paint?.["line-color"]);
    }),
  ];
}

function colours(): { opened: string; closed: string; casing: string } {
  const style = getComputedStyle(document.documentElement);
  const of = (token: string) => style.getPropertyValue(token).trim();
  return { opened: of("--bad"), closed: of("--good"), casing: of("--gap-glow") };
}

function layersOf(c: ReturnType<typeof colours>): LayerSpecification[] {
  const of = (change: string) => ["==", ["get", "change"], change] as ["==", ["get", string], string];
  return [
    { id: "compared-casing", type: "line", source, layout: { "line-cap": "butt" }, paint: { "line-color": c.casing, "line-width": 16 } },
    { id: "compared-opened", type: "line", source, filter: of("opened"), paint: { "line-color": c.opened, "line-width": 11 } },
    { id: "compared-closed", type: "line", source, filter: of("closed"), paint: { "line-color": c.closed, "line-width": 3, "line-gap-width": 7 } },
  ];
}
