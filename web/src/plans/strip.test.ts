import { describe, expect, test } from "vitest";
import { Border } from "../geo/border";
import { Line } from "../geo/line";
import type { Plan } from "../model/plan";
import { boundsOf, spanOf } from "../tables/places";
import { spotOf } from "./place";
import { merged, onBorder, pieces, sectorBars, ticks } from "./strip";

const open = { length_m: 1000, closed: false };
const ring = { length_m: 1000, closed: true };

describe("spans are cut where a ring begins anew", () => {
  test.each([
    [open, 100, 300, [[100, 300]]],
    [open, -50, 2000, [[0, 1000]]],
    [open, 300, 300, []],
    [ring, 900, 1200, [[900, 1000], [0, 200]]],
    [ring, 1900, 2100, [[900, 1000], [0, 100]]],
    [ring, -100, 50, [[900, 1000], [0, 50]]],
    [ring, 200, 1000, [[200, 1000]]],
    [ring, 1000, 1100, [[0, 100]]],
    [ring, 300, 1300, [[0, 1000]]],
    [ring, 5, 5, []],
  ] as const)("%j %d to %d", (border, from, to, want) => {
    expect(pieces(from, to, border).map((p) => [p.from_m, p.to_m])).toEqual(want);
  });
});

test("spans merged cover the same ground, near ones as one: against a metre by metre count", () => {
  let seed = 7;
  const next = (n: number) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
  for (let round = 0; round < 200; round++) {
    const spans = Array.from({ length: next(12) }, () => {
      const from_m = next(90);
      return { from_m, to_m: from_m + 1 + next(9) };
    });
    const apart = next(4);
    const covered = Array.from({ length: 100 }, (_, m) => spans.some((s) => s.from_m <= m && m < s.to_m));
    const got = merged(spans, apart);
    for (let m = 0; m < 100; m++) if (covered[m]) expect(got.some((s) => s.from_m <= m && m < s.to_m)).toBe(true);
    if (apart === 0) expect(got.reduce((sum, s) => sum + s.to_m - s.from_m, 0)).toBe(covered.filter(Boolean).length);
    for (let i = 1; i < got.length; i++) expect((got[i]?.from_m ?? 0) - (got[i - 1]?.to_m ?? 0)).toBeGreaterThan(apart);
  }
});

test("sectors stand by layer along the border, neighbours in other tones", () => {
  const sector = (pair: string, layer: string, from_m: number, to_m: number) => ({ pair, layer, from_m, to_m });
  const plan = { layers: [{ name: "surface" }, { name: "air" }], sectors: [sector("b", "surface", 400, 900), sector("a", "surface", 0, 400), sector("c", "surface", 900, 900), sector("d", "air", 900, 1100)] } as unknown as Plan;
  expect(sectorBars(plan, ring)).toEqual([
    { layer: "surface", bars: [{ from_m: 0, to_m: 400, tone: 0, label: "a" }, { from_m: 400, to_m: 900, tone: 1, label: "b" }] },
    { layer: "air", bars: [{ from_m: 900, to_m: 1000, tone: 0, label: "d" }, { from_m: 0, to_m: 100, tone: 0, label: "d" }] },
  ]);
});

test("ticks are round numbers of kilometres, no more than fit", () => {
  expect(ticks(1_334_000, 5)).toEqual([0, 500, 1000]);
  expect(ticks(1_334_000, 8)).toEqual([0, 200, 400, 600, 800, 1000, 1200]);
  expect(ticks(121_000, 4)).toEqual([0, 50, 100]);
  expect(ticks(0, 5)).toEqual([0]);
  for (let most = 2; most < 20; most++) for (const m of [800, 9_999, 50_000, 1_000_000, 3e7]) expect(ticks(m, most).length).toBeLessThanOrEqual(most + 1);
});

describe("places", () => {
  const line = (x: number, from: number, to: number) => new Line({ type: "MultiLineString", coordinates: [[[x, 10], [x + 1, 11]]] }, from, to);
  const stretch = (id: string, x: number, from: number, to: number) => ({ id, name: `The ${id}`, kind: "land" as const, left: "A", right: "B", line: line(x, from, to) });
  const border = new Border([stretch("s1", 0, 0, 1000), stretch("s2", 1, 1000, 3000)]);
  const routes = new Map([["road", { id: "road", name: "Road", kind: "land" as const, side: "A", watched: true, line: line(5, 0, 500) }]]);
  const dataset = { border, routes };

  test("of the border are told in its chainages", () => expect(spotOf(dataset, "s2", 100, 300)).toMatchObject({ name: "The s2", onBorder: true, from_m: 1100, to_m: 1300 }));
  test("beside it in those of the route, after all of the border", () => {
    const spot = spotOf(dataset, "road", 100, 300);
    expect(spot).toMatchObject({ name: "Road", onBorder: false, from_m: 100, to_m: 300 });
    expect(spot?.order).toBeGreaterThan(3000);
  });
  test("of other borders are nowhere", () => expect([spotOf(dataset, "x", 0, 1), boundsOf(spanOf(dataset, "x", 0, 1).shape)]).toEqual([undefined, null]));
  test("on the border are spans of it; others are left out", () => expect(onBorder([{ route: "s2", from_m: 5, to_m: 9 }, { route: "road", from_m: 0, to_m: 9 }], border)).toEqual([{ from_m: 1005, to_m: 1009 }]));
});
