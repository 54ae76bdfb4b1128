import type { Gap } from "../model/plan";

/** An hour at which gaps open, with that of the largest exposure. */
export interface Opening {
  at_h: number;
  gap: Gap;
  more: number; // others that open then
}

/** Gaps that open within a minute of each other open at once. */
const sameH = 1 / 60;

/** The hours at which gaps open, in order. What is open from the period's start on opened before. */
export function openingsOf(gaps: readonly Gap[]): Opening[] {
  const out: Opening[] = [];
  for (const gap of gaps.filter((g) => g.from_h > sameH / 2).sort((a, b) => a.from_h - b.from_h)) {
    const last = out.at(-1);
    if (!last || gap.from_h - last.at_h > sameH) {
      out.push({ at_h: gap.from_h, gap, more: 0 });
      continue;
    }
    last.more++;
    if (gap.exposure_km_h > last.gap.exposure_km_h) last.gap = gap;
  }
  return out;
}

/** The next opening after an hour, or the last before it. */
export function openingFrom(openings: readonly Opening[], hour: number, way: "next" | "previous"): Opening | undefined {
  const hair = 1e-6;
  return way === "next" ? openings.find((o) => o.at_h > hour + hair) : openings.findLast((o) => o.at_h < hour - hair);
}
