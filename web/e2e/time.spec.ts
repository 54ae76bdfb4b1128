import type { Page } from "@playwright/test";
import { along, clockAt, featuresOf, linesOf, planOf, type Feature, type Gap, type Plan } from "./asked";
import { about, at, count, follow, mapOf, middle, token } from "./canvas";
import { expect, findings, full, test, visit } from "./person";

const days = (page: Page) => page.getByRole("combobox", { name: "Day", exact: true });
const hourField = (page: Page) => page.getByRole("textbox", { name: /^Hour, from/ });
const slider = (page: Page) => page.getByRole("slider", { name: "Hour shown" });
const picture = (page: Page) => page.getByRole("application", { name: /Picture of the border and time/ });
const readout = (page: Page) => page.locator(".picture-readout > span").first();

/** What the page says that it shows is an hour of the plan, by the clocks of Guatemala. */
async function shows(page: Page, plan: Plan, h: number): Promise<void> {
  await expect(slider(page)).toHaveAttribute("aria-valuetext", clockAt(plan, h, "en-GB"));
  await expect(hourField(page)).toHaveValue(clockAt(plan, h, "en-GB").slice(-5));
  await expect(days(page).locator("option:checked")).toHaveText(clockAt(plan, h, "en-GB").replace(/,? \d\d:\d\d$/, ""));
}

test("the hour goes by steps, keys, slider, day and hour, and never out of the period", async ({ page, request }) => {
  const plan = await planOf(request, full());
  await visit(page, full());
  await shows(page, plan, 0);
  await page.getByRole("button", { name: "+1 d, A day later" }).click();
  await page.getByRole("button", { name: "+1 h, An hour later" }).click();
  await shows(page, plan, 25);
  await page.getByRole("button", { name: "−1 d, A day earlier" }).click();
  await page.getByRole("button", { name: "−1 d, A day earlier" }).click();
  await shows(page, plan, 0);
  await slider(page).focus();
  await page.keyboard.press("PageUp");
  await page.keyboard.press("ArrowRight");
  await shows(page, plan, 1 + 1 / 60);
  await page.keyboard.press("Shift+PageUp");
  await shows(page, plan, 25 + 1 / 60);
  await page.keyboard.press("End");
  await shows(page, plan, plan.period_h);
  await days(page).selectOption({ label: clockAt(plan, 120, "en-GB").replace(/,? \d\d:\d\d$/, "") });
  await shows(page, plan, 120);
  await hourField(page).fill("18.30");
  await hourField(page).press("Enter");
  await shows(page, plan, 138.5);
  await hourField(page).fill("half past six");
  await hourField(page).press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "An hour is written" })).toBeAttached();
  await shows(page, plan, 138.5);
  await expect.poll(() => page.evaluate(() => location.hash)).toContain("t=138.5");
});

test("in Spanish, on a phone: days by their Spanish names, hours of 24, nothing of another calendar", async ({ browser, request }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "es-GT" });
  const page = await context.newPage();
  const plan = await planOf(request, full());
  await visit(page, full());
  const day = page.getByRole("combobox", { name: "Día", exact: true });
  await day.selectOption({ label: clockAt(plan, 48, "es-GT").replace(/,? \d\d:\d\d$/, "") });
  await expect(day.locator("option:checked")).toHaveText(/^(lun|mar|mié|jue|vie|sáb|dom), 6 ene$/);
  await page.getByRole("textbox", { name: /^Hora, de/ }).fill("21h15");
  await page.getByRole("textbox", { name: /^Hora, de/ }).press("Enter");
  await expect(page.getByRole("slider", { name: "Hora que se muestra" })).toHaveAttribute("aria-valuetext", clockAt(plan, 69.25, "es-GT"));
  await expect(page.getByRole("textbox", { name: /^Hora, de/ })).toHaveValue("21:15");
  await page.getByRole("button", { name: "Siguiente hueco que se abre" }).click();
  const opened = Math.min(...plan.gaps.map((g) => g.from_h).filter((h) => h > 69.25));
  await expect(page.getByRole("slider", { name: "Hora que se muestra" })).toHaveAttribute("aria-valuetext", clockAt(plan, opened, "es-GT"));
  expect(await findings(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBeLessThanOrEqual(0);
  await page.locator(".time").screenshot({ path: "e2e/results/time-narrow-es.png" });
  await context.close();
});

