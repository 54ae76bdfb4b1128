import { expect, test } from "vitest";
import { Border } from "../../geo/border";
import { Line } from "../../geo/line";
import type { Beat, Gap, Plan, Sortie } from "../../model/plan";
import type { Trip } from "../trips";
import { xOf, yOf } from "./frame";
import { gapAt, sortieAt, watchesAt } from "./hit";
import { eachSortie, pathsOf, placeOn, type Path } from "./paths";
import { sceneOf } from "./scene";
import { gapShapes, watchedOf } from "./shapes";

// The naive ways: a ray cast through the polygon of a gap's corners, and every
// segment of every sortie cut into hundreds of dots.

const degreeM = 110_574.27; // of latitude at the equator, about
const border = (lengthM: number, closed = false) => {
  const end = closed ? [[0, 0], [0, lengthM / degreeM / 2], [0, 0]] : [[0, 0], [0, lengthM / degreeM]];
  return new Border([{ id: "line", name: "Line", kind: "land", left: "A", right: "B", line: new Line({ type: "MultiLineString", coordinates: [end] }, 0, lengthM) }]);
};

let seed = 20_261_126;
const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
const between = (a: number, b: number) => a + random() * (b - a);

function drawnGap(i: number): Gap {
  const n = 2 + Math.floor(random() * 5);
  let at = between(0, 80_000);
  const outline = Array.from({ length: n }, () => {
    const from_h = between(0, 300);
    const edge = { at_m: at, from_h, to_h: from_h + between(0, 200) };
    at += between(0, 6000);
    return edge;
  });
  const [first, last] = [outline[0], outline.at(-1)];
  return { id: `g${i}`, route: "line", reason: "revisit_exceeded", from_m: first?.at_m ?? 0, to_m: last?.at_m ?? 0, from_h: Math.min(...outline.map((e) => e.from_h)), to_h: Math.max(...outline.map((e) => e.to_h)), outline } as Gap;
}

