import type { APIRequestContext, Page } from "@playwright/test";
import type { Plan, Sortie } from "../src/model/plan";
import { drawGrey, print, type Printed } from "./paper";
import { expect, findings, full, open, test, visit } from "./person";
import { featuresOf, handsAt, planOf, told, zoneOf } from "./told";

const dialog = (page: Page) => page.getByRole("dialog");

/** The sheet of a pair by its address. */
async function openSheet(page: Page, pair: string, more = ""): Promise<void> {
  await visit(page, full(), `#sheet=${encodeURIComponent(pair)}${more}`);
  await expect(dialog(page).getByRole("article").first()).toBeVisible();
}

/** The clock of each time of a sortie as a sheet has it: hours and minutes, and the days from that of the meeting. */
function handsOf(plan: Plan, zoneMs: number, s: Sortie): string[] {
  const day = (at: string) => Date.parse(at.slice(0, 10)) / 86_400_000;
  const meeting = day(handsAt(plan, zoneMs, s.meet_h));
  return [...s.depart_h, s.meet_h, s.part_h, ...s.return_h].map((h) => {
    const at = handsAt(plan, zoneMs, h);
    const apart = day(at) - meeting;
    return at.slice(11, 16) + (apart === 0 ? "" : `(${apart < 0 ? "−" : "+"}${Math.abs(apart)})`);
  });
}

/** A grid reference of the API as the sheet has it: to 10 m, in groups. */
function spaced(mgrs: string): string {
  expect(mgrs).toMatch(/^\d\d[A-Z]{3}\d{10}$/);
  return `${mgrs.slice(0, 3)} ${mgrs.slice(3, 5)} ${mgrs.slice(5, 9)} ${mgrs.slice(10, 14)}`;
}

/** Where each beat of a pair is met at and parted from, and each of its sorties by the clock: all has to be on the paper. */
async function expectAllOf(request: APIRequestContext, pair: string, printed: string): Promise<void> {
  const [plan, zone, beats] = [await planOf(request, full()), await zoneOf(request, full()), await featuresOf(request, full(), "beats")];
  const text = printed.replace(/\s+/g, " ").replaceAll(" (", "("); // 23:26 (−1)
  for (const beat of plan.beats.filter((b) => b.pair === pair)) {
    for (const place of ["meet_mgrs", "part_mgrs"]) expect(text, `${place} of ${beat.id}`).toContain(spaced(String(told(beats, beat.id, place))));
  }
  const sorties = plan.sorties.filter((s) => s.pair === pair);
  expect(sorties.length, pair).toBeGreaterThan(0);
  for (const s of sorties) expect(text, `sortie ${s.id}`).toContain(handsOf(plan, zone.ms, s).join(" "));
}

/** The pages of each pair: those from its title on. */
function byPair(printed: Printed, pairs: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  let now = "";
  for (const page of printed.text) {
    now = pairs.find((p) => page.trimStart().startsWith(p) && !found.has(p)) ?? now;
    found.set(now, `${found.get(now) ?? ""}\n${page}`);
  }
  return found;
}

test("a sheet opens from the table and from the facts, stays open over a reload, and closes by key, button and back", async ({ page }) => {
  await visit(page, full(), "#part=tables");
  await page.getByRole("combobox", { name: "Table" }).selectOption({ label: "Pairs" });
  const row = page.getByRole("row").filter({ has: page.getByRole("button", { name: "GT-09+MX-09", exact: true }) });
  await row.getByRole("link", { name: "sheet" }).click();
  await expect(dialog(page).getByRole("heading", { name: "GT-09+MX-09" })).toBeVisible();
  expect(page.url()).toContain("sheet=GT-09%2BMX-09");
  await expect(page.locator(".page")).toHaveAttribute("inert", ""); // nothing behind it is reached
  expect(await findings(page)).toEqual([]);
  await page.screenshot({ path: "e2e/results/sheet-open.png" });
  await page.keyboard.press("Escape");
  await expect(dialog(page)).toHaveCount(0);
  await expect(row.getByRole("link", { name: "sheet" })).toBeFocused();
  expect(page.url()).not.toContain("sheet=");

  await row.getByRole("button", { name: "GT-09+MX-09" }).click();
  await page.getByRole("tab", { name: "Facts" }).click();
  await page.getByRole("tabpanel").getByRole("link", { name: /sheet/i }).click();
  await expect(dialog(page).getByRole("heading", { name: "GT-09+MX-09" })).toBeVisible();
  await page.reload();
  await expect(dialog(page).getByRole("heading", { name: "GT-09+MX-09" })).toBeVisible();
  await page.getByRole("combobox", { name: "Pair" }).selectOption("GT-10+MX-10");
  await expect(dialog(page).getByRole("heading", { name: "GT-10+MX-10" })).toBeVisible();
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await expect(dialog(page)).toHaveCount(0);
  await page.goBack();
  await expect(dialog(page).getByRole("heading", { name: "GT-10+MX-10" })).toBeVisible();
  await page.goForward();
  await expect(dialog(page)).toHaveCount(0);
});

