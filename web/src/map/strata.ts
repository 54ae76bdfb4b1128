import type { DataDrivenPropertyValueSpecification, ExpressionSpecification, FilterSpecification, LayerSpecification, LineLayerSpecification, VariableAnchorOffsetCollectionSpecification } from "maplibre-gl";
import type { Layer } from "../state/view";
import { coverageSteps, type Colours } from "./colours";
import { dashes } from "./patterns";

// The layers of the map from the ground up. Each belongs to one that a person can
// turn off, or to none. Names lie below symbols, so that they keep clear of them:
// what is above is placed first. They are made anew for other colours, names or sides; the
// map then takes over what differs (restyle in drawing.ts).

/** A layer of the map and what turns it off. */
export interface Stratum {
  of: Layer | null;
  layer: LayerSpecification;
  first?: boolean; // drawn before all others, so that border and gaps are there soonest
  where?: "timed" | "untimed"; // gaps are drawn from the plan where it has times, else from the tiles
}

/** What the layers depend on. */
export interface Look {
  colours: Colours;
  sides: [string, string];
  colouring: "worst" | "now";
}

export const font = ["Noto Sans"];
export const boldFont = ["Noto Sans Bold"];

const kind: ExpressionSpecification = ["get", "kind"];
const byKind: ExpressionSpecification = ["match", kind, "sea", ["literal", [...dashes.sea]], "river", ["literal", [...dashes.river]], ["literal", [...dashes.land]]];
const is = (name: string, value: string): ExpressionSpecification => ["==", ["get", name], value];

/** A width that grows with the zoom. */
function width(at5: number, at9: number, at13: number): ExpressionSpecification {
  return ["interpolate", ["linear"], ["zoom"], 5, at5, 9, at9, 13, at13];
}

/** Colour of coverage by the longest time between two watches. */
function worst(c: Colours): ExpressionSpecification {
  const steps = coverageSteps.slice(1).flatMap((s, i) => [(coverageSteps[i]?.upTo_h ?? 0) + 0.001, c[s.colour]]);
  const h: ExpressionSpecification = ["to-number", ["get", "revisit_h"], 0];
  return ["case", ["!", ["has", "revisit_h"]], c["cover-always"], ["<=", h, 0], c["cover-always"], ["step", h, c["cover-6h"], ...steps] as unknown as ExpressionSpecification];
}

/** Colour of coverage by what there is at the hour shown, which stands in a feature's state. */
function now(c: Colours): ExpressionSpecification {
  return ["match", ["to-string", ["feature-state", "now"]], ["watched", "always"], c["now-watched"], "overdue", c.gap, c["now-within"]];
}

/** All layers, from the ground up. */
export function strata(look: Look): Stratum[] {
  return [...ground(look), ...outline(look), ...bands(look), ...lines(look), ...gaps(look), ...border(look), ...comparison(look), ...labels(look), ...places(look)];
}

function ground({ colours: c, sides }: Look): Stratum[] {
  const tint: DataDrivenPropertyValueSpecification<string> = [
    "match", ["coalesce", ["get", "side"], ["get", "code"], ""], ...(sides[0] ? [sides[0], c["country-a"]] : []), ...(sides[1] && sides[1] !== sides[0] ? [sides[1], c["country-b"]] : []), c["land-other"],
  ] as unknown as ExpressionSpecification;
  return [
    { of: null, first: true, layer: { id: "sea", type: "background", paint: { "background-color": c.sea } } },
    { of: "countries", layer: { id: "world", type: "fill", source: "world", paint: { "fill-color": sides[0] ? tint : c["land-other"] } } },
    { of: "countries", layer: { id: "world-lines", type: "line", source: "world-lines", paint: { "line-color": c["world-line"], "line-width": 0.8 } } },
    { of: "countries", first: true, layer: { id: "own-sea", type: "fill", source: "box", paint: { "fill-color": c.sea, "fill-antialias": false } } },
    { of: "countries", first: true, layer: { id: "land", type: "fill", source: "ground", "source-layer": "land", paint: { "fill-color": c.land } } },
    { of: "countries", first: true, layer: { id: "countries", type: "fill", source: "ground", "source-layer": "countries", paint: { "fill-color": sides[0] ? tint : c.land } } },
    { of: "countries", layer: { id: "country-lines", type: "line", source: "country-lines", paint: { "line-color": c["world-line"], "line-width": 0.8 } } },
  ];
}

