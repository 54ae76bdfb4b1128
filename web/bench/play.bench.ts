import { test, expect } from "@playwright/test";
import { full, visit } from "../e2e/person";
import { untilIdle } from "../e2e/wire";
import { median, quantile, table, thousands, time } from "./figures";
import { publish } from "./readme";

const seconds = 10;

test("playing: frames a second", async ({ page, browser }) => {
  const rows = [];
  for (const pace of ["6", "48"]) {
    await visit(page, full());
    await untilIdle(page);
    await page.getByLabel("Pace").selectOption(pace);
    const told = await page.context().newCDPSession(page);
    await told.send("Performance.enable", { timeDomain: "threadTicks" });
    const worked = async () => 1000 * ((await told.send("Performance.getMetrics")).metrics.find((m) => m.name === "TaskDuration")?.value ?? NaN);
    await page.getByRole("button", { name: "Play" }).click();
    const before = await worked();
    const { frames, long } = await page.evaluate(watch, seconds * 1000);
    const main = (await worked()) - before;
    const hour = Number(new URLSearchParams(new URL(page.url()).hash.slice(1)).get("t"));
    await page.getByRole("button", { name: "Pause" }).click();
    await told.detach();
    expect(frames.length).toBeGreaterThan(1);
    rows.push([`${pace} h a second`, (frames.length / (frames.reduce((a, b) => a + b, 0) / 1000)).toFixed(1), time(median(frames)), time(quantile(frames, 0.99)), long.length, time(Math.max(0, ...long)), time(main / frames.length)]);
    expect(hour, "time went on").toBeGreaterThan(0);
  }
  publish("page-play", table(["pace", "frames a second:", "between two, in the median:", "99 of 100:", "tasks of more than 50 ms:", "the longest:", "main thread's processor a frame:"], rows.map((r) => r.map((c) => (typeof c === "number" ? thousands(c) : c)))), browser.version());
});

/** Counts frames, and tasks of more than 50 ms, for some milliseconds. */
function watch(ms: number): Promise<{ frames: number[]; long: number[] }> {
  return new Promise((done) => {
    const long: number[] = [];
    const frames: number[] = [];
    const observer = new PerformanceObserver((list) => void long.push(...list.getEntries().map((e) => e.duration)));
    observer.observe({ type: "longtask" });
    const begin = performance.now();
    let last = begin;
    requestAnimationFrame(function next(now) {
      if (now > last) frames.push(now - last);
      last = now;
      if (performance.now() - begin < ms) return void requestAnimationFrame(next);
      observer.disconnect();
      done({ frames, long });
    });
  });
}
