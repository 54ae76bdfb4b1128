import { expect, test } from "vitest";
import { part, wide, widen } from "./view";

test("tables have more room than the map at first, and each part as much as was asked for there", () => {
  const seen = () => (["layers", "tables", "plans"] as const).map((p) => ((part.value = p), wide.value));
  expect(seen()).toEqual([false, true, false]);
  part.value = "tables";
  widen(false);
  part.value = "plans";
  widen(true);
  expect(seen()).toEqual([false, false, true]);
});
