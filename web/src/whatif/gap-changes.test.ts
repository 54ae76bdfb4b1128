import { expect, test } from "vitest";
import type { Gap } from "../model/plan";
import { exposureByKind, exposureOf, gapChanges } from "./gap-changes";

function gap(route: string, from_m: number, to_m: number, hours: number, kind: Gap["kind"] = "land"): Gap {
  return { id: "", route, kind, from_m, to_m, length_m: to_m - from_m, from_h: 0, to_h: hours, gap_h: hours, exposure_km_h: ((to_m - from_m) / 1000) * hours, reason: "revisit_exceeded", revisit_h: 0, allowed_h: 0, risk: 1, meeting_point: "", posts: ["", ""], outline: null };
}

test("a gap that is pushed along opens at one end and closes at the other", () => {
  expect(gapChanges([gap("r", 1000, 3000, 10)], [gap("r", 2000, 4500, 10)])).toEqual({
    opened: { count: 1, length_m: 1500 }, closed: { count: 1, length_m: 1000 }, longer: { count: 0, length_m: 0 }, shorter: { count: 0, length_m: 0 },
  });
});

test("the same gaps cut otherwise are no change", () => {
  const before = [gap("r", 0, 4000, 10), gap("r", 0, 4000, 5)];
  const after = [gap("r", 0, 1000, 10), gap("r", 1000, 4000, 10), gap("r", 0, 4000, 5)];
  expect(gapChanges(before, after)).toEqual(gapChanges([], []));
});

test("more or fewer hours at one place are longer and shorter, and routes are told apart", () => {
  const was = [gap("r", 0, 4000, 10), gap("s", 0, 1000, 8)];
  const is = [gap("r", 0, 2000, 12), gap("r", 2000, 4000, 3), gap("q", 0, 1000, 8)];
  const c = gapChanges(was, is);
  expect([c.longer, c.shorter, c.opened, c.closed]).toEqual([{ count: 1, length_m: 2000 }, { count: 1, length_m: 2000 }, { count: 1, length_m: 1000 }, { count: 1, length_m: 1000 }]);
});

test("drawn gaps agree with hours counted metre by metre", () => {
  let seed = 7;
  const draw = (n: number) => (seed = (seed * 48271) % 2147483647) % n;
  for (let round = 0; round < 100; round++) {
    const some = () => Array.from({ length: draw(6) }, () => { const from = draw(20) * 10; return gap("r", from, from + 10 + draw(8) * 10, 1 + draw(3)); });
    const [a, b] = [some(), some()];
    const at = (list: Gap[], m: number) => list.filter((g) => g.from_m <= m && m < g.to_m);
    const hours = (list: Gap[], m: number) => at(list, m).reduce((s, g) => s + g.to_h, 0);
    const want = { opened: 0, closed: 0, longer: 0, shorter: 0 };
    for (let m = 0; m < 400; m++) {
      const [x, y] = [at(a, m).length, at(b, m).length];
      if (x === 0 && y > 0) want.opened++;
      else if (x > 0 && y === 0) want.closed++;
      else if (hours(b, m) > hours(a, m)) want.longer++;
      else if (hours(b, m) < hours(a, m)) want.shorter++;
    }
    const got = gapChanges(a, b);
    expect({ opened: got.opened.length_m, closed: got.closed.length_m, longer: got.longer.length_m, shorter: got.shorter.length_m }, `round ${round}`).toEqual(want);
  }
});

test("exposure is summed by kind", () => {
  const gaps = [gap("r", 0, 1000, 5), gap("s", 0, 2000, 5, "river"), gap("t", 0, 1000, 1)];
  expect(exposureByKind(gaps)).toEqual({ land: 6, river: 10 });
  expect(exposureOf(gaps)).toBe(16);
});
