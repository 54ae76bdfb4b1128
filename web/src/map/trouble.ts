import { effect } from "@preact/signals";
import type { ErrorEvent, Map as MapLibreMap, VectorTileSource } from "maplibre-gl";
import { reached } from "../api/connection";
import { refreshList } from "../state/shown";
import { tileSources } from "./style";

const betweenMs = 5000;

/**
 * Tiles that could not be had: the page asks whether the server is there at all, so
 * that it says so where it is not, and the map asks for them again once it is.
 */
export function watchTrouble(map: MapLibreMap): () => void {
  let missed = false;
  let asked = -Infinity;
  const failed = (e: ErrorEvent) => {
    if (!("sourceId" in e)) {
      console.error(e.error); // nothing of the server's: a fault of the style or the browser
      return;
    }
    missed = true;
    if (performance.now() - asked < betweenMs) return;
    asked = performance.now();
    void refreshList();
  };
  map.on("error", failed);
  let was = reached.peek();
  const stop = effect(() => {
    const back = reached.value && !was;
    was = reached.value;
    if (!back || !missed) return;
    missed = false;
    for (const name of Object.keys(tileSources)) {
      const source = map.getSource<VectorTileSource>(name);
      if (source?.tiles) source.setTiles(source.tiles);
    }
  });
  return () => {
    map.off("error", failed);
    stop();
  };
}
