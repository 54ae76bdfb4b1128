import { expect, test } from "vitest";
import type { Coverage } from "../model/plan";
import { nowOf, watchedStretches, type Now } from "./coverage-at";
import { drawnGap, drawnPlan } from "./drawn.fixture";

const coverage = (route: string, watches: [number, number][], more: Partial<Coverage> = {}): Coverage => ({
  route, from_m: 0, to_m: 1, revisit_h: 10, mean_h: 5, watched_km_h: 1, beats: ["b"], watches: watches.map(([from_h, to_h], i) => ({ sortie: `s${i}`, from_h, to_h })), ...more,
});
const letters: Record<Now, string> = { always: "*", watched: "#", within: "-", overdue: "!" };

/** A letter for each 2 hours of a period of 40, at their middles. */
function row(watches: [number, number][], allowed_h: number): string {
  const [s] = watchedStretches(drawnPlan({ period_h: 40, coverage: [coverage("r", watches)] }), [drawnGap("g", "r", 0, 1, { allowed_h })], () => "land");
  return Array.from({ length: 20 }, (_, i) => (s ? letters[nowOf(s, i * 2 + 1, 40)] : "?")).join("");
}

test.each<[string, [number, number][], number]>([
  ["!!!!!###-----!!!!!!!", [[10, 16]], 10],
  ["##-----!!!!!!!!!!!##", [[36, 44]], 10],
  ["---------###-##-----", [[18, 24], [26, 30]], 1000],
  ["####################", [[0, 20], [10, 40]], 5],
])("%s", (drawn, watches, allowed_h) => {
  expect(row(watches, allowed_h)).toBe(drawn);
});

test("stretches are numbered by route, as the collection numbers them; the rule is the route's or the kind's", () => {
  const plan = drawnPlan({ coverage: [coverage("a", []), coverage("a", [], { beats: [] }), coverage("b", []), coverage("c", [])] });
  const kinds: Record<string, string> = { a: "land", b: "land", c: "sea" };
  const got = watchedStretches(plan, [drawnGap("g", "a", 0, 1, { allowed_h: 24 }), drawnGap("h", "x", 0, 1, { allowed_h: 12 })], (r) => kinds[r] ?? "");
  expect(got.map((s) => [s.stretch, s.always, s.allowed_h])).toEqual([["a/1", false, 24], ["a/2", true, 24], ["b/1", false, 12], ["c/1", false, Infinity]]);
});
