import { expect, test } from "vitest";
import { codeOf } from "./world";

test.each([["484", "MX"], ["320", "GT"], ["020", "AD"], ["", ""], ["-99", ""]])("country %s", (digits, code) => {
  expect(codeOf(digits)).toBe(code);
});
