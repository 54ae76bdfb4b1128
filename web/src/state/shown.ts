import { batch, computed, signal } from "@preact/signals";
import { list, load, type Dataset, type Listed } from "../api/datasets";
import { isAbort, Problem } from "../api/request";
import type { Gap } from "../model/plan";
import type { Trial } from "../model/change";
import { chosen } from "./selection";

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

/** What a person has asked for: a plan or scenario by its id or a name. */
export interface Asked {
  kind: "plans" | "scenarios";
  name: string;
}

/** What the page is about, as it was asked for; null: nothing was asked for yet. */
export const asked = signal<Asked | null>(null);

/** What is being fetched in place of what is shown; null: nothing is. */
export const choosing = signal<Asked | null>(null);

/** Why another plan was not chosen, while the one before is still there; null: it was. */
export const notChosen = signal<{ asked: Asked; problem: Problem } | null>(null);

let loading = new AbortController();

/** Fetches the list of plans and scenarios. Where that fails, a list that is there stays. */
export async function refreshList(): Promise<void> {
  try {
    listed.value = { state: "there", value: await list() };
  } catch (error) {
    if (listed.value.state !== "there") listed.value = { state: "failed", problem: problemOf(error) };
  }
}

/**
 * Chooses what the page is about. The latest choice wins. What is there stays until
 * the other has come, and also where it does not come: notChosen says why.
 */
export async function choose(kind: "plans" | "scenarios", name: string): Promise<void> {
  loading.abort();
  loading = new AbortController();
  const { signal: mine } = loading;
  const wish: Asked = { kind, name };
  choosing.value = wish;
  notChosen.value = null;
  if (base.value.state !== "there") base.value = { state: "loading" };
  try {
    const dataset = await load(kind, name, mine);
    if (mine.aborted) return;
    batch(() => {
      const before = shown.peek();
      if (before && before.bounds.join() !== dataset.bounds.join()) chosen.value = null; // of another border
      asked.value = wish;
      base.value = { state: "there", value: dataset };
      changed.value = null;
      trial.value = null;
    });
  } catch (error) {
    if (isAbort(error) || mine.aborted) return;
    const problem = problemOf(error);
    if (base.value.state === "there") notChosen.value = { asked: wish, problem };
    else {
      asked.value = wish;
      base.value = { state: "failed", problem };
    }
  } finally {
    if (!mine.aborted) choosing.value = null;
  }
}

/** A problem of any error. */
export function problemOf(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem("server", error instanceof Error ? error.message : String(error));
}
