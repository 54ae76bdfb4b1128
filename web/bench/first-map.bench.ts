import { chromium, expect, test, type Browser, type BrowserContextOptions, type Page } from "@playwright/test";
import { full } from "../e2e/person";
import { untilIdle, watchWire, worldLoaded, type Sent, type Sort } from "../e2e/wire";
import { servePlan } from "../e2e/server";
import config from "../playwright.config";
import { median, ratio, runs, size, table, time } from "./figures";
import { startPeer } from "./peer";
import { publish } from "./readme";

const view: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, locale: "en-GB" };

/** What a first visit comes to. */
interface Visit {
  paint_ms: number; // until something is seen
  map_ms: number; // until border and gaps are drawn
  main_ms: number; // that the page's main thread worked until then, by the processor's clock
  sent: Sent[]; // until the map is idle
}

/** Visits a page with a browser of its own, that has nothing of it. */
async function visitOnce(address: string, last?: (page: Page) => Promise<unknown>): Promise<Visit> {
  const browser: Browser = await chromium.launch(config.use?.launchOptions ?? {});
  try {
    const page = await (await browser.newContext(view)).newPage();
    await page.goto("about:blank");
    const wire = watchWire(page);
    const told = await page.context().newCDPSession(page);
    await told.send("Performance.enable", { timeDomain: "threadTicks" });
    const all = last?.(page);
    await page.goto(address, { waitUntil: "commit" });
    await page.waitForFunction(() => performance.getEntriesByName("lindero:first-map").length > 0, undefined, { polling: 50, timeout: 120_000 });
    const { metrics } = await told.send("Performance.getMetrics");
    const [map_ms, paint_ms] = await page.evaluate(() => [performance.getEntriesByName("lindero:first-map")[0]?.startTime ?? NaN, performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN]);
    await all;
    await untilIdle(page);
    return { map_ms: map_ms ?? NaN, paint_ms: paint_ms ?? NaN, main_ms: 1000 * (metrics.find((m) => m.name === "TaskDuration")?.value ?? NaN), sent: await wire() };
  } finally {
    await browser.close();
  }
}

test("the first map, beside the smallest page that draws the border; what is loaded for it", async () => {
  const peer = await startPeer(full());
  const all: Record<"ours" | "cold" | "peer", Visit[]> = { ours: [], cold: [], peer: [] };
  try {
    await visitOnce(full(), worldLoaded); // the server has made the answers before
    await visitOnce(peer.address);
    for (let i = 0; i < runs; i++) {
      all.ours.push(await visitOnce(full(), worldLoaded));
      all.peer.push(await visitOnce(peer.address));
      const cold = await servePlan();
      try {
        all.cold.push(await visitOnce(cold.address, worldLoaded));
      } finally {
        await cold.stop();
      }
    }
  } finally {
    await peer.stop();
  }
  publishTimes(all);
  publishWeight(all.ours.at(-1)?.sent ?? [], all.peer.at(-1)?.sent ?? []);
});

function publishTimes(all: Record<"ours" | "cold" | "peer", Visit[]>): void {
  const of = (who: keyof typeof all, what: (v: Visit) => number) => median(all[who].map(what));
  const row = (name: string, who: keyof typeof all) => [
    name, who === "peer" ? "–" : time(of(who, (v) => v.paint_ms)), `**${time(of(who, (v) => v.map_ms))}**`, ratio(of(who, (v) => v.map_ms), of("peer", (v) => v.map_ms)), time(of(who, (v) => v.main_ms)), ratio(of(who, (v) => v.main_ms), of("peer", (v) => v.main_ms)),
  ];
  for (const visits of Object.values(all)) for (const v of visits) expect(v.map_ms).toBeGreaterThan(0);
  publish("page-first-map", table(["page", "first words:", "first map:", "of the peer:", "main thread's processor:", "of the peer:"], [
    row("Lindero, a server that was asked before", "ours"), row("Lindero, a server that has just started", "cold"), row("peer: the border as one line, and nothing else", "peer"),
  ]), version());
}

const words: Record<Sort, string> = { page: "index.html", scripts: "scripts", styles: "styles", fonts: "fonts", world: "land and countries of the world", symbols: "icon", data: "data" };

function publishWeight(ours: readonly Sent[], peer: readonly Sent[]): void {
  const sum = (sent: readonly Sent[], of: (s: Sent) => boolean) => sent.filter(of).reduce((n, s) => n + s.bytes, 0);
  const rows = (Object.keys(words) as Sort[]).filter((sort) => sort !== "data").map((sort) => [words[sort], ours.filter((s) => s.sort === sort).length, size(sum(ours, (s) => s.sort === sort))]);
  const data = ours.filter((s) => s.sort === "data");
  const tile = (s: Sent) => s.url.includes("/tiles/");
  rows.push(
    ["**the page**", ours.length - data.length, `**${size(sum(ours, (s) => s.sort !== "data"))}**`],
    ["plan", data.filter((s) => s.url.endsWith("/plan")).length, size(sum(data, (s) => s.url.endsWith("/plan")))],
    ["tiles", data.filter(tile).length, size(sum(data, tile))],
    ["collections and features", data.filter((s) => !tile(s) && !s.url.endsWith("/plan")).length, size(sum(data, (s) => !tile(s) && !s.url.endsWith("/plan")))],
    ["**data of Guatemala–Mexico**", data.length, `**${size(sum(data, () => true))}**`],
    ["peer, all", peer.length, size(sum(peer, () => true))],
  );
  expect(data.filter(tile).length).toBeGreaterThan(0);
  publish("page-weight", table(["what", "requests:", "on the wire:"], rows), version());
}

let browserVersion = "";
test.beforeAll(async () => {
  const browser = await chromium.launch(config.use?.launchOptions ?? {});
  browserVersion = browser.version();
  await browser.close();
});

function version(): string {
  return browserVersion;
}
