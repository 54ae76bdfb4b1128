import type { Plan } from "../../model/plan";
import { crisp, isMidnight } from "./draw-ground";
import { xOf, yOf, type Frame, type View } from "./frame";
import type { Ink } from "./ink";
import type { Scene } from "./scene";
import { chainageTicks, hourTicks } from "./ticks";

/** Words on the axes, in the language of the page. */
export interface AxisWords {
  day: (h: number) => string;
  hour: (h: number) => string;
  km: (m: number, stepM: number) => string;
}

/** Where things stand left of the frame. */
export interface Gutter {
  names: number; // width of the names of stretches; 0: no room
  km: number;
  strip: number;
  sectors: number;
}

/** The frame of the picture within a canvas, and what stands left of it. */
export function layoutOf(width: number, height: number): { frame: Frame; gutter: Gutter } {
  const gutter = width >= 640 ? { names: 124, km: 44, strip: 12, sectors: 22 } : { names: 0, km: 34, strip: 10, sectors: 12 };
  const left = gutter.names + gutter.km + gutter.strip + gutter.sectors;
  return { frame: { left, top: 20, width: Math.max(10, width - left - 10), height: Math.max(10, height - 26) }, gutter };
}

/** Draws the axes around the frame. */
export function drawAxes(c: CanvasRenderingContext2D, scene: Scene, view: View, frame: Frame, gutter: Gutter, ink: Ink, words: AxisWords): void {
  c.font = `11px ${ink.font}`;
  drawTimes(c, scene, view, frame, ink, words);
  drawStretches(c, scene, view, frame, gutter, ink, words);
  drawSectors(c, scene.plan, view, frame, gutter, ink);
  drawMeetingPoints(c, scene.plan, view, frame, ink);
  c.strokeStyle = ink.strong;
  c.lineWidth = 1;
  c.strokeRect(frame.left - 0.5, frame.top - 0.5, frame.width + 1, frame.height + 1);
}

/** Days first, then hours where there is room beside them; where no midnight is to be seen, the day stands at the left. */
function drawTimes(c: CanvasRenderingContext2D, scene: Scene, view: View, frame: Frame, ink: Ink, words: AxisWords): void {
  c.textBaseline = "alphabetic";
  c.textAlign = "center";
  c.fillStyle = ink.text;
  const { at_h, step_h } = hourTicks(view.from_h, view.to_h, frame.width, 34, scene.midnightH);
  const taken: [number, number][] = [];
  const write = (text: string, x: number) => {
    const half = c.measureText(text).width / 2;
    if (x + half > frame.left + frame.width + 10 || taken.some(([from, to]) => x - half - 8 < to && x + half + 8 > from)) return;
    taken.push([x - half, x + half]);
    c.fillText(text, x, frame.top - 6);
  };
  const days = at_h.filter((h) => isMidnight(h, scene.midnightH));
  for (const h of days) write(words.day(h), xOf(view, frame, h));
  if (days.length === 0) write(words.day(view.from_h), frame.left);
  const room = (step_h / (view.to_h - view.from_h)) * frame.width;
  if (room < 60 && days.length > 0) return; // beside a day there is none for an hour
  for (const h of at_h) if (!days.includes(h)) write(words.hour(h), xOf(view, frame, h));
}

function drawStretches(c: CanvasRenderingContext2D, scene: Scene, view: View, frame: Frame, gutter: Gutter, ink: Ink, words: AxisWords): void {
  const x = gutter.names + gutter.km;
  c.textBaseline = "middle";
  let free = -Infinity;
  for (const s of scene.border.stretches) {
    const [y1, y2] = [Math.max(frame.top, yOf(view, frame, s.line.from_m)), Math.min(frame.top + frame.height, yOf(view, frame, s.line.to_m))];
    if (y2 <= y1) continue;
    c.fillStyle = ink.kinds[s.kind];
    c.fillRect(x, y1, gutter.strip, y2 - y1);
    c.strokeStyle = ink.strong;
    c.lineWidth = 1;
    c.strokeRect(x + 0.5, crisp(y1), gutter.strip - 1, Math.max(1, Math.round(y2 - y1) - 1));
    const y = Math.max(frame.top + 6, Math.min(frame.top + frame.height - 6, (y1 + y2) / 2));
    if (gutter.names === 0 || y - 7 < free) continue;
    c.textAlign = "left";
    c.fillStyle = ink.text;
    c.fillText(shortened(c, s.name, gutter.names - 6), 4, y);
    free = y + 7;
  }
  c.textAlign = "right";
  c.fillStyle = ink.soft;
  const ticks = chainageTicks(view.from_m, view.to_m, frame.height, 28);
  for (const m of ticks.at_m) c.fillText(words.km(m, ticks.step_m), x - 4, Math.max(frame.top + 5, yOf(view, frame, m)));
}

/** A text that is no wider than so many pixels. */
function shortened(c: CanvasRenderingContext2D, text: string, width: number): string {
  if (c.measureText(text).width <= width) return text;
  let [low, high] = [0, text.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (c.measureText(`${text.slice(0, middle)}…`).width <= width) low = middle;
    else high = middle - 1;
  }
  return `${text.slice(0, low).trimEnd()}…`;
}

/** Sectors of the first layer by turns left and right of a line, those of others beside; numbers where there is room. */
function drawSectors(c: CanvasRenderingContext2D, plan: Plan, view: View, frame: Frame, gutter: Gutter, ink: Ink): void {
  const pairs = new Map(plan.pairs.map((p) => [p.id, p]));
  const layers = new Map(plan.layers.map((l, i) => [l.name, i]));
  const left = frame.left - gutter.sectors;
  c.textAlign = "left";
  for (const [i, s] of plan.sectors.entries()) {
    const [y1, y2] = [Math.max(frame.top, yOf(view, frame, s.from_m)), Math.min(frame.top + frame.height, yOf(view, frame, s.to_m))];
    if (y2 - y1 < 0.7) continue;
    const other = (layers.get(s.layer) ?? 0) > 0;
    const x = other ? frame.left - 4 : left + (i % 2 === 0 ? 2 : 5);
    c.fillStyle = other ? ink.soft : ink.accent;
    c.fillRect(x, y1 + 0.5, 2, Math.max(1, y2 - y1 - 1));
    const text = String(pairs.get(s.pair)?.number ?? "");
    if (other || gutter.sectors < 20 || y2 - y1 < 12 || c.measureText(text).width > 12) continue;
    c.fillStyle = ink.text;
    c.fillText(text, left + 8, (y1 + y2) / 2);
  }
}

function drawMeetingPoints(c: CanvasRenderingContext2D, plan: Plan, view: View, frame: Frame, ink: Ink): void {
  c.fillStyle = ink.text;
  for (const p of plan.meeting_points) {
    const y = yOf(view, frame, p.chainage_m);
    if (y < frame.top || y > frame.top + frame.height || (p.pairs ?? []).length === 0) continue;
    c.beginPath();
    c.moveTo(frame.left + 5, y);
    c.lineTo(frame.left - 1, y - 3);
    c.lineTo(frame.left - 1, y + 3);
    c.fill();
  }
}
