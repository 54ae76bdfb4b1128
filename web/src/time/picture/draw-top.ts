import { outlineOf } from "./draw-gaps";
import { addLine } from "./draw-trips";
import { xOf, yOf, type Frame, type View } from "./frame";
import { placesAt } from "./hit";
import type { Ink } from "./ink";
import { eachSortie, turnsM, type Path } from "./paths";
import type { Scene } from "./scene";
import type { GapShape } from "./shapes";

/** What moves above the rest of the picture. */
export interface Top {
  hour: number;
  cursor: { m: number; h: number } | null; // the reader's own, by pointer or keys
  pointed_m: number | null; // where the map's pointer is
  gap: GapShape | null; // chosen
  chosen: (path: Path, sortie: string) => boolean;
  anyChosen: boolean;
  chosenSpan: { from_m: number; to_m: number } | null;
}

/** Draws the hour, who is where at it, the cursor and what is chosen. */
export function drawTop(c: CanvasRenderingContext2D, scene: Scene, view: View, frame: Frame, ink: Ink, top: Top): void {
  c.save();
  c.beginPath();
  c.rect(frame.left, frame.top, frame.width, frame.height);
  c.clip();
  if (top.chosenSpan) {
    c.fillStyle = ink.accent;
    const y = yOf(view, frame, top.chosenSpan.from_m);
    c.fillRect(frame.left, y, 4, Math.max(2, yOf(view, frame, top.chosenSpan.to_m) - y));
  }
  if (top.gap) {
    const shape = outlineOf(top.gap, view, frame);
    halo(c, shape, ink.ground, ink.text);
  }
  if (top.anyChosen) halo(c, chosenLines(scene, view, frame, top), ink.ground, ink.accent);
  drawCross(c, view, frame, ink, top);
  c.restore();
  drawHour(c, scene, view, frame, ink, top.hour);
}

function halo(c: CanvasRenderingContext2D, path: Path2D, below: string, above: string): void {
  c.lineJoin = "round";
  c.strokeStyle = below;
  c.lineWidth = 5;
  c.stroke(path);
  c.strokeStyle = above;
  c.lineWidth = 2.5;
  c.stroke(path);
}

function chosenLines(scene: Scene, view: View, frame: Frame, top: Top): Path2D {
  const lines = new Path2D();
  for (const path of scene.paths) {
    if (!path.trip.sorties.some((s) => top.chosen(path, s.id))) continue;
    for (const turn of turnsM(scene.border, path.low_m, path.high_m)) {
      eachSortie(path, scene.periodH, view.from_h, view.to_h, (meetH, i) => {
        if (!top.chosen(path, path.trip.sorties[i]?.id ?? "")) return;
        addLine(lines, path.joint, view, frame, turn, meetH, null);
        for (const s of path.solo) addLine(lines, s.knots, view, frame, turn, meetH, null);
      });
    }
  }
  return lines;
}

function drawCross(c: CanvasRenderingContext2D, view: View, frame: Frame, ink: Ink, top: Top): void {
  c.lineWidth = 1;
  if (top.pointed_m !== null) {
    const [x, y] = [xOf(view, frame, top.hour), Math.round(yOf(view, frame, top.pointed_m)) + 0.5];
    c.strokeStyle = ink.accent;
    line(c, frame.left, y, frame.left + frame.width, y);
    dot(c, x, y, 5, ink.accent, ink.ground);
  }
  if (!top.cursor) return;
  const [x, y] = [Math.round(xOf(view, frame, top.cursor.h)) + 0.5, Math.round(yOf(view, frame, top.cursor.m)) + 0.5];
  c.strokeStyle = ink.strong;
  c.setLineDash([3, 3]);
  line(c, frame.left, y, frame.left + frame.width, y);
  line(c, x, frame.top, x, frame.top + frame.height);
  c.setLineDash([]);
  c.strokeStyle = ink.text;
  c.strokeRect(x - 3, y - 3, 6, 6);
}

function drawHour(c: CanvasRenderingContext2D, scene: Scene, view: View, frame: Frame, ink: Ink, hour: number): void {
  const x = Math.round(xOf(view, frame, hour)) + 0.5;
  if (x < frame.left - 1 || x > frame.left + frame.width + 1) return;
  c.strokeStyle = ink.text;
  c.lineWidth = 1.5;
  line(c, x, frame.top - 4, x, frame.top + frame.height);
  c.fillStyle = ink.text;
  c.beginPath();
  c.moveTo(x - 5, frame.top - 6);
  c.lineTo(x + 5, frame.top - 6);
  c.lineTo(x, frame.top);
  c.fill();
  for (const path of scene.paths) {
    for (const turn of turnsM(scene.border, path.low_m, path.high_m)) {
      eachSortie(path, scene.periodH, hour, hour, (meetH) => {
        for (const p of placesAt(path, hour - meetH)) {
          const y = yOf(view, frame, p.m + turn);
          if (y < frame.top || y > frame.top + frame.height) continue;
          dot(c, x, y, p.side === null ? 4 : 3, p.side === null ? ink.text : (ink.sides[p.side] ?? ink.text), ink.ground);
        }
      });
    }
  }
}

function line(c: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  c.beginPath();
  c.moveTo(x1, y1);
  c.lineTo(x2, y2);
  c.stroke();
}

function dot(c: CanvasRenderingContext2D, x: number, y: number, r: number, fill: string, rim: string): void {
  c.beginPath();
  c.arc(x, y, r, 0, 2 * Math.PI);
  c.fillStyle = fill;
  c.fill();
  c.strokeStyle = rim;
  c.lineWidth = 1.5;
  c.stroke();
}
