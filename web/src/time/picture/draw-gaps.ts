import { xOf, yOf, type Frame, type View } from "./frame";
import type { Ink } from "./ink";
import type { GapShape } from "./shapes";

/** However thin a gap is, so much of it is drawn. */
export const leastGapPx = 2;

/** Gaps: hatched, crossed where nobody ever watches, and outlined where they are large enough. */
export function drawGaps(c: CanvasRenderingContext2D, shapes: readonly GapShape[], view: View, frame: Frame, ink: Ink): void {
  const [late, never, thin, outline] = [new Path2D(), new Path2D(), new Path2D(), new Path2D()];
  for (const s of shapes) {
    if (s.to_m < view.from_m || s.from_m > view.to_m || s.gap.to_h < view.from_h || s.gap.from_h > view.to_h) continue;
    const high = yOf(view, frame, s.to_m) - yOf(view, frame, s.from_m);
    const wide = xOf(view, frame, s.gap.to_h) - xOf(view, frame, s.gap.from_h);
    if (high < leastGapPx || wide < leastGapPx) {
      const [x, y] = [xOf(view, frame, s.gap.from_h), yOf(view, frame, (s.from_m + s.to_m) / 2) - Math.max(high, leastGapPx) / 2];
      thin.rect(x, y, Math.max(wide, leastGapPx), Math.max(high, leastGapPx));
      continue;
    }
    const shape = outlineOf(s, view, frame);
    (s.never ? never : late).addPath(shape);
    outline.addPath(shape);
  }
  c.fillStyle = ink.gap;
  c.globalAlpha = 0.14;
  c.fill(late);
  c.fill(never);
  c.globalAlpha = 1;
  c.fillStyle = ink.late;
  c.fill(late);
  c.fillStyle = ink.never;
  c.fill(never);
  c.fillStyle = ink.gap;
  c.fill(thin);
  c.strokeStyle = ink.gap;
  c.lineWidth = 1;
  c.stroke(outline);
}

/** The outline of a gap in pixels. */
export function outlineOf(s: GapShape, view: View, frame: Frame): Path2D {
  const path = new Path2D();
  for (const [x, y] of cornersOf(s, view, frame)) path.lineTo(x, y);
  path.closePath();
  return path;
}

/** The corners of a gap in pixels, all around it. */
export function cornersOf(s: GapShape, view: View, frame: Frame): [number, number][] {
  const first = s.edges.map((e): [number, number] => [xOf(view, frame, e.from_h), yOf(view, frame, e.m)]);
  const last = s.edges.map((e): [number, number] => [xOf(view, frame, e.to_h), yOf(view, frame, e.m)]);
  return [...first, ...last.reverse()];
}
