import { expect, test, type Browser, type CDPSession, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { full, visit } from "../e2e/person";
import { untilIdle } from "../e2e/wire";
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

test("memory over many steps of a what-if: moves, kept plans, undo and redo", async ({ page, browser }) => {
  await visit(page, full());
  await page.getByRole("tab", { name: "What if" }).click();
  await expect(page.locator(".handle.meeting-point").first()).toBeAttached();
  await untilIdle(page);
  await watchSteps(page);
  const told = await page.context().newCDPSession(page);
  const pid = await processOf(browser);
  await work(page, 20); // what is made once is made
  const held: Held[] = [await look(told, 0, pid)];
  for (let n = 0; n < steps; n += 100) {
    await work(page, 100);
    held.push(await look(told, n + 100, pid));
  }
  publish("page-memory", table(
    ["steps:", "heap of JavaScript:", "resident, its process:", "nodes:", "listeners:", "documents:"],
    held.map((h) => [h.step, `${(h.heap / 1e6).toFixed(1)} MB`, h.resident > 0 ? `${thousands(h.resident / 1e6)} MB` : "–", thousands(h.nodes), thousands(h.listeners), h.documents]),
  ), browser.version());
});

/** So many steps: a meeting point is dragged, let go after some, and now and then that is undone and made again. */
async function work(page: Page, n: number): Promise<void> {
  for (let i = 0; i < n; ) {
    const at = await handleOf(page);
    await page.mouse.move(at.x, at.y);
    await page.mouse.down();
    await step(page, () => page.mouse.move(at.x + 5, at.y + 5));
    for (const turn of Array.from({ length: keepEvery - 2 }, (_, k) => k)) await step(page, () => page.mouse.move(at.x + 14 * Math.sin(turn + i / keepEvery), at.y + 14 * Math.cos(turn)));
    await kept(page, () => page.mouse.up());
    i += keepEvery;
    if (i % 50 !== 0) continue;
    for (const keys of ["Control+z", "Control+y"]) await kept(page, () => page.keyboard.press(keys));
  }
}

/** Does something that has a changed plan kept (or taken back), and waits until it is shown. */
async function kept(page: Page, make: () => Promise<void>): Promise<void> {
  const asked = page.waitForResponse((r) => r.url().endsWith("/plan") && r.ok());
  await make();
  await asked;
  await expect(page.locator(".handle.moving")).toHaveCount(0);
  await untilIdle(page, 300);
}

async function look(told: CDPSession, at: number, pid: number): Promise<Held> {
  for (let i = 0; i < 3; i++) await told.send("HeapProfiler.collectGarbage");
  const { usedSize } = await told.send("Runtime.getHeapUsage");
  const { nodes, jsEventListeners, documents } = await told.send("Memory.getDOMCounters");
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
