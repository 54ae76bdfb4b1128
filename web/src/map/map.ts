import { signal } from "@preact/signals";
import type { Map as MapLibreMap } from "maplibre-gl";

/** The map once its style is there; null before and after. */
export const mapReady = signal<MapLibreMap | null>(null);

/** The map, or null where there is none (yet): for parts that put something of their own on it. */
export function currentMap(): MapLibreMap | null {
  return mapReady.peek();
}
