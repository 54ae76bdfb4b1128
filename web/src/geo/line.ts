import type { MultiLineString, Position } from "geojson";

// A measured line in the browser, for drawing and for saying where a place is.
// The server has every exact number; here chainages are within a metre or two of
// its own: pieces are measured on the ellipsoid's own radii at the middle of each
// half, and the sum is stretched to the length that the server gives. A piece is
// straight in longitude and latitude; one that comes nearer to a pole becomes
// shorter by the degree, which tells over the 100 km of a sea lane.

const a = 6378137; // WGS84
const e2 = 0.00669437999014;
const degree = Math.PI / 180;

/** Metres of a short piece on the ellipsoid; longitudes may differ by whole turns. */
export function lengthM(from: Position, to: Position): number {
  const [x1 = 0, y1 = 0] = from;
  const [x2 = 0, y2 = 0] = to;
  const middle = ((y1 + y2) / 2) * degree;
  const w = 1 - e2 * Math.sin(middle) ** 2;
  const north = ((y2 - y1) * degree * a * (1 - e2)) / w ** 1.5;
  const east = (turn(x2 - x1) * degree * a * Math.cos(middle)) / Math.sqrt(w);
  return Math.hypot(north, east);
}

/** A difference of longitudes in −180…180. */
export function turn(x: number): number {
  return x - 360 * Math.round(x / 360);
}

/** Where on a line a place is. */
export interface Place {
  at_m: number;
  offset_m: number;
  at: [number, number];
}

/** A route's line with chainages from from_m on. */
export class Line {
  readonly #points: [number, number][] = []; // longitudes run on over ±180
  readonly #at: number[] = []; // chainage of each point
  readonly #bend: number[] = []; // of the piece from each point: how its length runs ahead of its degrees

  /** Takes a feature's parts, cut at ±180 or not, and the chainage of both ends. */
  constructor(
    shape: MultiLineString,
    readonly from_m: number,
    readonly to_m: number,
  ) {
    for (const part of shape.coordinates) for (const [x = 0, y = 0] of part) this.#add(x, y);
    const measured = this.#at.at(-1) ?? 0;
    const stretch = measured > 0 ? (to_m - from_m) / measured : 0;
    for (let i = 0; i < this.#at.length; i++) this.#at[i] = from_m + (this.#at[i] ?? 0) * stretch;
  }

  /** The place at a chainage; beyond the ends, the end. */
  at(m: number): [number, number] {
    return around(this.#between(m));
  }

  /** The part between two chainages; longitudes run on over ±180, as maps draw them. */
  slice(fromM: number, toM: number): [number, number][] {
    const [low, high] = [Math.max(fromM, this.from_m), Math.min(toM, this.to_m)];
    if (!(high >= low) || this.#points.length === 0) return [];
    const out: [number, number][] = [];
    const first = this.#between(low);
    const last = this.#between(high);
    out.push(first);
    for (let i = this.#piece(low) + 1; i < this.#points.length && (this.#at[i] ?? 0) < high; i++) {
      const p = this.#points[i];
      if (p && (this.#at[i] ?? 0) > low) out.push(p);
    }
    out.push(last);
    return out;
  }

  /** The nearest place of the line, or of the part of it between two chainages. */
  locate(x: number, y: number, fromM = this.from_m, toM = this.to_m): Place {
    let best: Place = { at_m: fromM, offset_m: Infinity, at: this.at(fromM) };
    const east = Math.cos(y * degree);
    for (let i = this.#piece(fromM); i + 1 < this.#points.length && (this.#at[i] ?? 0) <= toM; i++) {
      const [p, q] = [this.#points[i], this.#points[i + 1]];
      if (!p || !q) continue;
      const [from, to] = [this.#at[i] ?? 0, this.#at[i + 1] ?? 0];
      const [px, py] = [turn(p[0] - x) * east, p[1] - y];
      const [dx, dy] = [(q[0] - p[0]) * east, q[1] - p[1]];
      const square = dx * dx + dy * dy;
      const bend = this.#bend[i] ?? 0;
      const [low, high] = [degreesShare(Math.max(0, (fromM - from) / (to - from)), bend), degreesShare(Math.min(1, (toM - from) / (to - from)), bend)];
      const t = square > 0 ? Math.min(high, Math.max(low, -(px * dx + py * dy) / square)) : 0;
      const [ex, ey] = [px + dx * t, py + dy * t];
      const far = ex * ex + ey * ey;
      if (far < best.offset_m) {
        best = { at_m: from + (to - from) * lengthShare(t, bend), offset_m: far, at: around([p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t]) };
      }
    }
    return { ...best, offset_m: lengthM(best.at, [x, y]) };
  }

  #add(x: number, y: number): void {
    const last = this.#points.at(-1);
    if (!last) {
      this.#points.push([x, y]);
      this.#at.push(0);
      return;
    }
    const next: [number, number] = [last[0] + turn(x - last[0]), y];
    const middle: [number, number] = [(last[0] + next[0]) / 2, (last[1] + next[1]) / 2];
    const [first, second] = [lengthM(last, middle), lengthM(middle, next)];
    const step = first + second;
    if (step === 0) return;
    this.#points.push(next);
    this.#bend.push(4 * (first / step - 0.5));
    this.#at.push((this.#at.at(-1) ?? 0) + step);
  }

  #between(m: number): [number, number] {
    const i = this.#piece(m);
    const [a, b] = [this.#points[i], this.#points[i + 1]];
    if (!a || !b) return a ?? [0, 0];
    const [from, to] = [this.#at[i] ?? 0, this.#at[i + 1] ?? 0];
    const t = to > from ? degreesShare(Math.min(1, Math.max(0, (m - from) / (to - from))), this.#bend[i] ?? 0) : 0;
    return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
  }

  /** Index of the piece that a chainage is in. */
  #piece(m: number): number {
    let [low, high] = [0, Math.max(0, this.#at.length - 2)];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#at[middle] ?? 0) <= m) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** The share of a piece's length that is before a share of its degrees. */
function lengthShare(t: number, bend: number): number {
  return t * (1 + bend * (1 - t));
}

/** The other way round. */
function degreesShare(u: number, bend: number): number {
  if (Math.abs(bend) < 1e-9) return u;
  return (2 * u) / (1 + bend + Math.sqrt((1 + bend) ** 2 - 4 * bend * u));
}

function around([x, y]: [number, number]): [number, number] {
  return [turn(x), y];
}
