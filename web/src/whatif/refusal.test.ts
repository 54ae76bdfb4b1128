import { afterEach, expect, test } from "vitest";
import { Problem, type Fault } from "../api/request";
import { language } from "../lang/language";
import { faultsOf, sayFault } from "./refusal";

afterEach(() => (language.value = "en"));

// What the server gives with each code (API.md, "That keep a change of a plan from being made").
const refusals: Record<string, string[]> = {
  no_such_change: ["fly"], no_value: ["to_m", "move_boundary"], not_of_change: ["to_m", "remove_patrol"], number: ["shift_h", "0", "0.001", "100000"], choice: ["end", "top", "from", "to"],
  unknown: ["patrol", "GT-99"], taken: ["patrol", "GT-01"], text: ["name", " a"], off_border: ["to_m", "9e9"], far_place: ["at"], not_neighbours: ["A", "B"],
  beyond_neighbour: ["1000", "2000", "3000"], other_side: ["p", "GT", "q", "MX"], no_speed: ["GT-01"], many_changes: ["101", "100"],
};

function problem(...errors: Fault[]): Problem {
  return new Problem("refused", "in the server's words", 422, errors);
}

test("every code is said in both languages, with all its values in place", () => {
  for (const [code, subjects] of Object.entries(refusals)) {
    const said = (["en", "es"] as const).map((l) => {
      language.value = l;
      return faultsOf(problem({ pointer: "#/inputs/changes/0/to_m", detail: "in the server's words", code, subjects, length_m: 5 }))[0]?.text ?? "";
    });
    for (const text of said) {
      expect(text, code).not.toMatch(/[{}]|server's words|does not take|no acepta/);
      expect(text, code).toMatch(/\.$/);
    }
    expect(said[0], code).not.toBe(said[1]);
  }
});

test("what has no code, such as a body that the description forbids, is said too; among several changes with its place", () => {
  const [fault] = faultsOf(problem({ pointer: "#/inputs/changes/1/end", detail: "changes.1.end: write from or to" }));
  expect(fault).toEqual({ change: 1, field: "end", text: "The program does not take this change as it is (end). Remove it, and make it anew with its form." });
  expect(fault && sayFault(fault, 3)).toMatch(/^Change 2: The program/);
  expect(fault && sayFault(fault, 1)).toMatch(/^The program/);
});

test("what is wrong elsewhere is no fault of a change", () => {
  expect(faultsOf(problem({ pointer: "#/inputs/plan", detail: "not there" }))).toEqual([]);
});
