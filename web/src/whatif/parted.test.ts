import { expect, test } from "vitest";
import type { Change } from "../model/change";
import type { Plan } from "../model/plan";
import { partedBy } from "./parted";

const plan = { sectors: [{ id: "s", pair: "P", from_m: 0, to_m: 900 }, { id: "t", pair: "Q", from_m: 1200, to_m: 2000 }, { id: "u", pair: "R", from_m: 2000, to_m: 3000 }] } as unknown as Plan;
const moved = (a: string, b: string, to_m: number): Change => ({ change: "move_boundary", pairs: [a, b], to_m });

test("a boundary that one of its pairs cannot reach leaves a stretch to nobody, told once", () => {
  expect(partedBy([moved("P", "Q", 1000), moved("Q", "R", 2000), moved("P", "Q", 1200)], plan)).toEqual([{ pairs: ["P", "Q"], from_m: 900, to_m: 1200 }]);
});

test("sectors that touch, ends of sectors without a neighbour, and other changes tell nothing", () => {
  expect(partedBy([moved("Q", "R", 2000), { change: "move_boundary", sector: "s", end: "to", to_m: 900 }, { change: "remove_patrol", patrol: "P" }], plan)).toEqual([]);
  expect(partedBy([moved("P", "gone", 1)], plan)).toEqual([]);
});
