import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { planChanges } from "./processes";

let asked: string[];
let answers: (() => Response | Promise<Response>)[];

const json = (value: unknown, status = 200) => () => new Response(JSON.stringify(value), { status });
const lost = () => Promise.reject(new TypeError("Failed to fetch"));
const done = { plan: { value: { id: "kept" } }, change: { value: { exposure_km_h: [2, 1] } } };

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  answers = [];
  vi.stubGlobal("fetch", async (address: string, init: RequestInit) => {
    asked.push(`${init.method ?? "GET"} ${new URL(address).pathname}`);
    const next = answers.shift();
    return next ? next() : new Response("{}", { status: 500 });
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("planning anew is followed over a lost connection to its end", async () => {
  answers = [json({ jobID: "j", status: "accepted" }, 201), json({ jobID: "j", status: "running", progress: 40 }), lost, lost, json({ jobID: "j", status: "successful" }), json(done)];
  const seen: number[] = [];
  const plan = planChanges("p", [], new AbortController().signal, (x) => seen.push(x));
  await vi.runAllTimersAsync();
  expect(await plan).toEqual({ id: "kept", effect: { exposure_km_h: [2, 1] } });
  expect(seen).toEqual([0, 40, 40, 40]);
  expect(asked).toEqual(["POST /processes/what-if/execution", "GET /jobs/j", "GET /jobs/j", "GET /jobs/j", "GET /jobs/j", "GET /jobs/j/results"]);
});

test("a server that is busy for a while keeps the job, and it is followed on", async () => {
  const busy = json({ detail: "too much to do" }, 503);
  answers = [json({ jobID: "j", status: "running" }, 201), busy, json({ jobID: "j", status: "successful" }), json(done)];
  const plan = planChanges("p", [], new AbortController().signal, () => undefined);
  await vi.runAllTimersAsync();
  expect(await plan).toMatchObject({ id: "kept" });
});

test("a server that is lost for good is told as such, once", async () => {
  answers = [json({ jobID: "j", status: "running" }, 201), ...Array.from({ length: 100 }, () => lost)];
  const failed = expect(planChanges("p", [], new AbortController().signal, () => undefined)).rejects.toMatchObject({ trouble: "offline" });
  await vi.runAllTimersAsync();
  await failed;
  expect(asked.length).toBeLessThan(40);
});

test("the server is told to stop", async () => {
  answers = [json({ jobID: "j", status: "running" }, 201), json({ jobID: "j", status: "running" }), json({ jobID: "j", status: "dismissed" })];
  const stop = new AbortController();
  const plan = planChanges("p", [], stop.signal, () => undefined);
  const failed = expect(plan).rejects.toMatchObject({ name: "AbortError" });
  await vi.advanceTimersByTimeAsync(250);
  stop.abort();
  await failed;
  await vi.runAllTimersAsync();
  expect(asked.at(-1)).toBe("DELETE /jobs/j");
});

test("what kept it from being planned is said", async () => {
  answers = [json({ jobID: "j", status: "failed" }, 201), json({ title: "Unprocessable", detail: "no patrols", errors: [{ pointer: "#/inputs/changes/0/patrol", detail: "x" }] }, 422)];
  await expect(planChanges("p", [], new AbortController().signal, () => undefined)).rejects.toMatchObject({ trouble: "refused", detail: "no patrols" });
});
