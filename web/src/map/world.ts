import { effect } from "@preact/signals";
import type { Feature } from "geojson";
import type { GeoJSONSource, Map as MapLibreMap } from "maplibre-gl";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import worldUrl from "world-atlas/countries-50m.json?url";
import { base } from "../state/shown";
import type { Dataset } from "../api/datasets";

// Land far from the scenario, from Natural Earth. Its lines lie up to some
// kilometres off the scenario's own, so where that has polygons of its own a box in
// the colour of the sea lies over it, and they lie on that.

/** Draws the world around the scenario, once the page has nothing better to do. */
export function drawWorld(map: MapLibreMap): () => void {
  const ask = new AbortController();
  const later = globalThis.requestIdleCallback?.(() => void load(map, ask.signal), { timeout: 3000 });
  if (later === undefined) void load(map, ask.signal);
  const stop = effect(() => {
    const box = base.value.state === "there" ? ownBox(base.value.value) : undefined;
    void map.getSource<GeoJSONSource>("box")?.setData({ type: "FeatureCollection", features: box ? [box] : [] });
  });
  return () => {
    stop();
    ask.abort();
    if (later !== undefined) cancelIdleCallback(later);
  };
}

async function load(map: MapLibreMap, signal: AbortSignal): Promise<void> {
  try {
    const world = (await (await fetch(worldUrl, { signal })).json()) as Topology;
    const countries = world.objects.countries as GeometryCollection | undefined;
    if (!countries || signal.aborted) return;
    const land = feature(world, countries);
    for (const f of land.features) f.properties = { code: codeOf(String(f.id ?? "")) };
    void map.getSource<GeoJSONSource>("world")?.setData(land);
    void map.getSource<GeoJSONSource>("world-lines")?.setData(mesh(world, countries, (a, b) => a !== b));
  } catch {
    // The map is whole without it: only land far off stays sea.
  }
}

/** The two letters of a country of ISO 3166, of its three digits; empty where a browser does not know them. */
export function codeOf(digits: string): string {
  const [canonical = ""] = /^\d{3}$/.test(digits) ? Intl.getCanonicalLocales(`und-${digits}`) : [];
  return /^und-([A-Z]{2})$/.exec(canonical)?.[1] ?? "";
}

/** The box of the scenario's own polygons; undefined where it has none. */
function ownBox(dataset: Dataset): Feature | undefined {
  if (!dataset.land) return undefined;
  const [w, s, e, n] = dataset.land;
  return { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [[[w, s], [e, s], [e, n], [w, n], [w, s]]] } };
}
