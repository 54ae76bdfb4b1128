import { readFileSync } from "node:fs";
import { beforeEach, expect, test } from "vitest";
import type { Dataset } from "../api/datasets";
import { Border, type Stretch } from "../geo/border";
import { Line } from "../geo/line";
import type { Beat, Plan, Sortie } from "../model/plan";
import { parse } from "../page/address";
import { sheetAddress } from "./address";
import { contentOf, pairsWithSector } from "./content";
import { drawingOf } from "./drawing";
import { fitOf, sizes } from "./fit";
import { placeLabels, widthOf, type Box } from "./labels";
import { walkOf, windBetween } from "./walk";
import { handsBeside } from "./words";

// Beats of Guatemala–Mexico and Andorra, beside the length that the server's
// collection sorties gives the leg that is walked together.
const walks = JSON.parse(readFileSync("src/sheet/testdata/walks.json", "utf8")) as (Beat & { joint_m: number })[];

test("walks are as long as the server's", () => {
  expect(walks.length).toBeGreaterThan(50);
  for (const w of walks) expect([w.id, Math.abs(walkOf(w).length_m - w.joint_m) < 5]).toEqual([w.id, true]);
});

test.each<[string, number[], number[], number]>([
  ["from one end to the other", [0, 100, 0, 100], [0, 100], 100],
  ["backwards", [0, 100, 100, 0], [100, 0], 100],
  ["from within: first to the far end", [0, 100, 30, 100], [30, 0, 100], 130],
  ["from before the beat", [50, 100, 20, 100], [20, 100], 80],
  ["out and back to where it met", [0, 100, 0, 0], [0, 100, 0], 200],
])("a walk %s", (_, [from_m = 0, to_m = 0, meet_m = 0, part_m = 0], stops_m, length_m) => {
  expect(walkOf({ from_m, to_m, meet_m, part_m } as Beat)).toEqual({ stops_m, length_m });
});

test("winds are by the ground, not by degrees, and over ±180° too", () => {
  expect(windBetween([0, 0], [0, 1])).toBe("n");
  expect(windBetween([0, 60], [2, 61])).toBe("ne");
  expect(windBetween([0, 60], [1, 61.5])).toBe("n");
  expect(windBetween([179.5, 0], [-179.5, 0])).toBe("e");
  expect(windBetween([0, 0], [-1, -1])).toBe("sw");
});

const line = (id: string, x1: number, x2: number, from: number, to: number): Stretch => ({ id, name: id, kind: "land", left: "NN", right: "SS", line: new Line({ type: "MultiLineString", coordinates: [[[x1, 10], [x2, 10]]] }, from, to) });

/** Three pairs in a row on a border from west to east along 10° N, 30 km. */
function dataset(): Dataset {
  const border = new Border([line("west", 20, 20.1, 0, 10_000), line("east", 20.1, 20.3, 10_000, 30_000)]);
  const beat = (pair: string, n: number, from_m: number, to_m: number, meet_m: number): Beat => ({ id: `${pair}/${n}`, pair, sector: pair, from_m, to_m, meet_m, part_m: to_m, meet_at: border.at(meet_m), part_at: border.at(to_m), meeting_point: meet_m === 12_000 ? "mp" : "", visits: 2, walk_h: 2 }) as Beat;
  const sortie = (pair: string, n: number, meet_h: number): Sortie => ({ id: `${pair}/s${n}`, pair, beat: `${pair}/1`, number: n, host: "NN", depart_h: [meet_h - 1, meet_h - 2], meet_h, part_h: meet_h + 2, return_h: [meet_h + 3, meet_h + 3] });
  const plan = {
    sides: ["NN", "SS"], period_h: 168, start: "2027-01-04T00:00:00-06:00",
    pairs: ["a", "b", "c", "idle", "air"].map((id) => ({ id, patrols: [`${id}1`, `${id}2`], posts: ["pn", "ps"] })),
    sectors: [{ id: "a", pair: "a", layer: "surface", from_m: 0, to_m: 10_000, length_m: 10_000 }, { id: "b", pair: "b", layer: "surface", from_m: 10_000, to_m: 20_000, length_m: 10_000 }, { id: "c", pair: "c", layer: "surface", from_m: 22_000, to_m: 30_000, length_m: 8_000 }, { id: "air", pair: "air", layer: "air", from_m: 0, to_m: 30_000, length_m: 30_000 }],
    beats: [beat("a", 1, 0, 10_000, 5_000), beat("b", 1, 10_000, 15_000, 12_000), beat("b", 2, 15_000, 20_000, 12_000), beat("c", 1, 22_000, 30_000, 22_000), beat("air", 1, 0, 30_000, 0)],
    meeting_points: [{ id: "mp", name: "Old bridge", chainage_m: 12_000, at: border.at(12_000) }],
    sorties: [sortie("a", 1, 20), sortie("a", 2, 31), sortie("b", 1, 30), sortie("b", 2, 100), sortie("c", 1, 41), sortie("c", 2, 113)],
    protocol: { tolerance_min: 30, if_absent: "go_home" },
  };
  const post = (id: string, x: number, y: number) => [id, { id, name: id.toUpperCase(), side: "NN", at: [x, y], watch_radius_m: 0, mgrs: "" }] as const;
  return { border, plan: plan as unknown as Plan, routes: new Map(), posts: new Map([post("pn", 20.15, 10.03), post("ps", 20.16, 9)]), patrols: new Map() } as unknown as Dataset;
}

