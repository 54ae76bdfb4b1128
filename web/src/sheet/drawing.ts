import { lengthM, turn } from "../geo/line";
import type { Dataset, Route } from "../api/datasets";
import type { Kind } from "../model/plan";
import type { Content } from "./content";
import { sizes } from "./fit";
import { placeLabels, type Box, type Label, type Wish } from "./labels";

// The map of a sector sheet, in millimetres of paper: black on white, told apart by
// form alone. It is drawn from the page's own lines, north up, longitudes shrunk as
// in the middle of the sector.

type Point = readonly [number, number];

export interface Mark {
  form: "meet" | "part" | "post-a" | "post-b" | "beside" | "end";
  at: Point;
}

export interface Drawing {
  width: number;
  height: number;
  others: { kind: Kind; path: string }[]; // routes near
  border: { kind: Kind; path: string; inside: boolean }[];
  marks: Mark[];
  labels: Label[];
  sides: { text: string; at: Point }[];
  bar: { length_m: number; width: number };
}

const letters = 3.9; // mm: 11 pt
const margin = { x: 12, y: 16 }; // the names of both sides have room

/** The map of a sheet, so many millimetres high at most. */
export function drawingOf(d: Dataset, content: Content, most = sizes.most): Drawing {
  const frame = frameOf(d, content, most);
  const { place, width, height, box } = frame;
  const { sector } = content;
  const others = [...d.routes.values()].flatMap((r) => (meets(boxOfRoute(r), box) ? [{ kind: r.kind, path: pathOf([r.line.slice(r.line.from_m, r.line.to_m)], place, frame) }] : [])).filter((o) => o.path !== "");
  const around: [number, number][] = d.border.closed ? [[sector.to_m, sector.from_m + d.border.length_m]] : [[0, sector.from_m], [sector.to_m, d.border.length_m]];
  const outside = around.flatMap(([a, b]) => bordersBetween(d, a, b, false));
  const inside = bordersBetween(d, sector.from_m, sector.to_m, true);
  const border = [...outside, ...inside].map((b) => ({ kind: b.kind, inside: b.inside, path: pathOf([b.line], place, frame) })).filter((b) => b.path !== "");
  const { marks, wishes } = marksOf(content, d, frame);
  const seen = marks.map(({ at: [x, y] }): Box => [x - 2.2, y - 2.2, x + 2.2, y + 2.2]);
  const bar = barOf(frame.mmOfM, width);
  const taken: Box[] = [...seen, [0, height - 9, bar.width + 12, height], [width - 12, 0, width, 16]];
  const along = [...inside, ...outside].flatMap((b) => dotted(b.line.map(place)));
  const sides = sidesOf(d, content, frame, [...along, ...marks.map((m) => m.at)], dotted(inside.flatMap((b) => b.line.map(place))));
  const labels = placeLabels(wishes, [1, 1, width - 1, height - 1], [...taken, ...sides.map(({ at: [x, y] }): Box => [x - 5, y - 4, x + 5, y + 4])], along);
  return { width, height, others, border, marks, labels, sides, bar };
}

interface Frame {
  width: number;
  height: number;
  mmOfM: number;
  box: readonly [number, number, number, number]; // degrees, longitudes running on from the sector's middle
  place: (at: readonly number[]) => Point;
}