test("played, the hour goes on, the map is coloured by it, and it stops", async ({ page }) => {
  await visit(page, full());
  await page.getByRole("combobox", { name: /^Pace/ }).selectOption("24");
  await page.getByRole("button", { name: "Play" }).click();
  await expect(page.getByRole("radio", { name: "what is watched at the hour shown" })).toBeChecked();
  await expect.poll(() => slider(page).inputValue().then(Number)).toBeGreaterThan(600);
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByRole("status").filter({ hasText: /^Paused at/ })).toBeAttached();
  const when = ((await page.getByRole("status").filter({ hasText: /^Paused at/ }).textContent()) ?? "").replace(/^Paused at (.*)\.\s*$/, "$1");
  await expect(slider(page)).toHaveAttribute("aria-valuetext", when);
  const stopped = await slider(page).inputValue();
  await page.getByRole("button", { name: "+1 h, An hour later" }).click();
  await expect(slider(page)).toHaveValue(String(Number(stopped) + 60));
});

test("coverage has the colour of what is watched at the hour shown, and another when nobody is there", async ({ page, request }) => {
  interface Stretch { route: string; from_m: number; to_m: number; watches: { from_h: number; to_h: number }[] | null }
  const { coverage, period_h } = (await planOf(request, full())) as Plan & { coverage: Stretch[] };
  const numbers = new Map<string, number>();
  const numbered = coverage.map((c) => {
    const n = (numbers.get(c.route) ?? 0) + 1;
    numbers.set(c.route, n);
    return { ...c, id: `${c.route}/${n}`, watches: c.watches ?? [] };
  });
  const seen = (watches: Stretch["watches"], h: number) => (watches ?? []).some((w) => w.from_h <= h && h < w.to_h);
  const long = numbered.filter((c) => c.to_m - c.from_m > 2000).flatMap((c) => c.watches.filter((w) => w.to_h - w.from_h > 0.5 && w.from_h > 24 && w.to_h < period_h).slice(0, 1).map((w) => ({ ...c, at: (w.from_h + w.to_h) / 2 })));
  const stretch = long.find((c) => numbered.every((o) => o.id === c.id || o.route !== c.route || o.to_m <= c.from_m || c.to_m <= o.from_m));
  if (!stretch) throw new Error("no stretch that is watched for half an hour");
  const feature = (await featuresOf(request, full(), "coverage", "limit=10000")).find((f) => String(f.id) === stretch.id);
  if (!feature) throw new Error(`no coverage ${stretch.id}`);
  const hours = Array.from({ length: Math.floor(period_h) }, (_, h) => h).filter((h) => !seen(stretch.watches, h) && !seen(stretch.watches, h + 0.1));
  const [lon, lat] = along(linesOf(feature), 0.5);
  const unseen = hours.find((h) => h > stretch.at) ?? hours[0] ?? 0;
  await visit(page, full(), `#${at({ zoom: 13, lat, lon })}&t=${unseen}`);
  for (const name of ["Gaps", "Border", "Sectors", "Meeting points", "Posts", "Patrols on their way"]) await page.getByRole("checkbox", { name, exact: true }).uncheck();
  await page.getByRole("radio", { name: "what is watched at the hour shown" }).check();
  const box = about(await middle(page), 12);
  const green = await token(page, "now-watched");
  for (const [h, watched] of [[unseen, false], [stretch.at, true], [unseen, false]] as const) {
    await follow(page, { zoom: 13, lat, lon }, `&t=${Math.round(h * 1000) / 1000}`);
    await expect.poll(() => count(page, box, green).then((n) => n > 40), { message: `watched at hour ${h}: ${watched}` }).toBe(watched);
  }
  await page.screenshot({ path: "e2e/results/time-coverage-now.png" });
});

test("patrols are on the map where their sorties have them at the hour, and not at another", async ({ page, request }) => {
  const legs = await featuresOf(request, full(), "sorties", "limit=2000");
  const hours = (f: Feature) => [Number(f.properties["from_h"]), Number(f.properties["to_h"])] as const;
  const long = (f: Feature) => hours(f)[1] - hours(f)[0] > 1 && hours(f)[0] > 100 && hours(f)[1] < 600;
  const chosen = (["out", "joint", "home"] as const).map((leg) => legs.find((f) => f.properties["leg"] === leg && long(f)));
  await visit(page, full(), `#${at({ zoom: 6, lat: 15.5, lon: -91.5 })}`);
  for (const f of chosen) {
    if (!f) throw new Error("no long leg");
    const [from, to] = hours(f);
    const h = Math.round((from + (to - from) * 0.4) * 1000) / 1000;
    const [lon, lat] = along(linesOf(f), (h - from) / (to - from));
    await follow(page, { zoom: 11, lon, lat }, `&t=${h}`);
    const { x, y } = await middle(page);
    const title = `Sortie ${f.properties["sortie_number"]} of pair ${f.properties["number"]}`;
    const told = async () => {
      await page.mouse.click(x, y);
      return page.getByRole("tabpanel").textContent();
    };
    await expect.poll(told, { intervals: [1500], message: `${String(f.properties["leg"])}: ${title} is where it should be` }).toContain(title);
    await page.screenshot({ path: `e2e/results/time-${String(f.properties["leg"])}.png` });
    await page.getByRole("button", { name: "+1 d, A day later" }).click();
    await page.getByRole("button", { name: "Close", exact: true }).click();
    await expect.poll(told, { intervals: [1500] }).not.toContain(title);
    await page.getByRole("tab", { name: "Map", exact: true }).click();
  }
});

