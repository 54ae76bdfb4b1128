import { expect } from "@playwright/test";

/** What a page is asked: Playwright's, or one by itself. */
export interface Asked {
  evaluate<R, A>(task: (argument: A) => R | Promise<R>, argument: A): Promise<R>;
  evaluate<R>(task: () => R | Promise<R>): Promise<R>;
}

/** One step of dragging, in milliseconds. */
export interface Step {
  answer: number; // from the request to the whole answer
  shown: number; // from the answer to the drawn frame, on the main thread
  drawn: number; // from the move to the drawn frame
}

declare global {
  interface Window {
    bench: { moved: number; asked: number; plans: number; steps: Step[]; wait: (n: number) => Promise<boolean> };
  }
}

/** Has the page write down its steps: when something was moved, how long the answer took, when its frame was drawn. */
export async function watchSteps(page: Asked): Promise<void> {
  await page.evaluate(() => {
    const waiting: { n: number; done: (there: boolean) => void }[] = [];
    let answer = NaN;
    window.bench = {
      moved: NaN,
      asked: 0,
      plans: 0,
      steps: [],
      wait: (n) => new Promise((done) => (window.bench.steps.length >= n ? done(true) : (waiting.push({ n, done }), setTimeout(() => done(false), 20_000)))),
    };
    const moved = (e: Event) => {
      window.bench.moved = e.timeStamp;
      performance.mark("bench:move");
    };
    addEventListener("pointermove", moved, { capture: true, passive: true });
    addEventListener("keydown", moved, { capture: true, passive: true });
    new PerformanceObserver((list) => {
      for (const e of list.getEntries()) {
        if (e.name.endsWith("/plan")) window.bench.plans++;
        if (!e.name.endsWith("/processes/what-if/execution")) continue;
        answer = e.duration;
        window.bench.asked++;
      }
    }).observe({ type: "resource" });
    new PerformanceObserver((list) => {
      for (const e of list.getEntries()) {
        if (e.name !== "lindero:step") continue;
        window.bench.steps.push({ answer, shown: e.duration, drawn: e.startTime + e.duration - window.bench.moved });
        for (const w of waiting.splice(0)) if (window.bench.steps.length >= w.n) w.done(true);
        else waiting.push(w);
      }
    }).observe({ type: "measure" });
  });
}

/** How many steps have been drawn. */
export const stepsDrawn = (page: Asked): Promise<number> => page.evaluate(() => window.bench.steps.length);

/** Does something that moves what is dragged, and waits until the answer is drawn. */
export async function step(page: Asked, move: () => Promise<void>): Promise<void> {
  const before = await stepsDrawn(page);
  await move();
  expect(await page.evaluate((n) => window.bench.wait(n), before + 1), "the answer is drawn").toBe(true);
}

/** A handle of a meeting point at which a pair meets, and its middle: the one nearest the middle of the map that nothing lies on. */
export async function handleOf(page: Asked, id?: string): Promise<{ id: string; x: number; y: number }> {
  const found = await page.evaluate((wanted) => {
    const map = document.querySelector(".map-canvas")?.getBoundingClientRect();
    if (!map) return null;
    const [mx, my] = [map.x + map.width / 2, map.y + map.height / 2];
    const all = [...document.querySelectorAll<HTMLElement>(".handle.meeting-point:not(.unused)")].flatMap((b) => {
      const r = b.getBoundingClientRect();
      const [x, y] = [r.x + r.width / 2, r.y + r.height / 2];
      const id = b.getAttribute("aria-label") ?? "";
      return b.contains(document.elementFromPoint(x, y)) && (wanted === undefined || wanted === id) ? [{ id, x, y, far: Math.hypot(x - mx, y - my) }] : [];
    });
    return all.sort((a, b) => a.far - b.far)[0] ?? null;
  }, id);
  if (!found) throw new Error("there is no handle of a meeting point on the map that can be taken");
  return found;
}
