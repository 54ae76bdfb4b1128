import type { Feature, Geometry, MultiLineString, Point } from "geojson";
import { named, type Column, type Listing, type Shape, type Value } from "./column";
import { spaced } from "../geo/position";
import { number } from "../lang/format";
import type { Sort } from "../state/selection";
import { label, words } from "./words";

// Tables of what the server gives as features: for viewers who may see places only,
// and for scenarios without a plan. The columns are those that the features have.

/** A feature of a table. */
export type FeatureRow = Feature<MultiLineString | Point>;

/** A table of features of a collection; its columns are the features' properties. */
export function collectionListing(id: string, sort: Sort | null, title: () => string, features: readonly Feature<Geometry>[], none?: () => string): Listing<FeatureRow> {
  const rows = features.filter((f): f is FeatureRow => f.geometry?.type === "MultiLineString" || f.geometry?.type === "Point");
  return {
    id,
    title,
    rows: () => rows,
    columns: () => columnsOf(rows),
    key: (f) => String(f.id),
    order: { column: "", down: false },
    sort,
    shape: shapeOf,
    ...(none ? { none } : {}),
  };
}

const labels: Readonly<Record<string, () => string>> = {
  id: label("route"), name: label("name"), kind: label("kind"), reason: label("reason"), side: label("side"), sector: label("sector"), gap: label("gap"), stretch: label("stretch"),
  from_m: label("fromKm"), to_m: label("toKm"), length_m: label("lengthKm"), border_from_m: label("borderFromKm"), border_to_m: label("borderToKm"), mgrs: label("grid"),
  start: label("fromGrid"), middle: label("middleGrid"), end: label("toGrid"), meeting_point: label("meetingPoint"), chainage_m: label("chainageKm"), risk: label("risk"),
};

const grids = new Set(["mgrs", "start", "middle", "end"]);

function columnsOf(rows: readonly FeatureRow[]): Column<FeatureRow>[] {
  const known = new Map<string, boolean>(); // property, and whether it is a number
  for (const row of rows) for (const [name, value] of Object.entries(row.properties ?? {})) if (value !== null && !known.get(name)) known.set(name, typeof value === "number");
  const at = [...Object.keys(labels), ...known.keys()];
  const names = [...known.keys()].sort((a, b) => at.indexOf(a) - at.indexOf(b));
  return [named("feature", () => "id", (f) => String(f.id)), ...names.filter((n) => !rows.every((f) => f.properties?.[n] === f.id)).map((name) => column(name, known.get(name) ?? false))];
}

function column(name: string, isNumber: boolean): Column<FeatureRow> {
  const value = (f: FeatureRow): Value => valueOf(f.properties?.[name]);
  const text = (f: FeatureRow) => {
    const v = value(f);
    if (typeof v !== "number") return grids.has(name) ? spaced(v ?? "") : words(v ?? "");
    return name.endsWith("_m") ? number(v / 1000, name === "length_m" ? 1 : 3) : number(v, 2, 0);
  };
  const choice = ["kind", "reason", "side"].includes(name);
  return { id: name, label: labels[name] ?? (() => name), value, text, number: isNumber, choice, sum: name === "length_m" };
}

function valueOf(value: unknown): Value {
  if (typeof value === "number" || typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(String).join(" ");
  return value === null || value === undefined ? null : String(value);
}

function shapeOf(f: FeatureRow): Shape {
  return f.geometry.type === "Point" ? { type: "place", at: f.geometry.coordinates } : { type: "lines", parts: f.geometry.coordinates };
}
