import { expect, test } from "vitest";
import { Border } from "../geo/border";
import { Line, lengthM } from "../geo/line";
import type { Plan, Sector } from "../model/plan";
import { boundaries, meetingPoints, nearTurn } from "./movables";

function border(points: [number, number][]): Border {
  let length = 0;
  for (let k = 1; k < points.length; k++) length += lengthM(points[k - 1] ?? [], points[k] ?? []);
  return new Border([{ id: "s", name: "", kind: "land", left: "A", right: "B", line: new Line({ type: "MultiLineString", coordinates: [points] }, 0, length) }]);
}

const open = border([[0, 0], [1, 0]]);
const ring = border([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]);

function plan(...sectors: [pair: string, from: number, to: number, layer?: string][]): Plan {
  const rows = sectors.map(([pair, from_m, to_m, layer = "surface"]) => ({ id: pair, pair, layer, from_m, to_m }) as Sector);
  const layers = [...new Set(rows.map((s) => s.layer))].map((name) => ({ name }));
  return { layers, sectors: rows, meeting_points: [{ id: "m", chainage_m: 500, at: [0, 0], pairs: ["p"] }], options: { step_m: 100 } } as unknown as Plan;
}

const told = (b: ReturnType<typeof boundaries>) => b.map((x) => [x.id, x.at_m, x.low_m, x.high_m]);

test("sectors that touch have one boundary, between the far ends of both; others have ends of their own", () => {
  const b = boundaries({ border: open, plan: plan(["p", 0, 10_000], ["q", 10_000, 30_000], ["r", 50_000, 60_000]) });
  expect(told(b)).toEqual([
    ["surface:p.from", 0, 0, 9900],
    ["surface:p.to|q.from", 10_000, 100, 29_900],
    ["surface:q.to", 30_000, 10_100, 50_000],
    ["surface:r.from", 50_000, 30_000, 59_900],
    ["surface:r.to", 60_000, 50_100, open.length_m],
  ]);
  expect(b[1]?.move(12_345.6789)).toEqual({ change: "move_boundary", pairs: ["p", "q"], to_m: 12_345.679 });
  expect(b[2]?.move(31_000)).toEqual({ change: "move_boundary", sector: "q", end: "to", to_m: 31_000 });
});

test("layers are apart", () => {
  expect(boundaries({ border: open, plan: plan(["p", 0, 10_000], ["a", 10_000, 20_000, "air"]) }).map((b) => b.id)).toEqual(["surface:p.from", "surface:p.to", "air:a.from", "air:a.to"]);
});

test("on a ring the last sector's neighbour is the first, a turn on", () => {
  const L = ring.length_m;
  const b = boundaries({ border: ring, plan: plan(["p", 1000, 100_000], ["q", 100_000, L + 1000]) });
  expect(told(b)).toEqual([
    ["surface:p.to|q.from", 100_000, 1100, L + 900],
    ["surface:q.to|p.from", L + 1000, 100_100, L + 99_900],
  ]);
  expect(b[1]?.move(L + 5000)).toEqual({ change: "move_boundary", pairs: ["q", "p"], to_m: 5000 });
});

test("a ring with one sector leaves both ends free, up to each other", () => {
  const L = ring.length_m;
  expect(told(boundaries({ border: ring, plan: plan(["p", 1000, 100_000]) }))).toEqual([
    ["surface:p.from", 1000, 100_000 - L, 99_900],
    ["surface:p.to", 100_000, 1100, L + 1000],
  ]);
});

test("meeting points move along the whole border, on a ring half a turn either way", () => {
  const [m] = meetingPoints({ border: open, plan: plan() });
  expect([m?.at_m, m?.low_m, m?.high_m, m?.name]).toEqual([500, 0, open.length_m, "m"]);
  const [r] = meetingPoints({ border: ring, plan: plan() });
  expect([r?.low_m, r?.high_m]).toEqual([500 - ring.length_m / 2, 500 + ring.length_m / 2]);
  expect(r?.move(-1000)).toEqual({ change: "move_meeting_point", meeting_point: "m", to_m: expect.closeTo(ring.length_m - 1000, 3) });
});

test("a kilometre that is written is that of the turn the thing is in", () => {
  const L = ring.length_m;
  const [, last] = boundaries({ border: ring, plan: plan(["p", 1000, 100_000], ["q", 100_000, L + 1000]) });
  expect(last && nearTurn(ring, last, 2000)).toBeCloseTo(L + 2000, 6);
  expect(last && nearTurn(ring, last, L - 2000)).toBeCloseTo(L - 2000, 6);
  const [m] = meetingPoints({ border: open, plan: plan() });
  expect(m && nearTurn(open, m, 99_000)).toBe(99_000);
});
