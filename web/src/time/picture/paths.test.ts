import type { Feature, MultiLineString } from "geojson";
import { expect, test } from "vitest";
import { Border } from "../../geo/border";
import { Line } from "../../geo/line";
import type { Beat, Plan, Sortie } from "../../model/plan";
import real from "../testdata/sorties.json";
import { legOf, type Trip } from "../trips";
import { pathsOf, placeOn, turnsM } from "./paths";

// Sorties of the plan Guatemala–Mexico as the server gives them: what a beat says
// of its walk and what its legs say must agree.

const plan = { sides: real.sides, layers: [{ name: "surface" }, { name: "air" }], period_h: real.period_h } as unknown as Plan;

const trips = (withLegs: boolean): Trip[] =>
  (real.beats as unknown as Beat[]).map((beat) => {
    const sorties = (real.sorties as unknown as Sortie[]).filter((s) => s.beat === beat.id);
    const [first] = sorties;
    const legs = withLegs ? (real.features as unknown as Feature<MultiLineString>[]).filter((f) => f.properties?.sortie === first?.id).map((f) => legOf(f, first?.meet_h ?? 0)) : [];
    legs.sort((a, b) => a.from_h - b.from_h);
    return { beat, layer: beat.pair.includes("17") ? "air" : "surface", legs, sorties, meets_h: Float64Array.from(sorties, (s) => s.meet_h), from_h: -60, to_h: 60 };
  });

test("what is walked together begins at the meeting, comes by both ends of the beat, and ends at the parting", () => {
  const [measured, planned] = [pathsOf(trips(true), plan), pathsOf(trips(false), plan)];
  expect(measured.length).toBeGreaterThan(4);
  for (const [i, path] of measured.entries()) {
    const b = path.trip.beat;
    for (const p of [path, planned[i]]) {
      const knots = p?.joint ?? [];
      expect(knots[0]).toBeCloseTo(b.meet_m, 1);
      expect(knots[1]).toBeCloseTo(0, 4);
      expect(knots.at(-2)).toBeCloseTo(b.part_m, 1);
      expect(knots.at(-1)).toBeCloseTo(b.walk_h, 3);
      const along = knots.filter((_, k) => k % 2 === 0);
      expect(Math.min(...along)).toBeCloseTo(Math.min(b.meet_m, b.from_m), 1);
      expect(Math.max(...along)).toBeCloseTo(Math.max(b.meet_m, b.to_m), 1);
    }
  }
});

test("ways alone along the border lead to the meeting and from the parting, on the border where the beat says", () => {
  let solos = 0;
  for (const path of pathsOf(trips(true), plan)) {
    const b = path.trip.beat;
    for (const s of path.solo) {
      const out = (s.knots[1] ?? 0) < 0;
      expect(out ? s.knots.at(-2) : s.knots[0]).toBeCloseTo(out ? b.meet_m : b.part_m, 1);
      expect(out ? s.knots.at(-1) : s.knots[1]).toBeCloseTo(out ? 0 : b.walk_h, 3);
      expect(out ? s.knots[0] : s.knots.at(-2)).toBeCloseTo((out ? b.out_m[s.side] : b.back_m[s.side]) ?? NaN, 1);
      solos++;
    }
    expect(path.layer).toBe(b.pair.includes("17") ? 1 : 0);
  }
  expect(solos).toBeGreaterThan(4);
});

test("the place on a path runs evenly, and is nowhere before and after", () => {
  const knots = [100, 0, 300, 2, 200, 4];
  expect([-1, 0, 1, 2, 3, 4, 4.1].map((h) => placeOn(knots, h))).toEqual([undefined, 100, 200, 300, 250, 200, undefined]);
});

test("on a ring a path beyond the end is drawn at its beginning, too", () => {
  const ring = new Border([{ id: "r", name: "", kind: "land", left: "", right: "", line: new Line({ type: "MultiLineString", coordinates: [[[0, 0], [0.1, 0.1], [0, 0]]] }, 0, 1000) }]);
  expect(ring.closed).toBe(true);
  expect(turnsM(ring, 900, 1100)).toEqual([-0, -1000]);
  expect(turnsM(ring, -50, 20)).toEqual([1000, -0]);
  expect(turnsM(new Border([]), 900, 1100)).toEqual([0]);
});