/** Whether a gap is open at a place of its route and an hour, by its outline. */
function openAt(g: Gap, m: number, h: number): boolean {
  const outline = g.outline ?? [{ at_m: g.from_m, from_h: g.from_h, to_h: g.to_h }, { at_m: g.to_m, from_h: g.from_h, to_h: g.to_h }];
  return outline.some((a, i) => {
    const b = outline[i + 1];
    if (!b || m < a.at_m || m > b.at_m || b.at_m <= a.at_m) return false;
    const part = (m - a.at_m) / (b.at_m - a.at_m);
    return h >= a.from_h + (b.from_h - a.from_h) * part && h < a.to_h + (b.to_h - a.to_h) * part;
  });
}

test("a gap is broad on the map at the hours at which its outline has it open, and thin at others", async ({ page, request }) => {
  const plan = await planOf(request, full());
  const features = await featuresOf(request, full(), "gaps");
  const gap = plan.gaps.find((g) => g.reason === "revisit_exceeded" && g.to_m - g.from_m > 1000 && g.to_h < plan.period_h - 1 && g.from_h > 1);
  const feature = features.find((f) => f.id === gap?.id);
  if (!gap || !feature) throw new Error("no gap that opens and closes");
  const m = (gap.from_m + gap.to_m) / 2;
  const here = plan.gaps.filter((g) => g.route === gap.route && g.from_m <= m && m <= g.to_m);
  const openHour = Math.round((gap.from_h + gap.to_h) / 2);
  const closed = Array.from({ length: Math.floor(plan.period_h) }, (_, h) => h).filter((h) => !here.some((g) => openAt(g, m, h)));
  expect(openAt(gap, m, openHour)).toBe(true);
  expect(closed.length).toBeGreaterThan(10);
  const [lon, lat] = along(linesOf(feature), 0.5);
  await visit(page, full(), `#${at({ zoom: 13, lat, lon })}&t=${closed[3]}`);
  for (const name of ["Coverage", "Sectors", "Patrols on their way"]) await page.getByRole("checkbox", { name, exact: true }).uncheck();
  const box = about(await middle(page), 25);
  const pink = await token(page, "gap");
  await expect.poll(() => count(page, box, pink)).toBeGreaterThan(50);
  const thin = await count(page, box, pink);
  for (const [h, open] of [[openHour, true], [closed[5] ?? 0, false], [openHour + 0.5, true], [closed.at(-2) ?? 0, false]] as const) {
    await follow(page, { zoom: 13, lat, lon }, `&t=${h}`);
    const wide = () => count(page, box, pink).then((n) => n > 1.5 * thin);
    await expect.poll(wide, { message: `open at hour ${h}: ${open}` }).toBe(open);
    if (open) await page.screenshot({ path: "e2e/results/time-gap-open.png" });
  }
});

test("what the picture is pointed at is marked on the map, and the other way round", async ({ page, request }) => {
  const plan = await planOf(request, full());
  await visit(page, full());
  const box = await picture(page).boundingBox();
  if (!box) throw new Error("no picture");
  const spot = { x: Math.round(box.x + box.width * 0.7), y: Math.round(box.y + box.height * 0.6) };
  await page.mouse.move(spot.x, spot.y);
  await expect(readout(page)).toContainText(/^km [\d,.]+/);
  const words = (await readout(page).textContent()) ?? "";
  const m = 1000 * Number(/^km ([\d,.]+)/.exec(words)?.[1]?.replaceAll(",", ""));
  const place = await placeOf(request, m);
  await page.mouse.move(2, 2);
  await follow(page, { zoom: 8, lon: place[0], lat: place[1] });
  for (const name of ["Meeting points", "Border", "Sectors", "Patrols on their way"]) await page.getByRole("checkbox", { name, exact: true }).uncheck();
  const mark = await token(page, "mark");
  const around = about(await middle(page), 14);
  await expect.poll(() => count(page, around, mark)).toBeLessThan(20);
  await page.mouse.move(spot.x, spot.y);
  await expect.poll(() => count(page, around, mark)).toBeGreaterThan(60);
  await page.screenshot({ path: "e2e/results/time-hover-picture.png" });
  await page.mouse.move(2, 2);
  await expect.poll(() => count(page, around, mark)).toBeLessThan(20);
  const still = await picture(page).screenshot();
  const { x, y } = await middle(page);
  await page.mouse.move(x, y);
  await expect.poll(async () => (await picture(page).screenshot()).equals(still)).toBe(false);
  await page.screenshot({ path: "e2e/results/time-hover-map.png" });
  await page.mouse.move(2, 2);
  await expect.poll(async () => (await picture(page).screenshot()).equals(still)).toBe(true);
  expect(plan.length_m).toBeGreaterThan(m);
});

