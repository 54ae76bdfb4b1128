import { noteName } from "../facts/seen";
import type { Gap } from "../model/plan";
import type { Chosen, Sort } from "../state/selection";
import { mayBeOpen } from "./gap-at";

/** A feature of the map under the pointer, as far as it matters. */
export interface Hit {
  layer: string;
  properties: Readonly<Record<string, unknown>>;
}

/** The layers that can be asked what is under the pointer, what they show and which property names it; in the order of the list. */
const layersOfThings: readonly { layer: string; sort: Sort; id: string }[] = [
  { layer: "patrols-moving", sort: "sortie", id: "sortie" },
  { layer: "meeting-points", sort: "meeting-point", id: "meeting_point" },
  { layer: "posts", sort: "post", id: "feature_id" },
  { layer: "gaps-open", sort: "gap", id: "gap" },
  { layer: "gaps", sort: "gap", id: "gap" },
  { layer: "gaps-tiles", sort: "gap", id: "feature_id" },
  { layer: "beats", sort: "beat", id: "beat" },
  { layer: "sectors", sort: "sector", id: "sector" },
  { layer: "sectors-above", sort: "sector", id: "sector" },
  { layer: "coverage", sort: "coverage", id: "stretch" },
  { layer: "ways", sort: "patrol", id: "patrol" },
  { layer: "border", sort: "stretch", id: "id" },
  { layer: "routes", sort: "route", id: "id" },
];

/** The layers to ask. */
export const askedLayers: readonly string[] = layersOfThings.map((l) => l.layer);

/** The most things of one sort that are listed. */
export const mostOfOne = 12;

/** The things that features of the map are of, each once: places first, then gaps, those that are open at the hour before others. */
export function thingsOf(hits: readonly Hit[], gaps: readonly Gap[], hour: number): Chosen[] {
  const seen = new Set<string>();
  const out: Chosen[] = [];
  for (const { layer, sort, id } of layersOfThings) {
    const mine: Chosen[] = [];
    for (const hit of hits) {
      const name = hit.layer === layer ? (hit.properties[id] ?? hit.properties["feature_id"]) : undefined;
      if (name === undefined || name === null || seen.has(`${sort} ${String(name)}`)) continue;
      seen.add(`${sort} ${String(name)}`);
      mine.push({ sort, id: String(name) });
      if (typeof hit.properties["name"] === "string") noteName(sort, String(name), hit.properties["name"]);
    }
    if (sort === "gap") inOrderOfTime(mine, gaps, hour);
    out.push(...mine.slice(0, mostOfOne));
  }
  return out;
}

function inOrderOfTime(things: Chosen[], gaps: readonly Gap[], hour: number): void {
  if (things.length < 2) return;
  const wanted = new Set(things.map((x) => x.id));
  const found = new Map(gaps.filter((g) => wanted.has(g.id)).map((g) => [g.id, g]));
  const rank = (x: Chosen) => {
    const g = found.get(x.id);
    return g ? (mayBeOpen(g, hour) ? -1 : g.from_h) : Infinity;
  };
  things.sort((a, b) => rank(a) - rank(b));
}
