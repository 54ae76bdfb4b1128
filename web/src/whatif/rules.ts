import type { Change } from "../model/change";
import type { Plan } from "../model/plan";
import type { Rule } from "./words";

/** What may be written for a rule. */
export function ruleLimits(rule: Rule): { least: number; most: number } {
  if (rule.startsWith("revisit_h")) return { least: 0.001, most: 1_000_000 };
  return rule === "detour_factor" ? { least: 1, most: 100 } : { least: 0, most: 1000 };
}

/**
 * What rules are now: as the server says, with the changes that set them; else what
 * the plan tells of them, which are revisit rules of kinds that something of is open.
 */
export function ruleValues(said: Readonly<Record<string, number>> | undefined, plan: Plan | null, changes: readonly Change[]): Partial<Record<string, number>> {
  const out: Partial<Record<string, number>> = {};
  for (const g of plan?.gaps ?? []) out[`revisit_h.${g.kind}`] = g.allowed_h;
  Object.assign(out, said);
  for (const c of changes) if (c.change === "change_rule") out[c.rule] = c.value;
  return out;
}
