import { effect } from "@preact/signals";
import type { Feature } from "geojson";
import { hour } from "../state/time";
import { shown } from "../state/shown";
import { oncePerFrame } from "./frame";
import { sidesOf } from "./sides";

/** A side on its way, or both together, as part "time" tells it. */
interface Moving {
  sortie: string;
  pair: string;
  side: string; // empty: together
  at: [number, number];
  leg: "out" | "joint" | "home";
}

// Taken in where it is there.
const modules = import.meta.glob<{ positionsAt: (hour: number) => readonly Moving[] }>("../time/positions.ts");

/** Gives the patrols that are on the way, as places, whenever the hour changes; at most once a frame. */
export function onMove(take: (features: Feature[]) => void): () => void {
  let ended = false;
  let stop = () => {};
  void modules["../time/positions.ts"]?.().then(({ positionsAt }) => {
    if (ended) return;
    let moving: readonly Moving[] = [];
    const frame = oncePerFrame(() => {
      const dataset = shown.peek();
      take(dataset ? moving.map((m) => featureOf(m, sidesOf(dataset)[0])) : []);
    });
    const end = effect(() => {
      moving = positionsAt(hour.value);
      frame.ask();
    });
    stop = () => {
      end();
      frame.stop();
    };
  });
  return () => {
    ended = true;
    stop();
  };
}

function featureOf(m: Moving, sideA: string): Feature {
  const icon = m.side === "" ? "joint" : `${m.leg === "home" ? "home" : "out"}-${m.side === sideA ? "a" : "b"}`;
  return { type: "Feature", geometry: { type: "Point", coordinates: m.at }, properties: { sortie: m.sortie, pair: m.pair, icon } };
}
