import { signal } from "@preact/signals";
import type { Map as MapLibreMap, MapMouseEvent } from "maplibre-gl";
import type { BorderPlace } from "../geo/border";
import { pointed } from "../state/selection";
import { shown } from "../state/shown";
import { oncePerFrame } from "./frame";
import { pixelOf } from "./near";

/** Where the pointer is, or, without one, the middle of the map. */
export interface Here {
  at: [number, number];
  border: BorderPlace | null; // the nearest place of the border, if it is within 5 km
  middle: boolean;
}

/** Where people read a position of. */
export const here = signal<Here | null>(null);

const nearM = 5000;
const nearPixels = 14;

/** Follows the pointer: where it is, and which place of the border it is at. */
export function watchPointer(map: MapLibreMap): () => void {
  let at: MapMouseEvent["point"] | null = null; // where it is on the map, which may move below it
  const frame = oncePerFrame(() => look(map, at));
  const move = (e: MapMouseEvent) => {
    at = e.point;
    frame.ask();
  };
  const leave = () => {
    at = null;
    frame.ask();
  };
  map.on("mousemove", move);
  map.on("mouseout", leave);
  map.on("move", frame.ask);
  frame.ask();
  return () => {
    map.off("mousemove", move);
    map.off("mouseout", leave);
    map.off("move", frame.ask);
    frame.stop();
    here.value = null;
  };
}

function look(map: MapLibreMap, at: MapMouseEvent["point"] | null): void {
  const [x, y] = (at ? map.unproject(at) : map.getCenter()).wrap().toArray();
  const place = shown.peek()?.border.locate(x, y);
  here.value = { at: [x, y], border: place && place.offset_m <= nearM ? place : null, middle: at === null };
  if (!at) {
    if (pointed.peek()?.from === "map") pointed.value = null;
    return;
  }
  const onMap = place && pixelOf(map, place.at);
  if (place && onMap && Math.hypot(onMap.x - at.x, onMap.y - at.y) <= nearPixels) pointed.value = { from: "map", border_m: place.at_m, at: place.at, hour: null };
  else if (pointed.peek()?.from === "map") pointed.value = null;
}
