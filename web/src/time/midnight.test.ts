import { expect, test } from "vitest";
import { midnightBefore } from "./midnight";

test.each([
  ["2027-01-04T06:00:00Z", -6],
  ["2027-01-04T00:00:00Z", 0],
  ["1969-12-31T23:30:00Z", -23.5],
])("midnight before %s is at %d h", (clock, want) => expect(midnightBefore(new Date(clock))).toBe(want));
