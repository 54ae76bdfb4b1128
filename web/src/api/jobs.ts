import { ask } from "./request";

// Jobs: executions that go on after the answer (OGC API – Processes).

/** How far a job is, as the server says it. */
export interface JobInfo {
  jobID: string;
  processID: string;
  status: "accepted" | "running" | "successful" | "failed" | "dismissed";
  message?: string;
  progress?: number; // per cent
  links?: { rel: string; href: string }[];
}

/** Has a process executed as a job, and answers how far it is: at its beginning. */
export async function submit(process: string, inputs: unknown, { signal, outputs }: { signal?: AbortSignal; outputs?: Record<string, object> } = {}): Promise<JobInfo> {
  const asking = { body: outputs ? { inputs, outputs } : { inputs }, headers: { Prefer: "respond-async" } };
  return (await ask<JobInfo>(`processes/${process}/execution`, signal ? { ...asking, signal } : asking)).value;
}

/** Asks how far a job is. */
export async function progressOf(id: string, signal?: AbortSignal): Promise<JobInfo> {
  return (await ask<JobInfo>(jobPath(id), signal ? { signal } : {})).value;
}

/** Ends a job, or has the server forget one that has ended. */
export async function dismiss(id: string): Promise<void> {
  await ask<JobInfo>(jobPath(id), { method: "DELETE" });
}

/** What a job has come to, by output; fails with the problem of a job that failed. */
export async function resultsOf<T>(id: string, signal?: AbortSignal): Promise<T> {
  return (await ask<T>(`${jobPath(id)}/results`, signal ? { signal } : {})).value;
}

function jobPath(id: string): string {
  return `jobs/${encodeURIComponent(id)}`;
}