/** The ground that the sheet shows: the sector and where its pair meets and parts, and posts as long as they do not shrink it by much. */
function frameOf(d: Dataset, { sector, beats, posts }: Content, most: number): Frame {
  const middle = d.border.at((sector.from_m + sector.to_m) / 2);
  const [x, y] = middle;
  const north = lengthM([x, y - 0.5], [x, y + 0.5]);
  const shrink = Math.max(0.02, lengthM([x - 0.5, y], [x + 0.5, y]) / north);
  const flat = ([lon = 0, lat = 0]: readonly number[]): Point => [turn(lon - x) * shrink, lat - y];
  const must = [...d.border.slice(sector.from_m, sector.to_m).flat(), ...beats.flatMap(({ beat }) => [beat.meet_at, beat.part_at])].map(flat);
  let box = boxOf(must);
  const first = Math.max(box[2] - box[0], box[3] - box[1], 0.01);
  for (const { post } of posts) {
    if (!post) continue;
    const wider = boxOf([[box[0], box[1]], [box[2], box[3]], flat(post.at)]);
    if (Math.max(wider[2] - wider[0], wider[3] - wider[1]) < 1.6 * first) box = wider;
  }
  const [w, h] = [Math.max(box[2] - box[0], 0.004), Math.max(box[3] - box[1], 0.004)];
  const { width, least } = sizes;
  const height = Math.min(most, Math.max(least, ((width - 2 * margin.x) * h) / w + 2 * margin.y));
  const scale = Math.min((width - 2 * margin.x) / w, (height - 2 * margin.y) / h);
  const centre: Point = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  const place = (at: readonly number[]): Point => {
    const [east, up] = flat(at);
    return [width / 2 + (east - centre[0]) * scale, height / 2 - (up - centre[1]) * scale];
  };
  const half: Point = [width / 2 / scale, height / 2 / scale];
  return {
    width,
    height,
    mmOfM: scale / north,
    box: [middle[0] + (centre[0] - half[0]) / shrink, middle[1] + centre[1] - half[1], middle[0] + (centre[0] + half[0]) / shrink, middle[1] + centre[1] + half[1]],
    place,
  };
}

function boxOf(points: readonly Point[]): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) [box[0], box[1], box[2], box[3]] = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)];
  return Number.isFinite(box[0]) ? box : [0, 0, 0, 0];
}

const boxes = new WeakMap<Route, [number, number, number, number]>();

function boxOfRoute(route: Route): [number, number, number, number] {
  let box = boxes.get(route);
  if (!box) boxes.set(route, (box = boxOf(route.line.slice(route.line.from_m, route.line.to_m))));
  return box;
}

/** Whether two boxes of degrees meet, whole turns apart or not. */
function meets(a: readonly number[], b: readonly number[]): boolean {
  const [aw = 0, as = 0, ae = 0, an = 0] = a;
  const [bw = 0, bs = 0, be = 0, bn = 0] = b;
  if (as > bn || an < bs) return false;
  return [-360, 0, 360].some((t) => aw + t <= be && ae + t >= bw);
}

function bordersBetween(d: Dataset, fromM: number, toM: number, inside: boolean): { kind: Kind; line: [number, number][]; inside: boolean }[] {
  const length = d.border.length_m;
  const spans: [number, number][] = d.border.closed && length > 0 ? [-length, 0, length].map((t) => [Math.max(0, fromM + t), Math.min(length, toM + t)]) : [[fromM, toM]];
  return spans.flatMap(([a, b]) =>
    d.border.stretches.flatMap((s) => {
      const line = a < b && s.line.to_m > a && s.line.from_m < b ? s.line.slice(a, b) : [];
      return line.length > 1 ? [{ kind: s.kind, line, inside }] : [];
    }),
  );
}

/** A path of lines on paper, to a seventh of a millimetre; empty where nothing of them is in the frame. */
function pathOf(lines: readonly (readonly number[])[][], place: Frame["place"], { width, height }: Frame): string {
  let path = "";
  for (const line of lines) {
    const points = thinned(line.map(place), 0.15);
    const [w, n, e, s] = boxOf(points);
    if (e < 0 || w > width || s < 0 || n > height) continue;
    path += points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
  }
  return path;
}

/** Points without those that are nearer than so much to the one before; the last stays. */
function thinned(points: readonly Point[], least: number): Point[] {
  const out: Point[] = [];
  for (const [i, p] of points.entries()) {
    const last = out.at(-1);
    if (!last || Math.hypot(p[0] - last[0], p[1] - last[1]) >= least) out.push(p);
    else if (i === points.length - 1) out[out.length - 1] = out.length > 1 ? p : last;
  }
  const end = points.at(-1);
  return out.length === 1 && end && points.length > 1 ? [...out, end] : out;
}

/** Points of a line, at most a millimetre apart. */
function dotted(line: readonly Point[]): Point[] {
  const points = thinned(line, 0.5);
  return points.flatMap((p, i) => {
    const [x, y] = points[i - 1] ?? p;
    const steps = Math.min(400, Math.max(1, Math.ceil(Math.hypot(p[0] - x, p[1] - y))));
    return Array.from({ length: steps }, (_, k): Point => [x + ((p[0] - x) * (k + 1)) / steps, y + ((p[1] - y) * (k + 1)) / steps]);
  });
}

