import { expect, test } from "vitest";
import { chainageAt, hourAt, least, moved, ofHours, showing, wholeOf, within, xOf, yOf, zoomed, type View } from "./frame";

const whole = wholeOf(1_000_000, 672);
const frame = { left: 100, top: 20, width: 800, height: 200 };
const view: View = { from_m: 200_000, to_m: 400_000, from_h: 100, to_h: 268 };

test("pixels and places are each other's", () => {
  expect([xOf(view, frame, 100), xOf(view, frame, 268), yOf(view, frame, 300_000)]).toEqual([100, 900, 120]);
  expect(hourAt(view, frame, xOf(view, frame, 123.4))).toBeCloseTo(123.4, 9);
  expect(chainageAt(view, frame, yOf(view, frame, 234_567))).toBeCloseTo(234_567, 6);
});

test("the place zoomed about stays where it is, and the window within all there is", () => {
  let seed = 7;
  const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  let v = whole;
  for (let i = 0; i < 2000; i++) {
    const about = { m: v.from_m + random() * (v.to_m - v.from_m), h: v.from_h + random() * (v.to_h - v.from_h) };
    const next = random() < 0.3 ? moved(v, whole, (random() - 0.5) * 3e5, (random() - 0.5) * 400) : zoomed(v, whole, about, 0.5 + random() * 1.2, 0.5 + random() * 1.2);
    expect(next.from_m).toBeGreaterThanOrEqual(0);
    expect(next.to_m).toBeLessThanOrEqual(1_000_000 + 1e-6);
    expect(next.from_h).toBeGreaterThanOrEqual(0);
    expect(next.to_h).toBeLessThanOrEqual(672 + 1e-9);
    expect(next.to_m - next.from_m).toBeGreaterThanOrEqual(least.m * (1 - 1e-9));
    expect(next.to_h - next.from_h).toBeGreaterThanOrEqual(least.h * (1 - 1e-9));
    v = next;
  }
  const near = zoomed(view, whole, { m: 250_000, h: 150 }, 2, 4);
  expect(xOf(near, frame, 150)).toBeCloseTo(xOf(view, frame, 150), 6);
  expect(yOf(near, frame, 250_000)).toBeCloseTo(yOf(view, frame, 250_000), 6);
  expect([near.to_m - near.from_m, near.to_h - near.from_h]).toEqual([100_000, 42]);
});

test("a window is moved rather than made smaller", () => {
  expect(within({ from_m: -5000, to_m: 95_000, from_h: 600, to_h: 768 }, whole)).toEqual({ from_m: 0, to_m: 100_000, from_h: 504, to_h: 672 });
  expect(ofHours(whole, whole, 168, 10)).toEqual({ ...whole, to_h: 168 });
  expect(ofHours(wholeOf(1000, 24), wholeOf(1000, 24), 168, 10)).toEqual(wholeOf(1000, 24)); // a period shorter than a week
});

test("the window turns its page when the hour leaves it", () => {
  expect(showing(view, whole, 200)).toBe(view);
  const next = showing(view, whole, 269);
  expect(next.to_h - next.from_h).toBeCloseTo(168, 9);
  expect(next.from_h).toBeLessThanOrEqual(269);
  expect(next.to_h).toBeGreaterThan(269 + 100);
  expect(showing(view, whole, 0).from_h).toBe(0);
});
