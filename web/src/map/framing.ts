import type { Map as MapLibreMap } from "maplibre-gl";
import type { Dataset } from "../api/datasets";
import { wantedStanding } from "../state/selection";
import { shown } from "../state/shown";
import { borderBounds } from "./shape";

/** Room around the border, with the controls at the right. */
export const framing = { top: 36, bottom: 36, left: 36, right: 60 };

/** Has the map show the whole border; at once, unless it is to glide there in so many milliseconds. */
export function frame(map: MapLibreMap, dataset: Dataset, duration = 0): void {
  map.fitBounds(borderBounds(dataset), { padding: framing, duration }, { framing: true });
}

/** While nobody has moved the map it keeps to the whole border when its size changes. */
export function keepFramed(map: MapLibreMap): () => void {
  let framed = wantedStanding.peek() === null;
  const moved = (e: object) => {
    framed = "framing" in e;
  };
  const resized = () => {
    const dataset = shown.peek();
    if (framed && dataset) frame(map, dataset);
  };
  map.on("movestart", moved);
  map.on("resize", resized);
  return () => {
    map.off("movestart", moved);
    map.off("resize", resized);
  };
}
