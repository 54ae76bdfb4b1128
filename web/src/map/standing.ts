import { effect, untracked } from "@preact/signals";
import type { Map as MapLibreMap } from "maplibre-gl";
import { standing, wantedStanding } from "../state/selection";

// Where the map stands is in the address of the page, and a link brings it back.

/** Has a map that is being made stand where a link says, if one has said so. */
export function standFirst(map: MapLibreMap): void {
  const wish = wantedStanding.peek();
  if (wish) map.jumpTo({ center: [wish.at.lon, wish.at.lat], zoom: wish.at.zoom });
}

/** Tells where the map stands whenever it has come to rest, and has it stand where it is asked to. Returns what ends it. */
export function keepStanding(map: MapLibreMap): (() => void)[] {
  const tell = () => {
    const { lng, lat } = map.getCenter().wrap();
    standing.value = { zoom: map.getZoom(), lat, lon: lng };
  };
  let seen = wantedStanding.peek()?.again; // standFirst has seen to it
  map.on("moveend", tell);
  tell();
  return [
    effect(() => {
      const wish = wantedStanding.value;
      if (!wish || wish.again === seen) return;
      seen = wish.again;
      untracked(() => map.jumpTo({ center: [wish.at.lon, wish.at.lat], zoom: wish.at.zoom }));
    }),
    () => {
      map.off("moveend", tell);
      standing.value = null;
    },
  ];
}