let d: Dataset;
beforeEach(() => (d = dataset()));

test("pairs without a sector have no sheet", () => {
  expect(d.plan && pairsWithSector(d.plan)).toEqual(["a", "b", "c", "air"]);
  expect(contentOf(d, "idle")).toBeUndefined();
  expect(contentOf(d, "nobody")).toBeUndefined();
});

test("a sheet has its pair's beats, walks, sorties, and its neighbours of the same layer", () => {
  const b = contentOf(d, "b");
  expect(b?.beats.map((x) => [x.number, x.name, x.length_m, x.legs.map((l) => `${l.length_m} ${l.wind} ${l.to_m}`)])).toEqual([
    [1, "Old bridge", 7_000, ["2000 w 10000", "5000 e 15000"]],
    [2, "Old bridge", 8_000, ["8000 e 20000"]],
  ]);
  expect(b?.neighbours.map((n) => [n.letter, n.pair, n.at_m, n.touches, n.points.length])).toEqual([["A", "a", 10_000, true, 1], ["B", "c", 22_000, false, 1]]);
  expect(b?.sorties.map((s) => [s.sortie.id, s.beat, s.near])).toEqual([["b/s1", 1, [31, 41]], ["b/s2", 1, [null, null]]]);
  expect(contentOf(d, "a")?.neighbours.map((n) => [n.letter, n.pair])).toEqual([["B", "b"]]);
  expect(contentOf(d, "air")?.neighbours).toEqual([]);
});

test("on a ring the last pair is beside the first, and is told once", () => {
  const ring = new Line({ type: "MultiLineString", coordinates: [[[20, 10], [20.1, 10], [20.1, 10.1], [20, 10]]] }, 0, 30_000);
  const closed = { ...d, border: new Border([{ id: "r", name: "r", kind: "land", left: "", right: "", line: ring }]) };
  expect(contentOf(closed, "a")?.neighbours.map((n) => [n.letter, n.pair, n.touches])).toEqual([["A", "c", true], ["B", "b", true]]);
  const two = { ...closed, plan: { ...closed.plan, sectors: (closed.plan?.sectors ?? []).slice(0, 2) } as Plan };
  expect(contentOf(two, "a")?.neighbours.map((n) => n.pair)).toEqual(["b"]);
});

