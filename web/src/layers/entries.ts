import type { Dataset } from "../api/datasets";
import { hours } from "../lang/format";
import { locale, texts } from "../lang/language";
import { coverageSteps } from "../map/colours";
import { countryName, sidesOf } from "../map/sides";
import type { Layer } from "../state/view";
import type { Swatch } from "./swatch";

const t = texts({
  en: {
    countries: "Countries", border: "Border", routes: "Routes beside the border", posts: "Posts", sectors: "Sectors", beats: "Beats", ways: "Ways of the patrols", "meeting-points": "Meeting points", patrols: "Patrols on their way", coverage: "Coverage", gaps: "Gaps",
    side: "{side}", otherLand: "other land", sea: "sea", land: "land", river: "river", seaLine: "sea", landRoute: "road or track", riverRoute: "river", seaRoute: "coast or sea lane",
    sectorOdd: "sector with an odd number", sectorEven: "sector with an even number", sectorAbove: "paler and wider: sectors of another layer", beatLine: "beats, solid and dashed in turn",
    wayOut: "way out, {side}", wayHome: "way home, {side}", post: "post of {side}", meeting: "meeting point",
    out: "{side}, on its way out", home: "{side}, on its way home", joint: "both together",
    always: "watched all the time", upTo: "at most {h} between two watches", more: "longer", reach: "within reach of a post",
    watched: "watched at this hour, on patrol or from a post", within: "seen as lately as the rule asks", overdue: "overdue at this hour",
    gapOpen: "open at the hour shown", gapLater: "open at another hour", gapSome: "open at some time", opened: "opened by {b}", closed: "closed by {b}", comparison: "{a} and {b} compared",
  },
  es: {
    countries: "Países", border: "Frontera", routes: "Rutas junto a la frontera", posts: "Puestos", sectors: "Sectores", beats: "Rondas", ways: "Caminos de las patrullas", "meeting-points": "Puntos de encuentro", patrols: "Patrullas en camino", coverage: "Cobertura", gaps: "Huecos",
    side: "{side}", otherLand: "otras tierras", sea: "mar", land: "tierra", river: "río", seaLine: "mar", landRoute: "carretera o camino", riverRoute: "río", seaRoute: "costa o ruta marítima",
    sectorOdd: "sector con número impar", sectorEven: "sector con número par", sectorAbove: "más pálido y ancho: sectores de otra capa", beatLine: "rondas, alternando línea continua y discontinua",
    wayOut: "camino de ida, {side}", wayHome: "camino de vuelta, {side}", post: "puesto de {side}", meeting: "punto de encuentro",
    out: "{side}, de ida", home: "{side}, de vuelta", joint: "ambas juntas",
    always: "se ve todo el tiempo", upTo: "a lo sumo {h} entre dos vistas", more: "más tiempo", reach: "al alcance de un puesto",
    watched: "se ve a esta hora, de patrulla o desde un puesto", within: "vista tan recientemente como pide la norma", overdue: "atrasada a esta hora",
    gapOpen: "abierto a la hora mostrada", gapLater: "abierto a otra hora", gapSome: "abierto en algún momento", opened: "lo abre {b}", closed: "lo cierra {b}", comparison: "{a} y {b} comparados",
  },
});

/** A line of the legend. */
export interface Entry {
  swatch: Swatch;
  label: string;
}

/** A layer of the map: what it is called, whether the dataset has it, and what it is drawn with. */
export interface LayerEntries {
  layer: Layer;
  label: string;
  there: boolean;
  entries: Entry[];
}

/** The order of the legend: from what matters most. */
const order: readonly Layer[] = ["gaps", "coverage", "border", "sectors", "beats", "meeting-points", "posts", "patrols", "ways", "routes", "countries"];

/** All that the map draws with, by layer. */
export function legendOf(dataset: Dataset, colouring: "worst" | "now"): LayerEntries[] {
  const entries = entriesOf(dataset, colouring);
  return order.map((layer) => ({ layer, label: t(layer), there: isThere(dataset, layer), entries: entries[layer] }));
}

/** What is drawn of two plans that are compared. */
export function comparisonEntries({ a, b }: { a: string; b: string }): { label: string; entries: Entry[] } {
  return {
    label: t("comparison", { a, b }),
    entries: [
      { swatch: { of: "line", colour: "bad", wide: 8, casing: "halo" }, label: t("opened", { b }) },
      { swatch: { of: "line", colour: "halo", wide: 6, casing: "good" }, label: t("closed", { b }) },
    ],
  };
}

