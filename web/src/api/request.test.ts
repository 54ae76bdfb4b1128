import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { reached, waiting_s } from "./connection";
import { ask, longestWait_s, pause, Problem } from "./request";

let answers: (() => Response | Error)[] = [];
let asked = 0;

beforeEach(() => {
  vi.useFakeTimers();
  asked = 0;
  vi.stubGlobal("fetch", () => {
    asked++;
    const answer = answers.shift()?.() ?? new Error("no more answers");
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) => () => new Response(JSON.stringify(body), { status, headers });
const settled = (p: Promise<unknown>) => p.then((value) => ({ value }), (error: unknown) => ({ error }));

describe("a busy server", () => {
  test.each([429, 503])("%s: is waited for and asked once more", async (status) => {
    answers = [json({ detail: "wait" }, status, { "Retry-After": "3" }), json({ a: 1 })];
    const got = settled(ask("x"));
    await vi.advanceTimersByTimeAsync(2999);
    expect([asked, waiting_s.value]).toEqual([1, 3]);
    await vi.advanceTimersByTimeAsync(1);
    expect(await got).toMatchObject({ value: { value: { a: 1 } } });
    expect([asked, waiting_s.value]).toEqual([2, 0]);
  });

  test("that stays busy is a problem", async () => {
    answers = [json({}, 503, { "Retry-After": "1" }), json({ detail: "still" }, 503, { "Retry-After": "1" })];
    const got = settled(ask("x"));
    await vi.advanceTimersByTimeAsync(5000);
    expect(await got).toMatchObject({ error: { trouble: "busy", detail: "still", retryAfterS: 1 } });
    expect(asked).toBe(2);
  });

  test.each([
    ["too long", String(longestWait_s + 1)],
    ["nothing said", ""],
  ])("is not waited for: %s", async (_, after) => {
    answers = [json({}, 503, after === "" ? {} : { "Retry-After": after })];
    expect(await settled(ask("x"))).toMatchObject({ error: { trouble: "busy" } });
    expect(asked).toBe(1);
  });

  test("is no longer waited for when the answer is no longer wanted", async () => {
    answers = [json({}, 429, { "Retry-After": "10" })];
    const stop = new AbortController();
    const got = settled(ask("x", { signal: stop.signal }));
    await vi.advanceTimersByTimeAsync(10);
    stop.abort();
    expect(await got).toMatchObject({ error: { name: "AbortError" } });
    expect([asked, waiting_s.value]).toEqual([1, 0]);
  });
});

test("without an answer the way to the server is lost, until the next", async () => {
  answers = [() => new TypeError("refused"), json({}, 500)];
  expect(await settled(ask("x"))).toMatchObject({ error: { trouble: "offline" } });
  expect(reached.value).toBe(false);
  expect(await settled(ask("x"))).toMatchObject({ error: { trouble: "server", status: 500 } });
  expect(reached.value).toBe(true);
});

test("an answer that breaks off is a lost way to the server, one that is no JSON is the server's fault", async () => {
  const broken = new Response(new ReadableStream({ pull: (c) => c.error(new TypeError("network error")) }));
  answers = [() => broken, () => new Response("<html>"), json({})];
  expect(await settled(ask("x"))).toMatchObject({ error: { trouble: "offline" } });
  expect(reached.value).toBe(false);
  expect(await settled(ask("x"))).toMatchObject({ error: { trouble: "server" } });
  expect(reached.value).toBe(true);
});

test("two who wait for a busy server: it is told until neither does", async () => {
  answers = [json({}, 503, { "Retry-After": "2" }), json({}, 503, { "Retry-After": "9" }), json({}), json({})];
  const both = [settled(ask("x")), settled(ask("y"))];
  await vi.advanceTimersByTimeAsync(3000);
  expect(waiting_s.value).toBe(9);
  await vi.advanceTimersByTimeAsync(6000);
  await Promise.all(both);
  expect(waiting_s.value).toBe(0);
});

test.each([
  [404, "gone"], [410, "gone"], [403, "rights"], [421, "rights"], [422, "refused"], [400, "wrong"], [415, "wrong"], [504, "busy"], [500, "server"],
])("status %i is trouble of the sort %s", async (status, trouble) => {
  answers = [json({ detail: "why", errors: [{ pointer: "#/a", detail: "b" }] }, status)];
  const got = (await settled(ask("x"))) as { error: Problem };
  expect(got.error).toBeInstanceOf(Problem);
  expect(got.error).toMatchObject({ trouble, detail: "why", status, errors: [{ pointer: "#/a", detail: "b" }] });
});

test("a pause that is no longer wanted ends at once", async () => {
  const stop = new AbortController();
  const got = settled(pause(1e6, stop.signal));
  stop.abort();
  expect(await got).toMatchObject({ error: { name: "AbortError" } });
  expect(vi.getTimerCount()).toBe(0);
  expect(await settled(pause(5, stop.signal))).toMatchObject({ error: { name: "AbortError" } });
});
