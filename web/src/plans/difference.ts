import type { GapChange } from "../model/comparison";
import type { Kind, Plan, Total } from "../model/plan";

// Two plans side by side, as numbers: what each comes to, and what lies between.

/** What a row of the comparison is about. */
export type Measure = "exposure" | "never" | "seldom" | "gaps" | "kind" | "lambda" | "share" | "unreachable";

/** A number in two plans. Of all measures less is better. */
export interface Row {
  measure: Measure;
  of: string; // kind or layer; empty: of all
  unit: "km" | "h" | "kmH" | "percent" | "none";
  a: number;
  b: number;
}

/** What of a row has come about, from the first plan to the second. */
export type Turn = "same" | "less" | "more";

/** Differences below these count as none: what is shown is rounded to them. */
const least: Record<Row["unit"], number> = { km: 0.05, h: 0.05, kmH: 0.05, percent: 0.05, none: 0.5 };

/** Whether a number is less or more in the second plan. */
export function turnOf(r: Row): Turn {
  const d = r.b - r.a;
  if (Math.abs(d) < least[r.unit]) return "same";
  return d < 0 ? "less" : "more";
}

/** The rows: of all routes, by kind, and by layer. Layers that only one plan has are left out of them. */
export function rowsOf(a: Plan, b: Plan): Row[] {
  const [ta, tb] = [totalsOf(a), totalsOf(b)];
  const rows: Row[] = [
    { measure: "exposure", of: "", unit: "kmH", a: sum(ta, (t) => t.exposure_km_h), b: sum(tb, (t) => t.exposure_km_h) },
    { measure: "never", of: "", unit: "km", a: sum(ta, never), b: sum(tb, never) },
    { measure: "seldom", of: "", unit: "km", a: sum(ta, seldom), b: sum(tb, seldom) },
    { measure: "gaps", of: "", unit: "none", a: a.gaps.length, b: b.gaps.length },
  ];
  for (const kind of kindsOf(ta, tb)) {
    rows.push({ measure: "kind", of: kind, unit: "kmH", a: ta.get(kind)?.exposure_km_h ?? 0, b: tb.get(kind)?.exposure_km_h ?? 0 });
  }
  for (const la of a.layers) {
    const lb = b.layers.find((l) => l.name === la.name);
    if (!lb) continue;
    rows.push(
      { measure: "lambda", of: la.name, unit: "h", a: la.lambda_h, b: lb.lambda_h },
      { measure: "share", of: la.name, unit: "percent", a: la.share * 100, b: lb.share * 100 },
      { measure: "unreachable", of: la.name, unit: "km", a: la.unreachable_m / 1000, b: lb.unreachable_m / 1000 },
    );
  }
  return rows;
}

function totalsOf(p: Plan): Map<string, Total> {
  return new Map((p.totals.kinds ?? []).map((t) => [t.of, t]));
}

function sum(totals: ReadonlyMap<string, Total>, of: (t: Total) => number): number {
  let all = 0;
  for (const t of totals.values()) all += of(t);
  return all;
}

const never = (t: Total) => (t.gap_m - t.late_m) / 1000;
const seldom = (t: Total) => t.late_m / 1000;

function kindsOf(a: ReadonlyMap<string, Total>, b: ReadonlyMap<string, Total>): string[] {
  const order: Kind[] = ["land", "river", "sea"];
  return order.filter((k) => a.has(k) || b.has(k));
}

/** What gap changes can be sorted by. */
export type Column = "place" | "length" | "hours" | "exposure";

/** By how much the longest time between two watches differs, hours. */
export function hoursApart(g: GapChange): number {
  return g.b_revisit_h - g.a_revisit_h;
}

/** By how much the exposure differs, km·h. */
export function exposureApart(g: GapChange): number {
  return g.b_exposure_km_h - g.a_exposure_km_h;
}

/** Gap changes in the order of a column; places in the order that `at` gives. The list that is given stays as it is. */
export function sorted(list: readonly GapChange[], by: Column, down: boolean, at: (g: GapChange) => number): GapChange[] {
  const value: Record<Column, (g: GapChange) => number> = { place: at, length: (g) => g.length_m, hours: (g) => Math.abs(hoursApart(g)), exposure: (g) => Math.abs(exposureApart(g)) };
  const of = value[by];
  return list
    .map((g, i) => ({ g, i, v: of(g) }))
    .sort((x, y) => (down ? y.v - x.v : x.v - y.v) || x.i - y.i)
    .map((x) => x.g);
}
