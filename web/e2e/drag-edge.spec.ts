import type { APIRequestContext, Locator, Page } from "@playwright/test";
import type { MultiLineString } from "geojson";
import { mapOf, placeAt, standingOf } from "./canvas";
import { chainageOf, changesOn, handleOf, middleOf, openWhatIf, placeRow } from "./changes";
import { expect, full, overhang, test } from "./person";
import { featuresOf } from "./told";

// What a hand that drags needs of the page around it: that nothing moves the map
// under it, that it gets farther than what is seen, and room on a small screen.

const point = "La Mesilla – Ciudad Cuauhtémoc";
const phone = { width: 390, height: 844 };

async function boxOf(what: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await what.boundingBox();
  if (!box) throw new Error("it is not to be seen");
  return box;
}

/** Takes a meeting point, or the boundary of two sectors, by its handle, which stands in the middle of the map. */
async function take(page: Page, name = point): Promise<{ handle: Locator; x: number; y: number }> {
  const handle = await handleOf(page, await placeRow(page, name === point ? "Meeting points" : "Boundaries of sectors", name), name);
  await handle.scrollIntoViewIfNeeded();
  const { x, y } = await middleOf(handle);
  await page.mouse.move(x, y);
  await page.mouse.down();
  return { handle, x, y };
}

/** Waits until some frames are drawn. */
const frames = (page: Page) => page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))));

for (const viewport of [{ width: 1280, height: 800 }, phone]) {
  test(`a server that does not answer while a meeting point is dragged moves nothing under the pointer, at ${viewport.width} pixels`, async ({ page, watched }) => {
    watched.expected = [/Failed to load resource/];
    await page.setViewportSize(viewport);
    await openWhatIf(page, full());
    const { handle, x, y } = await take(page);
    await page.mouse.move(x + 20, y - 10, { steps: 3 });
    await expect(page.getByText("While you move it")).toBeAttached();
    const [map, standing] = [await boxOf(mapOf(page)), await standingOf(page)];
    const at = await middleOf(handle);

    await page.route(/\/(processes|plans|scenarios)\b/, (route) => route.abort());
    await page.mouse.move(x + 21, y - 10);
    const notice = page.getByRole("region", { name: "What to know" }).getByText("The server does not answer.");
    await expect(notice).toBeVisible();
    await frames(page);
    expect(await boxOf(mapOf(page))).toEqual(map);
    expect(await standingOf(page)).toEqual(standing);
    await page.mouse.move(x + 20, y - 10);
    await frames(page);
    const now = await middleOf(handle);
    expect(Math.hypot(now.x - at.x, now.y - at.y), "the handle is where the same pointer had it before").toBeLessThan(2);

    // It lies on the map, and on nothing that is needed: search, tabs and the map's buttons stay free.
    const told = await boxOf(notice);
    expect(told.x).toBeGreaterThanOrEqual(map.x);
    expect(told.y).toBeGreaterThanOrEqual(map.y);
    await page.mouse.up();
    for (const name of ["Zoom in", "Turn north up"]) await page.getByRole("group", { name: "Map controls" }).getByRole("button", { name }).click({ trial: true });
    await page.getByRole("combobox", { name: "Search" }).click({ trial: true });
    await page.getByRole("tab", { name: "Tables" }).click({ trial: true });
    expect(await overhang(page)).toBeLessThanOrEqual(0);
    await page.screenshot({ path: `e2e/results/drag-notice-${viewport.width}.png` });
  });
}

/** Where the border leaves the map on from what stands in its middle, a little within the map's edge: out of the server's own vertices. */
async function wayOut(page: Page, request: APIRequestContext): Promise<{ x: number; y: number }> {
  const border = [...(await featuresOf(request, full(), "border")).values()].sort((a, b) => a.properties?.["border_from_m"] - b.properties?.["border_from_m"]);
  const places = border.flatMap((f) => (f.geometry as MultiLineString).coordinates.flat());
  const standing = await standingOf(page);
  if (!standing) throw new Error("the address does not say where the map stands");
  const map = await boxOf(mapOf(page));
  const [[west, north], [east, south]] = [placeAt(standing, -map.width / 2, -map.height / 2), placeAt(standing, map.width / 2, map.height / 2)];
  const far = ([x = 0, y = 0]: number[]) => Math.hypot(x - standing.lon, y - standing.lat);
  const nearest = places.reduce((best, p, i) => (far(p) < far(places[best] ?? []) ? i : best), 0);
  const [x = 0, y = 0] = places.slice(nearest).find(([x = 0, y = 0]) => x < west || x > east || y < south || y > north) ?? [];
  const within = (share: number, from: number, size: number) => from + Math.min(size - 4, Math.max(4, share * size));
  return { x: within((x - west) / (east - west), map.x, map.width), y: within((north - y) / (north - south), map.y, map.height) };
}