const papers = [
  { paper: "A4", width_mm: 210, height_mm: 297 },
  { paper: "Letter", width_mm: 215.9, height_mm: 279.4 },
] as const;

for (const { paper, width_mm, height_mm } of papers)
  for (const language of ["en", "es"] as const)
    test(`the sheet of a pair on ${paper}, ${language}: its places and its whole timetable`, async ({ page, request }) => {
      await openSheet(page, "GT-09+MX-09", `&lang=${language}`);
      await page.getByRole("combobox", { name: language === "en" ? "Paper" : "Papel" }).selectOption(paper.toLowerCase());
      const file = `e2e/results/sheet-${paper}-${language}.pdf`;
      const printed = await print(page, file);
      expect(Math.abs(printed.width_mm - width_mm)).toBeLessThan(0.5);
      expect(Math.abs(printed.height_mm - height_mm)).toBeLessThan(0.5);
      expect(printed.pages).toBeGreaterThan(0);
      expect(printed.pages).toBeLessThan(3);
      expect(printed.text.filter((t) => !t.includes("GT-09+MX-09"))).toEqual([]); // a page that is lost says whose it is
      const text = printed.text.join("\n");
      await expectAllOf(request, "GT-09+MX-09", text);
      const [mine, other] = language === "en" ? ["If the other patrol is not there", "Si la otra patrulla"] : ["Si la otra patrulla no está", "If the other patrol"];
      expect(text).toContain(mine);
      expect(text).not.toContain(other);
      await drawGrey(file, `e2e/results/sheet-${paper}-${language}`);
    });

test("a sheet in both languages says everything twice, and fits its paper", async ({ page, request }) => {
  await openSheet(page, "GT-09+MX-09");
  await page.getByRole("checkbox", { name: "Both languages" }).check();
  await expect(dialog(page)).toContainText("Nadie cruza la frontera");
  const printed = await print(page, "e2e/results/sheet-both.pdf");
  await expectAllOf(request, "GT-09+MX-09", printed.text.join("\n"));
  for (const words of ["Nobody crosses the border", "Nadie cruza la frontera"]) expect(printed.text.join("\n")).toContain(words);
  expect(printed.pages).toBe(2); // the timetable goes on where the neighbours end
  await drawGrey("e2e/results/sheet-both.pdf", "e2e/results/sheet-both", 3);
});

test("the sheets of all pairs: each begins on a page of its own and has its own places and times", async ({ page, request }) => {
  const plan = await planOf(request, full());
  const pairs = plan.sectors.map((s) => s.pair);
  await visit(page, full(), "#part=tables");
  await page.getByRole("link", { name: "Sector sheets to print" }).click();
  await expect(dialog(page).getByRole("article")).toHaveCount(pairs.length);
  const printed = await print(page, "e2e/results/sheets-all.pdf");
  expect(printed.pages).toBeGreaterThanOrEqual(pairs.length);
  expect(printed.pages).toBeLessThanOrEqual(3 * pairs.length);
  const of = byPair(printed, pairs);
  expect([...of.keys()].sort()).toEqual([...pairs].sort());
  for (const pair of pairs) await expectAllOf(request, pair, of.get(pair) ?? "");
  await drawGrey("e2e/results/sheets-all.pdf", "e2e/results/sheets-all", 40);
});

test.describe("on a narrow screen", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("a sheet can be read and closed, and what it is made of chosen", async ({ page }) => {
    await openSheet(page, "GT-09+MX-09");
    for (const control of [page.getByRole("combobox", { name: "Pair" }), dialog(page).getByRole("button", { name: "Print" }), dialog(page).getByRole("button", { name: "Close" })]) await expect(control).toBeInViewport({ ratio: 1 });
    await page.screenshot({ path: "e2e/results/sheet-narrow.png" });
    await dialog(page).getByRole("button", { name: "Close" }).click();
    await expect(dialog(page)).toHaveCount(0);
  });
});

test("the public has no sheets, and is told so", async ({ page, request }) => {
  await visit(page, open(), "#sheet=GT-09%2BMX-09");
  await expect(dialog(page).getByRole("heading", { name: "Sheets are for those who plan" })).toBeVisible();
  await expect(dialog(page).getByRole("article")).toHaveCount(0);
  await page.screenshot({ path: "e2e/results/sheet-public.png" });
  const refused = await request.get(`${open()}plans/current/plan`, { headers: { accept: "application/json" } });
  expect(refused.ok()).toBe(false); // the page could not have one if it wanted
  await dialog(page).getByRole("button", { name: "Close" }).click();
  await expect(dialog(page)).toHaveCount(0);
});
