import { expect, test } from "vitest";
import { mostHandles, nearestPx, spread } from "./spread";

test("handles do not lie on each other, what is chosen always is there", () => {
  const spots = Array.from({ length: 50 }, (_, i) => ({ of: i, x: i * 5, y: 100, first: i === 7 }));
  const drawn = spread(spots);
  expect(drawn).toContain(7);
  for (const a of drawn) for (const b of drawn) if (a !== b) expect(Math.abs(a - b) * 5).toBeGreaterThanOrEqual(nearestPx);
  for (const s of spots) expect(drawn.some((d) => Math.abs(d - s.of) * 5 < nearestPx)).toBe(true);
});

test("there are never more than the most", () => {
  expect(spread(Array.from({ length: 5000 }, (_, i) => ({ of: i, x: (i % 100) * 40, y: Math.floor(i / 100) * 40, first: false })))).toHaveLength(mostHandles);
});
