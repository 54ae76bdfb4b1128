import type { Plan } from "../model/plan";

/** What a plan comes to, in a few numbers. */
export interface Summary {
  pairs: number;
  sorties: number;
  gaps: number;
  length_m: number; // of all watched routes
  never_m: number; // never watched
  late_m: number; // watched, but too seldom
  exposure_km_h: number;
  layers: LayerSummary[];
}

/** What the division of a layer comes to. */
export interface LayerSummary {
  name: string;
  pairs: number;
  lambda_h: number;
  share: number; // largest share of a shift
  unreachable_m: number;
  optimal: boolean;
}

/** The layer that walks and rows, else the first. */
export function mainLayer(layers: readonly LayerSummary[]): LayerSummary | undefined {
  return layers.find((l) => l.name === "surface") ?? layers[0];
}

/** Whether every layer's division is proven; false without a layer. */
export function isProven(s: Summary): boolean {
  return s.layers.length > 0 && s.layers.every((l) => l.optimal);
}

/** Sums a plan up. */
export function summaryOfPlan(plan: Plan): Summary {
  const out: Summary = { pairs: plan.pairs.length, sorties: plan.sorties.length, gaps: plan.gaps.length, length_m: 0, never_m: 0, late_m: 0, exposure_km_h: 0, layers: [] };
  for (const t of plan.totals.kinds ?? []) {
    out.length_m += t.length_m;
    out.never_m += t.gap_m - t.late_m;
    out.late_m += t.late_m;
    out.exposure_km_h += t.exposure_km_h;
  }
  out.layers = plan.layers.map(({ name, pairs, lambda_h, share, unreachable_m, optimal }) => ({ name, pairs, lambda_h, share, unreachable_m, optimal }));
  return out;
}

/** The summary that the process plan gives (API.md, "Summary of a plan"), of which these fields are read. */
export interface GivenSummary {
  pairs: number;
  sorties: number;
  gap_count: number;
  length_km: number;
  gap_km: number;
  late_km: number;
  exposure_km_h: number;
  layers: { layer: string; pairs: number; lambda_h: number; share: number; unreachable_km: number; optimal: boolean }[] | null;
}

/** The same of a summary that the server has made. */
export function summaryOfGiven(s: GivenSummary): Summary {
  return {
    pairs: s.pairs,
    sorties: s.sorties,
    gaps: s.gap_count,
    length_m: s.length_km * 1000,
    never_m: (s.gap_km - s.late_km) * 1000,
    late_m: s.late_km * 1000,
    exposure_km_h: s.exposure_km_h,
    layers: (s.layers ?? []).map((l) => ({ name: l.layer, pairs: l.pairs, lambda_h: l.lambda_h, share: l.share, unreachable_m: l.unreachable_km * 1000, optimal: l.optimal })),
  };
}
