import type { Change } from "../model/change";
import type { Plan } from "../model/plan";
import { touchM } from "./movables";

/** Two sectors whose boundary was moved and that no longer touch, and the stretch between them, which is nobody's. */
export interface Parted {
  pairs: readonly [string, string];
  from_m: number;
  to_m: number;
}

/** The pairs between which a moved boundary has left a stretch to nobody, as one of them cannot reach it. */
export function partedBy(changes: readonly Change[], plan: Pick<Plan, "sectors">): Parted[] {
  const out = new Map<string, Parted>();
  for (const c of changes) {
    if (c.change !== "move_boundary" || !("pairs" in c)) continue;
    const [before, after] = c.pairs.map((pair) => plan.sectors.find((s) => s.pair === pair));
    if (before && after && after.from_m - before.to_m > touchM) out.set(c.pairs.join(" "), { pairs: c.pairs, from_m: before.to_m, to_m: after.from_m });
  }
  return [...out.values()];
}