/** Where a chainage of the border is: from the stretches of the collection border, in their order, by their lengths. */
async function placeOf(request: Parameters<typeof featuresOf>[0], m: number): Promise<[number, number]> {
  const stretches = await featuresOf(request, full(), "border");
  for (const f of stretches) {
    const [from, to] = [Number(f.properties["border_from_m"]), Number(f.properties["border_to_m"])];
    if (m >= from && m <= to) return along(linesOf(f), (m - from) / (to - from));
  }
  throw new Error(`km ${m / 1000} is on no stretch`);
}

test("by keyboard the picture reads out place and hour, goes to the hour and opens what is there", async ({ page, request }) => {
  const plan = await planOf(request, full());
  await visit(page, full());
  await picture(page).focus();
  await page.keyboard.press("ArrowRight");
  await expect(readout(page)).toHaveAttribute("aria-live", "polite");
  const stepH = plan.period_h / 168;
  await expect(readout(page)).toContainText(`km ${new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1, minimumFractionDigits: 1 }).format(plan.length_m / 2000)}`);
  await expect(readout(page)).toContainText(clockAt(plan, stepH, "en-GB"));
  await page.keyboard.press("Shift+ArrowRight");
  await expect(readout(page)).toContainText(clockAt(plan, 11 * stepH, "en-GB"));
  await page.keyboard.press("Enter");
  await shows(page, plan, 11 * stepH);
  await page.keyboard.press("End");
  await expect(readout(page)).toContainText(clockAt(plan, plan.period_h, "en-GB"));
  const never = plan.gaps.find((g) => g.reason !== "revisit_exceeded" && g.to_m - g.from_m > 20_000 && g.route === "volcan-tacana-rio-chixoy");
  if (!never) throw new Error("no gap that is never watched");
  await page.getByRole("button", { name: "One day" }).click();
  await picture(page).focus();
  await page.keyboard.press("Home");
  for (let i = 0; i < 30 && !((await readout(page).textContent()) ?? "").includes(never.id); i++) await page.keyboard.press("ArrowDown");
  for (let i = 0; i < 60 && !((await readout(page).textContent()) ?? "").includes(never.id); i++) await page.keyboard.press("ArrowUp");
  await expect(readout(page)).toContainText(never.id);
  await page.keyboard.press("Enter");
  await expect.poll(() => page.evaluate(() => location.hash)).toContain("pick=");
});

test("time takes a bar, its controls, a picture or half the page; the map has what is left, and it is remembered", async ({ page }) => {
  await visit(page, full());
  const height = async () => (await mapOf(page).boundingBox())?.height ?? 0;
  const usual = await height();
  expect(usual).toBeGreaterThanOrEqual(420); // of 800
  expect((await picture(page).boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(140);
  const sizes = page.getByRole("group", { name: "Size of this part" });
  await sizes.getByRole("button", { name: "Larger" }).click();
  await expect.poll(height).toBeLessThan(usual - 100);
  await page.screenshot({ path: "e2e/results/time-half.png" });
  await sizes.getByRole("button", { name: "Smaller" }).click();
  await expect.poll(height).toBe(usual);
  await sizes.getByRole("button", { name: "Smaller" }).click();
  await expect(picture(page)).toHaveCount(0);
  await expect.poll(height).toBeGreaterThan(usual + 100);
  await sizes.getByRole("button", { name: "Close time" }).click();
  const open = page.getByRole("button", { name: "Time", exact: true });
  await expect(open).toBeFocused();
  await expect.poll(height).toBeGreaterThan(usual + 150);
  await page.reload();
  await expect(open).toBeVisible();
  await open.press("Enter");
  await expect(picture(page)).toBeVisible();
  await expect(sizes.getByRole("button", { name: "Close time" })).toBeFocused();
  expect(await findings(page)).toEqual([]);
});