/** Broad bands under the border: whose sector it is, and how well it is watched. */
function bands({ colours: c, colouring }: Look): Stratum[] {
  const odd: ExpressionSpecification = ["==", ["%", ["to-number", ["coalesce", ["get", "number"], ["get", "sector"]], 0], 2], 1];
  const tone: ExpressionSpecification = ["case", odd, c["sector-odd"], c["sector-even"]];
  const surface: ExpressionSpecification = ["any", ["!", ["has", "layer"]], is("layer", "surface")];
  const watched: ExpressionSpecification = ["in", ["to-string", ["feature-state", "now"]], ["literal", ["watched", "always"]]];
  return [
    { of: "sectors", layer: { id: "sectors-above", type: "line", source: "plan", "source-layer": "sectors", filter: ["!", surface], layout: { "line-join": "round" }, paint: { "line-color": tone, "line-width": width(22, 32, 46), "line-opacity": 0.4 } } },
    { of: "sectors", layer: { id: "sectors", type: "line", source: "plan", "source-layer": "sectors", filter: surface, layout: { "line-join": "round" }, paint: { "line-color": tone, "line-width": width(16, 22, 32), "line-opacity": 0.8 } } },
    { of: "coverage", layer: { id: "coverage-casing", type: "line", source: "plan", "source-layer": "coverage", paint: { "line-color": c["cover-casing"], "line-width": width(8.4, 11.5, 16) } } },
    {
      of: "coverage",
      layer: {
        id: "coverage", type: "line", source: "plan", "source-layer": "coverage",
        paint: { "line-color": colouring === "now" ? now(c) : worst(c), "line-width": colouring === "now" ? ["interpolate", ["linear"], ["zoom"], 5, ["case", watched, 9, 4], 9, ["case", watched, 13, 6], 13, ["case", watched, 18, 9]] : width(6.6, 9.5, 13.5) },
      },
    },
  ];
}

function lines({ colours: c, sides }: Look): Stratum[] {
  const water: ExpressionSpecification = ["match", kind, "land", c.route, c["route-water"]];
  const bySide: ExpressionSpecification = ["case", ["==", ["get", "side"], sides[0]], c["side-a"], c["side-b"]];
  return [
    { of: "routes", layer: { id: "routes", type: "line", source: "ground", "source-layer": "routes", paint: { "line-color": water, "line-width": ["interpolate", ["linear"], ["zoom"], 5, ["case", ["==", ["get", "watched"], true], 1.4, 0.5], 11, ["case", ["==", ["get", "watched"], true], 2.4, 1.2]], "line-dasharray": byKind } } },
    { of: "ways", layer: { id: "ways", type: "line", source: "ways", "source-layer": "ways", paint: { "line-color": bySide, "line-width": width(1.2, 2, 3), "line-dasharray": ["case", ["==", ["get", "direction"], "home"], ["literal", [3, 2]], ["literal", [1, 0]]] } } },
    { of: "border", first: true, layer: { id: "border-casing", type: "line", source: "ground", "source-layer": "border", layout: { "line-join": "round" }, paint: { "line-color": c["border-casing"], "line-width": width(2.6, 3.6, 5) } } },
    { of: "beats", layer: { id: "beats", type: "line", source: "ways", "source-layer": "beats", paint: { "line-color": c.accent, "line-width": 2.4, "line-offset": width(7, 11, 16), "line-dasharray": ["case", ["==", ["%", ["to-number", ["slice", ["get", "beat"], -1], 0], 2], 1], ["literal", [1, 0]], ["literal", [2, 1]]] } } },
  ];
}

