import type { Gap } from "../model/plan";
import { grouped } from "./grouped";

/** What became of a gap against other gaps: those of the plan before a change. */
export type ChangeOfGap = "new" | "gone" | "longer" | "shorter" | "same";

/** A gap beside what it was before. */
export interface ComparedGap {
  gap: Gap;
  change: ChangeOfGap;
  change_km_h: number;
}

const slightKmH = 0.05; // what changes by less is said to be the same; the difference counts all the same

/**
 * Gaps beside those before: each is the continuation of the one on its route that
 * it has most in common with (length times time), as long as that one is nobody
 * else's; the others are new, or gone. Gaps that are alike are matched first and
 * cost nothing; the others, of which a change has few, are compared along the route.
 */
export function compareGaps(now: readonly Gap[], before: readonly Gap[]): ComparedGap[] {
  const alike = grouped(before, likeness);
  const out = new Map<Gap, ComparedGap>();
  const gone = new Set(before);
  const open: Gap[] = [];
  for (const gap of now) {
    const like = alike.get(likeness(gap))?.shift();
    if (!like) {
      open.push(gap);
      continue;
    }
    gone.delete(like);
    out.set(gap, told(gap, like));
  }
  for (const { gap, was } of commonest(open, [...gone])) {
    if (out.has(gap) || !gone.has(was)) continue;
    gone.delete(was);
    out.set(gap, told(gap, was));
  }
  const kept = now.map((gap) => out.get(gap) ?? { gap, change: "new" as const, change_km_h: gap.exposure_km_h });
  return [...kept, ...[...gone].map((gap) => ({ gap, change: "gone" as const, change_km_h: -gap.exposure_km_h }))];
}

function told(gap: Gap, was: Gap): ComparedGap {
  const change_km_h = gap.exposure_km_h - was.exposure_km_h;
  if (Math.abs(change_km_h) < slightKmH) return { gap, change: "same", change_km_h };
  return { gap, change: change_km_h > 0 ? "longer" : "shorter", change_km_h };
}

/** Gaps of one likeness are the same to a metre and a minute. */
function likeness(g: Gap): string {
  return `${g.route} ${Math.round(g.from_m)} ${Math.round(g.to_m)} ${Math.round(g.from_h * 60)} ${Math.round(g.to_h * 60)}`;
}

/** Pairs of gaps that overlap, the largest overlap first. */
function commonest(now: readonly Gap[], before: readonly Gap[]): { gap: Gap; was: Gap }[] {
  const along = grouped([...before].sort((a, b) => a.from_m - b.from_m), (g) => g.route);
  const found: { gap: Gap; was: Gap; common: number }[] = [];
  for (const gap of now) {
    for (const was of along.get(gap.route) ?? []) {
      if (was.from_m >= gap.to_m) break;
      const length = Math.min(gap.to_m, was.to_m) - Math.max(gap.from_m, was.from_m);
      const time = Math.min(gap.to_h, was.to_h) - Math.max(gap.from_h, was.from_h);
      if (length > 0 && time > 0) found.push({ gap, was, common: length * time });
    }
  }
  return found.sort((a, b) => b.common - a.common);
}
