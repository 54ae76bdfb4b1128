import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "../api/request";
import { texts } from "../lang/language";
import { MapLegend } from "../layers/legend";
import { base, shown } from "../state/shown";
import { Failed } from "../ui/state";
import { Attribution } from "./attribution";
import { Controls } from "./controls";
import { mapDrawn, mapReady } from "./map";
import { Position } from "./position";
import { Scale } from "./scale";
import { SearchBox } from "./search-box";
import { drawsMaps } from "./webgl";
import "./map.css";

const t = texts({
  en: { map: "Map of the border. Arrow keys move it, plus and minus zoom, Enter tells what is at its centre.", failed: "The map could not be loaded; load the page again. Tables, facts and search work without it." },
  es: { map: "Mapa de la frontera. Las flechas lo mueven, más y menos acercan y alejan, Intro dice qué hay en su centro.", failed: "El mapa no se pudo cargar; cargue la página de nuevo. Las tablas, los datos y la búsqueda funcionan sin él." },
});

// The code of the map is most of the page; it is fetched beside the plan.
const drawing = import("./drawing");

/** How long what is beside the map waits for it. */
const longestWait_ms = 5000;

/** The map, with what lies on it: search, controls, position, scale, legend and sources. */
export function MapView() {
  const place = useRef<HTMLDivElement>(null);
  const end = useRef<(() => void) | null>(null);
  const [failed, setFailed] = useState(false);
  const begun = useRef(false);
  useSignalEffect(() => {
    const [dataset, loaded] = [shown.value, base.value];
    if (!dataset || loaded.state !== "there" || begun.current) return;
    begun.current = true;
    setTimeout(() => (mapDrawn.value = true), longestWait_ms);
    drawing
      .then(({ drawMap }) => {
        if (place.current) end.current = drawMap(place.current, loaded.value, dataset);
      })
      .catch((error: unknown) => {
        if (error instanceof Error && error.name === "GPUInitializationError") drawsMaps.value = false;
        else setFailed(true);
        mapDrawn.value = true;
      });
  });
  useSignalEffect(() => {
    mapReady.value?.getCanvas().setAttribute("aria-label", t("map"));
  });
  useEffect(() => () => end.current?.(), []);
  return (
    <div class="map-view">
      <div class="map-head">
        <SearchBox />
      </div>
      <div class="map-middle">
        <div class="map-canvas" ref={place} />
        <div class="map-cross" aria-hidden="true" />
        <Controls />
        <MapLegend />
        <div class="map-foot">
          <Scale />
          <Position />
        </div>
        {failed && <Failed problem={new Problem("wrong", t("failed"))} over />}
      </div>
      <Attribution />
    </div>
  );
}
