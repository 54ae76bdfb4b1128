import type { Patrol } from "../api/datasets";
import type { Change, PatrolFields } from "../model/change";
import { numberOf } from "./number-field";

/** The numbers of a patrol, in the order of the form. */
export const patrolFields = ["shift_h", "rest_h", "shifts_per_week", "speed_land_kmh", "speed_river_kmh", "speed_sea_kmh", "watch_radius_m"] as const;

/** A number of a patrol. */
export type PatrolField = (typeof patrolFields)[number];

/** What may be written for each. */
export const limits: Record<PatrolField, { least: number; most: number }> = {
  shift_h: { least: 0.001, most: 100_000 },
  rest_h: { least: 0, most: 100_000 },
  shifts_per_week: { least: 0, most: 100_000 },
  speed_land_kmh: { least: 0, most: 10_000 },
  speed_river_kmh: { least: 0, most: 10_000 },
  speed_sea_kmh: { least: 0, most: 10_000 },
  watch_radius_m: { least: 0, most: 1_000_000 },
};

/** How many hours of shifts a week has room for. */
const weekH = 7 * 24;

/** A patrol as it is written in a form. */
export type Written = { post: string } & Record<PatrolField, string>;

/** What a patrol has, as it is written; a kind that it cannot move on has speed 0. */
export function written(p: Patrol): Written {
  const fields = Object.fromEntries(patrolFields.map((f) => [f, String(p[f] ?? 0)])) as Record<PatrolField, string>;
  return { post: p.post, ...fields };
}

/** What is wrong with what is written: which field, and the limits it has to keep, or that no speed is above 0. */
export type Wrong = { field: PatrolField; least: number; most: number } | { field: "speed_land_kmh"; noSpeed: true };

/** All that is wrong with what is written. */
export function wrongs(w: Written): Wrong[] {
  const out: Wrong[] = [];
  const read = (f: PatrolField) => numberOf(w[f]);
  for (const field of patrolFields) {
    const x = read(field);
    const { least, most } = limits[field];
    if (x === undefined || x < least || x > most) out.push({ field, least, most });
  }
  const [shift, perWeek] = [read("shift_h"), read("shifts_per_week")];
  if (out.length === 0 && shift && perWeek !== undefined && shift * perWeek > weekH) out.push({ field: "shifts_per_week", least: 0, most: weekH / shift });
  if (out.length === 0 && !["speed_land_kmh", "speed_river_kmh", "speed_sea_kmh"].some((f) => (read(f as PatrolField) ?? 0) > 0)) out.push({ field: "speed_land_kmh", noSpeed: true });
  return out;
}

/** The change of a patrol to what is written; null where that is what it has. */
export function changeOf(p: Patrol, w: Written): Change | null {
  const has = written(p);
  const fields: PatrolFields = {};
  if (w.post !== has.post) fields.post = w.post;
  for (const f of patrolFields) {
    const x = numberOf(w[f]);
    if (x !== undefined && x !== numberOf(has[f])) fields[f] = x;
  }
  return Object.keys(fields).length > 0 ? { change: "change_patrol", patrol: p.id, ...fields } : null;
}

/** The patrol that is added with what is written. */
export function additionOf(id: string, side: string, layer: string, w: Written): Change {
  const n = (f: PatrolField) => numberOf(w[f]) ?? 0;
  return {
    change: "add_patrol", patrol: id, side, layer, post: w.post, shift_h: n("shift_h"), rest_h: n("rest_h"), shifts_per_week: n("shifts_per_week"),
    speed_land_kmh: n("speed_land_kmh"), speed_river_kmh: n("speed_river_kmh"), speed_sea_kmh: n("speed_sea_kmh"), watch_radius_m: n("watch_radius_m"),
  };
}

/** An id that no patrol has: the largest number of the side's ids and one more, as GT-19 after GT-18. */
export function freeId(side: string, ids: Iterable<string>): string {
  let [before, digits, largest] = [`${side}-`, 2, 0];
  const all = new Set(ids);
  for (const id of all) {
    const found = /^(.*?)(\d+)$/.exec(id);
    if (!found || !id.startsWith(side)) continue;
    const [, head = "", tail = ""] = found;
    if (Number(tail) >= largest && tail.length < 10) [before, digits, largest] = [head, tail.length, Number(tail)];
  }
  for (let n = largest + 1; ; n++) {
    const id = `${before}${String(n).padStart(digits, "0")}`;
    if (!all.has(id)) return id;
  }
}

/** An id for something with a name, which none has. */
export function idOf(name: string, before: string, ids: Iterable<string>): string {
  const all = new Set(ids);
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "").slice(0, 60);
  const id = `${before}${plain || "1"}`;
  if (!all.has(id)) return id;
  for (let n = 2; ; n++) if (!all.has(`${id}-${n}`)) return `${id}-${n}`;
}
