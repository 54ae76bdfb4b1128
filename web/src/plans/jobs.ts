import { signal } from "@preact/signals";
import { dismiss, progressOf, resultsOf, submit } from "../api/jobs";
import { isAbort, pause, Problem } from "../api/request";
import { problemOf, refreshList } from "../state/shown";
import { after, begun, hasEnded, jobsOfText, pauseMs, textOfJobs, type Job, type Order } from "./job";
import { tellEnd } from "./job-words";
import { keepSummary } from "./summaries";
import { summaryOfGiven, type GivenSummary } from "./summary";

// The jobs of this window: asked about until they end, over lost connections and
// reloads of the page.

/** The most jobs that are kept; of those that ended the oldest go first. */
export const mostJobs = 20;

const key = "lindero.jobs";

/** The jobs, the newest first. */
export const jobs = signal<readonly Job[]>([]);

/** Ids of jobs that are to end and have not yet, since the server could not be told. */
export const endless = signal<ReadonlySet<string>>(new Set());

const followed = new Map<string, AbortController>();

/** Has a plan computed. Fails with the Problem of an order that the server refuses. */
export async function compute(order: Order, title: string): Promise<Job> {
  const inputs = { scenario: order.scenario, step_m: order.step_m, meet: order.meet, handover: order.handover, ...(order.keep === "" ? {} : { keep: order.keep }) };
  const job = begun(await submit("plan", inputs), title, order);
  keep([job, ...jobs.value]);
  void follow(job.id);
  return job;
}

/** Takes up the jobs that this window had before it was loaded anew. */
export function resume(): void {
  jobs.value = jobsOfText(kept());
  for (const job of jobs.value) if (!hasEnded(job)) void follow(job.id);
}

/** Ends a job. Where the server cannot be told, it stays in `endless`, and is still asked about. */
export async function cancel(id: string): Promise<void> {
  try {
    await dismiss(id);
    followed.get(id)?.abort();
    mark(id, false);
    put(id, (job) => (hasEnded(job) ? job : { ...job, stage: "ended" }));
  } catch (error) {
    const problem = problemOf(error);
    if (problem.trouble === "gone") {
      followed.get(id)?.abort();
      put(id, (job) => after(job, { problem }));
    } else mark(id, true);
  }
}

/** Takes a job that has ended off the list. */
export function forget(id: string): void {
  followed.get(id)?.abort();
  keep(jobs.value.filter((j) => j.id !== id));
}

/** Asks about a job until it ends. */
async function follow(id: string): Promise<void> {
  if (followed.has(id)) return;
  const mine = new AbortController();
  followed.set(id, mine);
  try {
    for (;;) {
      const job = jobs.peek().find((j) => j.id === id);
      const ms = job ? pauseMs(job) : null;
      if (ms === null) return;
      await pause(ms, mine.signal);
      const news = await heard(id, mine.signal);
      if (mine.signal.aborted) return;
      if ("said" in news && news.said.status === "successful") await takeResults(id, mine.signal);
      put(id, (j) => after(j, news));
      if ("said" in news && endless.peek().has(id)) await cancel(id);
    }
  } catch (error) {
    if (!isAbort(error)) throw error;
  } finally {
    followed.delete(id);
  }
}

async function heard(id: string, signal: AbortSignal) {
  try {
    return { said: await progressOf(id, signal) };
  } catch (error) {
    if (isAbort(error)) throw error;
    return { problem: problemOf(error) };
  }
}

/** Reads what the plan comes to, and the list that has it now. What cannot be had is fetched when it is looked at. */
async function takeResults(id: string, signal: AbortSignal): Promise<void> {
  try {
    const results = await resultsOf<{ plan?: { href?: string }; summary?: { value?: GivenSummary } }>(id, signal);
    const plan = /\/plans\/([^/]+)\/plan$/.exec(results.plan?.href ?? "")?.[1];
    if (plan && results.summary?.value) keepSummary(decodeURIComponent(plan), summaryOfGiven(results.summary.value));
  } catch (error) {
    if (isAbort(error) || !(error instanceof Problem)) throw error;
  }
  await refreshList();
}

function put(id: string, change: (job: Job) => Job): void {
  const before = jobs.value.find((j) => j.id === id);
  if (!before) return;
  const next = change(before);
  if (next === before) return;
  keep(jobs.value.map((j) => (j.id === id ? next : j)));
  if (!hasEnded(next)) return;
  mark(id, false);
  tellEnd(next);
}

function mark(id: string, on: boolean): void {
  if (endless.value.has(id) === on) return;
  const next = new Set(endless.value);
  if (on) next.add(id);
  else next.delete(id);
  endless.value = next;
}

/** Sets the list, without the oldest of those that ended where it is too long. */
function keep(list: readonly Job[]): void {
  let over = list.length - mostJobs;
  const left = [...list].reverse().filter((j) => !(over > 0 && hasEnded(j) && over-- > 0)).reverse();
  jobs.value = left;
  try {
    sessionStorage.setItem(key, textOfJobs(left));
  } catch {
    // a browser that keeps nothing
  }
}

function kept(): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null; // a browser that keeps nothing
  }
}
