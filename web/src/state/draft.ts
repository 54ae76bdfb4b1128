import { computed, effect, signal } from "@preact/signals";
import { load, type Dataset } from "../api/datasets";
import { keepChanges, planChanges, tryChanges } from "../api/processes";
import { isAbort, Problem } from "../api/request";
import { mostChanges, type Change, type Effect } from "../model/change";
import { History, type Step } from "../whatif/history";
import { base, changed, problemOf, trial } from "./shown";
import { measureStep } from "./step-time";

// Changes of the base plan: a list that grows, with undo and redo. Dragging
// proposes a change over and over (only the latest is asked, one question at a
// time); letting go commits it, and the server keeps the changed plan, which is
// then shown like any other. After everything was planned anew, a list begins of
// changes of that plan.

/** The changes, with what was undone. */
export const history = signal(History.none);

/** The changes that are made now, of the base or of what was planned anew last. */
export const changes = computed<readonly Change[]>(() => history.value.changes);

/** What the kept changes have done; null without changes. */
export const effectOfChanges = signal<Effect | null>(null);

/** Whether the server is asked to keep changes. */
export const asking = signal(false);

/** Whether everything is being planned anew. */
export const planning = signal(false);

/** How far planning everything anew is, in per cent. */
export const planned = signal(0);

/** Why the last change was not made; null: it was. */
export const trouble = signal<Problem | null>(null);

/** How many changes were asked for last, of which trouble tells. */
export const asked = signal(0);

/** The step that could not be kept, to be tried once more where the way to the server was lost. */
export const failed = signal<History | null>(null);

let proposal: Change | null = null; // the latest, not yet asked
let proposing: AbortController | null = null;
let keeping = new AbortController();
let standing = History.none; // the last whose plan was shown
let of: Dataset | null = null; // the base that the history is of
let plans = 0; // how often all was planned anew
const effects = new WeakMap<Step, Effect>();

effect(() => {
  if (base.value.state !== "there" || base.value.value === of) return;
  of = base.value.value;
  forget();
});

/** Forgets all changes, and what is being asked about them. */
function forget(): void {
  withdraw();
  keeping.abort();
  standing = History.none;
  history.value = standing;
  effectOfChanges.value = null;
  asking.value = planning.value = false;
  trouble.value = failed.value = null;
}

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
      const dataset = base.value.value;
      const next = history.value.with(proposal).step;
      asked.value = next.changes.length;
      proposal = null;
      const answer = await withPlan(dataset, next, mine.signal, (plan) => tryChanges(plan, next.changes, mine.signal));
      if (mine.signal.aborted) return;
      measureStep(() => {
        trial.value = answer;
        trouble.value = null;
      });
    }
  } catch (error) {
    if (!isAbort(error) && !mine.signal.aborted) {
      trial.value = null;
      trouble.value = problemOf(error);
    }
  } finally {
    if (proposing === mine) proposing = null;
    if (proposal && !proposing) void answerProposals(); // came while the last was being ended
  }
}

/** Makes a change. It stays undone where the server refuses it. */
export function commit(change: Change): Promise<boolean> {
  return settle(history.value.with(change));
}

/** Makes several changes as one step. */
export function commitAll(list: readonly Change[]): Promise<boolean> {
  const { anew, changes: made } = history.value.step;
  return settle(history.value.to({ anew, changes: [...made, ...list] }));
}

/** Takes one of the changes out, by its place in the list; the others stay. */
export const removeChange = (at: number): Promise<boolean> => settle(history.value.without(at));

/** Undoes the last step. */
export const undo = (): Promise<boolean> => settle(history.value.undone());

/** Makes again what was undone last. */
export const redo = (): Promise<boolean> => settle(history.value.redone());

/** Takes back everything; it can be undone. */
export const takeBackAll = (): Promise<boolean> => settle(history.value.to({ anew: [], changes: [] }));

/** Comes to another step in place of what is there, such as a draft that was kept; it can be undone. */
export const replaceChanges = (step: Step): Promise<boolean> => settle(history.value.to(step));

/** Has the changes of a history kept and shown; the latest call wins. Where that fails, what stood before stands again. */
export function settle(next: History): Promise<boolean> {
  asked.value = next.changes.length;
  if (next.changes.length > mostChanges) {
    withdraw();
    trouble.value = new Problem("refused", `${next.changes.length} changes are more than ${mostChanges}`, 0, [{ pointer: "#/inputs/changes", detail: "" }]);
    return Promise.resolve(false);
  }
  return settling(next, (dataset, mine) => keptStep(dataset, next.step, mine));
}

