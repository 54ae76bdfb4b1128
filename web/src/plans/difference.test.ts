import { describe, expect, test } from "vitest";
import type { GapChange } from "../model/comparison";
import type { Plan } from "../model/plan";
import { rowsOf, sorted, turnOf, type Row } from "./difference";
import { isProven, mainLayer, summaryOfGiven, summaryOfPlan } from "./summary";

/** A plan that is drawn: what is not looked at is left out. */
function plan(totals: [string, number, number, number, number][], layers: [string, number, number, number, boolean][], gaps = 0): Plan {
  return {
    pairs: [{}, {}],
    sorties: [{}, {}, {}],
    gaps: Array.from({ length: gaps }, () => ({})),
    totals: { kinds: totals.map(([of, length_m, gap_m, late_m, exposure_km_h]) => ({ of, length_m, gap_m, late_m, exposure_km_h })) },
    layers: layers.map(([name, lambda_h, share, unreachable_m, optimal]) => ({ name, pairs: 1, lambda_h, share, unreachable_m, optimal })),
  } as unknown as Plan;
}

const a = plan([["land", 100_000, 30_000, 10_000, 500], ["sea", 50_000, 20_000, 0, 1000]], [["surface", 168, 0.9, 20_000, true], ["air", 336, 0.5, 0, false]], 4);
const b = plan([["land", 100_000, 25_000, 15_000, 450.2], ["river", 1000, 0, 0, 0], ["sea", 50_000, 20_000, 0, 1000]], [["surface", 84, 0.95, 10_000, true], ["night", 1, 1, 1, true]], 7);

test("a plan is summed up over its kinds", () => {
  const s = summaryOfPlan(a);
  expect(s).toMatchObject({ pairs: 2, sorties: 3, gaps: 4, length_m: 150_000, never_m: 40_000, late_m: 10_000, exposure_km_h: 1500 });
  expect(isProven(s)).toBe(false);
  expect(isProven(summaryOfPlan(b))).toBe(true);
  expect(isProven(summaryOfPlan(plan([], [])))).toBe(false);
  expect(mainLayer([...s.layers].reverse())?.name).toBe("surface");
  expect(mainLayer(s.layers.slice(1))?.name).toBe("air");
});

test("the server's own summary comes to the same", () => {
  const given = { pairs: 2, sorties: 3, gap_count: 4, length_km: 150, gap_km: 50, late_km: 10, exposure_km_h: 1500, layers: [{ layer: "surface", pairs: 1, lambda_h: 168, share: 0.9, unreachable_km: 20, optimal: true }, { layer: "air", pairs: 1, lambda_h: 336, share: 0.5, unreachable_km: 0, optimal: false }] };
  expect(summaryOfGiven(given)).toEqual(summaryOfPlan(a));
});

test("two plans side by side", () => {
  expect(rowsOf(a, b).map((r) => [r.measure, r.of, r.a, r.b, turnOf(r)])).toEqual([
    ["exposure", "", 1500, 1450.2, "less"],
    ["never", "", 40, 30, "less"],
    ["seldom", "", 10, 15, "more"],
    ["gaps", "", 4, 7, "more"],
    ["kind", "land", 500, 450.2, "less"],
    ["kind", "river", 0, 0, "same"],
    ["kind", "sea", 1000, 1000, "same"],
    ["lambda", "surface", 168, 84, "less"],
    ["share", "surface", 90, 95, "more"],
    ["unreachable", "surface", 20, 10, "less"],
  ]);
});

test("what is not seen after rounding is the same", () => {
  const row: Row = { measure: "never", of: "", unit: "km", a: 1, b: 1.04 };
  expect(turnOf(row)).toBe("same");
  expect(turnOf({ ...row, b: 1.06 })).toBe("more");
});

describe("gap changes are sorted", () => {
  const gap = (route: string, length_m: number, hours: [number, number], exposure: [number, number]) =>
    ({ route, length_m, a_revisit_h: hours[0], b_revisit_h: hours[1], a_exposure_km_h: exposure[0], b_exposure_km_h: exposure[1] }) as GapChange;
  const list = [gap("x", 5, [10, 20], [0, 9]), gap("y", 7, [50, 10], [3, 0]), gap("z", 5, [1, 2], [0, 30])];
  const place = (g: GapChange) => -g.route.charCodeAt(0);
  test.each([
    ["exposure", true, "zxy"],
    ["exposure", false, "yxz"],
    ["hours", true, "yxz"],
    ["length", true, "yxz"], // x before z, as they came
    ["length", false, "xzy"],
    ["place", false, "zyx"],
  ] as const)("by %s, down: %s", (by, down, want) => {
    const before = [...list];
    expect(sorted(list, by, down, place).map((g) => g.route).join("")).toBe(want);
    expect(list).toEqual(before);
  });
});
