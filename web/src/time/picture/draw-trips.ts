import { xOf, yOf, type Frame, type View } from "./frame";
import type { Ink } from "./ink";
import { eachSortie, turnsM, type Path } from "./paths";
import type { Scene } from "./scene";

// The lines of sorties. More than can be seen apart are thinned: what is walked
// alone is left out, and of lines that fall on the same pixels one is drawn.

/** With more sorties in the window than these only what is walked together is drawn. */
export const mostWhole = 4000;

/** With more than these meetings and partings have no dots; with more than few they are small. */
const mostDotted = 1500;
const few = 150;

/** How many sorties there are in a window. */
export function countSorties(scene: Scene, view: View): number {
  let n = 0;
  for (const path of scene.paths) {
    for (const turn of turnsM(scene.border, path.low_m, path.high_m)) {
      if (path.low_m + turn <= view.to_m && path.high_m + turn >= view.from_m) eachSortie(path, scene.periodH, view.from_h, view.to_h, () => n++);
    }
  }
  return n;
}

/** Draws the lines of the sorties in the window; answers whether some were left out. */
export function drawTrips(c: CanvasRenderingContext2D, scene: Scene, view: View, frame: Frame, ink: Ink): boolean {
  const count = countSorties(scene, view);
  const thinned = count > mostWhole;
  const bins = thinned ? new Set<number>() : null;
  const joint = [new Path2D(), new Path2D()];
  const solo = [new Path2D(), new Path2D()];
  const dots = count <= mostDotted ? { meet: new Path2D(), part: new Path2D(), r: count <= few ? 2.8 : 1.7 } : null;
  const clip = { left: frame.left, right: frame.left + frame.width, top: frame.top, bottom: frame.top + frame.height };
  for (const path of scene.paths) {
    for (const turn of turnsM(scene.border, path.low_m, path.high_m)) {
      if (path.low_m + turn > view.to_m || path.high_m + turn < view.from_m) continue;
      eachSortie(path, scene.periodH, view.from_h, view.to_h, (meetH) => {
        addLine(joint[path.layer > 0 ? 1 : 0], path.joint, view, frame, turn, meetH, bins);
        if (!thinned) for (const s of path.solo) addLine(solo[s.side], s.knots, view, frame, turn, meetH, null);
        if (dots) addDots(dots, path, view, frame, turn, meetH, clip);
      });
    }
  }
  stroke(c, solo[0], ink.sides[0], 1.2, [5, 3]);
  stroke(c, solo[1], ink.sides[1], 1.2, [1.5, 2.5]);
  stroke(c, joint[1], ink.soft, 1.2, thinned ? [] : [8, 2, 2, 2]);
  stroke(c, joint[0], ink.text, thinned ? 1 : 1.8, []);
  if (dots) drawDots(c, dots, ink);
  return thinned;
}

function stroke(c: CanvasRenderingContext2D, path: Path2D | undefined, colour: string, width: number, dash: number[]): void {
  if (!path) return;
  c.setLineDash(dash);
  c.strokeStyle = colour;
  c.lineWidth = width;
  c.lineJoin = "round";
  c.stroke(path);
  c.setLineDash([]);
}

/** Adds a line; with bins only one of those that fall on the same pixels, two by two. */
export function addLine(to: Path2D | undefined, knots: readonly number[], view: View, frame: Frame, turnM: number, meetH: number, bins: Set<number> | null): void {
  if (!to || knots.length < 4) return;
  if (bins) {
    const n = knots.length;
    const key = bin(xOf(view, frame, (knots[1] ?? 0) + meetH), yOf(view, frame, (knots[0] ?? 0) + turnM)) * 16_777_216 + bin(xOf(view, frame, (knots[n - 1] ?? 0) + meetH), yOf(view, frame, (knots[n - 2] ?? 0) + turnM));
    if (bins.has(key)) return;
    bins.add(key);
  }
  for (let i = 0; i + 1 < knots.length; i += 2) {
    const [x, y] = [xOf(view, frame, (knots[i + 1] ?? 0) + meetH), yOf(view, frame, (knots[i] ?? 0) + turnM)];
    if (i === 0) to.moveTo(x, y);
    else to.lineTo(x, y);
  }
}

function bin(x: number, y: number): number {
  const at = (p: number) => Math.min(4095, Math.max(0, Math.floor(p / 2)));
  return at(x) * 4096 + at(y);
}

interface Dots {
  meet: Path2D;
  part: Path2D;
  r: number;
}

interface Clip {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function addDots(dots: Dots, path: Path, view: View, frame: Frame, turnM: number, meetH: number, clip: Clip): void {
  const n = path.joint.length;
  const at = (i: number): [number, number] => [xOf(view, frame, (path.joint[i + 1] ?? 0) + meetH), yOf(view, frame, (path.joint[i] ?? 0) + turnM)];
  const [meet, part] = [at(0), at(n - 2)];
  const inside = ([x, y]: [number, number]) => x >= clip.left && x <= clip.right && y >= clip.top && y <= clip.bottom;
  if (inside(part) && Math.hypot(part[0] - meet[0], part[1] - meet[1]) > 3 * dots.r) circle(dots.part, part, dots.r);
  if (inside(meet)) circle(dots.meet, meet, dots.r);
}

function circle(path: Path2D, [x, y]: [number, number], r: number): void {
  path.moveTo(x + r, y);
  path.arc(x, y, r, 0, 2 * Math.PI);
}

function drawDots(c: CanvasRenderingContext2D, dots: Dots, ink: Ink): void {
  c.fillStyle = ink.ground;
  c.fill(dots.part);
  c.strokeStyle = ink.text;
  c.lineWidth = 1.2;
  c.stroke(dots.part);
  c.fillStyle = ink.text;
  c.fill(dots.meet);
}
