import type { Feature, Position } from "geojson";
import type { Dataset } from "../api/datasets";
import type { Gap, Plan } from "../model/plan";
import type { Chosen } from "../state/selection";
import { boundaries } from "../whatif/movables";
import { linesOf } from "./gap-lines";

/** Where something is: lines, or a place, or both; empty: nowhere that the page knows of. */
export interface Shape {
  lines: Position[][];
  places: [number, number][];
}

const nowhere: Shape = { lines: [], places: [] };

/** Where a thing that was chosen is. */
export function shapeOf(dataset: Dataset, gaps: readonly Gap[], { sort, id }: Chosen): Shape {
  const { plan, border } = dataset;
  const along = (spans: readonly { from_m: number; to_m: number }[]): Shape => ({ lines: spans.flatMap((s) => border.slice(s.from_m, s.to_m)), places: [] });
  const place = (at: [number, number] | undefined): Shape => (at ? { lines: [], places: [at] } : nowhere);
  switch (sort) {
    case "gap": {
      const gap = gaps.find((g) => g.id === id);
      return gap ? { lines: linesOf(dataset, gap.route, gap.from_m, gap.to_m), places: [] } : nowhere;
    }
    case "stretch":
      return along(border.stretches.filter((s) => s.id === id).map((s) => s.line));
    case "route": {
      const route = dataset.routes.get(id);
      return route ? { lines: [route.line.slice(route.line.from_m, route.line.to_m)], places: [] } : along(border.stretches.filter((s) => s.id === id).map((s) => s.line));
    }
    case "post":
      return place(dataset.posts.get(id)?.at);
    case "patrol":
      return place(dataset.posts.get(dataset.patrols.get(id)?.post ?? "")?.at);
    default:
      return plan ? shapeOfPlan(dataset, plan, { sort, id }, along, place) : nowhere;
  }
}

function shapeOfPlan(dataset: Dataset, plan: Plan, { sort, id }: Chosen, along: (s: readonly { from_m: number; to_m: number }[]) => Shape, place: (at: [number, number] | undefined) => Shape): Shape {
  switch (sort) {
    case "pair":
      return along(plan.sectors.filter((s) => s.pair === id));
    case "sector":
      return along(plan.sectors.filter((s) => s.id === id));
    case "beat":
      return shapeOfBeat(plan, id, along);
    case "sortie":
      return shapeOfBeat(plan, plan.sorties.find((s) => s.id === id)?.beat ?? "", along);
    case "meeting-point":
      return place(plan.meeting_points.find((m) => m.id === id)?.at);
    case "coverage": {
      const c = coverageOf(plan, id);
      return c ? { lines: linesOf(dataset, c.route, c.from_m, c.to_m), places: [] } : nowhere;
    }
    case "boundary": {
      const boundary = boundaries(dataset).find((b) => b.id === id);
      return boundary ? place(dataset.border.at(boundary.at_m)) : nowhere;
    }
    default:
      return nowhere;
  }
}

function shapeOfBeat(plan: Plan, id: string, along: (s: readonly { from_m: number; to_m: number }[]) => Shape): Shape {
  const beat = plan.beats.find((b) => b.id === id);
  return beat ? { ...along([beat]), places: [beat.meet_at, beat.part_at] } : nowhere;
}

/** The stretch of coverage that the collection calls ROUTE/NUMBER. */
export function coverageOf(plan: Plan, id: string) {
  const cut = id.lastIndexOf("/");
  const [route, number] = [id.slice(0, cut), Number(id.slice(cut + 1))];
  return plan.coverage.filter((c) => c.route === route)[number - 1];
}

/** The shape as features of GeoJSON. */
export function featuresOf(shape: Shape): Feature[] {
  const out: Feature[] = shape.places.map((at) => ({ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: at } }));
  if (shape.lines.length > 0) out.push({ type: "Feature", properties: {}, geometry: { type: "MultiLineString", coordinates: shape.lines } });
  return out;
}

/** Box of a shape, west, south, east, north; undefined where it is nowhere. East may be beyond 180. */
export function boundsOf(shape: Shape): [number, number, number, number] | undefined {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  let first: number | undefined;
  for (const [x = 0, y = 0] of [...shape.places, ...shape.lines.flat()]) {
    first ??= x;
    const near = x - 360 * Math.round((x - first) / 360);
    box[0] = Math.min(box[0], near);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], near);
    box[3] = Math.max(box[3], y);
  }
  return first === undefined ? undefined : box;
}

/** Box of the whole border. */
export function borderBounds(dataset: Dataset): [number, number, number, number] {
  const lines = dataset.border.stretches.map((s) => s.line.slice(s.line.from_m, s.line.to_m));
  return boundsOf({ lines, places: [] }) ?? dataset.bounds;
}
