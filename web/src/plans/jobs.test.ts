import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { JobInfo } from "../api/jobs";
import type { Order } from "./job";

// A server that is drawn: it answers about one job, may be away, and keeps count.

const order: Order = { scenario: "s", step_m: 100, meet: "designated", handover: false, keep: "" };

class FakeServer {
  away = false;
  info: JobInfo = { jobID: "J", processID: "plan", status: "running", message: "planning", progress: 5 };
  known = true;
  asked: string[] = [];
  at: number[] = []; // when the job was asked about

  fetch = (input: string | URL, init: RequestInit = {}): Promise<Response> => {
    const path = new URL(String(input)).pathname;
    const method = init.method ?? "GET";
    this.asked.push(`${method} ${path}`);
    if (path === "/jobs/J" && method === "GET") this.at.push(Date.now());
    if (init.signal?.aborted) return Promise.reject(new DOMException("", "AbortError"));
    if (this.away) return Promise.reject(new TypeError("no way there"));
    return Promise.resolve(this.answer(method, path));
  };

  private answer(method: string, path: string): Response {
    const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
    if (path === "/plans") return json({ plans: [{ id: "P", names: [], title: "T" }] });
    if (path === "/scenarios") return json({ scenarios: [] });
    if (path === "/processes/plan/execution") return json(this.info, 201);
    if (!this.known) return json({ detail: "there is no job" }, 404);
    if (path === "/jobs/J/results") return json({ plan: { href: "http://localhost:3000/plans/P/plan" }, summary: { value: { pairs: 7, sorties: 9, gap_count: 2, length_km: 10, gap_km: 3, late_km: 1, exposure_km_h: 4, layers: null } } });
    if (method === "DELETE") this.info = { ...this.info, status: "dismissed" };
    return json(this.info);
  }

  done(): void {
    this.info = { ...this.info, status: "successful", progress: 100, message: "done", links: [{ rel: "related", href: "http://localhost:3000/plans/P" }] };
  }
}

let server: FakeServer;
let jobs: typeof import("./jobs");

beforeEach(async () => {
  vi.useFakeTimers();
  vi.resetModules();
  sessionStorage.clear();
  server = new FakeServer();
  vi.stubGlobal("fetch", server.fetch);
  jobs = await import("./jobs");
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const stage = () => jobs.jobs.value[0]?.stage;

test("a plan is ordered, asked about until it is done, summed up and listed", async () => {
  await jobs.compute(order, "T");
  await vi.advanceTimersByTimeAsync(10_000);
  expect(stage()).toBe("running");
  server.done();
  await vi.advanceTimersByTimeAsync(2000);
  expect(jobs.jobs.value[0]).toMatchObject({ stage: "done", plan: "P" });
  const { summaries } = await import("./summaries");
  expect(summaries.value.get("P")).toMatchObject({ state: "there", value: { pairs: 7, never_m: 2000, late_m: 1000, exposure_km_h: 4 } });
  const { listed } = await import("../state/shown");
  expect(listed.value).toMatchObject({ state: "there", value: { plans: [{ id: "P" }] } });
  const times = server.asked.length;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(server.asked.length).toBe(times); // no more questions
});

test("questions come quickly at first, then every 2 s", async () => {
  await jobs.compute(order, "T");
  await vi.advanceTimersByTimeAsync(30_000);
  const gaps = server.at.slice(1).map((at, i) => at - (server.at[i] ?? 0));
  expect(gaps[0]).toBeLessThan(400);
  expect(gaps.at(-1)).toBe(2000);
  expect(server.at.length).toBeLessThan(25);
});

test("a lost connection ends nothing: the job is asked about until there is an answer", async () => {
  await jobs.compute(order, "T");
  await vi.advanceTimersByTimeAsync(500);
  server.away = true;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(jobs.jobs.value[0]).toMatchObject({ stage: "running" });
  expect(jobs.jobs.value[0]?.unanswered).toBeGreaterThan(2);
  server.away = false;
  server.done();
  await vi.advanceTimersByTimeAsync(16_000);
  expect(stage()).toBe("done");
});

test("a job goes on over a reload of the page", async () => {
  await jobs.compute(order, "T");
  await vi.advanceTimersByTimeAsync(500);
  vi.resetModules();
  const anew = await import("./jobs");
  expect(anew.jobs.value).toEqual([]);
  anew.resume();
  expect(anew.jobs.value[0]).toMatchObject({ id: "J", stage: "running", title: "T", order });
  server.done();
  await vi.advanceTimersByTimeAsync(3000);
  expect(anew.jobs.value[0]?.stage).toBe("done");
});

test("a job is stopped; where the server is away, as soon as it answers", async () => {
  await jobs.compute(order, "T");
  server.away = true;
  await jobs.cancel("J");
  expect(jobs.endless.value.has("J")).toBe(true);
  expect(stage()).not.toBe("ended");
  server.away = false;
  await vi.advanceTimersByTimeAsync(16_000);
  expect(stage()).toBe("ended");
  expect(server.info.status).toBe("dismissed");
  expect(jobs.endless.value.size).toBe(0);
});

test("a job that the server forgot is lost", async () => {
  await jobs.compute(order, "T");
  server.known = false;
  await vi.advanceTimersByTimeAsync(1000);
  expect(stage()).toBe("lost");
});

test("an order that is refused is no job", async () => {
  server.away = true;
  await expect(jobs.compute(order, "T")).rejects.toMatchObject({ trouble: "offline" });
  expect(jobs.jobs.value).toEqual([]);
});

test("only so many jobs are kept, and none that goes on is dropped", async () => {
  server.done();
  for (let i = 0; i < jobs.mostJobs; i++) {
    await jobs.compute(order, "T");
  }
  server.info = { jobID: "K", processID: "plan", status: "running" };
  for (let i = 0; i < 3; i++) await jobs.compute(order, "T");
  expect(jobs.jobs.value).toHaveLength(jobs.mostJobs);
  expect(jobs.jobs.value.filter((j) => j.id === "K")).toHaveLength(3);
});
