import type { Dataset } from "../api/datasets";
import { kindName, layerName, reasonName } from "../lang/codes";
import { dateTime, number } from "../lang/format";
import { texts } from "../lang/language";
import type { Gap, Plan } from "../model/plan";
import type { Chosen, Sort } from "../state/selection";
import { clock } from "../state/time";
import { boundaries } from "../whatif/movables";
import { movableName } from "../whatif/words";
import { nameSeen } from "./seen";

const t = texts({
  en: {
    gap: "Gap", pair: "Pair", sector: "Sector", beat: "Beat", sortie: "Sortie", "meeting-point": "Meeting point", post: "Post", patrol: "Patrol",
    stretch: "Stretch of the border", route: "Route", coverage: "Watched stretch", boundary: "Boundary",
    pairOf: "Pair {n}: {a} and {b}", sectorOf: "Sector of pair {n}: {a} and {b}", sectorPublic: "Sector {n}", beatOf: "Beat {k} of pair {n}, km {from}–{to}",
    sortieOf: "Sortie {k} of pair {n}", onRoute: "{name}, km {from}–{to}", atTime: "{title}, from {when}", layered: "{text} ({layer})",
  },
  es: {
    gap: "Hueco", pair: "Pareja", sector: "Sector", beat: "Ronda", sortie: "Salida", "meeting-point": "Punto de encuentro", post: "Puesto", patrol: "Patrulla",
    stretch: "Tramo de la frontera", route: "Ruta", coverage: "Tramo vigilado", boundary: "Límite",
    pairOf: "Pareja {n}: {a} y {b}", sectorOf: "Sector de la pareja {n}: {a} y {b}", sectorPublic: "Sector {n}", beatOf: "Ronda {k} de la pareja {n}, km {from}–{to}",
    sortieOf: "Salida {k} de la pareja {n}", onRoute: "{name}, km {from}–{to}", atTime: "{title}, desde {when}", layered: "{text} ({layer})",
  },
});

export { kindName, layerName, reasonName };

/** What sort of thing it is, in the page's language. */
export function sortName(sort: Sort): string {
  return t(sort);
}

/** Kilometres of chainage, without a unit. */
export function chainage(m: number, decimals = 1): string {
  return number(m / 1000, decimals);
}

/** Name of a route or of a stretch of the border. */
export function routeName(dataset: Dataset, id: string): string {
  return dataset.routes.get(id)?.name ?? dataset.border.stretches.find((s) => s.id === id)?.name ?? id;
}

/** Name of a post, its id where the viewer has none. */
function postName(dataset: Dataset, id: string): string {
  return dataset.posts.get(id)?.name ?? id;
}

/** Name of a meeting point. */
function meetingName(plan: Plan, id: string): string {
  return plan.meeting_points.find((m) => m.id === id)?.name || id;
}

/** What to call a thing that was chosen, short enough for a list. */
export function titleOf(dataset: Dataset, gaps: readonly Gap[], { sort, id }: Chosen): string {
  const { plan } = dataset;
  switch (sort) {
    case "gap": {
      const gap = gaps.find((g) => g.id === id);
      return gap ? gapTitle(dataset, gap) : (nameSeen(sort, id) ?? id);
    }
    case "stretch":
    case "route":
      return routeName(dataset, id);
    case "post":
      return postName(dataset, id);
    case "patrol":
      return id;
    default:
      return plan ? titleInPlan(dataset, plan, { sort, id }) : sort === "sector" ? t("sectorPublic", { n: id }) : (nameSeen(sort, id) ?? id);
  }
}

/** A gap is told by its place and, where it is not open all the time, by when it opens: a place may have many. */
function gapTitle(dataset: Dataset, gap: Gap): string {
  const title = t("onRoute", { name: routeName(dataset, gap.route), from: chainage(gap.from_m), to: chainage(gap.to_m) });
  const whole = gap.from_h <= 0 && gap.to_h >= (dataset.plan?.period_h ?? 0);
  return whole ? title : t("atTime", { title, when: dateTime(clock(gap.from_h)) });
}

function titleInPlan(dataset: Dataset, plan: Plan, { sort, id }: Chosen): string {
  switch (sort) {
    case "pair":
      return pairTitle(plan, id, "pairOf");
    case "sector":
      return pairTitle(plan, plan.sectors.find((s) => s.id === id)?.pair ?? id, "sectorOf");
    case "beat": {
      const beat = plan.beats.find((b) => b.id === id);
      return beat ? t("beatOf", { k: numberOfBeat(plan, id), n: numberOfPair(plan, beat.pair), from: chainage(beat.from_m), to: chainage(beat.to_m) }) : id;
    }
    case "sortie": {
      const sortie = plan.sorties.find((s) => s.id === id);
      return sortie ? t("sortieOf", { k: sortie.number, n: numberOfPair(plan, sortie.pair) }) : id;
    }
    case "meeting-point":
      return meetingName(plan, id);
    case "boundary": {
      const boundary = boundaries({ plan, border: dataset.border }).find((b) => b.id === id);
      return boundary ? movableName(boundary) : id;
    }
    case "coverage": {
      const cut = id.lastIndexOf("/");
      const c = plan.coverage.filter((x) => x.route === id.slice(0, cut))[Number(id.slice(cut + 1)) - 1];
      return c ? t("onRoute", { name: routeName(dataset, c.route), from: chainage(c.from_m), to: chainage(c.to_m) }) : id;
    }
    default:
      return id;
  }
}

function pairTitle(plan: Plan, id: string, text: "pairOf" | "sectorOf"): string {
  const pair = plan.pairs.find((p) => p.id === id);
  if (!pair) return id;
  const title = t(text, { n: pair.number, a: pair.patrols[0], b: pair.patrols[1] });
  return pair.layer === "surface" ? title : t("layered", { text: title, layer: layerName(pair.layer) });
}

/** Number of a pair along the border, with its layer where that is none of the surface. */
export function numberOfPair(plan: Plan, id: string): string {
  const pair = plan.pairs.find((p) => p.id === id);
  if (!pair) return id;
  return pair.layer === "surface" ? String(pair.number) : t("layered", { text: pair.number, layer: layerName(pair.layer) });
}

/** Which of its pair's beats one is, along the border. */
function numberOfBeat(plan: Plan, id: string): number {
  const beat = plan.beats.find((b) => b.id === id);
  return beat ? plan.beats.filter((b) => b.pair === beat.pair).indexOf(beat) + 1 : 0;
}
