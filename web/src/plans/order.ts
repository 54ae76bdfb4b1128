import { signal } from "@preact/signals";
import type { Listed } from "../api/datasets";
import type { Order } from "./job";

// The form by which a plan is ordered: what stands in it, and whether it is open.

/** Breakpoints of the border are so far apart unless said, as the process plan has it. */
export const usualStep_m = 100;
/** The least and the most that the process plan takes. */
export const leastStep_m = 1;
export const mostStep_m = 1_000_000;

/** What stands in the form; null: it is closed. */
export const ordering = signal<Order | null>(null);

let wished = false;

/** Opens the form for a scenario. It takes the focus, wherever on the page it was asked for. */
export function orderOf(scenario: Pick<Listed, "id">): void {
  wished = true;
  ordering.value = { scenario: scenario.id, step_m: usualStep_m, meet: "designated", handover: false, keep: "" };
}

/** Whether the form was asked for since this was last asked. */
export function takeWish(): boolean {
  const is = wished;
  wished = false;
  return is;
}

/** What is wrong with a distance between breakpoints; empty: nothing. */
export function faultOfStep(step_m: number): "" | "none" | "small" | "large" {
  if (!Number.isFinite(step_m)) return "none";
  if (step_m < leastStep_m) return "small";
  return step_m > mostStep_m ? "large" : "";
}

/** Plans of the same border as a scenario, as far as their titles tell: those that a new plan may keep to, or that can be compared. */
export function alike<T extends Listed>(plans: readonly T[], title: string): T[] {
  return plans.filter((p) => p.title === title);
}
