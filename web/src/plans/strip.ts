import type { Border } from "../geo/border";
import type { GapChange } from "../model/comparison";
import type { Plan } from "../model/plan";
import type { Span } from "./compared";

// The border laid out straight, for two plans one above the other: spans of it in
// chainages, thinned to what can be told apart at a width.

/** A span of the border; `tone` tells neighbours apart. */
export interface Bar {
  from_m: number;
  to_m: number;
  tone: 0 | 1;
  label: string;
}

/** The sectors of a plan by layer, each cut at the end of a ring. */
export function sectorBars(plan: Pick<Plan, "sectors" | "layers">, border: Pick<Border, "length_m" | "closed">): { layer: string; bars: Bar[] }[] {
  return plan.layers.map(({ name }) => {
    const own = plan.sectors.filter((s) => s.layer === name && s.to_m > s.from_m).sort((a, b) => a.from_m - b.from_m);
    return { layer: name, bars: own.flatMap((s, i) => pieces(s.from_m, s.to_m, border).map((p) => ({ ...p, tone: (i % 2) as 0 | 1, label: s.pair }))) };
  });
}

/** A span cut where a ring begins anew, each piece within the border. */
export function pieces(from_m: number, to_m: number, border: Pick<Border, "length_m" | "closed">): { from_m: number; to_m: number }[] {
  const length = border.length_m;
  if (!border.closed || length <= 0) return clip(from_m, to_m, length);
  if (to_m - from_m >= length) return [{ from_m: 0, to_m: length }];
  const turn = length * Math.floor(from_m / length);
  const [from, to] = [from_m - turn, to_m - turn];
  return to <= length ? clip(from, to, length) : [...clip(from, length, length), ...clip(0, to - length, length)];
}

function clip(from: number, to: number, length: number): { from_m: number; to_m: number }[] {
  const [low, high] = [Math.max(0, from), Math.min(length, to)];
  return high > low ? [{ from_m: low, to_m: high }] : [];
}

/** Spans of the border's stretches, in chainages of the border; those of other routes are left out. */
export function onBorder(spans: readonly Span[], border: Pick<Border, "stretches">): { from_m: number; to_m: number }[] {
  const starts = new Map(border.stretches.map((s) => [s.id, s.line.from_m]));
  const out: { from_m: number; to_m: number }[] = [];
  for (const s of spans) {
    const start = starts.get(s.route);
    if (start !== undefined) out.push({ from_m: start + s.from_m, to_m: start + s.to_m });
  }
  return out;
}

/** Spans as they can be told apart: in order, those that touch or are nearer than apart_m made one. */
export function merged(spans: readonly { from_m: number; to_m: number }[], apart_m: number): { from_m: number; to_m: number }[] {
  const out: { from_m: number; to_m: number }[] = [];
  for (const s of [...spans].sort((a, b) => a.from_m - b.from_m)) {
    const last = out.at(-1);
    if (last && s.from_m - last.to_m <= apart_m) last.to_m = Math.max(last.to_m, s.to_m);
    else out.push({ from_m: s.from_m, to_m: s.to_m });
  }
  return out;
}

/** The gaps of a plan that are never watched, and those that are, but too seldom. */
export function gapSpans(plan: Pick<Plan, "gaps" | "period_h">): { never: Span[]; seldom: Span[] } {
  const out: { never: Span[]; seldom: Span[] } = { never: [], seldom: [] };
  for (const { route, from_m, to_m, gap_h } of plan.gaps) (gap_h >= plan.period_h ? out.never : out.seldom).push({ route, from_m, to_m });
  return out;
}

/** The spans of gap changes. */
export function changeSpans(list: readonly GapChange[] | null): Span[] {
  return (list ?? []).map(({ route, from_m, to_m }) => ({ route, from_m, to_m }));
}

/** Ticks of an axis: round numbers of kilometres, at most `most` of them, the first at 0. */
export function ticks(length_m: number, most: number): number[] {
  const km = length_m / 1000;
  if (!(km > 0) || most < 1) return [0];
  let step = 10 ** Math.floor(Math.log10(km / most));
  for (const by of [1, 2, 5, 10]) {
    if ((km / (step * by)) <= most) {
      step *= by;
      break;
    }
  }
  const out: number[] = [];
  for (let i = 0; i * step <= km; i++) out.push(i * step);
  return out;
}
