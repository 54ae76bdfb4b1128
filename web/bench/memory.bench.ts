import { test, type Browser } from "@playwright/test";
import { readFileSync } from "node:fs";
import { full } from "../e2e/person";
import { Alone } from "./alone";
import { handleOf, step, watchSteps } from "./dragging";
import { table, thousands } from "./figures";
import { publish } from "./readme";

const steps = Math.max(100, Number(process.env.STEPS) || 500);
const keepEvery = 10; // nine moves, then it is let go and the changed plan kept

/** What a page holds after a collection of garbage. */
interface Held {
  step: number;
  heap: number;
  resident: number; // of its process, 0 where that is not told
  nodes: number;
  listeners: number;
  documents: number;
}

test("memory over many steps of a what-if: moves, kept plans, undo and redo", async ({ browser }) => {
  const page = await Alone.open(browser, `${full()}#part=what-if`, 1280, 800);
  await page.until("the map is drawn", () => performance.getEntriesByName("lindero:first-map").length > 0);
  await page.until("there are handles", () => document.querySelector(".handle.meeting-point") !== null);
  await quiet(page, 1500);
  await watchSteps(page);
  const pid = await processOf(browser);
  await work(page, 20); // what is made once is made
  const held: Held[] = [await look(page, 0, pid)];
  for (let n = 0; n < steps; n += 100) {
    await work(page, 100);
    held.push(await look(page, n + 100, pid));
  }
  await page.close();
  publish("page-memory", table(
    ["steps:", "heap of JavaScript:", "resident, its process:", "nodes:", "listeners:", "documents:"],
    held.map((h) => [h.step, `${(h.heap / 1e6).toFixed(1)} MB`, h.resident > 0 ? `${thousands(h.resident / 1e6)} MB` : "–", thousands(h.nodes), thousands(h.listeners), h.documents]),
  ), browser.version());
});

/** So many steps: a meeting point is dragged, let go after some, and now and then that is undone and made again. */
async function work(page: Alone, n: number): Promise<void> {
  for (let i = 0; i < n; ) {
    const at = await handleOf(page);
    let [x, y] = [at.x + 5, at.y + 5];
    await page.pointer("mouseMoved", at.x, at.y);
    await page.pointer("mousePressed", at.x, at.y);
    await step(page, () => page.pointer("mouseMoved", x, y));
    for (const turn of Array.from({ length: keepEvery - 2 }, (_, k) => k)) {
      [x, y] = [at.x + 14 * Math.sin(turn + i / keepEvery), at.y + 14 * Math.cos(turn)];
      await step(page, () => page.pointer("mouseMoved", x, y));
    }
    await kept(page, () => page.pointer("mouseReleased", x, y));
    i += keepEvery;
    if (i % 50 !== 0) continue;
    for (const letter of ["z", "y"]) await kept(page, () => page.control(letter));
  }
}

/** Does something that has a changed plan kept (or taken back), and waits until it is shown. */
async function kept(page: Alone, make: () => Promise<void>): Promise<void> {
  const shown = await page.evaluate(() => window.bench.plans);
  await make();
  const end = Date.now() + 30_000;
  while ((await page.evaluate(() => window.bench.plans)) === shown) if (Date.now() > end) throw new Error("no changed plan came");
  await page.until("nothing is moving", () => document.querySelector(".handle.moving") === null);
  await quiet(page, 300);
}

/** Waits until nothing has come from the server for a while. */
async function quiet(page: Alone, forMs: number): Promise<void> {
  await page.evaluate(
    (ms) =>
      new Promise<void>((done) => {
        let timer = setTimeout(done, ms);
        const heard = new PerformanceObserver(() => {
          clearTimeout(timer);
          timer = setTimeout(() => (heard.disconnect(), done()), ms);
        });
        heard.observe({ type: "resource" });
      }),
    forMs,
  );
}

async function look(page: Alone, at: number, pid: number): Promise<Held> {
  for (let i = 0; i < 3; i++) await page.send("HeapProfiler.collectGarbage");
  const { usedSize } = await page.send<{ usedSize: number }>("Runtime.getHeapUsage");
  const { nodes, jsEventListeners, documents } = await page.send<{ nodes: number; jsEventListeners: number; documents: number }>("Memory.getDOMCounters");
  return { step: at, heap: usedSize, resident: residentOf(pid), nodes, listeners: jsEventListeners, documents };
}

/** The process that draws the page: the one of its kind that has worked most. */
async function processOf(browser: Browser): Promise<number> {
  const told = await browser.newBrowserCDPSession();
  const { processInfo } = await told.send("SystemInfo.getProcessInfo");
  await told.detach();
  return processInfo.filter((p) => p.type === "renderer").sort((a, b) => b.cpuTime - a.cpuTime)[0]?.id ?? 0;
}

function residentOf(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]) * 4096;
  } catch {
    return 0;
  }
}