function inPolygon(corners: [number, number][], x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = corners.length - 1; i < corners.length; j = i++) {
    const [[x1, y1], [x2, y2]] = [corners[i] ?? [0, 0], corners[j] ?? [0, 0]];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

test("a gap is hit where a ray says that its polygon is", () => {
  const gaps = Array.from({ length: 60 }, (_, i) => drawnGap(i));
  const shapes = gapShapes(gaps, border(120_000), 672);
  let [hits, misses] = [0, 0];
  for (let k = 0; k < 20_000; k++) {
    const [m, h] = [between(-2000, 120_000), between(0, 520)];
    const want = gaps.filter((g) => inPolygon([...(g.outline ?? []).map((e): [number, number] => [e.from_h, e.at_m]), ...(g.outline ?? []).toReversed().map((e): [number, number] => [e.to_h, e.at_m])], h, m)).map((g) => g.id);
    const got = gapAt(shapes, m, h)?.gap.id;
    if (want.length === 0) expect(got, `${m} ${h}`).toBeUndefined();
    else expect(want).toContain(got);
    if (want.length === 0) misses++;
    else hits++;
  }
  expect(hits).toBeGreaterThan(2000);
  expect(misses).toBeGreaterThan(2000);
});

test("a thin gap is hit from a little off, and the nearer of two", () => {
  const thin = (id: string, at: number) => ({ id, route: "line", reason: "no_sector", from_m: at, to_m: at + 10, from_h: 0, to_h: 672, outline: null }) as unknown as Gap;
  const shapes = gapShapes([thin("a", 1000), thin("b", 1500)], border(2000), 672);
  expect(gapAt(shapes, 1300, 5, 400, 1)?.gap.id).toBe("b");
  expect(gapAt(shapes, 1150, 5, 400, 1)?.gap.id).toBe("a");
  expect(gapAt(shapes, 300, 5, 400, 1)).toBeUndefined();
});

const period = 100;

function drawnTrip(i: number, lengthM: number): Trip {
  const [meet, part] = [between(0, lengthM), between(0, lengthM)];
  const walk = between(1, 12);
  const leg = (leg: "out" | "joint" | "home", side: string, fm: number, fh: number, tm: number, th: number) => ({ leg, side, from_h: fh, to_h: th, border_from_m: fm, border_to_m: tm, radius_m: 300, line: new Line({ type: "MultiLineString", coordinates: [] }, 0, 0) });
  const middle = between(0, lengthM);
  const legs = [leg("out", "A", between(0, lengthM), -5, meet, -1), leg("joint", "", meet, 0, middle, walk / 2), leg("joint", "", middle, walk / 2, part, walk), leg("home", "B", part, walk, between(0, lengthM), walk + 6)];
  const sorties = Array.from({ length: 6 }, (_, n) => ({ id: `t${i}/s${n}`, meet_h: n * 16 + between(0, 9), depart_h: [0, 0], return_h: [0, 0], part_h: 0 }) as unknown as Sortie);
  return { beat: { id: `t${i}`, pair: `p${i}`, meet_m: meet, part_m: part, from_m: 0, to_m: 0, walk_h: walk } as Beat, layer: "surface", legs, sorties, meets_h: Float64Array.from(sorties, (s) => s.meet_h), from_h: -5, to_h: walk + 6 };
}

const plan = (coverage: Plan["coverage"] = []) => ({ sides: ["A", "B"], layers: [{ name: "surface" }], period_h: period, coverage }) as unknown as Plan;

test("the nearest sortie is that of which some dot of its line is nearest", () => {
  const line = border(50_000);
  const paths = pathsOf(Array.from({ length: 3 }, (_, i) => drawnTrip(i, 50_000)), plan());
  const view = { from_m: 5000, to_m: 45_000, from_h: 0, to_h: 100 };
  const frame = { left: 60, top: 20, width: 700, height: 300 };
  const dots = paths.flatMap((p) => naiveDots(p, (h) => xOf(view, frame, h), (m) => yOf(view, frame, m)));
  let hits = 0;
  for (let k = 0; k < 200; k++) {
    const [x, y] = [between(60, 760), between(20, 320)];
    let [best, off] = ["", Infinity];
    for (const d of dots) {
      const far = Math.hypot(d.x - x, d.y - y);
      if (far < off) [best, off] = [d.id, far];
    }
    const got = sortieAt(paths, line, period, view, frame, x, y, 8);
    if (off < 7.5) {
      expect(Math.abs((got?.off_px ?? 99) - off)).toBeLessThan(0.5);
      if (got?.sortie.id !== best) expect(dots.some((d) => d.id === got?.sortie.id && Math.hypot(d.x - x, d.y - y) < off + 0.5)).toBe(true);
      hits++;
    } else if (off > 8.5) expect(got).toBeUndefined();
  }
  expect(hits).toBeGreaterThan(20);
});

/** Dots along all lines of a path, in this period and those beside it. */
function naiveDots(p: Path, x: (h: number) => number, y: (m: number) => number): { id: string; x: number; y: number }[] {
  const out: { id: string; x: number; y: number }[] = [];
  const steps = 400;
  for (const s of p.trip.sorties) {
    for (const l of p.trip.legs) {
      for (const turn of [-period, 0, period]) {
        for (let i = 0; i <= steps; i++) out.push({ id: s.id, x: x(s.meet_h + turn + l.from_h + ((l.to_h - l.from_h) * i) / steps), y: y((l.border_from_m ?? 0) + (((l.border_to_m ?? 0) - (l.border_from_m ?? 0)) * i) / steps) });
      }
    }
  }
  return out;
}

test("what runs over the period's end is there at its beginning", () => {
  const [path] = pathsOf([{ ...drawnTrip(0, 50_000), meets_h: Float64Array.of(2, 97), from_h: -5, to_h: 20 }], plan());
  if (!path) throw new Error("no path");
  const found: [number, number][] = [];
  eachSortie(path, period, 0, 1, (h, i) => found.push([h, i]));
  expect(found.map(([h, i]) => [h, i]).toSorted()).toEqual([[-3, 1], [2, 0]]);
  found.length = 0;
  eachSortie(path, period, 98, 100, (h, i) => found.push([h, i]));
  expect(found.toSorted((a, b) => a[0] - b[0])).toEqual([[97, 1], [102, 0]]);
});

test("watched are places within the radius of who goes by, and by posts all the time", () => {
  const trip = drawnTrip(0, 50_000);
  const coverage = [
    { route: "line", from_m: 0, to_m: 40_000, revisit_h: 20, beats: ["t0"], watches: trip.sorties.map((s) => ({ sortie: s.id, from_h: s.meet_h, to_h: s.meet_h + trip.beat.walk_h })) },
    { route: "line", from_m: 40_000, to_m: 50_000, revisit_h: 0, beats: null, watches: null },
  ] as unknown as Plan["coverage"];
  const line = border(50_000);
  const scene = sceneOf(plan(coverage), line, pathsOf([trip], plan()), 0);
  const [sortie] = trip.sorties;
  if (!sortie) throw new Error("no sortie");
  const h = sortie.meet_h + 0.01;
  const at = placeOn(scene.paths[0]?.joint ?? [], 0.01) ?? 0;
  const see = (m: number, hour = h) => watchesAt(scene.watched, period, m, hour, (id) => scene.sorties.get(id));
  const near = Math.min(39_999, at + 250);
  if (at < 39_000) {
    expect(see(near).by.map((w) => [w.sortie, w.passing])).toEqual([[sortie.id, false]]);
    expect(see(Math.min(39_999, at + 900)).by).toEqual([]);
  }
  expect(see(45_000)).toEqual({ always: true, by: [] });
  expect(watchedOf(coverage, line).map((w) => w.always)).toEqual([false, true]);
});
