import { effect } from "@preact/signals";
import type { Feature } from "geojson";
import { hour } from "../state/time";
import { shown } from "../state/shown";
import { positionsAt, type Moving } from "../time/positions";
import { oncePerFrame } from "./frame";
import { sidesOf } from "./sides";

/** Gives the patrols that are on the way, as places, whenever the hour changes; at most once a frame. */
export function onMove(take: (features: Feature[]) => void): () => void {
  let moving: readonly Moving[] = [];
  const frame = oncePerFrame(() => {
    const dataset = shown.peek();
    take(dataset ? moving.map((m) => featureOf(m, sidesOf(dataset)[0])) : []);
  });
  const end = effect(() => {
    moving = positionsAt(hour.value);
    frame.ask();
  });
  return () => {
    end();
    frame.stop();
  };
}

function featureOf(m: Moving, sideA: string): Feature {
  const icon = m.side === "" ? "joint" : `${m.leg === "home" ? "home" : "out"}-${m.side === sideA ? "a" : "b"}`;
  return { type: "Feature", geometry: { type: "Point", coordinates: m.at }, properties: { sortie: m.sortie, pair: m.pair, icon } };
}