test("the map shows the sector and its places within the frame, north up, to scale", () => {
  const content = contentOf(d, "b");
  if (!content) throw new Error("no sheet");
  const drawing = drawingOf(d, content);
  expect(drawing.width).toBe(sizes.width);
  const at = (form: string) => drawing.marks.filter((m) => m.form === form).map((m) => m.at);
  for (const [x, y] of drawing.marks.map((m) => m.at)) expect(x > 0 && y > 0 && x < drawing.width && y < drawing.height).toBe(true);
  const [west, east] = [Math.min(...at("end").map((p) => p[0])), Math.max(...at("end").map((p) => p[0]))];
  const mmOfM = drawing.bar.width / drawing.bar.length_m;
  expect(Math.abs((east - west) / mmOfM - 10_000 * 1.0966)).toBeLessThan(60); // 0.1° at 10° N is 10,966 m (GeodSolve), which this border calls 10,000 of 30,000
  expect(at("meet")).toHaveLength(1); // both beats meet there
  expect(drawing.labels.map((l) => l.text)).toContain("1, 2");
  expect(at("post-a")).toHaveLength(1);
  expect(at("post-b")).toHaveLength(0); // 110 km away
  expect(at("post-a")[0]?.[1]).toBeLessThan(at("meet")[0]?.[1] ?? 0);
});

test("the countries' codes stand on their own sides", () => {
  const content = contentOf(d, "b");
  if (!content) throw new Error("no sheet");
  const drawing = drawingOf(d, content);
  const border = drawing.marks.find((m) => m.form === "end")?.at[1] ?? 0;
  const [left, right] = drawing.sides;
  expect([left?.text, right?.text]).toEqual(["NN", "SS"]);
  expect((left?.at[1] ?? 0) < border && border < (right?.at[1] ?? 0)).toBe(true);
});

test("labels keep clear of each other and of what is marked, and stay in the frame", () => {
  const frame: Box = [0, 0, 100, 60];
  const wishes = [[5, 5], [95, 5], [50, 30], [52, 31], [48, 29], [95, 55]].map(([x = 0, y = 0], i) => ({ text: `place ${i}`, at: [x, y] as const, size: 4, clear: 2.5 }));
  const marks: Box[] = wishes.map(({ at: [x, y] }) => [x - 1.5, y - 1.5, x + 1.5, y + 1.5]);
  const labels = placeLabels(wishes, frame, marks, []);
  const overlap = (a: Box, b: Box) => Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0])) * Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));
  for (const [i, a] of labels.entries()) {
    expect([a.text, a.box[0] >= 0 && a.box[1] >= 0 && a.box[2] <= 100 && a.box[3] <= 60]).toEqual([a.text, true]);
    for (const b of labels.slice(i + 1)) expect([a.text, b.text, overlap(a.box, b.box)]).toEqual([a.text, b.text, 0]);
    for (const m of marks) expect(overlap(a.box, m)).toBeLessThan(1);
    expect(a.box[2] - a.box[0]).toBeCloseTo(widthOf(a.text, 4), 6);
  }
});

test("hands of a clock tell how many days they are from the meeting's", () => {
  const day = new Date("2027-01-04T01:30:00Z");
  expect(handsBeside(new Date("2027-01-04T23:59:00Z"), day)).toEqual({ hands: "23:59", days: "" });
  expect(handsBeside(new Date("2027-01-03T23:26:00Z"), day)).toEqual({ hands: "23:26", days: "(−1)" });
  expect(handsBeside(new Date("2027-01-07T00:00:00Z"), day)).toEqual({ hands: "00:00", days: "(+3)" });
});

test.each<[string, [number, number, number], [number, boolean]]>([
  ["all with room", [150, 30, 277], [92, false]],
  ["all, the map smaller", [200, 30, 277], [76, false]],
  ["the timetable goes on over the next page", [224, 94, 277], [92, false]],
  ["hardly a row would be before: apart, and the map has the room", [330, 180, 277], [126, true]],
  ["what comes before fills more than a page: the timetable follows it", [400, 100, 277], [92, false]],
])("a sheet on paper: %s", (_, [without, table, page], [map_mm, apart]) => {
  expect(fitOf(without, table, page)).toEqual({ map_mm, apart });
});

test.each(["GT-09+MX-09", "a b&c=d#é", "*", "100%"])("the address of the sheet of %j leads to it, in the plan it is of", (pair) => {
  expect(parse(sheetAddress(pair, "p/1"))).toEqual({ asked: { kind: "plans", name: "p/1" }, sheet: pair });
  expect(parse(sheetAddress(pair))).toEqual({ sheet: pair });
});
