import type { Page } from "@playwright/test";
import { expect, full, overhang, said, test, unfold, visit } from "./person";

// The page without a pointer, at 400 %, and with more space between letters.

/** What has the focus: its role or tag, its name, and whether the focus can be seen. */
function focus(page: Page): Promise<{ tag: string; name: string; seen: boolean; inWindow: boolean }> {
  return page.evaluate(() => {
    const e = document.activeElement;
    if (!e || e === document.body) return { tag: "body", name: "", seen: false, inWindow: false };
    const style = getComputedStyle(e);
    const box = e.getBoundingClientRect();
    const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const inWindow = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return { tag: e.tagName.toLowerCase(), name: e.getAttribute("aria-label") ?? e.textContent?.trim().slice(0, 60) ?? "", seen, inWindow };
  });
}

/** Presses Tab until something of this name has the focus; the focus is never lost or unseen on the way. */
async function tabTo(page: Page, name: RegExp, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  const way: string[] = [];
  for (let i = 0; i < 150; i++) {
    await page.keyboard.press(key);
    const at = await focus(page);
    way.push(`${at.tag} ${at.name}`);
    expect(at.tag, `the focus is lost after ${way.slice(-3).join(", ")}`).not.toBe("body");
    expect(at.seen, `the focus cannot be seen on ${way.at(-1)}`).toBe(true);
    expect(at.inWindow, `${way.at(-1)} has the focus outside of the window`).toBe(true);
    if (name.test(at.name)) return;
  }
  throw new Error(`no ${name} among ${way.join(" | ")}`);
}

test("by keys alone: a gap in the table, its facts, a meeting point moved and put back", async ({ page, request }) => {
  test.slow();
  const { gaps } = (await (await request.get(`${full()}plans/current/plan`)).json()) as { gaps: { id: string; exposure_km_h: number; length_m: number }[] };
  const worst = [...gaps].sort((a, b) => b.exposure_km_h - a.exposure_km_h)[0];
  if (!worst) throw new Error("no gap");
  await visit(page, full());

  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Skip to the map" })).toBeFocused();
  await page.screenshot({ path: "e2e/results/keyboard-skip.png" });
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter"); // skip to tables and facts
  await expect(page.locator("#parts")).toBeFocused();
  await tabTo(page, /^Map$/);
  for (const part of ["Facts", "What if", "Tables"]) {
    await page.keyboard.press("ArrowRight");
    await expect(page.getByRole("tab", { name: part, exact: true })).toBeFocused();
  }
  await page.screenshot({ path: "e2e/results/keyboard-tab.png" });
  await tabTo(page, new RegExp(`^${worst.id.replace(/[^\w]/g, "\\$&")}$`)); // the worst gap stands first
  // The heads of all columns came before: what matters most, at the left, is in sight again.
  await expect.poll(() => page.getByRole("region", { name: /a table that scrolls/ }).evaluate((e) => e.scrollLeft)).toBe(0);
  await page.screenshot({ path: "e2e/results/keyboard-row.png" });
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/pick=gap:/);
  await tabTo(page, /^Tables$/, "Shift+Tab");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("tab", { name: "Facts", exact: true })).toBeFocused();
  await expect(page.getByRole("tabpanel")).toContainText(`${(worst.length_m / 1000).toLocaleString("en-GB", { maximumFractionDigits: worst.length_m >= 1e6 ? 0 : 1, minimumFractionDigits: worst.length_m >= 1e6 ? 0 : 1 })} km`);

  await page.keyboard.press("ArrowRight"); // What if
  await tabTo(page, /, kilometre of the border$/);
  const { name } = await focus(page);
  const field = page.getByRole("spinbutton", { name, exact: true });
  const km = Number(await field.inputValue());
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(field).toHaveValue((km + 0.2).toFixed(3));
  await page.keyboard.press("Enter"); // lets it go
  const undo = page.getByRole("button", { name: "Undo" }).first();
  await expect(undo).toBeEnabled();
  await expect(page).toHaveTitle(/^Guatemala–Mexico/);
  expect((await focus(page)).tag, "the focus stays").not.toBe("body");
  await page.screenshot({ path: "e2e/results/keyboard-moved.png" });
  const changedPlans = async () => ((await (await request.get(`${full()}plans`)).json()) as { plans: { base?: string }[] }).plans.filter((p) => p.base !== undefined).length;
  await expect.poll(changedPlans, "the server has the changed plan").toBeGreaterThan(0);

  await tabTo(page, /^Undo$/, "Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(field).toHaveValue(km.toFixed(3));
  await expect(page.getByRole("button", { name: "Redo" }).first()).toBeEnabled();
  expect((await focus(page)).tag, "the focus stays where Undo was").not.toBe("body");
  await expect(said(page)).not.toBeEmpty();
});

test("all of the page is reached by Tab, in order, and left again", async ({ page }) => {
  await visit(page, full());
  const seen = new Set<string>();
  for (const stop of [/^Skip to the map$/, /^English/, /^Data and API$/, /^Map$/, /^Map of the border/, /^Play|▶/]) {
    await tabTo(page, stop);
    seen.add(String(stop));
  }
  expect(seen.size).toBe(6);
});

