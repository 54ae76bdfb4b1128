import { readFileSync } from "node:fs";
import type { Feature, FeatureCollection, MultiLineString } from "geojson";
import { beforeEach, expect, test } from "vitest";
import type { Dataset } from "../api/datasets";
import { borderOf } from "../geo/border";
import { lengthM } from "../geo/line";
import type { Gap, Plan } from "../model/plan";
import { base, changed, gaps, trial } from "../state/shown";
import { csv } from "./csv";
import { gapListing } from "./gaps";
import { geoJson } from "./geojson";

// Gaps of two stretches of Guatemala–Mexico as plan.json has them, beside the
// features that the server writes of them.
interface Recorded {
  border: FeatureCollection<MultiLineString>;
  gaps: Gap[];
  collection: Feature<MultiLineString>[];
  start: string;
  sides: [string, string];
}

const recorded = JSON.parse(readFileSync("src/tables/testdata/gaps.json", "utf8")) as Recorded;

function dataset(of: readonly Gap[]): Dataset {
  const plan = { start: recorded.start, sides: recorded.sides, period_h: 672, gaps: of, meeting_points: [], sectors: [{ id: "s", pair: "GT-09+MX-09", layer: "surface", from_m: 600_000, to_m: 690_400 }] };
  return { title: "Guatemala–Mexico", border: borderOf(recorded.border as Parameters<typeof borderOf>[0]), routes: new Map(), posts: new Map(), patrols: new Map(), plan: plan as unknown as Plan } as unknown as Dataset;
}

beforeEach(() => {
  trial.value = null;
  changed.value = null;
  base.value = { state: "there", value: dataset(recorded.gaps) };
});

test("a gap's row says what the server's feature says, and its line lies where the server's does", () => {
  const written = geoJson(gapListing.rows(), gapListing.columns(), gapListing.key, gapListing.shape, { scenario: "abc", sources: [], note: "" });
  expect(written.features.map((f) => f.id)).toEqual(recorded.collection.map((f) => f.id));
  const named: Record<string, string> = { id: "route" };
  for (const [i, theirs] of recorded.collection.entries()) {
    const ours = written.features[i];
    for (const [name, value] of Object.entries(theirs.properties ?? {})) expect([name, ours?.properties?.[named[name] ?? name]]).toEqual([name, value]);
    if (ours?.geometry?.type !== "MultiLineString") throw new Error(`gap ${ours?.id} has no line`);
    const ends = (m: MultiLineString) => [m.coordinates[0]?.[0] ?? [], m.coordinates.at(-1)?.at(-1) ?? []];
    for (const [k, at] of ends(theirs.geometry).entries()) expect(lengthM(at, ends(ours.geometry)[k] ?? [])).toBeLessThan(2);
  }
});

test("numbers and ids of plan.json stand in the file as they are", () => {
  const text = csv(gapListing.rows(), gapListing.columns());
  const gap = recorded.gaps[0];
  expect(text).toContain(`\n${gap?.id},revisit_exceeded,200.4,1200,2027-01-07T05:51:23-06:00,77.856348,`);
  expect(text.split("\n")[0]).toMatch(/^\ufeffgap,reason,exposure_km_h,length_m,from,from_h,to,to_h,gap_h,middle_mgrs,kind,name,route,side,pair,/);
});

test("a gap is of the pair whose sector has its middle", () => {
  const pair = gapListing.columns().find((c) => c.id === "pair");
  const pairs = gapListing.rows().map((r) => [r.gap.id, pair?.value(r)]);
  expect(pairs.filter(([, p]) => p !== "")).toEqual(["volcan-tacana-rio-chixoy/1", "volcan-tacana-rio-chixoy/2"].map((id) => [id, "GT-09+MX-09"]));
});

test("while something is changed, the table follows the gaps and tells what became of those before", () => {
  expect(gapListing.columns().some((c) => c.id === "change")).toBe(false);
  const [first, second, ...rest] = recorded.gaps;
  if (!first || !second) throw new Error("too few gaps");
  const grown = { ...second, id: "other", to_h: second.to_h + 10, exposure_km_h: second.exposure_km_h + 7.5 };
  trial.value = { changes: [], gaps: [grown, ...rest], effect: { exposure_km_h: [0, 0], touched: [], places: [], notes: [] } };
  expect(gaps.value).toHaveLength(recorded.gaps.length - 1);
  const told = gapListing.rows().filter((r) => r.change !== "same");
  expect(told.map((r) => [r.gap.id, r.change, r.change_km_h])).toEqual([
    ["other", "longer", expect.closeTo(7.5, 9)],
    [first.id, "gone", -first.exposure_km_h],
  ]);
  expect(gapListing.key(told[1] as never)).not.toBe(gapListing.key({ ...told[1], change: "same" } as never));
  expect(gapListing.columns().some((c) => c.id === "change")).toBe(true);
});
