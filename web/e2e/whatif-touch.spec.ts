import type { CDPSession, Locator, Page } from "@playwright/test";
import { askedFor, chainageOf, changesOn, expectShown, gapsAfter, handleOf, keep, middleOf, openWhatIf, placeRow, planOf, type Change } from "./changes";
import { expect, findings, full, overhang, test } from "./person";

// What-if by finger, on a phone.

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

const point = { id: "mp-la-mesilla", name: "La Mesilla – Ciudad Cuauhtémoc" };
const mesillaTo = (m: number): Change => ({ change: "move_meeting_point", meeting_point: point.id, to_m: m });

/** A finger on the page, which goes where it is told in small steps. */
class Finger {
  #at = { x: 0, y: 0 };

  constructor(
    readonly session: CDPSession,
    readonly page: Page,
  ) {}

  async down(what: Locator): Promise<void> {
    this.#at = await middleOf(what);
    await this.#send("touchStart");
  }

  async moveBy(dx: number, dy: number): Promise<void> {
    const { x, y } = this.#at;
    for (let i = 1; i <= 5; i++) {
      this.#at = { x: x + (dx * i) / 5, y: y + (dy * i) / 5 };
      await this.#send("touchMove");
    }
    await this.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))); // it is followed frame by frame
  }

  up(): Promise<void> {
    return this.#send("touchEnd");
  }

  async #send(type: "touchStart" | "touchMove" | "touchEnd"): Promise<void> {
    await this.session.send("Input.dispatchTouchEvent", { type, touchPoints: type === "touchEnd" ? [] : [{ ...this.#at, id: 1 }] });
  }
}

test("a meeting point is dragged by finger: numbers follow, letting go keeps it, and a tap undoes it", async ({ page, request }) => {
  const plan = await planOf(request, full());
  await openWhatIf(page, full());
  const handle = await handleOf(page, await placeRow(page, "Meeting points", point.name), point.name);
  await handle.scrollIntoViewIfNeeded();
  const was = await chainageOf(handle);
  const beside = page.locator(".beside-map");
  const url = page.url();
  const scrolled = await page.evaluate(() => scrollY);
  const finger = new Finger(await page.context().newCDPSession(page), page);

  await finger.down(handle);
  let last = was;
  for (const [dx, dy] of [[40, -20], [40, -30], [40, -30]] as const) {
    await finger.moveBy(dx, dy);
    await expect(handle).not.toHaveAttribute("aria-valuenow", (last / 1000).toFixed(3));
    last = await chainageOf(handle);
    await expectShown(page, plan.gaps, await gapsAfter(request, full(), [mesillaTo(last)]));
    await expect(beside, "what is seen beside the map").toBeInViewport({ ratio: 1 });
    await expect(beside.locator("strong")).toHaveText((await page.locator(".difference strong").textContent()) ?? "");
  }
  await expect(page.getByText("While you move it")).toBeVisible();
  await expect(changesOn(page).getByText("Nothing is changed yet.")).toBeAttached();
  expect(await overhang(page)).toBeLessThanOrEqual(0);
  await page.screenshot({ path: "e2e/results/whatif-touch.png" });
  await finger.up();

  await expect(changesOn(page).getByRole("listitem")).toHaveText([new RegExp(`^Meeting point ${point.name} to km `)]);
  const made = await askedFor(page);
  expect(Math.abs(made - last), "where the finger was lifted").toBeLessThan(1);
  expect(Math.abs(made - was)).toBeGreaterThan(300);
  const kept = await planOf(request, full(), await keep(request, full(), [mesillaTo(made)]));
  await expectShown(page, plan.gaps, kept.gaps);
  expect(page.url(), "neither the map nor the page was moved by it").toBe(url);
  expect(await page.evaluate(() => scrollY)).toBe(scrolled);
  await expect(beside).toHaveCount(0);
  expect(await overhang(page)).toBeLessThanOrEqual(0);
  expect(await findings(page)).toEqual([]);

  await changesOn(page).getByRole("button", { name: "Undo" }).tap();
  await expect(changesOn(page).getByText("Nothing is changed yet.")).toBeVisible();
  await expectShown(page, plan.gaps, plan.gaps);
  await expect(handle).toHaveAttribute("aria-valuenow", (was / 1000).toFixed(3));
  await page.getByRole("banner").getByRole("button", { name: "Redo" }).tap();
  await expectShown(page, plan.gaps, kept.gaps);
  expect(await overhang(page)).toBeLessThanOrEqual(0);
  await page.screenshot({ path: "e2e/results/whatif-touch-list.png" });
});
