import { expect, test } from "vitest";
import { fieldOf, hourOf } from "./field";

const start = new Date("2027-01-04T06:00:00Z");

test("a field says the clock to the minute, and its hour is read back", () => {
  expect(fieldOf(new Date("2027-01-05T07:29:40Z"))).toBe("2027-01-05T07:30");
  expect(hourOf("2027-01-05T07:30", start)).toBe(25.5);
  expect(hourOf("2027-01-04T05:00", start)).toBe(-1);
});

test.each(["", "soon", "2027-13-45T99:99"])("%j is no hour", (text) => {
  expect(hourOf(text, start)).toBeUndefined();
});
