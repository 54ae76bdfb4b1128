// A plan as /plans/{id}/plan gives it (API.md, plan.json). Chainages in metres of
// the border, but for those of coverage and gaps, which are of their route; hours
// from the plan's start. Lists of two are in the order of `sides`.

/** Kind of a route. */
export type Kind = "land" | "river" | "sea";

/** Why something is a gap. */
export type Reason = "beyond_reach" | "no_patrol_for_kind" | "no_sector" | "not_scheduled" | "revisit_exceeded";

export interface Plan {
  format: number;
  scenario: string;
  name?: string;
  version?: string;
  options?: { step_m?: number; meet?: string; handover?: boolean; current?: string };
  sides: [string, string];
  period_h: number;
  reference_h: number;
  length_m: number;
  start: string;
  protocol: { tolerance_min: number; if_absent: "alone_own_side" | "go_home" };
  layers: Layer[];
  pairs: Pair[];
  unpaired?: { patrol: string; side: string; layer: string; rule: string }[] | null;
  meeting_points: MeetingPoint[];
  sectors: Sector[];
  beats: Beat[];
  infeasible?: Infeasible[] | null;
  sorties: Sortie[];
  handovers?: { pairs: [string, string]; at_m: number; touches: number; possible: number }[] | null;
  coverage: Coverage[];
  gaps: Gap[];
  totals: Totals;
  notes?: { code: string; subjects?: string[] | null; length_m?: number }[] | null;
}

export interface Layer {
  name: string;
  pairs: number;
  visited_m: number;
  unreachable_m: number;
  unreachable_weighted_m: number;
  lambda_h: number;
  lower_bound_h: number;
  calendar_h: number;
  achieved_h: number;
  window_h: number;
  share: number;
  optimal: boolean;
  gap_percent: number;
  pairing: { latest_h: number; total_h: number };
  proof: Proof;
}

export interface Proof {
  next_h: number;
  missing_weighted_m: number;
  bottleneck: { pair: string; beat: string; from_m: number; to_m: number; rule: string; visits: number } | null;
  reach: { pair: string; to_m: number; rule: string }[] | null;
  any_order: { unreachable_weighted_m: number; lower_bound_h: number };
  swaps: { pairs: [string, string]; before_h: [number, number]; after_h: [number, number] }[] | null;
}

export interface Pair {
  id: string;
  number: number;
  layer: string;
  fixed?: boolean;
  patrols: [string, string];
  posts: [string, string];
  kinds: Kind[] | null;
  meet_m: number;
  meet_h: number;
  sorties: number;
  used: number;
  clock_min: number;
}

export interface MeetingPoint {
  id: string;
  name?: string;
  chainage_m: number;
  at: [number, number];
  offset_m?: number;
  pairs?: string[] | null;
}

export interface Sector {
  id: string;
  pair: string;
  layer: string;
  from_m: number;
  to_m: number;
  length_m: number;
  lambda_h: number;
  calendar_h: number;
  calendar_exact: boolean;
  achieved_h: number;
  share: number;
  fixed?: string;
}

export interface Beat {
  id: string;
  pair: string;
  sector: string;
  from_m: number;
  to_m: number;
  length_m: number;
  meet_m: number;
  meet_at: [number, number];
  meeting_point?: string;
  part_m: number;
  part_at: [number, number];
  visits: number;
  weight: number;
  revisit_h: number;
  achieved_h: number;
  window_h: number;
  out_m: [number, number];
  back_m: [number, number];
  allowed_h: number;
  arrive_h: [number, number];
  walk_h: number;
  home_h: [number, number];
  sortie_h: [number, number];
  share: number;
}

export interface Infeasible {
  layer: string;
  from_m: number;
  to_m: number;
  length_m: number;
  kinds: Kind[] | null;
  rule: string;
  pair?: string;
  patrol?: string;
  mends?: { pair?: string; patrol?: string; side?: string; field: string; from: number; to: number; at_m?: number }[] | null;
}

export interface Sortie {
  id: string;
  pair: string;
  beat: string;
  number: number;
  host: string;
  depart_h: [number, number];
  meet_h: number;
  part_h: number;
  return_h: [number, number];
}

export interface Coverage {
  route: string;
  from_m: number;
  to_m: number;
  revisit_h: number;
  mean_h: number;
  watched_km_h: number;
  beats: string[] | null;
  watches: { sortie: string; from_h: number; to_h: number }[] | null;
}

export interface Gap {
  id: string;
  route: string;
  kind: Kind;
  from_m: number;
  to_m: number;
  length_m: number;
  from_h: number;
  to_h: number;
  gap_h: number;
  exposure_km_h: number;
  reason: Reason;
  revisit_h: number;
  allowed_h: number;
  risk: number;
  meeting_point: string;
  posts: [string, string];
  outline: { at_m: number; from_h: number; to_h: number }[] | null;
}

export interface Totals {
  kinds: Total[] | null;
  sides: Total[] | null;
  sectors: Total[] | null;
  days: Day[] | null;
}

export interface Day {
  date: string;
  from_h: number;
  to_h: number;
  sorties: number;
  covered_m: number;
  watched_km_h: number;
  exposure_km_h: number;
  worst_h: number;
  mean_h: number;
}

export interface Total {
  of: string; // kind, code of a side (empty: of both), or id of a sector
  length_m: number;
  covered_m: number;
  gap_m: number;
  late_m: number;
  watched_km_h: number;
  exposure_km_h: number;
  worst_h: number;
  mean_h: number;
}
