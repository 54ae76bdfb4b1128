import type { Feature, FeatureCollection, MultiLineString, Position } from "geojson";
import type { Dataset } from "../api/datasets";
import type { Gap } from "../model/plan";
import type { Compared } from "../plans/compared";
import { openAt } from "./gap-at";

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

/** All gaps as lines. Gaps of one place at several times share one line's shape, not their ids. */
export function gapLines(dataset: Dataset, gaps: readonly Gap[]): GapLines {
  const shapes = new Map<string, Position[][]>();
  const features: Feature<MultiLineString, GapLine>[] = [];
  for (const gap of gaps) {
    const place = `${gap.route} ${gap.from_m} ${gap.to_m}`;
    const shape = shapes.get(place) ?? linesOf(dataset, gap.route, gap.from_m, gap.to_m);
    shapes.set(place, shape);
    if (shape.length > 0) features.push(featureOf(gap, shape));
  }
  return { type: "FeatureCollection", features };
}

/** What of the gaps is open at an hour, as lines. */
export function openLines(dataset: Dataset, gaps: readonly Gap[], hour: number): GapLines {
  const features: Feature<MultiLineString, GapLine>[] = [];
  for (const gap of gaps) {
    const shape = openAt(gap, hour).flatMap(([from, to]) => linesOf(dataset, gap.route, from, to));
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
