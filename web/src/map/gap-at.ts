import type { Gap } from "../model/plan";

/** A span of a route, [from, to) of its chainage. */
export type SpanM = [from_m: number, to_m: number];

/** Whether some of a gap may be open at an hour. */
export function mayBeOpen(gap: Gap, hour: number): boolean {
  return gap.from_h <= hour && hour < gap.to_h;
}

/**
 * The parts of a gap that are overdue at an hour, in order along its route. The
 * outline has from when until when each place is overdue, and runs straight
 * between two of its entries; so what is open between them is one span at most.
 */
export function openAt(gap: Gap, hour: number): SpanM[] {
  if (!mayBeOpen(gap, hour)) return [];
  const outline = gap.outline ?? [];
  if (outline.length < 2) return [[gap.from_m, gap.to_m]];
  const out: SpanM[] = [];
  for (let i = 0; i + 1 < outline.length; i++) {
    const [a, b] = [outline[i], outline[i + 1]];
    if (!a || !b || b.at_m <= a.at_m) continue; // a step in time at one place
    const begun = where(a.from_h - hour, b.from_h - hour); // overdue since then
    const still = where(hour - a.to_h, hour - b.to_h); // not yet watched again
    const [low, high] = [Math.max(begun[0], still[0]), Math.min(begun[1], still[1])];
    if (!(high > low)) continue;
    const span: SpanM = [a.at_m + (b.at_m - a.at_m) * low, a.at_m + (b.at_m - a.at_m) * high];
    const last = out.at(-1);
    if (last && span[0] - last[1] < 0.01) last[1] = span[1];
    else out.push(span);
  }
  return out;
}

/** Which part of 0…1 a straight line from a to b is 0 or below. */
function where(a: number, b: number): [number, number] {
  if (a <= 0 && b <= 0) return [0, 1];
  if (a > 0 && b > 0) return [1, 0];
  const zero = a / (a - b);
  return a <= 0 ? [0, zero] : [zero, 1];
}
