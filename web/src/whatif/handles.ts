import { computed, effect, signal, untracked } from "@preact/signals";
import type { Map as MapLibreMap, Marker } from "maplibre-gl";
import { texts } from "../lang/language";
import { mapReady } from "../map/map";
import { pixelOf } from "../map/near";
import { chosen, pick } from "../state/selection";
import { shown } from "../state/shown";
import { part } from "../state/view";
import { boundaryPx, Handle } from "./handle";
import type { Movable } from "./movables";
import { moving } from "./moving";
import { spread, type Spot } from "./spread";
import { ends, leftOut, placing, points } from "./there";

// Handles on the map: one for each meeting point and each end of a sector, while
// what-if is open; the chosen one always.

const t = texts({
  en: { here: "Click on the border to place it" },
  es: { here: "Haga clic en la frontera para colocarlo" },
});

/** What has a handle now, the chosen one and those that pairs use first. */
const movables = computed<readonly Movable[]>(() => {
  const all = [...points.value, ...ends.value];
  if (part.value !== "what-if") return all.filter(isChosen);
  return all;
});

function raise(m: Movable): number {
  return m.sort === "boundary" ? boundaryPx : 0;
}

function isChosen(m: Movable): boolean {
  return chosen.value?.sort === m.sort && chosen.value.id === m.id;
}

effect(() => {
  const map = mapReady.value;
  if (!map) return undefined;
  const ended = new AbortController();
  void untracked(() => attach(map, ended.signal));
  return () => ended.abort();
});

/** Puts handles on a map until they are ended. */
async function attach(map: MapLibreMap, ended: AbortSignal): Promise<void> {
  const { Marker: marker } = await import("maplibre-gl"); // is there already, as the map is
  if (ended.aborted) return;
  const handles = new Map<string, Handle>();
  const views = signal(0);
  const moved = () => (views.value = views.peek() + 1); // read by nobody's effect in whose midst the map is moved
  const watched = [map.on("moveend", moved), map.on("resize", moved)];
  const stopList = effect(() => {
    void views.value;
    const there = movables.value;
    const border = shown.value?.border;
    const kept = new Set<string>();
    if (border) {
      const { drawn, left } = inView(map, there, border);
      leftOut.value = part.value === "what-if" ? left : 0;
      for (const m of drawn) {
        kept.add(m.id);
        const handle = handles.get(m.id) ?? new Handle(map, marker as typeof Marker, -raise(m), () => pick(m.sort, m.id));
        handles.set(m.id, handle);
        handle.show(m, border, isChosen(m));
      }
    }
    for (const [id, handle] of handles) {
      if (kept.has(id)) continue;
      handle.remove();
      handles.delete(id);
    }
  });
  let last = "";
  const stopMoving = effect(() => {
    const now = moving.value?.id ?? "";
    for (const id of new Set([last, now])) handles.get(id)?.place();
    last = now;
  });
  const stopPlacing = takePlaces(map);
  ended.addEventListener("abort", () => {
    stopList();
    stopMoving();
    stopPlacing();
    for (const w of watched) w.unsubscribe();
    for (const handle of handles.values()) handle.remove();
  });
}

/** Those that are in view and do not lie on each other, and how many are left out. */
function inView(map: MapLibreMap, there: readonly Movable[], border: { at(m: number): [number, number] }): { drawn: Movable[]; left: number } {
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  const spots: Spot<Movable>[] = [];
  for (const m of there) {
    const first = isChosen(m) || moving.peek()?.id === m.id;
    const { x, y } = pixelOf(map, border.at(m.at_m));
    if (first || (x > -20 && y > -20 && x < width + 20 && y < height + 20)) spots.push({ of: m, x, y: y - raise(m), first });
  }
  const unused = (s: Spot<Movable>) => Number(s.of.sort === "meeting-point" && s.of.pairs.length === 0);
  spots.sort((a, b) => unused(a) - unused(b));
  const drawn = spread(spots);
  return { drawn, left: spots.length - drawn.length };
}

/** While something waits for a place, a click on the map is one, and nothing else. */
function takePlaces(map: MapLibreMap): () => void {
  const canvas = map.getCanvasContainer();
  const click = (event: MouseEvent) => {
    const take = placing.peek();
    const border = shown.peek()?.border;
    if (!take || !border) return;
    event.stopPropagation();
    event.preventDefault();
    const box = map.getContainer().getBoundingClientRect();
    const { lng, lat } = map.unproject([event.clientX - box.left, event.clientY - box.top]);
    take(border.locate(lng, lat).at_m);
  };
  canvas.addEventListener("click", click, true);
  const stop = effect(() => {
    canvas.classList.toggle("placing", placing.value !== null);
    map.getCanvas().title = placing.value ? t("here") : "";
  });
  return () => {
    stop();
    canvas.classList.remove("placing");
    canvas.removeEventListener("click", click, true);
  };
}