function isThere(dataset: Dataset, layer: Layer): boolean {
  if (layer === "countries" || layer === "border") return true;
  return layer === "patrols" ? dataset.plan !== null : dataset.collections.includes(layer);
}

function entriesOf(dataset: Dataset, colouring: "worst" | "now"): Record<Layer, Entry[]> {
  const [a = "", b = ""] = sidesOf(dataset).map((code) => countryName(code, locale.value));
  const kinds = new Set(dataset.border.stretches.map((s) => s.kind));
  const besides = new Set([...dataset.routes.values()].map((r) => r.kind));
  const shape = (shape: "circle" | "square" | "diamond" | "triangle", colour: Extract<Swatch, { of: "shape" }>["colour"], edge: Extract<Swatch, { of: "shape" }>["edge"], label: string, dot = false): Entry => ({ swatch: { of: "shape", shape, colour, edge, dot }, label });
  const above = dataset.plan?.layers.some((l) => l.name !== "surface") ?? false;
  return {
    countries: [
      { swatch: { of: "fill", colour: "country-a" }, label: t("side", { side: a }) },
      { swatch: { of: "fill", colour: "country-b" }, label: t("side", { side: b }) },
      { swatch: { of: "fill", colour: "land-other" }, label: t("otherLand") },
      { swatch: { of: "fill", colour: "sea" }, label: t("sea") },
    ],
    border: (["land", "river", "sea"] as const).filter((k) => kinds.has(k)).map((kind) => ({ swatch: { of: "line", colour: "border", kind, wide: 2.4, casing: "border-casing" }, label: t(kind === "sea" ? "seaLine" : kind) })),
    routes: (["land", "river", "sea"] as const).filter((k) => besides.has(k)).map((kind) => ({ swatch: { of: "line", colour: kind === "land" ? "route" : "route-water", kind, wide: 2 }, label: t(`${kind}Route`) })),
    sectors: [
      { swatch: { of: "line", colour: "sector-odd", wide: 12 }, label: t("sectorOdd") },
      { swatch: { of: "line", colour: "sector-even", wide: 12 }, label: t("sectorEven") },
      ...(above ? [{ swatch: { of: "line", colour: "line", wide: 16 } as const, label: t("sectorAbove") }] : []),
    ],
    beats: [{ swatch: { of: "line", colour: "accent", wide: 2.4, dash: "8 4" }, label: t("beatLine") }],
    ways: [
      { swatch: { of: "line", colour: "side-a", wide: 2 }, label: t("wayOut", { side: a }) },
      { swatch: { of: "line", colour: "side-a", wide: 2, dash: "6 4" }, label: t("wayHome", { side: a }) },
      { swatch: { of: "line", colour: "side-b", wide: 2 }, label: t("wayOut", { side: b }) },
      { swatch: { of: "line", colour: "side-b", wide: 2, dash: "6 4" }, label: t("wayHome", { side: b }) },
    ],
    posts: [shape("circle", "side-a", "halo", t("post", { side: a }), true), shape("square", "side-b", "halo", t("post", { side: b }), true)],
    "meeting-points": [shape("diamond", "ground", "text", t("meeting"))],
    patrols: [
      shape("triangle", "now-watched", "text", t("joint")),
      shape("circle", "side-a", "text", t("out", { side: a })),
      shape("circle", "ground", "side-a", t("home", { side: a })),
      shape("square", "side-b", "text", t("out", { side: b })),
      shape("square", "ground", "side-b", t("home", { side: b })),
    ],
    coverage: coverageEntries(dataset, colouring),
    gaps: dataset.plan
      ? [
          { swatch: { of: "line", colour: "gap", wide: 9, casing: "gap-glow" }, label: t("gapOpen") },
          { swatch: { of: "line", colour: "gap", wide: 3, casing: "gap-glow" }, label: t("gapLater") },
        ]
      : [{ swatch: { of: "line", colour: "gap", wide: 7, casing: "gap-glow" }, label: t("gapSome") }],
  };
}

function coverageEntries(dataset: Dataset, colouring: "worst" | "now"): Entry[] {
  const band = (colour: Extract<Swatch, { of: "line" }>["colour"], label: string, wide = 7): Entry => ({ swatch: { of: "line", colour, wide, casing: "cover-casing" }, label });
  if (!dataset.plan) return [band("cover-always", t("reach"))];
  if (colouring === "now") return [band("now-watched", t("watched"), 11), band("now-within", t("within")), band("gap", t("overdue"))];
  return [...coverageSteps.map((s) => band(s.colour, s.upTo_h === Infinity ? t("more") : t("upTo", { h: hours(s.upTo_h) }))), band("cover-always", t("always"))];
}
