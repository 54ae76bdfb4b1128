import type { Border } from "../geo/border";
import type { Plan, Sector } from "../model/plan";
import { grouped } from "./grouped";

const found = new WeakMap<Plan, Sector[][]>();

/** Ids of the pairs whose sector has a chainage of the border: one of a layer at most. On a ring sectors may count on beyond its ends. */
export function pairsAt(plan: Plan, border: Border, m: number): string[] {
  let layers = found.get(plan);
  if (!layers) found.set(plan, (layers = [...grouped(plan.sectors, (s) => s.layer).values()].map((of) => of.sort((a, b) => a.from_m - b.from_m))));
  const turns = border.closed ? [m, m + border.length_m, m - border.length_m] : [m];
  return layers.flatMap((sectors) => {
    for (const at of turns) {
      const last = sectors[lastFrom(sectors, at)];
      if (last && at < last.to_m) return [last.pair];
    }
    return [];
  });
}

/** Index of the last sector that begins at or before a chainage, −1 for none. */
function lastFrom(sectors: readonly Sector[], m: number): number {
  let [low, high] = [-1, sectors.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sectors[middle]?.from_m ?? 0) <= m) low = middle;
    else high = middle - 1;
  }
  return low;
}
