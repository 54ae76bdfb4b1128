import type { Border } from "../../geo/border";
import type { Plan } from "../../model/plan";
import { placesAt } from "./hit";
import { turnsM, type Path } from "./paths";
import { watchedOf, type Watched } from "./shapes";

/** What the picture is of: all that does not change while time goes on or something is dragged. */
export interface Scene {
  plan: Plan;
  border: Border;
  periodH: number;
  midnightH: number; // an hour of the plan at which it is midnight
  paths: readonly Path[];
  watched: readonly Watched[];
  passing: Float64Array; // what is watched from off the border: from_m, to_m, from_h, to_h of each in turn
  sorties: Map<string, { path: Path; meet_h: number; turns_m: readonly number[] }>;
}

/** So many watches from off the border are drawn at most. */
const mostPassing = 200_000;

/** Makes the scene of a plan. */
export function sceneOf(plan: Plan, border: Border, paths: readonly Path[], midnightH: number): Scene {
  const sorties: Scene["sorties"] = new Map();
  for (const path of paths) {
    const turns_m = turnsM(border, path.low_m, path.high_m);
    for (const s of path.trip.sorties) sorties.set(s.id, { path, meet_h: s.meet_h, turns_m });
  }
  const watched = watchedOf(plan.coverage, border);
  return { plan, border, periodH: plan.period_h, midnightH, paths, watched, passing: passingOf(watched, plan.period_h, sorties), sorties };
}

/** Watches of which the path along the border tells nothing: by sorties that pass it somewhere else. */
function passingOf(watched: readonly Watched[], periodH: number, sorties: Scene["sorties"]): Float64Array {
  const out: number[] = [];
  const told = new Map<string, boolean>(); // of one beat and stretch at the same hours from the meeting
  for (const [i, s] of watched.entries()) {
    for (const w of s.coverage.watches ?? []) {
      if (out.length >= 4 * mostPassing) return Float64Array.from(out);
      const of = sorties.get(w.sortie);
      if (!of) continue;
      const [fromH, toH] = [w.from_h - of.meet_h, w.to_h - of.meet_h];
      const key = `${i} ${of.path.trip.beat.id} ${fromH.toFixed(2)}`;
      let along = told.get(key);
      if (along === undefined) told.set(key, (along = goesAlong(of.path, of.turns_m, s, fromH, toH)));
      if (along) continue;
      out.push(s.from_m, s.to_m, w.from_h, w.to_h);
      if (w.to_h > periodH) out.push(s.from_m, s.to_m, w.from_h - periodH, w.to_h - periodH);
    }
  }
  return Float64Array.from(out);
}

/** Whether a path goes by a stretch, near enough to see it, between two hours. */
function goesAlong(path: Path, turnsM: readonly number[], s: Watched, fromH: number, toH: number): boolean {
  const steps = 8;
  for (let k = 0; k <= steps; k++) {
    for (const p of placesAt(path, fromH + ((toH - fromH) * k) / steps)) {
      for (const turn of turnsM) {
        if (p.m + turn >= s.from_m - p.radius_m && p.m + turn <= s.to_m + p.radius_m) return true;
      }
    }
  }
  return false;
}