test("sheets open and close by keys, and the focus goes back", async ({ page }) => {
  await visit(page, full(), "#part=tables");
  const link = page.getByRole("link", { name: "Sector sheets to print" });
  await link.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Sector sheets" })).toBeFocused();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest("[role=dialog]") !== null)).toBe(true);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(link).toBeFocused();
});

test.describe("at 400 %", () => {
  test.use({ viewport: { width: 320, height: 256 } }); // 1280 by 1024 at 400 % (WCAG 1.4.10)

  test("nothing scrolls sideways but tables, the map and the picture", async ({ page }) => {
    await visit(page, full());
    for (const part of await page.getByRole("tab").all()) {
      await part.click();
      await expect(page.getByRole("tabpanel")).not.toBeEmpty();
      expect(await overhang(page), await part.innerText()).toBeLessThanOrEqual(0);
      expect(await cutOff(page), await part.innerText()).toEqual([]);
    }
    await page.screenshot({ path: "e2e/results/reflow.png", fullPage: true });
    await page.evaluate(() => scrollTo(0, 0));
    await page.screenshot({ path: "e2e/results/reflow-top.png" });
  });
});

/** What reaches beyond the sides of the window, and lies in nothing that scrolls. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const scrolls = (e: Element | null): boolean => e !== null && (["auto", "scroll"].includes(getComputedStyle(e).overflowX) || e.matches(".map-canvas, canvas") || scrolls(e.parentElement));
    return [...document.querySelectorAll("button, a, input, select, h1, h2, h3, p, label")]
      .filter((e) => {
        const box = e.getBoundingClientRect();
        return box.width > 1 && box.height > 1 && (box.right > innerWidth + 1 || box.left < -1) && !scrolls(e.parentElement) && getComputedStyle(e).visibility !== "hidden";
      })
      .map((e) => `${e.tagName} ${e.textContent?.slice(0, 40)}`);
  });
}

test("more space between letters, words and lines cuts nothing off", async ({ page }) => {
  await visit(page, full());
  // The page's policy takes no styles but its own, so they are set as an element's (WCAG 1.4.12).
  await page.evaluate(() => {
    for (const e of document.querySelectorAll<HTMLElement>("body, body *")) {
      e.style.lineHeight = "1.5";
      e.style.letterSpacing = "0.12em";
      e.style.wordSpacing = "0.16em";
    }
  });
  expect(await overhang(page)).toBeLessThanOrEqual(0);
  expect(await cutOff(page)).toEqual([]);
  const cut = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>("button, [role=tab], summary, .notice, output")].filter((e) => e.clientWidth > 1 && !e.closest(".unseen") && (e.scrollHeight > e.clientHeight + 2 || e.scrollWidth > e.clientWidth + 2)).map((e) => `${e.tagName}: ${e.textContent?.slice(0, 50)}`));
  await page.screenshot({ path: "e2e/results/spacing.png" });
  expect(cut).toEqual([]);
});

for (const width of [1280, 390]) {
  test.describe(`${width} pixels wide`, () => {
    test.use({ viewport: { width, height: 844 } });

    test("targets are 24 pixels wide and high, or have as much room (2.5.8)", async ({ page, request }) => {
      const { gaps } = (await (await request.get(`${full()}plans/current/plan`)).json()) as { gaps: { id: string }[] };
      await visit(page, full(), `#pick=gap:${encodeURIComponent(gaps[0]?.id ?? "")}`);
      for (const part of await page.getByRole("tab").all()) {
        await part.click();
        await expect(page.getByRole("tabpanel")).not.toBeEmpty();
        await unfold(page);
        expect.soft(await small(page), await part.innerText()).toEqual([]);
      }
    });
  });
}

/** Targets below 24 by 24 pixels whose circle of 24 meets another target; links in running text are excepted, as the rule has it. */
function small(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = [...document.querySelectorAll<HTMLElement>("a[href], button, input, select, summary, textarea, [role=slider], [tabindex='0'][role]")].filter((e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && e.getBoundingClientRect().width > 1);
    const boxOf = (e: HTMLElement) => (e.matches("input[type=checkbox], input[type=radio]") ? (e.closest("label") ?? e) : e).getBoundingClientRect();
    const boxes = all.map(boxOf);
    const isSmall = (b: DOMRect) => b.width < 23.99 || b.height < 23.99;
    return all
      .filter((e, i) => {
        const box = boxes[i];
        if (!box || !isSmall(box)) return false;
        if (e.matches("a, button.link") && e.parentElement && e.parentElement.textContent !== e.textContent && getComputedStyle(e).display === "inline") return false; // in a sentence
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        return boxes.some((other, j) => {
          const them = all[j];
          if (j === i || !other || !them || them.contains(e) || e.contains(them)) return false;
          if (isSmall(other)) return Math.hypot(x - other.x - other.width / 2, y - other.y - other.height / 2) < 24;
          return Math.hypot(Math.max(other.left - x, 0, x - other.right), Math.max(other.top - y, 0, y - other.bottom)) < 12;
        });
      })
      .map((e) => `${e.tagName.toLowerCase()} ${(e.getAttribute("aria-label") ?? e.textContent ?? "").slice(0, 50)} ${Math.round(e.getBoundingClientRect().width)}×${Math.round(e.getBoundingClientRect().height)}`);
  });
}
