import { expect, test } from "vitest";
import { chainageTicks, hourTicks } from "./ticks";

test("hours have ticks at round times of the clock", () => {
  // The plan starts at 06:00: midnight is at −6 h, 18 h, 42 h …
  expect(hourTicks(0, 72, 300, 60, -6)).toEqual({ at_h: [18, 42, 66], step_h: 24 });
  expect(hourTicks(10, 20, 400, 60, -6).at_h).toEqual([10, 12, 14, 16, 18, 20]);
  expect(hourTicks(0, 672, 600, 34, -6).step_h).toBe(48);
});

test.each([[0, 1_333_912, 200], [412_345, 418_000, 180], [0, 640, 90], [999_999, 1_000_600, 500]])("chainages %d to %d on %d px have round ticks, apart enough", (from, to, height) => {
  const { at_m, step_m } = chainageTicks(from, to, height, 28);
  expect((step_m / (to - from)) * height).toBeGreaterThanOrEqual(28 * (1 - 1e-6));
  expect((step_m / (to - from)) * height).toBeLessThan(28 * 2.6);
  for (const m of at_m) {
    expect(m).toBeGreaterThanOrEqual(from - 1e-6);
    expect(m).toBeLessThanOrEqual(to + 1e-6);
    expect(Math.abs(m / step_m - Math.round(m / step_m))).toBeLessThan(1e-6);
  }
  expect(at_m.length).toBeGreaterThanOrEqual(Math.floor((to - from) / step_m));
  expect(Object.is(at_m[0], -0)).toBe(false);
});

test("nothing to show has no ticks", () => {
  expect(chainageTicks(0, 0, 100, 28).at_m).toEqual([]);
  expect(hourTicks(0, 0, 100, 28, 0).at_h).toEqual([]);
});
