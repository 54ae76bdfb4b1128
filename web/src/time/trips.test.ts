import { afterEach, expect, test, vi } from "vitest";
import type { Dataset } from "../api/datasets";
import { Border } from "../geo/border";
import type { Beat, Sortie } from "../model/plan";
import { fetchLegs, tripsOf } from "./trips";

afterEach(() => vi.unstubAllGlobals());

/** A plan of n beats, each of whose sorties walks from its number to the next. */
function dataset(n: number, change: (b: Beat) => Beat = (b) => b): Dataset {
  const beats = Array.from({ length: n }, (_, i) => change({ id: `P'${i}/1`, pair: `P${i}`, meet_m: i, part_m: i + 1, from_m: i, to_m: i + 1, out_m: [i, i], back_m: [i, i] } as Beat));
  const sorties = beats.flatMap((b) => [2, 1].map((k) => ({ id: `${b.id}/s${k}`, beat: b.id, pair: b.pair, meet_h: 10 * k, part_h: 10 * k + 3, depart_h: [10 * k - 2, 10 * k - 1], return_h: [10 * k + 4, 10 * k + 5] }) as unknown as Sortie));
  const pairs = beats.map((b) => ({ id: b.pair, layer: "surface", posts: ["x", "y"], patrols: ["u", "v"] }));
  return { id: "d", path: "plans/d", collections: ["sorties"], border: new Border([]), posts: new Map(), patrols: new Map(), plan: { beats, sorties, pairs } } as unknown as Dataset;
}

/** A server that answers a leg of each sortie that is asked for, and keeps the questions. */
function serve(asked: string[][]): void {
  vi.stubGlobal("fetch", (url: string) => {
    const filter = new URL(url).searchParams.get("filter") ?? "";
    const ids = [...filter.matchAll(/'((?:[^']|'')*)'/g)].map((m) => (m[1] ?? "").replace(/''/g, "'"));
    asked.push(ids);
    expect(url.length).toBeLessThan(4000);
    const features = ids.map((sortie) => ({ type: "Feature", geometry: { type: "MultiLineString", coordinates: [[[0, 0], [0, 1]]] }, properties: { sortie, leg: "joint", side: "", from_h: sortie.endsWith("s1") ? 10 : 20, to_h: sortie.endsWith("s1") ? 13 : 23, length_m: 110_574, watch_radius_m: 500, border_from_m: 1, border_to_m: 2 } }));
    return Promise.resolve(Response.json({ type: "FeatureCollection", features, numberMatched: features.length }));
  });
}

const fetchAll = async (d: Dataset) => {
  await fetchLegs(d, tripsOf(d), () => {}, new AbortController().signal);
  return tripsOf(d);
};

test("the legs of one sortie of each beat are asked for, few at a time, and hours are from the meeting", async () => {
  const asked: string[][] = [];
  serve(asked);
  const trips = await fetchAll(dataset(95));
  expect(asked.map((a) => a.length).toSorted((a, b) => a - b)).toEqual([15, 40, 40]);
  expect(new Set(asked.flat()).size).toBe(95);
  expect(trips.length).toBe(95);
  for (const t of trips) {
    expect(t.legs).toMatchObject([{ leg: "joint", from_h: 0, to_h: 3, radius_m: 500, border_from_m: 1, border_to_m: 2 }]);
    expect([...t.meets_h]).toEqual([10, 20]);
    expect([t.from_h, t.to_h]).toEqual([-2, 5]);
  }
});

test("of a changed plan only beats that are not as before are asked for", async () => {
  const asked: string[][] = [];
  serve(asked);
  await fetchAll(dataset(30));
  asked.length = 0;
  const trips = await fetchAll(dataset(30, (b) => (b.id === "P'7/1" ? { ...b, meet_m: 7.5 } : b)));
  expect(asked).toEqual([["P'7/1/s1"]]);
  expect(trips.every((t) => t.legs.length === 1)).toBe(true);
  asked.length = 0;
  await fetchAll(dataset(30)); // undone
  expect(asked).toEqual([]);
});

test("who stops asking gets nothing more", async () => {
  const asked: string[][] = [];
  serve(asked);
  const stop = new AbortController();
  stop.abort();
  const d = dataset(300, (b) => ({ ...b, from_m: b.from_m + 0.25 }));
  await fetchLegs(d, tripsOf(d), () => {}, stop.signal);
  expect(asked).toEqual([]);
});
