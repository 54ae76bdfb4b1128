import { expect, test } from "vitest";
import type { Gap } from "../model/plan";
import { openingFrom, openingsOf } from "./openings";

const gap = (id: string, from_h: number, exposure_km_h = 1) => ({ id, from_h, exposure_km_h }) as Gap;

test("gaps that open together are one opening, named by the largest; those open from the start are none", () => {
  const got = openingsOf([gap("c", 30.005, 9), gap("never", 0), gap("b", 30, 2), gap("a", 12)]);
  expect(got.map((o) => [o.at_h, o.gap.id, o.more])).toEqual([[12, "a", 0], [30, "c", 1]]);
  expect(openingFrom(got, 12, "next")?.gap.id).toBe("c");
  expect(openingFrom(got, 30, "previous")?.gap.id).toBe("a");
  expect(openingFrom(got, 12, "previous")).toBeUndefined();
  expect(openingFrom(got, 30, "next")).toBeUndefined();
});
