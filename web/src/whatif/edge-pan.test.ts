import type { Map as MapLibreMap } from "maplibre-gl";
import { expect, test } from "vitest";
import { EdgePan, edgePx, shiftTo, speedAt } from "./edge-pan";

const box = { left: 100, top: 50, right: 900, bottom: 650 };

test("the map goes towards the edge that the pointer is at, faster the nearer, and rests in the middle", () => {
  expect(speedAt(500, 350, box)).toEqual([0, 0]);
  expect(speedAt(100 + edgePx, 650 - edgePx, box)).toEqual([0, 0]);
  const [left, top] = speedAt(101, 51, box);
  const [right, bottom] = speedAt(899, 649, box);
  expect([left, top].map(Math.sign)).toEqual([-1, -1]);
  expect([right, bottom]).toEqual([-left, -top]);
  let last = 0;
  for (let x = 860; x <= 900; x++) {
    const [now] = speedAt(x, 350, box);
    expect(now).toBeGreaterThanOrEqual(last);
    last = now;
  }
  expect(speedAt(2000, 350, box)[0], "outside no faster than at the edge").toBe(last);
});

test("of a small map the middle is no edge", () => {
  expect(speedAt(20, 45, { left: 0, top: 0, right: 60, bottom: 60 })).toEqual([0, 0]);
  expect(speedAt(59, 30, { left: 0, top: 0, right: 60, bottom: 60 })[0]).toBeGreaterThan(0);
});

test("a point outside comes in, one inside moves nothing, and a map that is hardly seen stays", () => {
  for (const [x, y] of [[-300, 350], [500, 5000], [950, 20], [110, 640]] as const) {
    const [right, down] = shiftTo(x, y, box);
    expect(shiftTo(x - right, y - down, box)).toEqual([0, 0]);
    expect([x - right > box.left, x - right < box.right, y - down > box.top, y - down < box.bottom]).toEqual([true, true, true, true]);
  }
  expect(shiftTo(500, 350, box)).toEqual([0, 0]);
  expect(shiftTo(500, 5000, { ...box, bottom: 60 })).toEqual([0, 0]);
});

/** A map that fills the window, and how far it has gone. */
function drawnMap() {
  const gone = { right: 0, down: 0, times: 0 };
  const map = {
    getContainer: () => ({ getBoundingClientRect: () => ({ left: 0, top: 0, right: document.documentElement.clientWidth, bottom: document.documentElement.clientHeight }) }),
    panBy: ([right, down]: [number, number]) => {
      gone.right += right;
      gone.down += down;
      gone.times++;
    },
  };
  return { map: map as unknown as MapLibreMap, gone };
}

// The window has no size where the tests run.
Object.defineProperty(document.documentElement, "clientWidth", { value: 800, configurable: true });
Object.defineProperty(document.documentElement, "clientHeight", { value: 600, configurable: true });

test("how far it goes does not depend on how often it is drawn, but for long times without a frame", () => {
  const after = (frameMs: number) => {
    const { map, gone } = drawnMap();
    const edge = new EdgePan(map, false);
    for (let now = 1000; now <= 3000; now += frameMs) expect(edge.go({ x: 800, y: 300 }, now)).toBe(true);
    expect(gone.down).toBe(0);
    return gone.right;
  };
  expect(after(10)).toBeCloseTo(2 * speedAt(800, 300, { left: 0, top: 0, right: 800, bottom: 600 })[0], 6);
  expect(after(50)).toBeCloseTo(after(10), 6);
  expect(after(1000)).toBeLessThan(after(10) / 4);
});

test("it stops as the pointer leaves the edge, and time away from it is not made up for", () => {
  const { map, gone } = drawnMap();
  const edge = new EdgePan(map, false);
  edge.go({ x: 800, y: 300 }, 1000);
  edge.go({ x: 800, y: 300 }, 1010);
  const before = gone.right;
  expect(before).toBeGreaterThan(0);
  expect(edge.go({ x: 400, y: 300 }, 1020)).toBe(false);
  edge.go({ x: 800, y: 300 }, 5000);
  expect(gone.right).toBe(before);
});

test("who asks for less motion gets a step now and then", () => {
  const { map, gone } = drawnMap();
  const edge = new EdgePan(map, true);
  for (let now = 1000; now <= 3000; now += 10) edge.go({ x: 0, y: 300 }, now);
  expect(gone.times).toBe(4);
  expect(gone.right).toBeCloseTo(2 * speedAt(0, 300, { left: 0, top: 0, right: 800, bottom: 600 })[0], 6);
});

test("what is held comes along where it has left the map, no faster than the pointer can push, and only as the map goes", () => {
  const { map, gone } = drawnMap();
  const edge = new EdgePan(map, false);
  expect(edge.bring({ x: 5000, y: 300 })).toBe(false);
  for (const now of [1000, 1100]) edge.go({ x: 400, y: 0 }, now);
  expect(edge.bring({ x: 5000, y: 300 })).toBe(true);
  expect(gone.right).toBeCloseTo(-gone.down, 6); // as far as a pointer at the very edge has pushed
  expect(edge.bring({ x: 790, y: 300 })).toBe(true);
  expect(gone.right).toBeCloseTo(-gone.down + edgePx - 10, 6);
  expect(edge.bring({ x: 700, y: 300 })).toBe(false);
  edge.go({ x: 400, y: 300 }, 1300);
  expect(edge.bring({ x: 5000, y: 300 })).toBe(false);
});
