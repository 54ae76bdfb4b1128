import type { FeatureCollection, MultiLineString } from "geojson";
import type { Kind } from "../model/plan";
import { Line, type Place } from "./line";

/** A stretch of the border: a route that the border runs along. */
export interface Stretch {
  id: string;
  name: string;
  kind: Kind;
  left: string;
  right: string;
  line: Line; // in chainages of the border
}

/** A place on the border. */
export interface BorderPlace extends Place {
  stretch: string;
}

/** The border: its stretches in order, measured along. Closed: its end is its start. */
export class Border {
  readonly length_m: number;
  readonly closed: boolean;

  constructor(readonly stretches: readonly Stretch[]) {
    this.length_m = stretches.at(-1)?.line.to_m ?? 0;
    const [first, last] = [stretches[0], stretches.at(-1)];
    this.closed = false;
    if (first && last) {
      const [a, b] = [first.line.at(0), last.line.at(this.length_m)];
      this.closed = Math.abs(a[0] - b[0]) < 1e-6 && Math.abs(a[1] - b[1]) < 1e-6;
    }
  }

  /** The place at a chainage; on a ring chainages count round and round. */
  at(m: number): [number, number] {
    return this.stretchAt(m)?.line.at(this.wrap(m)) ?? [0, 0];
  }

  /** A chainage within the border's length. */
  wrap(m: number): number {
    if (!this.closed || (m >= 0 && m <= this.length_m)) return m;
    return m - this.length_m * Math.floor(m / this.length_m);
  }

  stretchAt(m: number): Stretch | undefined {
    const at = this.wrap(m);
    return this.stretches.find((s) => at < s.line.to_m) ?? this.stretches.at(-1);
  }

  /** The lines between two chainages, a part for each stretch; from < to, on a ring perhaps beyond its ends. */
  slice(fromM: number, toM: number): [number, number][][] {
    if (this.closed && fromM < 0) return this.slice(fromM + this.length_m, toM + this.length_m);
    if (this.closed && toM > this.length_m) {
      if (fromM >= this.length_m) return this.slice(fromM - this.length_m, toM - this.length_m);
      return [...this.slice(fromM, this.length_m), ...this.slice(0, toM - this.length_m)];
    }
    return this.stretches.filter((s) => s.line.to_m > fromM && s.line.from_m < toM).map((s) => s.line.slice(fromM, toM)).filter((p) => p.length > 1);
  }

  /** The nearest place of the border. */
  locate(x: number, y: number): BorderPlace {
    let best: BorderPlace = { at_m: 0, offset_m: Infinity, at: [0, 0], stretch: "" };
    for (const s of this.stretches) {
      const place = s.line.locate(x, y);
      if (place.offset_m < best.offset_m) best = { ...place, stretch: s.id };
    }
    return best;
  }

  /**
   * The nearest place of the border between two chainages, from ≤ to; beyond its ends
   * there is none, but for a ring, where chainages count round and round. The place's
   * at_m is between them, too.
   */
  locateBetween(x: number, y: number, fromM: number, toM: number): BorderPlace {
    const turn = this.closed ? Math.floor(fromM / this.length_m) * this.length_m : 0;
    let best: BorderPlace = { at_m: fromM, offset_m: Infinity, at: this.at(fromM), stretch: this.stretchAt(fromM)?.id ?? "" };
    for (let on = turn; on <= toM && (on === turn || this.closed); on += Math.max(1, this.length_m)) {
      for (const s of this.stretches) {
        const [low, high] = [Math.max(s.line.from_m, fromM - on), Math.min(s.line.to_m, toM - on)];
        if (low > high) continue;
        const place = s.line.locate(x, y, low, high);
        if (place.offset_m < best.offset_m) best = { ...place, at_m: place.at_m + on, stretch: s.id };
      }
    }
    return best;
  }
}

interface BorderProperties {
  id: string;
  name?: string | null;
  kind: Kind;
  left?: string | null;
  right?: string | null;
  border_from_m: number;
  border_to_m: number;
}

/** Makes the border from the collection of that name. */
export function borderOf(features: FeatureCollection<MultiLineString, BorderProperties>): Border {
  const stretches = features.features.map(({ properties: p, geometry }) => ({
    id: p.id,
    name: p.name ?? p.id,
    kind: p.kind,
    left: p.left ?? "",
    right: p.right ?? "",
    line: new Line(geometry, p.border_from_m, p.border_to_m),
  }));
  stretches.sort((a, b) => a.line.from_m - b.line.from_m);
  return new Border(stretches);
}
