import type { Feature, MultiLineString } from "geojson";
import { expect, test } from "vitest";
import type { Beat, Sortie } from "../model/plan";
import { firstAfter, positionsOf, type Moving } from "./positions";
import real from "./testdata/sorties.json";
import { legOf, type Trip } from "./trips";

// Some sorties of the plan Guatemala–Mexico, all their legs as the server gives
// them. The naive way looks at each leg of each sortie by itself, and measures
// along it on a sphere; the page knows the legs of one sortie of a beat.

interface Naive {
  sortie: string;
  beat: string;
  side: string;
  leg: string;
  from_h: number;
  to_h: number;
  points: number[][];
}

const naive: Naive[] = real.features.map((f) => ({ ...f.properties, points: f.geometry.coordinates.flat() }));
const sorties = real.sorties as unknown as Sortie[];

/** Trips of sorties that are made `laterH` later, wrapped round the period. */
function trips(laterH: number): Trip[] {
  return (real.beats as unknown as Beat[]).map((beat) => {
    const of = sorties.filter((s) => s.beat === beat.id).map((s) => moved(s, later(s, laterH)));
    const first = sorties.find((s) => s.beat === beat.id);
    const legs = (real.features as unknown as Feature<MultiLineString>[]).filter((f) => f.properties?.sortie === first?.id).map((f) => legOf(f, first?.meet_h ?? 0));
    legs.sort((a, b) => a.from_h - b.from_h);
    of.sort((a, b) => a.meet_h - b.meet_h);
    const ends = of.flatMap((s) => [...s.depart_h, ...s.return_h].map((h) => h - s.meet_h));
    return { beat, layer: "surface", legs, sorties: of, meets_h: Float64Array.from(of, (s) => s.meet_h), from_h: Math.min(0, ...ends), to_h: Math.max(...ends) };
  });
}

/** How much later a sortie is made so that its meeting lies in the period. */
function later(s: Sortie, laterH: number): number {
  return s.meet_h + laterH >= real.period_h ? laterH - real.period_h : laterH;
}

function moved(s: Sortie, h: number): Sortie {
  return { ...s, depart_h: [s.depart_h[0] + h, s.depart_h[1] + h], meet_h: s.meet_h + h, part_h: s.part_h + h, return_h: [s.return_h[0] + h, s.return_h[1] + h] };
}

type Seen = Pick<Moving, "sortie" | "side" | "at" | "waiting"> & { leg: string };

/** Everybody at an hour, by each leg of each sortie. */
function naiveAt(hour: number, laterH: number): Seen[] {
  const out: Seen[] = [];
  for (const s of sorties) {
    for (const turn of [-1, 0, 1]) {
      const h = hour + turn * real.period_h - later(s, laterH);
      for (const side of ["", ...real.sides]) {
        const legs = naive.filter((l) => l.sortie === s.id && l.side === side).sort((a, b) => a.from_h - b.from_h);
        for (const [i, l] of legs.entries()) {
          const next = legs[i + 1];
          const until = next?.leg === l.leg ? next.from_h : l.leg === "out" ? s.meet_h : l.to_h;
          if (h >= l.from_h && h < l.to_h) out.push({ sortie: s.id, side, leg: l.leg, at: along(l.points, (h - l.from_h) / (l.to_h - l.from_h)), waiting: false });
          else if (h >= l.to_h && h < until) out.push({ sortie: s.id, side, leg: l.leg, at: [l.points.at(-1)?.[0] ?? 0, l.points.at(-1)?.[1] ?? 0], waiting: true });
        }
      }
    }
  }
  return out;
}

/** The place at a share of a line's length on a sphere. */
function along(points: number[][], share: number): [number, number] {
  const step = (a: number[], b: number[]) => {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = [...a, ...b].map((d) => (d * Math.PI) / 180);
    const h = Math.sin((y2 - y1) / 2) ** 2 + Math.cos(y1) * Math.cos(y2) * Math.sin((x2 - x1) / 2) ** 2;
    return 2 * Math.asin(Math.sqrt(h));
  };
  const lengths = points.slice(1).map((p, i) => step(points[i] ?? p, p));
  let rest = share * lengths.reduce((a, b) => a + b, 0);
  for (const [i, l] of lengths.entries()) {
    const [a, b] = [points[i] ?? [0, 0], points[i + 1] ?? [0, 0]];
    if (rest <= l) return [(a[0] ?? 0) + (((b[0] ?? 0) - (a[0] ?? 0)) * rest) / l, (a[1] ?? 0) + (((b[1] ?? 0) - (a[1] ?? 0)) * rest) / l];
    rest -= l;
  }
  return [points.at(-1)?.[0] ?? 0, points.at(-1)?.[1] ?? 0];
}

const key = (m: { sortie: string; side: string }) => `${m.sortie} ${m.side}`;

test.each([0, 137, 400, 671])("positions are those of each sortie's own legs, timetable %i h later", (laterH) => {
  const all = trips(laterH);
  let seen = 0;
  for (let hour = 0.013; hour < real.period_h; hour += 1.37) {
    const got = positionsOf(all, real.period_h, hour).toSorted((a, b) => key(a).localeCompare(key(b)));
    const want = naiveAt(hour, laterH).toSorted((a, b) => key(a).localeCompare(key(b)));
    expect(got.map(key), `hour ${hour}`).toEqual(want.map(key));
    for (const [i, w] of want.entries()) {
      const g = got[i];
      expect([g?.leg, g?.waiting]).toEqual([w.leg, w.waiting]);
      const off = Math.hypot(((g?.at[0] ?? 0) - w.at[0]) * Math.cos((w.at[1] * Math.PI) / 180), (g?.at[1] ?? 0) - w.at[1]) * 111_195;
      expect(off, `${key(w)} at ${hour}`).toBeLessThan(150); // of up to 270 km, measured on a sphere
      seen++;
    }
  }
  expect(seen).toBeGreaterThan(500);
});

test("who is early waits where they meet", () => {
  const [trip] = trips(0).filter((t) => t.legs.some((l) => l.leg === "out"));
  if (!trip) throw new Error("no trip");
  const early: Trip = { ...trip, legs: trip.legs.map((l) => (l.leg === "out" ? { ...l, from_h: l.from_h - 2, to_h: l.to_h - 2 } : l)), from_h: trip.from_h - 2 };
  const meet = trip.meets_h[0] ?? 0;
  const got = positionsOf([early], real.period_h, meet - 1);
  expect(got.length).toBeGreaterThan(0);
  for (const g of got) {
    expect(g).toMatchObject({ waiting: true, leg: "out" });
    expect(g.at[0]).toBeCloseTo(trip.beat.meet_at[0], 4);
    expect(g.at[1]).toBeCloseTo(trip.beat.meet_at[1], 4);
  }
});

test("the first hour that is after another", () => {
  expect([0, 1, 1.5, 9].map((h) => firstAfter(Float64Array.of(1, 1, 2), h))).toEqual([0, 2, 2, 3]);
});
