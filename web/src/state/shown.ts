import { computed, signal } from "@preact/signals";
import { list, load, type Dataset, type Listed } from "../api/datasets";
import { isAbort, Problem } from "../api/request";
import type { Gap } from "../model/plan";
import type { Trial } from "../model/change";

// What the page is about. `base` is the plan (or scenario) that was chosen;
// `shown` is what is drawn: the base, or what came of changes to it. All parts of
// the page read `shown` and `gaps`, and need not know of changes.

/** Something that is being fetched, is there, or could not be had. */
export type Loaded<T> = { state: "loading" } | { state: "there"; value: T } | { state: "failed"; problem: Problem };

/** The plans and scenarios to choose from. */
export const listed = signal<Loaded<{ plans: Listed[]; scenarios: Listed[] }>>({ state: "loading" });

/** The plan or scenario that was chosen. */
export const base = signal<Loaded<Dataset>>({ state: "loading" });

/** What came of changes of the base that were kept; null: there are none. */
export const changed = signal<Dataset | null>(null);

/** What came of the changes with one that is still being dragged; null: nothing is. */
export const trial = signal<Trial | null>(null);

/** The dataset that is drawn; null while there is none. */
export const shown = computed<Dataset | null>(() => changed.value ?? (base.value.state === "there" ? base.value.value : null));

/** The gaps that are drawn: of what is being dragged, else of the plan; empty where the viewer sees no times. */
export const gaps = computed<readonly Gap[]>(() => trial.value?.gaps ?? shown.value?.plan?.gaps ?? []);

let loading = new AbortController();

/** Fetches the list of plans and scenarios. */
export async function refreshList(): Promise<void> {
  try {
    listed.value = { state: "there", value: await list() };
  } catch (error) {
    listed.value = { state: "failed", problem: problemOf(error) };
  }
}

/** Chooses what the page is about. The latest choice wins. */
export async function choose(kind: "plans" | "scenarios", name: string): Promise<void> {
  loading.abort();
  loading = new AbortController();
  const { signal: mine } = loading;
  base.value = { state: "loading" };
  changed.value = null;
  trial.value = null;
  try {
    const dataset = await load(kind, name, mine);
    if (!mine.aborted) base.value = { state: "there", value: dataset };
  } catch (error) {
    if (!isAbort(error) && !mine.aborted) base.value = { state: "failed", problem: problemOf(error) };
  }
}

/** A problem of any error. */
export function problemOf(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem("server", error instanceof Error ? error.message : String(error));
}
