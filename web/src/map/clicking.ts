import type { Map as MapLibreMap, MapMouseEvent } from "maplibre-gl";
import { openFacts } from "../facts/under";
import { sortName, titleOf } from "../facts/titles";
import { number } from "../lang/format";
import { texts } from "../lang/language";
import { gaps, shown } from "../state/shown";
import type { Chosen } from "../state/selection";
import { hour } from "../state/time";
import { announce } from "../ui/announce";
import { oncePerFrame } from "./frame";
import { askedLayers, thingsOf, type Hit } from "./hits";

const t = texts({
  en: { nothing: "Nothing is here", one: "{sort} {title}", several: "{sort} {title}, and {n} more here" },
  es: { nothing: "Aquí no hay nada", one: "{sort} {title}", several: "{sort} {title}, y {n} más aquí" },
});

/** A click, or Enter for the middle of the map, opens the facts of what is there. */
export function watchClicks(map: MapLibreMap): () => void {
  const click = (e: MapMouseEvent) => open(thingsAt(map, e.point.x, e.point.y));
  const enter = (e: KeyboardEvent) => {
    if (e.key !== "Enter" || e.target !== map.getCanvas()) return;
    const { width, height } = map.getCanvas().getBoundingClientRect();
    open(thingsAt(map, width / 2, height / 2, keyReach));
    e.preventDefault();
  };
  let point = { x: 0, y: 0 };
  const hover = oncePerFrame(() => {
    map.getCanvas().style.cursor = thingsAt(map, point.x, point.y, 3).length > 0 ? "pointer" : "";
  });
  const move = (e: MapMouseEvent) => {
    point = e.point;
    const onMap = e.originalEvent.target === map.getCanvas(); // else on a handle, or dragging one
    if (onMap && !map.isMoving()) hover.ask();
  };
  const container = map.getContainer();
  map.on("click", click);
  map.on("mousemove", move);
  container.addEventListener("keydown", enter);
  return () => {
    map.off("click", click);
    map.off("mousemove", move);
    container.removeEventListener("keydown", enter);
    hover.stop();
  };
}

const reach = matchMedia("(pointer: coarse)").matches ? 14 : 7; // pixels around the pointer

const keyReach = 16; // arrow keys move by more than a pointer does

function thingsAt(map: MapLibreMap, x: number, y: number, around = reach): Chosen[] {
  const layers = askedLayers.filter((l) => map.getLayer(l));
  const features = map.queryRenderedFeatures([[x - around, y - around], [x + around, y + around]], { layers });
  return thingsOf(features.map((f): Hit => ({ layer: f.layer.id, properties: f.properties })), gaps.peek(), hour.peek());
}

function open(things: Chosen[]): void {
  const dataset = shown.peek();
  openFacts(things);
  const [first] = things;
  if (!dataset || !first) announce(t("nothing"));
  else {
    const said = { sort: sortName(first.sort), title: titleOf(dataset, gaps.peek(), first), n: number(things.length - 1) };
    announce(t(things.length > 1 ? "several" : "one", said));
  }
}
