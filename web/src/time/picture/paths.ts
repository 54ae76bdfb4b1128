import type { Border } from "../../geo/border";
import type { Plan } from "../../model/plan";
import { firstAfter } from "../positions";
import type { Trip } from "../trips";

// How the sorties of a beat go along the border: lines in chainage and hours from
// their meeting. On a ring chainages may count on beyond the border's ends.

/** A line of places in space and time, m and h in turn. */
export type Knots = readonly number[];

/** What sorties of a beat do along the border. */
export interface Path {
  trip: Trip;
  pair: string;
  layer: number; // place of the layer in the plan
  joint: Knots;
  solo: { side: number; radius_m: number; knots: Knots }[]; // side: place in the plan's sides
  radius_m: number; // how far is watched while together
  low_m: number;
  high_m: number;
  from_h: number; // of what is drawn, from the meeting
  to_h: number;
}

/** The paths of all trips; of those whose legs are not there yet what the plan says of the walk. */
export function pathsOf(trips: readonly Trip[], plan: Plan): Path[] {
  const layers = new Map(plan.layers.map((l, i) => [l.name, i]));
  return trips.map((trip) => extent(trip.legs.length > 0 ? measured(trip, plan, layers) : planned(trip, layers)));
}

type Bare = Omit<Path, "low_m" | "high_m" | "from_h" | "to_h">;

function measured(trip: Trip, plan: Plan, layers: Map<string, number>): Bare {
  const out = { ...planned(trip, layers), solo: [] as Path["solo"] };
  const joint: number[] = [];
  let open: { leg: string; side: number; radius_m: number; knots: number[] } | undefined;
  for (const l of trip.legs) {
    if (l.leg === "joint") out.radius_m = l.radius_m;
  }
  for (const side of ["", ...plan.sides]) {
    open = undefined;
    for (const l of trip.legs) {
      if (l.side !== side) continue;
      const { border_from_m: from, border_to_m: to } = l;
      if (from === null || to === null) {
        open = undefined;
        continue;
      }
      if (l.leg === "joint") {
        extend(joint, from, l.from_h, to, l.to_h);
        continue;
      }
      if (!open || open.leg !== l.leg) {
        open = { leg: l.leg, side: plan.sides.indexOf(side), radius_m: l.radius_m, knots: [] };
        out.solo.push(open);
      }
      extend(open.knots, from, l.from_h, to, l.to_h);
    }
  }
  if (joint.length > 0) out.joint = joint;
  return out;
}

function extend(knots: number[], fromM: number, fromH: number, toM: number, toH: number): void {
  const n = knots.length;
  if (n === 0 || Math.abs((knots[n - 2] ?? 0) - fromM) > 1 || Math.abs((knots[n - 1] ?? 0) - fromH) > 1e-3) knots.push(fromM, fromH);
  knots.push(toM, toH);
}

/** The walk as a beat says it: from the meeting to one end and back to where they part, at an even speed. */
function planned(trip: Trip, layers: Map<string, number>): Bare {
  const b = trip.beat;
  const start = b.from_m + b.to_m - b.part_m;
  const [first, second] = [Math.abs(start - b.meet_m), Math.abs(b.part_m - start)];
  const middle = first + second > 0 ? (b.walk_h * first) / (first + second) : 0;
  return { trip, pair: b.pair, layer: layers.get(trip.layer) ?? 0, joint: [b.meet_m, 0, start, middle, b.part_m, b.walk_h], solo: [], radius_m: 0 };
}

function extent(p: Bare): Path {
  let [low_m, high_m, from_h, to_h] = [Infinity, -Infinity, 0, 0];
  for (const knots of [p.joint, ...p.solo.map((s) => s.knots)]) {
    for (let i = 0; i + 1 < knots.length; i += 2) {
      const [m, h] = [knots[i] ?? 0, knots[i + 1] ?? 0];
      [low_m, high_m] = [Math.min(low_m, m), Math.max(high_m, m)];
      [from_h, to_h] = [Math.min(from_h, h), Math.max(to_h, h)];
    }
  }
  return { ...p, low_m, high_m, from_h, to_h };
}

/** Calls f for each sortie of a path that is under way in a window of time, with the hour of its meeting there. */
export function eachSortie(path: Path, periodH: number, fromH: number, toH: number, f: (meetH: number, index: number) => void): void {
  const meets = path.trip.meets_h;
  for (const turn of turnsH(path, periodH, fromH, toH)) {
    const end = firstAfter(meets, toH - turn - path.from_h);
    for (let i = firstAfter(meets, fromH - turn - path.to_h); i < end; i++) f((meets[i] ?? 0) + turn, i);
  }
}

/** Where along the border who goes by knots is, at hours from the meeting; undefined before and after. */
export function placeOn(knots: Knots, h: number): number | undefined {
  for (let i = 0; i + 3 < knots.length; i += 2) {
    const [m1 = 0, h1 = 0, m2 = 0, h2 = 0] = [knots[i], knots[i + 1], knots[i + 2], knots[i + 3]];
    if (h < h1 || h > h2) continue;
    return h2 > h1 ? m1 + ((m2 - m1) * (h - h1)) / (h2 - h1) : m1;
  }
  return undefined;
}

/** By how many metres a path is shifted to lie on the border: once, but on a ring, where it may be met again after a turn. */
export function turnsM(border: Border, lowM: number, highM: number): number[] {
  const length = border.length_m;
  if (!border.closed || !(length > 0)) return [0];
  const out: number[] = [];
  for (let k = Math.floor(lowM / length); k <= Math.floor(highM / length) && out.length < 5; k++) out.push(-k * length);
  return out;
}

/** By how many hours sorties are shifted to lie in a window of time: 0, and a period before and after, as the timetable repeats. */
export function turnsH(path: Path, periodH: number, fromH: number, toH: number): number[] {
  if (!(periodH > 0)) return [0];
  const out = [0];
  if (path.from_h < 0 && toH > periodH + path.from_h) out.push(periodH);
  if (path.to_h > 0 && fromH < path.to_h) out.push(-periodH);
  return out;
}