/** What is marked, and what is written beside it. */
function marksOf(content: Content, d: Dataset, frame: Frame): { marks: Mark[]; wishes: Wish[] } {
  const marks: Mark[] = [];
  const wishes: Wish[] = [];
  const add = (form: Mark["form"], at: readonly number[], text: string) => {
    const on = frame.place(at);
    const kept: Point = [Math.min(frame.width - 3, Math.max(3, on[0])), Math.min(frame.height - 3, Math.max(3, on[1]))];
    marks.push({ form, at: kept });
    if (text !== "") wishes.push({ text, at: kept, size: letters, clear: 2.6 });
  };
  const within = (at: readonly number[]) => {
    const [x, y] = frame.place(at);
    return x >= 0 && y >= 0 && x <= frame.width && y <= frame.height;
  };
  const { beats, sector, neighbours, posts } = content;
  const ends = new Set([sector.from_m, sector.to_m, ...beats.flatMap((b) => [b.beat.from_m, b.beat.to_m])]);
  for (const m of ends) add("end", d.border.at(m), "");
  for (const n of neighbours) for (const p of n.points) if (within(p.at)) add("beside", p.at, n.letter);
  for (const [form, of] of [["part", "part_at"], ["meet", "meet_at"]] as const) {
    const at = new Map<string, { at: [number, number]; numbers: number[] }>();
    for (const { beat, number } of beats) {
      const key = frame.place(beat[of]).map((x) => Math.round(x)).join();
      const known = at.get(key);
      if (known) known.numbers.push(number);
      else at.set(key, { at: beat[of], numbers: [number] });
    }
    for (const { at: place, numbers } of at.values()) add(form, place, numbers.join(", "));
  }
  for (const [i, { post }] of posts.entries()) {
    if (post && within(post.at)) add(i === 0 ? "post-a" : "post-b", post.at, post.name);
  }
  return { marks, wishes };
}

/** Codes of the countries, each on its side of the sector, where it is farthest from all that is marked. */
function sidesOf(d: Dataset, { sector }: Content, frame: Frame, marked: readonly Point[], line: readonly Point[]): Drawing["sides"] {
  const stretch = d.border.stretchAt((sector.from_m + sector.to_m) / 2);
  if (!stretch || stretch.left === stretch.right) return [];
  const shown = marked.filter(([x, y]) => x > -20 && y > -20 && x < frame.width + 20 && y < frame.height + 20);
  const best = { left: { room: 0, at: [0, 0] as Point }, right: { room: 0, at: [0, 0] as Point } };
  for (let x = 8; x <= frame.width - 16; x += 4) {
    for (let y = 6; y <= frame.height - (x < frame.width / 3 ? 14 : 6); y += 4) { // the bar is in that corner
      const way = sideOf([x, y], line);
      const room = Math.min(20, ...shown.map(([px, py]) => Math.hypot(px - x, py - y))) - 0.05 * Math.hypot(x - frame.width / 2, y - frame.height / 2);
      if (way && room > best[way].room) best[way] = { room, at: [x, y] };
    }
  }
  return (["left", "right"] as const).flatMap((way) => (stretch[way] !== "" && best[way].room > 3 ? [{ text: stretch[way], at: best[way].at }] : []));
}

/** On which side of a line a place is, by the piece that is nearest; undefined beyond its ends. */
function sideOf([x, y]: Point, line: readonly Point[]): "left" | "right" | undefined {
  let [near, far] = [0, Infinity];
  for (const [i, [px, py]] of line.entries()) {
    const away = Math.hypot(px - x, py - y);
    if (away < far) [near, far] = [i, away];
  }
  if (near === 0 || near >= line.length - 1) return undefined;
  const [a, b] = [line[Math.max(0, near - 3)], line[Math.min(line.length - 1, near + 3)]];
  if (!a || !b) return undefined;
  return (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]) < 0 ? "left" : "right"; // y runs down
}

/** A bar of a round length, at most a quarter of the map. */
function barOf(mmOfM: number, width: number): Drawing["bar"] {
  const room = width / 4 / mmOfM;
  const ten = 10 ** Math.floor(Math.log10(room));
  const length_m = ten * (room >= 5 * ten ? 5 : room >= 2 * ten ? 2 : 1);
  return { length_m, width: length_m * mmOfM };
}
