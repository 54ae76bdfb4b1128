import { signal } from "@preact/signals";
import { planOf } from "../api/plans";
import { isAbort } from "../api/request";
import { problemOf, type Loaded } from "../state/shown";
import { summaryOfPlan, type Summary } from "./summary";

// What plans come to, fetched when it is looked at: one plan after the other, as
// each is a large answer. Plans never change, so what was read stays true.

/** What plans come to, by id. */
export const summaries = signal<ReadonlyMap<string, Loaded<Summary>>>(new Map());

let waiting: string[] = [];
let busy = false;

/** Keeps what a plan comes to. */
export function keepSummary(id: string, value: Summary): void {
  set(id, { state: "there", value });
}

/** Has a plan summed up, unless it is or was tried before. */
export function wantSummary(id: string): void {
  if (summaries.peek().has(id)) return;
  set(id, { state: "loading" });
  waiting.push(id);
  void work();
}

/** Tries once more what failed. */
export function wantSummaryAgain(id: string): void {
  const next = new Map(summaries.value);
  next.delete(id);
  summaries.value = next;
  wantSummary(id);
}

/** No longer wants a plan that is still waiting to be read. */
export function leaveSummary(id: string): void {
  if (!waiting.includes(id)) return;
  waiting = waiting.filter((x) => x !== id);
  const next = new Map(summaries.value);
  next.delete(id);
  summaries.value = next;
}

async function work(): Promise<void> {
  if (busy) return;
  busy = true;
  try {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) await read(id);
  } finally {
    busy = false;
  }
}

async function read(id: string): Promise<void> {
  try {
    keepSummary(id, summaryOfPlan(await planOf(id)));
  } catch (error) {
    if (!isAbort(error)) set(id, { state: "failed", problem: problemOf(error) });
  }
}

function set(id: string, loaded: Loaded<Summary>): void {
  const next = new Map(summaries.value);
  next.set(id, loaded);
  summaries.value = next;
}
