// @vitest-environment node
import { expect, test } from "vitest";
import { median, quantile, ratio, size, table, thousands, time } from "./figures";
import { between } from "./readme";

test("the middle, and the value that 99 of 100 do not exceed", () => {
  expect(median([5, 1, 3])).toBe(3);
  expect(median([4, 1, 3, 2])).toBe(3);
  const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
  expect(quantile(hundred, 0.99)).toBe(100);
  expect(quantile([...hundred, ...hundred], 0.99)).toBe(100);
  expect(quantile([7], 0.99)).toBe(7);
  expect(median([])).toBeNaN();
});

test("numbers as the tables have them", () => {
  expect([time(0.456), time(12.34), time(123.4), time(1234), time(12_345)]).toEqual(["0.46 ms", "12.3 ms", "123 ms", "1.23 s", "12.3 s"]);
  expect([size(1234), size(999_499), size(1_234_567)]).toEqual(["1 kB", "999 kB", "1.23 MB"]);
  expect([ratio(1, 2), ratio(3, 2), ratio(30, 2), thousands(1234567)]).toEqual(["0.50", "1.5", "15", "1,234,567"]);
  expect(table(["a", "b:"], [["x", 1]])).toBe("| a | b |\n|---|--:|\n| x | 1 |\n");
});

test("a table takes the place of the one between its markers", () => {
  const file = "a\n<!-- x: begin -->\nold\n<!-- x: end -->\n<!-- y: begin -->\n<!-- y: end -->\n";
  expect(between(file, "x", "$& new\n")).toBe("a\n<!-- x: begin -->\n$& new\n<!-- x: end -->\n<!-- y: begin -->\n<!-- y: end -->\n");
  expect(between(between(file, "y", "1\n"), "y", "2\n")).toContain("<!-- y: begin -->\n2\n<!-- y: end -->");
  expect(() => between(file, "z", "")).toThrow("<!-- z: begin -->");
});
