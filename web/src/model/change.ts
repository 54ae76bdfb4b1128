import type { Gap } from "./plan";

// Changes of a plan, as the process what-if takes them (API.md, "Changes of a
// plan"). They are made one after the other, at most mostChanges of them.

/** The most changes that a question may have. */
export const mostChanges = 100;

export type Change =
  | { change: "move_meeting_point"; meeting_point: string; to_m: number }
  | { change: "add_meeting_point"; meeting_point: string; to_m: number; name?: string; room?: number }
  | { change: "remove_meeting_point"; meeting_point: string }
  | { change: "move_boundary"; to_m: number; pairs: [string, string] }
  | { change: "move_boundary"; to_m: number; sector: string; end: "from" | "to" }
  | ({ change: "change_patrol"; patrol: string } & PatrolFields)
  | { change: "remove_patrol"; patrol: string }
  | ({ change: "add_patrol"; patrol: string; side: string; post: string; shift_h: number; shifts_per_week: number; layer?: string } & PatrolFields)
  | { change: "change_rule"; rule: string; value: number };

export interface PatrolFields {
  shift_h?: number;
  rest_h?: number;
  shifts_per_week?: number;
  speed_land_kmh?: number;
  speed_river_kmh?: number;
  speed_sea_kmh?: number;
  watch_radius_m?: number;
  post?: string;
}

/** What changes have done. */
export interface Effect {
  exposure_km_h: [number, number]; // before and after
  touched: string[]; // ids of pairs
  places: { change: number; meeting_point?: string; chainage_m: number; at: [number, number]; moved_m: number }[];
  notes: Note[];
  rules?: Record<string, number>; // those that change_rule sets, as they are in the changed plan
}

/** Something to be told of changes: its code with what it is about, and the server's words. */
export interface Note {
  code: string;
  subjects: string[];
  length_m?: number;
  message: string;
}

/** An answer of what-if while something is being dragged. */
export interface Trial {
  changes: readonly Change[];
  gaps: Gap[];
  effect: Effect;
}
