import type { Border } from "../../geo/border";
import type { Coverage, Gap } from "../../model/plan";

// Gaps and what is watched, as shapes in chainage of the border and hours.

/** A gap of the border. */
export interface GapShape {
  gap: Gap;
  from_m: number; // of the border
  to_m: number;
  never: boolean; // nobody watches it in all of the period
  edges: readonly { m: number; from_h: number; to_h: number }[]; // in order along the border; straight between
}

/** The gaps that lie on the border, as shapes. */
export function gapShapes(gaps: readonly Gap[], border: Border, periodH: number): GapShape[] {
  const starts = startsOf(border);
  const out: GapShape[] = [];
  for (const gap of gaps) {
    const start = starts.get(gap.route);
    if (start === undefined) continue;
    const never = gap.reason !== "revisit_exceeded";
    out.push({ gap, from_m: start + gap.from_m, to_m: start + gap.to_m, never, edges: edgesOf(gap, start, never, periodH) });
  }
  return out;
}

function edgesOf(gap: Gap, startM: number, never: boolean, periodH: number): GapShape["edges"] {
  if (gap.outline && gap.outline.length > 1) return gap.outline.map((e) => ({ m: startM + e.at_m, from_h: e.from_h, to_h: e.to_h }));
  const [from_h, to_h] = never && gap.to_h <= gap.from_h ? [0, periodH] : [gap.from_h, gap.to_h];
  return [gap.from_m, gap.to_m].map((m) => ({ m: startM + m, from_h, to_h }));
}

function startsOf(border: Border): Map<string, number> {
  return new Map(border.stretches.map((s) => [s.id, s.line.from_m]));
}

/** When a gap is open at a chainage; undefined outside of it. */
export function openAt(shape: GapShape, m: number): { from_h: number; to_h: number } | undefined {
  const { edges } = shape;
  for (let i = 0; i + 1 < edges.length; i++) {
    const [a, b] = [edges[i], edges[i + 1]];
    if (!a || !b || m < a.m || m > b.m) continue;
    const t = b.m > a.m ? (m - a.m) / (b.m - a.m) : 0;
    return { from_h: a.from_h + (b.from_h - a.from_h) * t, to_h: a.to_h + (b.to_h - a.to_h) * t };
  }
  return undefined;
}

/** A stretch of the border of which a plan says when it is watched. */
export interface Watched {
  from_m: number; // of the border
  to_m: number;
  always: boolean; // posts see it all the time
  coverage: Coverage;
}

/** What is watched of the border, in order along it. */
export function watchedOf(coverage: readonly Coverage[], border: Border): Watched[] {
  const starts = startsOf(border);
  const out: Watched[] = [];
  for (const c of coverage) {
    const start = starts.get(c.route);
    if (start === undefined) continue;
    out.push({ from_m: start + c.from_m, to_m: start + c.to_m, always: c.revisit_h === 0 && (c.watches ?? []).length === 0, coverage: c });
  }
  return out.sort((a, b) => a.from_m - b.from_m);
}
