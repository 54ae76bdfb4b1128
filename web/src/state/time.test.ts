import { expect, test } from "vitest";
import type { Dataset } from "../api/datasets";
import { base } from "./shown";
import { clock } from "./time";

test("a time that is a moment short of a minute is told as the server tells it, to the second", () => {
  base.value = { state: "there", value: { plan: { start: "2027-01-04T00:00:00-06:00", period_h: 672 } } as Dataset };
  expect(clock(15.966660685).toISOString()).toBe("2027-01-04T15:58:00.000Z"); // 15:57:59.978
  expect(clock(0).toISOString()).toBe("2027-01-04T00:00:00.000Z");
});
