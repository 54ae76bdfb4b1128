import type { Map as MapLibreMap } from "maplibre-gl";

// A map goes round and round the earth: its middle may be at 181° or −200°, and each
// place is on it once a turn. What lies by a place is of the copy next to the middle.

/** The longitude of a place, counted on over ±180, that is nearest to another. */
export function nearLongitude(x: number, to: number): number {
  return x + 360 * Math.round((to - x) / 360);
}

/** The pixel of a place, of the copy that is nearest to the middle of the map. */
export function pixelOf(map: Pick<MapLibreMap, "project" | "getCenter">, [x, y]: readonly [number, number]): { x: number; y: number } {
  return map.project([nearLongitude(x, map.getCenter().lng), y]);
}