const boundary = "Boundary between GT-15+MX-15 and GT-16+MX-16";

for (const [name, reducedMotion] of [[point, "no-preference"], [boundary, "no-preference"], [point, "reduce"]] as const) {
  test(`${name}, held at the edge of the map, goes on past what was seen until it is let go (${reducedMotion})`, async ({ page, request }) => {
    await page.emulateMedia({ reducedMotion });
    await openWhatIf(page, full());
    const { handle, x, y } = await take(page, name);
    const map = await boxOf(mapOf(page));
    const [before, hand] = [await standingOf(page), await wayOut(page, request)];
    await page.mouse.move((x + hand.x) / 2, (y + hand.y) / 2, { steps: 6 });
    await page.waitForTimeout(600);
    expect(await standingOf(page), "in the middle the map stays").toEqual(before);
    await page.mouse.move(hand.x, hand.y, { steps: 6 });
    await frames(page);
    const reached = await chainageOf(handle);
    // From here on the hand does not move any more.
    await expect.poll(() => chainageOf(handle), { message: "it goes on" }).toBeGreaterThan(reached + 3000);
    await page.waitForTimeout(3000); // long enough for the border to leave the map at its other sides
    await expect(handle, "what is held is seen").toBeInViewport();
    const on = await middleOf(handle);
    expect(on.x > map.x && on.x < map.x + map.width && on.y > map.y && on.y < map.y + map.height, "and on the map").toBe(true);
    const gone = async () => {
      const after = await standingOf(page); // the address follows the map after a while
      return Math.hypot((after?.lon ?? NaN) - (before?.lon ?? NaN), (after?.lat ?? NaN) - (before?.lat ?? NaN));
    };
    await expect.poll(gone, { message: "the map has gone along" }).toBeGreaterThan(0.01);
    await page.screenshot({ path: `e2e/results/drag-edge-${name === point ? reducedMotion : "boundary"}.png` });
    await page.mouse.up();
    await expect(changesOn(page).getByRole("listitem")).toHaveCount(1);
    await expectRest(page);
  });
}

/** Waits until the address says where the map stands, and that it stays there. */
async function expectRest(page: Page): Promise<void> {
  await page.waitForTimeout(600); // the address follows the map after a while
  const standing = await standingOf(page);
  await page.waitForTimeout(1000);
  expect(await standingOf(page), "the map has come to rest").toEqual(standing);
}

test("Escape while the map goes along stops it, and puts the meeting point back", async ({ page }) => {
  await openWhatIf(page, full());
  const { handle, x } = await take(page);
  const was = await handle.getAttribute("aria-valuenow");
  const map = await boxOf(mapOf(page));
  const before = await standingOf(page);
  await page.mouse.move(x, map.y + map.height - 3, { steps: 8 });
  await expect.poll(async () => (await standingOf(page))?.lat ?? NaN).toBeLessThan((before?.lat ?? NaN) - 0.01);
  await page.keyboard.press("Escape");
  await expect(handle).toHaveAttribute("aria-valuenow", was ?? "");
  await expectRest(page);
  await page.mouse.up();
  await expect(changesOn(page).getByText("Nothing is changed yet.")).toBeAttached();
});

test("keys take a meeting point farther than what is seen, and the map along", async ({ page }) => {
  await openWhatIf(page, full());
  const handle = await handleOf(page, await placeRow(page, "Meeting points", point), point);
  const was = await chainageOf(handle);
  await handle.focus();
  for (let i = 0; i < 6; i++) await page.keyboard.press("PageUp");
  await expect(handle).toHaveAttribute("aria-valuenow", ((was + 60_000) / 1000).toFixed(3));
  const map = await boxOf(mapOf(page));
  await expect.poll(async () => {
    const { x, y } = await middleOf(handle);
    return x > map.x && x < map.x + map.width && y > map.y && y < map.y + map.height;
  }).toBe(true);
  await expect(handle).toBeFocused();
});

for (const language of ["en-GB", "es-GT"]) {
  test(`on a phone the sizes of the part about time share a row, in ${language}`, async ({ browser }) => {
    const page = await browser.newPage({ viewport: phone, locale: language });
    await page.goto(full());
    const sizes = page.locator(".time-sizes");
    await expect(sizes).toBeVisible();
    for (const larger of [0, 1]) {
      if (larger) await sizes.getByRole("button").nth(1).click();
      const [row, slider] = [await boxOf(sizes), await boxOf(page.getByRole("slider", { name: /Hour shown|Hora que se muestra/ }))];
      expect(Math.abs(row.y + row.height / 2 - slider.y - slider.height / 2), "they stand beside the slider").toBeLessThan(8);
      expect(row.x).toBeGreaterThanOrEqual(slider.x + slider.width);
      expect(slider.width).toBeGreaterThan(200);
    }
    expect(await overhang(page)).toBeLessThanOrEqual(0);
    await page.close();
  });
}
