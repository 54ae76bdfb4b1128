import { expect, test } from "vitest";
import type { Plan } from "../model/plan";
import { ruleLimits, ruleValues } from "./rules";
import { rules } from "./words";

test("rules are what the server says, and what changes have set last", () => {
  const plan = { gaps: [{ kind: "river", allowed_h: 48 }] } as unknown as Plan;
  expect(ruleValues(undefined, plan, [])).toEqual({ "revisit_h.river": 48 });
  expect(ruleValues({ "revisit_h.river": 40, detour_factor: 1.3 }, plan, [
    { change: "change_rule", rule: "detour_factor", value: 1.5 }, { change: "change_rule", rule: "detour_factor", value: 1.6 },
  ])).toEqual({ "revisit_h.river": 40, detour_factor: 1.6 });
});

test("every rule has limits that a rule can keep", () => {
  for (const r of rules) expect(ruleLimits(r).least).toBeLessThan(ruleLimits(r).most);
  expect(ruleLimits("detour_factor").least).toBe(1);
});