function gaps({ colours: c }: Look): Stratum[] {
  const line = (id: string, from: { source: string; "source-layer"?: string }, color: string, wide: ExpressionSpecification): LayerSpecification => ({
    id, type: "line", ...from, layout: { "line-join": "round" }, paint: { "line-color": color, "line-width": wide },
  });
  const tiles = { source: "plan", "source-layer": "gaps" };
  return [
    { of: "gaps", first: true, where: "untimed", layer: line("gaps-tiles-glow", tiles, c["gap-glow"], width(8, 11, 15)) },
    { of: "gaps", first: true, where: "untimed", layer: line("gaps-tiles", tiles, c.gap, width(5, 7, 10)) },
    { of: "gaps", first: true, where: "timed", layer: line("gaps-glow", { source: "gaps" }, c["gap-glow"], width(5, 7, 9)) },
    { of: "gaps", first: true, where: "timed", layer: line("gaps", { source: "gaps" }, c.gap, width(3, 4.4, 6)) },
    { of: "gaps", first: true, where: "timed", layer: line("gaps-open-glow", { source: "gaps-open" }, c["gap-glow"], width(11, 15, 20)) },
    { of: "gaps", first: true, where: "timed", layer: line("gaps-open", { source: "gaps-open" }, c.gap, width(7, 10, 14)) },
  ];
}

/** The border itself, above what lies along it, so that its kind can be seen. */
function border({ colours: c }: Look): Stratum[] {
  return [
    { of: "border", first: true, layer: { id: "border", type: "line", source: "ground", "source-layer": "border", layout: { "line-join": "round" }, paint: { "line-color": c.border, "line-width": width(1.4, 2, 2.8), "line-dasharray": byKind } } },
  ];
}

/** What a second plan opens and closes: a broad line and two thin ones, so that they are told apart without colour. */
function comparison({ colours: c }: Look): Stratum[] {
  const line = (id: string, filter: FilterSpecification | undefined, paint: LineLayerSpecification["paint"]): Stratum => ({
    of: null, layer: { id, type: "line", source: "compared", ...(filter ? { filter } : {}), layout: { "line-join": "round" }, ...(paint ? { paint } : {}) },
  });
  const is = (what: string): FilterSpecification => ["==", ["get", "what"], what];
  return [
    line("compared-casing", undefined, { "line-color": c.halo, "line-width": 16 }),
    line("compared-opened", is("opened"), { "line-color": c.bad, "line-width": 11 }),
    line("compared-closed", is("closed"), { "line-color": c.good, "line-width": 3, "line-gap-width": 7 }),
  ];
}

/** An outline around what is chosen: it lies below all lines, so that it hides none, and does not loop where they wind. */
function outline({ colours: c }: Look): Stratum[] {
  const line = (id: string, colour: string, wide: ExpressionSpecification): Stratum => ({
    of: null, layer: { id, type: "line", source: "chosen", layout: { "line-join": "round", "line-cap": "round" }, paint: { "line-color": colour, "line-width": wide } },
  });
  return [line("chosen", c.mark, width(27, 38, 54)), line("chosen-inside", c.halo, width(22, 33, 49))];
}

