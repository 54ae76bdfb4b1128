import type { Border } from "../../geo/border";
import type { Sortie } from "../../model/plan";
import { xOf, yOf, type Frame, type View } from "./frame";
import { eachSortie, placeOn, turnsM, type Path } from "./paths";
import { openAt, type GapShape, type Watched } from "./shapes";

// What is at a place and hour of the picture.

/** The gap that is open at a chainage and hour, else the nearest that is less than slackM and slackH off: thin ones can be hit, too. */
export function gapAt(shapes: readonly GapShape[], m: number, h: number, slackM = 0, slackH = 0): GapShape | undefined {
  let best: GapShape | undefined;
  let bestOff = Infinity;
  for (const s of shapes) {
    if (m < s.from_m - slackM || m > s.to_m + slackM) continue;
    const open = openAt(s, Math.min(Math.max(m, s.from_m), s.to_m));
    if (!open) continue;
    const offM = Math.max(s.from_m - m, m - s.to_m, 0);
    const offH = Math.max(open.from_h - h, h - open.to_h, 0);
    if (offH > slackH) continue;
    const off = (slackM > 0 ? offM / slackM : offM) + (slackH > 0 ? offH / slackH : offH);
    if (off < bestOff) [best, bestOff] = [s, off];
  }
  return best;
}

/** A sortie whose line is near a pixel. */
export interface Near {
  path: Path;
  sortie: Sortie;
  meet_h: number; // in the window: a period earlier or later, perhaps
  off_px: number;
}

/** The sortie whose line is nearest to a pixel, and less than mostPx away. */
export function sortieAt(paths: readonly Path[], border: Border, periodH: number, view: View, frame: Frame, x: number, y: number, mostPx: number): Near | undefined {
  let best: Near | undefined;
  const [perM, perH] = [(view.to_m - view.from_m) / frame.height, (view.to_h - view.from_h) / frame.width];
  const m = view.from_m + (y - frame.top) * perM;
  const h = view.from_h + (x - frame.left) * perH;
  for (const path of paths) {
    for (const turn of turnsM(border, path.low_m, path.high_m)) {
      if (m < path.low_m + turn - mostPx * perM || m > path.high_m + turn + mostPx * perM) continue;
      eachSortie(path, periodH, h - mostPx * perH, h + mostPx * perH, (meetH, i) => {
        for (const knots of [path.joint, ...path.solo.map((s) => s.knots)]) {
          const off_px = distance(knots, view, frame, turn, meetH, x, y);
          const sortie = path.trip.sorties[i];
          if (sortie && off_px <= mostPx && off_px < (best?.off_px ?? Infinity)) best = { path, sortie, meet_h: meetH, off_px };
        }
      });
    }
  }
  return best;
}

function distance(knots: readonly number[], view: View, frame: Frame, turnM: number, meetH: number, x: number, y: number): number {
  let best = Infinity;
  for (let i = 0; i + 3 < knots.length; i += 2) {
    const [x1, y1] = [xOf(view, frame, (knots[i + 1] ?? 0) + meetH), yOf(view, frame, (knots[i] ?? 0) + turnM)];
    const [x2, y2] = [xOf(view, frame, (knots[i + 3] ?? 0) + meetH), yOf(view, frame, (knots[i + 2] ?? 0) + turnM)];
    const [dx, dy] = [x2 - x1, y2 - y1];
    const square = dx * dx + dy * dy;
    const t = square > 0 ? Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / square)) : 0;
    best = Math.min(best, Math.hypot(x1 + t * dx - x, y1 + t * dy - y));
  }
  return best;
}

/** Who watches a place at an hour. */
export interface Watching {
  sortie: string;
  from_h: number; // of the stretch that the plan tells of
  to_h: number;
  passing: boolean; // from somewhere off the border: sometime between these hours
}

/** Who watches a chainage at an hour, and whether posts do all the time. `pathOf` finds the path of a sortie and when it meets. */
export function watchesAt(watched: readonly Watched[], periodH: number, m: number, h: number, pathOf: (sortie: string) => { path: Path; meet_h: number; turns_m: readonly number[] } | undefined): { always: boolean; by: Watching[] } {
  const stretch = watched.find((w) => m >= w.from_m && m < w.to_m);
  const by: Watching[] = [];
  if (!stretch) return { always: false, by };
  for (const w of stretch.coverage.watches ?? []) {
    for (const hour of periodH > 0 ? [h, h + periodH] : [h]) {
      if (hour < w.from_h || hour > w.to_h) continue;
      const of = pathOf(w.sortie);
      const where = of ? placesAt(of.path, hour - of.meet_h) : [];
      if (of && where.length > 0 && !where.some((p) => of.turns_m.some((turn) => Math.abs(p.m + turn - m) <= p.radius_m + slackM))) continue;
      by.push({ ...w, passing: where.length === 0 });
    }
  }
  return { always: stretch.always, by };
}

/** Chainages of the page and of the server differ by a metre or so; a watch sees a place a little before its chainage is reached. */
const slackM = 50;

/** Where along the border those on a path are, at hours from the meeting. */
export function placesAt(path: Path, h: number): { m: number; radius_m: number; side: number | null }[] {
  const out: { m: number; radius_m: number; side: number | null }[] = [];
  const joint = placeOn(path.joint, h);
  if (joint !== undefined) out.push({ m: joint, radius_m: path.radius_m, side: null });
  for (const s of path.solo) {
    const m = placeOn(s.knots, h);
    if (m !== undefined && joint === undefined) out.push({ m, radius_m: s.radius_m, side: s.side });
  }
  return out;
}
