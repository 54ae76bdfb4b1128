import { xOf, yOf, type Frame, type View } from "./frame";
import type { Ink } from "./ink";
import { eachSortie, turnsM } from "./paths";
import type { Scene } from "./scene";
import { chainageTicks, hourTicks } from "./ticks";

// What lies below the gaps: paper, days, and what is watched.

/** Paper, days and what is watched, within the frame. */
export function drawGround(c: CanvasRenderingContext2D, scene: Scene, view: View, frame: Frame, ink: Ink): void {
  c.fillStyle = ink.ground;
  c.fillRect(frame.left, frame.top, frame.width, frame.height);
  drawGrid(c, scene, view, frame, ink);
  const bands = new Path2D();
  for (const w of scene.watched) if (w.always) rectangle(bands, view, frame, w.from_m, w.to_m, view.from_h, view.to_h);
  addBands(bands, scene, view, frame);
  c.fillStyle = ink.accent;
  c.globalAlpha = 0.22;
  c.fill(bands);
  c.globalAlpha = 0.1;
  c.fill(passingBands(scene, view, frame));
  c.globalAlpha = 1;
}

function drawGrid(c: CanvasRenderingContext2D, scene: Scene, view: View, frame: Frame, ink: Ink): void {
  const ticks = hourTicks(view.from_h, view.to_h, frame.width, 34, scene.midnightH);
  const lines = new Path2D();
  const midnights = new Path2D();
  for (const h of ticks.at_h) {
    const x = crisp(xOf(view, frame, h));
    const to = isMidnight(h, scene.midnightH) ? midnights : lines;
    to.moveTo(x, frame.top);
    to.lineTo(x, frame.top + frame.height);
  }
  for (const m of chainageTicks(view.from_m, view.to_m, frame.height, 28).at_m) {
    const y = crisp(yOf(view, frame, m));
    lines.moveTo(frame.left, y);
    lines.lineTo(frame.left + frame.width, y);
  }
  c.lineWidth = 1;
  c.strokeStyle = ink.sunken;
  c.stroke(lines);
  c.strokeStyle = ink.line;
  c.stroke(midnights);
}

/** Whether an hour is a midnight. */
export function isMidnight(h: number, midnightH: number): boolean {
  const days = (h - midnightH) / 24;
  return Math.abs(days - Math.round(days)) < 1e-6;
}

/** The middle of a pixel, where lines are sharp. */
export const crisp = (x: number): number => Math.round(x) + 0.5;

function rectangle(path: Path2D, view: View, frame: Frame, fromM: number, toM: number, fromH: number, toH: number): void {
  const [x1, x2] = [Math.max(frame.left, xOf(view, frame, fromH)), Math.min(frame.left + frame.width, xOf(view, frame, toH))];
  const [y1, y2] = [Math.max(frame.top, yOf(view, frame, fromM)), Math.min(frame.top + frame.height, yOf(view, frame, toM))];
  if (x2 > x1 && y2 > y1) path.rect(x1, y1, x2 - x1, y2 - y1);
}

/** What sorties see as they go along the border, where it is wider than their line. */
function addBands(bands: Path2D, scene: Scene, view: View, frame: Frame): void {
  const leastPx = 1.5;
  const perM = frame.height / (view.to_m - view.from_m);
  for (const path of scene.paths) {
    const lines = [{ knots: path.joint, radius_m: path.radius_m }, ...path.solo].filter((l) => 2 * l.radius_m * perM >= leastPx);
    if (lines.length === 0) continue;
    for (const turn of turnsM(scene.border, path.low_m, path.high_m)) {
      const wide = Math.max(...lines.map((l) => l.radius_m));
      if (path.low_m + turn - wide > view.to_m || path.high_m + turn + wide < view.from_m) continue;
      eachSortie(path, scene.periodH, view.from_h, view.to_h, (meetH) => {
        for (const l of lines) addBand(bands, view, frame, l.knots, l.radius_m, turn, meetH);
      });
    }
  }
}

function addBand(bands: Path2D, view: View, frame: Frame, knots: readonly number[], radiusM: number, turnM: number, meetH: number): void {
  const wide = (radiusM / (view.to_m - view.from_m)) * frame.height;
  for (let i = 0; i + 3 < knots.length; i += 2) {
    const [x1, y1] = [xOf(view, frame, (knots[i + 1] ?? 0) + meetH), yOf(view, frame, (knots[i] ?? 0) + turnM)];
    const [x2, y2] = [xOf(view, frame, (knots[i + 3] ?? 0) + meetH), yOf(view, frame, (knots[i + 2] ?? 0) + turnM)];
    if (x2 < frame.left || x1 > frame.left + frame.width) continue;
    bands.moveTo(x1, y1 - wide); // always this way round: what overlaps stays filled
    bands.lineTo(x2, y2 - wide);
    bands.lineTo(x2, y2 + wide);
    bands.lineTo(x1, y1 + wide);
    bands.closePath();
  }
}

function passingBands(scene: Scene, view: View, frame: Frame): Path2D {
  const out = new Path2D();
  const p = scene.passing;
  for (let i = 0; i + 3 < p.length; i += 4) rectangle(out, view, frame, p[i] ?? 0, p[i + 1] ?? 0, p[i + 2] ?? 0, p[i + 3] ?? 0);
  return out;
}
