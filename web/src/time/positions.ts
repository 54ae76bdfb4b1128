import { period_h } from "../state/time";
import { trips } from "./movement";
import type { Leg, LegKind, Trip } from "./trips";

/** A side on its way, or both together, at an hour. */
export interface Moving {
  sortie: string;
  beat: string;
  pair: string;
  layer: string;
  side: string; // empty: both together
  at: [number, number];
  leg: LegKind;
  waiting: boolean; // it stands until the next leg begins
}

/** Who is on the way at an hour of the plan that is shown, and where. */
export function positionsAt(hour: number): readonly Moving[] {
  return positionsOf(trips.value, period_h.value, hour);
}

/** Who is on the way at an hour. The timetable repeats: what runs over the period's end goes on at its beginning. */
export function positionsOf(all: readonly Trip[], periodH: number, hour: number): Moving[] {
  const out: Moving[] = [];
  for (const trip of all) {
    if (trip.legs.length === 0) continue;
    for (const turn of turnsOf(trip, periodH)) {
      const at = hour + turn * periodH;
      const last = firstAfter(trip.meets_h, at - trip.from_h);
      for (let i = firstAfter(trip.meets_h, at - trip.to_h); i < last; i++) add(out, trip, i, at - (trip.meets_h[i] ?? 0));
    }
  }
  return out;
}

/** The periods before and after in which a sortie can be that is on the way in this one. */
function turnsOf(trip: Trip, periodH: number): number[] {
  if (!(periodH > 0)) return [0];
  const before = Math.min(3, Math.ceil(Math.max(0, -trip.from_h) / periodH));
  const after = Math.min(3, Math.ceil(Math.max(0, trip.to_h) / periodH));
  return Array.from({ length: before + after + 1 }, (_, i) => i - before);
}

/** Index of the first of sorted hours that is after h. */
export function firstAfter(sorted: Float64Array, h: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) > h) high = middle;
    else low = middle + 1;
  }
  return low;
}

function add(out: Moving[], trip: Trip, i: number, sinceMeetH: number): void {
  const sortie = trip.sorties[i];
  if (!sortie) return;
  const partH = sortie.part_h - sortie.meet_h;
  const who = { sortie: sortie.id, beat: trip.beat.id, pair: trip.beat.pair, layer: trip.layer };
  if (sinceMeetH >= 0 && sinceMeetH < partH) {
    const place = along(trip.legs.filter((l) => l.leg === "joint"), sinceMeetH) ?? { at: trip.beat.meet_at, waiting: true };
    out.push({ ...who, side: "", leg: "joint", ...place });
    return;
  }
  const leg: LegKind = sinceMeetH < 0 ? "out" : "home";
  for (const side of new Set(trip.legs.map((l) => l.side))) {
    if (side === "") continue;
    const place = along(trip.legs.filter((l) => l.leg === leg && l.side === side), sinceMeetH, leg === "out");
    if (place) out.push({ ...who, side, leg, ...place });
  }
}

/** Where legs in order of time are at an hour; before the first and after the last nowhere, unless it is stayed at the end. */
function along(legs: readonly Leg[], h: number, stays = false): { at: [number, number]; waiting: boolean } | undefined {
  for (const [i, l] of legs.entries()) {
    if (h < l.from_h) {
      const before = legs[i - 1];
      return before && { at: before.line.at(before.line.to_m), waiting: true };
    }
    if (h < l.to_h) return { at: l.line.at((l.line.to_m * (h - l.from_h)) / (l.to_h - l.from_h)), waiting: false };
  }
  const last = legs.at(-1);
  return last && stays ? { at: last.line.at(last.line.to_m), waiting: true } : undefined;
}
