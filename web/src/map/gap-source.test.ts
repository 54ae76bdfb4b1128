import type { FeatureCollection } from "geojson";
import type { GeoJSONSourceDiff } from "maplibre-gl";
import { expect, test } from "vitest";
import type { Gap } from "../model/plan";
import { drawnDataset, drawnGap } from "./drawn.fixture";
import { gapLines, wholeParts } from "./gap-lines";
import { GapSource } from "./gap-source";

const dataset = drawnDataset();

/** A source that is filled and changed as MapLibre says it does both: what it has, by id, and how often it was told what. */
function drawnSource() {
  const has = new Map<string, unknown>();
  const told = { whole: 0, changed: [] as string[][] };
  const put = (f: { properties: unknown }) => has.set((f.properties as { gap: string }).gap, f);
  const fill = (data: FeatureCollection) => {
    told.whole++;
    has.clear();
    for (const f of data.features) put(f);
  };
  const change = (d: GeoJSONSourceDiff) => {
    told.changed.push((d.add ?? []).map((f) => String(f.properties?.["gap"])));
    for (const id of d.remove ?? []) has.delete(String(id));
    for (const f of d.add ?? []) put(f);
  };
  return { has, told, source: new GapSource(fill, change) };
}

test("after any answers the source has what a whole one would, and was told of what differs only", () => {
  const { has, told, source } = drawnSource();
  const show = (gaps: Gap[]) => {
    source.show(dataset, wholeParts(gaps));
    const whole = gapLines(dataset, wholeParts(gaps)).features;
    expect([...has.values()]).toEqual(expect.arrayContaining(whole));
    expect(has.size).toBe(whole.length);
  };
  const [a, b, c] = [drawnGap("a", "land", 0, 1000), drawnGap("b", "land", 2000, 3000), drawnGap("c", "road", 0, 500)];
  show([a, b]);
  show([a, { ...b, to_m: 4000 }]);
  show([a, { ...b, to_m: 4000, reason: "no_sector" }, c]);
  show([{ ...b, to_m: 4000, reason: "no_sector" }, c]);
  show([{ ...b, to_m: 4000, reason: "no_sector", exposure_km_h: 7 }, c]); // nothing that is drawn
  show([{ ...c, id: "b" }, drawnGap("c", "nowhere", 0, 1)]);
  show([]);
  expect(told).toEqual({ whole: 1, changed: [["b"], ["b", "c"], [], ["b"], []] });
});

test("another border is told of as a whole, and so are gaps that have no ids of their own", () => {
  const { has, told, source } = drawnSource();
  source.show(null, []);
  source.show(dataset, wholeParts([drawnGap("a", "land", 0, 1000)]));
  source.show(drawnDataset(), wholeParts([drawnGap("a", "land", 0, 1000)]));
  const twice = wholeParts([drawnGap("a", "land", 0, 1000), drawnGap("a", "land", 2000, 3000)]);
  source.show(dataset, twice);
  source.show(dataset, twice);
  source.show(dataset, twice.slice(1));
  source.show(null, []);
  expect(told).toEqual({ whole: 7, changed: [] });
  expect(has.size).toBe(0);
});
