import { computed, signal } from "@preact/signals";
import type { Map as MapLibreMap } from "maplibre-gl";
import { drawsMaps } from "./webgl";

/** The map once its style is there; null before and after. */
export const mapReady = signal<MapLibreMap | null>(null);

/** Whether border and gaps have been drawn once, or take too long. */
export const mapDrawn = signal(false);

/** Whether what takes much drawing beside the map may begin: the map comes first, where there is one. */
export const besideMap = computed(() => mapDrawn.value || !drawsMaps.value);
