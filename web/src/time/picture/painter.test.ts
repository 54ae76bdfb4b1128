import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Border } from "../../geo/border";
import { Line } from "../../geo/line";
import type { Beat, Gap, Plan, Sortie } from "../../model/plan";
import type { Trip } from "../trips";
import { addLine, countSorties, mostWhole } from "./draw-trips";
import { wholeOf } from "./frame";
import { Painter, type Drawn } from "./painter";
import { pathsOf } from "./paths";
import { sceneOf } from "./scene";
import { gapShapes } from "./shapes";

// A canvas that draws nothing and counts.

class Path {
  lines = 0;
  moveTo() { this.lines++; }
  lineTo() {}
  arc() {}
  rect() {}
  closePath() {}
  addPath() {}
}

let frames: (() => void)[] = [];
const next = () => frames.splice(0).forEach((f) => f());

beforeEach(() => {
  frames = [];
  vi.stubGlobal("Path2D", Path);
  vi.stubGlobal("requestAnimationFrame", (f: () => void) => frames.push(f));
  vi.stubGlobal("cancelAnimationFrame", () => (frames = []));
});
afterEach(() => vi.unstubAllGlobals());

function sheet() {
  const calls = { clear: 0, stroke: [] as unknown[] };
  const canvas = { width: 0, height: 0, style: {} };
  const context: unknown = new Proxy({ canvas } as Record<string, unknown>, {
    get: (to, name) => {
      if (name in to) return to[name as string];
      if (name === "measureText") return (text: string) => ({ width: 6 * text.length });
      if (name === "createPattern") return () => null;
      return (...args: unknown[]) => {
        if (name === "clearRect") calls.clear++;
        if (name === "stroke") calls.stroke.push(args[0]);
      };
    },
    set: (to, name, value) => ((to[name as string] = value), true),
  });
  return { calls, canvas: { getContext: () => context } as unknown as HTMLCanvasElement };
}

function plan(pairs: number, each: number): Drawn {
  const lengthM = 1_000_000;
  const border = new Border([{ id: "b", name: "Border", kind: "land", left: "A", right: "B", line: new Line({ type: "MultiLineString", coordinates: [[[0, 0], [0, 9]]] }, 0, lengthM) }]);
  const trips: Trip[] = Array.from({ length: pairs }, (_, i) => {
    const from = (i * lengthM) / pairs;
    const sorties = Array.from({ length: each }, (_, k) => ({ id: `p${i}/s${k}`, meet_h: (k * 672) / each }) as Sortie);
    return { beat: { id: `p${i}`, pair: `p${i}`, from_m: from, to_m: from + lengthM / pairs, meet_m: from, part_m: from + lengthM / pairs, walk_h: 3 } as Beat, layer: "surface", legs: [], sorties, meets_h: Float64Array.from(sorties, (s) => s.meet_h), from_h: -1, to_h: 4 };
  });
  const gaps = [{ id: "g", route: "b", reason: "no_sector", from_m: 0, to_m: 5000, from_h: 0, to_h: 672, outline: null } as unknown as Gap];
  const p = { sides: ["A", "B"], layers: [{ name: "surface" }], pairs: [], sectors: [], meeting_points: [], coverage: [], period_h: 672 } as unknown as Plan;
  const top = { hour: 5, cursor: null, pointed_m: null, gap: null, chosen: () => false, anyChosen: false, chosenSpan: null };
  return { scene: sceneOf(p, border, pathsOf(trips, p), 0), shapes: gapShapes(gaps, border, 672), view: wholeOf(lengthM, 672), words: { day: String, hour: String, km: String }, top };
}

test("each sheet is drawn only when it has changed, once a frame", () => {
  const sheets = [sheet(), sheet(), sheet(), sheet()];
  const painter = new Painter(sheets.map((s) => s.canvas), () => plan(3, 4));
  const drawn = () => sheets.map((s) => s.calls.clear);
  painter.resize(800, 240);
  painter.ask("still");
  next();
  expect(drawn()).toEqual([1, 1, 1, 1]);
  for (let i = 0; i < 5; i++) painter.ask("top"); // the hour moves
  next();
  expect(drawn()).toEqual([1, 1, 1, 2]);
  painter.ask("gaps"); // something is dragged
  painter.ask("top");
  next();
  expect(drawn()).toEqual([1, 2, 1, 3]);
  painter.resize(800, 240);
  expect(frames.length).toBe(0); // as before
  painter.end();
  painter.ask("top");
  next();
  expect(drawn()).toEqual([1, 2, 1, 3]);
});

test("a thousand pairs with 64,000 sorties are thinned to what can be seen", () => {
  const big = plan(1000, 64);
  const sheets = [sheet(), sheet(), sheet(), sheet()];
  const painter = new Painter(sheets.map((s) => s.canvas), () => big);
  painter.resize(864, 240);
  next();
  expect(painter.thinned).toBe(true);
  const lines = sheets[2]?.calls.stroke.reduce<number>((n, p) => n + (p instanceof Path ? p.lines : 0), 0) ?? 0;
  expect(lines).toBeGreaterThan(4000);
  expect(lines).toBeLessThan(20_000);
  if (!big.scene) throw new Error("no scene");
  expect(countSorties(big.scene, wholeOf(1_000_000, 672))).toBeGreaterThanOrEqual(64_000);
  expect(countSorties(big.scene, { from_m: 0, to_m: 10_500, from_h: 0, to_h: 672 })).toBeLessThan(mostWhole);
});

test("of lines on the same pixels one is drawn", () => {
  const [path, bins] = [new Path(), new Set<number>()];
  const [view, frame] = [wholeOf(1_000_000, 672), { left: 0, top: 0, width: 600, height: 200 }];
  for (const m of [10_000, 10_100, 60_000]) addLine(path as unknown as Path2D, [m, 0, m + 3000, 3], view, frame, 0, 100, bins);
  expect(path.lines).toBe(2);
});
