import type { FeatureCollection, MultiLineString } from "geojson";
import type { Dataset } from "../api/datasets";
import { borderOf } from "../geo/border";
import { Line } from "../geo/line";
import type { Gap, Plan } from "../model/plan";

// A drawn border for the tests: a river and a land stretch of 10 km each along the
// equator, and a road of 5 km beside it, whose chainage is its own.

const degree = 111_319.490793; // metres of the equator

/** Longitude of a place so many metres along the equator. */
export const east = (m: number): number => m / degree;

const stretch = (id: string, kind: "land" | "river", from: number, to: number) => ({
  type: "Feature" as const,
  id,
  properties: { id, kind, name: `The ${id}`, left: "BB", right: "AA", border_from_m: from, border_to_m: to },
  geometry: { type: "MultiLineString" as const, coordinates: [[[east(from), 0], [east((from + to) / 2), 0], [east(to), 0]]] },
});

/** A dataset of the drawn border, with what a test adds. */
export function drawnDataset(more: Partial<Dataset> = {}): Dataset {
  const border = { type: "FeatureCollection", features: [stretch("river", "river", 0, 10_000), stretch("land", "land", 10_000, 20_000)] } as FeatureCollection<MultiLineString, (ReturnType<typeof stretch>)["properties"]>;
  return {
    kind: "plans", id: "drawn", names: [], title: "Drawn", path: "plans/drawn", attribution: "", sources: [], note: "", bounds: [0, 0, 1, 1], land: null, collections: [],
    border: borderOf(border),
    routes: new Map([["road", { id: "road", name: "A road", kind: "land", side: "AA", watched: true, line: new Line({ type: "MultiLineString", coordinates: [[[0, 0.1], [east(5000), 0.1]]] }, 0, 5000) }]]),
    posts: new Map(), patrols: new Map(), plan: null, rights: "full", ...more,
  };
}

/** A gap of a drawn border. */
export function drawnGap(id: string, route: string, fromM: number, toM: number, more: Partial<Gap> = {}): Gap {
  return { id, route, kind: "land", from_m: fromM, to_m: toM, length_m: toM - fromM, from_h: 0, to_h: 24, gap_h: 24, exposure_km_h: 1, reason: "revisit_exceeded", revisit_h: 48, allowed_h: 24, risk: 1, meeting_point: "", posts: ["", ""], outline: null, ...more };
}

/** A plan without anything, to which a test adds what it needs. */
export function drawnPlan(more: Partial<Plan> = {}): Plan {
  return {
    format: 2, scenario: "", sides: ["AA", "BB"], period_h: 100, reference_h: 24, length_m: 20_000, start: "2027-01-04T06:00:00Z", protocol: { tolerance_min: 30, if_absent: "go_home" },
    layers: [], pairs: [], meeting_points: [], sectors: [], beats: [], sorties: [], coverage: [], gaps: [], totals: { kinds: null, sides: null, sectors: null, days: null }, ...more,
  };
}
