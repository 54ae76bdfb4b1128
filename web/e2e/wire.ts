import type { Page, Request } from "@playwright/test";

/** What a page loads is of its own, by sort, or of the plan that it shows. */
export type Sort = "page" | "scripts" | "styles" | "fonts" | "world" | "symbols" | "data";

/** A thing that was loaded, and its bytes on the wire: as they were sent, heads included. */
export interface Sent {
  url: string;
  sort: Sort;
  bytes: number;
}

/** Writes down all that a page and its workers load; what is returned waits for it and ends that. What comes out of the browser's own cache weighs nothing. */
export function watchWire(page: Page): () => Promise<Sent[]> {
  const asked: Request[] = [];
  const take = (r: Request) => {
    if (/^https?:/.test(r.url())) asked.push(r);
  };
  page.on("request", take);
  return async () => {
    page.off("request", take);
    const sent: Sent[] = [];
    for (const r of asked) {
      const response = await r.response();
      if (!response || response.fromServiceWorker()) continue;
      const { responseBodySize, responseHeadersSize } = await r.sizes();
      sent.push({ url: r.url(), sort: sortOf(new URL(r.url()).pathname), bytes: Math.max(0, responseBodySize) + Math.max(0, responseHeadersSize) });
    }
    const seen = new Set(sent.map((s) => s.url));
    for (const s of await timed(page)) if (!seen.has(s.url)) sent.push({ ...s, sort: sortOf(new URL(s.url).pathname) });
    return sent;
  };
}

/** What the page itself knows of: the code of its workers is told by nobody else. */
function timed(page: Page): Promise<{ url: string; bytes: number }[]> {
  return page.evaluate(() => performance.getEntriesByType("resource").flatMap((e) => (e instanceof PerformanceResourceTiming && e.transferSize > 0 ? [{ url: e.name, bytes: e.transferSize }] : [])));
}

/** The sort of what is at a path. */
function sortOf(path: string): Sort {
  if (path.endsWith("/")) return "page";
  if (!path.includes("/assets/")) return "data";
  if (/\.m?js$/.test(path)) return "scripts";
  if (path.endsWith(".css")) return "styles";
  if (path.endsWith(".woff2")) return "fonts";
  return path.endsWith(".json") ? "world" : "symbols";
}

/** Waits for the last that a first visit loads: land and countries far from the scenario. To be called before the visit. */
export function worldLoaded(page: Page): Promise<unknown> {
  return page.waitForResponse((r) => sortOf(new URL(r.url()).pathname) === "world");
}

/** Waits until nothing is asked for, and nothing was for a while: the map and what it loads afterwards have come to rest. */
export async function untilIdle(page: Page, quietMs = 1500): Promise<void> {
  let last = Date.now();
  const open = new Set<Request>();
  const begin = (r: Request) => {
    if (/^https?:/.test(r.url())) open.add(r);
    last = Date.now();
  };
  const end = (r: Request) => {
    open.delete(r);
    last = Date.now();
  };
  page.on("request", begin);
  page.on("requestfinished", end);
  page.on("requestfailed", end);
  try {
    while (open.size > 0 || Date.now() - last < quietMs) await page.waitForTimeout(100);
  } finally {
    page.off("request", begin);
    page.off("requestfinished", end);
    page.off("requestfailed", end);
  }
}
