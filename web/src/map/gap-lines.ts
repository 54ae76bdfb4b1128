import type { Feature, FeatureCollection, MultiLineString, Position } from "geojson";
import type { Dataset } from "../api/datasets";
import type { Gap } from "../model/plan";
import type { Compared } from "../plans/compared";
import { openAt, type SpanM } from "./gap-at";

/** What the map knows of a line of a gap. */
export interface GapLine {
  gap: string;
  kind: string;
  reason: string;
}

export type GapLines = FeatureCollection<MultiLineString, GapLine>;

/** The lines between two chainages of a route, which may be a stretch of the border or one beside it. */
export function linesOf(dataset: Dataset, route: string, fromM: number, toM: number): Position[][] {
  const beside = dataset.routes.get(route);
  if (beside) return parts(beside.line.slice(fromM, toM));
  const stretch = dataset.border.stretches.find((s) => s.id === route);
  if (!stretch) return [];
  return parts(stretch.line.slice(stretch.line.from_m + fromM, stretch.line.from_m + toM));
}

function parts(line: [number, number][]): Position[][] {
  return line.length > 1 ? [line] : [];
}

/** What of a gap is drawn: spans of its route. */
export interface Part {
  gap: Gap;
  spans: readonly SpanM[];
}

/** All gaps, each from end to end. */
export function wholeParts(gaps: readonly Gap[]): Part[] {
  return gaps.map((gap) => ({ gap, spans: [[gap.from_m, gap.to_m]] }));
}

/** What of the gaps is open at an hour. */
export function openParts(gaps: readonly Gap[], hour: number): Part[] {
  return gaps.map((gap) => ({ gap, spans: openAt(gap, hour) })).filter((p) => p.spans.length > 0);
}

/** Parts of gaps as lines. Gaps of one place at several times share one line's shape, not their ids. */
export function gapLines(dataset: Dataset, parts: readonly Part[]): GapLines {
  const shapes = new Map<string, Position[][]>();
  const shapeOf = (route: string, [from, to]: SpanM) => {
    const place = `${route} ${from} ${to}`;
    const shape = shapes.get(place) ?? linesOf(dataset, route, from, to);
    shapes.set(place, shape);
    return shape;
  };
  const features: Feature<MultiLineString, GapLine>[] = [];
  for (const { gap, spans } of parts) {
    const [first, ...more] = spans.map((span) => shapeOf(gap.route, span));
    const shape = first && more.length > 0 ? [first, ...more].flat() : (first ?? []);
    if (shape.length > 0) features.push(featureOf(gap, shape));
  }
  return { type: "FeatureCollection", features };
}

/** What a second plan opens and closes, as lines. */
export function comparedLines(dataset: Dataset, { opened, closed }: Pick<Compared, "opened" | "closed">): FeatureCollection {
  const lines = (what: string, spans: Compared["opened"]) =>
    spans.flatMap((s): Feature[] => {
      const coordinates = linesOf(dataset, s.route, s.from_m, s.to_m);
      return coordinates.length > 0 ? [{ type: "Feature", geometry: { type: "MultiLineString", coordinates }, properties: { what } }] : [];
    });
  return { type: "FeatureCollection", features: [...lines("opened", opened), ...lines("closed", closed)] };
}

function featureOf(gap: Gap, coordinates: Position[][]): Feature<MultiLineString, GapLine> {
  return { type: "Feature", geometry: { type: "MultiLineString", coordinates }, properties: { gap: gap.id, kind: gap.kind, reason: gap.reason } };
}
