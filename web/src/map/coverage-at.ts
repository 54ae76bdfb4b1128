import type { Gap, Plan } from "../model/plan";

/** What there is of a stretch at an hour: it is being seen, was seen as lately as the rule asks, or not; always: posts see it. */
export type Now = "always" | "watched" | "within" | "overdue";

/** A stretch that the plan watches, ready to be asked about hours. */
export interface Watched {
  stretch: string; // as the collection coverage numbers it
  always: boolean;
  begins: Float64Array; // of watches, in order of time
  ends: Float64Array; // the latest end of the watches up to each
  allowed_h: number;
}

/** The stretches of a plan. The rule is that of the gaps of the same route, else of the same kind; where there is no gap nothing is overdue. */
export function watchedStretches(plan: Plan, gaps: readonly Gap[], kindOf: (route: string) => string): Watched[] {
  const allowed = new Map<string, number>();
  for (const g of gaps) for (const key of [g.route, `kind ${g.kind}`]) allowed.set(key, Math.min(g.allowed_h, allowed.get(key) ?? Infinity));
  const numbers = new Map<string, number>();
  return plan.coverage.map((c) => {
    const n = (numbers.get(c.route) ?? 0) + 1;
    numbers.set(c.route, n);
    const watches = c.watches ?? [];
    let latest = -Infinity;
    return {
      stretch: `${c.route}/${n}`,
      always: (c.beats ?? []).length === 0 || (watches.length === 0 && c.revisit_h === 0),
      begins: Float64Array.from(watches, (w) => w.from_h),
      ends: Float64Array.from(watches, (w) => (latest = Math.max(latest, w.to_h))),
      allowed_h: allowed.get(c.route) ?? allowed.get(`kind ${kindOf(c.route)}`) ?? Infinity,
    };
  });
}

/** What there is of a stretch at an hour of a timetable that repeats after a period. */
export function nowOf(s: Watched, hour: number, periodH: number): Now {
  if (s.always) return "always";
  let [low, high] = [0, s.begins.length]; // how many have begun
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((s.begins[middle] ?? Infinity) <= hour) low = middle + 1;
    else high = middle;
  }
  const before = low > 0 ? (s.ends[low - 1] ?? -Infinity) : -Infinity;
  const lastPeriod = (s.ends[s.ends.length - 1] ?? -Infinity) - periodH;
  const end = Math.max(before, lastPeriod);
  if (end > hour) return "watched";
  return hour - end > s.allowed_h ? "overdue" : "within";
}
