import type { Change, Effect, Trial } from "../model/change";
import type { Comparison } from "../model/comparison";
import type { Gap } from "../model/plan";
import { ask } from "./request";

interface Value<T> {
  value: T;
}

/** What changes of a plan would do: all gaps of the changed plan, and what has changed. */
export async function tryChanges(plan: string, changes: readonly Change[], signal?: AbortSignal): Promise<Trial> {
  const { value } = await execute<{ gaps: Value<Gap[]>; change: Value<Effect> }>("what-if", { plan, changes, gaps: "all" }, { gaps: {}, change: {} }, signal);
  return { changes, gaps: value.gaps.value, effect: value.change.value };
}

/** Has the changed plan kept by the server, as a dataset like any other; answers its id. */
export async function keepChanges(plan: string, changes: readonly Change[], again: boolean, signal?: AbortSignal): Promise<{ id: string; effect: Effect }> {
  const { value } = await execute<{ plan: Value<{ id: string }>; change: Value<Effect> }>("what-if", { plan, changes, keep: true, again }, { plan: {}, change: {} }, signal);
  return { id: value.plan.value.id, effect: value.change.value };
}

/** Compares two plans that the server has. */
export async function compare(a: string, b: string, signal?: AbortSignal): Promise<Comparison> {
  const { value } = await execute<Record<string, Value<Comparison>>>("compare", { a, b }, {}, signal);
  const first = Object.values(value)[0];
  if (!first) throw new Error("compare answered nothing");
  return first.value;
}

async function execute<T>(process: string, inputs: unknown, outputs: Record<string, object>, signal?: AbortSignal) {
  const body = Object.keys(outputs).length > 0 ? { inputs, outputs } : { inputs };
  return ask<T>(`processes/${process}/execution`, signal ? { body, signal } : { body });
}
