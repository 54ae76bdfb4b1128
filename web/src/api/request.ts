import { reached, waiting_s } from "./connection";

// Asking the server. Addresses are relative to the page's own, so that the page
// works under any path; nothing is ever asked of another host.

/** What went wrong: what a person can do about it differs. */
export type Trouble = "offline" | "refused" | "gone" | "rights" | "busy" | "wrong" | "server";

/** One thing that is wrong with a request, and where; code and what it is about where the server gives them. */
export interface Fault {
  pointer?: string; // into the body
  parameter?: string;
  detail: string; // in English
  code?: string;
  subjects?: string[];
  length_m?: number;
}

/** A problem of RFC 9457, or none of the server's answer at all. */
export class Problem extends Error {
  constructor(
    readonly trouble: Trouble,
    readonly detail: string,
    readonly status = 0,
    readonly errors: readonly Fault[] = [],
    readonly retryAfterS = 0,
  ) {
    super(detail);
    this.name = "Problem";
  }
}

/** Address of something below the page's own. */
export function address(path: string): string {
  return new URL(path.replace(/^\//, ""), document.baseURI).href;
}

export interface Ask {
  signal?: AbortSignal;
  body?: unknown;
  headers?: Record<string, string>;
  method?: string;
  cache?: RequestCache;
}

/** Asks for JSON. Fails with a Problem, or an AbortError where signal ends it. */
export async function ask<T>(path: string, asking: Ask = {}): Promise<{ value: T; headers: Headers; status: number }> {
  const response = await send(path, asking);
  try {
    return { value: (await response.json()) as T, headers: response.headers, status: response.status };
  } catch (error) {
    if (isAbort(error)) throw error;
    if (error instanceof SyntaxError) throw new Problem("server", String(error), response.status);
    throw lost(error); // it broke off
  }
}

/** The longest that the page waits by itself for a busy server. */
export const longestWait_s = 20;

/**
 * Sends a request and returns the answer where it is one. A server that is busy and
 * says for how long is waited for, and asked once more.
 */
export async function send(path: string, asking: Ask = {}): Promise<Response> {
  const first = await sendOnce(path, asking);
  if (first.ok) return first;
  const problem = await problemOf(first);
  if ((first.status !== 429 && first.status !== 503) || problem.retryAfterS <= 0 || problem.retryAfterS > longestWait_s) throw problem;
  await wait(problem.retryAfterS, asking.signal);
  const second = await sendOnce(path, asking);
  if (!second.ok) throw await problemOf(second);
  return second;
}

async function sendOnce(path: string, { signal, body, headers, method, cache }: Ask): Promise<Response> {
  const init: RequestInit = { headers: { Accept: "application/json", ...headers } };
  if (signal) init.signal = signal;
  if (method) init.method = method;
  if (cache) init.cache = cache;
  if (body !== undefined) {
    init.method = method ?? "POST";
    init.body = JSON.stringify(body);
    init.headers = { ...init.headers, "Content-Type": "application/json" };
  }
  try {
    const response = await fetch(address(path), init);
    reached.value = true;
    return response;
  } catch (error) {
    if (isAbort(error)) throw error;
    throw lost(error);
  }
}

function lost(error: unknown): Problem {
  reached.value = false;
  return new Problem("offline", String(error));
}

const waits: { s: number }[] = [];

/** Waits for a busy server; ends at once where signal is aborted. Of several who wait the longest is told. */
async function wait(s: number, signal?: AbortSignal): Promise<void> {
  const mine = { s };
  waits.push(mine);
  waiting_s.value = longest();
  try {
    await pause(s * 1000, signal);
  } finally {
    waits.splice(waits.indexOf(mine), 1);
    waiting_s.value = longest();
  }
}

function longest(): number {
  return Math.max(0, ...waits.map((w) => w.s));
}

/** Resolves after some milliseconds; fails with an AbortError where signal is aborted before. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(aborted());
    const stop = () => {
      clearTimeout(timer);
      reject(aborted());
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

function aborted(): DOMException {
  return new DOMException("no longer wanted", "AbortError");
}

/** Whether an error is that of somebody having asked to stop. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

async function problemOf(response: Response): Promise<Problem> {
  const said = (await response.json().catch(() => ({}))) as { detail?: string; title?: string; errors?: Fault[] };
  const retry = Number(response.headers.get("Retry-After")) || 0;
  return new Problem(troubleOf(response.status), said.detail ?? said.title ?? response.statusText, response.status, said.errors ?? [], retry);
}

function troubleOf(status: number): Trouble {
  if (status === 401 || status === 403 || status === 421) return "rights";
  if (status === 404 || status === 410) return "gone";
  if (status === 429 || status === 503 || status === 504) return "busy";
  if (status === 422) return "refused";
  return status >= 500 ? "server" : "wrong";
}
