import type { Dataset } from "../api/datasets";
import type { Change } from "../model/change";
import type { Plan, Sector } from "../model/plan";

/** Something that can be moved along the border: a meeting point, or the end of sectors. */
export interface Movable {
  sort: "meeting-point" | "boundary";
  id: string;
  name: string; // of a meeting point
  pairs: string[]; // that meet there, or whose sectors begin or end there, in order along the border
  ends: ("from" | "to")[]; // of a boundary: which ends of their sectors; two where they touch
  layer: string; // of a boundary
  at_m: number; // chainage of the border; on a ring perhaps beyond its end
  low_m: number; // it can be moved between these
  high_m: number;
  move(toM: number): Change;
}

/** How far apart sectors still touch. */
export const touchM = 1;

/** The meeting points of a plan, along the border. */
export function meetingPoints({ plan, border }: Pick<Dataset, "plan" | "border">): Movable[] {
  if (!plan) return [];
  const length = border.length_m;
  return plan.meeting_points.map((p) => ({
    sort: "meeting-point",
    id: p.id,
    name: p.name || p.id,
    pairs: p.pairs ?? [],
    ends: [],
    layer: "",
    at_m: p.chainage_m,
    low_m: border.closed ? p.chainage_m - length / 2 : 0,
    high_m: border.closed ? p.chainage_m + length / 2 : length,
    move: (toM) => ({ change: "move_meeting_point", meeting_point: p.id, to_m: on(border, toM) }),
  }));
}

/** The ends of the sectors of a plan, layer by layer along the border. Where two touch, they are one boundary. */
export function boundaries({ plan, border }: Pick<Dataset, "plan" | "border">): Movable[] {
  if (!plan) return [];
  const out: Movable[] = [];
  for (const layer of plan.layers) {
    const row = plan.sectors.filter((s) => s.layer === layer.name && s.to_m > s.from_m).sort((a, b) => a.from_m - b.from_m);
    for (let i = 0; i < row.length; i++) {
      const sector = row[i];
      if (!sector) continue;
      out.push(...endsOf(plan, border, row, i, sector));
    }
  }
  return out;
}

function endsOf(plan: Plan, border: Dataset["border"], row: readonly Sector[], i: number, sector: Sector): Movable[] {
  const length = border.length_m;
  const step = plan.options?.step_m ?? 100;
  const ring = border.closed;
  const before = row[i - 1] ?? (ring ? row.at(-1) : undefined);
  const after = row[i + 1] ?? (ring ? row[0] : undefined);
  const turnOfBefore = i === 0 ? length : 0;
  const turnOfAfter = i === row.length - 1 ? length : 0;
  const out: Movable[] = [];
  const make = (ends: Movable["ends"], pairs: string[], at: number, low: number, high: number, move: Movable["move"]): Movable => ({
    sort: "boundary", id: boundaryId(sector.layer, pairs, ends), name: "", pairs, ends, layer: sector.layer, at_m: at, low_m: Math.min(low, at), high_m: Math.max(high, at), move,
  });
  const touched = before && before !== sector && Math.abs(before.to_m - turnOfBefore - sector.from_m) < touchM;
  if (!touched) {
    const low = before ? (before === sector ? sector.to_m - length : before.to_m - turnOfBefore) : 0;
    out.push(make(["from"], [sector.pair], sector.from_m, low, sector.to_m - step, (m) => ({ change: "move_boundary", sector: sector.id, end: "from", to_m: on(border, m) })));
  }
  if (after && after !== sector && Math.abs(after.from_m + turnOfAfter - sector.to_m) < touchM) {
    const pairs: [string, string] = [sector.pair, after.pair];
    out.push(make(["to", "from"], pairs, sector.to_m, sector.from_m + step, after.to_m + turnOfAfter - step, (m) => ({ change: "move_boundary", pairs, to_m: on(border, m) })));
    return out;
  }
  const high = after ? (after === sector ? sector.from_m + length : after.from_m + turnOfAfter) : length;
  out.push(make(["to"], [sector.pair], sector.to_m, sector.from_m + step, high, (m) => ({ change: "move_boundary", sector: sector.id, end: "to", to_m: on(border, m) })));
  return out;
}

/** Id of a boundary, as state/selection has it. */
export function boundaryId(layer: string, pairs: readonly string[], ends: readonly string[]): string {
  return `${layer}:${pairs.map((p, i) => `${p}.${ends[i] ?? ""}`).join("|")}`;
}

/** The chainage of a place of the border that a thing can be moved to: on a ring the one of all turns that is nearest to where it is. */
export function nearTurn(border: Dataset["border"], m: Movable, atM: number): number {
  if (!border.closed || border.length_m <= 0) return atM;
  return atM + border.length_m * Math.round((m.at_m - atM) / border.length_m);
}

/** Chainage as a change has it: within the border, to the millimetre. */
function on(border: Dataset["border"], m: number): number {
  return Math.min(Math.max(0, Math.round(border.wrap(m) * 1000) / 1000), border.length_m - 0.001);
}
