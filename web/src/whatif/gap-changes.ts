import type { Gap, Kind } from "../model/plan";

/** What changes have done to the gaps: spans of watched routes, how many and how long in all. */
export interface GapChanges {
  opened: Spans; // were no gap before
  closed: Spans; // are none any more
  longer: Spans; // are a gap for more hours
  shorter: Spans;
}

export interface Spans {
  count: number;
  length_m: number;
}

/** Kilometres times hours by kind of route. */
export type ExposureByKind = Partial<Record<Kind, number>>;

/** Exposure of gaps, by kind; without a kind that has none. */
export function exposureByKind(gaps: readonly Gap[]): ExposureByKind {
  const out: ExposureByKind = {};
  for (const g of gaps) out[g.kind] = (out[g.kind] ?? 0) + g.exposure_km_h;
  return out;
}

/** Exposure of gaps in all. */
export function exposureOf(gaps: readonly Gap[]): number {
  let sum = 0;
  for (const g of gaps) sum += g.exposure_km_h;
  return sum;
}

const leastHour = 1e-6;
const leastM = 0.5;

/** Compares the gaps of a plan with those of the changed one, place by place. Costs n log n of them. */
export function gapChanges(before: readonly Gap[], after: readonly Gap[]): GapChanges {
  const out: GapChanges = { opened: none(), closed: none(), longer: none(), shorter: none() };
  const routes = new Map<string, End[]>();
  const add = (gaps: readonly Gap[], side: 0 | 1) => {
    for (const g of gaps) {
      if (!(g.to_m > g.from_m)) continue;
      const hours = g.exposure_km_h / ((g.to_m - g.from_m) / 1000);
      const ends = routes.get(g.route) ?? [];
      ends.push({ at_m: g.from_m, side, gaps: 1, hours }, { at_m: g.to_m, side, gaps: -1, hours: -hours });
      routes.set(g.route, ends);
    }
  };
  add(before, 0);
  add(after, 1);
  for (const ends of routes.values()) sweep(ends, out);
  return out;
}

interface End {
  at_m: number;
  side: 0 | 1;
  gaps: number;
  hours: number;
}

type Sort = keyof GapChanges;

/** Goes along a route; what changes in one way without a break is one span. */
function sweep(ends: End[], out: GapChanges): void {
  ends.sort((a, b) => a.at_m - b.at_m);
  const gaps: [number, number] = [0, 0];
  const hours: [number, number] = [0, 0];
  let span: { sort: Sort; from_m: number } | null = null;
  const close = (at: number) => {
    if (span && at - span.from_m > leastM) {
      out[span.sort].count++;
      out[span.sort].length_m += at - span.from_m;
    }
    span = null;
  };
  for (let i = 0; i < ends.length; i++) {
    const end = ends[i];
    if (!end) continue;
    gaps[end.side] += end.gaps;
    hours[end.side] += end.hours;
    if (Math.abs((ends[i + 1]?.at_m ?? Infinity) - end.at_m) < 1e-6) continue;
    const sort = sortOf(gaps, hours);
    const open: { sort: Sort; from_m: number } | null = span;
    if (sort === (open as { sort: Sort } | null)?.sort) continue;
    close(end.at_m);
    span = sort ? { sort, from_m: end.at_m } : null;
  }
}

function sortOf(gaps: [number, number], hours: [number, number]): Sort | undefined {
  if (gaps[0] === 0 && gaps[1] === 0) return undefined;
  if (gaps[0] === 0) return "opened";
  if (gaps[1] === 0) return "closed";
  const more = hours[1] - hours[0];
  const least = leastHour * Math.max(1, hours[0]);
  return more > least ? "longer" : more < -least ? "shorter" : undefined;
}

function none(): Spans {
  return { count: 0, length_m: 0 };
}
