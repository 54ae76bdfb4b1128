import { describe, expect, test } from "vitest";
import type { JobInfo } from "../api/jobs";
import { Problem } from "../api/request";
import { after, begun, hasEnded, jobsOfText, pauseMs, textOfJobs, type Job, type Order } from "./job";

const order: Order = { scenario: "1f", step_m: 100, meet: "designated", handover: false, keep: "" };
const info = (more: Partial<JobInfo>): JobInfo => ({ jobID: "J", processID: "plan", status: "running", ...more });
const start = begun(info({ status: "accepted", message: "waiting for others", progress: 0 }), "Guatemala–Mexico", order);

test("a job goes from waiting over running to done, and names its plan", () => {
  expect(start).toMatchObject({ id: "J", stage: "waiting", progress: 0, message: "waiting for others", plan: "" });
  const running = after(start, { said: info({ progress: 5, message: "planning" }) });
  expect(running).toMatchObject({ stage: "running", progress: 5, message: "planning" });
  const links = [
    { rel: "self", href: "http://h/x/jobs/J" },
    { rel: "related", href: "http://h/x/plans/a%2Fb" },
  ];
  const done = after(running, { said: info({ status: "successful", progress: 100, message: "done", links }) });
  expect(done).toMatchObject({ stage: "done", progress: 100, plan: "a/b" });
  expect(hasEnded(done)).toBe(true);
  expect(pauseMs(done)).toBeNull();
});

describe("what has ended stays so", () => {
  test.each(["successful", "failed", "dismissed"] as const)("%s", (status) => {
    const end = after(start, { said: info({ status }) });
    expect(after(end, { said: info({ status: "running" }) })).toBe(end);
    expect(after(end, { problem: new Problem("offline", "") })).toBe(end);
  });
});

test("a plan that failed keeps the server's words", () => {
  expect(after(start, { said: info({ status: "failed", message: "side GT has no patrols" }) })).toMatchObject({ stage: "failed", message: "side GT has no patrols", plan: "" });
});

test("pauses grow from 0.2 s to 2 s, and begin anew when the job goes on", () => {
  let job = after(start, { said: info({ progress: 5, message: "planning" }) });
  const pauses: (number | null)[] = [];
  for (let i = 0; i < 12; i++) {
    pauses.push(pauseMs(job));
    job = after(job, { said: info({ progress: 5, message: "planning" }) });
  }
  expect(pauses[0]).toBe(200);
  for (let i = 1; i < pauses.length; i++) expect(pauses[i]).toBeGreaterThanOrEqual(pauses[i - 1] ?? 0);
  expect(pauses.at(-1)).toBe(2000);
  expect(pauseMs(after(job, { said: info({ progress: 90, message: "keeping the plan" }) }))).toBe(200);
});

test("without an answer it is asked on, less and less often, at least every 15 s", () => {
  let job: Job = start;
  const pauses: (number | null)[] = [];
  for (let i = 0; i < 8; i++) {
    job = after(job, { problem: new Problem(i % 2 ? "offline" : "busy", "") });
    pauses.push(pauseMs(job));
  }
  expect(pauses).toEqual([1000, 2000, 4000, 8000, 15000, 15000, 15000, 15000]);
  expect(job.stage).toBe("waiting");
  expect(after(job, { said: info({}) })).toMatchObject({ unanswered: 0, stage: "running" });
});

test("a job that the server no longer knows is lost", () => {
  expect(after(start, { problem: new Problem("gone", "", 404) }).stage).toBe("lost");
});

test("progress is a whole number of 0 to 100", () => {
  expect([-3, 17.6, 400, NaN].map((progress) => after(start, { said: info({ progress }) }).progress)).toEqual([0, 18, 100, 0]);
});

test("jobs survive being written down, and damaged texts are no jobs", () => {
  expect(jobsOfText(textOfJobs([start]))).toEqual([start]);
  for (const text of [null, "", "{", "null", "5", '{"a":1}', '[1,null,{"id":"J"}]', JSON.stringify([{ ...start, stage: "odd" }]), JSON.stringify([{ ...start, order: null }])]) expect(jobsOfText(text)).toEqual([]);
  expect(jobsOfText(JSON.stringify([{ ...start, order: null }, start]))).toEqual([start]); // one that is damaged takes no other with it
});
