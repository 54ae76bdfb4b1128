import type { Dataset, Post } from "../api/datasets";
import type { Border } from "../geo/border";
import type { Beat, Pair, Plan, Sector, Sortie } from "../model/plan";
import { walkOf, windOf, type Wind } from "./walk";

/** A beat as a sheet tells it. */
export interface BeatOnSheet {
  number: number;
  beat: Beat;
  name: string; // of the meeting point; empty where it has none
  length_m: number; // of the walk
  legs: { length_m: number; wind: Wind; to_m: number }[];
}

/** A pair beside: who else may be near, where it meets, and when. */
export interface Neighbour {
  letter: "A" | "B"; // before and after along the border
  pair: string;
  at_m: number; // where its sector begins or ends
  touches: boolean; // its sector and this one have that boundary in common
  points: { name: string; at: [number, number]; m: number }[];
}

/** A line of the timetable. */
export interface SortieOnSheet {
  sortie: Sortie;
  beat: number;
  near: (number | null)[]; // for each neighbour the hour of its meeting that is nearest, if within nearH
}

/** All that a sector sheet says of a pair. */
export interface Content {
  plan: Plan;
  pair: Pair;
  sector: Sector;
  posts: { side: string; patrol: string; post: Post | undefined }[];
  beats: BeatOnSheet[];
  neighbours: Neighbour[];
  sorties: SortieOnSheet[];
}

const slight_m = 50; // less is no leg of a walk

/** Meetings of neighbours are told up to so many hours from one's own. */
export const nearH = 12;

/** Ids of the pairs that have something to walk, in the order of the plan. */
export function pairsWithSector(plan: Plan): string[] {
  const has = new Set(plan.sectors.map((s) => s.pair));
  return plan.pairs.map((p) => p.id).filter((id) => has.has(id));
}

/** What the sheet of a pair says; undefined where there is no such pair or it has no sector. */
export function contentOf(d: Dataset, id: string): Content | undefined {
  const plan = d.plan;
  const pair = plan?.pairs.find((p) => p.id === id);
  const sector = plan?.sectors.find((s) => s.pair === id);
  if (!plan || !pair || !sector) return undefined;
  const beats = plan.beats.filter((b) => b.pair === id).map((beat, i) => beatOnSheet(d.border, plan, beat, i + 1));
  const neighbours = neighboursOf(plan, d.border, sector);
  const numbers = new Map(beats.map((b) => [b.beat.id, b.number]));
  const meetings = neighbours.map((n) => plan.sorties.filter((s) => s.pair === n.pair).map((s) => s.meet_h).sort((a, b) => a - b));
  const sorties = plan.sorties
    .filter((s) => s.pair === id)
    .map((sortie) => ({ sortie, beat: numbers.get(sortie.beat) ?? 0, near: meetings.map((hours) => nearest(hours, sortie.meet_h)) }));
  const posts = plan.sides.map((side, i) => ({ side, patrol: pair.patrols[i] ?? "", post: d.posts.get(pair.posts[i] ?? "") }));
  return { plan, pair, sector, posts, beats, neighbours, sorties };
}

function beatOnSheet(border: Border, plan: Plan, beat: Beat, number: number): BeatOnSheet {
  const { stops_m, length_m } = walkOf(beat);
  const legs = stops_m.slice(1).map((to_m, i) => ({ to_m, length_m: Math.abs(to_m - (stops_m[i] ?? 0)), wind: windOf(border, stops_m[i] ?? 0, to_m) })).filter((leg) => leg.length_m >= slight_m);
  const point = plan.meeting_points.find((p) => p.id === beat.meeting_point);
  return { number, beat, name: point?.name || point?.id || "", length_m, legs };
}

/** The pairs whose sectors come before and after one of the same layer; on a ring the last comes before the first. */
function neighboursOf(plan: Plan, border: Border, sector: Sector): Neighbour[] {
  const along = plan.sectors.filter((s) => s.layer === sector.layer).sort((a, b) => a.from_m - b.from_m);
  const i = along.indexOf(sector);
  const round = border.closed && along.length > 1;
  const before = along[i - 1] ?? (round ? along.at(-1) : undefined);
  const after = along[i + 1] ?? (round ? along[0] : undefined);
  const beside = (of: Sector | undefined, letter: "A" | "B"): Neighbour[] => {
    if (!of || (letter === "B" && of === before)) return [];
    const [mine, its] = letter === "A" ? [sector.from_m, of.to_m] : [sector.to_m, of.from_m];
    const apart = Math.abs(mine - its);
    const touches = Math.min(apart, border.closed ? Math.abs(apart - border.length_m) : apart) < 1;
    return [{ letter, pair: of.pair, at_m: border.wrap(its), touches, points: pointsOf(plan, of.pair) }];
  };
  return [...beside(before, "A"), ...beside(after, "B")];
}

function pointsOf(plan: Plan, pair: string): Neighbour["points"] {
  const found = new Map<string, Neighbour["points"][number]>();
  for (const b of plan.beats.filter((x) => x.pair === pair)) {
    const point = plan.meeting_points.find((p) => p.id === b.meeting_point);
    found.set(b.meeting_point || String(b.meet_m), { name: point?.name || point?.id || "", at: b.meet_at, m: b.meet_m });
  }
  return [...found.values()];
}

/** The hour of a sorted list that is nearest to another, if it is within nearH. */
function nearest(hours: readonly number[], h: number): number | null {
  let best: number | null = null;
  for (const x of hours) if (Math.abs(x - h) <= nearH && (best === null || Math.abs(x - h) < Math.abs(best - h))) best = x;
  return best;
}
