import { computed, signal } from "@preact/signals";
import { load } from "../api/datasets";
import { keepChanges, tryChanges } from "../api/processes";
import { isAbort, type Problem } from "../api/request";
import { mostChanges, type Change, type Effect } from "../model/change";
import { History } from "../whatif/history";
import { base, changed, problemOf, trial } from "./shown";

// Changes of the base plan: a list that grows, with undo and redo. Dragging
// proposes a change over and over (only the latest is asked, one question at a
// time); letting go commits it, and the server keeps the changed plan, which is
// then shown like any other.

/** The changes, with what was undone. */
export const history = signal(History.none);

/** The changes that are made now. */
export const changes = computed<readonly Change[]>(() => history.value.changes);

/** What the kept changes have done; null without changes. */
export const effectOfChanges = signal<Effect | null>(null);

/** Whether the server is asked. */
export const asking = signal(false);

/** Why the last change was not made; null: it was. */
export const trouble = signal<Problem | null>(null);

let proposal: Change | null = null; // the latest, not yet asked
let proposing: AbortController | null = null;
let keeping = new AbortController();

/** Proposes a change while it is being dragged: gaps and exposure follow, the plan stays. */
export function propose(change: Change): void {
  proposal = change;
  if (!proposing) void answerProposals();
}

/** Forgets what is being dragged. */
export function withdraw(): void {
  proposal = null;
  proposing?.abort();
  trial.value = null;
}

async function answerProposals(): Promise<void> {
  const mine = new AbortController();
  proposing = mine;
  try {
    while (proposal && base.value.state === "there" && !mine.signal.aborted) {
      const next = history.value.with(proposal).changes;
      proposal = null;
      const answer = await tryChanges(base.value.value.id, next, mine.signal);
      if (!mine.signal.aborted) {
        trial.value = answer;
        trouble.value = null;
      }
    }
  } catch (error) {
    if (!isAbort(error)) trouble.value = problemOf(error);
  } finally {
    if (proposing === mine) proposing = null;
    if (proposal) void answerProposals(); // came while the last was being ended
  }
}

/** Makes a change. It stays undone where the server refuses it. */
export async function commit(change: Change): Promise<boolean> {
  const next = history.value.with(change);
  if (next.changes.length > mostChanges) {
    withdraw();
    return false;
  }
  return settle(next);
}

/** Undoes the last change. */
export const undo = (): Promise<boolean> => settle(history.value.undone());

/** Makes again what was undone last. */
export const redo = (): Promise<boolean> => settle(history.value.redone());

/** Takes other changes in place of those that are there: a draft that was kept, or none. */
export const replaceChanges = (list: readonly Change[]): Promise<boolean> => settle(History.of(list));

/** Has the changes of a history kept and shown; the latest call wins. */
export async function settle(next: History): Promise<boolean> {
  if (base.value.state !== "there") return false;
  const of = base.value.value;
  proposal = null;
  proposing?.abort();
  keeping.abort();
  keeping = new AbortController();
  const { signal: mine } = keeping;
  const before = history.value;
  history.value = next;
  asking.value = true;
  trouble.value = null;
  try {
    if (next.changes.length === 0) {
      changed.value = null;
      effectOfChanges.value = null;
    } else {
      const kept = await keepChanges(of.id, next.changes, false, mine);
      const dataset = await load("plans", kept.id, mine);
      if (mine.aborted) return false;
      changed.value = dataset;
      effectOfChanges.value = kept.effect;
    }
    trial.value = null;
    return true;
  } catch (error) {
    if (isAbort(error) || mine.aborted) return false;
    history.value = before;
    trial.value = null;
    trouble.value = problemOf(error);
    return false;
  } finally {
    if (!mine.aborted) asking.value = false;
  }
}
