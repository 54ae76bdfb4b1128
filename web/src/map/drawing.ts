import { computed, effect, signal, untracked } from "@preact/signals";
import type { Feature, FeatureCollection } from "geojson";
import { Map as MapLibreMap, prewarm, setWorkerUrl, type GeoJSONSource, type VectorTileSource } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import "maplibre-gl/dist/maplibre-gl.css";
import type { Dataset } from "../api/datasets";
import { base, gaps, shown } from "../state/shown";
import { chosen, pointed, wanted } from "../state/selection";
import { compared } from "../plans/compared";
import { hour, period_h, playing } from "../state/time";
import { colouring, dark, layers } from "../state/view";
import { locale } from "../lang/language";
import { readColours } from "./colours";
import { nowOf, watchedStretches, type Now, type Watched } from "./coverage-at";
import { oncePerFrame } from "./frame";
import { frame, framing, keepFramed } from "./framing";
import { comparedLines, openParts, wholeParts } from "./gap-lines";
import { GapSource } from "./gap-source";
import { watchClicks } from "./clicking";
import { countriesOf, type Country } from "./countries";
import { countryLabels, sectorLabels } from "./labels";
import { mapDrawn, mapReady } from "./map";
import { onMove } from "./moving";
import { watchPointer } from "./pointing";
import { borderBounds, featuresOf } from "./shape";
import { wholeShapeOf } from "./showing";
import { sidesOf } from "./sides";
import { keepStanding, standFirst } from "./standing";
import { strata, type Stratum } from "./strata";
import { drawnSources, nothing, styleOf, templateOf, tileSources, type TileSource } from "./style";
import { putSymbols } from "./symbols";
import { watchTrouble } from "./trouble";
import { drawWorld } from "./world";

// Tiles are cut up by workers, which begin to load while the plan is still asked for.
setWorkerUrl(workerUrl);
prewarm();

type Drawn = (typeof drawnSources)[number];

/** Draws the map into an element and keeps it as the page is; call what it returns to end it. */
export function drawMap(container: HTMLElement, ground: Dataset, plan: Dataset): () => void {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = new MapLibreMap({
    container,
    style: styleOf(ground, plan, strataNow().map((s) => withVisibility(s))),
    bounds: borderBounds(plan),
    fitBoundsOptions: { padding: framing },
    attributionControl: false,
    maxPitch: 0,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: still ? 0 : 150,
    maxZoom: 18,
  });
  standFirst(map);
  const ends: (() => void)[] = [];
  map.once("style.load", () => {
    putSymbols(map, readColours());
    ends.push(...keepData(map, plan), ...keepLook(map), watchPointer(map), watchClicks(map), watchTrouble(map), keepFramed(map), ...keepStanding(map));
    mapReady.value = map;
    afterFirstMap(map, () => {
      performance.mark("lindero:first-map");
      requestAnimationFrame(() => (whole.value = mapDrawn.value = true));
      ends.push(drawCountries(map), drawWorld(map));
    });
  });
  return () => {
    mapReady.value = null;
    for (const end of ends) end();
    map.remove();
  };
}

function strataNow(): Stratum[] {
  const dataset = shown.peek();
  return strata({ colours: readColours(), sides: dataset ? sidesOf(dataset) : ["", ""], colouring: colouring.peek() });
}

/** Whether all is drawn yet, or only what comes first: each layer costs a slow machine a part of a second. */
const whole = signal(false);

/** All that the look depends on, as a text: a changed plan of the same sides looks the same. */
const look = computed(() => {
  const dataset = shown.value;
  return JSON.stringify([dark(), layers.value, colouring.value, whole.value, dataset && sidesOf(dataset), (dataset?.plan ?? null) !== null]);
});

/** The layer of a stratum, hidden where it is turned off. */
function withVisibility({ of, layer, where, first = false }: Stratum): Stratum["layer"] {
  const timed = (shown.peek()?.plan ?? null) !== null;
  const on = (first || whole.peek()) && (of === null || layers.peek()[of]) && (where === undefined || (where === "timed") === timed);
  return { ...layer, layout: { ...("layout" in layer ? layer.layout : {}), visibility: on ? "visible" : "none" } } as Stratum["layer"];
}

/** Fills one of the page's own sources. */
export function fill(map: MapLibreMap, source: Drawn, data: FeatureCollection | Feature[]): void {
  const collection: FeatureCollection = Array.isArray(data) ? { type: "FeatureCollection", features: data } : data;
  void map.getSource<GeoJSONSource>(source)?.setData(collection);
}

/** Colours, patterns and what is turned on follow the page; position and data stay. */
function keepLook(map: MapLibreMap): (() => void)[] {
  const restyle = () => {
    putSymbols(map, readColours());
    for (const stratum of strataNow()) {
      const layer = withVisibility(stratum);
      const [paint, layout] = [layer.paint ?? {}, ("layout" in layer ? layer.layout : undefined) ?? {}];
      for (const [name, value] of Object.entries(paint)) map.setPaintProperty(layer.id, name as never, value as never, { validate: false });
      for (const [name, value] of Object.entries(layout)) map.setLayoutProperty(layer.id, name as never, value as never, { validate: false });
    }
  };
  let first = true;
  return [
    effect(() => {
      void look.value;
      if (!first) restyle();
      first = false;
    }),
    effect(() => {
      if (playing.value) colouring.value = "now"; // who lets time run wants to see what it changes
    }),
    effect(() => {
      const wish = wanted.value;
      if (wish) untracked(() => goThere(map, wish.bounds)); // what hears of the map's moves runs at once, and is no part of this
    }),
  ];
}

