import type { Change, Effect, Trial } from "../model/change";
import type { Comparison } from "../model/comparison";
import type { Gap } from "../model/plan";
import { dismiss, progressOf, resultsOf, submit, type JobInfo } from "./jobs";
import { ask, pause, Problem } from "./request";

interface Value<T> {
  value: T;
}

/** What changes of a plan would do: all gaps of the changed plan, and what has changed. */
export async function tryChanges(plan: string, changes: readonly Change[], signal?: AbortSignal): Promise<Trial> {
  const { value } = await execute<{ gaps: Value<Gap[]>; change: Value<Effect> }>("what-if", { plan, changes, gaps: "all" }, { gaps: {}, change: {} }, signal);
  return { changes, gaps: value.gaps.value, effect: value.change.value };
}

/** Has the changed plan kept by the server, as a dataset like any other; answers its id. */
export async function keepChanges(plan: string, changes: readonly Change[], signal?: AbortSignal): Promise<{ id: string; effect: Effect }> {
  const { value } = await execute<{ plan: Value<{ id: string }>; change: Value<Effect> }>("what-if", { plan, changes, keep: true }, { plan: {}, change: {} }, signal);
  return { id: value.plan.value.id, effect: value.change.value };
}

/** How long the page waits before it asks a job again, at first and at most, in milliseconds. */
const firstPauseMs = 200;
const longestPauseMs = 2000;

/** How often the server may give no answer, one time after the other, while a job is followed: since it is lost, or has too much to do. */
const mostLost = 30;

/**
 * Has everything planned anew with changes, as a job, and the plan kept; answers its
 * id. Where signal is aborted the server is told to stop.
 */
export async function planChanges(plan: string, changes: readonly Change[], signal: AbortSignal, progress: (percent: number) => void): Promise<{ id: string; effect: Effect }> {
  const job = await submit("what-if", { plan, changes, keep: true, again: true }, { signal, outputs: { plan: {}, change: {} } });
  try {
    await followed(job, signal, progress);
  } catch (error) {
    if (signal.aborted) void dismiss(job.jobID).catch(() => undefined);
    throw error;
  }
  const { plan: kept, change } = await resultsOf<{ plan: Value<{ id: string }>; change: Value<Effect> }>(job.jobID, signal);
  return { id: kept.value.id, effect: change.value };
}

/** Asks about a job until it has ended. */
async function followed(begun: JobInfo, signal: AbortSignal, progress: (percent: number) => void): Promise<void> {
  let [job, lost] = [begun, 0];
  for (let ms = firstPauseMs; job.status === "accepted" || job.status === "running"; ms = Math.min(ms * 1.5, longestPauseMs)) {
    progress(job.progress ?? 0);
    await pause(ms, signal);
    try {
      job = await progressOf(job.jobID, signal);
      lost = 0;
    } catch (error) {
      const mayComeBack = error instanceof Problem && (error.trouble === "offline" || error.trouble === "busy");
      if (!mayComeBack || ++lost > mostLost) throw error;
    }
  }
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
