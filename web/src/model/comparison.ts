import type { Kind } from "./plan";

/** Two plans beside each other (API.md, "Comparison of two plans"). */
export interface Comparison {
  sectors: { pair: string; layer: string; a_from_m: number; a_to_m: number; b_from_m: number; b_to_m: number }[] | null;
  meetings: { pair: string; a: Meeting[] | null; b: Meeting[] | null }[] | null;
  opened: GapChange[] | null;
  closed: GapChange[] | null;
  layers: { layer: string; a_unreachable_m: number; b_unreachable_m: number; a_lambda_h: number; b_lambda_h: number }[] | null;
}

export interface Meeting {
  meeting_point: string;
  chainage_m: number;
}

export interface GapChange {
  route: string;
  kind: Kind;
  from_m: number;
  to_m: number;
  length_m: number;
  a_revisit_h: number;
  b_revisit_h: number;
  a_never: boolean;
  b_never: boolean;
  allowed_h: number;
  a_exposure_km_h: number;
  b_exposure_km_h: number;
}