function places({ colours: c, sides }: Look): Stratum[] {
  return [
    { of: "meeting-points", layer: { id: "meeting-points", type: "symbol", source: "plan", "source-layer": "meeting-points", layout: { "icon-image": "meeting-point", "icon-allow-overlap": true, "icon-size": ["interpolate", ["linear"], ["zoom"], 4, 0.3, 5.5, 0.42, 7, 0.65, 9, 1] } } },
    { of: "posts", layer: { id: "posts", type: "symbol", source: "ground", "source-layer": "posts", layout: { "icon-image": ["case", ["==", ["get", "side"], sides[0]], "post-a", "post-b"], "icon-allow-overlap": true, "icon-size": ["interpolate", ["linear"], ["zoom"], 4, 0.5, 5.5, 0.75, 9, 1] } } },
    { of: "patrols", layer: { id: "patrols-moving", type: "symbol", source: "moving", layout: { "icon-image": ["get", "icon"], "icon-allow-overlap": true, "icon-ignore-placement": true } } },
    { of: null, layer: { id: "chosen-places", type: "circle", source: "chosen", filter: ["==", ["geometry-type"], "Point"], paint: { "circle-radius": 13, "circle-color": "rgba(0,0,0,0)", "circle-stroke-color": c.mark, "circle-stroke-width": 2.5 } } },
    { of: null, layer: { id: "pointed", type: "circle", source: "pointed", paint: { "circle-radius": 9, "circle-color": "rgba(0,0,0,0)", "circle-stroke-color": c.mark, "circle-stroke-width": 3 } } },
    { of: null, layer: { id: "pointed-dot", type: "circle", source: "pointed", paint: { "circle-radius": 3.5, "circle-color": c.mark, "circle-stroke-color": c.halo, "circle-stroke-width": 1.5 } } },
  ];
}

/** Where a sector's number may stand: near it first, then farther. */
const around: VariableAnchorOffsetCollectionSpecification = [1.2, 2.4, 3.6].flatMap((d): (TextAnchor | [number, number])[] => ["left", [d, 0], "right", [-d, 0], "bottom", [0, -d], "top", [0, d]]) as VariableAnchorOffsetCollectionSpecification;

type TextAnchor = "left" | "right" | "bottom" | "top";

function labels({ colours: c }: Look): Stratum[] {
  const halo = { "text-color": c.text, "text-halo-color": c.halo, "text-halo-width": 1.6 };
  return [
    { of: "posts", layer: { id: "post-names", type: "symbol", source: "ground", "source-layer": "posts", minzoom: 7, layout: { "text-field": ["get", "name"], "text-font": font, "text-size": 11.5, "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 0.9, "text-justify": "auto", "text-optional": true }, paint: halo } },
    { of: "meeting-points", layer: { id: "meeting-names", type: "symbol", source: "plan", "source-layer": "meeting-points", minzoom: 8.5, layout: { "text-field": ["get", "name"], "text-font": font, "text-size": 11.5, "text-variable-anchor": ["right", "left", "bottom", "top"], "text-radial-offset": 0.9, "text-justify": "auto" }, paint: { ...halo, "text-color": c["text-soft"] } } },
    { of: "routes", layer: { id: "route-names", type: "symbol", source: "ground", "source-layer": "routes", minzoom: 9, layout: { "symbol-placement": "line", "text-field": ["coalesce", ["get", "name"], ""], "text-font": font, "text-size": 11, "symbol-spacing": 400 }, paint: { ...halo, "text-color": c["text-soft"] } } },
    { of: "sectors", layer: { id: "sector-numbers", type: "symbol", source: "sector-labels", layout: { "text-field": ["get", "text"], "text-font": boldFont, "text-size": 13, "text-variable-anchor-offset": around, "text-padding": 3 }, paint: halo } },
    { of: "countries", layer: { id: "country-names", type: "symbol", source: "country-labels", layout: { "text-field": ["get", "text"], "text-font": boldFont, "text-size": ["interpolate", ["linear"], ["zoom"], 4, 12, 9, 18], "text-letter-spacing": 0.12, "text-transform": "uppercase", "text-max-width": 8, "text-variable-anchor": ["center", "bottom", "top", "right", "left"], "text-radial-offset": 1 }, paint: { "text-color": c["text-soft"], "text-halo-color": c.halo, "text-halo-width": 1.2 } } },
  ];
}