/** Plans everything anew with the changes and some more, as one step. What comes of it is what later changes are of. */
export async function planAnew(more: readonly Change[] = []): Promise<boolean> {
  const { anew, changes: made } = history.value.step;
  const all = [...made, ...more];
  asked.value = all.length;
  const before = history.value;
  const mark = ++plans;
  planned.value = 0;
  planning.value = true;
  let next = before;
  const done = await settling(before, async (dataset, mine) => {
    const kept = await withPlan(dataset, before.step, mine, (plan) => planChanges(plan, all, mine, (percent) => (planned.value = percent)));
    const plan = await load("plans", kept.id, mine, dataset);
    next = before.to({ anew: [...anew, { changes: all, plan: kept.id }], changes: [] });
    effects.set(next.step, kept.effect);
    return { dataset: plan, effect: kept.effect };
  }, () => next);
  if (mark === plans) planning.value = false;
  return done;
}

/** Stops what the server is asked to keep or to plan. */
export function stopAsking(): void {
  keeping.abort();
  history.value = standing;
  asking.value = planning.value = false;
}

interface Kept {
  dataset: Dataset | null; // null: the base
  effect: Effect | null;
}

async function settling(next: History, keep: (dataset: Dataset, signal: AbortSignal) => Promise<Kept>, reached = () => next): Promise<boolean> {
  if (base.value.state !== "there") return false;
  const dataset = base.value.value;
  proposal = null;
  proposing?.abort();
  keeping.abort();
  keeping = new AbortController();
  const { signal: mine } = keeping;
  const before = history.value;
  const tried = trial.value;
  history.value = next;
  asking.value = true;
  trouble.value = failed.value = null;
  try {
    const kept = await keep(dataset, mine);
    if (mine.aborted) return false;
    standing = history.value = reached();
    changed.value = kept.dataset;
    effectOfChanges.value = kept.effect;
    if (!proposing && trial.value === tried) trial.value = null; // what was proposed since then is of these changes
    return true;
  } catch (error) {
    if (isAbort(error) || mine.aborted) return false;
    return await fallBack(next, before, problemOf(error));
  } finally {
    if (!mine.aborted) asking.value = false;
  }
}

/** After a step could not be kept: the one before it, which may not have been kept yet when it was overtaken, or the last that was. */
async function fallBack(next: History, before: History, problem: Problem): Promise<boolean> {
  trial.value = null;
  const lost = problem.trouble !== "refused";
  history.value = standing;
  if (!lost && before !== standing && before !== next) {
    const again = await settle(before);
    if (!again && asking.value) return false; // something later is asked
  }
  trouble.value = problem;
  failed.value = lost ? next : null;
  return false;
}

/** The plan of a step, kept by the server and loaded. */
async function keptStep(dataset: Dataset, step: Step, mine: AbortSignal): Promise<Kept> {
  const last = step.anew.at(-1);
  if (step.changes.length > 0) {
    const kept = await withPlan(dataset, step, mine, (plan) => keepChanges(plan, step.changes, mine));
    return { dataset: await load("plans", kept.id, mine, dataset), effect: kept.effect };
  }
  if (!last) return { dataset: null, effect: null };
  const plan = await withPlan(dataset, step, mine, (id) => load("plans", id, mine, dataset));
  return { dataset: plan, effect: effects.get(step) ?? null };
}

/** Does something with the plan that a step's changes are of. Where the server has dropped it, it is made again from its changes. */
async function withPlan<T>(dataset: Dataset, step: Step, mine: AbortSignal, ask: (plan: string) => Promise<T>): Promise<T> {
  const last = step.anew.at(-1);
  try {
    return await ask(last?.plan ?? dataset.id);
  } catch (error) {
    if (!isDropped(error)) throw error;
    if (!last) throw new Problem("gone", problemOf(error).detail);
    let plan = dataset.id;
    for (const { changes: list } of step.anew) plan = (await planChanges(plan, list, mine, () => undefined)).id;
    return ask(plan);
  }
}

/** Whether an error says that the server no longer has a plan. */
export function isDropped(error: unknown): boolean {
  return error instanceof Problem && (error.trouble === "gone" || error.errors.some((e) => e.pointer === "#/inputs/plan"));
}

/** Has the server keep the plan that is shown once more, where it may have been dropped; answers its id. */
export async function keepShown(): Promise<string> {
  if (base.value.state !== "there") throw new Problem("gone", "");
  const kept = await keptStep(base.value.value, standing.step, new AbortController().signal);
  return kept.dataset?.id ?? base.value.value.id;
}

/** Has the server keep the plan of any step of the base; answers its id. */
export async function keepStep(step: Step, signal: AbortSignal): Promise<string> {
  if (base.value.state !== "there") throw new Problem("gone", "");
  const dataset = base.value.value;
  if (step.changes.length > 0) return (await withPlan(dataset, step, signal, (plan) => keepChanges(plan, step.changes, signal))).id;
  return withPlan(dataset, step, signal, (plan) => load("plans", plan, signal, dataset).then((d) => d.id));
}
