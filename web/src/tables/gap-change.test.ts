import { expect, test } from "vitest";
import type { Gap } from "../model/plan";
import { compareGaps } from "./gap-change";

function gap(id: string, route: string, fromM: number, toM: number, fromH: number, toH: number): Gap {
  return { id, route, from_m: fromM, to_m: toM, from_h: fromH, to_h: toH, exposure_km_h: ((toM - fromM) / 1000) * (toH - fromH) } as Gap;
}

const told = (now: Gap[], before: Gap[]) => compareGaps(now, before).map((c) => `${c.gap.id} ${c.change} ${c.change_km_h.toFixed(1)}`);

test("gaps that are alike are the same whatever they are called", () => {
  expect(told([gap("b", "r", 0, 1000, 0, 10)], [gap("a", "r", 0, 1000, 0, 10)])).toEqual(["b same 0.0"]);
});

test("a gap that shrinks in space or grows in time is told so", () => {
  expect(told([gap("a", "r", 0, 400, 0, 10), gap("b", "r", 5000, 6000, 0, 30)], [gap("x", "r", 0, 1000, 0, 10), gap("y", "r", 5000, 6000, 0, 20)])).toEqual(["a shorter -6.0", "b longer 10.0"]);
});

test("of two pieces the larger goes on as what was, and the other is new; what nobody continues is gone", () => {
  const now = [gap("small", "r", 0, 200, 0, 10), gap("large", "r", 500, 1000, 0, 10)];
  expect(told(now, [gap("x", "r", 0, 1000, 0, 10)])).toEqual(["small new 2.0", "large shorter -5.0"]);
  expect(told([gap("one", "r", 0, 1000, 0, 10)], [gap("x", "r", 0, 200, 0, 10), gap("y", "r", 500, 1000, 0, 10)])).toEqual(["one longer 5.0", "x gone -2.0"]);
});

test("gaps of another route or another time are not the same gap", () => {
  expect(told([gap("a", "r", 0, 1000, 0, 10)], [gap("b", "s", 0, 1000, 0, 10), gap("c", "r", 0, 1000, 10, 20)])).toEqual(["a new 10.0", "b gone -10.0", "c gone -10.0"]);
});

test("changes add up to the difference of all exposures", () => {
  let seed = 7;
  const random = (n: number) => (seed = (seed * 16807) % 2147483647) % n;
  const some = (n: number) => Array.from({ length: n }, (_, i) => gap(String(i), `r${random(3)}`, random(50) * 100, 5000 + random(50) * 100, random(300), 300 + random(300)));
  for (let i = 0; i < 50; i++) {
    const [now, before] = [some(random(30)), some(random(30))];
    const sum = (g: Gap[]) => g.reduce((s, x) => s + x.exposure_km_h, 0);
    const compared = compareGaps(now, before);
    expect(compared.reduce((s, c) => s + c.change_km_h, 0)).toBeCloseTo(sum(now) - sum(before), 6);
    expect(compared.filter((c) => c.change !== "gone")).toHaveLength(now.length);
  }
});

test("gaps shorter than a metre side by side are each told, and add up", () => {
  const before = [gap("a", "r", 0.1, 0.2, 0, 300), gap("b", "r", 0.3, 0.4, 0, 300)];
  expect(told([], before)).toEqual(["a gone -0.0", "b gone -0.0"]);
  expect(told(before, before)).toEqual(["a same 0.0", "b same 0.0"]);
});

test("what is too slight to be told still counts", () => {
  const before = Array.from({ length: 100 }, (_, i) => gap(`x${i}`, `r${i}`, 0, 1000, 0, 10));
  const now = before.map((g) => ({ ...g, to_h: 10.04, exposure_km_h: 10.04 }));
  const compared = compareGaps(now, before);
  expect(new Set(compared.map((c) => c.change))).toEqual(new Set(["same"]));
  expect(compared.reduce((s, c) => s + c.change_km_h, 0)).toBeCloseTo(4, 6);
});
