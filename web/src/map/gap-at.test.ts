import { expect, test } from "vitest";
import type { Gap } from "../model/plan";
import { openAt } from "./gap-at";

/** A gap from drawn rows: a column a kilometre and hour each, # open. The outline is drawn beside it. */
function gap(outline: [at_km: number, from_h: number, to_h: number][]): Gap {
  const points = outline.map(([km, from_h, to_h]) => ({ at_m: km * 1000, from_h, to_h }));
  return {
    id: "g", route: "r", kind: "land", reason: "revisit_exceeded", from_m: points[0]?.at_m ?? 0, to_m: points.at(-1)?.at_m ?? 0, length_m: 0,
    from_h: Math.min(...points.map((p) => p.from_h)), to_h: Math.max(...points.map((p) => p.to_h)),
    gap_h: 0, exposure_km_h: 0, revisit_h: 0, allowed_h: 0, risk: 1, meeting_point: "", posts: ["", ""], outline: points,
  };
}

/** What is open at an hour, as a row of 2 characters a kilometre, seen at their middles. */
function row(g: Gap, hour: number, km: number): string {
  const spans = openAt(g, hour);
  return Array.from({ length: km * 2 }, (_, i) => (spans.some(([from, to]) => from <= i * 500 + 250 && i * 500 + 250 < to) ? "#" : ".")).join("");
}

// A patrol walks along 4 km from hour 2 to 6 and comes back over them from 10 to 14.
const wedge = gap([[0, 2, 14], [4, 6, 10]]);

test.each([
  [1, "........"],
  [3, "##......"],
  [4, "####...."],
  [5, "######.."],
  [7, "########"],
  [11, "######.."],
  [13, "##......"],
  [14, "........"],
])("wedge at hour %d", (hour, drawn) => {
  expect(row(wedge, hour, 4)).toBe(drawn);
});

// A step at km 2: the far half is seen until hour 8 and is watched again later.
const step = gap([[0, 0, 10], [2, 0, 10], [2, 8, 20], [4, 8, 20]]);

test.each([
  [1, "####...."],
  [9, "########"],
  [12, "....####"],
  [20, "........"],
])("step at hour %d", (hour, drawn) => {
  expect(row(step, hour, 4)).toBe(drawn);
});

test("open at both ends and closed between", () => {
  const saddle = gap([[0, 0, 10], [2, 6, 10], [4, 0, 10]]);
  expect(row(saddle, 3, 4)).toBe("##....##");
  expect(openAt(saddle, 3)).toEqual([[0, 1000], [3000, 4000]]);
});

test("without an outline, all of it while it lasts", () => {
  const plain: Gap = { ...gap([[1, 2, 5], [3, 2, 5]]), outline: null };
  expect(openAt(plain, 2)).toEqual([[1000, 3000]]);
  expect(openAt(plain, 5)).toEqual([]);
});

test("against asking each place by itself", () => {
  const wrong: string[] = [];
  for (let n = 0; n < 200; n++) {
    const r = (k: number) => ((Math.sin(n * 127.1 + k * 311.7) * 43758.5453) % 1 + 1) % 1;
    const outline = Array.from({ length: 5 }, (_, i): [number, number, number] => [i, r(i) * 20, 20 + r(i + 9) * 20]);
    const g = gap(outline);
    for (let hour = 0.5; hour < 40; hour += 3.1) {
      const spans = openAt(g, hour);
      for (let m = 37; m < 4000; m += 101) {
        const i = Math.floor(m / 1000);
        const [a, b] = [outline[i], outline[i + 1]];
        if (!a || !b) continue;
        const t = m / 1000 - i;
        const open = a[1] + (b[1] - a[1]) * t <= hour && hour < a[2] + (b[2] - a[2]) * t;
        if (spans.some(([from, to]) => from <= m && m < to) !== open) wrong.push(`${n} at ${hour} h, ${m} m`);
      }
    }
  }
  expect(wrong).toEqual([]);
});
