import type { JobInfo } from "../api/jobs";
import type { Problem } from "../api/request";

// A plan that is being computed: what has been heard of it so far. Never changed
// once it is made; each piece of news makes another.

/** What is asked of the process plan. */
export interface Order {
  scenario: string; // id
  step_m: number;
  meet: "designated" | "anywhere";
  handover: boolean;
  keep: string; // id of a plan to keep to; empty: none
}

/** How far a job is. `lost`: the server no longer knows it. */
export type Stage = "waiting" | "running" | "done" | "failed" | "ended" | "lost";

/** A job of the process plan. */
export interface Job {
  id: string;
  title: string; // of the scenario
  order: Order;
  stage: Stage;
  progress: number; // per cent
  message: string; // the server's, in English
  unanswered: number; // questions in a row that got no answer
  steps: number; // questions since the job was last seen to go on
  plan: string; // id of the plan; empty until it is done
}

/** What is heard of a job. */
export type News = { said: JobInfo } | { problem: Problem };

const ends: readonly Stage[] = ["done", "failed", "ended", "lost"];

/** Whether nothing more will come of a job. */
export function hasEnded(job: Job): boolean {
  return ends.includes(job.stage);
}

/** A job as it begins. */
export function begun(info: JobInfo, title: string, order: Order): Job {
  return after({ id: info.jobID, title, order, stage: "waiting", progress: 0, message: "", unanswered: 0, steps: 0, plan: "" }, { said: info });
}

/** The job after some news. What has ended stays as it is. */
export function after(job: Job, news: News): Job {
  if (hasEnded(job)) return job;
  if ("problem" in news) {
    if (news.problem.trouble === "gone") return { ...job, stage: "lost" };
    return { ...job, unanswered: job.unanswered + 1 };
  }
  const { said } = news;
  const next: Job = { ...job, stage: stages[said.status] ?? "running", progress: percent(said.progress ?? 0), message: said.message ?? "", unanswered: 0, plan: planOf(said) };
  const still = next.stage === job.stage && next.progress === job.progress && next.message === job.message;
  return { ...next, steps: still ? job.steps + 1 : 0 };
}

const stages: Record<JobInfo["status"], Stage> = { accepted: "waiting", running: "running", successful: "done", failed: "failed", dismissed: "ended" };

function percent(x: number): number {
  return Number.isFinite(x) ? Math.min(100, Math.max(0, Math.round(x))) : 0;
}

/** Id of the plan that a job has made, from its links; empty where it has made none. */
function planOf(info: JobInfo): string {
  if (info.status !== "successful") return "";
  for (const link of info.links ?? []) {
    const found = link.rel === "related" ? /\/plans\/([^/?#]+)$/.exec(link.href)?.[1] : undefined;
    if (found) return decoded(found);
  }
  return "";
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Milliseconds to wait before the server is asked again; null: no more. From 0.2 s on
 * growing to 2 s while nothing new is heard, to 15 s while there is no answer at all.
 */
export function pauseMs(job: Job): number | null {
  if (hasEnded(job)) return null;
  if (job.unanswered > 0) return Math.min(15_000, 1000 * 2 ** Math.min(job.unanswered - 1, 10));
  return Math.min(2000, 200 * 1.5 ** Math.min(job.steps, 10));
}

/** Jobs as text to be kept by the browser. */
export function textOfJobs(jobs: readonly Job[]): string {
  return JSON.stringify(jobs);
}

/** The jobs that a text has; none where it is damaged. */
export function jobsOfText(text: string | null): Job[] {
  try {
    const list: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(list) ? list.filter(isJob) : [];
  } catch {
    return [];
  }
}

function isJob(x: unknown): x is Job {
  const j = x as Partial<Record<keyof Job, unknown>> | null;
  const order = j?.order as Partial<Record<keyof Order, unknown>> | null | undefined;
  return (
    typeof j === "object" && j !== null && typeof j.id === "string" && typeof j.title === "string" && typeof j.stage === "string" && (j.stage === "waiting" || j.stage === "running" || ends.includes(j.stage as Stage)) &&
    typeof j.progress === "number" && typeof j.message === "string" && typeof j.unanswered === "number" && typeof j.steps === "number" && typeof j.plan === "string" &&
    typeof order === "object" && order !== null && typeof order.scenario === "string" && typeof order.step_m === "number" && typeof order.meet === "string" && typeof order.handover === "boolean" && typeof order.keep === "string"
  );
}
