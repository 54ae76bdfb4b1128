import { expect, test, type Browser, type Page } from "@playwright/test";
import { full, visit } from "../e2e/person";
import { untilIdle } from "../e2e/wire";
import { handleOf, step, stepsDrawn, watchSteps, type Step } from "./dragging";
import { median, quantile, table, thousands, time } from "./figures";
import { publish } from "./readme";
import { tasksOf } from "./trace";

const steps = 200;

/** What steps of one sort come to: what the page says of each, and what its main thread worked for it. */
interface Steps {
  of: Step[];
  work: number[]; // by the clock
  processor: number[]; // by the processor's clock
}

test("one step of a what-if: a meeting point is dragged by the pointer, and moved by keys", async ({ page, browser }) => {
  await visit(page, full(), "#part=what-if");
  await page.getByRole("tab", { name: "What if" }).click();
  await expect(page.locator(".handle.meeting-point").first()).toBeAttached();
  await untilIdle(page);
  await watchSteps(page);
  const dragged = await measure(page, browser, () => drag(page, steps));
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await untilIdle(page, 500);
  const { id } = await handleOf(page);
  await page.locator(`.handle[aria-label="${id}"]`).focus();
  const keyed = await measure(page, browser, () => press(page, steps));
  const row = (name: string, { of, work, processor }: Steps) => {
    const both = (values: number[]) => [time(median(values)), time(quantile(values, 0.99))];
    return [name, thousands(of.length), ...both(of.map((s) => s.answer)), ...both(processor), ...both(work), ...both(of.map((s) => s.drawn))];
  };
  publish("page-step", table(
    ["moved by", "steps:", "answer:", "99 of 100:", "main thread's processor:", "99 of 100:", "main thread at work:", "99 of 100:", "from the move to the drawn frame:", "99 of 100:"],
    [row("pointer", dragged), row("keys", keyed)],
  ), browser.version());
});

/** Takes the steps that are made meanwhile, and what the main thread did for each. */
async function measure(page: Page, browser: Browser, make: () => Promise<void>): Promise<Steps> {
  const before = await stepsDrawn(page);
  await browser.startTracing(page, { categories: ["-*", "toplevel", "blink.user_timing"] });
  await make();
  const tasks = tasksOf(await browser.stopTracing(), "bench:move", "lindero:step");
  const of = await page.evaluate((n) => window.bench.steps.slice(n), before);
  expect(of.length).toBeGreaterThanOrEqual(steps);
  expect(tasks.length).toBeGreaterThanOrEqual(steps / 2);
  return { of, work: tasks.map((t) => t.wall_ms), processor: tasks.map((t) => t.processor_ms) };
}

/** Drags a meeting point to and fro along the border, step by step. */
async function drag(page: Page, n: number): Promise<void> {
  const at = await handleOf(page);
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await step(page, () => page.mouse.move(at.x + 6, at.y + 6)); // the first makes the server ready
  for (let i = 0; i < n; i++) {
    const turn = (i / 40) * 2 * Math.PI;
    await step(page, () => page.mouse.move(at.x + 30 * Math.sin(turn) + (i % 7) / 10, at.y + 30 * Math.cos(turn)));
  }
}

/** Moves what has the focus to and fro by keys, a hundred metres a step. */
async function press(page: Page, n: number): Promise<void> {
  for (let i = 0; i < n; i++) await step(page, () => page.keyboard.press(i % 100 < 50 ? "ArrowRight" : "ArrowLeft"));
}
