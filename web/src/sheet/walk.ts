import type { Beat } from "../model/plan";
import type { Border } from "../geo/border";

/** How a pair goes along a beat: from where it meets to the beat's end that is not where it parts, and along the beat. */
export interface Walk {
  stops_m: number[]; // chainages: meeting, where it turns if it does, parting
  length_m: number;
}

/** The walk of a beat. */
export function walkOf(beat: Beat): Walk {
  const start = Math.abs(beat.part_m - beat.from_m) < Math.abs(beat.part_m - beat.to_m) ? beat.to_m : beat.from_m;
  const stops = [beat.meet_m, start, beat.part_m].filter((m, i, all) => i === 0 || Math.abs(m - (all[i - 1] ?? NaN)) > 1);
  const turns = stops.filter((m, i) => i === 0 || i === stops.length - 1 || (m - (stops[i - 1] ?? m)) * ((stops[i + 1] ?? m) - m) < 0);
  let length_m = 0;
  for (let i = 1; i < turns.length; i++) length_m += Math.abs((turns[i] ?? 0) - (turns[i - 1] ?? 0));
  return { stops_m: turns, length_m };
}

/** Winds of eight, clockwise from north. */
export const winds = ["n", "ne", "e", "se", "s", "sw", "w", "nw"] as const;
export type Wind = (typeof winds)[number];

/** Where somebody goes who walks along the border between two chainages, by the straight line between them. */
export function windOf(border: Border, fromM: number, toM: number): Wind {
  const [[x1, y1], [x2, y2]] = [border.at(fromM), border.at(toM)];
  return windBetween([x1, y1], [x2, y2]);
}

/** The wind in which a place lies from another. */
export function windBetween([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]): Wind {
  const east = (x2 - x1 - 360 * Math.round((x2 - x1) / 360)) * Math.cos((((y1 + y2) / 2) * Math.PI) / 180);
  const azimuth = (Math.atan2(east, y2 - y1) * 180) / Math.PI;
  return winds[(Math.round(azimuth / 45) + 8) % 8] ?? "n";
}