/** Has the map glide to a box, not too near. */
function goThere(map: MapLibreMap, bounds: [number, number, number, number]): void {
  const place = bounds[0] === bounds[2] && bounds[1] === bounds[3];
  map.fitBounds(bounds, { padding: 60, maxZoom: place ? 10 : 13, duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 600 });
}

/** What the sources hold follows what is shown, the hour, and what is chosen. */
function keepData(map: MapLibreMap, plan: Dataset): (() => void)[] {
  return [...keepTiles(map, plan), ...keepGaps(map), keepCoverage(map), onMove((features) => fill(map, "moving", features)), keepLabels(map),
    effect(() => {
      const [what, dataset] = [chosen.value, shown.value];
      const drawn = what?.sort === "gap" ? gaps.value : []; // nothing else is somewhere else when gaps change
      fill(map, "chosen", what && dataset ? featuresOf(wholeShapeOf(dataset, drawn, what)) : nothing);
    }),
    effect(() => {
      const [both, dataset] = [compared.value, shown.value];
      fill(map, "compared", both && dataset ? comparedLines(dataset, both) : nothing);
    }),
    effect(() => {
      const at = pointedBeside.value;
      fill(map, "pointed", at ? featuresOf({ lines: [], places: [at] }) : nothing);
    }),
  ];
}

/** The place that the picture or a table points at; the map's own pointer, which moves with every frame, is no such. */
const pointedBeside = computed(() => (pointed.value && pointed.value.from !== "map" ? pointed.value.at : null));

/** Tiles are those of what is shown. A map that was made for a plan turns to another border once that is shown. */
function keepTiles(map: MapLibreMap, plan: Dataset): (() => void)[] {
  let framed = plan;
  return [
    effect(() => {
      const dataset = shown.value;
      const ground = base.value.state === "there" ? base.value.value : dataset;
      if (!dataset || !ground) return;
      for (const source of Object.keys(tileSources) as TileSource[]) {
        const template = templateOf(source, source === "ground" ? ground : dataset);
        const tiles = map.getSource<VectorTileSource>(source);
        if (tiles && tiles.tiles?.[0] !== template) tiles.setTiles([template]);
      }
      if (framed.id !== ground.id && framed.bounds.join() !== ground.bounds.join()) frame(map, ground);
      framed = ground;
    }),
  ];
}

function keepGaps(map: MapLibreMap): (() => void)[] {
  const of = (source: Drawn) => new GapSource((data) => fill(map, source, data), (difference) => void map.getSource<GeoJSONSource>(source)?.updateData(difference));
  const [all, open] = [of("gaps"), of("gaps-open")];
  const task = oncePerFrame(() => open.show(shown.peek(), openParts(gaps.peek(), hour.peek())));
  return [
    effect(() => {
      all.show(shown.value, wholeParts(gaps.value));
      task.ask();
    }),
    effect(() => {
      void hour.value;
      task.ask();
    }),
    task.stop,
  ];
}

/** What is watched at the hour shown stands in the state of each stretch; only what changes is set. */
function keepCoverage(map: MapLibreMap): () => void {
  let stretches: Watched[] = [];
  let states: Now[] = [];
  const source = { source: "plan", sourceLayer: "coverage" };
  const task = oncePerFrame(() => {
    for (const [i, s] of stretches.entries()) {
      const now = nowOf(s, hour.peek(), period_h.peek());
      if (states[i] === now) continue;
      states[i] = now;
      map.setFeatureState({ ...source, id: s.stretch }, { now });
    }
  });
  const stops = [
    effect(() => {
      const dataset = shown.value;
      const kindOf = (route: string) => dataset?.routes.get(route)?.kind ?? dataset?.border.stretches.find((s) => s.id === route)?.kind ?? "";
      map.removeFeatureState(source);
      states = [];
      stretches = dataset?.plan ? watchedStretches(dataset.plan, dataset.plan.gaps, kindOf) : [];
      if (colouring.peek() === "now") task.ask();
    }),
    effect(() => {
      void hour.value;
      if (colouring.value === "now") task.ask();
    }),
    task.stop,
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function keepLabels(map: MapLibreMap): () => void {
  return asking((stop) => {
    const dataset = shown.value;
    if (dataset) void sectorLabels(dataset, stop).then((f) => !stop.aborted && fill(map, "sector-labels", f), leaveAway);
  });
}

/** Names and outlines of the scenario's countries. */
function drawCountries(map: MapLibreMap): () => void {
  const countries = signal<readonly Country[]>([]);
  const stops = [
    asking((stop) => {
      const dataset = base.value.state === "there" ? base.value.value : null;
      if (dataset) void countriesOf(dataset, stop).then((found) => (countries.value = found), leaveAway);
    }),
    effect(() => fill(map, "country-labels", countryLabels(countries.value, locale.value))),
    effect(() => fill(map, "country-lines", featuresOf({ lines: countries.value.flatMap((c) => c.lines), places: [] }))),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

/** An effect that asks the server; what it asked last is ended when it runs again. */
function asking(task: (stop: AbortSignal) => void): () => void {
  let ask = new AbortController();
  const end = effect(() => {
    ask.abort();
    ask = new AbortController();
    task(ask.signal);
  });
  return () => {
    end();
    ask.abort();
  };
}

/** Labels are left away where the server does not answer: the page says elsewhere that it does not. */
function leaveAway(): void {}

/** Does something once border and gaps are first drawn. */
function afterFirstMap(map: MapLibreMap, task: () => void): void {
  const look = () => {
    if (!map.isSourceLoaded("ground") || !map.isSourceLoaded(shown.peek()?.plan ? "gaps" : "plan")) return;
    map.off("render", look);
    task();
  };
  map.on("render", look);
}
